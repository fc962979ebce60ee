//! What a report is shown by, in the order in which it is cited: every paper with its parts, every photo
//! and file with the name that it has in the filing. From the snapshot alone, so that workbook, JSON and
//! filing name the same thing alike.

use chrono::NaiveDate;

use crate::domain::evidence::{EvidenceKind, FileRef};
use crate::domain::progress::{Content, ResultItem};
use crate::domain::report::Snapshot;

/// The longest part of a sent file's name that is kept, in characters; with the number in front and in
/// Thai it stays within the 255 bytes that file systems take.
const NAME: usize = 50;

/// One item of a result that cites a paper or has files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exhibit<'a> {
    /// Counted from 1 over the whole report.
    pub number: usize,
    /// The measure's number.
    pub measure: u32,
    /// Where it stands: row of the snapshot and item of its results, counted from 0.
    pub place: (usize, usize),
    /// None of photos and files that stand for themselves or below a text.
    pub paper: Option<Paper<'a>>,
    pub files: Vec<Attached<'a>>,
}

/// The parts of a citation, as they were given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paper<'a> {
    pub kind: EvidenceKind,
    pub issuer: Option<&'a str>,
    /// As it is written, in the digits it was given in: `63/2566`.
    pub number: Option<String>,
    pub subject: &'a str,
    pub date: Option<NaiveDate>,
    pub url: Option<&'a str>,
}

/// A file of an exhibit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attached<'a> {
    pub file: &'a FileRef,
    /// Unique within the report and safe in a file system; without the ending that a photo has.
    pub name: String,
}

/// Every exhibit of a snapshot.
pub fn exhibits(snapshot: &Snapshot) -> Vec<Exhibit<'_>> {
    let mut exhibits = Vec::new();
    for (row, reported) in snapshot.rows.iter().enumerate() {
        let results = reported
            .progress
            .as_ref()
            .map_or(&[][..], |progress| &progress.results);
        for (item, result) in results.iter().enumerate() {
            let paper = paper(result);
            if paper.is_none() && result.files.is_empty() {
                continue;
            }
            let number = exhibits.len() + 1;
            let files = (1..).zip(&result.files);
            exhibits.push(Exhibit {
                number,
                measure: reported.measure.number,
                place: (row, item),
                paper,
                files: files
                    .map(|(place, file)| Attached {
                        file,
                        name: name(number, place, file),
                    })
                    .collect(),
            });
        }
    }
    exhibits
}

fn paper(result: &ResultItem) -> Option<Paper<'_>> {
    match &result.content {
        Content::Order(order) => Some(Paper {
            kind: EvidenceKind::Order,
            issuer: Some(&order.issuer),
            number: Some(format!(
                "{}/{}",
                order.number.number(),
                order.number.year_be()
            )),
            subject: &order.subject,
            date: order.date,
            url: None,
        }),
        Content::Cited(cited) => Some(Paper {
            kind: cited.paper,
            issuer: cited.issuer.as_deref(),
            number: cited.number.clone(),
            subject: &cited.subject,
            date: cited.date,
            url: cited.url.as_deref(),
        }),
        _ => None,
    }
}

/// `03-1` and what the file was sent as, as far as that can be part of a name: the number alone makes it
/// unique, whatever a file system thinks of upper and lower case.
fn name(exhibit: usize, place: usize, file: &FileRef) -> String {
    let number = format!("{exhibit:03}-{place:02}");
    let sent = file.name.as_deref().unwrap_or_default();
    let (stem, ending) = match sent.rsplit_once('.') {
        Some((stem, ending))
            if (1..=5).contains(&ending.len())
                && ending.bytes().all(|c| c.is_ascii_alphanumeric()) =>
        {
            (stem, format!(".{}", ending.to_ascii_lowercase()))
        }
        _ => (sent, String::new()),
    };
    let kept: String = stem
        .chars()
        .map(|c| match c {
            // Dots and spaces at the end, and these signs, mean something to one system or another.
            '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|' | '.' => '-',
            c if c.is_control() || is_unseen(c) => '-',
            c if c.is_whitespace() => ' ',
            c => c,
        })
        .take(NAME)
        .collect();
    match kept.trim_matches([' ', '-']) {
        "" => format!("{number}{ending}"),
        kept => format!("{number} {kept}{ending}"),
    }
}

/// Characters that turn a name's direction around or show nothing.
pub(super) fn is_unseen(c: char) -> bool {
    matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{61C}' | '\u{FEFF}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::office::FileId;

    fn named(sent: Option<&str>) -> String {
        let file = FileRef {
            id: FileId(1),
            photo: false,
            name: sent.map(str::to_owned),
            caption: None,
            forwarded: false,
            album: None,
            too_large: false,
        };
        name(3, 1, &file)
    }

    #[test]
    fn a_file_is_called_what_it_was_sent_as_behind_its_number() {
        assert_eq!(named(Some("คำสั่ง ๖๓.PDF")), "003-01 คำสั่ง ๖๓.pdf");
        assert_eq!(named(None), "003-01");
    }

    #[test]
    fn no_name_leads_out_of_its_folder_or_hides_its_ending() {
        assert_eq!(named(Some("../../etc/passwd")), "003-01 etc-passwd");
        assert_eq!(named(Some("C:\\a\\b.docx")), "003-01 C--a-b.docx");
        assert_eq!(named(Some("x\u{202E}fdp.exe.pdf")), "003-01 x-fdp-exe.pdf");
        assert_eq!(named(Some("..")), "003-01");
        assert_eq!(named(Some("a\n\0b")), "003-01 a--b");
    }

    #[test]
    fn a_long_name_stays_within_what_file_systems_take() {
        let long = named(Some(&format!("{}.pdf", "ก".repeat(400))));
        assert!(long.len() < 255 && long.ends_with(".pdf"), "{long}");
    }
}
