//! Each person's own language and digits, in conversation; and a language more than the program has,
//! which comes in the way that those of the program do.

use rapsap::domain::office::Language;
use rapsap::l10n::{FOLDERS, Folder, L10n};

use crate::chats::Chats;
use crate::databases::{Database, NOW, for_each_database, sample_office};
use crate::town::{PATIENCE, Person, Town, Who};

/// A translation that has only begun.
const LAO: Folder = Folder {
    code: "lo",
    files: &["language-name = ລາວ\nlanguage-digits = latn\nbutton-help = ຊ່ວຍເຫຼືອ\n"],
};

/// Chat 5 is the finance officer's.
const OFFICER: i64 = 5;

async fn chats(db: &Database, folders: &[Folder]) -> Chats {
    sample_office(&db.store).await;
    Chats::new(&db.store, L10n::of(folders), NOW)
}

#[tokio::test]
async fn with_a_third_language_there_is_a_choice_and_the_whole_conversation_is_held_in_it() {
    for_each_database(|db| async move {
        let folders = [FOLDERS, &[LAO]].concat();
        let chats = chats(&db, &folders).await;
        let home = chats.text(OFFICER, "/language").await;
        let (message, data) = home.button("ລາວ");
        assert!(home.button("English").1.starts_with("l:"));
        let home = chats.press(OFFICER, message, &data).await;
        // What the translation has is said in it, the rest in Thai; numbers are the language's own.
        home.button("ຊ່ວຍເຫຼືອ");
        let (message, data) = home.button("มาตรการที่ 1");
        chats.press(OFFICER, message, &data).await;
        let saved = chats.text(OFFICER, "ประชุมชี้แจงครั้งที่ ๑").await;
        assert!(
            saved.shown[0].text.contains("1. ประชุมชี้แจงครั้งที่ ๑"),
            "{saved:?}"
        );
        let (message, data) = saved.button("ไปที่ผลลัพธ์");
        chats.press(OFFICER, message, &data).await;
        let review = chats.text(OFFICER, "บุคลากรเข้าใจมากขึ้น").await;
        let (message, data) = review.button("ส่งรายงาน");
        let filed = chats.press(OFFICER, message, &data).await;
        assert!(filed.says("filed"), "{filed:?}");
        // A version of the program without that language speaks Thai to them, and forgets nothing.
        let without = Chats::new(&db.store, L10n::new(), chats.now());
        let home = without.text(OFFICER, "/home").await;
        home.button("วิธีใช้");
        let back = chats.text(OFFICER, "/home").await;
        back.button("ຊ່ວຍເຫຼືອ");
    })
    .await;
}

#[tokio::test]
async fn choosing_language_or_digits_asks_the_waiting_question_again_in_them() {
    for_each_database(|db| async move {
        let chats = chats(&db, FOLDERS).await;
        let home = chats.text(OFFICER, "/home").await;
        let (message, data) = home.button("มาตรการที่ ๑");
        chats.press(OFFICER, message, &data).await;
        let asked = chats.state(OFFICER).await;

        let english = chats.text(OFFICER, "/language").await;
        assert!(
            english.shown[0]
                .text
                .starts_with("🌐 English · Arabic digits 123")
        );
        let thai = chats.text(OFFICER, "/language").await;
        assert!(thai.says("ask-results"), "{thai:?}");
        let (message, data) = thai.button("เลขอารบิก 123");
        let latin = chats.press(OFFICER, message, &data).await;
        assert!(latin.shown[0].text.contains("คำสั่งที่ 63/2566"), "{latin:?}");
        let stored = "SELECT COUNT(*) FROM person WHERE chat_id = 5 AND language = 'th-u-nu-latn'";
        assert_eq!(crate::databases::count(&db.store, stored).await, 1);

        assert_eq!(chats.state(OFFICER).await, asked);
        let saved = chats
            .text(OFFICER, "คำสั่งที่ ๖๓/๒๕๖๖ เรื่อง แต่งตั้งคณะทำงาน ลงวันที่ ๑ ก.พ. ๖๖")
            .await;
        assert!(saved.shown[0].text.contains("ที่ 63/2566 เรื่อง"), "{saved:?}");
        let (message, data) = latin.button("เลขไทย ๑๒๓");
        let back = chats.press(OFFICER, message, &data).await;
        assert!(back.shown[0].text.contains("ที่ ๖๓/๒๕๖๖ เรื่อง"), "{back:?}");
        let stored = "SELECT COUNT(*) FROM person WHERE chat_id = 5 AND language = 'th'";
        assert_eq!(crate::databases::count(&db.store, stored).await, 1);
    })
    .await;
}

#[test]
fn what_a_partial_translation_lacks_is_said_in_thai() {
    let l10n = L10n::of(&[FOLDERS, &[LAO]].concat());
    let lao = Language::parse("lo").unwrap();
    let said = |key: &str| l10n.text(lao, &key.into());
    assert_eq!(said("button-help"), "ຊ່ວຍເຫຼືອ");
    assert_eq!(said("button-begin"), "เริ่มใช้งาน");
    let codes: Vec<&str> = l10n.languages().iter().map(Language::code).collect();
    assert_eq!(codes, ["th", "en", "lo"]);
    // A kind of a language is spoken to in that language, and a stranger's in Thai.
    for (tag, word) in [("en-gb", "Begin"), ("de", "เริ่มใช้งาน")] {
        assert_eq!(
            l10n.text(Language::parse(tag).unwrap(), &"button-begin".into()),
            word
        );
    }
}

#[tokio::test]
async fn each_command_shows_what_its_role_works_with_and_says_so_kindly_to_others() {
    for_each_database(|db| async move {
        let chats = chats(&db, FOLDERS).await;
        // The reporter writes from chat 1, the first verifier from 2, the executive from 4.
        for (chat, command, key) in [
            (OFFICER, "/measures", "my-measures"),
            (1, "/status", "board-title"),
            (2, "/report", "home-verifier"),
            (4, "/report", "home-executive"),
            (OFFICER, "/status", "not-your-command"),
            (1, "/report", "not-your-command"),
            (4, "/measures", "not-your-command"),
        ] {
            let answer = chats.text(chat, command).await;
            assert!(answer.says(key), "{command} of {chat}: {answer:?}");
            assert!(!answer.shown[0].buttons.is_empty());
        }
        // A version that waits comes with its file and the buttons to decide.
        let home = chats.text(OFFICER, "/home").await;
        let (message, data) = home.button("มาตรการที่ ๑");
        chats.press(OFFICER, message, &data).await;
        let saved = chats.text(OFFICER, "ประชุมชี้แจง").await;
        let (message, data) = saved.button("ไปที่ผลลัพธ์");
        chats.press(OFFICER, message, &data).await;
        let review = chats.text(OFFICER, "เข้าใจมากขึ้น").await;
        let (message, data) = review.button("ส่งรายงาน");
        chats.press(OFFICER, message, &data).await;
        let mut answer = chats.text(1, "/status").await;
        for label in ["รวบรวมรายงาน", "รวบรวมเท่าที่มี", "เสนอตรวจสอบ"]
        {
            let (message, data) = answer.button(label);
            answer = chats.press(1, message, &data).await;
        }
        let waiting = chats.text(2, "/report").await;
        assert!(waiting.says("check-summary"), "{waiting:?}");
        waiting.button("ตรวจแล้วถูกต้อง");
        assert!(chats.text(3, "/report").await.says("home-verifier"));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn each_chats_menu_follows_its_persons_roles_and_language() {
    let town = Town::open().await;
    let officer = town.phone(Who::Finance);
    officer.enrols().await;
    menu(&town, &officer, "measures", "มาตรการของฉัน").await;
    officer.types("/language").await;
    menu(&town, &officer, "measures", "My measures").await;
    let reporter = town.phone(Who::Reporter);
    reporter.enrols().await;
    menu(&town, &reporter, "status", "กระดานรายงาน").await;
    // Strangers see what they need to begin.
    let general = menu_of(&town, 0).await;
    assert!(!general.to_string().contains("measures"), "{general}");
    // Who loses the post loses the menu that goes with it.
    for label in [
        "เริ่มใช้งาน",
        "กระดานรายงาน",
        "จัดการสำนักงาน",
        "ตำแหน่งและผู้ใช้",
        "นางสาวตัวอย่าง คลัง",
        "ให้ออกจากตำแหน่ง",
        "ยืนยันให้ออก",
    ] {
        reporter.presses(label).await;
    }
    menu_is(&town, &officer, |menu| {
        menu.iter().all(|one| one["command"] != "measures")
    })
    .await;
    town.close().await;
}

async fn menu_of(town: &Town, chat: i64) -> serde_json::Value {
    let token = rapsap::config::Secret::new("66000001:sandbox");
    let api = rapsap::telegram::api::Api::new(&town.stage.sandbox.api_url(), &token).unwrap();
    let ask = match chat {
        0 => serde_json::json!({}),
        chat => serde_json::json!({ "scope": { "type": "chat", "chat_id": chat } }),
    };
    api.call_named("getMyCommands", &ask, PATIENCE)
        .await
        .unwrap()
}

/// Waits until the menu of a chat has a command in these words.
async fn menu(town: &Town, person: &Person, command: &str, words: &str) {
    menu_is(town, person, |menu| {
        let mut found = menu.iter().filter(|one| one["command"] == command);
        found.any(|one| one["description"] == words)
    })
    .await;
}

pub async fn menu_is(town: &Town, person: &Person, fits: impl Fn(&[serde_json::Value]) -> bool) {
    let begun = tokio::time::Instant::now();
    loop {
        let menu = menu_of(town, person.phone.user_id()).await;
        if fits(menu.as_array().unwrap()) {
            return;
        }
        assert!(begun.elapsed() < PATIENCE, "{menu}");
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
}
