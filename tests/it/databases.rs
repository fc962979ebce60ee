//! A fresh database for a test, and the same test on the other kind: SQLite always, PostgreSQL where
//! `RAPSAP_TEST_POSTGRES` says where one is.

use std::io::Write;
use std::sync::Once;
use std::sync::atomic::{AtomicU64, Ordering};

use rapsap::domain::office::{Language, OfficeId, PersonId};
use rapsap::domain::plan::OfficePlan;
use rapsap::plan_file;
use rapsap::store::people::{self, Person};
use rapsap::store::{Store, offices, plans};
use sqlx::Executor;

/// 1 October 2023, 09:00 in Bangkok.
pub const NOW: i64 = 1_696_125_600_000;

/// A database of one test.
pub struct Database {
    pub url: String,
    pub store: Store,
}

/// Runs a test on every kind of database there is here.
pub async fn for_each_database<F: Future<Output = ()>>(test: impl Fn(Database) -> F) {
    let test = &test;
    for_each_empty_database(|url| async move {
        let store = Store::open(&url).await.unwrap();
        let database = Database {
            store: store.clone(),
            url,
        };
        test(database).await;
        store.close().await;
    })
    .await;
}

/// Likewise, where no schema is yet: given its URL.
pub async fn for_each_empty_database<F: Future<Output = ()>>(test: impl Fn(String) -> F) {
    let folder = tempfile::tempdir().unwrap();
    test(format!(
        "sqlite:{}?mode=rwc",
        folder.path().join("test.db").display()
    ))
    .await;

    let Ok(server) = std::env::var("RAPSAP_TEST_POSTGRES") else {
        static SAID: Once = Once::new();
        // Written directly, since what a passing test prints is swallowed.
        SAID.call_once(|| {
            let line = "PostgreSQL suite left out: set RAPSAP_TEST_POSTGRES=postgres://…\n";
            std::io::stderr().write_all(line.as_bytes()).unwrap();
        });
        return;
    };
    static RAN: Once = Once::new();
    RAN.call_once(|| {
        let line = "PostgreSQL suite ran\n";
        std::io::stderr().write_all(line.as_bytes()).unwrap();
    });
    static NEXT: AtomicU64 = AtomicU64::new(0);
    let schema = format!(
        "rapsap_{}_{}",
        std::process::id(),
        NEXT.fetch_add(1, Ordering::Relaxed)
    );
    let admin = sqlx::postgres::PgPool::connect(&server).await.unwrap();
    admin
        .execute(sqlx::AssertSqlSafe(format!("CREATE SCHEMA {schema}")))
        .await
        .unwrap();
    let mark = if server.contains('?') { '&' } else { '?' };
    test(format!("{server}{mark}options=-csearch_path%3D{schema}")).await;
    admin
        .execute(sqlx::AssertSqlSafe(format!("DROP SCHEMA {schema} CASCADE")))
        .await
        .unwrap();
}

/// The sample office, where the holder of the nth post of the file writes from chat n, from 1.
pub async fn sample_office(store: &Store) -> OfficePlan {
    office(store, include_str!("../../src/sample_office.toml"), 0).await
}

/// A plan's office, where the holder of the nth post writes from chat `chats` + n.
pub async fn office(store: &Store, file: &str, chats: i64) -> OfficePlan {
    let file = plan_file::read("plan.toml", file).unwrap();
    let office = plans::import(store, &file, NOW).await.unwrap().office;
    let plan = reloaded(store, office).await;
    let mut tx = store.begin().await.unwrap();
    for (n, post) in (1..).zip(&plan.posts) {
        let person = Person {
            id: store.id(NOW),
            chat: chats + n,
            language: Language::THAI,
            blocked: false,
        };
        people::enrol(&mut tx, person, NOW).await.unwrap();
        let holding = store.id(NOW);
        people::take_post(&mut tx, holding, office.0, post.id.0, person.id, NOW)
            .await
            .unwrap();
    }
    offices::revised(&mut tx, &[office.0]).await.unwrap();
    tx.commit().await.unwrap();
    reloaded(store, office).await
}

pub async fn reloaded(store: &Store, office: OfficeId) -> OfficePlan {
    offices::with_plan(store, office).await.unwrap().unwrap()
}

/// The person who writes from this chat.
pub fn person(plan: &OfficePlan, chat: i64) -> PersonId {
    let holders = plan.posts.iter().filter_map(|post| post.holder.as_ref());
    holders
        .into_iter()
        .find(|holder| holder.chat == chat)
        .unwrap()
        .person
}

/// One number out of the database.
pub async fn count(store: &Store, sql: &'static str) -> i64 {
    use sqlx::Row;
    sqlx::query(sql)
        .fetch_one(&mut *store.reader().await.unwrap())
        .await
        .unwrap()
        .try_get(0)
        .unwrap()
}

/// A second office, so that there is one to keep out of.
pub const OTHER_OFFICE: &str = r#"
[office]
name = "เทศบาลตำบลตัวอย่าง"
short_name = "ทต.ตัวอย่าง"
address = "เทศบาลตำบลตัวอย่าง"
[fiscal_year]
be = 2566
[[unit]]
id = "palad"
name = "สำนักปลัด"
[[post]]
id = "c"
role = "contributor"
name = "นายอื่น ธุรการ"
position = "นักจัดการงานทั่วไป"
unit = "palad"
[[post]]
id = "r"
role = "reporter"
name = "นางอื่น รายงาน"
position = "นักวิเคราะห์นโยบายและแผน"
[[post]]
id = "v"
role = "verifier"
turn = 1
name = "นางอื่น ตรวจ"
position = "ปลัดเทศบาล"
[[post]]
id = "x"
role = "executive"
name = "นายอื่น รับทราบ"
position = "นายกเทศมนตรี"
[[measure]]
no = 1
title = "ปรับปรุงข้อมูลในเว็บไซต์"
methods = ["มอบหมายผู้รับผิดชอบ"]
unit = "palad"
period = "ต.ค. ๖๕ - ก.ย. ๖๖"
"#;
