//! Who hears that what they are at cannot go on, because the office has changed around them: their measure
//! was retired, or the report was acknowledged. Each person hears it once, of all their measures, with a
//! way on; what they gave is kept.

use std::collections::BTreeMap;

use super::turn::Turn;
use super::{Action, Arg, Effect, OfficeDesk, Phrase, Screen};
use crate::domain::office::{MeasureId, PersonId};
use crate::domain::period::Period;
use crate::domain::plan::{Measure, OfficePlan};
use crate::domain::shorten::short;
use crate::wording;

/// The longest title on one line, in characters.
const TITLE: usize = 120;
/// Measures that are named; of more only the count is told.
const NAMED: usize = 12;

/// Those who report these measures, each with theirs, but for the one who acts.
fn who_reports<'a>(
    turn: &Turn,
    plan: &OfficePlan,
    measures: &[&'a Measure],
) -> BTreeMap<PersonId, Vec<&'a Measure>> {
    let mut people: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for measure in measures {
        let posts = plan.posts.iter();
        for post in posts.filter(|post| plan.may_report(post, measure)) {
            let Some(holder) = &post.holder else { continue };
            let theirs = people.entry(holder.person).or_default();
            if holder.person != turn.desk.person && !theirs.contains(measure) {
                theirs.push(*measure);
            }
        }
    }
    people.retain(|_, theirs| !theirs.is_empty());
    people
}

fn lines(measures: &[&Measure]) -> Vec<Phrase> {
    let line = |measure: &&Measure| {
        Phrase::new("reminder-measure")
            .with("number", measure.number)
            .with("title", short(&measure.title, TITLE))
    };
    let mut lines: Vec<_> = measures.iter().take(NAMED).map(line).collect();
    if measures.len() > NAMED {
        lines.push(Phrase::new("reminder-more").with("count", measures.len() - NAMED));
    }
    lines
}

/// Whether somebody has begun something on a measure that is not filed.
pub(super) fn begun(office: &OfficeDesk, measure: MeasureId) -> bool {
    let mut standings = office.standings.iter();
    standings.any(|standing| standing.measure == measure && standing.draft.is_some())
}

/// Whoever reports these measures, which the plan is about to lose.
pub(super) fn retired(turn: &mut Turn, office: &OfficeDesk, measures: &[&Measure]) {
    for (person, theirs) in who_reports(turn, &office.plan, measures) {
        let mut screen =
            Screen::new(Phrase::new("tell-measures-retired").with("count", theirs.len()))
                .and(Phrase::new("lines").with("lines", lines(&theirs)));
        if theirs.iter().any(|measure| begun(office, measure.id)) {
            screen = screen.and("tell-draft-kept");
        }
        let screen = screen.button("button-home", Action::Home);
        turn.effect(Effect::Tell { person, screen });
    }
}

/// Whoever reports a measure that is new, or that is back, by the plan after the change.
pub(super) fn to_report(turn: &mut Turn, after: &OfficePlan, id: MeasureId, key: &str) {
    let Some(measure) = after.measure(id) else {
        return;
    };
    for person in who_reports(turn, after, &[measure]).into_keys() {
        let told = Phrase::new(key)
            .with("number", measure.number)
            .with("title", &measure.title);
        let screen = Screen::new(told).button("button-measures", Action::Measures);
        turn.effect(Effect::Tell { person, screen });
    }
}

/// Whoever had begun something that the report, which is acknowledged now, does not hold.
pub(super) fn acknowledged(turn: &mut Turn, office: &OfficeDesk, period: Period) {
    let key = match period {
        Period::Year => "tell-unfiled",
        _ => "tell-unfiled-of-period",
    };
    let told = Phrase::new(key)
        .with("year", Arg::Year(office.plan.fiscal_year))
        .with("period", wording::period(period));
    unfiled(turn, office, period, told);
}

/// Whoever had begun something of the year that gives way to another now.
pub(super) fn next_year(turn: &mut Turn, office: &OfficeDesk, next: i32) {
    let told = Phrase::new("tell-next-year")
        .with("year", Arg::Year(office.plan.fiscal_year))
        .with("next", Arg::Year(next));
    if !office.is_closed() {
        unfiled(turn, office, Period::Year, told);
    }
}

fn unfiled(turn: &mut Turn, office: &OfficeDesk, period: Period, why: Phrase) {
    let plan = &office.plan;
    let of_period = |measure: &&Measure| {
        office.standings.iter().any(|standing| {
            let draft = standing.draft.filter(|quarter| period.covers(*quarter));
            standing.measure == measure.id && draft.is_some()
        })
    };
    let open: Vec<&Measure> = plan.measures.iter().filter(of_period).collect();
    for (person, theirs) in who_reports(turn, plan, &open) {
        let screen = Screen::new(why.clone())
            .and(Phrase::new("lines").with("lines", lines(&theirs)))
            .and("tell-unfiled-how")
            .button("button-home", Action::Home);
        turn.effect(Effect::Tell { person, screen });
    }
}

/// Why nobody can go on with a measure that was open.
pub(super) fn over(turn: &Turn, id: MeasureId) -> Option<Phrase> {
    if let Some((office, _, standing)) = turn.desk.measure(id) {
        let draft = turn.draft(id).map(|draft| draft.quarter);
        let quarter = draft.unwrap_or_else(|| office.at_hand(standing));
        let closed = office.is_closed_for(standing, quarter);
        return closed.then(|| Phrase::new("locked-acknowledged"));
    }
    turn.desk.offices.iter().find_map(|office| {
        let plan = &office.plan;
        let measure = plan.retired.iter().find(|measure| measure.id == id)?;
        let mut own = plan.held_by(turn.desk.person);
        own.any(|post| plan.may_report(post, measure))
            .then(|| Phrase::new("measure-retired").with("title", &measure.title))
    })
}

/// Likewise, of a measure that this person cannot work on.
pub(super) fn not_yours(turn: &Turn, id: MeasureId) -> Phrase {
    over(turn, id).unwrap_or_else(|| Phrase::new("not-yours"))
}
