//! Photos and files that a person sends: which item they belong to, said at once, and changed in a tap.
//! An album is answered once. One that comes while no measure is open waits until it is known which.

use super::measure::{self, Work, open_work};
use super::papers;
use super::turn::Turn;
use super::{Action, Arg, Button, Effect, Phrase, Screen, State, WaitingFile};
use super::{asking, cited, doubts, home, reading, results, waiting};
use crate::domain::answer;
use crate::domain::evidence::FileRef;
use crate::domain::incoming::IncomingFile;
use crate::domain::office::{FileId, MeasureId};
use crate::domain::plan::Measure;
use crate::domain::progress::{Content, Part, ResultItem};
use crate::domain::report::Standing;

/// Where files went.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// An item that stood already.
    Item(usize),
    /// An item of their own.
    Own(usize),
    /// The paper that is being asked for.
    Asked,
}

pub(super) fn file(
    turn: &mut Turn,
    incoming: &IncomingFile,
    caption: Option<&str>,
    album: Option<&str>,
) {
    let caption = caption
        .map(crate::domain::typed::clean)
        .filter(|caption| answer::evasive(caption).is_none() && !caption.is_empty());
    let file = FileRef {
        id: FileId(turn.desk.fresh),
        photo: incoming.photo,
        name: incoming.name.clone(),
        caption,
        forwarded: turn.forwarded,
        album: album.map(str::to_owned),
        too_large: incoming.too_large(),
    };
    let arrived = WaitingFile {
        file,
        incoming: incoming.clone(),
        message: turn.message.unwrap_or_default(),
    };
    match turn.state.measure() {
        Some(id) if may_take(turn, id) => take(turn, id, vec![arrived]),
        _ => waiting::keep(turn, arrived),
    }
}

/// Whether this person may report the measure now, so that files can be attached to it.
pub(super) fn may_take(turn: &Turn, id: MeasureId) -> bool {
    measure::work(turn, id).is_some_and(|work| {
        let begun = turn.draft(id).is_some() || work.standing() != Standing::Filed;
        begun && !work.is_closed()
    })
}

/// The measures that this person reports.
pub(super) fn own_measures<'a>(turn: &Turn<'a>) -> Vec<&'a Measure> {
    let mut own = Vec::new();
    for office in &turn.desk.offices {
        let held: Vec<_> = office.plan.held_by(turn.desk.person).collect();
        let mine = |measure: &&Measure| {
            held.iter()
                .any(|post| office.plan.may_report(post, measure))
        };
        own.extend(office.plan.measures.iter().filter(mine));
    }
    own
}

/// Takes files that belong together into the draft and says where they went.
pub(super) fn take(turn: &mut Turn, id: MeasureId, arrived: Vec<WaitingFile>) {
    let Some(mut work) = open_work(turn, id) else {
        return;
    };
    let Some(first) = arrived.first() else { return };
    let replaced = match turn.state {
        State::FileLink { measure, file } if measure == id => Some(file),
        _ => None,
    };
    let (leader, album) = (first.file.id, first.file.album.clone());
    let too_large = arrived.iter().any(|arrived| arrived.file.too_large);
    let unshown = arrived.iter().any(|arrived| arrived.incoming.looks_heic());
    let mut notes: Vec<Phrase> = (unshown.then(|| "file-heic".into()).into_iter()).collect();
    for arrived in &arrived {
        turn.effect(Effect::KeepFile {
            measure: id,
            file: arrived.file.id,
            incoming: arrived.incoming.clone(),
        });
    }
    let files: Vec<FileRef> = arrived.into_iter().map(|arrived| arrived.file).collect();
    if let Some(old) = replaced.filter(|_| !too_large && files.len() == 1)
        && swap(&mut work, old, &files[0])
    {
        turn.state = State::Results { measure: id };
        return answer_with(turn, work, leader, None, notes);
    }
    // What comes later of an album joins the rest of it.
    if let Some(together) = album.as_deref()
        && !too_large
        && files.iter().all(|file| file.caption.is_none())
        && join(&mut work, together, &files)
    {
        return answer_with(turn, work, leader, album, notes);
    }
    let mut all = album
        .as_deref()
        .map(|album| release(&mut work, |file| file.album.as_deref() == Some(album)))
        .unwrap_or_default();
    all.extend(files);
    place(turn, &mut work, all, &mut notes);
    if too_large {
        turn.state = State::FileLink {
            measure: id,
            file: leader,
        };
    }
    answer_with(turn, work, leader, album, notes);
}

/// Puts files where others of their album are; false if none is there yet.
fn join(work: &mut Work, album: &str, files: &[FileRef]) -> bool {
    let draft = &mut work.draft;
    let held = |held: &[FileRef]| held.iter().any(|file| file.album.as_deref() == Some(album));
    let of_items = draft
        .progress
        .results
        .iter_mut()
        .map(|item| &mut item.files);
    let of_papers = draft.orders.iter_mut().map(|paper| &mut paper.files);
    match of_items.chain(of_papers).find(|files| held(files)) {
        Some(there) => {
            there.extend_from_slice(files);
            true
        }
        None => false,
    }
}

/// The smaller copy takes the place of the file that was too large.
fn swap(work: &mut Work, old: FileId, new: &FileRef) -> bool {
    match slots(work).find(|slot| slot.id == old) {
        Some(slot) => {
            let caption = slot.caption.take();
            *slot = new.clone();
            slot.caption = new.caption.clone().or(caption);
            true
        }
        None => false,
    }
}

/// Every file of the draft, wherever it is.
pub(super) fn slots<'w>(work: &'w mut Work) -> impl Iterator<Item = &'w mut FileRef> {
    let draft = &mut work.draft;
    let of_items = draft.progress.results.iter_mut();
    let of_items = of_items.flat_map(|item| item.files.iter_mut());
    let of_papers = draft.orders.iter_mut();
    of_items.chain(of_papers.flat_map(|paper| paper.files.iter_mut()))
}

/// Takes files out of the draft; an item that was nothing but them goes with them.
pub(super) fn release(work: &mut Work, wanted: impl Fn(&FileRef) -> bool) -> Vec<FileRef> {
    let mut released = Vec::new();
    let mut take = |files: &mut Vec<FileRef>| {
        let before = files.len();
        released.extend(files.extract_if(.., |file| wanted(file)));
        before > files.len()
    };
    work.draft.progress.results.retain_mut(|item| {
        let emptied = take(&mut item.files) && item.files.is_empty();
        !(emptied && matches!(item.content, Content::Pictured { .. }))
    });
    for paper in &mut work.draft.orders {
        take(&mut paper.files);
    }
    released
}

/// Where files belong: to the paper that their caption cites, to the paper that is being asked for, to
/// an item of their own if a caption says what they show; otherwise to what was said last.
pub(super) fn place(
    turn: &mut Turn,
    work: &mut Work,
    files: Vec<FileRef>,
    notes: &mut Vec<Phrase>,
) {
    let caption = files.iter().find_map(|file| file.caption.clone());
    let cites = caption
        .as_deref()
        .map(|caption| cited::read_papers(caption, &work.office.plan))
        .unwrap_or_default();
    if !cites.is_empty() {
        let mut files = Some(files);
        for cited in cites {
            let files = files.take().unwrap_or_default();
            match cited {
                cited::Read::Item(mut item) => {
                    item.from = turn.typed(Part::Caption).into_iter().collect::<Vec<_>>();
                    item.files.extend(files);
                    notes.extend(papers::insert(work, None, item).note);
                }
                cited::Read::Incomplete(mut paper) => {
                    paper.from = turn.typed(Part::Caption).into_iter().collect::<Vec<_>>();
                    paper.files.extend(files);
                    work.draft.orders.insert(0, paper);
                    work.turn_to_next_order(turn.desk.now);
                }
            }
        }
        return;
    }
    if let Some(paper) = work.draft.orders.first_mut() {
        paper.files.extend(files);
        return;
    }
    match newest(turn, work).filter(|_| caption.is_none()) {
        Some(at) => work.draft.progress.results[at].files.extend(files),
        None => own_item(turn, work, caption, files),
    }
}

pub(super) fn own_item(
    turn: &mut Turn,
    work: &mut Work,
    caption: Option<String>,
    files: Vec<FileRef>,
) {
    let mut item = ResultItem::new(Content::Pictured {
        caption: caption
            .map(|caption| one_line(&caption))
            .unwrap_or_default(),
    });
    item.files = files;
    item.from = turn.typed(Part::Caption).into_iter().collect::<Vec<_>>();
    papers::insert(work, None, item);
}

pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The item that this person typed or sent last while the draft was open.
fn newest(turn: &Turn, work: &Work) -> Option<usize> {
    let own = work.post.holder.as_ref()?.chat;
    let now = turn.message?;
    let results = work.draft.progress.results.iter().enumerate();
    results
        .filter(|(_, item)| !item.is_nothing_done())
        .filter_map(|(at, item)| {
            let typed = item.from.iter().filter(|typed| typed.chat == own);
            Some((typed.map(|typed| typed.message).max()?, at))
        })
        .filter(|(message, _)| *message < now)
        .max()
        .map(|(_, at)| at)
}

/// Where a file is now.
pub(super) fn find(work: &Work, file: FileId) -> Option<Place> {
    let has = |files: &[FileRef]| files.iter().any(|other| other.id == file);
    if work.draft.orders.iter().any(|paper| has(&paper.files)) {
        return Some(Place::Asked);
    }
    let results = &work.draft.progress.results;
    let at = results.iter().position(|item| has(&item.files))?;
    let files = &results[at].files;
    let album = &files.iter().find(|other| other.id == file)?.album;
    // What shows something else than the rest of the item can be parted from it.
    let is_alone = |other: &FileRef| other.id == file || album.is_some() && other.album == *album;
    Some(match results[at].content {
        Content::Pictured { .. } if files.iter().all(is_alone) => Place::Own(at),
        _ => Place::Item(at),
    })
}

/// The item that is nothing but its files, if the place is one.
pub(super) fn pictured(work: &Work, place: Option<Place>) -> Option<usize> {
    let (Place::Own(at) | Place::Item(at)) = place? else {
        return None;
    };
    let content = &work.draft.progress.results.get(at)?.content;
    matches!(content, Content::Pictured { .. }).then_some(at)
}

/// The file and those that came with it.
pub(super) fn group(work: &mut Work, file: FileId) -> Vec<FileId> {
    let mut album = None;
    for slot in slots(work) {
        if slot.id == file {
            album = slot.album.clone();
        }
    }
    let together = |slot: &&mut FileRef| slot.id == file || album.is_some() && slot.album == album;
    let together = slots(work).filter(together);
    together.map(|slot| slot.id).collect()
}

/// Saves, and says where the file and its album are, with the way to change it and the way on.
pub(super) fn answer_with(
    turn: &mut Turn,
    mut work: Work,
    file: FileId,
    album: Option<String>,
    notes: Vec<Phrase>,
) {
    work.save(turn);
    let id = work.measure.id;
    let group = group(&mut work, file);
    let place = find(&work, file);
    let asks_caption = pictured(&work, place).is_some_and(|at| {
        matches!(&work.draft.progress.results[at].content,
            Content::Pictured { caption } if caption.is_empty())
    });
    let is_large = matches!(turn.state, State::FileLink { .. });
    if !is_large {
        turn.state = match papers::awaited(id, &work.draft) {
            Some(state) => state,
            None if asks_caption => State::Caption { measure: id, file },
            None => match &turn.state {
                state @ (State::Outcome { .. } | State::Scores { .. } | State::Review { .. }) => {
                    state.clone()
                }
                _ => State::Results { measure: id },
            },
        };
    }
    let mut screen = said(&work, file, &group, place);
    screen.parts.extend(notes);
    if is_large {
        screen = screen.and("ask-file-link");
    } else if asks_caption {
        screen = screen
            .and("ask-caption")
            .button("button-skip-caption", Action::SkipCaption(id));
    }
    if matches!(place, Some(Place::Item(at)) if doubts::waits(&work, at)) {
        screen = screen
            .and("lacks-doubt")
            .button("button-doubts", Action::Doubts(id));
    }
    screen.buttons.extend(change(&work, file, place));
    let screen = on(turn, &work, screen);
    match album {
        // Albums come one by one: the answer to the last stands for all.
        Some(album) if turn.message.is_some() => turn.effect(Effect::Update {
            key: format!("album-{album}"),
            screen,
        }),
        _ => turn.show(screen),
    }
}

/// Says something of some files: how many they are, and whether they are photos.
pub(super) fn counted<'f>(key: &str, files: impl Iterator<Item = &'f FileRef>) -> Phrase {
    let (photos, others): (Vec<_>, Vec<_>) = files.partition(|file| file.photo);
    let what = match (photos.len(), others.len()) {
        (1.., 0) => "photo",
        (0, _) => "file",
        _ => "mixed",
    };
    Phrase::new(key)
        .with("count", photos.len() + others.len())
        .with("what", Arg::Code(what.to_owned()))
}

/// What was attached, and to what.
pub(super) fn said(work: &Work, file: FileId, group: &[FileId], place: Option<Place>) -> Screen {
    let all = work.draft.progress.results.iter().map(|item| &item.files);
    let all = all.chain(work.draft.orders.iter().map(|paper| &paper.files));
    let all = all.flatten().filter(|other| group.contains(&other.id));
    let key = match place {
        Some(Place::Own(_)) => "files-own",
        Some(Place::Asked) => "files-asked",
        Some(_) => "files-attached",
        None => "files-gone",
    };
    let phrase = counted(key, all);
    let phrase = match place {
        Some(Place::Item(at) | Place::Own(at)) => phrase
            .with("number", at + 1)
            .with("item", reading::result(&work.draft.progress.results[at])),
        Some(Place::Asked) => {
            let of = |paper: &&crate::domain::progress::OrderDraft| {
                paper.files.iter().any(|other| other.id == file)
            };
            let paper = work.draft.orders.iter().find(of).map(|paper| paper.paper);
            phrase.with("paper", super::kinds::code(paper.unwrap_or_default()))
        }
        None => phrase,
    };
    Screen::new(work.heading()).and(phrase)
}

/// The buttons that change where a file belongs.
fn change(work: &Work, file: FileId, place: Option<Place>) -> Vec<Vec<Button>> {
    let id = work.measure.id;
    let mut row = Vec::new();
    if !matches!(place, Some(Place::Own(_)) | None) {
        row.push(Button {
            label: "button-file-apart".into(),
            action: Action::FileApart(id, file),
        });
    }
    if place.is_some() && work.draft.progress.results.len() > 1 {
        row.push(Button {
            label: "button-file-where".into(),
            action: Action::FileWhere(id, file),
        });
    }
    if place.is_some() {
        row.push(Button {
            label: "button-file-drop".into(),
            action: Action::FileDrop(id, file),
        });
    }
    row.chunks(2).map(<[Button]>::to_vec).collect()
}

/// The way on: the question that waits, without the list that it would read back, so that the screen
/// fits into one message.
pub(super) fn on(turn: &Turn, work: &Work, mut screen: Screen) -> Screen {
    let question = match turn.state {
        State::Results { .. } | State::Caption { .. } | State::FileLink { .. } => {
            if matches!(turn.state, State::Results { .. }) {
                screen = screen.and("ask-more-results");
            }
            screen.buttons.extend(results::way_on(work));
            return screen;
        }
        State::Review { .. } => {
            return screen.button("button-review", Action::Review(work.measure.id));
        }
        State::Outcome { .. } | State::Scores { .. } => home::question(turn),
        _ => asking::paper_screen(work),
    };
    let at_heading = question.parts.len().min(1);
    screen
        .parts
        .extend_from_slice(&question.parts[at_heading..]);
    screen.buttons.extend(question.buttons);
    screen
}
