//! How far a version's file is, in the message at which somebody waits for it: one message, edited until the file is
//! made or cannot be. Of the report itself every step is told, of what is made of it only the end.

use super::{Effect, Phrase, Screen, made};
use crate::domain::making::Making;
use crate::domain::office::{OfficeId, ReportId};
use crate::domain::period::Period;
use crate::domain::report::DocumentKind;
use crate::phrase::Arg;
use crate::wording;

/// A version of an office's report, as its reporter knows it before it has an id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Version {
    pub office: OfficeId,
    /// Of the plan, Buddhist Era.
    pub fiscal_year: i32,
    pub period: Period,
    /// Within the reports of its period.
    pub version: u32,
}

/// How far a version's report is: the message becomes what this says; the first time it takes the place of the
/// button that asked for it.
pub(super) fn of_report(of: Version, making: Making) -> Effect {
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

/// Another file of a version was asked for: what says so, below the button.
pub(super) fn asked(report: ReportId, kind: DocumentKind, screen: Screen) -> Effect {
    Effect::Update {
        key: key(report, kind),
        screen: screen.aside(),
    }
}

fn key(report: ReportId, kind: DocumentKind) -> String {
    format!("made-{}-{}", report.0, kind.as_str())
}

/// What is told of any file to the chat that wants it.
pub(super) fn told(
    of: Version,
    report: ReportId,
    kind: DocumentKind,
    making: Making,
) -> Option<Effect> {
    if kind == DocumentKind::Report {
        return Some(of_report(of, making));
    }
    let said = match making {
        Making::Made => "made-done",
        Making::Failed => "made-not-done",
        _ => return None,
    };
    Some(Effect::Update {
        key: key(report, kind),
        screen: Screen::new(made::named(said, kind)).ended(),
    })
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
        Making::Made | Making::Failed => return screen.ended(),
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
