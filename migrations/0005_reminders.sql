-- What an office sets of its own rhythm, as JSON; {} for nothing. reminded_until is the moment up to which
-- its reminders were worked out, look_at the moment at which there may be something to do next.
ALTER TABLE office ADD COLUMN rhythm TEXT NOT NULL DEFAULT '{}';
ALTER TABLE office ADD COLUMN reminded_until BIGINT NOT NULL DEFAULT 0;
ALTER TABLE office ADD COLUMN look_at BIGINT NOT NULL DEFAULT 0;
CREATE INDEX office_look_at ON office (look_at);
CREATE INDEX office_reminded_until ON office (reminded_until);

-- imported_at moves with every import of the plan; opened_at stays.
ALTER TABLE plan ADD COLUMN opened_at BIGINT NOT NULL DEFAULT 0;
UPDATE plan SET opened_at = imported_at;

-- The head of a unit is told what is overdue in it.
ALTER TABLE post ADD COLUMN head BIGINT NOT NULL DEFAULT 0;

-- One reminder, whatever became of it: its natural key says that it is never made twice. slot is the day
-- it is for, in days since 1 January 1970; quarter is 0 where it is about no quarter. Rows are planned,
-- then sent (outbox_id is the message), merged into another one, dropped as stale, or withdrawn because
-- nothing was missing any more. settled_at is empty as long as it is not known what became of the message.
CREATE TABLE reminder (
    id         BIGINT PRIMARY KEY,
    office_id  BIGINT NOT NULL REFERENCES office (id),
    plan_id    BIGINT NOT NULL REFERENCES plan (id),
    quarter    BIGINT NOT NULL,
    person_id  BIGINT NOT NULL REFERENCES person (id),
    kind       TEXT   NOT NULL,
    slot       BIGINT NOT NULL,
    status     TEXT   NOT NULL CHECK (status IN ('planned', 'sent', 'merged', 'stale', 'withdrawn')),
    why        TEXT,
    outbox_id  BIGINT,
    planned_at BIGINT NOT NULL,
    settled_at BIGINT,
    UNIQUE (plan_id, quarter, person_id, kind, slot)
);
CREATE INDEX reminder_of_office ON reminder (office_id, planned_at);
CREATE INDEX reminder_unsettled ON reminder (outbox_id) WHERE settled_at IS NULL;
CREATE INDEX reminder_of_plan ON reminder (plan_id, slot);

-- Until when a person does not want to be reminded for an office.
CREATE TABLE snooze (
    office_id BIGINT NOT NULL REFERENCES office (id),
    person_id BIGINT NOT NULL REFERENCES person (id),
    until     BIGINT NOT NULL,
    PRIMARY KEY (office_id, person_id)
);

-- calm messages let every other one go first; what is not sent until not_after is dropped.
ALTER TABLE outbox ADD COLUMN calm BIGINT NOT NULL DEFAULT 0;
ALTER TABLE outbox ADD COLUMN not_after BIGINT;
DROP INDEX outbox_waiting;
CREATE INDEX outbox_waiting ON outbox (calm, place) WHERE settled_at IS NULL;
