-- The audit's entries are chained: each office's own from 1 on, those of no office under the chain 0. hash
-- is the SHA-256 of the entry before and of this one. Entries from before stand outside with the number 0;
-- how many there are is kept under the chain -1.
ALTER TABLE audit ADD COLUMN seq BIGINT NOT NULL DEFAULT 0;
ALTER TABLE audit ADD COLUMN hash TEXT NOT NULL DEFAULT '';

CREATE TABLE audit_head (
    chain BIGINT PRIMARY KEY,
    seq   BIGINT NOT NULL,
    hash  TEXT   NOT NULL
);
INSERT INTO audit_head (chain, seq, hash) SELECT -1, COUNT(*), '' FROM audit;
