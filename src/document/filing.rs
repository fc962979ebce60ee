//! What an office files after the acknowledgement, as named files in their order: the report as it is
//! published, then what the office keeps: the acknowledged report, the memo, the forms to be edited, the data, the index of the evidence, and the words for the
//! disclosure's form. Pure; the evidence itself is put beside it by the caller, who has it.

use super::exhibits::{Attached, exhibits};
use super::from_snapshot::Words;
use crate::domain::evidence::FileRef;
use crate::domain::readiness::requirements::Requirements;
use crate::domain::report::{Decision, DecisionKind, Snapshot};
use crate::domain::short_code::ShortCode;
use crate::l10n::L10n;
use crate::phrase::{Arg, Phrase};

/// What is filed, but for the evidence's bytes.
pub struct Of<'a> {
    pub snapshot: &'a Snapshot,
    pub decisions: &'a [Decision],
    /// SHA-256 of the version that was acknowledged, lower-case hex.
    pub version_sha256: &'a str,
    /// The report with its page of acknowledgement.
    pub acknowledged: Vec<u8>,
    /// The copy without what is hidden; none if nothing is.
    pub published: Option<Vec<u8>>,
    /// How many pieces of personal data nobody has decided to hide.
    pub open: usize,
    pub memo: Vec<u8>,
    /// The forms to be edited, and the data.
    pub docx: Vec<u8>,
    pub xlsx: Vec<u8>,
    pub json: Vec<u8>,
    pub requirements: &'a Requirements,
}

/// How a file of the evidence stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kept {
    /// It is filed along: its SHA-256, its size in bytes and its kind (MIME).
    Along {
        sha256: String,
        size: i64,
        kind: String,
    },
    /// It is kept, and left out because everything together would be too large.
    LeftOut {
        sha256: String,
        size: i64,
        kind: String,
    },
    /// It was never kept.
    Lacking,
}

/// A file of what is filed.
pub type Named = (String, Vec<u8>);

/// Every file but the evidence, in order; the same for the same version, decisions and evidence.
pub fn papers(l10n: &L10n, of: Of, kept: &dyn Fn(&FileRef) -> Kept) -> Vec<Named> {
    let words = Words::thai(l10n);
    let name = |key: &str, ending: &str| {
        let phrase = Phrase::new(key)
            .with("office", &of.snapshot.office_name)
            .with("year", Arg::Year(of.snapshot.fiscal_year));
        let name = words.say(&phrase);
        let name = words.of_period("filing-name-of-period", name, of.snapshot.period);
        safe(&name, ending)
    };
    let folder = office_folder(&words);
    let kept_in = |key: &str, ending: &str| format!("{folder}/{}", name(key, ending));
    let report = |ending: &str| kept_in("filing-report", ending);
    let front = name("filing-published", "pdf");
    let index = index(&words, of.snapshot, kept);
    let text = text(&words, &of, &front, kept);
    // Who puts the first file on the website publishes what may be published.
    let (front_file, acknowledged) = match of.published {
        Some(copy) => (copy, Some((report("pdf"), of.acknowledged))),
        None => (of.acknowledged, None),
    };
    let mut papers = vec![
        (front, front_file),
        (name("filing-text", "txt"), text.into_bytes()),
    ];
    papers.extend(acknowledged);
    papers.extend([
        (kept_in("filing-memo", "pdf"), of.memo),
        (report("docx"), of.docx),
        (report("xlsx"), of.xlsx),
        (report("json"), of.json),
        (kept_in("filing-index", "csv"), index.into_bytes()),
    ]);
    papers
}

/// Of what the office keeps: nothing in it is made fit to be published.
fn office_folder(words: &Words) -> String {
    safe(&words.word("filing-office-folder"), "")
}

/// The name of a file of the evidence, in its folder.
pub fn evidence_name(l10n: &L10n, attached: &Attached, kind: &str) -> String {
    let words = Words::thai(l10n);
    let folder = safe(&words.word("filing-evidence-folder"), "");
    let above = office_folder(&words);
    format!("{above}/{folder}/{}", file_name(attached, kind))
}

/// With the ending that a photo is sent without.
fn file_name(attached: &Attached, kind: &str) -> String {
    let name = &attached.name;
    let ending = kind.strip_prefix("image/").filter(|_| !name.contains('.'));
    match ending {
        Some("jpeg") => format!("{name}.jpg"),
        Some(ending) => format!("{name}.{ending}"),
        None => name.clone(),
    }
}

/// What is to be typed into the disclosure's form.
fn text(words: &Words, of: &Of, report: &str, kept: &dyn Fn(&FileRef) -> Kept) -> String {
    let snapshot = of.snapshot;
    let title = words.report_title(snapshot);
    let mut lines = vec![
        words.say(
            &Phrase::new("filing-head")
                .with("office", &snapshot.office_name)
                .with("year", Arg::Year(snapshot.fiscal_year)),
        ),
    ];
    lines.extend(words.covers(snapshot, "filing-period"));
    lines.push(match (&of.requirements.item, &of.requirements.title) {
        (Some(item), Some(title)) => words.say(
            &Phrase::new("filing-item")
                .with("item", Arg::Code(item.clone()))
                .with("title", title),
        ),
        (Some(item), None) => {
            words.say(&Phrase::new("filing-item-untitled").with("item", Arg::Code(item.clone())))
        }
        _ => words
            .say(&Phrase::new("filing-item-unknown").with("year", Arg::Year(snapshot.fiscal_year))),
    });
    lines.push(
        words.say(
            &Phrase::new("filing-link")
                .with("title", title)
                .with("office", &snapshot.office_name)
                .with("year", Arg::Year(snapshot.fiscal_year)),
        ),
    );
    lines.push(words.say(&Phrase::new("filing-file").with("file", Arg::Code(report.to_owned()))));
    lines.push(words.word(match of.published {
        Some(_) => "filing-hidden",
        None => "filing-nothing-hidden",
    }));
    if of.open > 0 {
        lines.push(words.say(&Phrase::new("filing-open").with("count", of.open)));
    }
    lines.push(
        words.say(&Phrase::new("filing-kept").with("folder", Arg::Code(office_folder(words)))),
    );
    let mut newest_first = of.decisions.iter().rev();
    let decision = newest_first.find(|decision| decision.kind == DecisionKind::Acknowledged);
    if let Some(decision) = decision {
        lines.push(
            words.say(
                &Phrase::new("verified-by")
                    .with("name", &decision.name)
                    .with("position", &decision.position)
                    .with("at", Arg::Moment(decision.at)),
            ),
        );
    }
    if let Some(code) = ShortCode::of(of.version_sha256) {
        let code = Phrase::new("check-code").with("code", Arg::Code(code.to_string()));
        lines.push(words.say(&code));
    }
    let files = exhibits(snapshot);
    let files: Vec<Kept> = files
        .iter()
        .flat_map(|exhibit| &exhibit.files)
        .map(|attached| kept(attached.file))
        .collect();
    let count = |wanted: fn(&Kept) -> bool| files.iter().filter(|kept| wanted(kept)).count();
    lines.push(
        words.say(
            &Phrase::new("filing-evidence")
                .with("count", count(|kept| matches!(kept, Kept::Along { .. }))),
        ),
    );
    for (key, count) in [
        (
            "filing-left-out",
            count(|kept| matches!(kept, Kept::LeftOut { .. })),
        ),
        (
            "filing-lacking",
            count(|kept| matches!(kept, Kept::Lacking)),
        ),
    ] {
        if count > 0 {
            lines.push(words.say(&Phrase::new(key).with("count", count)));
        }
    }
    marked(&lines)
}

/// Every paper and every file that the report is shown by, as a table.
fn index(words: &Words, snapshot: &Snapshot, kept: &dyn Fn(&FileRef) -> Kept) -> String {
    let heads = [
        "filing-index-number",
        "filing-index-measure",
        "filing-index-paper",
        "filing-index-reference",
        "filing-index-subject",
        "filing-index-date",
        "filing-index-file",
        "filing-index-size",
        "filing-index-sha256",
        "filing-index-state",
    ];
    let mut lines = vec![row(&heads.map(|key| words.word(key)))];
    for exhibit in exhibits(snapshot) {
        let paper = exhibit.paper.as_ref();
        let kind = paper.map_or("file", |paper| paper.kind.as_str());
        let mut cells: [String; 10] = Default::default();
        cells[0] = exhibit.number.to_string();
        cells[1] = exhibit.measure.to_string();
        cells[2] = words.say(&Phrase::new("filing-kind").with("kind", Arg::Code(kind.to_owned())));
        if let Some(paper) = paper {
            cells[3] = paper.number.clone().unwrap_or_default();
            cells[4] = paper.subject.to_owned();
            cells[5] = paper.date.map(|date| date.to_string()).unwrap_or_default();
        }
        if exhibit.files.is_empty() {
            lines.push(row(&cells));
        }
        for attached in &exhibit.files {
            let (state, kind) = match kept(attached.file) {
                Kept::Along { sha256, size, kind } => {
                    (cells[7], cells[8]) = (size.to_string(), sha256);
                    ("along", kind)
                }
                Kept::LeftOut { sha256, size, kind } => {
                    (cells[7], cells[8]) = (size.to_string(), sha256);
                    ("left_out", kind)
                }
                Kept::Lacking => {
                    (cells[7], cells[8]) = (String::new(), String::new());
                    ("lacking", String::new())
                }
            };
            cells[6] = file_name(attached, &kind);
            let state = Phrase::new("filing-state").with("state", Arg::Code(state.to_owned()));
            cells[9] = words.say(&state);
            lines.push(row(&cells));
        }
    }
    marked(&lines)
}

/// A row of a table of values. What a spreadsheet would take for a formula is marked as text.
fn row(cells: &[String]) -> String {
    let quoted = cells.iter().map(|cell| {
        let cell = cell.replace(['\n', '\r'], " ");
        let formula = cell.starts_with(['=', '+', '-', '@', '\t']);
        let mark = if formula { "'" } else { "" };
        format!("\"{mark}{}\"", cell.replace('"', "\"\""))
    });
    quoted.collect::<Vec<_>>().join(",")
}

/// Lines as Windows wants them, marked as UTF-8, or its programs show other letters.
fn marked(lines: &[String]) -> String {
    let mut text = String::from("\u{FEFF}");
    for line in lines {
        text += line;
        text += "\r\n";
    }
    text
}

/// A name without the signs that some file system refuses, and not too long for any in Thai.
fn safe(name: &str, ending: &str) -> String {
    let kept: String = name
        .chars()
        .map(|c| match c {
            '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|' => '-',
            c if c.is_control() || super::exhibits::is_unseen(c) => '-',
            c => c,
        })
        .take(70)
        .collect();
    let kept = kept.trim_matches(['.', ' ', '-']);
    match ending {
        "" => kept.to_owned(),
        ending => format!("{kept}.{ending}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_spreadsheet_would_reckon_is_text() {
        let cells = ["=HYPERLINK(\"x\")", "+1", "ก\nข", "๑๒"].map(str::to_owned);
        let expected = "\"'=HYPERLINK(\"\"x\"\")\",\"'+1\",\"ก ข\",\"๑๒\"";
        assert_eq!(row(&cells), expected);
    }

    #[test]
    fn no_offices_name_leads_out_of_the_folder() {
        assert_eq!(safe("../a\\b:c\u{202E} ", "pdf"), "a-b-c.pdf");
        let long = safe(&"ก".repeat(300), "docx");
        assert!(long.len() < 255 && long.ends_with(".docx"), "{long}");
    }
}
