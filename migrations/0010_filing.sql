-- More kinds of files are made of a version than the two of the beginning: which, the program knows. What is
-- filed may be made anew; then the file before it is 'replaced', and still known when somebody asks what it is.
CREATE TABLE document_of_any_kind (
    id               BIGINT PRIMARY KEY,
    office_id        BIGINT NOT NULL REFERENCES office (id),
    report_id        BIGINT NOT NULL REFERENCES report (id),
    kind             TEXT   NOT NULL,
    status           TEXT   NOT NULL CHECK (status IN ('wanted', 'done', 'failed', 'replaced')),
    wanted_by        BIGINT NOT NULL,
    wanted_at        BIGINT NOT NULL,
    sha256           TEXT,
    size             BIGINT,
    telegram_file_id TEXT,
    settled_at       BIGINT,
    error            TEXT
);
INSERT INTO document_of_any_kind (id, office_id, report_id, kind, status, wanted_by, wanted_at, sha256, size,
    telegram_file_id, settled_at, error)
SELECT id, office_id, report_id, kind, status, wanted_by, wanted_at, sha256, size, telegram_file_id,
    settled_at, error FROM document;
DROP TABLE document;
ALTER TABLE document_of_any_kind RENAME TO document;
CREATE UNIQUE INDEX document_of_report ON document (report_id, kind) WHERE status IN ('wanted', 'done');
CREATE INDEX document_wanted ON document (id) WHERE status = 'wanted';
-- Whose file this is; a short code is the beginning of a hash.
CREATE INDEX document_sha256 ON document (sha256) WHERE sha256 IS NOT NULL;

-- Files that people send to ask whether they are what was acknowledged. Only the hash is kept, for as long
-- as the inbox keeps what it was asked in.
CREATE TABLE file_check (
    id               BIGINT PRIMARY KEY,
    person_id        BIGINT NOT NULL REFERENCES person (id),
    chat_id          BIGINT NOT NULL,
    telegram_file_id TEXT   NOT NULL,
    name             TEXT,
    status           TEXT   NOT NULL CHECK (status IN ('wanted', 'done', 'failed')),
    sha256           TEXT,
    attempts         BIGINT NOT NULL,
    not_before       BIGINT NOT NULL,
    received_at      BIGINT NOT NULL,
    settled_at       BIGINT
);
CREATE INDEX file_check_wanted ON file_check (id) WHERE status = 'wanted';
