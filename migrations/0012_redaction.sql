-- What the reporter has decided to hide in the published copy: a piece of personal data in a text, by a
-- fingerprint of both, never the text itself. Who undoes a decision closes its row.
CREATE TABLE redaction (
    id         BIGINT PRIMARY KEY,
    office_id  BIGINT NOT NULL REFERENCES office (id),
    plan_id    BIGINT NOT NULL REFERENCES plan (id),
    measure_id BIGINT NOT NULL REFERENCES measure (id),
    text_key   BIGINT NOT NULL,
    hidden_by  BIGINT NOT NULL REFERENCES person (id),
    hidden_at  BIGINT NOT NULL,
    undone_by  BIGINT REFERENCES person (id),
    undone_at  BIGINT
);
CREATE UNIQUE INDEX redaction_in_force ON redaction (plan_id, text_key) WHERE undone_at IS NULL;
