//! Photos and files as evidence: here, what is said when one could not be kept after all. Its bytes are
//! fetched and looked at elsewhere, long after the message that brought it was answered.

use super::turn::Turn;
use super::{Action, Arg, Phrase, Screen, attach, measure, waiting};
use crate::domain::incoming::Unkept;
use crate::domain::office::{FileId, MeasureId};
use crate::wording;

/// Names the file, says why it is not kept and what to send instead. What is awaited stays as it is.
pub(super) fn unkept(
    turn: &mut Turn,
    id: MeasureId,
    file: FileId,
    photo: bool,
    name: Option<&str>,
    why: Unkept,
) {
    let what = match (photo, name) {
        (true, _) => "photo",
        (false, Some(_)) => "named",
        (false, None) => "file",
    };
    let said = Phrase::new("file-unkept")
        .with("what", Arg::Code(what.to_owned()))
        .with("name", name.unwrap_or_default());
    let mut said_why =
        Phrase::new("file-unkept-why").with("why", Arg::Code(why.as_str().to_owned()));
    if let (Unkept::Document, Some(found)) = (why, &turn.desk.found) {
        let found = wording::verified(found, "file");
        said_why = Phrase::new("lines").with("lines", vec![said_why, found]);
    }
    if waiting::forget(turn, file) {
        // Which measure it was of is not known yet: what waits on is asked about again.
        return turn.again(Phrase::new("lines").with("lines", vec![said, said_why]));
    }
    forget(turn, id, file, why);
    let mut screen = Screen::new(said).and(said_why);
    if let Some(work) = measure::work(turn, id) {
        let label = Phrase::new("button-measure-plain")
            .with("number", work.measure.number)
            .with("title", &work.measure.title);
        screen.parts.insert(0, work.heading());
        screen = screen.button(label, Action::Open(id));
    }
    turn.show_below(screen);
}

/// What was not kept shows nothing: the draft lets go of it. A file that is too large stays as a
/// reference, until a smaller copy or a link takes its place.
fn forget(turn: &mut Turn, id: MeasureId, file: FileId, why: Unkept) {
    if why == Unkept::TooLarge || turn.draft(id).is_none() {
        return;
    }
    if let Some(mut work) = measure::work(turn, id)
        && !attach::release(&mut work, |held| held.id == file).is_empty()
    {
        work.save(turn);
    }
}
