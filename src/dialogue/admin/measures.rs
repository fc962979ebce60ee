//! The measures of the plan: the list, one measure with a button for each thing about it, their order, and
//! those that are retired. A new one is asked for in [`super::new_measure`], what a measure says is changed
//! in [`super::measure_fields`].

use super::super::{reading, told};
use super::{AdminAction, MeasureField, admin, admin_of, button, change, still_so};
use super::{Arg, OfficeDesk, Phrase, Screen, State, Turn};
use crate::domain::office::MeasureId;
use crate::domain::office_change::OfficeChange;
use crate::domain::plan::{Measure, OfficePlan, ScoreTopic};

pub(super) fn pressed(turn: &mut Turn, action: AdminAction) {
    use AdminAction::*;
    match action {
        Measures(office) => match admin(turn, office) {
            Some(desk) => turn.ask(State::Choice, list(&desk.plan)),
            None => turn.stale("not-yours"),
        },
        RetiredMeasures(office) => match admin(turn, office) {
            Some(desk) => turn.ask(State::Choice, retired(&desk.plan)),
            None => turn.stale("not-yours"),
        },
        Measure(id) => with(turn, id, |turn, office, measure| {
            turn.ask(State::Choice, one(&office.plan, measure.id));
        }),
        MeasureUp(id) => reorder(turn, id, true),
        MeasureDown(id) => reorder(turn, id, false),
        RetireMeasure(id) => with(turn, id, |turn, office, measure| {
            let plan = &office.plan;
            let mut screen = Screen::new(heading(measure)).and("admin-retire-measure");
            if told::begun(office, id) {
                screen = screen.and("admin-retire-begun");
            }
            let now = RetireMeasureNow(id, plan.revision);
            let screen = screen.row([
                button("button-admin-retire-now", now),
                button("button-not-yet", Measure(id)),
            ]);
            turn.ask(State::Choice, screen);
        }),
        RetireMeasureNow(id, revision) => with(turn, id, |turn, office, measure| {
            if still_so(turn, office, revision, Measure(id))
                && let Some(after) =
                    change(turn, office, OfficeChange::RetireMeasure(id), Measure(id))
            {
                let done = Phrase::new("admin-measure-retired").with("title", &measure.title);
                turn.show(after_done(done, list(&after)));
                told::retired(turn, office, &[measure]);
            }
        }),
        RestoreMeasure(id) => restore(turn, id),
        _ => turn.stale("stale-button"),
    }
}

/// Does something about a measure that this person may manage.
pub(super) fn with<'a>(
    turn: &mut Turn<'a>,
    id: MeasureId,
    act: impl FnOnce(&mut Turn<'a>, &'a OfficeDesk, &'a Measure),
) {
    let office = admin_of(turn, |plan| plan.measure(id).is_some());
    match office.and_then(|office| Some((office, office.plan.measure(id)?))) {
        Some((office, measure)) => act(turn, office, measure),
        None => turn.stale("not-yours"),
    }
}

/// Says first what was done, then what there is now.
pub(super) fn after_done(done: impl Into<Phrase>, screen: Screen) -> Screen {
    let mut parts = vec![done.into()];
    parts.extend(screen.parts);
    Screen { parts, ..screen }
}

fn list(plan: &OfficePlan) -> Screen {
    let office = plan.office;
    let mut screen = Screen::new(
        Phrase::new("admin-measures")
            .with("year", Arg::Year(plan.fiscal_year))
            .with("count", plan.measures.len()),
    );
    for measure in &plan.measures {
        let label = Phrase::new("button-measure-plain")
            .with("number", measure.number)
            .with("title", &measure.title);
        screen = screen.row([button(label, AdminAction::Measure(measure.id))]);
    }
    let mut more = vec![button(
        "button-admin-add-measure",
        AdminAction::AddMeasure(office),
    )];
    if !plan.retired.is_empty() {
        let label = Phrase::new("button-admin-retired").with("count", plan.retired.len());
        more.push(button(label, AdminAction::RetiredMeasures(office)));
    }
    screen
        .row(more)
        .row([button("button-admin", AdminAction::Menu(office))])
}

fn retired(plan: &OfficePlan) -> Screen {
    let mut screen = Screen::new("admin-retired-measures");
    for measure in &plan.retired {
        let label = Phrase::new("button-admin-restore").with("title", &measure.title);
        screen = screen.row([button(label, AdminAction::RestoreMeasure(measure.id))]);
    }
    screen.row([button("button-back", AdminAction::Measures(plan.office))])
}

fn restore(turn: &mut Turn, id: MeasureId) {
    let has = |plan: &OfficePlan| plan.retired.iter().any(|measure| measure.id == id);
    let Some(office) = admin_of(turn, has) else {
        return turn.stale("not-yours");
    };
    let back = AdminAction::Measures(office.plan.office);
    if let Some(after) = change(turn, office, OfficeChange::RestoreMeasure(id), back) {
        turn.show(after_done("admin-measure-restored", one(&after, id)));
        told::to_report(turn, &after, id, "admin-tell-measure-back");
    }
}

pub(super) fn heading(measure: &Measure) -> Phrase {
    Phrase::new("measure-heading")
        .with("number", measure.number)
        .with("title", &measure.title)
}

/// One measure with a button for each thing that can be changed.
pub(super) fn one(plan: &OfficePlan, id: MeasureId) -> Screen {
    let Some(measure) = plan.measure(id) else {
        return list(plan);
    };
    let mut screen = Screen::new(heading(measure))
        .and(Phrase::new("measure-methods").with("methods", reading::numbered(&measure.methods)))
        .and(
            Phrase::new("admin-measure-rest")
                .with("unit", plan.responsible(measure.unit))
                .with("period", &measure.period),
        );
    screen = match &measure.score {
        Some(topic) => screen.and(topic_line(topic)),
        None => screen.and("admin-no-topic"),
    };
    let edit = |label: &str, field| button(label, AdminAction::EditMeasure(id, field));
    screen = screen
        .row([
            edit("button-admin-title", MeasureField::Title),
            edit("button-admin-methods", MeasureField::Methods),
        ])
        .row([
            button("button-admin-unit", AdminAction::MeasureUnit(id)),
            edit("button-admin-period", MeasureField::Period),
        ]);
    let mut score = vec![edit("button-admin-topic", MeasureField::Topic)];
    if measure.score.is_some() {
        score.push(edit("button-admin-before", MeasureField::Before));
    }
    screen = screen.row(score);
    let mut order = Vec::new();
    if plan.measures.first().is_some_and(|first| first.id != id) {
        order.push(button("button-admin-up", AdminAction::MeasureUp(id)));
    }
    if plan.measures.last().is_some_and(|last| last.id != id) {
        order.push(button("button-admin-down", AdminAction::MeasureDown(id)));
    }
    screen.row(order).row([
        button("button-admin-retire", AdminAction::RetireMeasure(id)),
        button("button-back", AdminAction::Measures(plan.office)),
    ])
}

pub(super) fn topic_line(topic: &ScoreTopic) -> Phrase {
    let before: Arg = match topic.before {
        Some(score) => score.into(),
        None => Phrase::new("admin-before-unknown").into(),
    };
    Phrase::new("admin-topic")
        .with("topic", crate::wording::score_topic(topic))
        .with("before-year", Arg::Year(topic.before_year))
        .with("before", before)
        .with("after-year", Arg::Year(topic.after_year))
}

fn reorder(turn: &mut Turn, id: MeasureId, up: bool) {
    with(turn, id, |turn, office, measure| {
        let moved = OfficeChange::MoveMeasure { measure: id, up };
        if let Some(after) = change(turn, office, moved, AdminAction::Measure(measure.id)) {
            turn.show(one(&after, id));
        }
    });
}
