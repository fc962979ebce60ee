//! One item of columns 5 and 6 at a time: its own screen, another text in its place, moved. A button or
//! a text is about the item that the person saw, wherever it stands now.

use super::editing::{ItemRef, fingerprint};
use super::measure::{Work, open_work, work};
use super::review::show_review_with;
use super::turn::Turn;
use super::{
    Action, Answer, Arg, Button, Column, Editing, Phrase, Screen, State, cited, deletion, fix,
    reading, reread, together,
};
use crate::domain::answer;
use crate::domain::office::MeasureId;
use crate::domain::progress::{Content, Draft, Part, ResultItem, Typed};
use crate::wording;

/// Numbers beside each other in a row of buttons.
const ACROSS: usize = 5;
/// Items whose numbers stand below the review, and on one page of the list.
const AT_ONCE: usize = 20;

/// How many items a column has.
pub(super) fn count(draft: &Draft, column: Column) -> usize {
    match column {
        Column::Results => draft.progress.results.len(),
        Column::Outcomes => draft.progress.outcomes.len(),
    }
}

fn hash(draft: &Draft, column: Column, at: usize) -> Option<i64> {
    match column {
        Column::Results => (draft.progress.results.get(at)).map(|item| fingerprint(&item.content)),
        Column::Outcomes => draft.progress.outcomes.get(at).map(fingerprint),
    }
}

pub(super) fn of(work: &Work, column: Column, at: usize) -> ItemRef {
    ItemRef {
        measure: work.measure.id,
        column,
        index: at as i64,
        hash: hash(&work.draft, column, at).unwrap_or_default(),
    }
}

/// Where the item stands that the person saw there.
fn exactly(draft: &Draft, item: ItemRef) -> Option<usize> {
    let at = usize::try_from(item.index).ok()?;
    (hash(draft, item.column, at)? == item.hash).then_some(at)
}

/// Where the item stands that the person saw, there or elsewhere.
pub(super) fn find(draft: &Draft, item: ItemRef) -> Option<usize> {
    exactly(draft, item).or_else(|| {
        (0..count(draft, item.column)).find(|at| hash(draft, item.column, *at) == Some(item.hash))
    })
}

/// The column's items, numbered.
pub(super) fn column(draft: &Draft, column: Column) -> Vec<Phrase> {
    match column {
        Column::Results => reading::results(&draft.progress.results),
        Column::Outcomes => reading::numbered(&draft.progress.outcomes),
    }
}

fn numbers(screen: Screen, work: &Work, column: Column, which: std::ops::Range<usize>) -> Screen {
    let all: Vec<usize> = which.collect();
    all.chunks(ACROSS).fold(screen, |screen, row| {
        screen.row(row.iter().map(|&at| Button {
            label: Phrase::new("button-item").with("number", at + 1),
            action: Action::Edit(Editing::Item(of(work, column, at))),
        }))
    })
}

/// A button for each item, or for the list of them where they are many.
pub(super) fn item_buttons(screen: Screen, work: &Work, column: Column) -> Screen {
    let count = count(&work.draft, column);
    if count > AT_ONCE && column == Column::Results {
        let label = Phrase::new("button-edit-results");
        return screen.button(label, Action::EditResults(work.measure.id));
    }
    numbers(screen, work, column, 0..count)
}

/// A page of the results with the numbers of its items.
pub(super) fn page(turn: &mut Turn, id: MeasureId, page: i64) {
    let Some(work) = open_work(turn, id) else {
        return;
    };
    let results = &work.draft.progress.results;
    let last = results.len().saturating_sub(1) / AT_ONCE;
    let page = usize::try_from(page).unwrap_or_default().min(last);
    let begin = page * AT_ONCE;
    let end = results.len().min(begin + AT_ONCE);
    let mut screen = Screen::new(work.heading());
    if results.is_empty() {
        screen = screen.and("results-none");
    } else {
        let shown = reading::results_from(&results[begin..end], begin);
        screen = screen
            .and(Phrase::new("results-now").with("items", shown))
            .and("ask-which-item");
    }
    screen = numbers(screen, &work, Column::Results, begin..end);
    let turning = |key: &str, to: usize| Button {
        label: key.into(),
        action: Action::Edit(Editing::Page(id, to as i64)),
    };
    let mut pages = Vec::new();
    pages.extend((page > 0).then(|| turning("button-page-before", page.saturating_sub(1))));
    pages.extend((page < last).then(|| turning("button-page-after", page + 1)));
    if !pages.is_empty() {
        screen = screen.row(pages);
    }
    screen = deletion::undo_button(screen, &work).row([
        Button {
            label: "button-add-results".into(),
            action: Action::Results(id),
        },
        Button {
            label: "button-review".into(),
            action: Action::Review(id),
        },
    ]);
    // What is typed below the list is one more item.
    turn.ask(State::Results { measure: id }, screen);
}

/// One item's own screen, which awaits other words for it.
pub(super) fn item(turn: &mut Turn, item: ItemRef) {
    let Some(work) = open_work(turn, item.measure) else {
        return;
    };
    match find(&work.draft, item) {
        Some(at) => show(turn, &work, item.column, at),
        None => turn.stale("stale-button"),
    }
}

fn show(turn: &mut Turn, work: &Work, column: Column, at: usize) {
    turn.state = State::EditItem {
        item: of(work, column, at),
        seen: turn.seen(work.measure.id),
    };
    let screen = screen(work, column, at);
    turn.show(screen);
}

pub(super) fn question(turn: &Turn, item: ItemRef) -> Option<Screen> {
    let work = work(turn, item.measure)?;
    let at = find(&work.draft, item)?;
    Some(screen(&work, item.column, at))
}

fn screen(work: &Work, column: Column, at: usize) -> Screen {
    let id = work.measure.id;
    let item = of(work, column, at);
    let count = count(&work.draft, column);
    let (words, how, files) = match column {
        Column::Results => match work.draft.progress.results.get(at) {
            Some(item) => (words(item), how(item), item.files.len()),
            None => (Phrase::new("results-none"), "edit-text", 0),
        },
        Column::Outcomes => {
            let text = work.draft.progress.outcomes.get(at);
            let text = text.map(String::as_str).unwrap_or_default();
            (wording::said(text), "edit-text", 0)
        }
    };
    let place = match column {
        Column::Results => Phrase::new("item-of-results"),
        Column::Outcomes => Phrase::new("item-of-outcomes"),
    };
    let mut screen = Screen::new(work.heading())
        .and(place.with("number", at + 1).with("count", count))
        .and(Phrase::new("item-words").with("item", words));
    if files > 0 {
        screen = screen.and(Phrase::new("item-files").with("count", files));
    }
    screen = screen.and(how);
    if column == Column::Results {
        screen.buttons.extend(fix::rows(work, at));
    }
    let mut moves = Vec::new();
    moves.extend((at > 0).then(|| Button {
        label: "button-up".into(),
        action: Action::Edit(Editing::Up(item)),
    }));
    moves.extend((at + 1 < count).then(|| Button {
        label: "button-down".into(),
        action: Action::Edit(Editing::Down(item)),
    }));
    if !moves.is_empty() {
        screen = screen.row(moves);
    }
    screen.row([
        Button {
            label: "button-delete".into(),
            action: Action::Edit(Editing::Delete(item)),
        },
        Button {
            label: "button-back".into(),
            action: Action::Review(id),
        },
    ])
}

/// The item as it could be typed again, sub-items and all.
fn words(item: &ResultItem) -> Phrase {
    match &item.content {
        Content::Text { text, subitems } if !subitems.is_empty() => {
            let mut lines = vec![wording::said(text)];
            let subitem = |text| Phrase::new("subitem-line").with("text", Arg::from(text));
            lines.extend(subitems.iter().map(subitem));
            Phrase::new("lines").with("lines", lines)
        }
        Content::NothingDone { reason } => wording::said(reason),
        _ => reading::result(item),
    }
}

fn how(item: &ResultItem) -> &'static str {
    match item.content {
        Content::Order(_) => "edit-order",
        Content::NothingDone { .. } => "edit-reason",
        Content::Pictured { .. } => "edit-caption",
        Content::Text { .. } | Content::Cited(_) => "edit-text",
    }
}

/// Moves an item by one place. The button is good once: a second tap finds another item there.
pub(super) fn shift(turn: &mut Turn, item: ItemRef, by: i64) {
    let Some(mut work) = open_work(turn, item.measure) else {
        return;
    };
    let to = exactly(&work.draft, item).and_then(|at| {
        let to = usize::try_from(at as i64 + by).ok()?;
        (to < count(&work.draft, item.column)).then_some((at, to))
    });
    let Some((at, to)) = to else {
        return self::item(turn, item);
    };
    match item.column {
        Column::Results => work.draft.progress.results.swap(at, to),
        Column::Outcomes => work.draft.progress.outcomes.swap(at, to),
    }
    work.save(turn);
    show(turn, &work, item.column, to);
}

/// Other words for the item.
pub(super) fn typed(turn: &mut Turn, item: ItemRef, seen: i64, text: &str) {
    let Some(work) = open_work(turn, item.measure) else {
        return;
    };
    let from = turn.typed(Part::Whole);
    if together::overtaken(turn, &work, Answer::Item(item), seen, text, from) {
        return;
    }
    take(turn, work, item, text, from);
}

/// Puts other words in the item's place and shows the review.
pub(super) fn take(
    turn: &mut Turn,
    mut work: Work,
    item: ItemRef,
    text: &str,
    from: Option<Typed>,
) {
    let Some(at) = find(&work.draft, item) else {
        turn.state = State::Choice;
        return turn.again("item-gone");
    };
    if answer::evasive(text).is_some() {
        return turn.again("item-words-needed");
    }
    match item.column {
        Column::Outcomes => {
            let said: Vec<String> = (answer::items(text).into_iter())
                .map(reading::joined)
                .collect();
            work.draft.progress.outcomes.splice(at..=at, said);
        }
        Column::Results => {
            let read = {
                let item = &work.draft.progress.results[at];
                reread::item(item, Part::Whole, text, &work.office.plan, turn.desk.today)
            };
            let read = match read {
                Ok(read) => read,
                Err(why) => return turn.again(why),
            };
            let old = work.draft.progress.results.remove(at);
            put(&mut work.draft, at, old, read, from);
        }
    }
    work.draft.serial = turn.desk.now.max(work.draft.serial + 1);
    work.save(turn);
    let done = Phrase::new("item-changed").with("number", at + 1);
    show_review_with(turn, work, Some(done));
}

/// Puts what was read in the place of an item; its files go to the first of it.
pub(super) fn put(
    draft: &mut Draft,
    at: usize,
    old: ResultItem,
    read: Vec<cited::Read>,
    from: Option<Typed>,
) {
    let mut files = old.files;
    for (place, mut item) in (at..).zip(read) {
        let had = match &mut item {
            cited::Read::Item(item) => &mut item.files,
            cited::Read::Incomplete(order) => &mut order.files,
        };
        if had.is_empty() {
            had.append(&mut files);
        }
        take_in(draft, Some(place), item, from);
    }
}

/// Adds what was read, at its place or at the end; an order that lacks a part will be asked about.
pub(super) fn take_in(
    draft: &mut Draft,
    at: Option<usize>,
    read: cited::Read,
    from: Option<Typed>,
) {
    match read {
        cited::Read::Item(mut item) => {
            if item.from.is_empty() {
                item.from.extend(from);
            }
            let results = &mut draft.progress.results;
            let at = at.unwrap_or(results.len()).min(results.len());
            results.insert(at, item);
        }
        cited::Read::Incomplete(mut order) => {
            order.place = at.or(Some(draft.progress.results.len()));
            if order.from.is_empty() {
                order.from.extend(from);
            }
            draft.orders.push(order);
        }
    }
}
