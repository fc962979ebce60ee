//! A bot that does nothing: polls, and answers every message with one word. What a run with it costs is
//! the generator's and the sandbox's own share, and its speed the most that any bot could reach here.

use std::sync::Arc;

use serde_json::{Value, json};
use tokio::sync::Semaphore;

/// As many calls side by side as the bots under test make.
const CALLS: usize = 64;

pub async fn run(api: String) -> anyhow::Result<()> {
    let http = reqwest::Client::new();
    let calls = Arc::new(Semaphore::new(CALLS));
    let mut offset = 0;
    loop {
        let ask = json!({"offset": offset, "limit": 100, "timeout": 30}).to_string();
        let answer = call(&http, format!("{api}/getUpdates"), ask).await?;
        let answer: Value = serde_json::from_slice(&answer)?;
        for update in answer["result"].as_array().into_iter().flatten() {
            offset = offset.max(update["update_id"].as_i64().unwrap_or_default() + 1);
            let reply =
                json!({"chat_id": update["message"]["chat"]["id"], "text": "ok"}).to_string();
            let (http, url) = (http.clone(), format!("{api}/sendMessage"));
            let permit = calls.clone().acquire_owned().await?;
            tokio::spawn(async move {
                let sent = call(&http, url, reply).await;
                drop(permit);
                sent
            });
        }
    }
}

async fn call(http: &reqwest::Client, url: String, body: String) -> reqwest::Result<Vec<u8>> {
    let request = http
        .post(url)
        .header("content-type", "application/json")
        .body(body);
    Ok(request.send().await?.bytes().await?.to_vec())
}
