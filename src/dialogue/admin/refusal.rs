//! Why a change of the office cannot be, in words that say what to do instead.

use super::super::home;
use super::{AdminAction, Arg, OfficeDesk, Phrase, Screen, Turn, button};
use crate::domain::office_change::Refusal;
use crate::domain::plan::OfficePlan;

/// Says why a change cannot be: on the press, and in the chat with a way back.
pub(super) fn refuse(turn: &mut Turn, office: &OfficeDesk, why: &Refusal, back: AdminAction) {
    let why = refusal(&office.plan, why);
    turn.answer(why.clone(), true);
    turn.show(Screen::new(why).row([
        button("button-back", back),
        button("button-admin", AdminAction::Menu(office.plan.office)),
    ]));
}

fn refusal(plan: &OfficePlan, why: &Refusal) -> Phrase {
    let numbers = |measures: &[u32]| {
        let numbers: Vec<String> = measures.iter().map(u32::to_string).collect();
        Arg::Label(numbers.join(", "))
    };
    match why {
        Refusal::BeingChecked => Phrase::new("admin-being-checked"),
        Refusal::Acknowledged => {
            Phrase::new("admin-acknowledged").with("year", Arg::Year(plan.fiscal_year))
        }
        Refusal::Gone => Phrase::new("admin-gone"),
        Refusal::UnitGone => Phrase::new("admin-unit-gone"),
        Refusal::AtTheEnd => Phrase::new("admin-at-the-end"),
        Refusal::LastMeasure => Phrase::new("admin-last-measure"),
        Refusal::NobodyReports { unit, measures } => Phrase::new("admin-nobody-reports")
            .with("unit", unit)
            .with("numbers", numbers(measures)),
        Refusal::UnitInUse {
            measures,
            posts,
            sections,
        } => {
            let mut lines = Vec::new();
            if !measures.is_empty() {
                lines
                    .push(Phrase::new("admin-used-by-measures").with("numbers", numbers(measures)));
            }
            if !posts.is_empty() {
                lines.push(Phrase::new("admin-used-by-posts").with("names", posts.join(", ")));
            }
            if !sections.is_empty() {
                lines.push(Phrase::new("admin-used-by-units").with("names", sections.join(", ")));
            }
            Phrase::new("admin-unit-in-use").with("lines", lines)
        }
        Refusal::NameTaken => Phrase::new("admin-name-taken"),
        Refusal::TooDeep => Phrase::new("admin-too-deep"),
        Refusal::OnlyPost(role) => Phrase::new("admin-only-post").with("role", home::role(*role)),
        Refusal::SecondPost(role) => {
            Phrase::new("admin-second-post").with("role", home::role(*role))
        }
        Refusal::UnitNeeded => Phrase::new("admin-unit-needed"),
        Refusal::TooManyVerifiers => Phrase::new("admin-too-many-verifiers"),
        Refusal::LastReporter => Phrase::new("admin-last-reporter"),
        Refusal::NotHeld => Phrase::new("admin-not-held"),
        Refusal::NotInvited => Phrase::new("admin-not-invited"),
        Refusal::NoRhythm => Phrase::new("admin-no-rhythm"),
        Refusal::AlreadySo => Phrase::new("already-so"),
    }
}
