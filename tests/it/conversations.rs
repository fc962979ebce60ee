//! Whole conversations as people see them, in Thai and in English, kept as snapshots. Between any two
//! lines the chat's state has been written to the database as JSON and read back.

use rapsap::sandbox::ChatMessage;
use regex::Regex;

use crate::town::{Person, Town, Who};

/// A conversation being written down.
pub struct Script<'a> {
    pub person: &'a Person,
    lines: String,
}

impl<'a> Script<'a> {
    pub fn of(person: &'a Person) -> Script<'a> {
        Script {
            person,
            lines: String::new(),
        }
    }

    pub async fn starts(&mut self) {
        let shown = self.person.enrols().await;
        self.write("/start", &shown);
    }

    pub async fn types(&mut self, text: &str) {
        let shown = self.person.types(text).await;
        self.write(text, &shown);
    }

    pub async fn presses(&mut self, label: &str) {
        let shown = self.person.presses(label).await;
        self.write(&format!("[{label}]"), &shown);
    }

    pub fn write(&mut self, said: &str, shown: &ChatMessage) {
        self.lines += &format!(
            "> {}\n\n{}\n",
            said.replace('\n', "\n> "),
            shown.text.trim_end()
        );
        for row in &shown.keyboard {
            let labels: Vec<String> = row
                .iter()
                .map(|button| format!("[{}]", button.text))
                .collect();
            self.lines += &format!("{}\n", labels.join(" "));
        }
        self.lines += "\n";
    }

    /// The script, with what the clock says left out.
    pub fn text(self) -> String {
        let thai = Regex::new("เวลา [๐-๙]{2}.[๐-๙]{2} น.").unwrap();
        let english = Regex::new(r"2023, [0-9]{2}:[0-9]{2}").unwrap();
        let text = thai.replace_all(&self.lines, "เวลา --.-- น.");
        english.replace_all(&text, "2023, --:--").into_owned()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_officer_reports_a_measure_in_thai() {
    let town = Town::open().await;
    let person = town.phone(Who::Personnel);
    let mut script = Script::of(&person);
    script.starts().await;
    script.presses("เริ่มใช้งาน").await;
    script.presses("มาตรการของฉัน").await;
    script.presses("๒. ").await;
    script.types("-").await;
    script.presses("ดำเนินการแล้ว ไม่มีเอกสาร").await;
    script.types("๑. ประชุมชี้แจงบุคลากร\n- ครั้งที่ ๑/๒๕๖๖\n- ครั้งที่ ๒/๒๕๖๖\n๒. คำสั่งที่ 63/2566 เรื่อง แต่งตั้งนายทะเบียนประวัติ").await;
    script.types("1/2/23").await;
    script.types("31 ก.พ. 66").await;
    script.types("๑ ก.พ. ๖๖").await;
    script.presses("เพิ่มคำสั่ง").await;
    script.types("ครั้งที่ ๑/๒๕๖๖").await;
    script.types("123/2023").await;
    script.presses("๑๒๓/๒๕๖๖").await;
    script.types("เรื่อง การใช้และเก็บรักษากุญแจรถยนต์ส่วนกลาง").await;
    script.types("/start").await;
    script.presses("ไม่ทราบวันที่").await;
    script.presses("แก้ผลการดำเนินงาน").await;
    script.presses("✏️ ๓").await;
    script.presses("ลบข้อนี้").await;
    script.presses("แก้ผลลัพธ์").await;
    script.types("บุคลากรเข้าใจหน้าที่มากขึ้น").await;
    script.types("ประมาณเก้าสิบ").await;
    script.types("๘๒.๙๔").await;
    script.presses("ส่งรายงาน").await;
    script.presses("มาตรการของฉัน").await;
    script.presses("๒. ").await;
    insta::assert_snapshot!(script.text());
    town.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_officer_reports_a_measure_in_english() {
    let town = Town::open().await;
    let person = town.phone(Who::Administration);
    let mut script = Script::of(&person);
    script.starts().await;
    script.types("/language").await;
    script.presses("My measures").await;
    script.presses("4. ").await;
    script
        .types("A manual on borrowing equipment was written")
        .await;
    script.presses("Add an order").await;
    script.types("64").await;
    script.presses("64/2566").await;
    script.types("Appointing the officer in charge").await;
    script.types("15/1/2565").await;
    script.types("The register says so").await;
    script.presses("outcome").await;
    script.types("Staff do not follow the guideline yet").await;
    script.types("87.72 82.39 77").await;
    script.types("82.39").await;
    script.presses("so that the score").await;
    script.presses("File it").await;
    script.types("/help").await;
    insta::assert_snapshot!(script.text());
    town.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_was_done_is_reported_with_its_reason_and_compiled_with_what_is_missing() {
    let town = Town::open().await;
    let person = town.phone(Who::Finance);
    let mut script = Script::of(&person);
    script.starts().await;
    script.presses("เริ่มใช้งาน").await;
    script.presses("มาตรการที่ ๑").await;
    script.presses("ไม่ได้ดำเนินการ").await;
    script.types(".").await;
    script.types("อยู่ระหว่างจัดทำร่างแผน").await;
    script.presses("ส่งรายงาน").await;
    let reporter = town.phone(Who::Reporter);
    script.person = &reporter;
    script.starts().await;
    script.presses("เริ่มใช้งาน").await;
    script.presses("กระดานรายงาน").await;
    script.presses("รวบรวมรายงาน").await;
    script.presses("รวบรวมเท่าที่มี").await;
    let file = reporter.gets_file("รายงานฉบับที่ ๑").await;
    assert!(
        file.text.contains("ยังไม่รายงาน: มาตรการที่ ๒, ๓, ๔, ๕, ๖"),
        "{}",
        file.text
    );
    reporter.press("เสนอตรวจสอบ");
    insta::assert_snapshot!(script.text());
    town.close().await;
}

/// One measure is filed, the rest is missing; the report goes to the verifiers and the executive, who
/// speak this language.
async fn checked_and_acknowledged(language: &str) -> String {
    let words = |thai: &'static str, english: &'static str| match language {
        "th" => thai,
        _ => english,
    };
    let town = Town::enrolled().await;
    let finance = town.phone(Who::Finance);
    finance.presses("เริ่มใช้งาน").await;
    finance.presses("มาตรการที่ ๑").await;
    finance.types("มีการประชุมชี้แจง").await;
    finance.presses("ไปที่ผลลัพธ์").await;
    finance.types("บุคลากรเข้าใจมากขึ้น").await;
    finance.presses("ส่งรายงาน").await;
    let reporter = town.phone(Who::Reporter);
    reporter.types("/home").await;
    reporter.presses("กระดานรายงาน").await;
    reporter.presses("รวบรวมรายงาน").await;
    reporter.presses("รวบรวมเท่าที่มี").await;
    reporter.gets_file("รายงานฉบับที่ ๑").await;

    let (first, second) = (
        town.phone(Who::FirstVerifier),
        town.phone(Who::SecondVerifier),
    );
    let executive = town.phone(Who::Executive);
    if language == "en" {
        for person in [&first, &second, &executive] {
            person.types("/language").await;
        }
    }
    reporter.presses("เสนอตรวจสอบ").await;
    let mut script = Script::of(&first);
    let file = first
        .gets_file(words("รอท่านตรวจสอบ", "waits for your check"))
        .await;
    script.write(words("(ได้รับไฟล์)", "(gets the file)"), &file);
    script.presses(words("ส่งคืน", "Return")).await;
    script.presses(words("๑. ", "1. ")).await;
    script.types("-").await;
    script.types("/home").await;
    script
        .presses(words("ตรวจแล้วถูกต้อง", "Checked, correct"))
        .await;
    script
        .presses(words("ยืนยันว่าตรวจแล้ว", "Yes, I have checked it"))
        .await;
    second
        .gets_file(words("รอท่านตรวจสอบ", "waits for your check"))
        .await;
    // Who asks for it again decides below the one that comes then.
    second.types("/home").await;
    let again = second
        .presses(words("ขอไฟล์อีกครั้ง", "Send the file again"))
        .await;
    assert_eq!((again.file.is_some(), again.buttons().count()), (true, 2));
    second
        .presses(words("ตรวจแล้วถูกต้อง", "Checked, correct"))
        .await;
    second
        .presses(words("ยืนยันว่าตรวจแล้ว", "Yes, I have checked it"))
        .await;
    script.person = &executive;
    let waits = words("รอท่านรับทราบ", "waits for your acknowledgement");
    let file = executive.gets_file(waits).await;
    script.write(words("(ได้รับไฟล์)", "(gets the file)"), &file);
    script.types("ขอบคุณ").await;
    script.types("รับทราบ").await;
    script.presses(words("ยังก่อน", "Not yet")).await;
    script
        .presses(words("รับทราบพร้อมข้อสั่งการ", "with an instruction"))
        .await;
    script.types("ให้เร่งรัดมาตรการที่เหลือ").await;
    executive.press(words("ยืนยันรับทราบ", "Confirm"));
    let acknowledged = words(
        "ผู้บริหารรับทราบรายงานแล้ว",
        "The executive acknowledged the report",
    );
    let file = executive.gets_file(acknowledged).await;
    script.write(words("(ได้รับไฟล์)", "(gets the file)"), &file);
    finance.gets_file("ผู้บริหารรับทราบรายงานแล้ว").await;
    finance.types("/home").await;
    finance.presses("ขอไฟล์อีกครั้ง").await;
    town.close().await;
    let hash = Regex::new("[0-9a-f]{64}").unwrap();
    let text = script.text();
    let text = hash.replace_all(&text, "(sha-256)");
    // Of the same bytes, which change with the document's look.
    let code = Regex::new("(รหัสตรวจสอบ|Check code) [0-9A-Z]{5}-[0-9A-Z]{5}").unwrap();
    code.replace_all(&text, "$1 (code)").into_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_report_is_checked_and_acknowledged_in_thai() {
    insta::assert_snapshot!(checked_and_acknowledged("th").await);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_report_is_checked_and_acknowledged_in_english() {
    insta::assert_snapshot!(checked_and_acknowledged("en").await);
}
