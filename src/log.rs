//! The log: what may stand in it and what may not, whatever RUST_LOG asks for. Our own lines carry ids, counts
//! and reasons; other crates' lines may carry the token (it is part of every URL of the Bot API) or what people
//! wrote, so that they are let through from warnings up at most.

use std::io::IsTerminal as _;

use clap::ValueEnum;
use tracing::{Level, Metadata, Subscriber};
use tracing_subscriber::filter::{FilterExt as _, FilterFn, filter_fn};
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::registry::LookupSpan;
use tracing_subscriber::util::SubscriberInitExt as _;
use tracing_subscriber::{EnvFilter, Layer};

/// The crates whose warnings tell whoever runs the bot something, and quote nothing: slow statements without
/// their values, a bucket that fails. Of all others only errors are let through.
const HEARD: [&str; 2] = ["sqlx", "object_store"];

/// How a line is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people.
    #[default]
    Text,
    /// One JSON object a line: the message and each field by itself.
    Json,
}

/// Logs to standard error; RUST_LOG says how much, up to what [`may_be_said`].
pub fn start(format: Format) {
    let wanted =
        EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info,sqlx=warn"));
    let ansi = std::io::stderr().is_terminal();
    tracing_subscriber::registry()
        .with(lines(format, wanted, std::io::stderr, ansi))
        .init();
    hush_panics();
}

/// Writes what `wanted` lets through and may be said at all.
pub fn lines<S, W>(
    format: Format,
    wanted: EnvFilter,
    writer: W,
    ansi: bool,
) -> Box<dyn Layer<S> + Send + Sync>
where
    S: Subscriber + for<'a> LookupSpan<'a>,
    W: for<'a> MakeWriter<'a> + Send + Sync + 'static,
{
    let allowed: FilterFn = filter_fn(may_be_said);
    let filter = wanted.and(allowed);
    let lines = tracing_subscriber::fmt::layer().with_writer(writer);
    match format {
        Format::Text => lines.with_ansi(ansi).with_filter(filter).boxed(),
        Format::Json => lines.json().flatten_event(true).with_filter(filter).boxed(),
    }
}

/// Whether a line of this origin and level is let through. Our own crate's are, at any level.
pub fn may_be_said(line: &Metadata<'_>) -> bool {
    let of = |name: &str| {
        line.target() == name
            || line
                .target()
                .strip_prefix(name)
                .is_some_and(|rest| rest.starts_with("::"))
    };
    let most = if of(env!("CARGO_CRATE_NAME")) {
        Level::TRACE
    } else if HEARD.into_iter().any(of) {
        Level::WARN
    } else {
        Level::ERROR
    };
    *line.level() <= most
}

/// A panic's own message may quote what people wrote, so the log says only where it was.
pub fn hush_panics() {
    std::panic::set_hook(Box::new(|panic| {
        let place = panic
            .location()
            .map(ToString::to_string)
            .unwrap_or_default();
        tracing::error!(place, "a defect of this program was met");
    }));
}
