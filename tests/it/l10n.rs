//! The words: both languages say the same things, every message that the code names exists, and
//! none is left over.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use fluent_bundle::{FluentBundle, FluentResource};
use rapsap::domain::numerals::to_arabic;
use rapsap::domain::office::Language;
use rapsap::l10n::{FOLDERS, L10n};
use rapsap::phrase::{Arg, Phrase};
use regex::Regex;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Each message of a language with the variables it uses.
fn messages(language: &str) -> BTreeMap<String, BTreeSet<String>> {
    let key = Regex::new(r"^([a-z][a-z0-9-]*) *=").unwrap();
    let variable = Regex::new(r"\$([a-z][a-z0-9-]*)").unwrap();
    let mut messages = BTreeMap::new();
    for file in fs::read_dir(root().join("locales").join(language)).unwrap() {
        let mut current: Option<String> = None;
        for line in fs::read_to_string(file.unwrap().path()).unwrap().lines() {
            if let Some(found) = key.captures(line) {
                let name = found[1].to_owned();
                let twice = messages.insert(name.clone(), BTreeSet::new());
                assert!(twice.is_none(), "{name} is defined twice in {language}");
                current = Some(name);
            }
            if let (Some(name), false) = (&current, line.starts_with('#')) {
                let used = variable
                    .captures_iter(line)
                    .map(|found| found[1].trim_end_matches("-common").to_owned());
                messages.get_mut(name).unwrap().extend(used);
            }
        }
    }
    messages
}

fn sources(folder: &Path, out: &mut String) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, out);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let source = fs::read_to_string(&path).unwrap();
            let released = source.split("#[cfg(test)]\nmod tests {").next();
            out.push_str(released.unwrap_or_default());
        }
    }
}

#[test]
fn every_file_can_be_read_with_either_digits_and_says_nothing_twice() {
    for folder in FOLDERS {
        for digits in [str::to_owned, to_arabic] {
            let mut bundle = FluentBundle::new(vec![folder.code.parse().unwrap()]);
            for file in folder.files {
                let resource = FluentResource::try_new(digits(file)).unwrap();
                assert_eq!(bundle.add_resource(resource), Ok(()), "{}", folder.code);
            }
        }
    }
}

#[test]
fn thai_and_english_have_the_same_messages_with_the_same_variables() {
    let (thai, english) = (messages("th"), messages("en"));
    // A language may write a date or count in its own way with what it is given, and a year in its era.
    let own = |key: &str| key.starts_with("date-") || key.starts_with("doc-intro");
    for (key, variables) in &thai {
        let other = english
            .get(key)
            .unwrap_or_else(|| panic!("English lacks {key}"));
        if !own(key) {
            assert_eq!(variables, other, "{key} uses other variables in English");
        }
    }
    for key in english.keys() {
        assert!(thai.contains_key(key), "Thai lacks {key}");
    }
}

#[test]
fn every_year_in_english_tells_its_era() {
    let year = Regex::new(r"(\S*) ?\{ \$([a-z-]*year|later)(-common)? \}").unwrap();
    let mut found = 0;
    for file in fs::read_dir(root().join("locales/en")).unwrap() {
        let path = file.unwrap().path();
        for line in fs::read_to_string(&path).unwrap().lines() {
            // What is wrong with a year says of which era it is in words.
            if line.starts_with("plan-year-") {
                continue;
            }
            for one in year.captures_iter(line) {
                let marked = ["FY", "B.E.", "/"]
                    .iter()
                    .any(|mark| one[1].ends_with(mark));
                let common = one.get(3).is_some();
                let typed = common && one[1].ends_with('/');
                assert!(marked != common || typed, "{} in {line}", &one[0]);
                found += 1;
            }
        }
    }
    assert!(found > 40, "{found}");
    let english = Language::from_code("en");
    let quarter = Phrase::new("date-quarter")
        .with("number", 1_u32)
        .with("fiscal-year", Arg::Year(2566))
        .with("year", Arg::Year(2565));
    let l10n = L10n::new();
    assert_eq!(l10n.text(english, &quarter), "Q1 FY2566 (Oct–Dec 2022)");
    assert_eq!(
        l10n.text(Language::THAI, &quarter),
        "ไตรมาสที่ ๑ (ต.ค.–ธ.ค. ๒๕๖๕)"
    );
}

#[test]
fn every_message_is_used_and_every_message_named_by_the_code_exists() {
    let thai = messages("th");
    let mut code = String::new();
    sources(&root().join("src"), &mut code);
    let literal = Regex::new(r#""([a-z][a-z0-9]*(?:-[a-z0-9]+)*)""#).unwrap();
    let mut named: BTreeSet<String> = literal
        .captures_iter(&code)
        .map(|found| found[1].to_owned())
        .collect();
    // A message may be part of another.
    let part = Regex::new(r"\{ ([a-z][a-z0-9-]*) \}").unwrap();
    for file in fs::read_dir(root().join("locales/th")).unwrap() {
        let words = fs::read_to_string(file.unwrap().path()).unwrap();
        named.extend(part.captures_iter(&words).map(|found| found[1].to_owned()));
    }
    let page: String = fs::read_dir(root().join("src/sandbox"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| {
            path.extension()
                .is_some_and(|kind| kind == "js" || kind == "html")
        })
        .map(|path| fs::read_to_string(path).unwrap())
        .collect();
    for key in thai.keys() {
        if key.starts_with("command-") {
            continue; // the menu's words are named after the commands
        }
        let of_page = key
            .strip_prefix("sandbox-")
            .is_some_and(|rest| page.contains(key) || named.contains(rest));
        let of_page = of_page || page.contains(&format!("\"{key}\""));
        assert!(named.contains(key) || of_page, "nobody says {key}");
    }
    let phrase = Regex::new(r#"Phrase::new\(\s*"([^"]+)"|Screen::new\(\s*"([^"]+)"|\.and\(\s*"([^"]+)"|\.button\(\s*"([^"]+)"|\.(?:again|stale|answer)\(\s*"([^"]+)"|label: "([^"]+)""#).unwrap();
    for found in phrase.captures_iter(&code) {
        let key = found.iter().skip(1).flatten().next().unwrap().as_str();
        assert!(thai.contains_key(key), "no language has {key}");
    }
}

#[test]
fn thai_writes_numbers_dates_and_times_in_thai_digits() {
    let l10n = L10n::new();
    let date = chrono::NaiveDate::from_ymd_opt(2023, 2, 1).unwrap();
    let phrase = Phrase::new("button-date").with("date", date);
    assert_eq!(l10n.text(Language::THAI, &phrase), "๑ กุมภาพันธ์ ๒๕๖๖");
    assert_eq!(
        l10n.text(Language::from_code("en"), &phrase),
        "1 February 2023"
    );
    // 2 October 2023, 03:05 UTC, is 10:05 in Bangkok.
    let phrase = Phrase::new("said-moment").with("at", Arg::Moment(1_696_215_900_000));
    assert_eq!(
        l10n.text(Language::THAI, &phrase),
        "๒ ตุลาคม ๒๕๖๖ เวลา ๑๐.๐๕ น."
    );
    let phrase = Phrase::new("home-reporter")
        .with("filed", 3_usize)
        .with("measures", 16_usize);
    assert_eq!(
        l10n.text(Language::THAI, &phrase),
        "รายงานแล้ว ๓ จาก ๑๖ มาตรการ"
    );
}

#[test]
fn each_person_reads_numbers_in_the_digits_of_their_choice() {
    let l10n = L10n::new();
    let phrase = Phrase::new("home-reporter")
        .with("filed", 3_usize)
        .with("measures", 16_usize);
    let said = |tag: &str| l10n.text(Language::parse(tag).unwrap(), &phrase);
    assert_eq!(said("th-u-nu-latn"), "รายงานแล้ว 3 จาก 16 มาตรการ");
    assert_eq!(said("en-u-nu-thai"), "๓ of ๑๖ measures filed");
    // The words' own examples follow, what people typed stays as it is.
    let typed = Phrase::new("order-typed").with("typed", "๖๓/66");
    let thai = Language::parse("th-u-nu-latn").unwrap();
    assert_eq!(l10n.text(thai, &typed), "ที่พิมพ์มา: ๖๓/66");
    let example = Phrase::new("paper-number-unreadable");
    let example = l10n.text(thai, &example.with("paper", Arg::Code("order".to_owned())));
    assert!(example.contains("63/2566"), "{example}");
    let date = chrono::NaiveDate::from_ymd_opt(2023, 2, 1).unwrap();
    let phrase = Phrase::new("button-date").with("date", date);
    assert_eq!(l10n.text(thai, &phrase), "1 กุมภาพันธ์ 2566");
}

#[test]
fn the_languages_are_the_folders_and_each_says_what_it_is_called() {
    let mut folders: Vec<String> = fs::read_dir(root().join("locales"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    folders.sort_by_key(|code| (code != "th", code.clone()));
    let l10n = L10n::new();
    let codes: Vec<&str> = l10n.languages().iter().map(Language::code).collect();
    assert_eq!(codes, folders);
    let names: Vec<String> = l10n
        .languages()
        .iter()
        .map(|language| l10n.text(Language::THAI, &Phrase::new("said").with("text", *language)))
        .collect();
    assert_eq!(names[..2], ["ภาษาไทย", "English"]);
}

#[test]
fn what_people_type_is_never_markup_while_the_words_keep_theirs() {
    let l10n = L10n::new();
    let phrase = Phrase::new("returned-because").with("reason", "<b>5 < 6 & 7 > 2</b>");
    assert_eq!(
        l10n.html(Language::from_code("en"), &phrase),
        "↩️ <b>Returned because</b> &lt;b&gt;5 &lt; 6 &amp; 7 &gt; 2&lt;/b&gt;"
    );
    assert!(
        l10n.text(Language::from_code("en"), &phrase)
            .ends_with("<b>5 < 6 & 7 > 2</b>")
    );
}
