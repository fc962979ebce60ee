//! What a measure says, changed field by field: typed, or chosen where there is a choice.

use super::super::reading;
use super::measures::{after_done, heading, one, topic_line, with};
use super::{
    AdminAction, AdminState, MeasureField, admin_of, ask, button, change, in_pairs, typed as read,
    units_to_choose,
};
use super::{Arg, OfficeDesk, Phrase, Screen, State, Turn};
use crate::domain::office::{MeasureId, UnitId};
use crate::domain::office_change::{MeasureEdit, OfficeChange};
use crate::domain::plan::{Measure, OfficePlan, ScoreTopic};

pub(super) fn pressed(turn: &mut Turn, action: AdminAction) {
    use AdminAction::*;
    match action {
        EditMeasure(id, field) => with(turn, id, |turn, _, _| {
            ask(turn, AdminState::MeasureField { measure: id, field });
        }),
        UsualPeriod(id) => with(turn, id, |turn, office, _| {
            match office.plan.usual_period() {
                Some(period) => edit(turn, office, id, MeasureEdit::Period(period.to_owned())),
                None => turn.stale("stale-button"),
            }
        }),
        MeasureUnit(id) => with(turn, id, |turn, office, measure| {
            let screen = Screen::new(heading(measure)).and("admin-ask-unit");
            let choice = reported_units(&office.plan, |unit| MeasureUnitIs(id, unit));
            let screen = in_pairs(screen, choice).row([button("button-back", Measure(id))]);
            turn.ask(State::Choice, screen);
        }),
        MeasureUnitIs(id, unit) => with(turn, id, |turn, office, _| {
            edit(turn, office, id, MeasureEdit::Unit(unit));
        }),
        NoScore(id) => with(turn, id, |turn, office, _| {
            edit(turn, office, id, MeasureEdit::Score(None));
        }),
        _ => turn.stale("stale-button"),
    }
}

fn edit(turn: &mut Turn, office: &OfficeDesk, measure: MeasureId, to: MeasureEdit) {
    let edited = OfficeChange::ChangeMeasure { measure, to };
    if let Some(after) = change(turn, office, edited, AdminAction::Measure(measure)) {
        turn.show(after_done("admin-saved", one(&after, measure)));
    }
}

/// Only units whose measures somebody reports can be responsible.
pub(super) fn reported_units(
    plan: &OfficePlan,
    action: impl Fn(UnitId) -> AdminAction,
) -> Vec<super::Button> {
    let reported = |unit| plan.posts.iter().any(|post| plan.reports_for(post, unit));
    units_to_choose(plan, reported, action)
}

/// Offers the period that this office's measures have otherwise.
pub(super) fn with_usual_period(screen: Screen, plan: &OfficePlan, action: AdminAction) -> Screen {
    match plan.usual_period() {
        Some(period) => {
            let label = Phrase::new("said").with("text", period);
            screen.row([button(label, action)])
        }
        None => screen,
    }
}

pub(super) fn question(turn: &Turn, measure: MeasureId, field: MeasureField) -> Option<Screen> {
    let office = admin_of(turn, |plan| plan.measure(measure).is_some())?;
    Some(field_question(office, office.plan.measure(measure)?, field))
}

fn field_question(office: &OfficeDesk, measure: &Measure, field: MeasureField) -> Screen {
    let id = measure.id;
    let screen = Screen::new(heading(measure));
    let screen = match field {
        MeasureField::Title => screen.and("admin-ask-title"),
        MeasureField::Methods => screen
            .and(
                Phrase::new("measure-methods").with("methods", reading::numbered(&measure.methods)),
            )
            .and("admin-ask-methods"),
        MeasureField::Period => {
            let screen = screen
                .and(Phrase::new("admin-period-now").with("period", &measure.period))
                .and("admin-ask-period");
            with_usual_period(screen, &office.plan, AdminAction::UsualPeriod(id))
        }
        MeasureField::Topic => {
            let mut screen = screen;
            screen.parts.extend(measure.score.as_ref().map(topic_line));
            let screen = screen.and("admin-ask-topic");
            match measure.score {
                Some(_) => screen.row([button("button-admin-no-topic", AdminAction::NoScore(id))]),
                None => screen,
            }
        }
        MeasureField::Before => {
            let year = match &measure.score {
                Some(topic) => topic.before_year,
                None => office.plan.fiscal_year - 1,
            };
            screen.and(Phrase::new("admin-ask-before").with("year", Arg::Year(year)))
        }
    };
    screen.row([button("button-back", AdminAction::Measure(id))])
}

pub(super) fn typed(turn: &mut Turn, id: MeasureId, field: MeasureField, text: &str) {
    let office = admin_of(turn, |plan| plan.measure(id).is_some());
    let Some((office, measure)) =
        office.and_then(|office| Some((office, office.plan.measure(id)?)))
    else {
        turn.state = State::Choice;
        return turn.again("not-yours");
    };
    let edited = match field {
        MeasureField::Title => read::text(text, "admin-title-needed").map(MeasureEdit::Title),
        MeasureField::Methods => read::methods(text).map(MeasureEdit::Methods),
        MeasureField::Period => read::name(text, "admin-period-needed").map(MeasureEdit::Period),
        MeasureField::Topic => read::topic(text).map(|(code, text)| {
            let before = measure.score.as_ref().and_then(|topic| topic.before);
            let year = office.plan.fiscal_year;
            MeasureEdit::Score(Some(ScoreTopic {
                code,
                text,
                before_year: year - 1,
                before,
                after_year: year,
            }))
        }),
        MeasureField::Before => match &measure.score {
            Some(topic) => read::score(text).map(|score| {
                MeasureEdit::Score(Some(ScoreTopic {
                    before: Some(score),
                    ..topic.clone()
                }))
            }),
            None => Err("admin-topic-first"),
        },
    };
    match edited {
        Ok(to) => edit(turn, office, id, to),
        Err(wrong) => turn.again(wrong),
    }
}
