-- Contents of the evidence store that nobody's file has any more: they go a day after their rows, so that a copy
-- that was begun before finds them, and whatever ends the program in between.
CREATE TABLE evidence_removal (
    sha256 TEXT PRIMARY KEY NOT NULL,
    since BIGINT NOT NULL
);
