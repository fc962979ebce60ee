//! The memo of an acknowledgement: what stands on it, and that it can be checked.

use rapsap::document::memo::{Acknowledged, pdf, qr_text};
use rapsap::domain::report::{DecisionKind, Snapshot};
use rapsap::domain::short_code::ShortCode;
use rapsap::domain::verified::Probe;
use rapsap::l10n::L10n;

use super::snapshot::{decisions, golden};
use crate::pdf_text::{languages_of, normal, pages_of, text_of};

const FILE: &str = "60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752";

fn memo(name: &str, snapshot: &Snapshot, instruction: Option<&str>) -> Vec<u8> {
    let mut decisions = decisions(snapshot);
    if let Some(taken) = decisions.last_mut() {
        taken.note = instruction.map(str::to_owned);
    }
    let of = Acknowledged {
        snapshot,
        decisions: &decisions,
        sha256: FILE,
    };
    let bytes = pdf(&L10n::new(), &of).unwrap().unwrap();
    super::keep(name, &bytes);
    bytes
}

#[test]
fn the_memo_says_who_acknowledged_which_version_when_and_by_what_it_is_checked() {
    let snapshot = golden();
    let bytes = memo("memo.pdf", &snapshot, Some("ให้ทุกกองทบทวนการมอบหมายงาน"));
    let text = text_of(&bytes);
    let taken = decisions(&snapshot);
    let hash = &taken[0].sha256;
    let code = ShortCode::of(hash).unwrap().to_string();
    for said in [
        "บันทึกข้อความ",
        "ส่วนราชการ",
        "เรื่อง",
        "เรียน",
        "นายกองค์การบริหารส่วนตำบล",
        "นายสมมุติ รับทราบ",
        "ในฐานะผู้บริหาร",
        "ให้ทุกกองทบทวนการมอบหมายงาน",
        "ประจำปีงบประมาณ พ.ศ. ๒๕๖๖",
        "นางสาวสมมุติ ตรวจสอง",
        hash,
        FILE,
        &code,
    ] {
        assert!(
            text.contains(&normal(said)),
            "the memo lacks {said}\n{text}"
        );
    }
    assert_eq!(pages_of(&bytes).len(), 1, "it stands on one page");
    assert!(bytes == memo("memo.pdf", &snapshot, Some("ให้ทุกกองทบทวนการมอบหมายงาน")));
}

#[test]
fn the_memo_is_for_the_archive_and_for_screen_readers() {
    let bytes = memo("memo-plain.pdf", &golden(), None);
    let has = |mark: &str| {
        bytes
            .windows(mark.len())
            .any(|part| part == mark.as_bytes())
    };
    assert!(
        has("<pdfaid:part>2</pdfaid:part>") && has("<pdfaid:conformance>A</pdfaid:conformance>")
    );
    assert!(has("<pdfuaid:part>1</pdfuaid:part>"));
    assert_eq!(languages_of(&bytes), ["th"]);
    assert!(text_of(&bytes).contains(&normal("ไม่มีข้อสั่งการเพิ่มเติม")));
}

#[test]
fn an_odd_instruction_stands_as_it_is_and_a_long_one_goes_on_overleaf() {
    let odd = "#set page() $x$ *ดำเนินการ* \u{202E}กลับ";
    let text = text_of(&memo("memo-odd.pdf", &golden(), Some(odd)));
    assert!(
        text.contains(&normal("#set page() $x$ *ดำเนินการ*")),
        "{text}"
    );
    let long = "ให้ทุกกองดำเนินการตามมาตรการโดยเคร่งครัด ".repeat(200);
    let bytes = memo("memo-long.pdf", &golden(), Some(&long));
    assert!(pages_of(&bytes).len() > 1);
    assert!(text_of(&bytes).contains(FILE));
}

#[test]
fn the_qr_code_says_what_the_bot_can_look_up() {
    let snapshot = golden();
    let taken = decisions(&snapshot);
    let of = Acknowledged {
        snapshot: &snapshot,
        decisions: &taken,
        sha256: FILE,
    };
    let text = qr_text(&L10n::new(), &of).unwrap();
    assert_eq!(Probe::read(&text), Some(Probe::Sha256(FILE.to_owned())));
    assert!(text.contains("๒๕๖๖"), "{text}");
}

#[test]
fn nothing_is_made_of_what_was_not_acknowledged() {
    let snapshot = golden();
    let mut taken = decisions(&snapshot);
    taken.retain(|decision| decision.kind != DecisionKind::Acknowledged);
    let of = Acknowledged {
        snapshot: &snapshot,
        decisions: &taken,
        sha256: FILE,
    };
    assert!(pdf(&L10n::new(), &of).unwrap().is_none());
}
