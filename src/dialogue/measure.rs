//! Reporting one measure: results, outcome, scores, the review that reads like the report's row, and
//! filing. Orders, asked for part by part, have a file of their own.

use super::home::{self, locked};
use super::order;
use super::reading;
use super::step::Turn;
use super::{Action, Arg, Button, Effect, MeasureStanding, OfficeDesk, Phrase, Screen, State};
use crate::domain::answer;
use crate::domain::office::{MeasureId, Post, Role};
use crate::domain::plan::Measure;
use crate::domain::progress::{Draft, ResultItem, ScoreComparison, ScoreLink};
use crate::domain::report::{Stage, Standing};
use crate::domain::score::{Score, ScorePair, ScorePairFault};

/// A measure that this person may report now, with the working copy.
pub(super) struct Work<'a> {
    pub office: &'a OfficeDesk,
    pub measure: &'a Measure,
    pub standing: &'a MeasureStanding,
    pub post: &'a Post,
    pub draft: Draft,
}

/// The measure, if this person may see it as its contributor; the draft begins as what was filed.
pub(super) fn work<'a>(turn: &Turn<'a>, id: MeasureId) -> Option<Work<'a>> {
    let desk = turn.desk;
    let (office, measure, standing) = desk.measure(id)?;
    let post = office.plan.held_by(desk.person).find(|post| office.plan.may_report(post, measure))?;
    let stored = desk.draft.as_ref().filter(|stored| stored.measure == id);
    let draft = match (stored, &standing.filing) {
        (Some(stored), _) => stored.draft.clone(),
        (None, Some(filing)) => Draft { progress: filing.progress.clone(), ..Draft::default() },
        (None, None) => Draft::default(),
    };
    Some(Work { office, measure, standing, post, draft })
}

/// Likewise, but only while the measure may be changed; says why not otherwise.
pub(super) fn open_work<'a>(turn: &mut Turn<'a>, id: MeasureId) -> Option<Work<'a>> {
    let Some(work) = work(turn, id) else {
        turn.state = State::Choice;
        turn.stale("not-yours");
        return None;
    };
    if locked(work.office) {
        turn.state = State::Choice;
        let key = match work.office.report.as_ref().map(|report| report.stage) {
            Some(Stage::Acknowledged) => "locked-acknowledged",
            _ => "locked-checking",
        };
        turn.stale(key);
        return None;
    }
    Some(work)
}

impl Work<'_> {
    pub fn heading(&self) -> Phrase {
        Phrase::new("measure-heading")
            .with("number", self.measure.number)
            .with("title", &self.measure.title)
    }

    pub fn save(&self, turn: &mut Turn) {
        turn.effect(Effect::SaveDraft { measure: self.measure.id, draft: self.draft.clone() });
    }

    /// What the draft still lacks before it can be filed.
    fn lacks(&self) -> Option<&'static str> {
        let progress = &self.draft.progress;
        let nothing_done = progress.results.iter().any(|item| matches!(item, ResultItem::NothingDone { .. }));
        if !self.draft.orders.is_empty() {
            Some("lacks-order")
        } else if progress.results.is_empty() {
            Some("lacks-results")
        } else if progress.outcomes.is_empty() && progress.scores.is_none() && !nothing_done {
            Some("lacks-outcome")
        } else {
            None
        }
    }
}

/// Opens a measure where it was left.
pub(super) fn open(turn: &mut Turn, id: MeasureId) {
    let Some(work) = work(turn, id) else { return turn.stale("not-yours") };
    if locked(work.office) || (work.standing.standing == Standing::Filed && turn.desk.draft.is_none()) {
        return show_filed(turn, &work);
    }
    let draft = &work.draft;
    let state = if let Some(state) = order::awaited(id, draft) {
        state
    } else if work.standing.standing == Standing::Returned && turn.desk.draft.is_none() {
        return review(turn, id);
    } else if draft.progress.results.is_empty() {
        State::Results { measure: id }
    } else if work.lacks().is_some() {
        State::Outcome { measure: id }
    } else {
        return review(turn, id);
    };
    turn.state = state;
    let mut screen = home::question(turn);
    if let Some(colleague) = colleague(turn, id) {
        screen.parts.insert(0, colleague);
    }
    turn.show(screen);
}

/// Says that somebody else wrote the draft last, so that nobody overwrites it unawares.
fn colleague(turn: &Turn, id: MeasureId) -> Option<Phrase> {
    let stored = turn.desk.draft.as_ref().filter(|stored| stored.measure == id && stored.by != turn.desk.person)?;
    let (office, ..) = turn.desk.measure(id)?;
    let name = office.plan.held_by(stored.by).next().map(|post| post.name.clone()).unwrap_or_default();
    Some(Phrase::new("draft-by-colleague").with("name", name).with("at", Arg::Moment(stored.at)))
}

fn show_filed(turn: &mut Turn, work: &Work) {
    let mut screen = Screen::new(work.heading());
    match &work.standing.filing {
        Some(filing) => {
            screen.parts.extend(reading::progress(&filing.progress, work.measure.score.as_ref()));
            screen = screen.and(Phrase::new("filed-by").with("name", &filing.by).with("at", Arg::Moment(filing.at)));
        }
        None => screen = screen.and("nothing-filed"),
    }
    if locked(work.office) {
        screen = screen.and("locked-note");
    } else {
        screen = screen.button("button-correct", Action::Review(work.measure.id));
    }
    let screen = screen.button("button-measures", Action::Measures);
    turn.ask(State::Choice, screen);
}

pub(super) fn ask_results(turn: &mut Turn, id: MeasureId) {
    if open_work(turn, id).is_some() {
        turn.state = State::Results { measure: id };
        let screen = home::question(turn);
        turn.show(screen);
    }
}

pub(super) fn results_question(turn: &Turn, id: MeasureId) -> Option<Screen> {
    work(turn, id).map(|work| results_screen(&work))
}

/// The results as they stand, and what may follow.
pub(super) fn results_screen(work: &Work) -> Screen {
    let id = work.measure.id;
    let results = &work.draft.progress.results;
    let mut screen = Screen::new(work.heading());
    if let (Standing::Returned, Some(reason)) = (work.standing.standing, &work.standing.returned) {
        screen = screen.and(Phrase::new("returned-because").with("reason", reason));
    }
    if results.is_empty() {
        screen = screen
            .and(Phrase::new("measure-methods").with("methods", reading::numbered(&work.measure.methods)))
            .and("ask-results")
            .button("button-add-order", Action::AddOrder(id))
            .button("button-nothing-done", Action::NothingDone(id));
    } else {
        screen = screen
            .and(Phrase::new("results-saved").with("items", reading::results(results)))
            .and("ask-more-results")
            .row([
                Button { label: "button-add-order".into(), action: Action::AddOrder(id) },
                Button { label: "button-to-outcome".into(), action: Action::Outcome(id) },
            ])
            .button("button-edit-results", Action::EditResults(id));
    }
    screen.button("button-leave", Action::Home)
}

/// What was typed as results: items, orders, or both.
pub(super) fn results(turn: &mut Turn, id: MeasureId, text: &str) {
    let Some(mut work) = open_work(turn, id) else { return };
    if answer::is_evasive(text) {
        let screen = Screen::new(work.heading())
            .and("ask-nothing-or-no-document")
            .button("button-nothing-done", Action::NothingDone(id))
            .button("button-done-without-document", Action::Results(id));
        return turn.show(screen);
    }
    let read = order::read_items(text, turn.desk.today, &work.office.plan);
    let begun = work.draft.progress.results.len();
    for (place, item) in read.into_iter().enumerate() {
        match item {
            order::Read::Item(item) => work.draft.progress.results.push(item),
            order::Read::Incomplete(mut order) => {
                order.place = Some(begun + place);
                work.draft.orders.push(order);
            }
        }
    }
    work.save(turn);
    order::ask_next(turn, work);
}

pub(super) fn ask_nothing_done(turn: &mut Turn, id: MeasureId) {
    if open_work(turn, id).is_some() {
        turn.state = State::NothingDoneReason { measure: id };
        let screen = home::question(turn);
        turn.show(screen);
    }
}

pub(super) fn nothing_done_question(turn: &Turn, id: MeasureId) -> Option<Screen> {
    let work = work(turn, id)?;
    Some(
        Screen::new(work.heading())
            .and("ask-nothing-done-reason")
            .button("button-back", Action::Results(id)),
    )
}

pub(super) fn nothing_done(turn: &mut Turn, id: MeasureId, text: &str) {
    let Some(mut work) = open_work(turn, id) else { return };
    if answer::is_evasive(text) {
        return turn.again("reason-needed");
    }
    work.draft.progress.results.push(ResultItem::NothingDone { reason: text.to_owned() });
    work.save(turn);
    show_review(turn, work);
}

/// The results, each with a button that deletes it.
pub(super) fn edit_results(turn: &mut Turn, id: MeasureId) {
    let Some(work) = open_work(turn, id) else { return };
    show_edit(turn, &work, None);
}

fn show_edit(turn: &mut Turn, work: &Work, done: Option<Phrase>) {
    let id = work.measure.id;
    let results = &work.draft.progress.results;
    let mut screen = Screen::new(work.heading());
    screen.parts.extend(done);
    if results.is_empty() {
        screen = screen.and("results-none");
    } else {
        screen = screen
            .and(Phrase::new("results-now").with("items", reading::results(results)))
            .and("ask-which-to-delete");
    }
    let count = results.len();
    for row in (0..count).collect::<Vec<_>>().chunks(2) {
        screen = screen.row(row.iter().map(|&index| Button {
            label: Phrase::new("button-delete-item").with("number", index + 1),
            action: Action::DeleteResult(id, index as i64, count as i64),
        }));
    }
    let screen = screen
        .button("button-add-results", Action::Results(id))
        .button("button-review", Action::Review(id));
    turn.ask(State::Choice, screen);
}

/// Deletes one item. The button names how many items there were, so that an old one deletes nothing.
pub(super) fn delete_result(turn: &mut Turn, id: MeasureId, index: i64, count: i64) {
    let Some(mut work) = open_work(turn, id) else { return };
    let results = &mut work.draft.progress.results;
    let Some(index) = usize::try_from(index).ok().filter(|&index| index < results.len() && results.len() as i64 == count)
    else {
        return turn.stale("stale-button");
    };
    let deleted = results.remove(index);
    work.save(turn);
    let done = Phrase::new("item-deleted").with("item", reading::result(&deleted));
    show_edit(turn, &work, Some(done));
}

pub(super) fn ask_outcome(turn: &mut Turn, id: MeasureId) {
    let Some(work) = open_work(turn, id) else { return };
    if work.draft.progress.results.is_empty() && work.draft.orders.is_empty() {
        turn.state = State::Results { measure: id };
        return turn.again("lacks-results");
    }
    turn.state = State::Outcome { measure: id };
    let screen = home::question(turn);
    turn.show(screen);
}

pub(super) fn outcome_question(turn: &Turn, id: MeasureId) -> Option<Screen> {
    let work = work(turn, id)?;
    let mut screen = Screen::new(work.heading());
    let outcomes = &work.draft.progress.outcomes;
    if outcomes.is_empty() {
        screen = screen.and("ask-outcome");
        if let Some(topic) = &work.measure.score {
            screen = screen.and(Phrase::new("score-comes-next").with("topic", crate::wording::score_topic(topic)));
        }
    } else {
        screen = screen
            .and(Phrase::new("outcomes-now").with("items", reading::numbered(outcomes)))
            .and("ask-outcome-again")
            .button("button-keep", Action::Review(id));
    }
    Some(screen.button("button-back-to-results", Action::Results(id)))
}

pub(super) fn outcome(turn: &mut Turn, id: MeasureId, text: &str) {
    let Some(mut work) = open_work(turn, id) else { return };
    if answer::is_evasive(text) {
        return turn.again("outcome-needed");
    }
    work.draft.progress.outcomes = answer::items(text).into_iter().map(|item| item.joined()).collect();
    work.save(turn);
    if work.measure.score.is_some() && work.draft.progress.scores.is_none() {
        turn.state = State::Scores { measure: id };
        let screen = scores_screen(&work, Some("outcome-saved"));
        return turn.show(screen);
    }
    show_review(turn, work);
}

pub(super) fn ask_scores(turn: &mut Turn, id: MeasureId) {
    let Some(work) = open_work(turn, id) else { return };
    if work.measure.score.is_none() {
        return turn.stale("stale-button");
    }
    turn.ask(State::Scores { measure: id }, scores_screen(&work, None));
}

pub(super) fn scores_question(turn: &Turn, id: MeasureId) -> Option<Screen> {
    work(turn, id).map(|work| scores_screen(&work, None))
}

fn scores_screen(work: &Work, saved: Option<&str>) -> Screen {
    let mut screen = Screen::new(work.heading());
    screen.parts.extend(saved.map(Phrase::new));
    if let Some(topic) = &work.measure.score {
        let phrase = match topic.before {
            Some(before) => Phrase::new("ask-score-after").with("before", before),
            None => Phrase::new("ask-score-pair"),
        };
        screen = screen.and(
            phrase
                .with("topic", crate::wording::score_topic(topic))
                .with("before-year", Arg::Year(topic.before_year))
                .with("after-year", Arg::Year(topic.after_year)),
        );
    }
    screen.button("button-no-score-yet", Action::Review(work.measure.id))
}

pub(super) fn scores(turn: &mut Turn, id: MeasureId, text: &str) {
    let Some(mut work) = open_work(turn, id) else { return };
    let Some(topic) = &work.measure.score else { return turn.again("stale-button") };
    let pair = match (ScorePair::parse(text), topic.before) {
        (Ok(pair), _) => pair,
        (Err(ScorePairFault::OnlyOne(after)), Some(before)) => ScorePair { before, after },
        (Err(ScorePairFault::OnlyOne(_)), None) => return turn.again("score-other-missing"),
        (Err(ScorePairFault::TooMany(_)), _) => return turn.again("score-too-many"),
        (Err(ScorePairFault::NotAScore(_)), _) => return turn.again("score-out-of-range"),
        (Err(ScorePairFault::Unreadable), _) => return turn.again("score-unreadable"),
    };
    let link = work.draft.progress.scores.map(|scores| scores.link).unwrap_or_default();
    work.draft.progress.scores = Some(ScoreComparison { before: pair.before, after: pair.after, link });
    work.save(turn);
    if let Some(planned) = topic.before.filter(|&before: &Score| before != pair.before) {
        let note = Phrase::new("score-differs-from-plan").with("planned", planned).with("given", pair.before);
        return show_review_with(turn, work, Some(note));
    }
    show_review(turn, work);
}

pub(super) fn link_score(turn: &mut Turn, id: MeasureId, link: ScoreLink) {
    let Some(mut work) = open_work(turn, id) else { return };
    let Some(scores) = &mut work.draft.progress.scores else { return turn.stale("stale-button") };
    if scores.link == link {
        turn.answer("already-so", false);
        return;
    }
    scores.link = link;
    work.save(turn);
    show_review(turn, work);
}

/// The review reads like the report's own row.
pub(super) fn review(turn: &mut Turn, id: MeasureId) {
    let Some(work) = open_work(turn, id) else { return };
    show_review(turn, work);
}

fn show_review(turn: &mut Turn, work: Work) {
    show_review_with(turn, work, None);
}

fn show_review_with(turn: &mut Turn, work: Work, note: Option<Phrase>) {
    let id = work.measure.id;
    if !work.draft.orders.is_empty() {
        return order::ask_next(turn, work);
    }
    let mut screen = Screen::new(work.heading());
    if let (Standing::Returned, Some(reason)) = (work.standing.standing, &work.standing.returned) {
        screen = screen.and(Phrase::new("returned-because").with("reason", reason));
    }
    screen.parts.extend(note);
    screen.parts.extend(reading::progress(&work.draft.progress, work.measure.score.as_ref()));
    screen = match work.lacks() {
        Some(lack) => screen.and(lack),
        None => screen.and("review-saved").button("button-file", Action::File(id)),
    };
    if let Some(scores) = work.draft.progress.scores {
        screen = match scores.link {
            ScoreLink::Because => screen.button("button-score-led-to", Action::ScoreLedTo(id)),
            ScoreLink::LedTo => screen.button("button-score-because", Action::ScoreBecause(id)),
        };
    }
    screen = screen.row([
        Button { label: "button-edit-results".into(), action: Action::EditResults(id) },
        Button { label: "button-edit-outcome".into(), action: Action::EditOutcome(id) },
    ]);
    if work.measure.score.is_some() {
        screen = screen.button("button-edit-scores", Action::Scores(id));
    }
    let screen = screen.button("button-leave", Action::Home);
    turn.ask(State::Choice, screen);
}

/// Files the measure: the next revision, by this post.
pub(super) fn file(turn: &mut Turn, id: MeasureId) {
    let Some(work) = open_work(turn, id) else { return };
    if turn.desk.draft.is_none() && work.standing.standing == Standing::Filed {
        return turn.stale("already-filed");
    }
    if work.lacks().is_some() {
        turn.answer("not-complete", false);
        return show_review(turn, work);
    }
    turn.effect(Effect::File { measure: id, post: work.post.id, progress: work.draft.progress.clone() });
    let outdated = work
        .office
        .report
        .as_ref()
        .filter(|report| matches!(report.stage, Stage::Printing | Stage::Compiled))
        .map(|report| report.id);
    if let Some(report) = outdated {
        turn.effect(Effect::Supersede { report });
    }
    let others_filed = work
        .office
        .standings
        .iter()
        .filter(|standing| standing.measure != id)
        .all(|standing| standing.standing == Standing::Filed);
    let returned = work.standing.standing == Standing::Returned;
    if others_filed || returned || outdated.is_some() {
        let key = if others_filed { "tell-all-filed" } else { "tell-refiled" };
        for reporter in work.office.plan.with_role(Role::Reporter) {
            let Some(holder) = &reporter.holder else { continue };
            let screen = Screen::new(
                Phrase::new(key)
                    .with("number", work.measure.number)
                    .with("title", &work.measure.title)
                    .with("name", &work.post.name)
                    .with("year", Arg::Year(work.office.plan.fiscal_year)),
            )
            .button("button-board", Action::Board(work.office.plan.office));
            turn.effect(Effect::Tell { person: holder.person, screen });
        }
    }
    let mut screen = Screen::new(Phrase::new("filed").with("number", work.measure.number).with("title", &work.measure.title));
    let next = work.office.standings.iter().find(|standing| {
        standing.measure != id
            && standing.standing != Standing::Filed
            && work.office.plan.measure(standing.measure).is_some_and(|measure| work.office.plan.may_report(work.post, measure))
    });
    screen = match next.and_then(|next| Some((next, work.office.plan.measure(next.measure)?))) {
        Some((next, measure)) => screen.button(
            Phrase::new("button-next-measure")
                .with("number", measure.number)
                .with("standing", home::standing_of(work.office, next)),
            Action::Open(measure.id),
        ),
        None => screen.and("filed-all-yours"),
    };
    let screen = screen.button("button-measures", Action::Measures);
    turn.ask(State::Choice, screen);
}
