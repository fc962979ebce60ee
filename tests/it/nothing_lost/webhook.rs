//! Updates that Telegram brings itself: kept before they are confirmed, known when they come twice, and nobody
//! else's to bring.

use serde_json::json;

use super::program::{PATIENCE, Program};
use super::telegram;
use super::two::{SOMEBODY, phone, unmarked, until_said};
use crate::databases::for_each_empty_database;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn by_webhook_nothing_is_lost_nothing_is_answered_twice_and_nobody_else_may_bring_anything() {
    for_each_empty_database(|url| async move {
        let telegram = telegram().await;
        let somebody = phone(&telegram, SOMEBODY);
        let folder = tempfile::tempdir().unwrap();
        let free = std::net::TcpListener::bind("127.0.0.1:0")
            .unwrap()
            .local_addr()
            .unwrap();
        let hook = format!("http://{free}/hook");
        let mut program = Program::new(&url, &telegram.api_url(), folder.path());
        program.env = vec![
            ("RAPSAP_WEBHOOK_URL", hook.clone()),
            ("RAPSAP_WEBHOOK_LISTEN", free.to_string()),
        ];
        // What was written before there was a webhook comes by it.
        somebody.start(None);
        program.start();
        program.says("Telegram brings updates to").await;
        until_said(&somebody, 1, &program).await;
        telegram.faults().duplicate_updates(3);
        for said in 2..=4 {
            somebody.text("ขอลิงก์เชิญ");
            until_said(&somebody, said, &program).await;
        }
        // Without the secret, and with a wrong one.
        let http = reqwest::Client::builder().no_proxy().build().unwrap();
        let forged = json!({"update_id": 7, "message": {"message_id": 1, "date": 1, "text": "ก",
            "chat": {"id": SOMEBODY, "type": "private", "first_name": "ก"},
            "from": {"id": SOMEBODY, "is_bot": false, "first_name": "ก"}}});
        for secret in [None, Some("wrong")] {
            let mut request = http.post(&hook).body(forged.to_string());
            if let Some(secret) = secret {
                request = request.header("X-Telegram-Bot-Api-Secret-Token", secret);
            }
            assert_eq!(request.send().await.unwrap().status(), 401);
        }
        // Killed, and written to while it is down.
        program.kill();
        somebody.text("ขอลิงก์เชิญ");
        somebody.text("ขอลิงก์เชิญ");
        program.start();
        until_said(&somebody, 6, &program).await;
        assert!(telegram.wait_until_confirmed(PATIENCE).await);
        program.terminate();
        assert!(unmarked(&somebody) <= 6, "{:?}", somebody.received());
    })
    .await;
}
