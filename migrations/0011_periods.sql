-- A report is of a period: a quarter (q1 to q4), the first six months (half) or the year. What was compiled
-- before there were periods is the year's. version counts all versions of a plan in the order in which they
-- were compiled; number counts those of one period, and is what people see.
ALTER TABLE report ADD COLUMN period TEXT NOT NULL DEFAULT 'year'
    CHECK (period IN ('q1', 'q2', 'q3', 'q4', 'half', 'year'));
ALTER TABLE report ADD COLUMN number BIGINT NOT NULL DEFAULT 0;
UPDATE report SET number = version;
CREATE UNIQUE INDEX report_of_period ON report (plan_id, period, number);
