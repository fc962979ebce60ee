//! `rapsap doctor`: what is well is said to be, and every planted fault is found.

mod machine;

use std::fs::Permissions;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

use rapsap::clock::MovableClock;
use rapsap::config::{Config, DatabaseUrl, Layer, Secret};
use rapsap::doctor::{self, Finding, Grade};
use rapsap::sandbox::Sandbox;
use rapsap::store::{Store, migrations, sole};
use sqlx::{AnyPool, AssertSqlSafe, Executor};

use crate::cli::{rapsap, run};
use crate::databases::{for_each_empty_database, sample_office};
use crate::keeping::{acknowledged, sqlite};
use crate::telegram_line::{TOKEN, sandbox};

fn installation(url: &str, folder: &Path, telegram: &Sandbox) -> Config {
    let flags = Layer {
        token: Some(Secret::new(TOKEN)),
        api_url: Some(telegram.api_url()),
        database: Some(DatabaseUrl::new(url)),
        data_dir: Some(folder.to_owned()),
        ..Layer::default()
    };
    Config::load(flags, None, |_| None).unwrap()
}

/// As an installation stands on a good day: nobody else reads its folder, and what came in is answered.
async fn healthy(url: &str, folder: &Path) {
    acknowledged(url, folder).await;
    std::fs::set_permissions(folder, Permissions::from_mode(0o700)).unwrap();
    changes(url, "UPDATE inbox SET done_at = 1").await;
}

async fn examined(config: &Config) -> Vec<Finding> {
    doctor::examine(config, &rapsap::clock::Clock::system(), true).await
}

/// The finding that says this, which must be there and be so grave.
fn found<'a>(findings: &'a [Finding], about: &str, grade: Grade, says: &str) -> &'a Finding {
    let found = findings
        .iter()
        .find(|finding| finding.about == about && finding.says.contains(says));
    let found = found.unwrap_or_else(|| panic!("{about}: {says} in {findings:#?}"));
    assert_eq!(found.grade, grade, "{found}");
    assert_eq!(found.advice.is_none(), grade == Grade::Well, "{found}");
    found
}

async fn changes(url: &str, sql: &str) {
    sqlx::any::install_default_drivers();
    let pool = AnyPool::connect(url).await.unwrap();
    pool.execute(sqlx::raw_sql(AssertSqlSafe(sql.to_owned())))
        .await
        .unwrap();
    pool.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_healthy_installation_is_said_to_be_and_each_fault_of_its_data_is_found() {
    let telegram = &sandbox().await;
    for_each_empty_database(|url| async move {
        let dir = tempfile::tempdir().unwrap();
        healthy(&url, dir.path()).await;
        let config = installation(&url, dir.path(), telegram);
        let sole = sole::take(&url).await.unwrap().unwrap();
        let well = examined(&config).await;
        for finding in &well {
            // A server of tests may trade safety for speed.
            let server = finding.about == "durability" && url.starts_with("postgres");
            assert!(finding.grade == Grade::Well || server, "{finding}");
        }
        for about in [
            "configuration", "token", "webhook", "clock", "folder", "disk", "program", "database",
            "integrity", "record", "queues", "offices", "documents", "evidence", "page",
        ] {
            assert!(well.iter().any(|finding| finding.about == about), "{about}");
        }
        let long_ago = 1_000_000;
        let now = rapsap::clock::Clock::system().now();
        for (sql, about, grade, says) in [
            (
                format!(
                    "INSERT INTO inbox (update_id, chat_id, source, payload, received_at) \
                     VALUES (1, 1, 'telegram', '{{}}', {long_ago})"
                ),
                "queues",
                Grade::Fail,
                "1 updates to answer",
            ),
            (
                format!("UPDATE inbox SET done_at = {now}, failed_at = {now} WHERE update_id = 1"),
                "failures",
                Grade::Warn,
                "1 updates could not be answered",
            ),
            (
                format!(
                    "INSERT INTO outbox (id, chat_id, place, language, body, status, attempts, not_before, created_at) \
                     VALUES (1, 1, 1, 'th', '{{}}', 'waiting', 0, 0, {long_ago})"
                ),
                "queues",
                Grade::Fail,
                "1 messages to send",
            ),
            (
                format!("UPDATE outbox SET status = 'failed', settled_at = {now}"),
                "failures",
                Grade::Warn,
                "1 messages could not be sent",
            ),
            (
                "UPDATE evidence_file SET status = 'wanted' WHERE id = 11".to_owned(),
                "queues",
                Grade::Fail,
                "1 files to fetch",
            ),
            (
                format!("UPDATE evidence_file SET status = 'failed', settled_at = {now} WHERE id = 11"),
                "failures",
                Grade::Warn,
                "1 files could not be fetched",
            ),
            (
                "UPDATE document SET status = 'wanted' WHERE kind = 'memo'".to_owned(),
                "queues",
                Grade::Fail,
                "1 documents to make",
            ),
            (
                format!("UPDATE document SET status = 'failed', settled_at = {now} WHERE kind = 'memo'"),
                "failures",
                Grade::Warn,
                "1 documents could not be made",
            ),
            (
                "UPDATE decision SET note = 'x' WHERE kind = 'acknowledged'".to_owned(),
                "record",
                Grade::Fail,
                "entries are not what was written",
            ),
            (
                "UPDATE holding SET held_until = 1 WHERE post_id IN (SELECT id FROM post WHERE role = 'executive')"
                    .to_owned(),
                "offices",
                Grade::Warn,
                "no executive is enrolled",
            ),
        ] {
            changes(&url, &sql).await;
            found(&examined(&config).await, about, grade, says);
        }
        drop(sole);
        let findings = examined(&config).await;
        found(&findings, "program", Grade::Warn, "none serves");

        let damaged = dir.path().join("documents");
        let damaged = damaged.read_dir().unwrap().next().unwrap().unwrap().path();
        let damaged = damaged.read_dir().unwrap().next().unwrap().unwrap().path();
        std::fs::write(&damaged, "another").unwrap();
        std::fs::remove_dir_all(dir.path().join("evidence")).unwrap();
        let findings = examined(&config).await;
        let hash = damaged.file_name().unwrap().to_str().unwrap();
        found(&findings, "documents", Grade::Fail, hash);
        found(&findings, "evidence", Grade::Fail, "gone or damaged");
        assert!(!dir.path().join("evidence").exists(), "nothing is made");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_wrong_around_the_data_is_found() {
    let telegram = sandbox().await;
    let dir = tempfile::tempdir().unwrap();
    let url = sqlite(dir.path());
    let config = installation(&url, dir.path(), &telegram);
    let findings = examined(&config).await;
    found(&findings, "database", Grade::Fail, "there is no database");
    assert!(
        dir.path().read_dir().unwrap().next().is_none(),
        "nothing is made"
    );

    Store::open(&url).await.unwrap().close().await;
    found(&examined(&config).await, "offices", Grade::Warn, "none yet");

    let mut other = config.clone();
    other.data_dir = dir.path().join("nowhere");
    found(
        &examined(&other).await,
        "folder",
        Grade::Fail,
        "there is no",
    );
    std::fs::set_permissions(dir.path(), Permissions::from_mode(0o755)).unwrap();
    found(
        &examined(&config).await,
        "folder",
        Grade::Warn,
        "other users",
    );

    let mut other = config.clone();
    other.limits.free_bytes = u64::MAX;
    found(&examined(&other).await, "disk", Grade::Fail, "MB are free");

    let mut other = config.clone();
    other.token = None;
    found(&examined(&other).await, "token", Grade::Fail, "no token");
    other.token = Some(Secret::new("66000001:AAanother-token"));
    let findings = examined(&other).await;
    found(&findings, "token", Grade::Fail, "refuses");
    let shown: String = findings.iter().map(Finding::to_string).collect();
    assert!(!shown.contains("AAanother"), "{shown}");
    other.api_url = "http://127.0.0.1:9".to_owned();
    found(
        &examined(&other).await,
        "token",
        Grade::Fail,
        "cannot be asked",
    );

    // A clock that is ten minutes ahead, and one that is a minute behind.
    let now = rapsap::clock::Clock::system().now();
    for (off, grade) in [(600_000, Grade::Fail), (-60_000, Grade::Warn)] {
        let clock = MovableClock::starting_at(now + off).clock();
        found(
            &doctor::examine(&config, &clock, false).await,
            "clock",
            grade,
            "Telegram's",
        );
    }

    // A webhook that is set while updates are asked for, and one that is not the one of this installation.
    let http = reqwest::Client::builder().no_proxy().build().unwrap();
    let set = format!("{}/bot{TOKEN}/setWebhook", telegram.api_url());
    let set = http.post(set).header("content-type", "application/json");
    let set = set
        .body(r#"{"url":"http://127.0.0.1:9/hook"}"#)
        .send()
        .await;
    assert!(set.unwrap().status().is_success());
    found(
        &examined(&config).await,
        "webhook",
        Grade::Fail,
        "nothing can be asked for",
    );
    let mut other = config.clone();
    let mut hook = |url: &str| {
        let listen = rapsap::config::WEBHOOK_LISTEN;
        let url = url.to_owned();
        other.webhook = Some(rapsap::telegram::webhook::Webhook { url, listen });
        other.clone()
    };
    let findings = examined(&hook("http://127.0.0.1:9/other")).await;
    found(&findings, "webhook", Grade::Fail, "another address");
    let findings = examined(&hook("http://127.0.0.1:9/hook")).await;
    found(&findings, "webhook", Grade::Well, "brings updates to it");

    // Half a page of the database's file is another.
    let file = dir.path().join("rapsap.db");
    let store = Store::open(&url).await.unwrap();
    sample_office(&store).await;
    store.close().await;
    let mut bytes = std::fs::read(&file).unwrap();
    let middle = bytes.len() / 2 / 4096 * 4096;
    bytes[middle..middle + 2048].fill(0xaa);
    std::fs::write(&file, bytes).unwrap();
    let findings = examined(&config).await;
    let ill = findings.iter().any(|finding| {
        finding.grade == Grade::Fail && ["integrity", "database"].contains(&finding.about)
    });
    assert!(ill, "{findings:#?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_database_of_another_version_is_said_to_be_and_left_as_it_is() {
    let telegram = &sandbox().await;
    for_each_empty_database(|url| async move {
        let dir = tempfile::tempdir().unwrap();
        let config = installation(&url, dir.path(), telegram);
        migrations::run_up_to(&url, 6).await.unwrap().close().await;
        for _ in 0..2 {
            let findings = examined(&config).await;
            found(&findings, "database", Grade::Warn, "its schema is 6");
        }
        let newer = "UPDATE _sqlx_migrations SET version = 9999 WHERE version = 1";
        changes(&url, newer).await;
        let findings = examined(&config).await;
        found(&findings, "database", Grade::Fail, "install a newer rapsap");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_command_prints_every_finding_and_fails_if_something_does_not_work() {
    let telegram = sandbox().await;
    let dir = tempfile::tempdir().unwrap();
    healthy(&sqlite(dir.path()), dir.path()).await;
    let doctor = |token: &str| {
        run(rapsap()
            .args(["doctor", "--api-url", &telegram.api_url(), "--data-dir"])
            .arg(dir.path())
            .env("TELOXIDE_TOKEN", token))
    };
    let (well, out, err) = doctor(TOKEN);
    assert!(
        well && out.contains(" 0 failed, 1 to look at"),
        "{out}{err}"
    );
    let (well, out, _) = doctor("66000001:AAwrong");
    assert!(
        !well && out.contains("FAIL  token") && out.contains("1 failed"),
        "{out}"
    );
    // Neither a token nor a word of a person.
    for secret in ["AAwrong", "AAmarked", "สมมุติ"] {
        assert!(!out.contains(secret), "{out}");
    }
    let (well, out, _) = run(rapsap().args(["doctor", "--config", "/nowhere.toml"]));
    assert!(
        !well && out.contains("FAIL  configuration  /nowhere.toml"),
        "{out}"
    );
}
