//! The program as people start it: its helps, its errors, its end, and that it keeps its secrets.

use std::io::{BufRead as _, BufReader, Read as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use crate::telegram_line::{SOMSRI, SOON, TOKEN, sandbox};

pub fn rapsap() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_rapsap"));
    for (name, _) in std::env::vars() {
        if name.starts_with("RAPSAP_")
            || name == "TELOXIDE_TOKEN"
            || name == "RUST_LOG"
            || name == "RUST_BACKTRACE"
        {
            command.env_remove(name);
        }
    }
    command.current_dir(std::env::temp_dir());
    command
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

pub fn run(command: &mut Command) -> (bool, String, String) {
    let Output {
        status,
        stdout,
        stderr,
    } = command.output().unwrap();
    (status.success(), text(&stdout), text(&stderr))
}

/// Sends SIGTERM and gives how long the program took to end well.
pub fn terminate(child: &mut Child) -> Duration {
    let begun = Instant::now();
    assert!(
        Command::new("kill")
            .args(["-TERM", &child.id().to_string()])
            .status()
            .unwrap()
            .success()
    );
    loop {
        if let Some(status) = child.try_wait().unwrap() {
            assert!(status.success(), "{status}");
            return begun.elapsed();
        }
        assert!(begun.elapsed() < SOON, "it does not end");
        std::thread::sleep(Duration::from_millis(10));
    }
}

fn sample() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src/sample_office.toml")
}

#[test]
fn help_names_every_command_and_where_the_token_comes_from() {
    let (well, out, _) = run(rapsap().arg("--help"));
    assert!(well);
    for command in ["serve", "import", "export-plan", "invite", "sandbox"] {
        assert!(out.contains(command), "{command} is missing in\n{out}");
    }
    let (_, out, _) = run(rapsap().args(["serve", "--help"]));
    assert!(
        out.contains("TELOXIDE_TOKEN") && out.contains("--api-url"),
        "{out}"
    );
}

#[test]
fn report_prints_the_schema_of_its_data_and_wants_a_file_otherwise() {
    let (well, out, _) = run(rapsap().args(["report", "--schema"]));
    assert!(well);
    let schema: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!(
        schema["$schema"],
        "https://json-schema.org/draft/2020-12/schema"
    );
    let (well, _, err) = run(rapsap().arg("report"));
    assert!(
        !well && err.contains("[FILE]") | err.contains("<FILE>"),
        "{err}"
    );
}

#[test]
fn serve_without_a_token_says_what_to_do() {
    let dir = tempfile::tempdir().unwrap();
    let (well, _, err) = run(rapsap().args(["serve", "--data-dir"]).arg(dir.path()));
    assert!(!well);
    assert!(err.contains("TELOXIDE_TOKEN"), "{err}");
    assert!(
        dir.path().read_dir().unwrap().next().is_none(),
        "nothing is made before that is clear"
    );
}

#[test]
fn a_mistake_in_a_plan_is_shown_with_its_line_and_nothing_is_loaded() {
    let dir = tempfile::tempdir().unwrap();
    let plan = dir.path().join("plan.toml");
    let good = std::fs::read_to_string(sample()).unwrap();
    std::fs::write(&plan, good.replacen("[fiscal_year]", "[fiscal_yaer]", 1)).unwrap();
    let data = dir.path().join("data");
    let (well, _, err) = run(rapsap()
        .arg("import")
        .arg(&plan)
        .arg("--data-dir")
        .arg(&data));
    assert!(!well);
    assert!(
        err.contains("plan.toml:") && err.contains("fiscal_yaer"),
        "{err}"
    );
    let (_, _, err) = run(rapsap()
        .args(["invite", "--bot", "b", "--data-dir"])
        .arg(&data));
    assert!(err.contains("there is no database"), "{err}");
    assert!(!data.exists(), "and none is made of it");
}

#[test]
fn a_plan_is_checked_then_loaded_then_people_are_invited() {
    let dir = tempfile::tempdir().unwrap();
    let data = |command: &mut Command| run(command.arg("--data-dir").arg(dir.path()));
    let (well, out, err) = data(rapsap().arg("import").arg(sample()).arg("--dry-run"));
    assert!(well, "{err}");
    assert!(out.contains("2566"), "{out}");
    let (well, ..) = data(rapsap().args(["invite", "--bot", "rapsap_test_bot"]));
    assert!(!well, "a dry run loads nothing");

    assert!(data(rapsap().arg("import").arg(sample())).0);
    let (well, out, err) = data(rapsap().args(["invite", "--bot", "@rapsap_test_bot"]));
    assert!(well, "{err}");
    assert_eq!(out.lines().count(), 7, "{out}");
    for line in out.lines() {
        let link = line.rsplit('\t').next().unwrap();
        let code = link
            .strip_prefix("https://t.me/rapsap_test_bot?start=")
            .unwrap();
        assert!((22..=64).contains(&code.len()), "{code}");
        assert!(
            code.bytes()
                .all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-'),
            "{code}"
        );
    }
    let post = out.split('\t').next().unwrap().to_owned();
    let (_, one, _) = data(rapsap().args(["invite", "--bot", "b", "--post", &post]));
    assert_eq!(one.lines().count(), 1);
    let (well, _, err) = data(rapsap().args(["invite", "--bot", "b", "--post", "nobody"]));
    assert!(!well && err.contains(&post), "{err}");
}

#[test]
fn a_plan_goes_out_as_a_workbook_and_comes_back_with_what_was_changed() {
    let dir = tempfile::tempdir().unwrap();
    let data = |command: &mut Command| {
        let (well, out, err) = run(command.arg("--data-dir").arg(dir.path().join("data")));
        assert!(well, "{err}");
        out
    };
    data(rapsap().arg("import").arg(sample()));
    let (xlsx, toml) = (dir.path().join("plan.xlsx"), dir.path().join("plan.toml"));
    data(rapsap().arg("export-plan").arg(&xlsx));
    data(
        rapsap()
            .args(["export-plan", "--office", "บุ่งคล้า"])
            .arg(&toml),
    );
    for file in [&xlsx, &toml] {
        let out = data(rapsap().arg("import").arg(file));
        assert!(out.starts_with("already there"), "{out}");
    }
    // By content, whatever the name; and the trial says what it would change.
    let renamed = dir.path().join("plan.txt");
    let text = std::fs::read_to_string(&toml).unwrap();
    std::fs::write(&renamed, text.replace("อบต.บุ่งคล้า", "อบต. บุ่งคล้า")).unwrap();
    let out = data(
        rapsap()
            .args(["import", "--dry-run", "--lang", "th"])
            .arg(&renamed),
    );
    assert_eq!(
        out,
        "แก้ไข: องค์การบริหารส่วนตำบลบุ่งคล้า\n• ชื่อย่อ: อบต.บุ่งคล้า → อบต. บุ่งคล้า\n\
         would be updated: องค์การบริหารส่วนตำบลบุ่งคล้า, fiscal year 2566, 6 measures, 7 posts\n"
    );
    let (well, _, err) = run(rapsap().arg("export-plan").arg(dir.path().join("plan.pdf")));
    assert!(!well && err.contains("--format"), "{err}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn serve_keeps_the_token_out_of_the_most_talkative_log_and_ends_on_sigterm() {
    let telegram = sandbox().await;
    let dir = tempfile::tempdir().unwrap();
    let begun = Instant::now();
    let mut bot = rapsap()
        .args(["serve", "--api-url", &telegram.api_url(), "--data-dir"])
        .arg(dir.path())
        .env("TELOXIDE_TOKEN", TOKEN)
        .env("RUST_LOG", "trace")
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut log = bot.stderr.take().unwrap();
    let log = std::thread::spawn(move || {
        let mut bytes = Vec::new();
        log.read_to_end(&mut bytes).unwrap();
        text(&bytes)
    });
    let phone = telegram.phone(SOMSRI);
    phone.start(None);
    phone.wait(|message| message.from_bot, SOON).await.unwrap();
    assert!(begun.elapsed() < SOON);
    // Faults make errors, and errors are where URLs like to show.
    use rapsap::sandbox::{Fault, Misbehaviour};
    telegram.faults().add(Fault::new(Misbehaviour::DropBefore));
    telegram
        .faults()
        .add(Fault::new(Misbehaviour::ServerError(502)).on("getUpdates"));
    telegram
        .faults()
        .add(Fault::new(Misbehaviour::DropAfter).on("sendMessage"));
    phone.text("คำลับเฉพาะกาล");
    let mark = phone.mark();
    phone
        .wait_after(mark, |message| message.from_bot, SOON)
        .await
        .unwrap();
    telegram.shutdown().await;
    tokio::time::sleep(Duration::from_millis(300)).await;
    let took = tokio::task::spawn_blocking(move || terminate(&mut bot))
        .await
        .unwrap();
    assert!(took < Duration::from_secs(10), "{took:?}");
    let log = log.join().unwrap();
    assert!(log.contains("serving @"), "the log was not captured");
    let secret = TOKEN.split_once(':').unwrap().1;
    let showing = |what: &str| log.lines().find(|line| line.contains(what));
    assert_eq!(showing(secret), None, "the token is in the log");
    assert_eq!(
        showing("คำลับเฉพาะกาล"),
        None,
        "what a person wrote is in the log"
    );
}

#[test]
fn the_sandbox_prints_one_address_shows_its_page_and_leaves_nothing_behind() {
    let temp = tempfile::tempdir().unwrap();
    let mut command = rapsap();
    let mut sandbox = command
        .arg("sandbox")
        .env("TMPDIR", temp.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(sandbox.stdout.take().unwrap())
        .read_line(&mut line)
        .unwrap();
    let address = line
        .trim()
        .strip_prefix("http://")
        .unwrap()
        .trim_end_matches('/')
        .to_owned();
    let mut page = std::net::TcpStream::connect(&address).unwrap();
    use std::io::Write as _;
    write!(
        page,
        "GET / HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n"
    )
    .unwrap();
    let mut shown = String::new();
    page.read_to_string(&mut shown).unwrap();
    assert!(shown.starts_with("HTTP/1.1 200"), "{shown}");
    terminate(&mut sandbox);
    assert!(
        temp.path().read_dir().unwrap().next().is_none(),
        "the temporary folder is still there"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_compiled_version_is_written_in_every_form_and_reminders_are_shown_beforehand() {
    use crate::databases::{NOW, person, sample_office};
    use rapsap::domain::office::ReportId;
    use rapsap::store::{Store, reports};

    let dir = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}?mode=rwc", dir.path().join("rapsap.db").display());
    let store = Store::open(&url).await.unwrap();
    let plan = sample_office(&store).await;
    let snapshot = crate::faces::snapshot::golden();
    let new = reports::NewReport {
        id: ReportId(store.id(NOW)),
        office: plan.office.0,
        plan: plan.plan,
        snapshot,
        missing: Vec::new(),
        person: person(&plan, 1).0,
        post: plan.posts[0].id.0,
    };
    let mut tx = store.begin().await.unwrap();
    reports::compile(&mut tx, &new, NOW).await.unwrap();
    tx.commit().await.unwrap();
    store.close().await;

    let here = |command: &mut Command| run(command.arg("--data-dir").arg(dir.path()));
    for (name, begins) in [
        ("r.docx", "PK"),
        ("r.xlsx", "PK"),
        ("r.json", "{"),
        ("r.pdf", "%PDF"),
    ] {
        let file = dir.path().join(name);
        let (well, _, err) = here(rapsap().arg("report").arg(&file));
        assert!(well, "{name}: {err}");
        let bytes = std::fs::read(&file).unwrap();
        assert!(bytes.starts_with(begins.as_bytes()), "{name}");
    }
    let file = dir.path().join("readiness.pdf");
    let (well, out, err) = here(rapsap().args(["readiness", "--language", "en"]).arg(&file));
    assert!(well, "{err}");
    assert!(out.contains("must be mended"), "{out}");
    assert!(std::fs::read(&file).unwrap().starts_with(b"%PDF"));
    let (well, _, err) = here(rapsap().arg("report").arg(dir.path().join("r.odt")));
    assert!(!well && err.contains(".docx"), "{err}");
    let (well, _, err) = here(
        rapsap()
            .args(["report", "--of-version", "9"])
            .arg(dir.path().join("r.pdf")),
    );
    assert!(!well && err.contains("no such version"), "{err}");

    let (well, out, err) = here(rapsap().args(["reminders", "--at", "16/10/2566 09:00"]));
    assert!(well, "{err}");
    assert!(out.starts_with("2023-10-16 09:00: "), "{out}");
    assert!(out.contains("  to "), "{out}");
    let (_, out, _) = here(rapsap().args(["reminders", "--at", "2023-10-15 09:00"]));
    assert!(out.contains(": 0 messages"), "a Sunday: {out}");
    let (well, out, err) = here(rapsap().args(["audit", "--quiet"]));
    assert!(well && out.contains("the record is whole"), "{out}{err}");
}

#[test]
fn whoever_reads_only_the_beginning_of_the_record_sees_no_defect() {
    use std::process::Stdio;
    let dir = tempfile::tempdir().unwrap();
    let (well, _, err) = run(rapsap()
        .arg("import")
        .arg(sample())
        .arg("--data-dir")
        .arg(dir.path()));
    assert!(well, "{err}");
    let mut audit = rapsap()
        .args(["audit", "--data-dir"])
        .arg(dir.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(audit.stdout.take());
    let ended = audit.wait_with_output().unwrap();
    let err = String::from_utf8_lossy(&ended.stderr);
    assert!(
        !err.contains("defect") && ended.status.code() == Some(1),
        "{err}"
    );
}
