//! What the reporter is shown before the next plan is opened.

use chrono::NaiveDate;

use super::super::super::board;
use super::super::{Action, AdminAction, Arg, OfficeDesk, Phrase, Screen, button, plain};
use super::{Choice, PAGE, proposal, shown};
use crate::domain::calendar::Quarter;
use crate::domain::next_plan::{self, CarriedOver};
use crate::domain::report::Standing;
use crate::domain::shorten::short;

/// The longest title in the list, and on a button, in characters.
const TITLE: usize = 120;
const LABEL: usize = 40;

/// What opening the next plan would leave undone, and that it is better done first.
pub(super) fn unfinished(office: &OfficeDesk, today: NaiveDate) -> Screen {
    let plan = &office.plan;
    let next = plan.fiscal_year + 1;
    let filed = (office.standings.iter())
        .filter(|of| office.standing(of) == Standing::Filed)
        .count();
    let drafts = (office.standings.iter())
        .filter(|of| of.draft.is_some())
        .count();
    let mut screen = Screen::new(
        Phrase::new("next-plan-unfinished")
            .with("year", Arg::Year(plan.fiscal_year))
            .with("next", Arg::Year(next)),
    )
    .and(board::stage(office))
    .and(
        Phrase::new("next-plan-reported")
            .with("filed", filed)
            .with("measures", plan.measures.len())
            .with("drafts", drafts),
    );
    if today <= plan.due(Quarter::Fourth) {
        screen =
            screen.and(Phrase::new("next-plan-not-due").with("due", plan.due(Quarter::Fourth)));
    }
    let anyway = Phrase::new("button-next-plan-anyway").with("year", Arg::Year(plan.fiscal_year));
    screen
        .button("button-board", Action::Board(plan.office))
        .row([button(
            anyway,
            AdminAction::NextPlanAnyway(plan.office, next.into()),
        )])
        .row([
            button("button-admin", AdminAction::Menu(plan.office)),
            plain("button-home", Action::Home),
        ])
}

/// The measures as they would stand in the next plan, a page of them, with what is chosen.
pub(super) fn preview(office: &OfficeDesk, choice: &Choice, page: usize) -> Screen {
    let plan = &office.plan;
    let (id, next) = (plan.office, plan.fiscal_year + 1);
    let carried = proposal(office);
    let taken = |of: &CarriedOver| !choice.left_out.contains(&of.measure.id);
    let count = carried.iter().filter(|of| taken(of)).count();
    let pages = carried.len().div_ceil(PAGE).max(1);
    let page = page.min(pages - 1);
    let mut screen = Screen::new(
        Phrase::new("next-plan-title")
            .with("year", Arg::Year(plan.fiscal_year))
            .with("next", Arg::Year(next)),
    );
    if choice.unfinished {
        let warning = Phrase::new("next-plan-leaves").with("year", Arg::Year(plan.fiscal_year));
        screen = screen.and(warning);
    }
    if carried.iter().any(|of| of.fell.is_some()) {
        screen = screen.and("next-plan-fallen-first");
    }
    screen = screen.and(
        Phrase::new("next-plan-count")
            .with("taken", count)
            .with("measures", carried.len()),
    );
    let mut number = 0;
    for (at, of) in carried.iter().enumerate() {
        let taken = taken(of);
        number += u32::from(taken);
        if at / PAGE != page {
            continue;
        }
        screen = screen.and(line(of, taken.then_some(number)));
        let label = Phrase::new(if taken {
            "button-next-plan-leave"
        } else {
            "button-next-plan-take"
        })
        .with("title", short(&of.measure.title, LABEL));
        let action = AdminAction::CarryOver(of.measure.id, i64::from(!taken));
        screen = screen.row([button(label, action)]);
    }
    if pages > 1 {
        let turned = |key: &str, to: usize| {
            let page = i64::try_from(to).unwrap_or_default();
            button(key, AdminAction::NextPlanPage(id, page))
        };
        let mut row = Vec::new();
        if page > 0 {
            row.push(turned("button-next-plan-before", page - 1));
        }
        if page + 1 < pages {
            row.push(turned("button-next-plan-more", page + 1));
        }
        screen = screen.row(row);
    }
    if next_plan::wording(plan) != plan.wording {
        let wording = Phrase::new("next-plan-wording")
            .with("year", Arg::Year(plan.fiscal_year))
            .with("next", Arg::Year(next));
        screen = screen.and(wording);
    }
    if count == 0 {
        screen = screen.and("next-plan-nothing");
    } else {
        let confirm = Phrase::new("next-plan-confirm")
            .with("year", Arg::Year(plan.fiscal_year))
            .with("next", Arg::Year(next));
        let label = Phrase::new("button-next-plan-now")
            .with("year", Arg::Year(next))
            .with("count", count);
        let now = AdminAction::NextPlanNow(id, next.into(), shown(office, choice));
        screen = screen.and(confirm).row([button(label, now)]);
    }
    screen.row([button("button-admin-cancel", AdminAction::Menu(id))])
}

/// A measure as it would stand, with what is to be looked at; by its next number, if it is taken.
fn line(of: &CarriedOver, number: Option<u32>) -> Phrase {
    let title = short(&of.measure.title, TITLE);
    let Some(number) = number else {
        return Phrase::new("next-plan-left-out").with("title", title);
    };
    let mut lines = vec![
        Phrase::new("next-plan-measure")
            .with("number", number)
            .with("title", title),
    ];
    if let (Some(pair), Some(by)) = (of.fell, of.fall()) {
        lines.push(
            Phrase::new("next-plan-fell")
                .with("by", by)
                .with("before", pair.before)
                .with("after", pair.after),
        );
    }
    if let (Some(topic), None) = (&of.score, of.fell) {
        let year = Arg::Year(topic.before_year);
        lines.push(match topic.before {
            Some(before) => Phrase::new("next-plan-score")
                .with("year", year)
                .with("before", before),
            None => Phrase::new("next-plan-score-unknown").with("year", year),
        });
    }
    lines.push(match &of.period {
        Some(period) => Phrase::new("next-plan-period").with("period", period),
        None => Phrase::new("next-plan-period-kept").with("period", &of.measure.period),
    });
    if of.names_year {
        lines.push(Phrase::new("next-plan-names-year"));
    }
    Phrase::new("lines").with("lines", lines)
}
