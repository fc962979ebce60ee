-- The foundation, for SQLite and PostgreSQL alike: TEXT and BIGINT columns only, moments in epoch
-- milliseconds, ids made by the program. Whatever belongs to an office carries its office_id.

CREATE TABLE process (
    id     BIGINT PRIMARY KEY,
    opened BIGINT NOT NULL
);
INSERT INTO process (id, opened) VALUES (1, 0);

-- revision counts the changes of the office, its units, posts, holders and plan;
-- facts counts the changes of what is reported, returned, compiled and decided.
CREATE TABLE office (
    id           BIGINT PRIMARY KEY,
    name         TEXT   NOT NULL UNIQUE,
    short_name   TEXT   NOT NULL,
    address      TEXT   NOT NULL,
    order_issuer TEXT   NOT NULL,
    revision     BIGINT NOT NULL,
    facts        BIGINT NOT NULL,
    created_at   BIGINT NOT NULL
);

-- code is the plan file's own id; place is the order in the file.
CREATE TABLE unit (
    id         BIGINT PRIMARY KEY,
    office_id  BIGINT NOT NULL REFERENCES office (id),
    code       TEXT   NOT NULL,
    name       TEXT   NOT NULL,
    parent_id  BIGINT REFERENCES unit (id),
    place      BIGINT NOT NULL,
    dropped_at BIGINT,
    UNIQUE (office_id, code)
);

CREATE TABLE post (
    id         BIGINT PRIMARY KEY,
    office_id  BIGINT NOT NULL REFERENCES office (id),
    code       TEXT   NOT NULL,
    role       TEXT   NOT NULL CHECK (role IN ('contributor', 'reporter', 'verifier', 'executive')),
    turn       BIGINT NOT NULL,
    name       TEXT   NOT NULL,
    position   TEXT   NOT NULL,
    unit_id    BIGINT REFERENCES unit (id),
    place      BIGINT NOT NULL,
    dropped_at BIGINT,
    UNIQUE (office_id, code)
);

CREATE TABLE plan (
    id          BIGINT PRIMARY KEY,
    office_id   BIGINT NOT NULL REFERENCES office (id),
    fiscal_year BIGINT NOT NULL,
    wording     TEXT   NOT NULL,
    imported_at BIGINT NOT NULL,
    UNIQUE (office_id, fiscal_year)
);

CREATE TABLE measure (
    id         BIGINT PRIMARY KEY,
    office_id  BIGINT NOT NULL REFERENCES office (id),
    plan_id    BIGINT NOT NULL REFERENCES plan (id),
    number     BIGINT NOT NULL,
    title      TEXT   NOT NULL,
    methods    TEXT   NOT NULL,
    unit_id    BIGINT NOT NULL REFERENCES unit (id),
    period     TEXT   NOT NULL,
    score      TEXT,
    dropped_at BIGINT,
    UNIQUE (plan_id, number)
);

CREATE TABLE person (
    id         BIGINT PRIMARY KEY,
    chat_id    BIGINT NOT NULL UNIQUE,
    language   TEXT   NOT NULL,
    blocked_at BIGINT,
    created_at BIGINT NOT NULL
);

-- Who holds a post since when; rows end, they are never deleted.
CREATE TABLE holding (
    id         BIGINT PRIMARY KEY,
    office_id  BIGINT NOT NULL REFERENCES office (id),
    post_id    BIGINT NOT NULL REFERENCES post (id),
    person_id  BIGINT NOT NULL REFERENCES person (id),
    held_since BIGINT NOT NULL,
    held_until BIGINT
);
CREATE UNIQUE INDEX holding_of_post ON holding (post_id) WHERE held_until IS NULL;
CREATE INDEX holding_of_person ON holding (person_id) WHERE held_until IS NULL;

-- The code itself is nowhere: only its SHA-256.
CREATE TABLE invitation (
    code_hash  TEXT   PRIMARY KEY,
    office_id  BIGINT NOT NULL REFERENCES office (id),
    post_id    BIGINT NOT NULL REFERENCES post (id),
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    used_at    BIGINT,
    used_by    BIGINT REFERENCES person (id),
    revoked_at BIGINT
);
CREATE INDEX invitation_of_post ON invitation (post_id);

CREATE TABLE wrong_code (
    id       BIGINT PRIMARY KEY,
    chat_id  BIGINT NOT NULL,
    tried_at BIGINT NOT NULL
);
CREATE INDEX wrong_code_of_chat ON wrong_code (chat_id, tried_at);

CREATE TABLE conversation (
    chat_id BIGINT PRIMARY KEY,
    state   TEXT   NOT NULL,
    version BIGINT NOT NULL
);

CREATE TABLE draft (
    measure_id BIGINT PRIMARY KEY REFERENCES measure (id),
    office_id  BIGINT NOT NULL REFERENCES office (id),
    body       TEXT   NOT NULL,
    person_id  BIGINT NOT NULL,
    saved_at   BIGINT NOT NULL
);
CREATE INDEX draft_of_office ON draft (office_id);

-- Authorship stays with who filed: the name is kept as it was.
CREATE TABLE filing (
    id         BIGINT PRIMARY KEY,
    office_id  BIGINT NOT NULL REFERENCES office (id),
    measure_id BIGINT NOT NULL REFERENCES measure (id),
    revision   BIGINT NOT NULL,
    progress   TEXT   NOT NULL,
    person_id  BIGINT NOT NULL REFERENCES person (id),
    post_id    BIGINT NOT NULL REFERENCES post (id),
    name       TEXT   NOT NULL,
    filed_at   BIGINT NOT NULL,
    UNIQUE (measure_id, revision)
);

CREATE TABLE returned (
    id          BIGINT PRIMARY KEY,
    office_id   BIGINT NOT NULL REFERENCES office (id),
    measure_id  BIGINT NOT NULL REFERENCES measure (id),
    reason      TEXT   NOT NULL,
    person_id   BIGINT NOT NULL REFERENCES person (id),
    post_id     BIGINT NOT NULL REFERENCES post (id),
    name        TEXT   NOT NULL,
    returned_at BIGINT NOT NULL,
    resolved_at BIGINT
);
CREATE INDEX returned_open ON returned (measure_id) WHERE resolved_at IS NULL;

CREATE TABLE report (
    id          BIGINT PRIMARY KEY,
    office_id   BIGINT NOT NULL REFERENCES office (id),
    plan_id     BIGINT NOT NULL REFERENCES plan (id),
    version     BIGINT NOT NULL,
    stage       TEXT   NOT NULL,
    snapshot    TEXT   NOT NULL,
    missing     TEXT   NOT NULL,
    person_id   BIGINT NOT NULL REFERENCES person (id),
    post_id     BIGINT NOT NULL REFERENCES post (id),
    compiled_at BIGINT NOT NULL,
    UNIQUE (plan_id, version)
);

CREATE TABLE document (
    id               BIGINT PRIMARY KEY,
    office_id        BIGINT NOT NULL REFERENCES office (id),
    report_id        BIGINT NOT NULL REFERENCES report (id),
    kind             TEXT   NOT NULL CHECK (kind IN ('report', 'acknowledged')),
    status           TEXT   NOT NULL CHECK (status IN ('wanted', 'done', 'failed')),
    wanted_by        BIGINT NOT NULL,
    wanted_at        BIGINT NOT NULL,
    sha256           TEXT,
    size             BIGINT,
    telegram_file_id TEXT,
    settled_at       BIGINT,
    error            TEXT
);
CREATE UNIQUE INDEX document_of_report ON document (report_id, kind) WHERE status <> 'failed';
CREATE INDEX document_wanted ON document (id) WHERE status = 'wanted';

-- Append-only: the program holds no statement that changes or deletes a row of decision or audit.
CREATE TABLE decision (
    id         BIGINT PRIMARY KEY,
    office_id  BIGINT NOT NULL REFERENCES office (id),
    report_id  BIGINT NOT NULL REFERENCES report (id),
    kind       TEXT   NOT NULL CHECK (kind IN ('sent', 'approved', 'returned', 'acknowledged')),
    post_id    BIGINT NOT NULL REFERENCES post (id),
    person_id  BIGINT NOT NULL REFERENCES person (id),
    name       TEXT   NOT NULL,
    position   TEXT   NOT NULL,
    decided_at BIGINT NOT NULL,
    note       TEXT,
    measure_id BIGINT REFERENCES measure (id),
    sha256     TEXT   NOT NULL
);
CREATE INDEX decision_of_report ON decision (report_id, id);

CREATE TABLE audit (
    id        BIGINT PRIMARY KEY,
    at        BIGINT NOT NULL,
    office_id BIGINT,
    person_id BIGINT,
    action    TEXT   NOT NULL,
    subject   BIGINT,
    detail    TEXT   NOT NULL
);
CREATE INDEX audit_of_office ON audit (office_id, id);

-- done_at is set on every row that needs no more work, failed_at on those that could not be answered.
CREATE TABLE inbox (
    update_id   BIGINT PRIMARY KEY,
    chat_id     BIGINT NOT NULL,
    source      TEXT   NOT NULL,
    payload     TEXT   NOT NULL,
    received_at BIGINT NOT NULL,
    done_at     BIGINT,
    failed_at   BIGINT,
    error       TEXT
);
CREATE INDEX inbox_waiting ON inbox (received_at, update_id) WHERE done_at IS NULL;
CREATE INDEX inbox_of_chat ON inbox (chat_id, received_at, update_id) WHERE done_at IS NULL;

-- place is the order within a chat: the id, or that of the row which this one stands in for.
-- settled_at is set once nothing more will be tried.
CREATE TABLE outbox (
    id         BIGINT PRIMARY KEY,
    chat_id    BIGINT NOT NULL,
    place      BIGINT NOT NULL,
    language   TEXT   NOT NULL,
    body       TEXT   NOT NULL,
    status     TEXT   NOT NULL
               CHECK (status IN ('waiting', 'sending', 'sent', 'unsure', 'failed', 'dropped')),
    attempts   BIGINT NOT NULL,
    not_before BIGINT NOT NULL,
    message_id BIGINT,
    error      TEXT,
    created_at BIGINT NOT NULL,
    settled_at BIGINT
);
CREATE INDEX outbox_waiting ON outbox (place) WHERE settled_at IS NULL;
CREATE INDEX outbox_of_chat ON outbox (chat_id, place) WHERE settled_at IS NULL;
