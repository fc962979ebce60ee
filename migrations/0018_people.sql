-- A person whose data were erased keeps their row, because what they filed and decided names it. It stands for
-- no account any more: chat_id is the row's own id, as a negative number.
ALTER TABLE person ADD COLUMN erased_at BIGINT;
-- When a state was kept last: those of people who hold no post are not kept for ever.
ALTER TABLE conversation ADD COLUMN saved_at BIGINT NOT NULL DEFAULT 0;
-- Whether a content is still somebody's is asked before it is deleted.
CREATE INDEX evidence_file_sha256 ON evidence_file (sha256) WHERE sha256 IS NOT NULL;
