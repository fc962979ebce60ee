//! The measures of the plan: the list, one measure with its fields, a new one asked for step by step,
//! their order, and those that are retired.

use super::super::{reading, told};
use super::{
    AdminAction, AdminState, MeasureField, admin, admin_of, ask, button, change, in_pairs,
    still_so, typed as read, units_to_choose,
};
use super::{Arg, OfficeDesk, Phrase, Screen, State, Turn};
use crate::domain::office::{MeasureId, OfficeId, UnitId};
use crate::domain::office_change::{MeasureEdit, OfficeChange};
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
        AddMeasure(office) => match admin(turn, office) {
            Some(_) => ask(turn, AdminState::NewMeasureTitle { office }),
            None => turn.stale("not-yours"),
        },
        NewMeasureUnit(unit) => new_unit(turn, unit),
        NewMeasureUsualPeriod(office) => new_usual_period(turn, office),
        Measure(id) => with(turn, id, |turn, office, measure| {
            turn.ask(State::Choice, one(&office.plan, measure.id));
        }),
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
fn with<'a>(
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

fn heading(measure: &Measure) -> Phrase {
    Phrase::new("measure-heading")
        .with("number", measure.number)
        .with("title", &measure.title)
}

/// One measure with a button for each thing that can be changed.
fn one(plan: &OfficePlan, id: MeasureId) -> Screen {
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

fn topic_line(topic: &ScoreTopic) -> Phrase {
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

fn edit(turn: &mut Turn, office: &OfficeDesk, measure: MeasureId, to: MeasureEdit) {
    let edited = OfficeChange::ChangeMeasure { measure, to };
    if let Some(after) = change(turn, office, edited, AdminAction::Measure(measure)) {
        turn.show(after_done("admin-saved", one(&after, measure)));
    }
}

/// Only units whose measures somebody reports can be responsible.
fn reported_units(plan: &OfficePlan, action: impl Fn(UnitId) -> AdminAction) -> Vec<super::Button> {
    let reported = |unit| plan.posts.iter().any(|post| plan.reports_for(post, unit));
    units_to_choose(plan, reported, action)
}

pub(super) fn question(turn: &Turn, state: &AdminState) -> Option<Screen> {
    use AdminState::*;
    let cancel = |office: OfficeId| [button("button-admin-cancel", AdminAction::Measures(office))];
    Some(match state {
        NewMeasureTitle { office } => {
            admin(turn, *office)?;
            Screen::new("admin-ask-title").row(cancel(*office))
        }
        NewMeasureMethods { office, title } => {
            admin(turn, *office)?;
            Screen::new(Phrase::new("admin-new-measure").with("title", title))
                .and("admin-ask-methods")
                .row(cancel(*office))
        }
        NewMeasureUnit {
            office,
            title,
            methods,
        } => {
            let desk = admin(turn, *office)?;
            let screen = Screen::new(Phrase::new("admin-new-measure").with("title", title))
                .and(Phrase::new("measure-methods").with("methods", reading::numbered(methods)))
                .and("admin-ask-unit");
            let choice = reported_units(&desk.plan, AdminAction::NewMeasureUnit);
            in_pairs(screen, choice).row(cancel(*office))
        }
        NewMeasurePeriod {
            office,
            title,
            unit,
            ..
        } => {
            let desk = admin(turn, *office)?;
            let screen = Screen::new(Phrase::new("admin-new-measure").with("title", title))
                .and(
                    Phrase::new("admin-new-measure-unit")
                        .with("unit", desk.plan.responsible(*unit)),
                )
                .and("admin-ask-period");
            let usual = AdminAction::NewMeasureUsualPeriod(*office);
            with_usual_period(screen, &desk.plan, usual).row(cancel(*office))
        }
        MeasureField { measure, field } => {
            let desk = admin_of(turn, |plan| plan.measure(*measure).is_some())?;
            field_question(desk, desk.plan.measure(*measure)?, *field)
        }
        _ => return None,
    })
}

/// Offers the period that this office's measures have otherwise.
fn with_usual_period(screen: Screen, plan: &OfficePlan, action: AdminAction) -> Screen {
    match plan.usual_period() {
        Some(period) => {
            let label = Phrase::new("said").with("text", period);
            screen.row([button(label, action)])
        }
        None => screen,
    }
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

pub(super) fn typed(turn: &mut Turn, state: AdminState, text: &str) {
    use AdminState::*;
    if question(turn, &state).is_none() {
        turn.state = State::Choice;
        return turn.again("not-yours");
    }
    let next = match state {
        NewMeasureTitle { office } => {
            read::text(text, "admin-title-needed").map(|title| NewMeasureMethods { office, title })
        }
        NewMeasureMethods { office, title } => read::methods(text).map(|methods| NewMeasureUnit {
            office,
            title,
            methods,
        }),
        NewMeasurePeriod {
            office,
            title,
            methods,
            unit,
        } => match read::name(text, "admin-period-needed") {
            Ok(period) => return add(turn, office, title, methods, unit, period),
            Err(wrong) => Err(wrong),
        },
        MeasureField { measure, field } => return typed_field(turn, measure, field, text),
        _ => Err("admin-choose-button"),
    };
    match next {
        Ok(next) => ask(turn, next),
        Err(wrong) => turn.again(wrong),
    }
}

fn new_unit(turn: &mut Turn, unit: UnitId) {
    let State::Admin(AdminState::NewMeasureUnit {
        office,
        title,
        methods,
    }) = turn.state.clone()
    else {
        return turn.stale("stale-button");
    };
    let known = admin(turn, office).is_some_and(|desk| desk.plan.unit(unit).is_some());
    if !known {
        return turn.stale("not-yours");
    }
    ask(
        turn,
        AdminState::NewMeasurePeriod {
            office,
            title,
            methods,
            unit,
        },
    );
}

fn new_usual_period(turn: &mut Turn, id: OfficeId) {
    let Some(desk) = admin(turn, id) else {
        return turn.stale("not-yours");
    };
    match (turn.state.clone(), desk.plan.usual_period()) {
        (
            State::Admin(AdminState::NewMeasurePeriod {
                office,
                title,
                methods,
                unit,
            }),
            Some(period),
        ) if office == id => add(turn, office, title, methods, unit, period.to_owned()),
        _ => turn.stale("stale-button"),
    }
}

fn add(
    turn: &mut Turn,
    office: OfficeId,
    title: String,
    methods: Vec<String>,
    unit: UnitId,
    period: String,
) {
    let Some(desk) = admin(turn, office) else {
        return turn.stale("not-yours");
    };
    let measure = Measure {
        id: MeasureId(turn.desk.fresh),
        number: 0,
        title,
        methods,
        unit,
        period,
        score: None,
    };
    let id = measure.id;
    let back = AdminAction::Measures(office);
    if let Some(after) = change(turn, desk, OfficeChange::AddMeasure(measure), back) {
        turn.show(after_done("admin-measure-added", one(&after, id)));
        told::to_report(turn, &after, id, "admin-tell-new-measure");
    }
}

fn typed_field(turn: &mut Turn, id: MeasureId, field: MeasureField, text: &str) {
    let Some(office) = admin_of(turn, |plan| plan.measure(id).is_some()) else {
        return turn.again("not-yours");
    };
    let Some(measure) = office.plan.measure(id) else {
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
