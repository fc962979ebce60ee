//! Every message of every language, written out with sample arguments as its readers will see it: no
//! placeholder left, no broken markup, nothing longer than its place.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use rapsap::domain::office::Language;
use rapsap::l10n::{FOLDERS, L10n};
use rapsap::phrase::{Arg, Phrase};
use regex::Regex;

static KEY: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"^([a-z][a-z0-9-]*) *=").unwrap());
static VARIABLE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\$([a-z][a-z0-9-]*)( *->)?").unwrap());
static VARIANT: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?m)^\s*\*?\[([a-z0-9_-]+)\]").unwrap());
static HELD: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\{ ?([a-z][a-z0-9-]*) ?\}").unwrap());
static TAG: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"</?([a-z]+)>").unwrap());

/// One message of a file: its key and its source.
fn messages(file: &str) -> Vec<(String, String)> {
    let mut messages: Vec<(String, String)> = Vec::new();
    for line in file.lines() {
        if let Some(found) = KEY.captures(line) {
            messages.push((found[1].to_owned(), String::new()));
        }
        if let Some((_, source)) = messages.last_mut() {
            *source += line;
            *source += "\n";
        }
    }
    messages
}

/// A message's source with that of the messages that it holds, whose arguments it hands on.
fn whole(source: &str, all: &[(String, String)]) -> String {
    let mut whole = source.to_owned();
    for found in HELD.captures_iter(source) {
        if let Some((_, held)) = all.iter().find(|(key, _)| *key == found[1]) {
            whole += &self::whole(held, all);
        }
    }
    whole
}

/// The message with each of its variants in turn, and text or a number for what it names.
fn samples(key: &str, source: &str) -> Vec<Phrase> {
    let variants: Vec<&str> = VARIANT
        .captures_iter(source)
        .map(|found| found.get(1).unwrap().as_str())
        .collect();
    let names: BTreeSet<(&str, bool)> = VARIABLE
        .captures_iter(source)
        .map(|found| (found.get(1).unwrap().as_str(), found.get(2).is_some()))
        .collect();
    let selectors: BTreeSet<&str> = names
        .iter()
        .filter(|(_, selects)| *selects)
        .map(|(name, _)| *name)
        .collect();
    let choices = if variants.is_empty() {
        vec![""]
    } else {
        variants
    };
    choices
        .into_iter()
        .map(|choice| {
            let mut phrase = Phrase::new(key);
            for (name, _) in &names {
                let arg = match (selectors.contains(name), choice.parse()) {
                    (true, Ok(number)) => Arg::Number(number),
                    (true, Err(_)) => Arg::Code(choice.to_owned()),
                    (false, _) => Arg::Text("๑๒".to_owned()),
                };
                phrase = phrase.with(name, arg);
            }
            phrase
        })
        .collect()
}

/// Telegram's HTML as we write it: few tags, closed in turn.
fn well_formed(html: &str) -> bool {
    let mut open: Vec<String> = Vec::new();
    for found in TAG.captures_iter(html) {
        let name = found[1].to_owned();
        if found[0].starts_with("</") {
            if open.pop() != Some(name) {
                return false;
            }
        } else if ["b", "i", "u", "s", "code", "pre"].contains(&name.as_str()) {
            open.push(name);
        } else {
            return false;
        }
    }
    open.is_empty() && !TAG.replace_all(html, "").contains(['<', '>'])
}

#[test]
fn every_message_of_every_language_is_written_out_whole_with_sound_markup() {
    let l10n = L10n::new();
    for folder in FOLDERS {
        for digits in ["", "-u-nu-thai", "-u-nu-latn"] {
            let language = Language::parse(&format!("{}{digits}", folder.code)).unwrap();
            let all: Vec<_> = folder
                .files
                .iter()
                .flat_map(|file| messages(file))
                .collect();
            for (key, source) in &all {
                for phrase in samples(key, &whole(source, &all)) {
                    let text = l10n.html(language, &phrase);
                    let at = format!("{key} in {language}: {text}");
                    assert!(!text.contains(['{', '}']), "{at}");
                    assert!(text != *key && text.chars().count() <= 2000, "{at}");
                    // The page of the sandbox sets its words as text.
                    let of_chat = !key.starts_with("sandbox-");
                    assert!(!of_chat || well_formed(&text), "{at}");
                }
            }
        }
    }
}

#[test]
fn labels_and_notices_are_as_short_as_their_places() {
    let l10n = L10n::new();
    let notices = notices();
    assert!(notices.contains("stale-button") && notices.contains("already-so"));
    for folder in FOLDERS {
        let language = Language::parse(folder.code).unwrap();
        for (key, source) in folder.files.iter().flat_map(|file| messages(file)) {
            for phrase in samples(&key, &source) {
                let length = l10n.text(language, &phrase).encode_utf16().count();
                if key.starts_with("button-") {
                    assert!(length <= 40, "{key} in {language} is a label of {length}");
                }
                if notices.contains(&key) {
                    assert!(length <= 200, "{key} in {language} is a notice of {length}");
                }
            }
        }
    }
}

/// The messages that are said on a pressed button.
fn notices() -> BTreeSet<String> {
    let said = Regex::new(r#"\.(?:stale|answer|refuse)\(\s*"([a-z0-9-]+)""#).unwrap();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/dialogue");
    let mut notices = BTreeSet::new();
    let mut folders = vec![folder];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let source = fs::read_to_string(path).unwrap();
            notices.extend(said.captures_iter(&source).map(|found| found[1].to_owned()));
        }
    }
    notices
}
