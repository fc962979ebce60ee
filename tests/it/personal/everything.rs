//! Every table of a database, read as it stands, and an office in which a person has left something everywhere.

use rapsap::domain::calendar::Quarter;
use rapsap::store::{Store, offices};
use serde_json::json;
use sqlx::{AssertSqlSafe, Row};

use crate::next_plan::office::{FINANCE, Office, at};

/// Where the contributor of the finance division writes from: a number that is found wherever it stands.
pub const SOMSRI: i64 = 66_104_711;

/// The sample office in October 2023, where the finance division's contributor has said something of everything:
/// filed and half-written measures, an edited answer, photos, a wrong code, a question that is open.
pub async fn office(store: &Store) -> Office {
    let office = Office::opened(store, at(2023, 10, 10)).await;
    let mut tx = store.begin().await.unwrap();
    sqlx::query("UPDATE person SET chat_id = $1 WHERE chat_id = $2")
        .bind(SOMSRI)
        .bind(FINANCE)
        .execute(&mut *tx)
        .await
        .unwrap();
    offices::revised(&mut tx, &[office.plan.office.0])
        .await
        .unwrap();
    tx.commit().await.unwrap();
    office.files_from(1, &[Quarter::Third]).await;
    office.files_from(2, &[Quarter::Fourth]).await;
    office
}

/// What she says and sends.
pub async fn speaks(office: &Office) {
    let chats = &office.chats;
    chats.text(SOMSRI, "/start wrong-code").await;
    let home = chats.text(SOMSRI, "/home").await;
    let list = office.presses(SOMSRI, &home, "มาตรการของฉัน").await;
    office.presses(SOMSRI, &list, " ๑. ").await;
    chats.text(SOMSRI, "ประชุมชี้แจงลับเฉพาะ").await;
    let photo = json!({ "photo": [{ "file_id": "photo-1", "file_unique_id": "u1", "width": 9, "height": 9 }] });
    chats
        .send(vec![(SOMSRI, chats.message(SOMSRI, photo))])
        .await;
    chats.text(SOMSRI, "จัดทำประกาศ").await;
}

/// Every row of every table as one line of text, by table.
pub async fn everything(store: &Store) -> Vec<(String, Vec<String>)> {
    let mut reader = store.reader().await.unwrap();
    let tables = match store.is_sqlite() {
        true => {
            "SELECT m.name, p.name FROM sqlite_master AS m JOIN pragma_table_info(m.name) AS p \
                 WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite%' ORDER BY m.name, p.cid"
        }
        false => {
            "SELECT CAST(table_name AS TEXT), CAST(column_name AS TEXT) FROM information_schema.columns \
                  WHERE table_schema = current_schema() ORDER BY table_name, ordinal_position"
        }
    };
    let mut columns: Vec<(String, Vec<String>)> = Vec::new();
    for row in sqlx::query(tables).fetch_all(&mut *reader).await.unwrap() {
        let (table, column): (String, String) = (row.get(0), row.get(1));
        match columns.last_mut() {
            Some((last, of)) if *last == table => of.push(column),
            _ => columns.push((table, vec![column])),
        }
    }
    let mut all = Vec::new();
    for (table, columns) in columns
        .into_iter()
        .filter(|(table, _)| !table.starts_with('_'))
    {
        let texts: Vec<String> = columns
            .iter()
            .map(|column| format!("COALESCE(CAST({column} AS TEXT), '')"))
            .collect();
        let sql = format!("SELECT {} FROM {table}", texts.join(" || ' | ' || "));
        let rows = sqlx::query(AssertSqlSafe(sql))
            .fetch_all(&mut *reader)
            .await
            .unwrap();
        let mut rows: Vec<String> = rows.iter().map(|row| row.get(0)).collect();
        rows.sort();
        all.push((table, rows));
    }
    all
}

/// The rows in which one of these stands.
pub async fn telling(store: &Store, words: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    for (table, rows) in everything(store).await {
        let telling = |row: &&String| words.iter().any(|word| row.contains(word));
        found.extend(
            rows.iter()
                .filter(telling)
                .map(|row| format!("{table}: {row}")),
        );
    }
    found
}

/// The columns that name a person or a chat, by table.
pub async fn personal_columns(store: &Store) -> Vec<(String, String)> {
    let rows = sqlx::query(
        "SELECT m.name, p.name FROM sqlite_master AS m JOIN pragma_table_info(m.name) AS p WHERE m.type = 'table' \
         AND (p.name LIKE '%person%' OR p.name LIKE '%chat%' OR p.name LIKE '%\\_by' ESCAPE '\\')",
    )
    .fetch_all(&mut *store.reader().await.unwrap())
    .await
    .unwrap();
    rows.iter().map(|row| (row.get(0), row.get(1))).collect()
}
