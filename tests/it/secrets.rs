//! No secret and no word of a person is in what the program writes about itself: the real program, asked for
//! everything at trace level, is walked through a report with marks on all that is said, and its log is searched.

use std::io::Read as _;
use std::process::{Command, Stdio};
use std::time::Duration;

use rapsap::clock::Clock;
use rapsap::dialogue::{Account, Command as Spoken, Desk, Effect, Event, Screen, State};
use rapsap::domain::incoming::IncomingFile;
use rapsap::phrase::{Arg, Phrase};
use rapsap::plan_file;
use rapsap::sandbox::{self, Fault, Misbehaviour, Sandbox};
use rapsap::store::inbox::{Claimed, Received};
use rapsap::store::outbox::{Message, Outgoing};
use rapsap::store::{Store, invitations, plans};
use rapsap::worker::Worker;

use crate::cli::{rapsap, terminate};
use crate::telegram_line::{TOKEN, telegram_of};
use crate::town::Person;

/// Part of everything that is said in these tests.
const MARK: &str = "qzmarkqz";
const CHILD: &str = "RAPSAP_TEST_PANICS";

fn marked(text: &str) -> String {
    format!("{text} {MARK}ลับเฉพาะกาล")
}

/// The sample office, in which every name of a person is marked, and a phone with an invitation for each post.
struct Marked {
    sandbox: Sandbox,
    url: String,
    folder: tempfile::TempDir,
    people: Vec<(String, sandbox::Person)>,
}

async fn office() -> Marked {
    let folder = tempfile::tempdir().unwrap();
    let url = format!(
        "sqlite:{}?mode=rwc",
        folder.path().join("rapsap.db").display()
    );
    let store = Store::open(&url).await.unwrap();
    let sample = include_str!("../../src/sample_office.toml").replace("สมมุติ", &marked("สมมุติ"));
    let plan = plan_file::read("plan.toml", &sample).unwrap();
    let now = Clock::system().now();
    let office = plans::import(&store, &plan, now).await.unwrap().office;
    let mut people = Vec::new();
    for (id, post) in (700..).zip(invitations::posts(&store, office).await.unwrap()) {
        let day = Duration::from_secs(86_400);
        let code = invitations::create(&store, office, post.post, day, now, &mut rand::rng())
            .await
            .unwrap();
        let person = sandbox::Person {
            id,
            first_name: marked("ชื่อบัญชี"),
            last_name: Some(marked("นามสกุล")),
            username: Some(format!("{MARK}_{id}")),
            language_code: Some("th".to_owned()),
            start_payload: Some(code),
            ..sandbox::Person::default()
        };
        people.push((post.position, person));
    }
    let stranger = sandbox::Person {
        id: 799,
        first_name: marked("คนแปลกหน้า"),
        ..sandbox::Person::default()
    };
    people.push(("คนแปลกหน้า".to_owned(), stranger));
    store.close().await;
    let sandbox = telegram_of(people.iter().map(|(_, person)| person.clone()).collect()).await;
    Marked {
        sandbox,
        url,
        folder,
        people,
    }
}

impl Marked {
    fn phone(&self, position: &str) -> Person {
        let (_, person) = (self.people.iter())
            .find(|(of, _)| of.contains(position))
            .unwrap();
        Person {
            phone: self.sandbox.phone(person.id),
            invitation: person.start_payload.clone(),
        }
    }

    /// Everything that must not be found, in lower case.
    fn secrets(&self) -> Vec<String> {
        let codes = (self.people.iter()).filter_map(|(_, person)| person.start_payload.clone());
        let token = TOKEN.split_once(':').unwrap().1.to_owned();
        let mut secrets: Vec<_> = codes.chain([token, MARK.to_owned()]).collect();
        secrets.extend(["ลับเฉพาะกาล".to_owned(), "0812345678".to_owned()]);
        secrets.iter().map(|secret| secret.to_lowercase()).collect()
    }
}

/// The lines of `log` in which one of `secrets` is found, however it is escaped.
fn telling<'a>(log: &'a str, secrets: &[String]) -> Vec<&'a str> {
    let tells = |line: &&str| {
        let line = line.to_lowercase();
        let escaped: Vec<String> = secrets
            .iter()
            .map(|secret| secret.escape_unicode().to_string())
            .collect();
        secrets
            .iter()
            .chain(&escaped)
            .any(|secret| line.contains(secret.as_str()))
    };
    log.lines().filter(tells).collect()
}

async fn reports(town: &Marked) {
    let faults = town.sandbox.faults();
    let officer = town.phone("นักทรัพยากรบุคคล");
    officer.enrols().await;
    officer.presses("เริ่มใช้งาน").await;
    officer.presses("มาตรการของฉัน").await;
    officer.presses("๒. ").await;
    faults.add(Fault::new(Misbehaviour::DropAfter).on("sendMessage"));
    officer.types(&marked("ประชุมชี้แจง โทร 0812345678")).await;
    faults.add(Fault::new(Misbehaviour::ServerError(500)).on("sendMessage"));
    officer
        .types(&format!(
            "คำสั่งที่ 63/66 เรื่อง {} ลงวันที่ 1 ก.พ. 66",
            marked("แต่งตั้ง")
        ))
        .await;
    officer
        .phone
        .photo(crate::evidence::picture(40, MARK), Some(&marked("ภาพ")));
    faults.add(Fault::new(Misbehaviour::DropBefore).on("download"));
    let name = format!("{MARK}.exe");
    officer.phone.document(
        &name,
        "application/x-msdownload",
        b"MZ\0\0".to_vec(),
        Some(&marked("โปรแกรม")),
    );
    officer.sees(&name).await;
    officer.presses("ไปที่ผลลัพธ์").await;
    officer.types(&marked("บุคลากรเข้าใจ")).await;
    officer.types("๘๔.๙๔").await;
    officer.presses("ส่งรายงาน").await;
    // Whatever else people send.
    let phone = &officer.phone;
    let last = phone.text(&marked("พิมพ์เล่น"));
    phone.edit(last, &marked("แก้ข้อความ"));
    phone.forward(&marked("ส่งต่อ"), &marked("ใครบางคน"));
    phone.contact();
    phone.press_data(last, MARK);
    phone.text(&format!("/{MARK}"));
    phone.start(Some(MARK));
    let stranger = town.phone("คนแปลกหน้า");
    stranger.types(&marked("สวัสดี")).await;
}

async fn goes_round(town: &Marked) {
    // The reporter last, who would hear of everybody else at any moment.
    let [first, second, executive] =
        ["หัวหน้าสำนักปลัด", "ปลัดองค์การ", "นายกองค์การ"].map(|position| town.phone(position));
    for person in [&first, &second, &executive] {
        person.enrols().await;
    }
    let reporter = town.phone("นักวิเคราะห์");
    reporter.enrols().await;
    reporter.presses("เริ่มใช้งาน").await;
    let plan = format!("{MARK}.toml");
    reporter.presses("กระดานรายงาน").await;
    reporter.presses("จัดการสำนักงาน").await;
    reporter.presses("นำเข้า").await;
    let wrong = format!("[office]\nname = \"{}\"\nfiscal = {MARK}\n", marked("อบต."));
    reporter
        .phone
        .document(&plan, "application/toml", wrong.into_bytes(), None);
    reporter.sees("ยังนำเข้าไม่ได้").await;
    // The report itself, with an instruction.
    reporter.types("/home").await;
    reporter.presses("กระดานรายงาน").await;
    reporter.presses("รวบรวมรายงาน").await;
    reporter.presses("รวบรวมเท่าที่มี").await;
    reporter.gets_file("รายงานฉบับที่ ๑").await;
    reporter.presses("เสนอตรวจสอบ").await;
    for verifier in [&first, &second] {
        verifier.gets_file("รอท่านตรวจสอบ").await;
        verifier.presses("ตรวจแล้วถูกต้อง").await;
        verifier.presses("ยืนยันว่าตรวจแล้ว").await;
        verifier.sees("บันทึกผลการตรวจสอบแล้ว").await;
    }
    executive.gets_file("รอท่านรับทราบ").await;
    executive.presses("รับทราบพร้อมข้อสั่งการ").await;
    executive.types(&marked("ให้เผยแพร่")).await;
    executive.presses("ยืนยันรับทราบ").await;
    reporter.gets_file("ผู้บริหารรับทราบรายงานแล้ว").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_log_of_a_whole_walk_at_trace_level_tells_neither_token_nor_codes_nor_what_people_said()
{
    walked("text").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nor_does_a_log_of_objects_and_each_of_its_lines_is_one() {
    let log = walked("json").await;
    for line in log.lines() {
        let line: serde_json::Value = serde_json::from_str(line).unwrap();
        assert!(line["level"].is_string() && line["target"].is_string());
    }
}

/// The log of this format of a walk that comes to everything; nothing in it tells what it must not.
async fn walked(format: &str) -> String {
    let town = office().await;
    let mut bot = rapsap()
        .args(["--log-format", format])
        .args(["serve", "--api-url", &town.sandbox.api_url(), "--data-dir"])
        .arg(town.folder.path())
        .env("TELOXIDE_TOKEN", TOKEN)
        .env("RUST_LOG", "trace,hyper=trace,sqlx=trace,reqwest=trace")
        .env("RAPSAP_SENDING_PER_CHAT", "0")
        .env("RAPSAP_SENDING_PER_SECOND", "0")
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stderr = bot.stderr.take().unwrap();
    let log = std::thread::spawn(move || {
        let mut bytes = Vec::new();
        stderr.read_to_end(&mut bytes).unwrap();
        String::from_utf8_lossy(&bytes).into_owned()
    });
    reports(&town).await;
    goes_round(&town).await;
    // What is stored and cannot be read is not quoted either.
    let store = Store::open(&town.url).await.unwrap();
    let mut tx = store.begin().await.unwrap();
    let unreadable = format!("UPDATE conversation SET state = '{{\"awaiting\":\"{MARK}\"}}'");
    sqlx::query(sqlx::AssertSqlSafe(unreadable))
        .execute(&mut *tx)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    store.close().await;
    let officer = town.phone("นักทรัพยากรบุคคล");
    officer.types(&marked("หลังฐานข้อมูลเสีย")).await;

    let secrets = town.secrets();
    town.sandbox.shutdown().await;
    tokio::task::spawn_blocking(move || terminate(&mut bot))
        .await
        .unwrap();
    let log = log.join().unwrap();
    for line in [
        "serving @",
        "a file is kept",
        "a file is not kept",
        "conversation cannot be read",
    ] {
        assert!(
            log.contains(line),
            "the walk did not come to {line:?}:\n{log}"
        );
    }
    assert_eq!(telling(&log, &secrets), Vec::<&str>::new());
    log
}

/// Steps that fail with what they were told in their panic.
fn panicking(_: State, event: &Event, _: &Desk) -> (State, Vec<Effect>) {
    match event {
        Event::Text { text, .. } => panic!("cannot cope with {text}"),
        _ => (State::Choice, Vec::new()),
    }
}

fn reading(_: &str, payload: &str) -> Event {
    assert!(!payload.contains("unreadable"), "cannot read {payload}");
    Event::Text {
        text: payload.to_owned(),
        forwarded: false,
        message: 1,
    }
}

/// Not a test of its own: what the next one runs as a program, since the log and what is done about a panic are
/// a whole process's.
#[tokio::test]
#[ignore = "run by the test below"]
async fn a_program_that_panics() {
    if std::env::var_os(CHILD).is_none() {
        return;
    }
    rapsap::log::start(rapsap::log::Format::Text);
    tracing::trace!(target: "rapsap::test", "our own line at trace level");
    tracing::warn!(target: "sqlx::query", "another's warning");
    for target in [
        "hyper::proto",
        "reqwest::connect",
        "sqlx::query",
        "teloxide",
        "rapsapper",
    ] {
        tracing::trace!(target: "hyper::proto", "{target} {MARK}");
        tracing::info!(target: "sqlx::query", "{target} {MARK}");
        tracing::warn!(target: "reqwest", "{target} {MARK}");
        tracing::warn!(target: "rapsapper", "{target} {MARK}");
    }
    let folder = tempfile::tempdir().unwrap();
    let url = format!(
        "sqlite:{}?mode=rwc",
        folder.path().join("rapsap.db").display()
    );
    let store = Store::open(&url).await.unwrap();
    let worker = Worker::new(store.clone(), panicking, reading, || 1_700_000_000_000);
    for (update_id, text) in [(1, marked("ข้อความ")), (2, marked("unreadable"))] {
        let one = Received {
            update_id,
            chat: 5,
            payload: text,
        };
        rapsap::store::inbox::receive(&store, "telegram", vec![one], 1_700_000_000_000)
            .await
            .unwrap();
        while worker.turn().await.unwrap() > 0 {}
    }
    let spawned = tokio::spawn(async { panic!("{}", marked("ในงานอื่น")) });
    assert!(spawned.await.is_err());
    store.close().await;
}

#[test]
fn a_panic_that_quotes_what_a_person_said_says_only_where_it_was() {
    let output = Command::new(std::env::current_exe().unwrap())
        .args([
            "secrets::a_program_that_panics",
            "--exact",
            "--ignored",
            "--nocapture",
        ])
        .env(CHILD, "1")
        .env("RUST_LOG", "trace")
        .env("RUST_BACKTRACE", "1")
        .output()
        .unwrap();
    let all = [output.stdout, output.stderr].concat();
    let all = String::from_utf8_lossy(&all);
    assert!(output.status.success(), "{all}");
    assert!(all.contains("our own line at trace level"), "{all}");
    assert!(all.contains("another's warning"), "{all}");
    assert_eq!(
        all.matches("a defect of this program was met").count(),
        3,
        "{all}"
    );
    assert!(
        all.contains("tests/it/secrets.rs"),
        "a panic says where it was:\n{all}"
    );
    assert_eq!(telling(&all, &[MARK.to_owned()]), Vec::<&str>::new());
}

#[test]
fn debug_of_what_comes_in_and_goes_out_does_not_say_it() {
    let file = IncomingFile {
        telegram_file_id: marked("id"),
        telegram_unique_id: marked("id"),
        photo: false,
        name: Some(marked("name")),
        mime: Some(marked("mime")),
        size: Some(1),
    };
    let account = Account {
        name: marked("name"),
        username: Some(marked("name")),
    };
    let phrase = Phrase::new("text").with("text", marked("text"));
    let label = Phrase::new("text").with("text", Arg::Label(marked("label")));
    let screen = Screen::new(phrase.clone()).and(label);
    let outgoing = Outgoing::Show {
        screen: screen.clone(),
    };
    let payload = marked("payload");
    let chat = 1;
    let things: Vec<Box<dyn std::fmt::Debug>> = vec![
        Box::new(Event::Start {
            code: Some(marked("code")),
            from: Some(account),
        }),
        Box::new(Event::Text {
            text: marked("text"),
            forwarded: false,
            message: 1,
        }),
        Box::new(Event::File {
            file: file.clone(),
            caption: Some(marked("caption")),
            album: Some(marked("album")),
            forwarded: false,
            message: 1,
        }),
        Box::new(Event::Command(Spoken::Unknown)),
        Box::new(file),
        Box::new(Effect::Show(screen.clone())),
        Box::new(Effect::Claim {
            code_hash: marked("hash"),
        }),
        Box::new(State::Overtaken {
            measure: rapsap::domain::office::MeasureId(1),
            answer: rapsap::dialogue::Answer::Outcome,
            text: marked("text"),
            from: None,
        }),
        Box::new(Message {
            chat,
            language: Default::default(),
            outgoing: outgoing.clone(),
            key: None,
        }),
        Box::new(outgoing),
        Box::new(screen),
        Box::new(Received {
            update_id: 1,
            chat,
            payload: payload.clone(),
        }),
        Box::new(Claimed {
            update_id: 1,
            chat,
            source: "telegram".to_owned(),
            payload,
            received_at: 0,
        }),
        Box::new(rapsap::config::Secret::new(marked("token"))),
        Box::new(rapsap::config::DatabaseUrl::new(format!(
            "postgres://u:{MARK}@127.0.0.1/d"
        ))),
    ];
    for thing in things {
        let shown = format!("{thing:?} {thing:#?}");
        assert_eq!(telling(&shown, &[MARK.to_owned()]), Vec::<&str>::new());
    }
}

/// Every place outside the tests in which a message or an error is made of something's `Debug`. What is new here
/// must be looked at: the domain's values hold what people wrote, and their `Debug` says it, for the tests.
const LOOKED_AT: [&str; 16] = [
    r#"evidence is kept in {store:?}"#,
    r#"changes the office as it cannot be: {why:?}"#,
    r#"opens the next plan while it is {other:?}"#,
    r#"?errors, "message lacks an argument""#,
    r#"?errors, "messages do not parse""#,
    r#"a menu could not be set: {end:?}"#,
    r#"Received({}, {:?})"#,
    r#"Claimed({}, {:?})"#,
    "(?i:",
    r#"there is no post {code:?}"#,
    r#"{text:?} is no date"#,
    r#"{time:?} is no time"#,
    r#"there is no role {role:?}"#,
    r#"there is no kind of decision {name:?}"#,
    r#"there is no kind of document {name:?}"#,
    r#"there is no period {name:?}"#,
];

#[test]
fn no_log_line_or_error_is_made_of_a_values_debug_unless_it_was_looked_at() {
    let formatted = regex::Regex::new(r"\{[a-z_.0-9]*:#?\?\}|[(,] ?\?[a-z_]+,").unwrap();
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut folders = vec![root.clone()];
    let mut found = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in folder.read_dir().unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let in_test = path.ends_with("tests.rs") || path.starts_with(root.join("sandbox"));
            if path.extension().is_none_or(|ending| ending != "rs") || in_test {
                continue;
            }
            let text = std::fs::read_to_string(&path).unwrap();
            let code = text.split("#[cfg(test)]").next().unwrap();
            for line in code.lines() {
                let line = line.trim();
                let known = LOOKED_AT.iter().any(|known| line.contains(known));
                let pattern =
                    line.contains("r\"") || line.contains("r#\"") || line.starts_with("r\"");
                if formatted.is_match(line) && !line.starts_with("//") && !known && !pattern {
                    found.push(format!("{}: {line}", path.display()));
                }
            }
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}
