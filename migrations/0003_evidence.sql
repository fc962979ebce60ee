-- Photos and files that people send as evidence. The bytes lie in the evidence store under their
-- SHA-256; name, mime and size are what the sender's program claimed, until the file is kept: then size
-- is what it has and kind is what its content says. Nothing is deleted: a file that was not kept keeps
-- Telegram's reference.
CREATE TABLE evidence_file (
    id                 BIGINT PRIMARY KEY,
    office_id          BIGINT NOT NULL REFERENCES office (id),
    measure_id         BIGINT NOT NULL REFERENCES measure (id),
    person_id          BIGINT NOT NULL REFERENCES person (id),
    chat_id            BIGINT NOT NULL,
    telegram_file_id   TEXT   NOT NULL,
    telegram_unique_id TEXT   NOT NULL,
    photo              BIGINT NOT NULL,
    name               TEXT,
    mime               TEXT,
    size               BIGINT,
    status             TEXT   NOT NULL CHECK (status IN ('wanted', 'kept', 'refused', 'failed')),
    sha256             TEXT,
    kind               TEXT,
    attempts           BIGINT NOT NULL,
    not_before         BIGINT NOT NULL,
    error              TEXT,
    received_at        BIGINT NOT NULL,
    settled_at         BIGINT
);
CREATE INDEX evidence_file_wanted ON evidence_file (id) WHERE status = 'wanted';
CREATE INDEX evidence_file_kept ON evidence_file (office_id, telegram_unique_id) WHERE status = 'kept';
CREATE INDEX evidence_file_of_measure ON evidence_file (measure_id);

-- What a message is about, where a later one about the same shall stand in its place.
ALTER TABLE outbox ADD COLUMN key TEXT;
-- What was sent to a chat last.
CREATE INDEX outbox_sent ON outbox (chat_id, place) WHERE message_id IS NOT NULL;
CREATE INDEX outbox_of_key ON outbox (chat_id, key) WHERE key IS NOT NULL;
