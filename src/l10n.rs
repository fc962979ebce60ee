//! Every word a person reads: Fluent messages from `locales/`, compiled in, one folder a language.
//! It knows how each language writes numbers, dates and scores; what to say is decided elsewhere.

use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt::Write as _;

use chrono::{Datelike, NaiveDate, Timelike};
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentError, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

use crate::domain::calendar::{bangkok, buddhist_year};
use crate::domain::numerals;
use crate::domain::office::Language;
use crate::phrase::{Arg, Phrase};

/// The files of each language; a new language is a new folder and a new row.
const FILES: [(Language, [&str; 6]); 2] = [
    (
        Language::Thai,
        [
            include_str!("../locales/th/chat.ftl"),
            include_str!("../locales/th/document.ftl"),
            include_str!("../locales/th/files.ftl"),
            include_str!("../locales/th/format.ftl"),
            include_str!("../locales/th/plan.ftl"),
            include_str!("../locales/th/sandbox.ftl"),
        ],
    ),
    (
        Language::English,
        [
            include_str!("../locales/en/chat.ftl"),
            include_str!("../locales/en/document.ftl"),
            include_str!("../locales/en/files.ftl"),
            include_str!("../locales/en/format.ftl"),
            include_str!("../locales/en/plan.ftl"),
            include_str!("../locales/en/sandbox.ftl"),
        ],
    ),
];

/// All languages, ready to speak.
pub struct L10n {
    bundles: HashMap<Language, FluentBundle<FluentResource>>,
}

/// Whether what people typed must be kept from being read as markup.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Target {
    Plain,
    Html,
}

impl Default for L10n {
    fn default() -> L10n {
        L10n::new()
    }
}

impl L10n {
    /// Reads the compiled-in files. A message that does not parse is left out and logged; a test
    /// keeps such a file from being released.
    pub fn new() -> L10n {
        let bundles = FILES
            .into_iter()
            .map(|(language, files)| (language, bundle(language, &files)))
            .collect();
        L10n { bundles }
    }

    /// The phrase as plain text.
    pub fn text(&self, language: Language, phrase: &Phrase) -> String {
        self.write(language, phrase, Target::Plain)
    }

    /// The phrase as Telegram HTML: the markup is the locale's own, arguments are escaped.
    pub fn html(&self, language: Language, phrase: &Phrase) -> String {
        self.write(language, phrase, Target::Html)
    }

    /// The messages whose key starts with `prefix`, by the rest of their key, as plain text.
    pub fn texts(&self, language: Language, prefix: &str) -> Vec<(String, String)> {
        let Some((_, files)) = FILES.iter().find(|(of, _)| *of == language) else {
            return Vec::new();
        };
        files
            .iter()
            .flat_map(|file| file.lines())
            .filter_map(|line| line.strip_prefix(prefix)?.split_once(" ="))
            .map(|(rest, _)| {
                (
                    rest.to_owned(),
                    self.text(language, &Phrase::new(&format!("{prefix}{rest}"))),
                )
            })
            .collect()
    }

    fn write(&self, language: Language, phrase: &Phrase, target: Target) -> String {
        let mut args = FluentArgs::with_capacity(phrase.args.len());
        for (name, arg) in &phrase.args {
            args.set(name.as_str(), self.value(language, arg, target));
        }
        self.format(language, &phrase.key, &args)
    }

    fn format(&self, language: Language, key: &str, args: &FluentArgs) -> String {
        let Some(bundle) = self.bundles.get(&language) else {
            return key.to_owned();
        };
        let Some(pattern) = bundle.get_message(key).and_then(|message| message.value()) else {
            tracing::error!(key, language = language.code(), "no such message");
            return key.to_owned();
        };
        let mut errors: Vec<FluentError> = Vec::new();
        let text = bundle.format_pattern(pattern, Some(args), &mut errors);
        if !errors.is_empty() {
            tracing::error!(
                key,
                language = language.code(),
                ?errors,
                "message lacks an argument"
            );
        }
        text.into_owned()
    }

    fn value<'a>(&self, language: Language, arg: &'a Arg, target: Target) -> FluentValue<'a> {
        match arg {
            Arg::Text(text) if target == Target::Html => escape(text).into(),
            Arg::Text(text) | Arg::Code(text) => text.as_str().into(),
            Arg::Number(number) => (*number).into(),
            Arg::Label(label) => {
                let label = digits(language, label);
                match target {
                    Target::Html => escape(&label).into_owned().into(),
                    Target::Plain => label.into(),
                }
            }
            Arg::Year(year) => digits(language, &year.to_string()).into(),
            Arg::Date(date) => self.date(language, *date).into(),
            Arg::Moment(moment) => self.moment(language, *moment).into(),
            Arg::Score(score) => digits(language, &score.to_string()).into(),
            Arg::Phrase(phrase) => self.write(language, phrase, target).into(),
            Arg::Lines(phrases) => {
                let lines: Vec<_> = phrases
                    .iter()
                    .map(|phrase| self.write(language, phrase, target))
                    .collect();
                lines.join("\n").into()
            }
        }
    }

    fn date(&self, language: Language, date: NaiveDate) -> String {
        let mut args = FluentArgs::with_capacity(4);
        args.set("day", date.day());
        args.set("month", date.month());
        args.set(
            "year",
            digits(language, &buddhist_year(date.year()).to_string()),
        );
        args.set("common-year", date.year().to_string());
        self.format(language, "date-long", &args)
    }

    fn moment(&self, language: Language, moment: i64) -> String {
        let local = bangkok(moment);
        let mut args = FluentArgs::with_capacity(3);
        args.set("date", self.date(language, local.date_naive()));
        args.set("hour", digits(language, &format!("{:02}", local.hour())));
        args.set(
            "minute",
            digits(language, &format!("{:02}", local.minute())),
        );
        self.format(language, "date-time", &args)
    }
}

/// Escapes what Telegram's HTML would read as markup.
pub fn escape(text: &str) -> Cow<'_, str> {
    if !text.contains(['&', '<', '>', '"']) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c => out.push(c),
        }
    }
    Cow::Owned(out)
}

fn digits(language: Language, number: &str) -> String {
    match language {
        Language::Thai => numerals::to_thai(number),
        Language::English => number.to_owned(),
    }
}

fn bundle(language: Language, files: &[&str]) -> FluentBundle<FluentResource> {
    let id: LanguageIdentifier = language.code().parse().unwrap_or_default();
    let mut bundle = FluentBundle::new_concurrent(vec![id]);
    // Isolation marks would be stray characters in names that people copy from the chat.
    bundle.set_use_isolating(false);
    if language == Language::Thai {
        bundle.set_formatter(Some(thai_number));
    }
    for file in files {
        let resource = match FluentResource::try_new((*file).to_owned()) {
            Ok(resource) => resource,
            Err((resource, errors)) => {
                tracing::error!(language = language.code(), ?errors, "messages do not parse");
                resource
            }
        };
        if let Err(errors) = bundle.add_resource(resource) {
            let mut text = String::new();
            for error in errors {
                let _ = write!(text, "{error}; ");
            }
            tracing::error!(
                language = language.code(),
                errors = text,
                "messages are defined twice"
            );
        }
    }
    bundle
}

fn thai_number<M>(value: &FluentValue, _: &M) -> Option<String> {
    match value {
        FluentValue::Number(number) => Some(numerals::to_thai(&number.as_string())),
        _ => None,
    }
}
