use chrono::NaiveDate;
use proptest::prelude::*;

use super::*;
use crate::domain::calendar::FiscalYear;
use crate::domain::citation::{CitedPaper, Evidence, evidence};
use crate::domain::evidence::EvidenceKind::{
    Announcement, Form, Letter, Link, Manual, Memo, Minutes, Plan,
};
use crate::domain::office::Language;
use crate::domain::order::OrderNumber;
use crate::domain::thai_date::DateReading;
use crate::l10n::L10n;

const OFFICE: &str = "องค์การบริหารส่วนตำบลบุ่งคล้า";
const PAGE: &str = "https://bungkla.go.th/news?id=12&p=3";

fn said_in(language: Language, cited: &Citation) -> String {
    thread_local!(static WORDS: L10n = L10n::new());
    WORDS.with(|words| words.text(language, &paper(cited)))
}

fn february() -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(2023, 2, 1)
}

fn cited(paper: EvidenceKind) -> Citation {
    Citation {
        paper,
        ..Citation::default()
    }
}

/// Parts separated by |: issuer, number, subject, then "d" for a date, and the address.
fn from(paper: EvidenceKind, parts: &str) -> Citation {
    let mut parts = parts
        .split('|')
        .map(|part| Some(part).filter(|part| !part.is_empty()));
    let mut next = || parts.next().flatten().map(str::to_owned);
    Citation {
        paper,
        issuer: next(),
        number: next(),
        subject: next().unwrap_or_default(),
        date: next().and_then(|_| february()),
        url: next(),
    }
}

#[test]
fn each_kind_is_cited_as_an_official_writes_it_with_any_part_missing() {
    for (paper, parts, thai, english) in [
        (
            Announcement,
            "องค์การบริหารส่วนตำบลบุ่งคล้า||มาตรการส่งเสริมคุณธรรม|d|",
            "ประกาศองค์การบริหารส่วนตำบลบุ่งคล้า เรื่อง มาตรการส่งเสริมคุณธรรม ลงวันที่ ๑ กุมภาพันธ์ ๒๕๖๖",
            "Announcement of องค์การบริหารส่วนตำบลบุ่งคล้า: มาตรการส่งเสริมคุณธรรม, dated 1 February 2023",
        ),
        (
            Announcement,
            "อบต.บุ่งคล้า|5/2566|มาตรการ||",
            "ประกาศอบต.บุ่งคล้า ที่ ๕/๒๕๖๖ เรื่อง มาตรการ",
            "Announcement of อบต.บุ่งคล้า No. 5/2566: มาตรการ",
        ),
        (
            Announcement,
            "||มาตรการ|d|https://bungkla.go.th/12",
            "ประกาศ เรื่อง มาตรการ ลงวันที่ ๑ กุมภาพันธ์ ๒๕๖๖ เผยแพร่ทางเว็บไซต์ https://bungkla.go.th/12",
            "Announcement: มาตรการ, dated 1 February 2023, published at https://bungkla.go.th/12",
        ),
        (Announcement, "||||", "ประกาศ", "Announcement"),
        (
            Memo,
            "งานการเจ้าหน้าที่|พช 73001/123|ขออนุมัติจัดอบรม|d|",
            "บันทึกข้อความ งานการเจ้าหน้าที่ ที่ พช ๗๓๐๐๑/๑๒๓ ลงวันที่ ๑ กุมภาพันธ์ ๒๕๖๖ เรื่อง ขออนุมัติจัดอบรม",
            "Memorandum of งานการเจ้าหน้าที่ No. พช 73001/123: ขออนุมัติจัดอบรม, dated 1 February 2023",
        ),
        (
            Memo,
            "||ขออนุมัติจัดอบรม|d|",
            "บันทึกข้อความ ลงวันที่ ๑ กุมภาพันธ์ ๒๕๖๖ เรื่อง ขออนุมัติจัดอบรม",
            "Memorandum: ขออนุมัติจัดอบรม, dated 1 February 2023",
        ),
        (
            Letter,
            "จังหวัดเพชรบูรณ์|มท 0810.3/ว 1234|แนวทางการประเมิน|d|",
            "หนังสือจังหวัดเพชรบูรณ์ ที่ มท ๐๘๑๐.๓/ว ๑๒๓๔ ลงวันที่ ๑ กุมภาพันธ์ ๒๕๖๖ เรื่อง แนวทางการประเมิน",
            "Letter of จังหวัดเพชรบูรณ์ No. มท 0810.3/ว 1234: แนวทางการประเมิน, dated 1 February 2023",
        ),
        (
            Letter,
            "|มท 0810.3/ว 1234|||",
            "หนังสือ ที่ มท ๐๘๑๐.๓/ว ๑๒๓๔",
            "Letter No. มท 0810.3/ว 1234",
        ),
        (
            Minutes,
            "|1/2566|ผู้บริหารและเจ้าหน้าที่|d|",
            "รายงานการประชุมผู้บริหารและเจ้าหน้าที่ ครั้งที่ ๑/๒๕๖๖ เมื่อวันที่ ๑ กุมภาพันธ์ ๒๕๖๖",
            "Minutes of the meeting No. 1/2566: ผู้บริหารและเจ้าหน้าที่, held on 1 February 2023",
        ),
        (
            Minutes,
            "|||d|",
            "รายงานการประชุม เมื่อวันที่ ๑ กุมภาพันธ์ ๒๕๖๖",
            "Minutes of the meeting, held on 1 February 2023",
        ),
        (
            Minutes,
            "องค์การบริหารส่วนตำบลบุ่งคล้า|1/2566|สภา||",
            "รายงานการประชุมสภา องค์การบริหารส่วนตำบลบุ่งคล้า ครั้งที่ ๑/๒๕๖๖",
            "Minutes of the meeting of องค์การบริหารส่วนตำบลบุ่งคล้า No. 1/2566: สภา",
        ),
        (
            Plan,
            "||แผนการใช้จ่ายงบประมาณ||",
            "แผนการใช้จ่ายงบประมาณ",
            "Plan: แผนการใช้จ่ายงบประมาณ",
        ),
        (
            Plan,
            "||การใช้จ่ายงบประมาณ||",
            "แผนการใช้จ่ายงบประมาณ",
            "Plan: การใช้จ่ายงบประมาณ",
        ),
        (
            Manual,
            "องค์การบริหารส่วนตำบลบุ่งคล้า||คู่มือการยืมทรัพย์สิน|d|",
            "คู่มือการยืมทรัพย์สิน องค์การบริหารส่วนตำบลบุ่งคล้า ลงวันที่ ๑ กุมภาพันธ์ ๒๕๖๖",
            "Manual of องค์การบริหารส่วนตำบลบุ่งคล้า: คู่มือการยืมทรัพย์สิน, dated 1 February 2023",
        ),
        (
            Manual,
            "||การยืมทรัพย์สิน||",
            "คู่มือการยืมทรัพย์สิน",
            "Manual: การยืมทรัพย์สิน",
        ),
        (Form, "||แบบประเมินผล||", "แบบประเมินผล", "Form: แบบประเมินผล"),
        (Form, "||ยืมทรัพย์สิน||", "แบบฟอร์มยืมทรัพย์สิน", "Form: ยืมทรัพย์สิน"),
        (
            Link,
            "||กิจกรรมจิตอาสา|d|https://bungkla.go.th/12",
            "กิจกรรมจิตอาสา เผยแพร่ทางเว็บไซต์ https://bungkla.go.th/12 เมื่อวันที่ ๑ กุมภาพันธ์ ๒๕๖๖",
            "Web page: กิจกรรมจิตอาสา, https://bungkla.go.th/12, published on 1 February 2023",
        ),
        (
            Link,
            "||กิจกรรมจิตอาสา||https://bungkla.go.th/12",
            "กิจกรรมจิตอาสา เผยแพร่ทางเว็บไซต์ https://bungkla.go.th/12",
            "Web page: กิจกรรมจิตอาสา, https://bungkla.go.th/12",
        ),
        (
            Link,
            "|||d|https://bungkla.go.th/12",
            "เว็บไซต์ https://bungkla.go.th/12 เผยแพร่เมื่อวันที่ ๑ กุมภาพันธ์ ๒๕๖๖",
            "Web page, https://bungkla.go.th/12, published on 1 February 2023",
        ),
        (
            Link,
            "||กิจกรรมจิตอาสา|d|",
            "กิจกรรมจิตอาสา เผยแพร่ทางเว็บไซต์ เมื่อวันที่ ๑ กุมภาพันธ์ ๒๕๖๖",
            "Web page: กิจกรรมจิตอาสา, published on 1 February 2023",
        ),
    ] {
        let cited = from(paper, parts);
        assert_eq!(said_in(Language::THAI, &cited), thai);
        assert_eq!(said_in(Language::from_code("en"), &cited), english);
    }
}

#[test]
fn what_was_typed_with_its_own_word_is_not_doubled() {
    for (paper, parts, thai) in [
        (
            Announcement,
            "ประกาศอบต.บุ่งคล้า|ที่ 5/2566|เรื่อง มาตรการ||",
            "ประกาศอบต.บุ่งคล้า ที่ ๕/๒๕๖๖ เรื่อง มาตรการ",
        ),
        (
            Announcement,
            "อบต.บุ่งคล้า||เรื่องร้องเรียนการทุจริต||",
            "ประกาศอบต.บุ่งคล้า เรื่อง เรื่องร้องเรียนการทุจริต",
        ),
        (
            Memo,
            "บันทึกข้อความ สำนักปลัด|เลขที่ พช 73001/1|เรื่อง: ขออนุมัติ||",
            "บันทึกข้อความ สำนักปลัด ที่ พช ๗๓๐๐๑/๑ เรื่อง ขออนุมัติ",
        ),
        (
            Minutes,
            "|ครั้งที่ 1/2566|รายงานการประชุมพนักงาน||",
            "รายงานการประชุมพนักงาน ครั้งที่ ๑/๒๕๖๖",
        ),
        (
            Minutes,
            "|1/2566|การประชุมพนักงาน||",
            "รายงานการประชุมพนักงาน ครั้งที่ ๑/๒๕๖๖",
        ),
        (Manual, "||  คู่มือ  การยืม ||", "คู่มือ การยืม"),
        (Link, "  ||||  https://a.go.th ", "เว็บไซต์ https://a.go.th"),
    ] {
        assert_eq!(said_in(Language::THAI, &from(paper, parts)), thai);
    }
}

#[test]
fn a_typed_number_or_address_is_never_markup() {
    let words = L10n::new();
    let html = words.html(
        Language::THAI,
        &paper(&Citation {
            number: Some("<b>1".into()),
            url: Some(PAGE.into()),
            subject: "ก & ข".into(),
            ..cited(Memo)
        }),
    );
    assert_eq!(
        html,
        "บันทึกข้อความ ที่ &lt;b&gt;๑ เรื่อง ก &amp; ข เผยแพร่ทางเว็บไซต์ https://bungkla.go.th/news?id=12&amp;p=3"
    );
}

/// A citation, worded in Thai and read again.
fn read_back(cited: &Citation) -> Option<Citation> {
    let text = said_in(Language::THAI, cited);
    let mut found = evidence(&text, FiscalYear::new(2566)?)?;
    let (1, Some(Evidence::Paper(paper))) = (found.len(), found.pop()) else {
        return None;
    };
    let CitedPaper {
        paper,
        issuer,
        number,
        subject,
        date,
        url,
        ..
    } = paper;
    Some(Citation {
        paper,
        issuer,
        number,
        subject: subject.unwrap_or_default(),
        date: match date {
            Some(DateReading::Date(date)) => Some(date),
            None => None,
            Some(_) => return None,
        },
        url,
    })
}

fn any_subject() -> impl Strategy<Value = String> {
    "(มาตรการ|แนวทาง|การ|ขออนุมัติ|รับฟังเรื่อง)[ก-ฮ]{1,12}( [ก-ฮ]{2,9}){0,3}"
}

fn any_citation() -> impl Strategy<Value = Citation> {
    let date = prop::option::of(
        (19_358i32..19_722).prop_map(|days| NaiveDate::from_epoch_days(days).unwrap()),
    );
    let url = prop::option::of("https://[a-z]{2,8}\\.go\\.th/[a-z0-9]{0,8}(\\?id=[0-9]{1,4})?");
    (
        0usize..8,
        any_subject(),
        date,
        url,
        any::<(bool, bool)>(),
        1u32..999,
    )
        .prop_map(|(kind, subject, date, url, (issued, numbered), number)| {
            let paper = EvidenceKind::ALL[kind + 1];
            let issuer = |issuer: &str| issued.then(|| issuer.to_owned());
            let with_number = |text: String| numbered.then_some(text);
            let base = Citation {
                date,
                url: url.clone(),
                subject: subject.clone(),
                ..cited(paper)
            };
            match paper {
                EvidenceKind::Order => base,
                Announcement => Citation {
                    issuer: issuer(OFFICE),
                    number: with_number(format!("{number}/2566")),
                    ..base
                },
                Memo => Citation {
                    issuer: issuer("งานการเจ้าหน้าที่"),
                    number: with_number(format!("พช 73001/{}", number)),
                    ..base
                },
                Letter => Citation {
                    issuer: issuer("จังหวัดเพชรบูรณ์"),
                    number: with_number(format!("มท 0810.3/ว {}", number)),
                    ..base
                },
                Minutes => Citation {
                    number: with_number(format!("{}/2566", number)),
                    ..base
                },
                Plan => Citation {
                    subject: format!("แผน{subject}"),
                    ..base
                },
                Manual => Citation {
                    subject: format!("คู่มือ{subject}"),
                    ..base
                },
                Form => Citation {
                    subject: format!("แบบฟอร์ม{subject}"),
                    ..base
                },
                Link => Citation {
                    url: Some(url.unwrap_or_else(|| PAGE.to_owned())),
                    ..base
                },
            }
        })
}

proptest! {
    #[test]
    fn a_citation_in_our_own_words_is_read_back_as_itself(cited in any_citation()) {
        prop_assert_eq!(read_back(&cited), Some(cited.clone()), "{}", said_in(Language::THAI, &cited));
    }

    #[test]
    fn no_citation_has_stray_blanks(
        kind in 0usize..9, parts in prop::collection::vec("( ?(เรื่อง|ที่|คู่มือ|แผน|ประกาศ|ก|1) ?){0,3}", 3), dated: bool, linked: bool
    ) {
        let filled = |text: &String| Some(text.clone()).filter(|_| dated);
        let cited = Citation {
            paper: EvidenceKind::ALL[kind],
            issuer: filled(&parts[0]),
            number: Some(parts[1].clone()),
            subject: parts[2].clone(),
            date: february().filter(|_| dated),
            url: Some(PAGE.to_owned()).filter(|_| linked),
        };
        for language in [Language::THAI, Language::from_code("en")] {
            let text = said_in(language, &cited);
            prop_assert!(!text.contains("  ") && text.trim() == text, "{text:?}");
        }
    }
}

#[test]
fn an_order_in_our_own_words_is_read_back_as_itself() {
    let words = L10n::new();
    let cited = Order {
        issuer: OFFICE.into(),
        number: OrderNumber::new(63, 2566).unwrap(),
        subject: "แต่งตั้งนายทะเบียน".into(),
        date: february(),
    };
    let text = words.text(Language::THAI, &order(&cited));
    let found = evidence(&text, FiscalYear::new(2566).unwrap()).unwrap();
    assert!(
        matches!(&found[..], [Evidence::Order(read)] if read.number == Ok(cited.number)
            && read.issuer.as_deref() == Some(OFFICE) && read.subject.as_deref() == Some(&cited.subject)),
        "{found:?}"
    );
}
