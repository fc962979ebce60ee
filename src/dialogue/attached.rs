//! What was attached, changed: an item of its own, another item's, not used, captioned, or answered by a
//! link where it was too large.

use super::attach::{
    Place, answer_with, counted, find, group, on, one_line, own_item, pictured, place, release,
    said,
};
use super::measure::{self, Work, open_work};
use super::turn::Turn;
use super::{Action, Phrase, Screen, State};
use super::{cited, papers, reading, results};
use crate::domain::answer;
use crate::domain::evidence::{Citation, EvidenceKind};
use crate::domain::office::{FileId, MeasureId};
use crate::domain::progress::{Content, Part, ResultItem};

/// The work, and the files that belong to the one named, if it is still there.
fn held<'a>(turn: &mut Turn<'a>, id: MeasureId, file: FileId) -> Option<(Work<'a>, Vec<FileId>)> {
    let mut work = open_work(turn, id)?;
    let group = group(&mut work, file);
    if group.is_empty() {
        turn.stale("stale-button");
        return None;
    }
    Some((work, group))
}

/// The file becomes an item of its own.
pub(super) fn apart(turn: &mut Turn, id: MeasureId, file: FileId) {
    let Some((mut work, group)) = held(turn, id, file) else {
        return;
    };
    if matches!(find(&work, file), Some(Place::Own(_))) {
        return turn.stale("already-so");
    }
    let files = release(&mut work, |other| group.contains(&other.id));
    let caption = files.iter().find_map(|file| file.caption.clone());
    own_item(turn, &mut work, caption, files);
    answer_with(turn, work, file, None, Vec::new());
}

/// The items, one of which the file shall belong to.
pub(super) fn ask_where(turn: &mut Turn, id: MeasureId, file: FileId) {
    let Some((work, _)) = held(turn, id, file) else {
        return;
    };
    let results = &work.draft.progress.results;
    let mut screen = Screen::new(work.heading()).and("ask-file-where");
    for (at, item) in results.iter().enumerate() {
        let label = Phrase::new("button-to-item")
            .with("number", at + 1)
            .with("item", reading::result(item));
        let action = Action::FileTo(id, file, at as i64, results.len() as i64);
        screen = screen.button(label, action);
    }
    let screen = screen
        .button("button-file-apart", Action::FileApart(id, file))
        .button("button-file-drop", Action::FileDrop(id, file))
        .button("button-back", Action::Open(id));
    turn.show(screen);
}

pub(super) fn move_to(turn: &mut Turn, id: MeasureId, file: FileId, index: i64, count: i64) {
    let Some((mut work, group)) = held(turn, id, file) else {
        return;
    };
    let results = &work.draft.progress.results;
    let wanted = usize::try_from(index)
        .ok()
        .filter(|&at| at < results.len() && results.len() as i64 == count);
    let Some(wanted) = wanted else {
        return turn.stale("stale-button");
    };
    let target = results[wanted].clone();
    if target.files.iter().any(|other| other.id == file) {
        return turn.stale("already-so");
    }
    let files = release(&mut work, |other| group.contains(&other.id));
    let results = &mut work.draft.progress.results;
    // An item before it may have gone with its files.
    let at = (0..=wanted).rev().find(|&at| {
        results
            .get(at)
            .is_some_and(|item| item.content == target.content)
    });
    let Some(at) = at else {
        return turn.stale("stale-button");
    };
    results[at].files.extend(files);
    answer_with(turn, work, file, None, Vec::new());
}

pub(super) fn drop(turn: &mut Turn, id: MeasureId, file: FileId) {
    let Some((mut work, group)) = held(turn, id, file) else {
        return;
    };
    let dropped = release(&mut work, |other| group.contains(&other.id));
    work.save(turn);
    let note = counted("files-dropped", dropped.iter());
    papers::ask_next(turn, work, vec![note]);
}

pub(super) fn caption_question(turn: &Turn, id: MeasureId, file: FileId) -> Option<Screen> {
    let mut work = measure::work(turn, id)?;
    let place = find(&work, file)?;
    let group = group(&mut work, file);
    let screen = said(&work, file, &group, Some(place))
        .and("ask-caption")
        .button("button-skip-caption", Action::SkipCaption(id));
    Some(on(turn, &work, screen))
}

/// What the photos show; a citation makes them the paper's.
pub(super) fn caption(turn: &mut Turn, id: MeasureId, file: FileId, text: &str) {
    let Some(mut work) = open_work(turn, id) else {
        return;
    };
    let Some(at) = pictured(&work, find(&work, file)) else {
        turn.state = State::Results { measure: id };
        return results::results(turn, id, text);
    };
    if answer::evasive(text).is_some() {
        return skip_caption(turn, id);
    }
    if !cited::read_papers(text, &work.office.plan).is_empty() {
        let group = group(&mut work, file);
        let mut files = release(&mut work, |other| group.contains(&other.id));
        if let Some(first) = files.first_mut() {
            first.caption = Some(text.to_owned());
        }
        let mut notes = Vec::new();
        place(turn, &mut work, files, &mut notes);
        turn.state = State::Results { measure: id };
        return answer_with(turn, work, file, None, notes);
    }
    let item = &mut work.draft.progress.results[at];
    item.content = Content::Pictured {
        caption: one_line(text),
    };
    let sources = turn.typed(Part::Caption).into_iter().collect::<Vec<_>>();
    work.draft.progress.results[at].from.extend(sources);
    papers::go_on(turn, work, Vec::new(), &[]);
}

pub(super) fn skip_caption(turn: &mut Turn, id: MeasureId) {
    let Some(work) = open_work(turn, id) else {
        return;
    };
    if !matches!(turn.state, State::Caption { measure, .. } if measure == id) {
        return turn.stale("stale-button");
    }
    papers::ask_next(turn, work, Vec::new());
}

pub(super) fn link_question(turn: &Turn, id: MeasureId, file: FileId) -> Option<Screen> {
    let mut work = measure::work(turn, id)?;
    let place = find(&work, file)?;
    let group = group(&mut work, file);
    let screen = said(&work, file, &group, Some(place)).and("ask-file-link");
    Some(on(turn, &work, screen))
}

/// A link to the file that was too large becomes the evidence in its place; any other text is a result.
pub(super) fn link(turn: &mut Turn, id: MeasureId, file: FileId, text: &str) {
    let Some(mut work) = open_work(turn, id) else {
        return;
    };
    let linked = cited::url(text, &work.office.plan);
    let place = find(&work, file);
    let (Some(link), Some(place)) = (linked, place) else {
        turn.state = State::Results { measure: id };
        return results::results(turn, id, text);
    };
    let files = release(&mut work, |other| other.id == file);
    let named = files
        .iter()
        .find_map(|file| file.caption.clone().or_else(|| file.name.clone()));
    let mut item = ResultItem::new(Content::Cited(Citation {
        paper: EvidenceKind::Link,
        subject: link.subject.or(named).unwrap_or_default(),
        date: link.date,
        url: Some(link.url),
        ..Citation::default()
    }));
    item.files = files;
    item.from = turn.typed(Part::Whole).into_iter().collect::<Vec<_>>();
    let at = match place {
        Place::Item(at) => Some(at + 1),
        Place::Own(at) => Some(at),
        Place::Asked => None,
    };
    papers::insert(&mut work, at, item);
    papers::go_on(turn, work, Vec::new(), &[]);
}
