//! Decides where a line of Thai may end: cuts a text into pieces that must stay whole, and the
//! spaces between them. It knows what official Thai keeps together (a date, an order number, an
//! abbreviation, a bracket and its word); what the words and numbers are is known to `tokens`, how
//! wide a piece is the caller tells.

use crate::domain::tokens::{Kind, Token, joined, tokens};
use crate::domain::words::{PREFIXES, cuttable, is_mark};

/// The pieces of one paragraph, in order; `" "` is a space at which the line may end. Put together
/// they are the text again, with runs of spaces made one and those at its ends gone.
///
/// No piece is wider than `max` by the measure of `width` (same unit) unless it is one letter with
/// its marks. `names` are words of the office: they are not cut while they fit.
pub fn pieces(text: &str, names: &[String], max: f32, width: &dyn Fn(&str) -> f32) -> Vec<String> {
    let tokens = tokens(text, names);
    let mut groups: Vec<Vec<&Token>> = Vec::new();
    for token in &tokens {
        match groups.last_mut() {
            Some(group) if keeps(group, token) => group.push(token),
            _ => groups.push(vec![token]),
        }
    }
    let mut pieces: Vec<String> = Vec::new();
    for group in groups {
        if group[0].spaced && !pieces.is_empty() {
            pieces.push(" ".into());
        }
        let whole = joined(&group);
        if width(&whole) <= max {
            pieces.push(whole);
        } else {
            loosened(&group, max, width, &mut pieces);
        }
    }
    pieces
}

/// Ends of words that announce a number.
const BEFORE_NUMBER: [&str; 13] = [
    "ที่",
    "ไตรมาส",
    "ข้อ",
    "ร้อยละ",
    "เลข",
    "หมวด",
    "มาตรา",
    "พ.ศ.",
    "ค.ศ.",
    "ระดับ",
    "โทร.",
    "ลว.",
    "เวลา",
];

/// What stands before the ที่ of its number.
const COUNTED: [&str; 4] = ["มาตรการ", "ฉบับ", "ลำดับ", "รอบ"];

/// What a number counts.
const UNITS: [&str; 24] = [
    "คะแนน",
    "บาท",
    "คน",
    "ครั้ง",
    "ราย",
    "ฉบับ",
    "โครงการ",
    "แห่ง",
    "วัน",
    "เดือน",
    "ปี",
    "ชั่วโมง",
    "นาที",
    "น",
    "ข้อ",
    "เรื่อง",
    "ช่องทาง",
    "ชุด",
    "เมตร",
    "กิโลเมตร",
    "ไร่",
    "คัน",
    "เครื่อง",
    "หลัง",
];

/// Months as written in full and in short.
const MONTHS: [(&str, &str); 12] = [
    ("มกราคม", "ม.ค."),
    ("กุมภาพันธ์", "ก.พ."),
    ("มีนาคม", "มี.ค."),
    ("เมษายน", "เม.ย."),
    ("พฤษภาคม", "พ.ค."),
    ("มิถุนายน", "มิ.ย."),
    ("กรกฎาคม", "ก.ค."),
    ("สิงหาคม", "ส.ค."),
    ("กันยายน", "ก.ย."),
    ("ตุลาคม", "ต.ค."),
    ("พฤศจิกายน", "พ.ย."),
    ("ธันวาคม", "ธ.ค."),
];

/// Whether `next` must stand on the line of the group before it.
fn keeps(group: &[&Token], next: &Token) -> bool {
    let Some(last) = group.last() else {
        return false;
    };
    if last.kind == Kind::Open || next.kind == Kind::Close || next.text.starts_with(['ๆ', 'ฯ'])
    {
        return true;
    }
    if next.spaced {
        return keeps_over_space(group, last, next);
    }
    match (last.kind, next.kind) {
        (_, Kind::Sign) => true,
        (Kind::Sign, _) => !last
            .text
            .starts_with(['/', '-', '–', '—', ',', ';', ':', 'ๆ', 'ฯ', '!', '?', '…']),
        (Kind::Thai, Kind::Thai) => PREFIXES.contains(&last.text) || is_ordinal(last, next),
        (Kind::Close, _) | (_, Kind::Open) => false,
        (Kind::Latin, Kind::Thai) | (Kind::Thai, Kind::Latin) => false,
        _ => true,
    }
}

/// A dash between spaces stands at a line's start: at its end it is a hyphen to those who search the text.
fn is_dash(token: &Token) -> bool {
    token.text == "-" && token.spaced && token.rest[1..].starts_with(' ')
}

/// Whether the words are those of มาตรการที่ ๔: what is counted, and the sign of a number.
fn is_ordinal(of: &Token, next: &Token) -> bool {
    let number = next.rest[next.text.len()..].trim_start();
    next.text == "ที่" && COUNTED.contains(&of.text) && number.starts_with(char::is_numeric)
}

fn keeps_over_space(group: &[&Token], last: &Token, next: &Token) -> bool {
    if is_dash(next) {
        // A span of numbers stays whole.
        let after = next.rest[next.text.len()..].trim_start();
        return last.kind == Kind::Number && after.starts_with(char::is_numeric);
    }
    if is_dash(last) && last.spaced {
        return true;
    }
    if next.kind == Kind::Sign {
        return true;
    }
    if last.kind == Kind::Number {
        let month = MONTHS
            .iter()
            .any(|(full, short)| next.text == *full || next.rest.starts_with(short));
        // ๖๓/๒๕๖๖ is the number of an order and counts nothing.
        return month || (UNITS.contains(&next.text) && !last.text.contains('/'));
    }
    if next.kind == Kind::Number {
        let before = joined(group);
        let span = last.text == "-"
            && group
                .iter()
                .rev()
                .nth(1)
                .is_some_and(|from| from.kind == Kind::Number);
        let short_month = MONTHS.iter().any(|(_, short)| before.ends_with(short));
        let year = next.text.chars().count() == 4 && next.text.chars().all(char::is_numeric);
        let full_month = year && MONTHS.iter().any(|(full, _)| last.text == *full);
        // The letters of a vehicle's plate, or of an office's letter code.
        let code = last.kind == Kind::Thai
            && last.text.chars().count() <= 3
            && last.text.chars().all(|c| matches!(c, 'ก'..='ฮ'));
        return short_month
            || full_month
            || code
            || span
            || BEFORE_NUMBER.iter().any(|word| before.ends_with(word));
    }
    false
}

/// A group that is too wide: cut at those of its spaces that the room asks for, what is still too wide between its tokens, and a
/// token that is still too wide between letters.
fn loosened(group: &[&Token], max: f32, width: &dyn Fn(&str) -> f32, pieces: &mut Vec<String>) {
    let mut from = 0;
    for to in 1..=group.len() {
        if to < group.len() && !group[to].spaced {
            continue;
        }
        // A day stays with its month where the year must go to the next line.
        let next = (to + 1..=group.len()).find(|&at| at == group.len() || group[at].spaced);
        if next.is_some_and(|next| width(&joined(&group[from..next])) <= max) {
            continue;
        }
        let part = &group[from..to];
        if from > 0 {
            pieces.push(" ".into());
        }
        let whole = joined(part);
        if width(&whole) <= max {
            pieces.push(whole);
        } else {
            let mut open = String::new();
            for token in part {
                let more = format!("{open}{}", token.text);
                if width(&more) <= max {
                    open = more;
                    continue;
                }
                if !open.is_empty() {
                    pieces.push(std::mem::take(&mut open));
                }
                open = chopped(token.text, max, width, pieces);
            }
            pieces.push(open);
        }
        from = to;
    }
}

/// Fills pieces of at most `max` with the letters of one token and returns the last, unfilled one.
/// In an address the cut goes after a separator if there is one in the second half.
fn chopped(text: &str, max: f32, width: &dyn Fn(&str) -> f32, pieces: &mut Vec<String>) -> String {
    let mut open = String::new();
    let mut before = None;
    let mut cut = None;
    for c in text.chars() {
        if before.is_some_and(|before| cuttable(before, c)) {
            cut = Some(open.len());
        }
        open.push(c);
        before = Some(c);
        let start = open.len() - c.len_utf8();
        if start > 0 && !is_mark(c) && width(&open) > max {
            let separator = open[..start].rfind(['/', '.', '-', '_', '&', '=', '?']);
            let after = separator.map(|at| at + 1).filter(|at| *at > start / 2);
            let tail = open.split_off(after.or(cut).unwrap_or(start));
            pieces.push(std::mem::replace(&mut open, tail));
            cut = None;
        }
    }
    open
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As cut with all the room in the world: a bar at each place where the line may end.
    fn cut(text: &str) -> String {
        let names = ["บุ่งคล้า".to_string(), "ตรวจหนึ่ง".to_string()];
        pieces(text, &names, f32::MAX, &letters)
            .join("|")
            .replace("| |", "‖")
    }

    /// A measure that takes every letter for 1.
    fn letters(text: &str) -> f32 {
        text.chars().filter(|c| !is_mark(*c)).count() as f32
    }

    #[test]
    fn a_line_ends_between_words_and_not_within() {
        assert_eq!(
            cut("รายงานผลการดำเนินงานตามมาตรการ"),
            "รายงาน|ผลการดำเนินงาน|ตาม|มาตรการ"
        );
        assert_eq!(cut("ที่มีหน้าที่รับผิดชอบ"), "ที่|มี|หน้าที่|รับผิดชอบ");
    }

    #[test]
    fn a_name_of_the_office_and_a_word_in_no_list_stay_whole() {
        assert_eq!(cut("ตำบลบุ่งคล้า"), "ตำบล|บุ่งคล้า");
        assert_eq!(cut("ที่ฌฬฆฐฎ"), "ที่|ฌฬฆฐฎ");
    }

    #[test]
    fn prefixes_stay_with_what_they_make_a_noun_or_deny() {
        assert_eq!(cut("มีการดำเนินงาน"), "มี|การดำเนินงาน");
        assert_eq!(cut("ยังไม่มีความโปร่งใส"), "ยัง|ไม่มี|ความโปร่งใส");
    }

    #[test]
    fn numbers_stay_with_what_announces_and_what_counts_them() {
        assert_eq!(cut("บุ่งคล้าที่ ๖๓/๒๕๖๖ เรื่อง"), "บุ่งคล้า|ที่ ๖๓/๒๕๖๖‖เรื่อง");
        assert_eq!(
            cut("ปีงบประมาณ พ.ศ. ๒๕๖๕ ได้ ๘๔.๒๕ คะแนน"),
            "ปีงบประมาณ‖พ.ศ. ๒๕๖๕‖ได้‖๘๔.๒๕ คะแนน"
        );
        assert_eq!(cut("ครั้งที่ ๑/๒๕๖๖"), "ครั้งที่ ๑/๒๕๖๖");
        assert_eq!(cut("ตามมาตรการที่ ๔ ต่อไป"), "ตาม|มาตรการที่ ๔‖ต่อไป");
        assert_eq!(cut("มาตรการที่ดี"), "มาตรการ|ที่|ดี");
        assert_eq!(cut("เวลา ๐๘.๓๐ - ๑๖.๓๐ น."), "เวลา ๐๘.๓๐ - ๑๖.๓๐ น.");
        assert_eq!(
            cut("หมายเลขทะเบียน นข ๓๗๓๖ เพชรบูรณ์"),
            "หมายเลขทะเบียน‖นข ๓๗๓๖‖เพชรบูรณ์"
        );
    }

    #[test]
    fn a_day_its_month_and_its_year_stay_together_as_far_as_there_is_room() {
        assert_eq!(cut("ลงวันที่ ๑ กุมภาพันธ์ ๒๕๖๖"), "ลงวันที่ ๑ กุมภาพันธ์ ๒๕๖๖");
        assert_eq!(cut("๑ ก.พ. ๖๖"), "๑ ก.พ. ๖๖");
        assert_eq!(cut("ภายในเดือนธันวาคม ๒๕๖๕"), "ภายใน|เดือน|ธันวาคม ๒๕๖๕");
        let names = [];
        let narrow = |max| pieces("ลงวันที่ ๑ กุมภาพันธ์ ๒๕๖๖", &names, max, &letters);
        assert_eq!(narrow(30.0), ["ลงวันที่ ๑ กุมภาพันธ์ ๒๕๖๖"]);
        assert_eq!(narrow(17.0), ["ลงวันที่ ๑ กุมภาพันธ์", " ", "๒๕๖๖"]);
        assert_eq!(cut("ต.ค. ๖๕ - ก.ย. ๖๖"), "ต.ค. ๖๕‖- ก.ย. ๖๖");
    }

    #[test]
    fn signs_brackets_and_quotes_stay_with_their_words() {
        assert_eq!(cut("ต่าง ๆ และแผนฯ ได้"), "ต่าง ๆ‖และ|แผนฯ‖ได้");
        assert_eq!(
            cut("(เดือนตุลาคม - ธันวาคม ๒๕๖๕)"),
            "(เดือน|ตุลาคม‖- ธันวาคม ๒๕๖๕)"
        );
        assert_eq!(cut("สำนักปลัด อบต. - งานบริหาร"), "สำนักปลัด‖อบต.‖- งานบริหาร");
        assert_eq!(cut("ประเด็น “การใช้งาน” ลดลง"), "ประเด็น‖“การใช้งาน”‖ลดลง");
        assert_eq!(cut("ได้ \"ดี\" มาก"), "ได้‖\"ดี\"‖มาก");
        assert_eq!(cut("สำนัก/กอง"), "สำนัก/|กอง");
    }

    #[test]
    fn abbreviations_and_addresses_stay_whole() {
        assert_eq!(
            cut("สำนักปลัด อบต. และ อบต.บุ่งคล้า"),
            "สำนักปลัด‖อบต.‖และ‖อบต.บุ่งคล้า"
        );
        assert_eq!(
            cut("ดูที่ https://www.go.th/a-b?c=1 แล้ว"),
            "ดู|ที่‖https://www.go.th/a-b?c=1‖แล้ว"
        );
    }

    #[test]
    fn the_pieces_put_together_are_the_text() {
        let text = "  คำสั่ง  (ที่ ๖๓/๒๕๖๖) \"ก\" ' ( ) ๆ ฯลฯ ... - / i๑๓ ITA๒๕๖๖ ";
        let names = [String::new()];
        for max in [0.0, 1.0, 3.0, 8.0, 100.0] {
            let pieces = pieces(text, &names, max, &letters);
            let spaced = text.split_whitespace().collect::<Vec<_>>().join(" ");
            assert_eq!(pieces.concat(), spaced, "{max}");
        }
    }

    #[test]
    fn no_piece_is_wider_than_the_cell_however_long_the_word() {
        let long = [
            "กขคง".repeat(75),
            "a".repeat(300),
            "เ".repeat(99) + &"า".repeat(99),
            "(๑) ".repeat(99),
            "ที่่่".repeat(99),
        ];
        for text in long {
            for piece in pieces(&text, &[], 9.0, &letters) {
                assert!(letters(&piece) <= 9.0, "{piece}");
            }
        }
    }

    #[test]
    fn a_long_address_is_cut_after_its_separators() {
        let cut = pieces(
            "https://www.example.go.th/report-2566/page",
            &[],
            20.0,
            &letters,
        );
        assert_eq!(cut, ["https://www.example.", "go.th/report-2566/", "page"]);
    }
}
