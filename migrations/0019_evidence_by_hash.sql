-- A file that somebody asks about is looked for by its hash.
CREATE INDEX evidence_file_of_hash ON evidence_file (sha256) WHERE status = 'kept';
