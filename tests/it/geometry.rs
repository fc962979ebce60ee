//! Where things stand on the pages: nothing leaves its cell whatever anybody writes, lines end where Thai lets
//! them, and what a page begins with tells what it belongs to. On the real report, and on one ten times as long.

use std::collections::{BTreeSet, HashMap};
use std::sync::LazyLock;

use kurbo::Rect;
use rapsap::document::outline::{AnnexBody, Block, Outline, Para};
use rapsap::document::photos::Photos;
use rapsap::domain::words::{is_letter, words};
use regex::Regex;

use crate::annexes;
use crate::document::{golden, hostile, set_with};
use crate::faces::whole;
use crate::pdf_places::{Cell, Page, cells, pages};
use crate::pdf_text::{normal, text_of};

/// Left and right of the text, above it and below it, in points.
const SIDE: f64 = 42.52;
const HEAD: f64 = 56.69;
const FOOT: f64 = 51.02;
/// By how much a letter may lean over the sides, and its marks above the first line and below the last.
const LEAN: f64 = 1.5;
const HANG: f64 = 6.0;
/// Half a rule's thickness.
const HALF: f64 = 0.25;

/// The real report with its annexes, and its measures ten times over.
fn reports() -> &'static [(Outline, Vec<u8>); 2] {
    static REPORTS: LazyLock<[(Outline, Vec<u8>); 2]> = LazyLock::new(|| {
        [("golden", 1), ("ten-times", 10)].map(|(name, times)| {
            let (outline, photos) = whole::report(times);
            let pdf = set_with(&format!("{name}-places.pdf"), &outline, &photos);
            (outline, pdf)
        })
    });
    &REPORTS
}

/// What is said where, in reading order: the paragraphs of every cell.
fn said(outline: &Outline) -> Vec<Vec<String>> {
    let number = |para: &Para| match &para.number {
        Some(number) => format!("{number} {}", para.text),
        None => para.text.clone(),
    };
    let rows = outline.rows.iter().flat_map(|row| &row.cells);
    let measures = rows.map(|cell| cell.iter().map(number).collect());
    let annexes = outline.annexes.iter();
    let tables = annexes.flat_map(|annex| match &annex.body {
        AnnexBody::Table(table) => vec![table],
        AnnexBody::Summary(blocks) => {
            let tables = blocks.iter().filter_map(|block| match block {
                Block::Table(table) => Some(table),
                _ => None,
            });
            tables.collect()
        }
        _ => Vec::new(),
    });
    let others = tables.flat_map(|table| table.rows.iter().flatten());
    measures
        .chain(others.map(|text| text.lines().map(str::to_owned).collect()))
        .collect()
}

/// Each cell as printed beside what it says.
fn printed<'a>(outline: &Outline, cells: &'a [Cell]) -> Vec<(&'a Cell, Vec<String>)> {
    let said = said(outline);
    assert_eq!(cells.len(), said.len(), "cells");
    let both = cells.iter().zip(said);
    both.inspect(|(cell, paras)| assert_eq!(cell.text(), normal(&paras.concat())))
        .collect()
}

/// Of a text, before which of its characters a line must not end: spaces not counted.
fn forbidden(text: &str, names: &[String]) -> BTreeSet<usize> {
    static TOGETHER: LazyLock<Vec<Regex>> = LazyLock::new(|| {
        let digits = "[๐-๙0-9]+";
        let months = "(?:มกราคม|กุมภาพันธ์|มีนาคม|เมษายน|พฤษภาคม|มิถุนายน|กรกฎาคม|สิงหาคม|กันยายน|ตุลาคม|พฤศจิกายน|ธันวาคม)";
        [
            format!("(?:พ|ค)\\.ศ\\. {digits}"),
            format!("{digits}[/.:,]{digits}(?:/{digits})?"),
            format!("{digits} (?:คะแนน|บาท|คน|ครั้ง|ฉบับ|โครงการ|วัน|เดือน|ปี|น\\.)"),
            format!("{digits} {months}(?: {digits})?"),
            format!("{months} {digits}"),
            format!("[ก-ฮ]\\.[ก-ฮ]\\. {digits}"),
            format!("(?:ที่|ไตรมาส|ร้อยละ|มาตรา|ข้อ|เวลา) {digits}"),
            "\\S ๆ".to_owned(),
            "[“(]\\S".to_owned(),
            "\\S[”)]".to_owned(),
            "อบต\\.\\S".to_owned(),
        ]
        .iter()
        .map(|pattern| Regex::new(pattern).unwrap())
        .collect()
    });
    let place = |at: usize| text[..at].chars().filter(|c| !c.is_whitespace()).count();
    let mut forbidden = BTreeSet::new();
    for found in TOGETHER.iter().flat_map(|pattern| pattern.find_iter(text)) {
        // An abbreviation may stand before another word; what leans on it is its own.
        forbidden.extend(place(found.start()) + 1..place(found.end()));
    }
    let mut at = 0;
    while at < text.len() {
        let run = &text[at..];
        let len = run.find(|c| !is_letter(c)).unwrap_or(run.len());
        let ends: BTreeSet<usize> = words(&run[..len], names)
            .into_iter()
            .map(|word| place(at + word.end))
            .collect();
        let letters = place(at)..=place(at + len);
        forbidden.extend(
            letters
                .skip(1)
                .filter(|at| len > 0 && !ends.contains(at) && *at < place(text.len())),
        );
        at += len + run[len..].chars().next().map_or(0, char::len_utf8);
    }
    forbidden
}

#[test]
fn no_line_ends_inside_a_word_or_between_a_number_and_its_unit() {
    let mut ends = 0;
    for (outline, pdf) in reports() {
        let names: Vec<String> = (outline.names.iter())
            .flat_map(|name| name.split(' ').map(str::to_owned))
            .collect();
        for (cell, paras) in printed(outline, &cells(pdf)) {
            let mut lines = cell.lines.iter().map(|(_, line)| line.as_str());
            for para in paras {
                let forbidden = forbidden(&para, &names);
                let (mut at, whole) = (0, normal(&para).chars().count());
                while at < whole {
                    let line = lines.next().unwrap();
                    at += line.chars().count();
                    assert!(!forbidden.contains(&at), "after {line} of {para}");
                    ends += 1;
                }
                assert_eq!(at, whole, "a line for each paragraph: {para}");
            }
        }
    }
    assert!(ends > 2000, "{ends}");
}

#[test]
fn every_page_that_a_row_goes_on_to_repeats_its_measure() {
    let mut further = 0;
    for (outline, pdf) in reports() {
        let cells = cells(pdf);
        let pages = pages(pdf);
        let unmarked = |page: &Page| {
            let glyphs = page.glyphs.iter().filter(|glyph| glyph.mark.is_none());
            normal(&glyphs.map(|glyph| glyph.text.as_str()).collect::<String>())
        };
        for (row, cells) in outline.rows.iter().zip(cells.chunks(outline.columns.len())) {
            let on: BTreeSet<usize> = (cells.iter())
                .flat_map(|cell| cell.lines.iter().map(|(page, _)| *page))
                .collect();
            for page in on.iter().skip(1) {
                let head = unmarked(&pages[*page]);
                assert!(head.contains(&normal(&row.continued)), "{page}: {head}");
                further += 1;
            }
        }
    }
    assert!(further > 10, "{further}");
}

#[test]
fn the_header_row_never_stands_alone_at_the_foot_of_a_page() {
    for lines in 16..32 {
        let mut outline = golden();
        outline.rows.truncate(2);
        outline.acknowledgement = None;
        outline.intro = vec!["ตามที่ได้รับมอบหมาย"; lines].join("\n");
        let pdf = set_with("header.pdf", &outline, &Photos::new());
        let with_rows: BTreeSet<usize> = (cells(&pdf).iter())
            .flat_map(|cell| cell.lines.iter().map(|(page, _)| *page))
            .collect();
        let header: String = outline.columns.iter().map(|text| normal(text)).collect();
        for (number, page) in pages(&pdf).iter().enumerate() {
            let text: String = page
                .glyphs
                .iter()
                .map(|glyph| glyph.text.as_str())
                .collect();
            assert_eq!(
                normal(&text).contains(&header),
                with_rows.contains(&number),
                "page {number} after {lines} lines"
            );
        }
    }
}

/// Texts that nobody should write and somebody will, with a name for each.
pub fn odd_texts() -> Vec<(&'static str, String)> {
    vec![
        (
            "markup",
            r##"#panic("x") #set page(width: 1pt) *b* _e_ $x^2$ <label> @ref \begin{a} \\ <script>alert(1)</script> &amp; <w:p/> { $office } {page} %s ${1} ]]> -->"##.into(),
        ),
        ("long-thai-word", "กขคง".repeat(75)),
        ("long-latin-word", "W".repeat(300)),
        ("long-number", "๘".repeat(300)),
        ("long-marks", "ปื้".repeat(300)),
        ("tower", format!("ป{}า", "\u{E49}".repeat(300))),
        ("marks-alone", "\u{E34}\u{E48} \u{E38} \u{E33} \u{E4C}".repeat(20)),
        ("tall", "ปั้ม ป๊ ฟื้น ฝึ่ง ญู ฎุ ฏฺ ฤๅ ฬุ๋ ที่ป๋า น้ำ ปี่ ".repeat(20)),
        ("emoji", "ดี👍🏽 👨‍👩‍👧 🇹🇭 ".repeat(40)),
        ("control", "ก\u{0}\u{7}\u{1b}[31m\u{202E}กลับ\u{2066}ใน\u{200F}\u{FEFF}\u{FFFE}\u{10FFFF}ข\t".repeat(20)),
        ("scripts", "中文 العربية עברית हिन्दी ລາວ ខ្មែរ မြန်မာ Ελληνικά кириллица ﷽ 𝕏 ".repeat(10)),
        ("zalgo", "Z\u{351}\u{36F}\u{300}\u{301}\u{302}a\u{489}lgo ".repeat(30)),
        ("lines", "ก\n\n\r\n\u{2028}ข\u{85}".repeat(30)),
        ("spaces", "\u{A0}\u{3000}\u{2003} \u{200B}".repeat(60)),
        ("brackets", "(((((“‘[ ".repeat(60)),
        ("link", format!("https://www.example.go.th/{}", "report_2566/".repeat(40))),
    ]
}

/// Every word that people bring into a report is this one. What the program says itself is its own.
pub fn everywhere(text: &str) -> Outline {
    let golden = golden();
    let mut outline = Outline {
        columns: golden.columns.clone(),
        page_label: golden.page_label.clone(),
        mark: golden.mark.clone(),
        ..hostile(text)
    };
    for row in &mut outline.rows {
        row.continued = golden.rows[0].continued.clone();
    }
    for annex in &mut outline.annexes {
        match &mut annex.body {
            AnnexBody::Summary(blocks) => {
                for block in blocks {
                    if let Block::Table(table) = block {
                        table.columns = vec!["ลำดับ".into(), "เรื่อง".into()];
                    }
                }
            }
            AnnexBody::Table(table) => table.columns = vec!["ลำดับ".into(), "เรื่อง".into()],
            AnnexBody::Photos(_) | AnnexBody::Scores(_) => {}
        }
    }
    for signer in &mut outline.signers {
        signer.name = text.into();
        signer.position = text.into();
    }
    if let Some(page) = &mut outline.acknowledgement {
        page.statement = vec![text.into()];
        for (_, value) in &mut page.lines {
            *value = text.into();
        }
    }
    outline
}

#[test]
fn nothing_leaves_its_cell_or_the_page_whatever_is_written() {
    let mut outside = Vec::new();
    for (name, text) in odd_texts() {
        let outline = everywhere(&text);
        let pdf = set_with(&format!("odd-{name}.pdf"), &outline, &Photos::new());
        outside.extend(strayed(name, &pages(&pdf)));
    }
    for (outline, pdf) in reports() {
        outside.extend(strayed(&outline.title, &pages(pdf)));
    }
    assert!(outside.is_empty(), "{}", outside.join("\n"));
}

#[test]
fn an_answer_of_ten_thousand_letters_takes_its_pages_and_stays_in_its_cell() {
    let said = "ดำเนินการประชุมชี้แจงเจ้าหน้าที่ผู้ปฏิบัติงานเพื่อเพิ่มประสิทธิภาพ ";
    let said: String = said.chars().cycle().take(10_000).collect();
    let mut outline = golden();
    outline.rows.truncate(2);
    outline.rows[0].cells[5] = vec![Para::plain(&said)];
    outline.rows[1].cells[4] = vec![Para::item(0, "๑.", &said)];
    // The plan's own words, and what stands in the place of a photo, can be as long.
    outline.annexes = annexes::every_kind(&said);
    for annex in &mut outline.annexes {
        annex.heading = vec!["ภาคผนวก".into()];
        match &mut annex.body {
            AnnexBody::Summary(blocks) => {
                blocks.retain(|block| !matches!(block, Block::Table(_)));
            }
            AnnexBody::Table(table) => table.columns = vec!["ลำดับ".into(), "เรื่อง".into()],
            AnnexBody::Photos(_) | AnnexBody::Scores(_) => {}
        }
    }
    let pdf = set_with("long-answers.pdf", &outline, &Photos::new());
    let cells = cells(&pdf);
    assert_eq!(cells[5].text(), normal(&said));
    assert_eq!(cells[10].text(), normal(&format!("๑.{said}")));
    assert_eq!(cells[13].text(), normal(&said));
    assert_eq!(strayed("long answers", &pages(&pdf)), None);
    // Nothing is lost of the tables' cells, of the summary, and of a score with what is said of it.
    let whole = text_of(&pdf);
    assert_eq!(whole.matches(&normal(&said)).count(), 4 + 2 + 4);
    // What is left out below a photo shows.
    assert_eq!(whole.matches('…').count(), 4);
}

/// The first ink that is beyond the margins, on a rule, or in another column than what it belongs to.
fn strayed(name: &str, pages: &[Page]) -> Option<String> {
    let mut numbered = pages.iter().enumerate();
    numbered.find_map(|(number, page)| {
        let paper = Rect::new(SIDE, 0.0, page.width - SIDE, page.height).inflate(LEAN, -20.0);
        let body = Rect::new(paper.x0, FOOT - HANG, paper.x1, page.height - HEAD + HANG);
        let mut columns: HashMap<i32, BTreeSet<i64>> = HashMap::new();
        page.glyphs.iter().find_map(|glyph| {
            let ink = glyph.ink?;
            let room = if glyph.mark.is_some() { body } else { paper };
            let crosses = |rule: &&Rect| {
                let thick = rule.inflate(HALF, HALF).intersect(ink);
                thick.width() > 0.1 && thick.height() > 0.1
            };
            let (x, y) = glyph.origin;
            let left_of = page
                .rules
                .iter()
                .filter(|rule| rule.width() < 0.01 && rule.x0 < x && rule.y0 <= y && y <= rule.y1);
            let left_of: BTreeSet<i64> = left_of.map(|rule| rule.x0.round() as i64).collect();
            let apart = glyph.mark.is_some_and(|mark| {
                *columns.entry(mark).or_insert_with(|| left_of.clone()) != left_of
            });
            let what = if ink.union(room) != room {
                "leaves the page"
            } else if page.rules.iter().any(|rule| crosses(&rule)) {
                "is on a rule"
            } else if apart {
                "is in another column"
            } else {
                return None;
            };
            Some(format!(
                "{name}, page {number}: {} at {ink} {what}",
                glyph.text
            ))
        })
    })
}
