//! The real report of fiscal year 2566, played through the chats as seven people would: typing,
//! pasting, pressing buttons. The compiled document then contains every cell.

use rapsap::sandbox::ChatMessage;
use serde::Deserialize;

use crate::pdf_text::{normal, text_of};
use crate::town::{Person, Town, Who};

#[derive(Deserialize)]
pub struct Golden {
    pub measure: Vec<Measure>,
    pub evidence: Vec<Evidence>,
    pub score: Vec<Score>,
    pub report: Report,
}

#[derive(Deserialize)]
pub struct Report {
    pub title: String,
    pub heading: String,
    pub intro: String,
    pub columns: Vec<String>,
    pub responsible_line: String,
}

#[derive(Deserialize)]
pub struct Measure {
    pub no: u32,
    pub title: String,
    pub methods: Vec<String>,
    pub unit_text: String,
    pub period: String,
    pub contributor: String,
    pub score: Option<String>,
    pub outcomes: Vec<String>,
    pub result: Vec<ResultItem>,
}

#[derive(Deserialize)]
pub struct ResultItem {
    pub text: Option<String>,
    #[serde(default)]
    pub subitems: Vec<String>,
    pub evidence: Vec<String>,
}

#[derive(Deserialize)]
pub struct Evidence {
    pub id: String,
    pub number: Option<u32>,
    pub subject: Option<String>,
    pub date_text: Option<String>,
    pub date: Option<toml::value::Datetime>,
    pub title: Option<String>,
    pub cite: Option<String>,
}

#[derive(Deserialize)]
pub struct Score {
    pub id: String,
    pub before: String,
    pub after: String,
    pub delta: String,
    pub word: String,
}

impl Golden {
    pub fn read() -> Golden {
        toml::from_str(include_str!("../fixtures/report-2566.toml")).unwrap()
    }

    pub fn measure(&self, no: u32) -> &Measure {
        self.measure
            .iter()
            .find(|measure| measure.no == no)
            .unwrap()
    }

    pub fn evidence(&self, id: &str) -> &Evidence {
        self.evidence
            .iter()
            .find(|evidence| evidence.id == id)
            .unwrap()
    }

    pub fn cites_an_order(&self, item: &ResultItem) -> bool {
        self.evidence(&item.evidence[0]).number.is_some()
    }

    /// An item as it stands in column 5.
    pub fn result(&self, item: &ResultItem) -> String {
        let evidence = self.evidence(&item.evidence[0]);
        match (&item.text, &evidence.cite) {
            (Some(text), _) => text.clone(),
            (None, Some(cite)) => cite.clone(),
            (None, None) => evidence.title.clone().unwrap(),
        }
    }
}

/// What a person writes of an outcome; the bot writes the sentence on the scores.
pub fn before_the_score(outcome: &str) -> (&str, Option<&'static str>) {
    for link in ["เนื่องจากผลคะแนนการประเมิน", "ส่งผลให้คะแนนการประเมิน"]
    {
        if let Some((said, _)) = outcome.split_once(link) {
            return (said.trim(), Some(link));
        }
    }
    (outcome, None)
}

/// Fills in one measure and files it: results in one pasted message, outcomes in another.
async fn reports(person: &Person, golden: &Golden, no: u32) {
    let measure = golden.measure(no);
    person.types("/home").await;
    person.presses("มาตรการของฉัน").await;
    let thai_no = rapsap::domain::numerals::to_thai(&format!(" {no}. "));
    person.presses(&thai_no).await;
    person.sees("ดำเนินการอะไรไปแล้วบ้าง").await;

    let mut pasted = String::new();
    for (index, item) in measure.result.iter().enumerate() {
        pasted += &format!("{}. {}\n", index + 1, golden.result(item));
        for subitem in &item.subitems {
            pasted += &format!("- {subitem}\n");
        }
    }
    let mut shown = person.types(&pasted).await;
    // Orders without a date are asked about, one at a time.
    while shown.text.contains("ลงวันที่เท่าไร") {
        shown = person.presses("ไม่ทราบวันที่").await;
    }
    assert!(shown.text.contains("มีข้อต่อไปอีกไหม"), "{}", shown.text);
    outcome(person, golden, measure).await;
}

async fn outcome(person: &Person, golden: &Golden, measure: &Measure) {
    person.presses("ไปที่ผลลัพธ์").await;
    let said: Vec<String> = match measure.outcomes.as_slice() {
        [one] => vec![before_the_score(one).0.to_owned()],
        several => several
            .iter()
            .enumerate()
            .map(|(index, text)| format!("{}) {text}", index + 1))
            .collect(),
    };
    let mut shown = person.types(&said.join("\n")).await;
    if let Some(id) = &measure.score {
        assert!(shown.text.contains("คะแนน ITA"), "{}", shown.text);
        let score = golden.score.iter().find(|score| score.id == *id).unwrap();
        shown = person.types(&score.after).await;
        assert!(shown.text.contains(&score.word), "{}", shown.text);
        assert!(shown.text.contains(&rapsap::domain::numerals::to_thai(
            score.delta.trim_start_matches('-')
        )));
        if before_the_score(&measure.outcomes[0]).1 == Some("ส่งผลให้คะแนนการประเมิน")
        {
            shown = person.presses("เปลี่ยนเป็น “ส่งผลให้คะแนน").await;
        }
    }
    assert!(
        shown.text.contains("ตรวจทานแล้วกดส่งรายงาน"),
        "{}",
        shown.text
    );
    let filed = person.presses("ส่งรายงาน").await;
    assert!(filed.text.contains("ส่งรายงานมาตรการที่"), "{}", filed.text);
}

/// Measure 2, the slow way: the first order part by part, the others pasted without issuer in Arabic
/// digits.
async fn reports_orders_part_by_part(person: &Person, golden: &Golden) {
    let measure = golden.measure(2);
    person.types("/home").await;
    person.presses("มาตรการของฉัน").await;
    person.presses(" ๒. ").await;
    let first = golden.evidence("e2-1");
    person.presses("เพิ่มคำสั่ง").await;
    person.types("63/66").await;
    person.sees("ที่ ๖๓/๒๕๖๖").await;
    person.types(first.subject.as_deref().unwrap()).await;
    person.types("31/2/2566").await;
    person.sees("ไม่มีวันที่นี้ในปฏิทิน").await;
    let added = person.types("1/2/66").await;
    assert!(
        added.text.contains(first.cite.as_deref().unwrap()),
        "{}",
        added.text
    );

    let pasted: Vec<String> = ["e2-2", "e2-3"]
        .map(|id| {
            let order = golden.evidence(id);
            let date = rapsap::domain::numerals::to_arabic(order.date_text.as_deref().unwrap());
            format!(
                "ที่ {}/2566 เรื่อง {} ลงวันที่ {date}",
                order.number.unwrap(),
                order.subject.as_deref().unwrap()
            )
        })
        .to_vec();
    let shown = person.types(&pasted.join("\n")).await;
    assert!(shown.text.contains("มีข้อต่อไปอีกไหม"), "{}", shown.text);
    outcome(person, golden, measure).await;
}

pub fn who(contributor: &str) -> Who {
    match contributor {
        "c-fin" => Who::Finance,
        "c-hr" => Who::Personnel,
        "c-admin" => Who::Administration,
        other => panic!("{other} is nobody"),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_whole_report_goes_from_empty_chats_to_an_acknowledged_document() {
    let golden = Golden::read();
    let town = Town::enrolled().await;
    for measure in &golden.measure {
        let person = town.phone(who(&measure.contributor));
        if measure.no == 2 {
            reports_orders_part_by_part(&person, &golden).await;
        } else {
            reports(&person, &golden, measure.no).await;
        }
    }

    // The reporter is told, looks at the board and compiles.
    let reporter = town.phone(Who::Reporter);
    reporter.sees("รายงานครบแล้ว").await;
    let board = reporter.presses("กระดานรายงาน").await;
    assert!(
        board.text.contains("รายงานแล้ว ๖ จาก ๖ มาตรการ"),
        "{}",
        board.text
    );
    // What an assessor would mark down, before anybody is asked to check it.
    let readiness = reporter.presses("ตรวจความพร้อม").await;
    insta::assert_snapshot!("readiness_of_the_real_report", readiness.text);
    reporter.presses("กระดานรายงาน").await;
    reporter.presses("รวบรวมรายงาน").await;
    let compiled = reporter.gets_file("รายงานฉบับที่ ๑").await;
    assert!(compiled.text.contains("ต้องแก้"), "{}", compiled.text);
    let pdf = compiled.file.as_ref().unwrap().bytes.clone();
    every_cell_is_in(&golden, &pdf);

    // The first verifier returns measure 6; it comes round again as version 2.
    reporter.presses("เสนอตรวจสอบ").await;
    let first = town.phone(Who::FirstVerifier);
    let waiting = first.gets_file("รอท่านตรวจสอบ").await;
    assert_eq!(
        waiting.file.unwrap().bytes,
        pdf,
        "the verifier gets the very same file"
    );
    first.presses("ส่งคืน").await;
    first.presses("๖. ").await;
    let sent_back = first.types("โปรดระบุชื่อเว็บไซต์ให้ชัดเจน").await;
    assert!(
        sent_back.text.contains("ส่งคืนมาตรการที่ ๖ แล้ว"),
        "{}",
        sent_back.text
    );
    let administration = town.phone(Who::Administration);
    administration.sees("โปรดระบุชื่อเว็บไซต์ให้ชัดเจน").await;
    administration.presses("เปิดเพื่อแก้ไข").await;
    let mark = reporter.phone.mark();
    administration.presses("ส่งรายงาน").await;
    let told = |message: &ChatMessage| message.text.contains("รายงานครบแล้ว ล่าสุดคือมาตรการที่ ๖");
    reporter.sees_after(mark, told).await;
    reporter.presses("กระดานรายงาน").await;
    reporter.presses("รวบรวมรายงาน").await;
    let compiled = reporter.gets_file("รายงานฉบับที่ ๒").await;
    let pdf = compiled.file.as_ref().unwrap().bytes.clone();
    reporter.presses("เสนอตรวจสอบ").await;

    // Both verifiers approve in two steps.
    first.gets_file("ฉบับที่ ๒").await;
    for verifier in [Who::FirstVerifier, Who::SecondVerifier] {
        let verifier = town.phone(verifier);
        verifier.gets_file("ฉบับที่ ๒").await;
        verifier.presses("ตรวจแล้วถูกต้อง").await;
        verifier.sees("ได้ตรวจสอบรายงานของ").await;
        verifier.presses("ยืนยันว่าตรวจแล้ว").await;
        verifier.sees("บันทึกผลการตรวจสอบแล้ว").await;
    }

    // The executive acknowledges with an instruction, in two steps.
    let executive = town.phone(Who::Executive);
    let waiting = executive.gets_file("รอท่านรับทราบ").await;
    assert_eq!(
        waiting.file.unwrap().bytes,
        pdf,
        "the executive gets the file that was checked"
    );
    executive.presses("รับทราบพร้อมข้อสั่งการ").await;
    executive.types("ให้เผยแพร่บนเว็บไซต์ภายใน 7 วัน").await;
    // The word, typed once more, forgets no instruction; the confirmation shown before is void.
    let confirm = executive.sees("ยืนยันการรับทราบ").await;
    let old = confirm.keyboard[0][0].data.clone().unwrap();
    let confirm = executive.types("รับทราบ").await;
    assert!(
        confirm.text.contains("ให้เผยแพร่บนเว็บไซต์"),
        "{}",
        confirm.text
    );
    executive.phone.press_data(confirm.id, &old);
    let confirm = executive.sees("ต้องอ่านข้อความยืนยันก่อน").await;
    let hash = sha256(&pdf);
    assert!(
        confirm.text.contains(&hash),
        "the second step names the file's hash: {}",
        confirm.text
    );
    executive.presses("ยืนยันรับทราบ").await;

    // Everyone gets the same acknowledged document; its last page says who, what and when.
    let mut acknowledged = Vec::new();
    for who in Who::ALL {
        let message = town.phone(who).gets_file("ผู้บริหารรับทราบรายงานแล้ว").await;
        acknowledged.push(message.file.unwrap().bytes);
    }
    assert!(acknowledged.iter().all(|file| *file == acknowledged[0]));
    // To be looked at by a person, too.
    std::fs::write(
        concat!(env!("CARGO_TARGET_TMPDIR"), "/report-2566.pdf"),
        &acknowledged[0],
    )
    .unwrap();
    let text = text_of(&acknowledged[0]);
    for words in [
        "บันทึกการรับทราบของผู้บริหาร",
        "นายสมมุติ รับทราบ",
        "นายกองค์การบริหารส่วนตำบล",
        "ให้เผยแพร่บนเว็บไซต์ภายใน ๗ วัน",
        hash.as_str(),
        "๒ ตุลาคม ๒๕๖๖",
    ] {
        assert!(
            text.contains(&normal(words)),
            "the acknowledged document lacks {words:?}"
        );
    }
    every_cell_is_in(&golden, &acknowledged[0]);

    // Nothing can be changed any more.
    administration.types("/home").await;
    administration.presses("มาตรการของฉัน").await;
    let shown = administration.presses(" ๖. ").await;
    assert!(shown.text.contains("แก้ไขไม่ได้"), "{}", shown.text);
    town.close().await;
}

fn sha256(bytes: &[u8]) -> String {
    use sha2::{Digest, Sha256};
    Sha256::digest(bytes)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

fn every_cell_is_in(golden: &Golden, pdf: &[u8]) {
    let text = text_of(pdf);
    let mut lacking = Vec::new();
    let mut expect = |what: String, words: &str| {
        if !text.contains(&normal(words)) {
            lacking.push(format!("{what}: {words}"));
        }
    };
    expect("title".into(), &golden.report.title);
    expect("heading".into(), &golden.report.heading);
    expect("introduction".into(), &golden.report.intro);
    expect("unit in charge".into(), &golden.report.responsible_line);
    for column in &golden.report.columns {
        expect("header".into(), column);
    }
    for measure in &golden.measure {
        let of = |what: &str| format!("measure {} {what}", measure.no);
        expect(of("title"), &measure.title);
        for method in &measure.methods {
            expect(of("method"), method);
        }
        expect(of("unit"), &measure.unit_text);
        expect(of("period"), &measure.period);
        for item in &measure.result {
            expect(of("result"), &golden.result(item));
            for subitem in &item.subitems {
                expect(of("sub-item"), subitem);
            }
        }
        for outcome in &measure.outcomes {
            expect(of("outcome"), outcome);
        }
    }
    for (name, position) in [
        ("นางสมมุติ ผู้รายงาน", "นักวิเคราะห์นโยบายและแผนฯ"),
        ("นางสาวสมมุติ ตรวจหนึ่ง", "หัวหน้าสำนักปลัด อบต."),
        ("นางสาวสมมุติ ตรวจสอง", "ปลัดองค์การบริหารส่วนตำบล"),
        ("นายสมมุติ รับทราบ", "นายกองค์การบริหารส่วนตำบล"),
    ] {
        expect("signature".into(), name);
        expect("signature".into(), position);
    }
    assert!(
        lacking.is_empty(),
        "the document lacks\n{}",
        lacking.join("\n")
    );
}
