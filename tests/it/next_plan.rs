//! The turn of the fiscal year as an office goes through it, in virtual time: the year's report is finished
//! first, then the next plan is opened from this year's measures, and the year before can still be had.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use rapsap::dialogue::admin::AdminAction;
use rapsap::dialogue::{Action, Editing, Filing, State};
use rapsap::domain::calendar::Quarter;
use rapsap::domain::due::opening;
use rapsap::domain::office::MeasureId;
use rapsap::domain::plan::OfficePlan;
use rapsap::domain::progress::{Content, Progress, ScoreComparison};
use rapsap::domain::score::Score;
use rapsap::l10n::L10n;
use rapsap::reminders::tick;
use rapsap::store::facts::{self, NewFiling};
use rapsap::store::{Store, offices};

use crate::chats::{Answer, Chats, Shown};
use crate::databases::{count, for_each_database, reloaded, sample_office};

const HOUR: i64 = 3_600_000;
/// Who writes from which chat in the sample.
const REPORTER: i64 = 1;
const VERIFIERS: [i64; 2] = [2, 3];
const EXECUTIVE: i64 = 4;
const FINANCE: i64 = 5;

fn at(year: i32, month: u32, day: u32) -> i64 {
    opening(NaiveDate::from_ymd_opt(year, month, day).unwrap())
}

struct Office {
    chats: Chats,
    plan: OfficePlan,
}

impl Office {
    /// The sample, which took its plan over at the beginning of fiscal year 2566.
    async fn opened(store: &Store, now: i64) -> Office {
        let plan = sample_office(store).await;
        let mut tx = store.begin().await.unwrap();
        sqlx::query("UPDATE plan SET opened_at = $1")
            .bind(at(2022, 10, 3))
            .execute(&mut *tx)
            .await
            .unwrap();
        // Reminders of earlier days are none of these tests' business.
        sqlx::query("UPDATE office SET reminded_until = $1")
            .bind(now - 24 * HOUR)
            .execute(&mut *tx)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        Office {
            chats: Chats::new(store, L10n::new(), now),
            plan: reloaded(store, plan.office).await,
        }
    }

    fn store(&self) -> &Store {
        &self.chats.store
    }

    fn measure(&self, number: usize) -> MeasureId {
        self.plan.measures[number - 1].id
    }

    /// Every unit files its measures for these quarters; measures with a score compare two.
    async fn files(&self, quarters: &[Quarter]) {
        self.files_from(1, quarters).await;
    }

    /// Likewise, from the measure of this number on.
    async fn files_from(&self, first: u32, quarters: &[Quarter]) {
        let scores = [(2, 8425, 8294), (3, 8178, 8300), (4, 8772, 8239)];
        let mut filings = Vec::new();
        for measure in self.plan.measures.iter().filter(|of| of.number >= first) {
            let mut posts = self.plan.posts.iter();
            let post = posts
                .find(|post| self.plan.may_report(post, measure))
                .unwrap();
            let scores = scores.iter().find(|(number, ..)| *number == measure.number);
            for quarter in quarters {
                let item = Content::Text {
                    text: "มีการประชุมชี้แจง".to_owned(),
                    subitems: Vec::new(),
                };
                let progress = Progress {
                    results: vec![item.into()],
                    outcomes: vec!["บุคลากรเข้าใจมากขึ้น".to_owned()],
                    scores: scores.map(|(_, before, after)| ScoreComparison {
                        before: Score::from_hundredths(*before).unwrap(),
                        after: Score::from_hundredths(*after).unwrap(),
                        link: Default::default(),
                    }),
                    ..Progress::default()
                };
                filings.push(NewFiling {
                    id: self.store().id(self.chats.now()),
                    office: self.plan.office.0,
                    measure: measure.id,
                    person: post.holder.as_ref().unwrap().person.0,
                    post: post.id.0,
                    filing: Filing {
                        revision: i64::from(quarter.number()),
                        quarter: *quarter,
                        reason: None,
                        by: post.name.clone(),
                        at: self.chats.now(),
                        progress,
                    },
                });
            }
        }
        let mut tx = self.store().begin().await.unwrap();
        facts::file(&mut tx, &filings, self.chats.now())
            .await
            .unwrap();
        offices::facts_changed(&mut tx, &[self.plan.office.0])
            .await
            .unwrap();
        tx.commit().await.unwrap();
    }

    fn goes_to(&self, moment: i64) {
        self.chats.passes(moment - self.chats.now());
    }

    /// What the reminders of a moment say to each chat.
    async fn reminded(&self, moment: i64) -> std::collections::HashMap<i64, Answer> {
        self.goes_to(moment);
        tick(self.store(), moment).await.unwrap();
        self.chats.answers().await
    }

    async fn presses(&self, chat: i64, shown: &Answer, label: &str) -> Answer {
        let (message, data) = shown.button(label);
        self.chats.press(chat, message, &data).await
    }

    async fn does(&self, chat: i64, action: Action) -> Answer {
        self.chats.press(chat, 1, &action.to_data()).await
    }

    async fn home(&self, chat: i64) -> Answer {
        self.chats.text(chat, "/home").await
    }

    /// From compiling to the acknowledgement; what the reporter got at the end.
    async fn acknowledges(&self) -> Answer {
        let compiled = self.does(REPORTER, Action::Compile(self.plan.office)).await;
        self.presses(REPORTER, &compiled, "เสนอตรวจสอบ").await;
        for verifier in VERIFIERS {
            let home = self.home(verifier).await;
            let confirm = self.presses(verifier, &home, "ตรวจแล้วถูกต้อง").await;
            self.presses(verifier, &confirm, "ยืนยันว่าตรวจแล้ว").await;
        }
        let confirm = self.chats.text(EXECUTIVE, "รับทราบ").await;
        let (message, data) = confirm.button("ยืนยันรับทราบ");
        let update = self.chats.pressed(EXECUTIVE, message, &data);
        let mut got = self.chats.send(vec![(EXECUTIVE, update)]).await;
        got.remove(&REPORTER).unwrap()
    }
}

fn text(answer: &Answer) -> String {
    let shown: Vec<_> = answer
        .shown
        .iter()
        .map(|shown| shown.text.as_str())
        .collect();
    shown.join("\n")
}

#[tokio::test]
async fn an_office_finishes_its_year_opens_the_next_plan_and_is_reminded_of_its_first_quarter() {
    for_each_database(|db| async move {
        let office = Office::opened(&db.store, at(2023, 9, 29)).await;
        office.files(&Quarter::ALL[..3]).await;
        let id = office.plan.office;
        let next = Action::Admin(AdminAction::NextPlan(id, 2567));

        // Friday 29 September: the year is not over.
        assert!(office.does(REPORTER, next).await.says("next-plan-running"));
        let quarter = "ไตรมาสที่ ๔";
        assert!(text(&office.home(FINANCE).await).contains(quarter));
        assert!(
            !office
                .reminded(at(2023, 9, 29) + HOUR)
                .await
                .contains_key(&REPORTER)
        );

        // Monday 2 October is the first working day after it: the report is still to be finished.
        let said = office.reminded(at(2023, 10, 2)).await;
        assert!(said[&REPORTER].says("reminder-turn"));
        assert!(
            said.iter()
                .all(|(chat, said)| *chat == REPORTER || !said.says("reminder-turn"))
        );
        let asked = office
            .presses(REPORTER, &said[&REPORTER], "เปิดแผนปี ๒๕๖๗")
            .await;
        assert!(asked.says("next-plan-unfinished") && asked.says("next-plan-not-due"));
        assert!(text(&office.home(FINANCE).await).contains(quarter));
        assert!(office.does(FINANCE, next).await.says("not-yours"));

        // The last quarter was due on the 16th: the closing report is asked for, day after day.
        office.files(&[Quarter::Fourth]).await;
        for (month, day, asked) in [
            (10, 16, false),
            (10, 17, true),
            (10, 18, false),
            (10, 19, true),
        ] {
            let said = office.reminded(at(2023, month, day)).await;
            let closing = said
                .get(&REPORTER)
                .is_some_and(|said| said.says("reminder-closing"));
            assert_eq!(closing, asked, "{day}");
        }
        let compiled = office.does(REPORTER, Action::Compile(id)).await;
        let sent = office.presses(REPORTER, &compiled, "เสนอตรวจสอบ").await;
        assert!(sent.says("sent-for-checking"));
        assert!(
            office
                .does(REPORTER, next)
                .await
                .says("admin-being-checked")
        );
        let said = office.reminded(at(2023, 10, 24)).await;
        assert!(
            said.get(&REPORTER)
                .is_none_or(|said| !said.says("reminder-closing"))
        );
        for verifier in VERIFIERS {
            let home = office.home(verifier).await;
            let confirm = office.presses(verifier, &home, "ตรวจแล้วถูกต้อง").await;
            office.presses(verifier, &confirm, "ยืนยันว่าตรวจแล้ว").await;
        }
        let confirm = office.chats.text(EXECUTIVE, "รับทราบ").await;
        let (message, data) = confirm.button("ยืนยันรับทราบ");
        let update = office.chats.pressed(EXECUTIVE, message, &data);
        let got = office.chats.send(vec![(EXECUTIVE, update)]).await;
        assert!(got[&REPORTER].button("เปิดแผนปี ๒๕๖๗").1 == next.to_data());
        assert!(got[&FINANCE].shown.iter().all(|shown| {
            shown
                .buttons
                .iter()
                .all(|(_, data)| *data != next.to_data())
        }));

        // From the next working day on the calendar asks for the next plan, every two weeks.
        let said = office.reminded(at(2023, 10, 25)).await;
        assert!(
            said[&REPORTER].says("reminder-next-plan") && !said[&REPORTER].says("reminder-closing")
        );
        assert!(
            !office
                .reminded(at(2023, 10, 26))
                .await
                .contains_key(&REPORTER)
        );
        let said = office.reminded(at(2023, 11, 8)).await;
        let preview = office
            .presses(REPORTER, &said[&REPORTER], "เปิดแผนปี ๒๕๖๗")
            .await;

        // Those whose score fell come first, the deepest fall before the other.
        let shown = text(&preview);
        let place = |title: &str| {
            shown
                .find(title)
                .unwrap_or_else(|| panic!("{title} in {shown}"))
        };
        assert!(place("ปรับปรุงขั้นตอน") < place("ลดลง ๕.๓๓ คะแนน"));
        assert!(place("ลดลง ๕.๓๓ คะแนน") < place("การมอบหมายงาน"));
        assert!(place("การมอบหมายงาน") < place("ลดลง ๑.๓๑ คะแนน"));
        assert!(place("ลดลง ๑.๓๑ คะแนน") < place("สร้างการรับรู้"));
        let without = office.presses(REPORTER, &preview, "จัดทำและเผยแพร่").await;
        assert!(text(&without).contains("นำไป ๕ จาก ๖"));
        // The message that showed six is not what would be opened now.
        let (message, stale) = preview.button("ยืนยันเปิดแผนปี ๒๕๖๗ (๖");
        let refused = office.chats.press(REPORTER, message, &stale).await;
        assert!(refused.says("admin-changed-since"));
        let preview = office.presses(REPORTER, &refused, "กลับ").await;
        let without = office.presses(REPORTER, &preview, "จัดทำและเผยแพร่").await;
        let (message, data) = without.button("ยืนยันเปิดแผนปี ๒๕๖๗ (๕");
        let update = office.chats.pressed(REPORTER, message, &data);
        let mut got = office.chats.send(vec![(REPORTER, update.clone())]).await;
        assert!(got.remove(&REPORTER).unwrap().says("next-plan-opened"));
        let told: BTreeSet<i64> = got.keys().copied().collect();
        assert_eq!(told, BTreeSet::from([2, 3, 4, 5, 6, 7]));
        assert!(got.values().all(|said| said.says("tell-next-plan")));

        // A second tap does nothing.
        let again = office.chats.press(REPORTER, message, &data).await;
        assert!(again.says("next-plan-already"));
        assert_eq!(count(&db.store, "SELECT COUNT(*) FROM plan").await, 2);
        for action in ["open_plan", "import"] {
            let sql = match action {
                "open_plan" => "SELECT COUNT(*) FROM audit WHERE action = 'open_plan'",
                _ => "SELECT COUNT(*) FROM audit WHERE action = 'import' AND person_id IS NOT NULL",
            };
            assert_eq!(count(&db.store, sql).await, 1, "{action}");
        }

        let plan = reloaded(&db.store, id).await;
        assert_eq!((plan.fiscal_year, plan.measures.len()), (2567, 5));
        assert!(
            plan.measures
                .iter()
                .all(|measure| measure.period == "ต.ค. ๖๖ - ก.ย. ๖๗")
        );
        assert!(plan.measures[0].title.starts_with("ปรับปรุงขั้นตอน"));
        let topic = plan.measures[1].score.as_ref().unwrap();
        assert_eq!((topic.before_year, topic.after_year), (2566, 2567));
        assert_eq!(topic.before, Score::from_hundredths(8294));
        assert_eq!(plan.posts, office.plan.posts, "nobody lost a post");
        let intro = plan.wording.intro.as_deref().unwrap();
        assert!(intro.contains("๒๕๖๗") && !intro.contains("๒๕๖๕"), "{intro}");

        // The year before is done with, and can be had by everyone.
        let old = office.does(FINANCE, Action::Open(office.measure(1))).await;
        assert!(old.says("earlier-button"));
        assert!(office.chats.state(FINANCE).await == State::Choice);
        let report = got_report(&office.home(FINANCE).await, &office, FINANCE).await;
        assert!(report.says("file-again") && report.says("document-hash"));
        assert_eq!(
            office.does(FINANCE, Action::Earlier(id)).await.shown.len(),
            1
        );

        // The first quarter of the new year is chased like any other.
        let mut chased: BTreeSet<i64> = BTreeSet::new();
        for day in 2..=15 {
            for (chat, said) in office.reminded(at(2024, 1, day)).await {
                assert!(said.shown.len() <= 1, "one message a person");
                if said.says("reminder-own") {
                    chased.insert(chat);
                    assert!(text(&said).contains("๒๕๖๗"));
                }
                assert!(!said.says("reminder-next-plan") && !said.says("reminder-turn"));
            }
        }
        assert_eq!(chased, BTreeSet::from([5, 6, 7]));
    })
    .await;
}

/// The report of the year before, by the buttons from home.
async fn got_report(home: &Answer, office: &Office, chat: i64) -> Answer {
    let list = office.presses(chat, home, "รายงานปีก่อน").await;
    assert!(list.says("earlier-acknowledged"));
    office.presses(chat, &list, "ขอไฟล์ปี ๒๕๖๖").await
}

#[tokio::test]
async fn a_year_can_be_left_unfinished_by_a_decision_of_the_reporters_own_and_nothing_saved_is_lost()
 {
    for_each_database(|db| async move {
        let office = Office::opened(&db.store, at(2023, 10, 3)).await;
        office.files(&Quarter::ALL[..3]).await;
        office.files_from(2, &[Quarter::Fourth]).await;
        let id = office.plan.office;
        // Somebody is in the middle of an answer, and a version is compiled.
        let quarter = Action::Edit(Editing::Quarter(office.measure(1), Quarter::Fourth));
        office.does(FINANCE, quarter).await;
        office.chats.text(FINANCE, "ประชุมชี้แจงครั้งที่สอง").await;
        let before = office.chats.state(FINANCE).await;
        assert!(before.measure() == Some(office.measure(1)), "{before:?}");
        let compiled = office.does(REPORTER, Action::CompileAnyway(id)).await;
        let (_, send) = compiled.button("เสนอตรวจสอบ");

        let asked = office
            .does(REPORTER, Action::Admin(AdminAction::NextPlan(id, 2567)))
            .await;
        assert!(asked.says("next-plan-unfinished"));
        assert!(text(&asked).contains("ร่างที่ยังไม่ส่ง ๑"), "{}", text(&asked));
        let preview = office
            .presses(REPORTER, &asked, "ปิดปี ๒๕๖๖ ทั้งที่ยังไม่รับทราบ")
            .await;
        assert!(preview.says("next-plan-leaves") && !preview.says("next-plan-not-due"));
        let opened = office.presses(REPORTER, &preview, "ยืนยันเปิดแผนปี ๒๕๖๗").await;
        assert!(opened.says("next-plan-opened"));

        // What was being typed is not taken for the new year's; what was saved is kept.
        let told = office.chats.text(FINANCE, "ประชุมชี้แจงครั้งที่สาม").await;
        assert!(told.says("earlier-question"), "{told:#?}");
        assert_eq!(count(&db.store, "SELECT COUNT(*) FROM draft").await, 1);
        assert_eq!(count(&db.store, "SELECT COUNT(*) FROM filing").await, 23);
        let old = office.chats.press(REPORTER, 1, &send).await;
        assert!(old.says("earlier-button"));
        let stages = "SELECT COUNT(*) FROM report WHERE stage LIKE '%compiled%'";
        assert_eq!(count(&db.store, stages).await, 1, "it stays as it was");
        // Its file is the reporter's to have, not the contributors'.
        let list = office.does(REPORTER, Action::Earlier(id)).await;
        assert!(list.says("earlier-unfinished"));
        let file = office.presses(REPORTER, &list, "ขอไฟล์ปี ๒๕๖๖").await;
        assert!(file.says("document-hash"));
        let list = office.does(FINANCE, Action::Earlier(id)).await;
        assert!(
            list.shown[0]
                .buttons
                .iter()
                .all(|(_, data)| !data.starts_with("rf"))
        );
    })
    .await;
}

#[tokio::test]
async fn a_file_that_is_still_being_made_when_the_next_plan_opens_reaches_everybody() {
    for_each_database(|db| async move {
        let office = Office::opened(&db.store, at(2023, 10, 17)).await;
        office.files(&Quarter::ALL).await;
        office.acknowledges().await;
        // As if the printer had it in hand: the acknowledged file is wanted once more.
        let mut tx = db.store.begin().await.unwrap();
        sqlx::query("UPDATE document SET status = 'failed' WHERE kind = 'acknowledged'")
            .execute(&mut *tx)
            .await
            .unwrap();
        offices::facts_changed(&mut tx, &[office.plan.office.0])
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let next = AdminAction::NextPlan(office.plan.office, 2567);
        let preview = office.does(REPORTER, Action::Admin(next)).await;
        office.presses(REPORTER, &preview, "ยืนยันเปิดแผนปี ๒๕๖๗").await;
        let id = office.plan.office;
        let list = office.does(EXECUTIVE, Action::Earlier(id)).await;
        let (message, data) = list.button("ขอไฟล์ปี ๒๕๖๖");
        let update = office.chats.pressed(EXECUTIVE, message, &data);
        let got = office.chats.send(vec![(EXECUTIVE, update)]).await;
        assert!(
            (1..=7).all(|chat| got[&chat].says("acknowledged-document")),
            "{got:#?}"
        );
        assert!(text(&got[&FINANCE]).contains("ปีงบประมาณ พ.ศ. ๒๕๖๖"));
    })
    .await;
}

/// A script of what is pressed and shown.
fn written(lines: &mut String, said: &str, answer: &Answer) {
    *lines += &format!("> {said}\n\n");
    for Shown { text, buttons, .. } in &answer.shown {
        *lines += &format!("{text}\n");
        for (label, _) in buttons {
            *lines += &format!("[{label}]\n");
        }
        *lines += "\n";
    }
}

async fn script(language: &'static str, labels: [&str; 6]) -> String {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}", folder.path().join("t.db").display());
    let store = Store::open(&url).await.unwrap();
    let office = Office::opened(&store, at(2023, 10, 17)).await;
    let mut lines = String::new();
    office.files(&Quarter::ALL).await;
    office.acknowledges().await;
    let mut tx = store.begin().await.unwrap();
    sqlx::query("UPDATE person SET language = $1 WHERE chat_id = 1")
        .bind(language)
        .execute(&mut *tx)
        .await
        .unwrap();
    sqlx::query("UPDATE measure SET period = 'ตลอดปี' WHERE number = 6")
        .execute(&mut *tx)
        .await
        .unwrap();
    offices::revised(&mut tx, &[office.plan.office.0])
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let mut office = office;
    office.chats.restart();
    let said = office.reminded(at(2023, 10, 18)).await;
    written(&mut lines, "2023-10-18", &said[&REPORTER]);
    let [next, leave, take, now, earlier, file] = labels;
    let mut shown = office.presses(REPORTER, &said[&REPORTER], next).await;
    written(&mut lines, next, &shown);
    for label in [leave, take, now] {
        shown = office.presses(REPORTER, &shown, label).await;
        written(&mut lines, label, &shown);
    }
    for label in [earlier, file] {
        shown = office.presses(REPORTER, &shown, label).await;
        written(&mut lines, label, &shown);
    }
    let home = office.home(REPORTER).await;
    written(&mut lines, "/home", &home);
    let old = Action::Admin(AdminAction::Measure(office.measure(1)));
    written(&mut lines, "(old)", &office.does(REPORTER, old).await);
    store.close().await;
    lines
}

#[tokio::test]
async fn the_next_plan_is_opened_in_thai() {
    let labels = [
        "เปิดแผนปี ๒๕๖๗",
        "✅ จัดทำและเผยแพร่",
        "➖ จัดทำและเผยแพร่",
        "ยืนยันเปิดแผนปี ๒๕๖๗",
        "รายงานปีก่อน",
        "ขอไฟล์ปี ๒๕๖๖",
    ];
    insta::assert_snapshot!(script("th", labels).await);
}

#[tokio::test]
async fn the_next_plan_is_opened_in_english() {
    let labels = [
        "Open the plan of 2567",
        "✅ จัดทำและเผยแพร่",
        "➖ จัดทำและเผยแพร่",
        "Confirm the plan of 2567",
        "Reports of earlier years",
        "The file of 2566",
    ];
    insta::assert_snapshot!(script("en", labels).await);
}
