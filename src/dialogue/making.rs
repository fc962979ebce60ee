//! How far a version's file is, in the message at which its reporter waits: one message, edited until the file is
//! made or cannot be.

use super::{Effect, Phrase, Screen};
use crate::domain::making::Making;
use crate::domain::office::OfficeId;
use crate::domain::period::Period;
use crate::phrase::Arg;
use crate::wording;

/// A version of an office's report, as its reporter knows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Version {
    pub office: OfficeId,
    /// Of the plan, Buddhist Era.
    pub fiscal_year: i32,
    pub period: Period,
    /// Within the reports of its period.
    pub version: u32,
}

/// The message becomes what this says; the first time it takes the place of the button that asked for it.
pub(super) fn tell(of: Version, making: Making) -> Effect {
    let Version {
        office,
        fiscal_year,
        period,
        version,
    } = of;
    Effect::Update {
        key: format!(
            "making-{}-{fiscal_year}-{}-{version}",
            office.0,
            period.as_str()
        ),
        screen: screen(of, making),
    }
}

fn screen(of: Version, making: Making) -> Screen {
    let said =
        |key: &str| Phrase::new(key).with("version", wording::version(of.period, of.version));
    let screen = match making {
        Making::Made => Screen::new(said("compiling-made")),
        Making::Failed => Screen::new(said("compiling-failed")),
        _ => Screen::new(said("compiling")),
    };
    let screen = match making {
        Making::Made | Making::Failed => screen,
        Making::Queued(0) => screen.and(steps(None)),
        Making::Queued(ahead) => screen.and(Phrase::new("compiling-queued").with("ahead", ahead)),
        at => screen.and(steps(Some(at))),
    };
    screen.under_way()
}

/// What is done, what is being done, and what comes.
fn steps(at: Option<Making>) -> Phrase {
    let place = |of: Making| Making::WORK.iter().position(|step| *step == of);
    let now = at.and_then(place);
    let lines = Making::WORK.into_iter().map(|step| {
        let mark = match now {
            Some(now) if place(step) < Some(now) => "done",
            Some(now) if place(step) == Some(now) => "now",
            _ => "later",
        };
        Phrase::new("compiling-step")
            .with("mark", Arg::Code(mark.to_owned()))
            .with("step", Arg::Code(step.as_str().to_owned()))
    });
    Phrase::new("lines").with("lines", lines.collect::<Vec<_>>())
}
