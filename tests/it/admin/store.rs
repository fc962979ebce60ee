//! Every change of an office, written on each database: what the database then holds is what the
//! change said that the office would be.

use std::time::Duration;

use chrono::NaiveDate;
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use rapsap::domain::holidays::HolidayChange;
use rapsap::domain::office::{MeasureId, Post, PostId, Role, Unit, UnitId};
use rapsap::domain::office_change::{MeasureEdit, OfficeChange, PostEdit, Refusal};
use rapsap::domain::plan::{Measure, OfficePlan, ScoreTopic};
use rapsap::domain::rhythm::RhythmChange;
use rapsap::store::office_changes::{self, Checked};
use rapsap::store::{Store, invitations, offices};

use crate::databases::{NOW, count, for_each_database, reloaded, sample_office};

async fn make(store: &Store, plan: &OfficePlan, change: OfficeChange) -> OfficePlan {
    let after = change.applied(plan, None).unwrap();
    let checked = Checked {
        person: 1,
        change,
        after: after.clone(),
    };
    let mut tx = store.begin().await.unwrap();
    office_changes::apply(&mut tx, &checked, NOW).await.unwrap();
    offices::revised(&mut tx, &[plan.office.0]).await.unwrap();
    tx.commit().await.unwrap();
    let held = reloaded(store, plan.office).await;
    let expected = OfficePlan {
        revision: plan.revision + 1,
        ..after
    };
    assert_eq!(held, expected, "after {:?}", checked.change);
    held
}

fn day(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2023, month, day).unwrap()
}

fn any_change(rng: &mut StdRng, plan: &OfficePlan, id: i64) -> OfficeChange {
    let measure = plan.measures[rng.random_range(0..plan.measures.len())].id;
    let unit = plan.units[rng.random_range(0..plan.units.len())].id;
    let post = plan.posts[rng.random_range(0..plan.posts.len())].id;
    let text = format!("ข้อความที่ {}", rng.random_range(0..1000));
    let maybe = rng.random_bool(0.7).then_some(unit);
    match rng.random_range(0..25) {
        0 => OfficeChange::AddMeasure(Measure {
            id: MeasureId(id),
            number: 0,
            title: text,
            methods: vec!["วิธีหนึ่ง".to_owned(), "วิธีสอง".to_owned()],
            unit,
            period: "ต.ค. ๖๕ - ก.ย. ๖๖".to_owned(),
            score: None,
        }),
        1 => OfficeChange::ChangeMeasure {
            measure,
            to: MeasureEdit::Title(text),
        },
        2 => OfficeChange::ChangeMeasure {
            measure,
            to: MeasureEdit::Unit(unit),
        },
        3 => OfficeChange::ChangeMeasure {
            measure,
            to: MeasureEdit::Score(rng.random_bool(0.5).then(|| ScoreTopic {
                code: Some("i13".to_owned()),
                text,
                before_year: 2565,
                before: None,
                after_year: 2566,
            })),
        },
        4 | 5 => OfficeChange::MoveMeasure {
            measure,
            up: rng.random_bool(0.5),
        },
        6 => OfficeChange::RetireMeasure(measure),
        7 => match plan.retired.first() {
            Some(retired) => OfficeChange::RestoreMeasure(retired.id),
            None => OfficeChange::RestoreMeasure(measure),
        },
        8 => OfficeChange::AddUnit(Unit {
            id: UnitId(id),
            code: format!("unit-{id}"),
            name: text,
            parent: maybe,
        }),
        9 => OfficeChange::RenameUnit { unit, name: text },
        10 => OfficeChange::PlaceUnit { unit, below: maybe },
        11 => OfficeChange::RetireUnit(unit),
        12 | 13 => OfficeChange::AddPost(Post {
            id: PostId(id),
            code: format!("post-{id}"),
            role: Role::ALL[rng.random_range(0..4)],
            turn: 0,
            name: text,
            position: "นักวิชาการ".to_owned(),
            unit: maybe,
            holder: None,
            invited_until: None,
            head: false,
        }),
        14 => OfficeChange::ChangePost {
            post,
            to: PostEdit::Name(text),
        },
        15 => OfficeChange::ChangePost {
            post,
            to: PostEdit::Turn(rng.random_range(1..4)),
        },
        16 => OfficeChange::RetirePost(post),
        17 => match &plan.post(post).unwrap().holder {
            Some(holder) => OfficeChange::EndHolding {
                post,
                person: holder.person,
            },
            None => OfficeChange::EndInvitation(post),
        },
        18 => OfficeChange::SetHoliday(HolidayChange {
            date: day(4, rng.random_range(1..30)),
            name: rng.random_bool(0.6).then_some(text),
        }),
        19 => OfficeChange::ChangePost {
            post,
            to: PostEdit::Head(rng.random_bool(0.5)),
        },
        20 | 21 => OfficeChange::ChangePost {
            post,
            to: PostEdit::Role(Role::ALL[rng.random_range(0..4)]),
        },
        22 | 23 => OfficeChange::SetRhythm(RhythmChange {
            due_days_after: rng.random_bool(0.5).then(|| rng.random_range(10..20)),
            before: rng.random_bool(0.5).then(|| vec![14, 3]),
            on_day: rng.random_bool(0.5).then(|| rng.random_bool(0.5)),
            ..RhythmChange::default()
        }),
        _ => OfficeChange::ForgetHoliday(day(4, rng.random_range(1..30))),
    }
}

#[tokio::test]
async fn what_a_change_says_is_what_the_database_then_holds() {
    for_each_database(|db| async move {
        let mut plan = sample_office(&db.store).await;
        let mut rng = StdRng::seed_from_u64(2566);
        let mut made = 0;
        for _ in 0..150 {
            let change = any_change(&mut rng, &plan, db.store.id(NOW));
            if change.applied(&plan, None).is_ok() {
                plan = make(&db.store, &plan, change).await;
                made += 1;
            }
        }
        assert!(made > 60, "only {made} changes could be made");
    })
    .await;
}

#[tokio::test]
async fn what_was_filed_on_a_retired_measure_is_kept_and_comes_back_with_it() {
    for_each_database(|db| async move {
        let store = &db.store;
        let plan = sample_office(store).await;
        let measure = plan.measures[1].id;
        crate::worker::script::say(store, &[(6, "file 2 ผลงาน")]).await;
        crate::worker::script::worker(store).turn().await.unwrap();
        let plan = reloaded(store, plan.office).await;
        let plan = make(store, &plan, OfficeChange::RetireMeasure(measure)).await;
        let numbers: Vec<u32> = plan.measures.iter().map(|measure| measure.number).collect();
        assert_eq!(numbers, [1, 2, 3, 4, 5]);
        assert_eq!(count(store, "SELECT COUNT(*) FROM filing").await, 1);
        let plan = make(store, &plan, OfficeChange::RestoreMeasure(measure)).await;
        assert_eq!(plan.measures[5].id, measure);
        crate::worker::script::say(store, &[(6, "standing 6")]).await;
        crate::worker::script::worker(store).turn().await.unwrap();
        let said = crate::worker::script::answers(store, 6).await;
        assert_eq!(said.last().unwrap(), "Filed -");
    })
    .await;
}

#[tokio::test]
async fn a_retired_post_is_held_by_nobody_and_its_link_is_void() {
    for_each_database(|db| async move {
        let store = &db.store;
        let plan = sample_office(store).await;
        let verifier = plan.verifiers()[0].id;
        let mut rng = StdRng::seed_from_u64(1);
        let week = Duration::from_secs(7 * 24 * 3600);
        let code = invitations::create(store, plan.office, verifier, week, NOW, &mut rng)
            .await
            .unwrap();
        let plan = reloaded(store, plan.office).await;
        assert!(plan.post(verifier).unwrap().invited_until.unwrap() > NOW);
        let plan = make(store, &plan, OfficeChange::RetirePost(verifier)).await;
        assert_eq!(plan.verifiers()[0].turn, 1, "the second checks first now");
        let mut tx = store.begin().await.unwrap();
        assert_eq!(
            invitations::claimable(&mut tx, &code, NOW).await.unwrap(),
            None
        );
    })
    .await;
}

#[tokio::test]
async fn a_code_is_made_only_for_the_one_who_is_the_reporter_at_that_moment() {
    for_each_database(|db| async move {
        let store = &db.store;
        let plan = sample_office(store).await;
        let week = Duration::from_secs(7 * 24 * 3600);
        let post = plan.posts[5].id;
        let create = |chat, code: &'static str| {
            invitations::create_for(store, chat, plan.office, post, code, week, NOW)
        };
        // Chat 1 is the reporter's, chat 2 a verifier's, chat 99 nobody's.
        assert!(create(1, "first").await.unwrap().is_some());
        assert_eq!(create(2, "other").await.unwrap(), None);
        assert_eq!(create(99, "other").await.unwrap(), None);
        assert!(create(1, "second").await.unwrap().is_some());
        let mut tx = store.begin().await.unwrap();
        assert_eq!(
            invitations::claimable(&mut tx, "first", NOW).await.unwrap(),
            None
        );
        assert!(
            invitations::claimable(&mut tx, "second", NOW)
                .await
                .unwrap()
                .is_some()
        );
        drop(tx);
        let hidden = "SELECT COUNT(*) FROM invitation WHERE code_hash IN ('first', 'second')";
        assert_eq!(count(store, hidden).await, 0);
        assert_eq!(
            count(
                store,
                "SELECT COUNT(*) FROM audit WHERE action = 'invite' AND person_id IS NOT NULL"
            )
            .await,
            2
        );
    })
    .await;
}

#[tokio::test]
async fn what_the_flow_needs_is_refused_with_the_reason() {
    for_each_database(|db| async move {
        let plan = sample_office(&db.store).await;
        let refused = |change: OfficeChange| change.applied(&plan, None).unwrap_err();
        let post = |role| plan.with_role(role).next().unwrap();
        for role in [Role::Reporter, Role::Executive] {
            let only = OfficeChange::RetirePost(post(role).id);
            assert_eq!(refused(only), Refusal::OnlyPost(role));
            let second = OfficeChange::AddPost(Post {
                id: PostId(1),
                ..post(role).clone()
            });
            assert_eq!(refused(second), Refusal::SecondPost(role));
        }
        let nobody = refused(OfficeChange::RetirePost(post(Role::Contributor).id));
        assert_eq!(
            nobody,
            Refusal::NobodyReports {
                unit: "กองคลัง - งานบริหารงานคลัง".to_owned(),
                measures: vec![1]
            }
        );
        let used = refused(OfficeChange::RetireUnit(plan.measures[1].unit));
        assert_eq!(
            used,
            Refusal::UnitInUse {
                measures: vec![2, 3],
                posts: vec!["นายตัวอย่าง บุคคล".to_owned()],
                sections: Vec::new()
            }
        );
        let mine = post(Role::Reporter);
        let person = mine.holder.as_ref().unwrap().person;
        let out = OfficeChange::EndHolding {
            post: mine.id,
            person,
        };
        assert_eq!(refused(out), Refusal::LastReporter);
    })
    .await;
}

#[tokio::test]
async fn the_worker_refuses_a_change_by_anybody_but_the_reporter() {
    for_each_database(|db| async move {
        let store = &db.store;
        sample_office(store).await;
        let worker = crate::worker::script::worker(store);
        // Chat 1 is the reporter's; verifiers, the executive and contributors have those after it.
        for chat in 1..=7 {
            crate::worker::script::say(store, &[(chat, "retire 5")]).await;
            while worker.turn().await.unwrap() > 0 {}
            let answers = crate::worker::script::answers(store, chat).await;
            let expected = if chat == 1 { "retired" } else { "failed-sorry" };
            assert_eq!(answers, [expected], "chat {chat}");
            assert_eq!(
                count(
                    store,
                    "SELECT COUNT(*) FROM measure WHERE dropped_at IS NOT NULL"
                )
                .await,
                1
            );
        }
        let audited =
            "SELECT COUNT(*) FROM audit WHERE action = 'administer' AND person_id IS NOT NULL";
        assert_eq!(count(store, audited).await, 1);
    })
    .await;
}
