//! The question for the next part of a paper, below what is known of it in its official form.

use super::measure::{self, Work};
use super::papers::awaited;
use super::turn::Turn;
use super::{Action, Arg, Button, Phrase, Screen};
use super::{kinds, known, order, reading, results};
use crate::domain::evidence::{self, EvidenceKind, Missing};
use crate::domain::office::MeasureId;
use crate::domain::progress::OrderDraft;
use crate::domain::thai_date::{DateFault, DateReading};
use chrono::NaiveDate;

/// Notes stand below the heading.
pub(super) fn with_notes(mut screen: Screen, notes: Vec<Phrase>) -> Screen {
    let at = screen.parts.len().min(1);
    screen.parts.splice(at..at, notes);
    screen
}

pub(super) fn question(turn: &Turn, id: MeasureId) -> Option<Screen> {
    let work = measure::work(turn, id)?;
    match awaited(id, &work.draft) {
        Some(_) => Some(paper_screen(&work)),
        None => Some(results::results_screen(&work)),
    }
}

/// What is known of the paper so far, and the question for the next part.
pub(super) fn paper_screen(work: &Work) -> Screen {
    let id = work.measure.id;
    let serial = work.draft.serial;
    let Some(paper) = work.draft.orders.first() else {
        return results::results_screen(work);
    };
    let mut screen = Screen::new(work.heading());
    if let Some(typed) = &paper.typed {
        screen = screen.and(Phrase::new("order-typed").with("typed", typed));
    }
    screen.parts.extend(so_far(work, paper));
    screen.parts.extend(reading::files(&paper.files));
    let year = Arg::Year(work.office.plan.fiscal_year);
    let kind = || kinds::code(paper.paper);
    let ask = |key: &str| Phrase::new(key).with("paper", kind());
    match evidence::missing(paper) {
        Some(Missing::Number) => {
            screen = screen.and(ask("ask-paper-number").with("year", year));
            if paper.paper != EvidenceKind::Order {
                screen = screen.button("button-unnumbered", Action::Unnumbered(id, serial));
            }
        }
        Some(Missing::Subject) | None => {
            match order::offer(work, paper) {
                Some(offer) => {
                    screen.parts.extend(offer.parts);
                    screen.buttons.extend(offer.buttons);
                }
                None => screen = screen.and(ask("ask-paper-subject")),
            }
            screen.buttons.extend(order::issuer_rows(work, paper));
        }
        Some(Missing::Date) => {
            screen = date_question(work, paper, screen, ask("ask-paper-date")).row([
                Button {
                    label: "button-calendar".into(),
                    action: Action::Calendar(id, serial, 0),
                },
                Button {
                    label: "button-undated".into(),
                    action: Action::Undated(id, serial),
                },
            ]);
        }
        Some(Missing::Url) => screen = screen.and("ask-paper-url"),
    }
    screen
        .button(
            Phrase::new("button-drop-paper").with("paper", kind()),
            Action::DropOrder(id, serial),
        )
        .row(way_out(id))
}

/// The question for the date; where one was typed that cannot be taken as it stands, what is wrong with it.
fn date_question(work: &Work, paper: &OrderDraft, screen: Screen, ask: Phrase) -> Screen {
    let year = Arg::Year(work.office.plan.fiscal_year);
    let ask = ask.with("year", year.clone());
    let wrong = |key: &str| Phrase::new(key).with("year", year);
    match &paper.date_in_doubt {
        Some(DateReading::Ambiguous(dates)) => {
            dates_to_choose(work, work.draft.serial, dates, screen)
        }
        Some(DateReading::Impossible(DateFault::NoSuchDay { .. })) => {
            screen.and(wrong("date-no-such-day")).and(ask)
        }
        Some(DateReading::Impossible(_)) => screen.and(wrong("date-impossible")).and(ask),
        _ => screen.and(ask),
    }
}

/// The days that a typed date may mean, a button each.
pub(super) fn dates_to_choose(
    work: &Work,
    serial: i64,
    dates: &[NaiveDate],
    screen: Screen,
) -> Screen {
    let id = work.measure.id;
    dates
        .iter()
        .fold(screen.and("date-ambiguous"), |screen, date| {
            screen.button(
                Phrase::new("button-date").with("date", *date),
                Action::PickDate(id, serial, date.to_epoch_days().into()),
            )
        })
}

/// The ways out of a question about a paper, which keeps what is known of it.
pub(super) fn way_out(id: MeasureId) -> [Button; 2] {
    [
        Button {
            label: "button-back-to-results".into(),
            action: Action::Results(id),
        },
        Button {
            label: "button-leave".into(),
            action: Action::Home,
        },
    ]
}

/// The parts that are saved already, in the order of the official form.
fn so_far(work: &Work, paper: &OrderDraft) -> Option<Phrase> {
    let part = |key: &str, arg: Option<Arg>| match arg {
        Some(arg) => Arg::from(Phrase::new(key).with("part", arg)),
        None => Arg::from(""),
    };
    let number = match (paper.number, &paper.reference) {
        (Some(number), _) => Some(Arg::Label(number.to_string())),
        (None, reference) => reference.clone().map(Arg::Label),
    };
    let nothing =
        number.is_none() && paper.subject.is_none() && paper.date.is_none() && paper.url.is_none();
    if nothing {
        return None;
    }
    let is = |kind| paper.paper == kind;
    let issuer = match paper.paper {
        EvidenceKind::Order => Some(known::issuer(work, paper.issuer.as_deref())),
        // The meeting's name stands before its round.
        EvidenceKind::Minutes => paper.subject.clone(),
        _ => paper.issuer.clone(),
    };
    let meeting = is(EvidenceKind::Minutes);
    let subject = paper.subject.clone().filter(|_| !meeting);
    let is_named = is(EvidenceKind::Plan)
        || is(EvidenceKind::Manual)
        || is(EvidenceKind::Form)
        || is(EvidenceKind::Link);
    let key =
        |wanted: bool, one: &'static str, other: &'static str| if wanted { one } else { other };
    let round = key(meeting, "so-far-round", "so-far-number");
    let whose = key(meeting, "so-far-meeting", "so-far-issuer");
    let about = key(is_named, "so-far-name", "so-far-subject");
    let link = key(subject.is_none(), "so-far-name", "so-far-url");
    Some(
        Phrase::new("paper-so-far")
            .with("paper", kinds::code(paper.paper))
            .with("issuer", part(whose, issuer.map(Arg::Text)))
            .with("number", part(round, number))
            .with("subject", part(about, subject.map(Arg::Text)))
            .with("date", part("so-far-date", paper.date.map(Arg::Date)))
            .with("url", part(link, paper.url.clone().map(Arg::Text))),
    )
}
