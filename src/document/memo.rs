//! The memo (บันทึกข้อความ) of an acknowledgement, as a file of its own: who acknowledged which version in
//! which role, when and with which instruction, and how anybody can find out whether a file is that one.
//! PDF/A-2a and PDF/UA-1 like the report; the same decision gives the same bytes.

use qrcode::{Color, EcLevel, QrCode};
use serde::Serialize;

use super::from_snapshot::{Words, trail_key};
use super::pdf::{self, RenderError};
use super::sheet::{Cutter, Lines, SIZE, line};
use super::world::ReportWorld;
use crate::domain::calendar::bangkok;
use crate::domain::report::{Decision, DecisionKind, Snapshot};
use crate::domain::short_code::ShortCode;
use crate::l10n::L10n;
use crate::phrase::{Arg, Phrase};
use crate::wording;

/// A4 upright with 3 cm and 2 cm beside the text, in points.
const TEXT_WIDTH: f32 = 595.28 - 85.04 - 56.69;
/// Of a signature, and beside the QR code.
const SIGNATURE: f32 = TEXT_WIDTH * 0.62;
const BESIDE: f32 = TEXT_WIDTH - 119.1 - 12.0 - 16.0 - 8.0;

/// The memo as its template reads it.
#[derive(Serialize)]
struct Sheet {
    language: String,
    title: String,
    size: f32,
    heading: String,
    agency: (String, Lines),
    number: String,
    date: (String, Lines),
    subject: (String, Lines),
    to: (String, Lines),
    what: Vec<Lines>,
    trail: Vec<(String, Lines)>,
    please: Vec<Lines>,
    sender: Option<Signature>,
    opinion_heading: String,
    opinion: Vec<Lines>,
    executive: Signature,
    /// An SVG picture, and what it says.
    qr: String,
    qr_alt: String,
    check_heading: String,
    check: Vec<(Lines, Lines)>,
    check_how: Lines,
}

#[derive(Serialize)]
struct Signature {
    signed: Lines,
    name: Lines,
    position: Lines,
    at: Lines,
}

/// What a memo is made of.
pub struct Acknowledged<'a> {
    pub snapshot: &'a Snapshot,
    /// Taken on the version, in order; one is the acknowledgement.
    pub decisions: &'a [Decision],
    /// Of the file with the acknowledgement on its last page; lower-case hex.
    pub sha256: &'a str,
}

/// The memo as PDF; none if nothing was acknowledged. The moment of the acknowledgement is its creation
/// date, whenever it is made. Takes some tenths of a second and blocks, like the report.
pub fn pdf(l10n: &L10n, of: &Acknowledged) -> Result<Option<Vec<u8>>, RenderError> {
    let words = Words::thai(l10n);
    let Some(decision) = acknowledgement(of) else {
        return Ok(None);
    };
    let made_at = bangkok(decision.at);
    let sheet = sheet(&words, of, decision);
    let world = ReportWorld::memo(serde_json::to_vec(&sheet)?);
    pdf::set(&world, sheet.title, made_at).map(Some)
}

/// What the QR code of a memo says: whose report of which year, and by what to find it again.
pub fn qr_text(l10n: &L10n, of: &Acknowledged) -> Option<String> {
    let decision = acknowledgement(of)?;
    Some(verification_text(&Words::thai(l10n), of, decision))
}

fn acknowledgement<'a>(of: &Acknowledged<'a>) -> Option<&'a Decision> {
    let mut newest_first = of.decisions.iter().rev();
    newest_first.find(|decision| decision.kind == DecisionKind::Acknowledged)
}

fn code(decision: &Decision) -> String {
    ShortCode::of(&decision.sha256).map_or_else(String::new, |code| code.to_string())
}

fn verification_text(words: &Words, of: &Acknowledged, decision: &Decision) -> String {
    words.say(
        &Phrase::new("memo-qr")
            .with("office", &of.snapshot.office_name)
            .with("year", Arg::Year(of.snapshot.fiscal_year))
            .with(
                "version",
                wording::version(of.snapshot.period, of.snapshot.version),
            )
            .with("code", Arg::Code(code(decision)))
            .with("sha256", Arg::Code(of.sha256.to_owned())),
    )
}

fn sheet(words: &Words, of: &Acknowledged, decision: &Decision) -> Sheet {
    let snapshot = of.snapshot;
    let cutter = Cutter::new(&snapshot.names);
    let wide = |text: &str| cutter.lines(text, TEXT_WIDTH, SIZE, false);
    let paragraphs = |text: &str| text.lines().map(wide).collect::<Vec<_>>();
    let field = |key: &str, value: String| {
        let room = TEXT_WIDTH * 0.75;
        (words.word(key), cutter.lines(&value, room, SIZE, false))
    };
    let about = |key: &str| {
        Phrase::new(key)
            .with("office", &snapshot.office_name)
            .with("unit", &snapshot.unit_in_charge)
            .with("title", words.report_title(snapshot))
            .with("year", Arg::Year(snapshot.fiscal_year))
            .with(
                "version",
                wording::version(snapshot.period, snapshot.version),
            )
            .with("at", Arg::Moment(snapshot.compiled_at))
    };
    let day = Arg::Date(bangkok(decision.at).date_naive());
    let agency = match snapshot.unit_in_charge.as_str() {
        "" => snapshot.office_name.clone(),
        _ => words.say(&about("memo-agency-value")),
    };
    let what = match snapshot.unit_in_charge.as_str() {
        "" => "memo-what-office",
        _ => "memo-what",
    };
    let before = of
        .decisions
        .iter()
        .filter(|decision| decision.kind != DecisionKind::Acknowledged);
    let trail = before.enumerate().map(|(index, taken)| {
        let said = words.say(
            &Phrase::new("ack-trail-line")
                .with("name", &taken.name)
                .with("position", &taken.position)
                .with("at", Arg::Moment(taken.at)),
        );
        let said = format!("{} {said}", words.word(trail_key(taken.kind)));
        let room = TEXT_WIDTH - 70.9 - 16.0;
        let number = words.number(index + 1);
        (line(&number), cutter.lines(&said, room, SIZE, false))
    });
    let sent = of
        .decisions
        .iter()
        .find(|decision| decision.kind == DecisionKind::Sent);
    let signature = |key: &str, taken: &Decision| Signature {
        signed: cutter.lines(&words.word(key), SIGNATURE, SIZE, false),
        name: cutter.lines(&taken.name, SIGNATURE, SIZE, false),
        position: cutter.lines(&taken.position, SIGNATURE, SIZE, false),
        at: cutter.lines(
            &words.say(&Phrase::new("said-moment").with("at", Arg::Moment(taken.at))),
            SIGNATURE,
            SIZE,
            false,
        ),
    };
    let mut opinion = paragraphs(
        &words.say(
            &Phrase::new("memo-opinion")
                .with(
                    "version",
                    wording::version(snapshot.period, snapshot.version),
                )
                .with("year", Arg::Year(snapshot.fiscal_year)),
        ),
    );
    opinion.extend(paragraphs(&match &decision.note {
        Some(note) => {
            words.say(&Phrase::new("memo-instruction").with("instruction", words.digits(note)))
        }
        None => words.word("memo-no-instruction"),
    }));
    let check = [
        ("ack-code", code(decision)),
        ("ack-sha256", decision.sha256.clone()),
        ("memo-sha256", of.sha256.to_owned()),
    ];
    let beside = |text: &str| cutter.lines(text, BESIDE, SIZE * 0.9, false);
    let text = verification_text(words, of, decision);
    Sheet {
        language: words.code().to_owned(),
        title: line(&words.say(&about("memo-title"))),
        size: SIZE,
        heading: words.word("memo-heading"),
        agency: field("memo-agency", agency),
        number: words.word("memo-number"),
        date: field(
            "memo-date",
            words.say(&Phrase::new("memo-day").with("date", day)),
        ),
        subject: field("memo-subject", words.say(&about("memo-subject-value"))),
        to: field("memo-to", decision.position.clone()),
        what: paragraphs(&words.say(&about(what))),
        trail: trail.collect(),
        please: paragraphs(&words.word("memo-please")),
        sender: sent.map(|sent| signature("memo-sent", sent)),
        opinion_heading: words.word("memo-opinion-heading"),
        opinion,
        executive: signature("memo-acknowledged", decision),
        qr: svg(&text, &format!("{} {}", code(decision), of.sha256)),
        qr_alt: line(&words.say(&Phrase::new("memo-qr-alt").with("text", text.clone()))),
        check_heading: words.word("memo-check-heading"),
        check: check
            .into_iter()
            .map(|(key, value)| (beside(&words.word(key)), halves(&value)))
            .collect(),
        check_how: beside(&words.word("memo-check-how")),
    }
}

/// A hash on two lines of equal length, which the eye can compare; what is shorter on one.
fn halves(value: &str) -> Lines {
    let letters: Vec<char> = value.chars().collect();
    let lines = letters.chunks(32).map(|half| vec![half.iter().collect()]);
    lines.collect()
}

/// A QR code as a picture of one path, with the quiet zone that readers want; of `shorter` where the text
/// is more than such a code holds.
fn svg(text: &str, shorter: &str) -> String {
    use std::fmt::Write;
    const QUIET: usize = 4;
    let made = [text, shorter]
        .into_iter()
        .find_map(|text| QrCode::with_error_correction_level(text, EcLevel::M).ok());
    let (width, colors) = match &made {
        Some(code) => (code.width(), code.to_colors()),
        None => (1, vec![Color::Light]),
    };
    let mut path = String::new();
    for (y, row) in colors.chunks(width).enumerate() {
        let mut x = 0;
        for run in row.chunk_by(|a, b| a == b) {
            if run[0] == Color::Dark {
                let (left, top, wide) = (x + QUIET, y + QUIET, run.len());
                // Writing to a String cannot fail.
                let _ = write!(path, "M{left} {top}h{wide}v1h-{wide}z");
            }
            x += run.len();
        }
    }
    let side = width + 2 * QUIET;
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {side} {side}\" width=\"{side}\" \
         height=\"{side}\"><path fill=\"#000\" d=\"{path}\"/></svg>"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The rectangles of a path drawn, four pixels a unit.
    fn drawn(svg: &str) -> (usize, Vec<bool>) {
        let side: usize = svg
            .split("viewBox=\"0 0 ")
            .nth(1)
            .unwrap()
            .split(' ')
            .next()
            .unwrap()
            .parse()
            .unwrap();
        let path = svg.split("d=\"").nth(1).unwrap().split('"').next().unwrap();
        let mut units = vec![false; side * side];
        for run in path.split('M').skip(1) {
            let numbers: Vec<usize> = run
                .split(|c: char| !c.is_ascii_digit())
                .filter_map(|number| number.parse().ok())
                .collect();
            let [left, top, wide, ..] = numbers[..] else {
                panic!("{run}")
            };
            units[top * side + left..top * side + left + wide].fill(true);
        }
        (side, units)
    }

    #[test]
    fn the_code_that_is_drawn_is_read_back_by_a_scanner() {
        let text = "รายงานที่รับทราบแล้ว องค์การบริหารส่วนตำบลบุ่งคล้า รหัส KY3D1-0C89H";
        let (side, units) = drawn(&svg(text, "short"));
        let size = side * 4;
        let mut image = rqrr::PreparedImage::prepare_from_greyscale(size, size, |x, y| {
            if units[y / 4 * side + x / 4] { 0 } else { 255 }
        });
        let grids = image.detect_grids();
        let (_, read) = grids[0].decode().unwrap();
        assert_eq!(read, text);
    }

    #[test]
    fn what_is_too_long_for_a_code_is_drawn_in_short() {
        assert_eq!(svg(&"ก".repeat(2000), "short"), svg("short", "short"));
    }
}
