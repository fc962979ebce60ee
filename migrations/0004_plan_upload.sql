-- Plan files that are sent in chat, until they are taken over or 48 hours have passed. plan is the plan
-- that was read, as TOML; found is what is wrong with the file or good to know about it, as phrases.
CREATE TABLE plan_upload (
    id               BIGINT PRIMARY KEY,
    office_id        BIGINT NOT NULL REFERENCES office (id),
    person_id        BIGINT NOT NULL REFERENCES person (id),
    chat_id          BIGINT NOT NULL,
    telegram_file_id TEXT   NOT NULL,
    name             TEXT   NOT NULL,
    status           TEXT   NOT NULL CHECK (status IN ('wanted', 'read', 'refused', 'lost')),
    plan             TEXT,
    found            TEXT   NOT NULL,
    attempts         BIGINT NOT NULL,
    not_before       BIGINT NOT NULL,
    received_at      BIGINT NOT NULL
);
CREATE INDEX plan_upload_wanted ON plan_upload (id) WHERE status = 'wanted';
