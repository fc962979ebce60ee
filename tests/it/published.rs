//! Personal data: the reporter hides it by one tap, and the published copy says nothing of it in any layer.

use std::collections::BTreeSet;

use rapsap::dialogue::Action;
use rapsap::document::photos::Photos;
use rapsap::document::{from_snapshot, json, published, xlsx};
use rapsap::domain::progress::Content;
use rapsap::domain::redaction::{self, Key};
use rapsap::domain::report::{Decision, DecisionKind, DocumentKind, Snapshot};
use rapsap::domain::short_code::ShortCode;
use rapsap::domain::verified::{Probe, Verdict};
use rapsap::l10n::L10n;
use rapsap::store::blobs::sha256;
use rapsap::store::{documents, redactions, verify};

use crate::chats::Chats;
use crate::databases::{NOW, count, for_each_database, sample_office};
use crate::faces::{keep, snapshot};
use crate::filing::version::{acknowledged, compiled, made, numbered};
use crate::hands::Hands;
use crate::pdf_text::{bookmarks_of, normal, pages_of, text_of};

const REPORTER: i64 = 1;
const FINANCE: i64 = 5;
const MARK: &str = "[ปกปิดข้อมูลส่วนบุคคล]";

/// The real report, which names a car, with an ID and a telephone number wherever people write them.
fn personal() -> (Snapshot, Vec<Decision>) {
    let mut snapshot = snapshot::with_files();
    let decisions = snapshot::decisions(&snapshot);
    let progress = snapshot.rows[0].progress.as_mut().unwrap();
    let Content::Text { text, subitems } = &mut progress.results[0].content else {
        panic!("the real report's first result is a text")
    };
    text.push_str(" ผู้ประสานงาน 081-234-5678");
    subitems.push("เลขประจำตัว 1-2345-67890-12-1".into());
    progress.results[0].files[0].name = Some("0812345678.pdf".into());
    progress.results[0].files[1].caption = Some("ผู้ประสานงาน ๐๘๑ ๒๓๔ ๕๖๗๘".into());
    progress.outcomes.push("ติดต่อ ๐๘๑๒๓๔๕๖๗๘ ได้".into());
    (snapshot, decisions)
}

fn all(snapshot: &Snapshot) -> BTreeSet<Key> {
    let places = redaction::places(snapshot);
    places.iter().map(|place| place.key).collect()
}

/// Every way in which the three numbers could show.
fn assert_says_none(said: &str, of: &str) {
    let said: String = said.chars().filter(|c| !"-– .()".contains(*c)).collect();
    for number in [
        "0812345678",
        "๐๘๑๒๓๔๕๖๗๘",
        "1234567890121",
        "๑๒๓๔๕๖๗๘๙๐๑๒๑",
        "๓๗๓๖",
        "นข3736",
    ] {
        assert!(!said.contains(number), "{number} is in the {of}");
    }
}

#[test]
fn what_is_hidden_is_in_no_layer_of_the_published_copy() {
    let l10n = L10n::new();
    let (snapshot, decisions) = personal();
    let hidden = all(&snapshot);
    let photos = Photos::new();
    let copy = published::pdf(&l10n, &snapshot, &decisions, &hidden, &photos).unwrap();
    let copy = copy.expect("something is hidden");
    keep("published.pdf", &copy);
    let pages = pages_of(&copy);
    assert_says_none(&text_of(&copy), "text as it is read");
    assert_says_none(&pages.join("\n"), "text as it is drawn");
    assert_says_none(&bookmarks_of(&copy).join("\n"), "bookmarks");
    assert_says_none(&String::from_utf8_lossy(&copy), "metadata");
    // Whatever is set comes from these words.
    let of = published::of(&l10n, &snapshot, &decisions, &hidden);
    let outline = from_snapshot::outline(&l10n, &of.snapshot, &of.decisions, None);
    assert_says_none(&serde_json::to_string(&outline).unwrap(), "outline");
    let data = json::json(&l10n, &of.snapshot, &of.decisions, None).unwrap();
    assert_says_none(&String::from_utf8(data).unwrap(), "data");
    assert!(xlsx::xlsx(&l10n, &of.snapshot).unwrap().starts_with(b"PK"));
    assert_eq!(of.open, 0);
    // The mark stands in their place, and the rest as it was.
    let text = text_of(&copy);
    assert!(text.contains(&normal(&format!("ผู้ประสานงาน {MARK}"))));
    assert!(text.contains(&normal(&format!("หมายเลขทะเบียน {MARK} เพชรบูรณ์"))));
    // Its last page says of what it is a copy.
    let decision = decisions.last().unwrap();
    assert_eq!(decision.kind, DecisionKind::Acknowledged);
    let code = ShortCode::of(&decision.sha256).unwrap().to_string();
    let last = pages.last().unwrap();
    for said in ["เอกสารนี้เป็นฉบับเผยแพร่", "คัดจากรายงานฉบับที่ ๓", &code, MARK]
    {
        assert!(last.contains(&normal(said)), "{said} is not in {last}");
    }
    let again = published::pdf(&l10n, &snapshot, &decisions, &hidden, &photos).unwrap();
    assert!(again.as_ref() == Some(&copy), "the same bytes");
}

#[test]
fn where_nothing_is_hidden_there_is_no_other_copy_than_what_was_acknowledged() {
    let (snapshot, decisions) = personal();
    let none = BTreeSet::new();
    let copy = published::pdf(&L10n::new(), &snapshot, &decisions, &none, &Photos::new());
    assert_eq!(copy.unwrap(), None);
}

/// The finance officer reports with a telephone number and an ID.
async fn files(chats: &Chats, result: &str) {
    let hands = Hands::of(chats, FINANCE);
    hands.types("/home").await;
    hands.presses("มาตรการที่ ๑").await;
    hands.types(result).await;
    hands.presses("ไปที่ผลลัพธ์").await;
    hands.types("ผู้รับบริการติดต่อได้สะดวกขึ้น").await;
    hands
        .presses("ส่งรายงาน")
        .await
        .has(&["ส่งรายงานมาตรการที่ ๑ แล้ว"]);
}

#[tokio::test]
async fn what_is_hidden_from_a_quarters_findings_leaves_that_quarters_list_on_the_screen() {
    for_each_database(|db| async move {
        let plan = sample_office(&db.store).await;
        let chats = Chats::new(&db.store, L10n::new(), NOW);
        files(&chats, "เผยแพร่เบอร์ผู้ประสานงาน 081-234-5678 และ 089 876 5432").await;
        let quarter = count(&db.store, "SELECT MAX(quarter) FROM filing").await;
        let list = Action::ReadinessFor(plan.office, quarter).to_data();
        let mut shown = chats.press(REPORTER, 1, &list).await;
        for (label, hidden) in [
            ("⬛ ปกปิดหมายเลขโทรศัพท์ 081", true),
            ("เลิกปกปิด", false),
            ("ปกปิดทั้งหมด", true),
        ] {
            let (message, data) = shown.button(label);
            shown = chats.press(REPORTER, message, &data).await;
            let list = shown.shown.last().unwrap();
            list.has(&["ตรวจเฉพาะผลที่รายงานใน"]);
            match hidden {
                true => list.has(&["ปกปิดในฉบับเผยแพร่แล้ว"]),
                false => list.lacks(&["ปกปิดในฉบับเผยแพร่แล้ว"]),
            };
        }
        // What is hidden of a quarter is hidden in the year's report, which says the same.
        let year = chats
            .press(REPORTER, 1, &Action::Readiness(plan.office).to_data())
            .await;
        let year = year.shown.last().unwrap();
        year.has(&["ปกปิดในฉบับเผยแพร่แล้ว"])
            .lacks(&["มีข้อมูลส่วนบุคคล", "ตรวจเฉพาะผล"]);
        // Of another quarter nothing was found.
        let other = Action::ReadinessFor(plan.office, quarter - 1).to_data();
        let other = chats.press(REPORTER, 1, &other).await;
        other.shown.last().unwrap().lacks(&["ปกปิด"]);
        let page = Action::ReadinessPageFor(plan.office, quarter).to_data();
        let page = chats.press(REPORTER, 1, &page).await;
        page.shown
            .last()
            .unwrap()
            .has(&["ใบตรวจความพร้อม", "ตรวจเฉพาะผลที่รายงานใน"]);
    })
    .await;
}

#[tokio::test]
async fn a_number_is_hidden_by_one_tap_and_shown_again_by_another() {
    for_each_database(|db| async move {
        sample_office(&db.store).await;
        let chats = Chats::new(&db.store, L10n::new(), NOW);
        files(&chats, "เผยแพร่เบอร์ผู้ประสานงาน 081-234-5678 และ 089 876 5432").await;
        let reporter = Hands::of(&chats, REPORTER);
        reporter.types("/status").await;
        let found = reporter.presses("ตรวจความพร้อม").await;
        found.has(&["มีข้อมูลส่วนบุคคล (หมายเลขโทรศัพท์ 081-234-5678\nหมายเลขโทรศัพท์ 089 876 5432)"]);
        let hidden = reporter.presses("⬛ ปกปิดหมายเลขโทรศัพท์ 081").await;
        hidden.has(&[
            "มีข้อมูลส่วนบุคคล (หมายเลขโทรศัพท์ 089 876 5432)",
            "ปกปิดในฉบับเผยแพร่แล้ว",
            "หมายเลขโทรศัพท์ 081-234-5678 (มาตรการที่ ๑)",
        ]);
        // It stands so when the page is opened anew, and a second press changes nothing.
        let found = reporter.presses("กระดานรายงาน").await;
        found.lacks(&["ปกปิดใน"]);
        reporter
            .presses("ตรวจความพร้อม")
            .await
            .has(&["ปกปิดในฉบับเผยแพร่แล้ว"]);
        let shown = reporter.presses("เลิกปกปิดหมายเลขโทรศัพท์ 081").await;
        shown.lacks(&["ปกปิดในฉบับเผยแพร่แล้ว"]);
        shown.has(&["หมายเลขโทรศัพท์ 081-234-5678\n"]);
        reporter.presses("⬛ ปกปิด").await;
        let all = reporter.presses("⬛ ปกปิด").await;
        all.lacks(&["มีข้อมูลส่วนบุคคล ("]);
        for (action, times) in [("hide", 3), ("show_again", 1)] {
            let sql = match action {
                "hide" => "SELECT COUNT(*) FROM audit WHERE action = 'hide'",
                _ => "SELECT COUNT(*) FROM audit WHERE action = 'show_again'",
            };
            assert_eq!(count(&db.store, sql).await, times, "{action}");
        }
        // Nothing personal is kept with the decision.
        assert_eq!(
            count(
                &db.store,
                "SELECT COUNT(*) FROM redaction WHERE undone_at IS NULL"
            )
            .await,
            2
        );
    })
    .await;
}

#[tokio::test]
async fn the_copy_is_made_after_the_acknowledgement_and_known_when_it_is_sent_back() {
    for_each_database(|db| async move {
        let store = &db.store;
        let plan = sample_office(store).await;
        let snapshot = numbered(&plan, 1);
        let report = compiled(store, &plan, 1, snapshot.clone()).await;
        let hash = made(store, &plan, report, DocumentKind::Report, b"version 1").await;
        acknowledged(store, &plan, 1, report, &snapshot, &hash).await;
        made(
            store,
            &plan,
            report,
            DocumentKind::Acknowledged,
            b"acknowledged",
        )
        .await;
        let memo = documents::oldest_wanted(store, &[]).await.unwrap().unwrap();
        documents::failed(store, memo.document, "not asked here", NOW)
            .await
            .unwrap();
        let mut tx = store.begin().await.unwrap();
        let kind = DocumentKind::Published;
        documents::want(store, &mut tx, plan.office.0, report, kind, REPORTER, NOW)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let wanted = documents::oldest_wanted(store, &[]).await.unwrap().unwrap();
        assert!(wanted.kind == kind && wanted.hidden.is_empty());
        // Something more is hidden while the file is being made: it is made once more.
        let key = redaction::places(&snapshot)[0].key;
        let decided = redactions::Decided {
            office: plan.office.0,
            plan: plan.plan,
            acknowledged: vec![report],
            person: crate::databases::person(&plan, REPORTER),
            texts: vec![(plan.measures[0].id, key)],
            hide: true,
        };
        let mut tx = store.begin().await.unwrap();
        redactions::decide(store, &mut tx, &decided, NOW)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let copy = sha256(b"copy");
        let done = documents::done_as_wanted(store, &wanted, &copy, 4, NOW)
            .await
            .unwrap();
        assert!(!done, "it lacks what was hidden meanwhile");
        let wanted = documents::oldest_wanted(store, &[]).await.unwrap().unwrap();
        assert_eq!(
            (wanted.kind, wanted.hidden.len()),
            (DocumentKind::Published, 1)
        );
        assert!(
            documents::done_as_wanted(store, &wanted, &copy, 4, NOW)
                .await
                .unwrap()
        );
        // It comes to the reporter, who can have it again.
        let chats = Chats::new(store, L10n::new(), NOW);
        let said = ["ฉบับเผยแพร่ของรายงาน", "ใช้เผยแพร่บนเว็บไซต์ได้"];
        let answers = chats.answers().await;
        answers[&REPORTER].shown.last().unwrap().has(&said);
        let reporter = Hands::of(&chats, REPORTER);
        reporter.types("/status").await;
        reporter.presses("ขอไฟล์อีกครั้ง").await;
        reporter.presses("🌐 ฉบับเผยแพร่").await.has(&said);
        let mut reader = store.reader().await.unwrap();
        let found = verify::find(&mut reader, &Probe::Sha256(copy), None)
            .await
            .unwrap();
        assert_eq!(found.unwrap().verdict(), Verdict::Published);
    })
    .await;
}
