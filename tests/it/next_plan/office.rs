//! The sample office through its year, in virtual time.

use std::collections::HashMap;

use chrono::NaiveDate;
use rapsap::dialogue::{Action, Filing};
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

use crate::chats::{Answer, Chats};
use crate::databases::{reloaded, sample_office};

pub const HOUR: i64 = 3_600_000;
/// Who writes from which chat in the sample.
pub const REPORTER: i64 = 1;
pub const VERIFIERS: [i64; 2] = [2, 3];
pub const EXECUTIVE: i64 = 4;
pub const FINANCE: i64 = 5;

pub fn at(year: i32, month: u32, day: u32) -> i64 {
    opening(NaiveDate::from_ymd_opt(year, month, day).unwrap())
}

pub struct Office {
    pub chats: Chats,
    pub plan: OfficePlan,
}

impl Office {
    /// The sample, which took its plan over at the beginning of fiscal year 2566.
    pub async fn opened(store: &Store, now: i64) -> Office {
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

    pub fn store(&self) -> &Store {
        &self.chats.store
    }

    pub fn measure(&self, number: usize) -> MeasureId {
        self.plan.measures[number - 1].id
    }

    /// Every unit files its measures for these quarters; measures with a score compare two.
    pub async fn files(&self, quarters: &[Quarter]) {
        self.files_from(1, quarters).await;
    }

    /// Likewise, from the measure of this number on.
    pub async fn files_from(&self, first: u32, quarters: &[Quarter]) {
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

    pub fn goes_to(&self, moment: i64) {
        self.chats.passes(moment - self.chats.now());
    }

    /// What the reminders of a moment say to each chat.
    pub async fn reminded(&self, moment: i64) -> HashMap<i64, Answer> {
        self.goes_to(moment);
        tick(self.store(), moment).await.unwrap();
        self.chats.answers().await
    }

    pub async fn presses(&self, chat: i64, shown: &Answer, label: &str) -> Answer {
        let (message, data) = shown.button(label);
        self.chats.press(chat, message, &data).await
    }

    pub async fn does(&self, chat: i64, action: Action) -> Answer {
        self.chats.press(chat, 1, &action.to_data()).await
    }

    pub async fn home(&self, chat: i64) -> Answer {
        self.chats.text(chat, "/home").await
    }

    /// From compiling to the acknowledgement; what the reporter got at the end.
    pub async fn acknowledges(&self) -> Answer {
        let compiled = self.does(REPORTER, Action::Compile(self.plan.office)).await;
        // In whatever language they read.
        let buttons = compiled.shown.iter().flat_map(|shown| &shown.buttons);
        let mut send = buttons.filter(|(_, data)| data.starts_with("rs:"));
        let (_, send) = send.next().unwrap();
        self.chats.press(REPORTER, 1, send).await;
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

pub fn text(answer: &Answer) -> String {
    let shown: Vec<_> = answer
        .shown
        .iter()
        .map(|shown| shown.text.as_str())
        .collect();
    shown.join("\n")
}
