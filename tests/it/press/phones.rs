//! People at their phones, whose files are made by processes that somebody ends, or that get too little memory.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use rapsap::clock::Clock;
use rapsap::plan_file;
use rapsap::sandbox::{self, Sandbox};
use rapsap::store::{Store, invitations, plans};

use crate::nothing_lost::office;
use crate::nothing_lost::program::{PATIENCE, Program};
use crate::telegram_line::{TOKEN, telegram_of};
use crate::town::Person;

/// The reporter of the sample office at their phone, before the program that serves it.
struct Desk {
    telegram: Sandbox,
    reporter: Person,
    program: Program,
    url: String,
    _folder: tempfile::TempDir,
}

impl Desk {
    async fn open(env: &[(&'static str, &str)]) -> Desk {
        let folder = tempfile::tempdir().unwrap();
        let url = format!(
            "sqlite:{}?mode=rwc",
            folder.path().join("rapsap.db").display()
        );
        let store = Store::open(&url).await.unwrap();
        let sample = include_str!("../../../src/sample_office.toml");
        let plan = plan_file::read("plan.toml", sample).unwrap();
        let now = Clock::system().now();
        let office = plans::import(&store, &plan, now).await.unwrap().office;
        let posts = invitations::posts(&store, office).await.unwrap();
        let mut people = Vec::new();
        for (id, position) in [(701, "นักวิเคราะห์"), (702, "นักทรัพยากรบุคคล")]
        {
            let mut posts = posts.iter();
            let post = posts.find(|post| post.position.contains(position)).unwrap();
            let (post, day) = (post.post, Duration::from_secs(86_400));
            let code = invitations::create(&store, office, post, day, now, &mut rand::rng()).await;
            people.push(sandbox::Person {
                id,
                first_name: "สมศรี".to_owned(),
                language_code: Some("th".to_owned()),
                start_payload: Some(code.unwrap()),
                ..sandbox::Person::default()
            });
        }
        let telegram = telegram_of(people.clone()).await;
        let [reporter, officer] = [0, 1].map(|at: usize| Person {
            phone: telegram.phone(people[at].id),
            invitation: people[at].start_payload.clone(),
        });
        store.close().await;
        let mut program = Program::new(&url, &telegram.api_url(), folder.path());
        program.env = (env.iter())
            .map(|(name, value)| (*name, (*value).to_owned()))
            .collect();
        program.start();
        reporter.enrols().await;
        reporter.presses("เริ่มใช้งาน").await;
        officer.enrols().await;
        officer.presses("เริ่มใช้งาน").await;
        reports(&officer, " ๒. ").await;
        officer.types("82.94").await;
        officer.presses("ส่งรายงาน").await;
        Desk {
            telegram,
            reporter,
            program,
            url,
            _folder: folder,
        }
    }

    async fn store(&self) -> Store {
        Store::open(&self.url).await.unwrap()
    }

    async fn compiles(&self) {
        compiles(&self.reporter).await;
    }

    /// The processes that make its files.
    fn presses(&self) -> BTreeSet<u32> {
        presses_of(self.program.id())
    }

    /// Waits for a process that makes a file, other than these.
    async fn press_besides(&self, known: &BTreeSet<u32>) -> u32 {
        let begun = Instant::now();
        loop {
            if let Some(press) = self.presses().difference(known).next() {
                return *press;
            }
            assert!(begun.elapsed() < PATIENCE, "{}", self.program.log());
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }
}

/// Reports a measure as far as its outcome.
async fn reports(officer: &Person, measure: &str) {
    officer.presses("มาตรการของฉัน").await;
    officer.presses(measure).await;
    officer.types("ประชุมชี้แจงบุคลากร").await;
    officer.presses("ไปที่ผลลัพธ์").await;
    officer.types("บุคลากรเข้าใจหน้าที่ของตนมากขึ้น").await;
}

/// Asks for the report, and does not wait for it.
async fn compiles(reporter: &Person) {
    reporter.types("/home").await;
    reporter.presses("กระดานรายงาน").await;
    reporter.presses("รวบรวมรายงาน").await;
    reporter.presses("รวบรวมเท่าที่มี").await;
}

/// The processes that make files for this one.
pub fn presses_of(parent: u32) -> BTreeSet<u32> {
    let parent = format!("PPid:\t{parent}\n");
    let all = std::fs::read_dir("/proc").unwrap();
    all.filter_map(|entry| entry.ok()?.file_name().to_str()?.parse().ok())
        .filter(|id| {
            // Any may end meanwhile.
            let of = |what| std::fs::read_to_string(format!("/proc/{id}/{what}"));
            of("status").is_ok_and(|status| status.contains(&parent))
                && of("cmdline").is_ok_and(|line| line.contains("\0press\0"))
        })
        .collect()
}

async fn until_gone(press: u32) {
    let begun = Instant::now();
    while Path::new(&format!("/proc/{press}")).exists() {
        assert!(begun.elapsed() < PATIENCE, "it goes on");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

fn signal(name: &str, process: u32) {
    let sent = Command::new("kill")
        .args([name, &process.to_string()])
        .status();
    assert!(sent.unwrap().success());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_phone_gets_its_document_although_the_process_that_makes_it_is_killed_in_the_midst() {
    let mut desk = Desk::open(&[]).await;
    desk.compiles().await;
    let press = desk.press_besides(&BTreeSet::new()).await;
    // Before it has made anything, however fast it is.
    signal("-STOP", press);
    // Neither the token nor what else the bot was told is known to it.
    let told = std::fs::read(format!("/proc/{press}/environ")).unwrap();
    let told = String::from_utf8_lossy(&told);
    assert!(
        !told.contains(TOKEN) && !told.contains("TELOXIDE"),
        "{told}"
    );
    signal("-KILL", press);
    desk.reporter.gets_file("รายงานฉบับที่ ๑").await;
    assert_eq!(
        desk.program.said("a press was lost"),
        1,
        "{}",
        desk.program.log()
    );

    // It does not outlive the bot, whether that ends or is killed.
    let press = desk.press_besides(&BTreeSet::from([press])).await;
    desk.program.terminate();
    until_gone(press).await;
    desk.program.start();
    desk.compiles().await;
    let press = desk.press_besides(&BTreeSet::new()).await;
    desk.program.kill();
    until_gone(press).await;
    desk.program.start();
    desk.reporter.gets_file("รายงานฉบับที่ ๒").await;
    desk.program.terminate();
    desk.telegram.shutdown().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_asked_for_a_file_that_needs_too_much_memory_is_told_and_gets_it_once_there_is_enough()
{
    let mut desk = Desk::open(&[("RAPSAP_PRESS_MEMORY_MB", "72")]).await;
    desk.compiles().await;
    desk.reporter.sees("ขออภัย จัดทำไฟล์ไม่สำเร็จ").await;
    assert!(desk.program.said("a document cannot be made") > 0);
    desk.program.terminate();
    desk.program.env.clear();
    desk.program.start();
    desk.compiles().await;
    desk.reporter.gets_file("รายงานฉบับที่ ๒").await;
    desk.program.terminate();
    desk.telegram.shutdown().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_document_that_takes_its_time_keeps_neither_another_offices_document_nor_a_picture_waiting()
 {
    let mut desk = Desk::open(&[]).await;
    let store = desk.store().await;
    let office = office::open(&store, &desk.telegram, 1).await.unwrap();
    store.close().await;
    let person = |code: &str| {
        let member = office.people.iter().find(|member| member.code == code);
        let member = member.unwrap();
        Person {
            phone: member.phone.clone(),
            invitation: Some(member.invitation.clone()),
        }
    };
    let (officer, reporter) = (person("c0"), person("reporter"));
    for person in [&officer, &reporter] {
        person.enrols().await;
        person.presses("เริ่มใช้งาน").await;
    }
    reports(&officer, "๑. ").await;
    officer.presses("ส่งรายงาน").await;
    desk.compiles().await;
    let press = desk.press_besides(&BTreeSet::new()).await;
    signal("-STOP", press);
    compiles(&reporter).await;
    reporter.gets_file("รายงานฉบับที่ ๑").await;
    reporter.presses("กระดานรายงาน").await;
    reporter.presses("แผนภาพ").await;
    reporter.gets_file("แผนภาพการรายงานของ").await;
    let got = desk.reporter.phone.messages();
    assert!(got.iter().all(|message| message.file.is_none()));
    signal("-CONT", press);
    desk.reporter.gets_file("รายงานฉบับที่ ๑").await;
    desk.program.terminate();
    desk.telegram.shutdown().await;
}
