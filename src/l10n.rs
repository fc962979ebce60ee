//! Every word a person reads: Fluent messages from `locales/`, compiled in, one folder a language.
//! It knows how each language writes numbers, dates and scores; what to say is decided elsewhere.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::OnceLock;

use chrono::{Datelike, NaiveDate, Timelike};
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentError, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

use crate::domain::calendar::{bangkok, buddhist_year, common_year};
use crate::domain::language::{Digits, Language};
use crate::domain::numerals;
use crate::phrase::{Arg, Phrase};

/// One language's messages: its code, and what its files say.
#[derive(Clone, Copy, Debug)]
pub struct Folder {
    pub code: &'static str,
    pub files: &'static [&'static str],
}

/// The folders below `locales/`, as the build has found them.
pub const FOLDERS: &[Folder] = include!(concat!(env!("OUT_DIR"), "/locales.rs"));

/// All languages, ready to speak.
pub struct L10n {
    /// Thai comes first, the others by their codes; each with the digits that are its own.
    languages: Vec<Language>,
    /// By code.
    words: BTreeMap<String, Words>,
}

/// What one language can say.
struct Words {
    /// The digits of who has not chosen others.
    own: Digits,
    files: Vec<File>,
    /// Each message and the file that it is in, by the message's key.
    keys: Box<[(&'static str, usize)]>,
}

/// A file of a language. It is read when something of it is said first: few speak every language with all digits, a
/// bot that nobody speaks to says no more than who it is, and everything takes more than a megabyte each time.
struct File {
    language: Language,
    text: &'static str,
    thai_digits: OnceLock<Bundle>,
    latin_digits: OnceLock<Bundle>,
}

/// The messages of one file, which may be part of each other.
type Bundle = FluentBundle<FluentResource>;

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
    /// The compiled-in files. A message that does not parse is left out and logged when something of its file is first
    /// said; a test keeps such a file from being released.
    pub fn new() -> L10n {
        L10n::of(FOLDERS)
    }

    /// Likewise, of these folders. A language may be incomplete: Thai is said for what it lacks.
    pub fn of(folders: &[Folder]) -> L10n {
        let words: BTreeMap<String, Words> = folders
            .iter()
            .filter_map(|folder| {
                let Some(language) = Language::parse(folder.code) else {
                    tracing::error!(folder = folder.code, "is no language's code");
                    return None;
                };
                Some((
                    language.code().to_owned(),
                    Words::read(language, folder.files),
                ))
            })
            .collect();
        let mut languages: Vec<Language> = words
            .iter()
            .filter_map(|(code, words)| Some(Language::parse(code)?.with_digits(Some(words.own))))
            .collect();
        languages.sort_by_key(|language| !language.same_words(Language::THAI));
        L10n { languages, words }
    }

    /// The languages there are, Thai first, each with the digits that are its own.
    pub fn languages(&self) -> &[Language] {
        &self.languages
    }

    /// The phrase as plain text.
    pub fn text(&self, language: Language, phrase: &Phrase) -> String {
        self.write(language, phrase, Target::Plain)
    }

    /// The phrase as Telegram HTML: the markup is the locale's own, arguments are escaped.
    pub fn html(&self, language: Language, phrase: &Phrase) -> String {
        self.write(language, phrase, Target::Html)
    }

    /// The messages whose key starts with `prefix`, by the rest of their key, as plain text; Thai
    /// where the language lacks them.
    pub fn texts(&self, language: Language, prefix: &str) -> Vec<(String, String)> {
        let keys = [Language::THAI, language]
            .into_iter()
            .filter_map(|language| self.words(language))
            .flat_map(|words| words.keys.iter().map(|(key, _)| *key));
        let rests: std::collections::BTreeSet<&str> =
            keys.filter_map(|key| key.strip_prefix(prefix)).collect();
        rests
            .into_iter()
            .map(|rest| {
                let phrase = Phrase::new(&format!("{prefix}{rest}"));
                (rest.to_owned(), self.text(language, &phrase))
            })
            .collect()
    }

    fn write(&self, language: Language, phrase: &Phrase, target: Target) -> String {
        let mut args = FluentArgs::with_capacity(phrase.args.len());
        for (name, arg) in &phrase.args {
            args.set(name.as_str(), self.value(language, arg, target));
            if let Arg::Year(year) = arg {
                let common = self.digits(language, &common_year(*year).to_string());
                args.set(format!("{name}-common"), common);
            }
        }
        self.format(language, &phrase.key, &args)
    }

    fn format(&self, language: Language, key: &str, args: &FluentArgs) -> String {
        let digits = self.digits_of(language);
        let found = [language, Language::THAI].into_iter().find_map(|language| {
            let bundle = self.words(language)?.file(key)?.bundle(digits);
            let pattern = bundle.get_message(key)?.value()?;
            Some((bundle, pattern))
        });
        let Some((bundle, pattern)) = found else {
            tracing::error!(key, %language, "no such message");
            return key.to_owned();
        };
        let mut errors: Vec<FluentError> = Vec::new();
        let text = bundle.format_pattern(pattern, Some(args), &mut errors);
        if !errors.is_empty() {
            tracing::error!(key, %language, ?errors, "message lacks an argument");
        }
        text.into_owned()
    }

    /// The words of a language, or of the one that it is a kind of.
    fn words(&self, language: Language) -> Option<&Words> {
        let code = language.code();
        let primary = code.split('-').next().unwrap_or(code);
        self.words.get(code).or_else(|| self.words.get(primary))
    }

    /// The digits that this reader sees.
    pub fn digits_of(&self, language: Language) -> Digits {
        let own = || {
            self.words(language)
                .or_else(|| self.words(Language::THAI))
                .map(|words| words.own)
        };
        language.digits().or_else(own).unwrap_or(Digits::Thai)
    }

    fn digits(&self, language: Language, number: &str) -> String {
        match self.digits_of(language) {
            Digits::Thai => numerals::to_thai(number),
            Digits::Latin => number.to_owned(),
        }
    }

    fn value<'a>(&self, language: Language, arg: &'a Arg, target: Target) -> FluentValue<'a> {
        match arg {
            Arg::Text(text) if target == Target::Html => escape(text).into(),
            Arg::Text(text) | Arg::Code(text) => text.as_str().into(),
            Arg::Number(number) => (*number).into(),
            Arg::Label(label) => {
                let label = self.digits(language, label);
                match target {
                    Target::Html => escape(&label).into_owned().into(),
                    Target::Plain => label.into(),
                }
            }
            Arg::Year(year) => self.digits(language, &year.to_string()).into(),
            Arg::Date(date) => self.date(language, *date).into(),
            Arg::Moment(moment) => self.moment(language, *moment).into(),
            Arg::Score(score) => self.digits(language, &score.to_string()).into(),
            Arg::Language(other) => self.text(*other, &Phrase::new("language-name")).into(),
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
            self.digits(language, &buddhist_year(date.year()).to_string()),
        );
        args.set(
            "year-common",
            self.digits(language, &date.year().to_string()),
        );
        self.format(language, "date-long", &args)
    }

    fn moment(&self, language: Language, moment: i64) -> String {
        let local = bangkok(moment);
        let mut args = FluentArgs::with_capacity(3);
        args.set("date", self.date(language, local.date_naive()));
        args.set(
            "hour",
            self.digits(language, &format!("{:02}", local.hour())),
        );
        args.set(
            "minute",
            self.digits(language, &format!("{:02}", local.minute())),
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

impl Words {
    fn read(language: Language, files: &'static [&'static str]) -> Words {
        let mut keys: Vec<(&str, usize)> = files
            .iter()
            .enumerate()
            .flat_map(|(file, text)| keys(text).map(move |key| (key, file)))
            .collect();
        // Of two messages with one key the first stands.
        keys.sort();
        keys.dedup_by(|(key, _), (before, _)| {
            let twice = key == before;
            if twice {
                tracing::error!(%language, key, "is defined twice");
            }
            twice
        });
        let own = files
            .iter()
            .flat_map(|file| file.lines())
            .filter_map(|line| line.strip_prefix("language-digits"))
            .find_map(|rest| Digits::parse(rest.trim_start().strip_prefix('=')?.trim()));
        let file = |text: &&'static str| File {
            language,
            text,
            thai_digits: OnceLock::new(),
            latin_digits: OnceLock::new(),
        };
        Words {
            own: own.unwrap_or(Digits::Latin),
            files: files.iter().map(file).collect(),
            keys: keys.into(),
        }
    }

    /// The file that the message is in.
    fn file(&self, key: &str) -> Option<&File> {
        let at = self.keys.binary_search_by_key(&key, |(key, _)| key).ok()?;
        self.files.get(self.keys[at].1)
    }
}

/// The keys of a file's messages, without reading what they say.
fn keys(file: &'static str) -> impl Iterator<Item = &'static str> {
    file.lines()
        .filter_map(|line| line.split_once('=').map(|(key, _)| key.trim_end()))
        .filter(|key| key.starts_with(|c: char| c.is_ascii_lowercase()))
}

impl File {
    fn bundle(&self, digits: Digits) -> &Bundle {
        let bundle = match digits {
            Digits::Thai => &self.thai_digits,
            Digits::Latin => &self.latin_digits,
        };
        bundle.get_or_init(|| self.read(digits))
    }

    fn read(&self, digits: Digits) -> Bundle {
        let language = self.language;
        let id: LanguageIdentifier = language.code().parse().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![id]);
        // Isolation marks would be stray characters in names that people copy from the chat.
        bundle.set_use_isolating(false);
        if digits == Digits::Thai {
            bundle.set_formatter(Some(thai_number));
        }
        // Thai digits stand in nothing but the words: keys and markup are Latin.
        let text = match digits {
            Digits::Thai => self.text.to_owned(),
            Digits::Latin => numerals::to_arabic(self.text),
        };
        let resource = match FluentResource::try_new(text) {
            Ok(resource) => resource,
            Err((resource, errors)) => {
                tracing::error!(%language, ?errors, "messages do not parse");
                resource
            }
        };
        // What is defined twice is found when the keys are: here the first stands as well.
        let _ = bundle.add_resource(resource);
        bundle
    }
}

fn thai_number<M>(value: &FluentValue, _: &M) -> Option<String> {
    match value {
        FluentValue::Number(number) => Some(numerals::to_thai(&number.as_string())),
        _ => None,
    }
}
