//! Which tables hold something of a person, and what is told of each row.

use super::As::{Code, Json, Moment, Number, Update, When, Words};
use super::{By, Source};

pub(super) const SOURCES: [Source; 21] = [
    Source {
        name: "account",
        table: "person",
        by: By::Person,
        sql: "SELECT created_at, language, chat_id, blocked_at FROM person WHERE id = $1",
        columns: &[
            ("since", When),
            ("language", Code),
            ("telegram_id", Number),
            ("blocked_since", Moment),
        ],
    },
    Source {
        name: "posts",
        table: "holding",
        by: By::Person,
        sql: "SELECT h.held_since, p.name, p.position, o.name, p.role, h.held_until FROM holding AS h \
              JOIN post AS p ON p.id = h.post_id JOIN office AS o ON o.id = h.office_id WHERE h.person_id = $1 ORDER BY h.id",
        columns: &[
            ("since", When),
            ("name", Words),
            ("position", Words),
            ("office", Words),
            ("role", Code),
            ("until", Moment),
        ],
    },
    Source {
        name: "invitations",
        table: "invitation",
        by: By::Person,
        sql: "SELECT i.used_at, o.name FROM invitation AS i JOIN office AS o ON o.id = i.office_id \
              WHERE i.used_by = $1 ORDER BY i.used_at",
        columns: &[("used_at", When), ("office", Words)],
    },
    Source {
        name: "state",
        table: "conversation",
        by: By::Chat,
        sql: "SELECT saved_at, state FROM conversation WHERE chat_id = $1",
        columns: &[("saved_at", When), ("awaited", Json)],
    },
    Source {
        name: "drafts",
        table: "draft",
        by: By::Person,
        sql: "SELECT d.saved_at, m.title, o.name, d.quarter, d.body FROM draft AS d JOIN measure AS m ON m.id = d.measure_id \
              JOIN office AS o ON o.id = d.office_id WHERE d.person_id = $1 ORDER BY d.saved_at",
        columns: &[
            ("saved_at", When),
            ("measure", Words),
            ("office", Words),
            ("quarter", Number),
            ("draft", Json),
        ],
    },
    Source {
        name: "filed",
        table: "filing",
        by: By::Person,
        sql: "SELECT f.filed_at, m.title, f.name, o.name, f.quarter, f.revision, f.reason, f.progress FROM filing AS f \
              JOIN measure AS m ON m.id = f.measure_id JOIN office AS o ON o.id = f.office_id \
              WHERE f.person_id = $1 ORDER BY f.id",
        columns: &[
            ("filed_at", When),
            ("measure", Words),
            ("as", Words),
            ("office", Words),
            ("quarter", Number),
            ("revision", Number),
            ("reason", Words),
            ("said", Json),
        ],
    },
    Source {
        name: "returned",
        table: "returned",
        by: By::Person,
        sql: "SELECT r.returned_at, m.title, r.reason, r.name, o.name, r.quarter FROM returned AS r \
              JOIN measure AS m ON m.id = r.measure_id JOIN office AS o ON o.id = r.office_id \
              WHERE r.person_id = $1 ORDER BY r.id",
        columns: &[
            ("returned_at", When),
            ("measure", Words),
            ("reason", Words),
            ("as", Words),
            ("office", Words),
            ("quarter", Number),
        ],
    },
    Source {
        name: "compiled",
        table: "report",
        by: By::Person,
        sql: "SELECT r.compiled_at, o.name, p.fiscal_year, r.period, r.number FROM report AS r \
              JOIN plan AS p ON p.id = r.plan_id JOIN office AS o ON o.id = r.office_id \
              WHERE r.person_id = $1 ORDER BY r.id",
        columns: &[
            ("compiled_at", When),
            ("office", Words),
            ("fiscal_year", Number),
            ("period", Code),
            ("version", Number),
        ],
    },
    Source {
        name: "decisions",
        table: "decision",
        by: By::Person,
        sql: "SELECT d.decided_at, d.name, d.position, d.note, o.name, d.kind, d.sha256 FROM decision AS d \
              JOIN office AS o ON o.id = d.office_id WHERE d.person_id = $1 ORDER BY d.id",
        columns: &[
            ("decided_at", When),
            ("name", Words),
            ("position", Words),
            ("note", Words),
            ("office", Words),
            ("decision", Code),
            ("file_sha256", Code),
        ],
    },
    Source {
        name: "hidden",
        table: "redaction",
        by: By::Person,
        sql: "SELECT r.hidden_at, m.title, o.name, r.undone_at FROM redaction AS r JOIN measure AS m ON m.id = r.measure_id \
              JOIN office AS o ON o.id = r.office_id WHERE r.hidden_by = $1 OR r.undone_by = $1 ORDER BY r.id",
        columns: &[
            ("hidden_at", When),
            ("measure", Words),
            ("office", Words),
            ("undone_at", Moment),
        ],
    },
    Source {
        name: "holidays",
        table: "holiday",
        by: By::Person,
        sql: "SELECT h.changed_at, h.name, o.name FROM holiday AS h JOIN office AS o ON o.id = h.office_id \
              WHERE h.person_id = $1 ORDER BY h.changed_at",
        columns: &[("changed_at", When), ("name", Words), ("office", Words)],
    },
    Source {
        name: "files",
        table: "evidence_file",
        by: By::Person,
        sql: "SELECT f.received_at, f.name, m.title, o.name, f.status, f.mime, f.size, f.sha256 FROM evidence_file AS f \
              JOIN measure AS m ON m.id = f.measure_id JOIN office AS o ON o.id = f.office_id \
              WHERE f.person_id = $1 ORDER BY f.id",
        columns: &[
            ("received_at", When),
            ("name", Words),
            ("measure", Words),
            ("office", Words),
            ("status", Code),
            ("mime", Code),
            ("size", Number),
            ("sha256", Code),
        ],
    },
    Source {
        name: "plan_files",
        table: "plan_upload",
        by: By::Person,
        sql: "SELECT received_at, name, status FROM plan_upload WHERE person_id = $1 ORDER BY id",
        columns: &[("received_at", When), ("name", Words), ("status", Code)],
    },
    Source {
        name: "checked_files",
        table: "file_check",
        by: By::Person,
        sql: "SELECT received_at, name, sha256 FROM file_check WHERE person_id = $1 ORDER BY id",
        columns: &[("received_at", When), ("name", Words), ("sha256", Code)],
    },
    Source {
        name: "reminders",
        table: "reminder",
        by: By::Person,
        sql: "SELECT r.planned_at, o.name, r.kind, r.quarter, r.status FROM reminder AS r \
              JOIN office AS o ON o.id = r.office_id WHERE r.person_id = $1 ORDER BY r.id",
        columns: &[
            ("planned_at", When),
            ("office", Words),
            ("kind", Code),
            ("quarter", Number),
            ("status", Code),
        ],
    },
    Source {
        name: "paused",
        table: "snooze",
        by: By::Person,
        sql: "SELECT s.until, o.name FROM snooze AS s JOIN office AS o ON o.id = s.office_id WHERE s.person_id = $1",
        columns: &[("until", When), ("office", Words)],
    },
    Source {
        name: "answers",
        table: "typed",
        by: By::Chat,
        sql: "SELECT t.typed_at, m.title, t.message_id FROM typed AS t JOIN measure AS m ON m.id = t.measure_id \
              WHERE t.chat_id = $1 ORDER BY t.typed_at, t.message_id",
        columns: &[("typed_at", When), ("measure", Words), ("message", Number)],
    },
    Source {
        name: "wrong_codes",
        table: "wrong_code",
        by: By::Chat,
        sql: "SELECT tried_at FROM wrong_code WHERE chat_id = $1 ORDER BY id",
        columns: &[("tried_at", When)],
    },
    Source {
        name: "received",
        table: "inbox",
        by: By::Chat,
        sql: "SELECT received_at, source, NULLIF(payload, '') FROM inbox WHERE chat_id = $1 ORDER BY received_at, update_id",
        columns: &[("received_at", When), ("source", Code), ("update", Update)],
    },
    Source {
        name: "sent",
        table: "outbox",
        by: By::Chat,
        sql: "SELECT created_at, status, message_id, body FROM outbox WHERE chat_id = $1 ORDER BY place, id",
        columns: &[
            ("written_at", When),
            ("status", Code),
            ("message", Number),
            ("said", Json),
        ],
    },
    Source {
        name: "record",
        table: "audit",
        by: By::Person,
        sql: "SELECT a.at, o.name, a.action, a.detail FROM audit AS a LEFT JOIN office AS o ON o.id = a.office_id \
              WHERE a.person_id = $1 ORDER BY a.at, a.id",
        columns: &[
            ("at", When),
            ("office", Words),
            ("action", Code),
            ("detail", Json),
        ],
    },
];
