-- Measures are reported quarter by quarter. What was filed before quarters were told apart counts as the
-- year's, which is the fourth quarter's.
ALTER TABLE draft ADD COLUMN quarter BIGINT NOT NULL DEFAULT 4;
ALTER TABLE filing ADD COLUMN quarter BIGINT NOT NULL DEFAULT 4;
ALTER TABLE returned ADD COLUMN quarter BIGINT NOT NULL DEFAULT 4;

-- Why a filed measure was corrected.
ALTER TABLE filing ADD COLUMN reason TEXT;

-- Days that an office counts otherwise than the table that comes with the program. day is counted from
-- 1 January 1970; off is 1 for a holiday, 0 for a working day.
CREATE TABLE holiday (
    office_id  BIGINT NOT NULL REFERENCES office (id),
    day        BIGINT NOT NULL,
    off        BIGINT NOT NULL,
    name       TEXT   NOT NULL,
    person_id  BIGINT,
    changed_at BIGINT NOT NULL,
    PRIMARY KEY (office_id, day)
);

-- Which measure a message was an answer for, so that editing the message changes the answer.
CREATE TABLE typed (
    chat_id    BIGINT NOT NULL,
    message_id BIGINT NOT NULL,
    measure_id BIGINT NOT NULL REFERENCES measure (id),
    typed_at   BIGINT NOT NULL,
    PRIMARY KEY (chat_id, message_id)
);
CREATE INDEX typed_by_age ON typed (typed_at);
