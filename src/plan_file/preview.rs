//! The preview of a file: what it would change, said line by line.

use super::changes::{Change, Edit, Fate, Field, Subject};
use crate::domain::office::Role;
use crate::domain::plan::ScoreTopic;
use crate::phrase::{Arg, Phrase};

/// A message for each change, the fields of a change below it; at the end, what to do if a measure that
/// gives way to another is the same one under another title.
pub fn preview(changes: &[Change]) -> Vec<Phrase> {
    let mut lines: Vec<_> = changes.iter().map(change).collect();
    if changes.iter().any(|change| change.fate == Fate::Replaced) {
        lines.push(Phrase::new("plan-only-renamed"));
    }
    lines
}

fn change(change: &Change) -> Phrase {
    let what = match &change.subject {
        Subject::Office { name } => Phrase::new("plan-what-office").with("name", name),
        Subject::Unit { name } => Phrase::new("plan-what-unit").with("name", name),
        Subject::Post { name, position } => Phrase::new("plan-what-post")
            .with("name", name)
            .with("position", position),
        Subject::Measure { number, title } => Phrase::new("plan-what-measure")
            .with("number", *number)
            .with("title", title),
    };
    let phrase = match (&change.fate, &change.subject) {
        (Fate::Added, _) => Phrase::new("plan-added"),
        (Fate::Retired, Subject::Post { .. }) => Phrase::new("plan-retired-post"),
        (Fate::Retired, Subject::Measure { .. }) => Phrase::new("plan-retired-measure"),
        (Fate::Retired, _) => Phrase::new("plan-retired"),
        (Fate::Replaced, _) => Phrase::new("plan-replaced-measure"),
        (Fate::Renumbered { from }, _) => Phrase::new("plan-renumbered").with("from", *from),
        (Fate::Changed(edits), _) => {
            let edits: Vec<_> = edits.iter().map(edit).collect();
            Phrase::new("plan-changed").with("edits", edits)
        }
    };
    phrase.with("what", what)
}

fn edit(edit: &Edit) -> Phrase {
    let shown = |arg: &Arg| match arg {
        Arg::Text(text) if text.is_empty() => Phrase::new("plan-nothing").into(),
        Arg::Lines(lines) if lines.is_empty() => Phrase::new("plan-nothing").into(),
        arg => arg.clone(),
    };
    let nothing = |arg: &Arg| matches!(arg, Arg::Lines(lines) if lines.is_empty());
    if edit.field == Field::Methods && nothing(&edit.from) && nothing(&edit.to) {
        return Phrase::new("plan-methods-reordered");
    }
    Phrase::new("plan-edit")
        .with("field", Arg::Code(code(edit.field).to_owned()))
        .with("from", shown(&edit.from))
        .with("to", shown(&edit.to))
}

/// By which the locales tell the fields apart.
fn code(field: Field) -> &'static str {
    match field {
        Field::ShortName => "short-name",
        Field::Address => "address",
        Field::OrderIssuer => "order-issuer",
        Field::FiscalYear => "fiscal-year",
        Field::ReportTitle => "report-title",
        Field::ReportHeading => "report-heading",
        Field::ReportIntro => "report-intro",
        Field::Name => "name",
        Field::Parent => "parent",
        Field::Role => "role",
        Field::Turn => "turn",
        Field::Position => "position",
        Field::Unit => "unit",
        Field::Number => "number",
        Field::Title => "title",
        Field::Methods => "methods",
        Field::Period => "period",
        Field::Score => "score",
        Field::Head => "head",
    }
}

/// What a post is there for, as a workbook names it.
pub fn role(role: Role) -> Phrase {
    Phrase::new(match role {
        Role::Contributor => "plan-role-contributor",
        Role::Reporter => "plan-role-reporter",
        Role::Verifier => "plan-role-verifier",
        Role::Executive => "plan-role-executive",
    })
}

/// The topic of a score with its years, or an empty text.
pub fn topic(topic: &Option<ScoreTopic>) -> Arg {
    let Some(topic) = topic else {
        return "".into();
    };
    let before: Arg = match topic.before {
        Some(score) => score.into(),
        None => Phrase::new("plan-nothing").into(),
    };
    let phrase = match &topic.code {
        Some(code) => Phrase::new("plan-topic-coded").with("code", Arg::Label(code.clone())),
        None => Phrase::new("plan-topic"),
    };
    phrase
        .with("text", &topic.text)
        .with("before-year", Arg::Year(topic.before_year))
        .with("before", before)
        .with("after-year", Arg::Year(topic.after_year))
        .into()
}
