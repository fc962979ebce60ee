//! The published copy of an acknowledged report: the same pages without the personal data that is hidden, a
//! visible mark in its place, and on the last page what it is a copy of. What is hidden is gone before anything
//! is set, so that it is in no layer of the file.

use std::collections::BTreeSet;

use super::from_snapshot::{self, Words};
use super::outline::Outline;
use super::pdf::{self, RenderError};
use super::photos::Photos;
use crate::domain::calendar::bangkok;
use crate::domain::redaction::{self, Key, Published};
use crate::domain::report::{Decision, DecisionKind, Snapshot};
use crate::domain::short_code::ShortCode;
use crate::l10n::L10n;
use crate::phrase::{Arg, Phrase};

/// The version without what is hidden, in the locale's mark.
pub fn of(
    l10n: &L10n,
    snapshot: &Snapshot,
    decisions: &[Decision],
    hidden: &BTreeSet<Key>,
) -> Published {
    let mark = Words::thai(l10n).word("published-mark");
    redaction::published(snapshot, decisions, hidden, &mark)
}

/// The copy as a document; none if nothing was acknowledged.
fn outline(l10n: &L10n, copy: &Published) -> Option<(Outline, i64)> {
    let mut newest_first = copy.decisions.iter().rev();
    let decision = newest_first.find(|decision| decision.kind == DecisionKind::Acknowledged)?;
    let words = Words::thai(l10n);
    let (snapshot, sha256) = (&copy.snapshot, Some(decision.sha256.as_str()));
    let mut outline = from_snapshot::outline(l10n, snapshot, &copy.decisions, sha256);
    outline.mark = Some(
        words.say(
            &Phrase::new("published-version")
                .with("version", snapshot.version)
                .with("at", Arg::Moment(snapshot.compiled_at)),
        ),
    );
    let code = ShortCode::of(&decision.sha256).map_or_else(String::new, |code| code.to_string());
    let statement = words.say(
        &Phrase::new("published-statement")
            .with("version", snapshot.version)
            .with("code", Arg::Code(code))
            .with("mark", words.word("published-mark")),
    );
    if let Some(acknowledgement) = &mut outline.acknowledgement {
        acknowledgement.statement.insert(0, statement);
    }
    Some((outline, decision.at))
}

/// The copy as PDF; none if nothing is hidden in it, or nothing was acknowledged. The moment of the
/// acknowledgement is its creation date, whenever it is made: the same decisions give the same bytes. Takes as
/// long as the report, and blocks.
pub fn pdf(
    l10n: &L10n,
    snapshot: &Snapshot,
    decisions: &[Decision],
    hidden: &BTreeSet<Key>,
    photos: &Photos,
) -> Result<Option<Vec<u8>>, RenderError> {
    let copy = of(l10n, snapshot, decisions, hidden);
    let Some((outline, at)) = outline(l10n, &copy).filter(|_| copy.hidden > 0) else {
        return Ok(None);
    };
    pdf::pdf(&outline, photos, bangkok(at)).map(Some)
}
