//! Plan files: read whole or refused whole, and imported again without losing what people wrote.

use rapsap::dialogue::StoredDraft;
use rapsap::domain::office::{Language, Role};
use rapsap::domain::progress::Draft;
use rapsap::domain::score::Score;
use rapsap::l10n::L10n;
use rapsap::plan_file::{self, PlanFile};
use rapsap::store::facts::{self, DraftChange};
use rapsap::store::plans::{self, ImportOutcome};

use crate::databases::{
    NOW, OTHER_OFFICE, count, for_each_database, person, reloaded, sample_office,
};

const SAMPLE: &str = include_str!("../../src/sample_office.toml");

fn sample() -> PlanFile {
    plan_file::read("sample.toml", SAMPLE).unwrap()
}

fn refused(text: &str) -> String {
    let refused = plan_file::read("plan.toml", text).unwrap_err();
    refused.lines(&L10n::new(), Language::from_code("en"))
}

#[test]
fn the_sample_office_is_the_real_plan_of_2566() {
    let plan = sample();
    assert_eq!(
        (plan.fiscal_year, plan.short_name.as_str()),
        (2566, "อบต.บุ่งคล้า")
    );
    assert_eq!(
        (plan.units.len(), plan.posts.len(), plan.measures.len()),
        (7, 7, 6)
    );
    let score = plan.measures[1].score.as_ref().unwrap();
    assert_eq!(
        (score.code.as_deref(), score.before),
        (Some("i13"), Score::from_hundredths(8425))
    );
    assert_eq!(plan.measures[3].score.as_ref().unwrap().code, None);
    assert_eq!(
        plan.measures
            .iter()
            .filter(|measure| measure.score.is_some())
            .count(),
        3
    );
    let verifiers: Vec<_> = plan
        .posts
        .iter()
        .filter(|post| post.role == Role::Verifier)
        .collect();
    assert_eq!((verifiers[0].turn, verifiers[1].turn), (1, 2));
}

#[test]
fn every_mistake_is_found_in_one_go_and_named_by_its_line() {
    let text = r#"[office]
name = "อบต.ตัวอย่าง"
short_name = "  "
adress = "อำเภอตัวอย่าง"

[fiscal_year]
be = 2023

[[unit]]
id = "klang"
name = "กองคลัง"

[[unit]]
id = "klang"
name = "กองคลังอีกกอง"
parent = "klnag"

[[post]]
id = "c"
role = "contributer"
name = "ก"
position = "ข"
unit = "klang"

[[post]]
id = "v"
role = "verifier"
turn = 2
name = "ก"
position = "ข"

[[measure]]
no = 1
title = "ก"
methods = ["ชี้แจง", 5]
unit = "klangg"
period = "ต.ค. ๖๕ - ก.ย. ๖๖"
[measure.score]
text = "ข้อ"
before_year = 2566
before = 84.25
after_year = 2566

[[measure]]
no = "2"
title = ""
unit = "klang"
period = "ต.ค. ๖๕ - ก.ย. ๖๖"
"#;
    assert_eq!(
        refused(text),
        r#"plan.toml:1: no post has the role "reporter"
plan.toml:1: no post has the role "executive"
plan.toml:1: no verifier has the turn 1
plan.toml:1: office lacks "address"
plan.toml:3: "short_name" is empty
plan.toml:4: office has no key "adress"; did you mean "address"?
plan.toml:7: 2023 is a year of the Common Era; did you mean 2566?
plan.toml:14: unit "klang" is declared twice
plan.toml:16: unit "klnag" is not declared; did you mean "klang"?
plan.toml:20: "contributer" is not a role; did you mean "contributor"?
plan.toml:35: "methods" must be a list of texts, not a number
plan.toml:36: unit "klangg" is not declared; did you mean "klang"?
plan.toml:40: the score before is of FY2566, the one after of FY2566: that is not later
plan.toml:41: "before" must be a text in quotation marks, not a number with a decimal point
plan.toml:44: measure lacks "methods"
plan.toml:45: "no" must be a whole number, not a text
plan.toml:46: "title" is empty"#
    );
}

#[test]
fn a_file_that_is_no_toml_is_refused_with_its_line() {
    assert!(
        refused("[office]\nname = \n").starts_with("plan.toml:2: "),
        "{}",
        refused("[office]\nname = \n")
    );
    assert!(refused("").contains("plan.toml:1: the file lacks the table [office]"));
}

#[test]
fn a_unit_that_nobody_reports_for_and_a_third_level_are_refused() {
    let text = OTHER_OFFICE.replace(
        "[[post]]\nid = \"c\"",
        "[[unit]]\nid = \"below\"\nname = \"งาน\"\nparent = \"palad\"\n\
         [[unit]]\nid = \"lowest\"\nname = \"ฝ่าย\"\nparent = \"below\"\n[[post]]\nid = \"c\"",
    );
    assert_eq!(
        refused(&text),
        "plan.toml:18: unit \"below\" is itself below another: units have two levels"
    );
    let text = OTHER_OFFICE
        .replace("unit = \"palad\"\n[[post]]", "unit = \"away\"\n[[post]]")
        .replace(
            "[[post]]\nid = \"c\"",
            "[[unit]]\nid = \"away\"\nname = \"กองคลัง\"\n[[post]]\nid = \"c\"",
        );
    assert_eq!(
        refused(&text),
        "plan.toml:40: no contributor reports for unit \"palad\""
    );
}

#[test]
fn reading_never_panics_whatever_is_cut_out_of_a_plan() {
    for (start, _) in SAMPLE.char_indices().step_by(97) {
        let mut cut = SAMPLE.to_owned();
        let end = (start + 60..=cut.len())
            .find(|end| cut.is_char_boundary(*end))
            .unwrap_or(cut.len());
        cut.replace_range(start..end, "");
        let _ = plan_file::read("cut.toml", &cut);
    }
}

#[tokio::test]
async fn a_second_import_changes_what_differs_and_keeps_drafts_and_holders() {
    for_each_database(|db| async move {
        let store = &db.store;
        let before = sample_office(store).await;
        let measure = before.measures[1].id;
        let draft = StoredDraft {
            measure,
            draft: Draft::default(),
            by: person(&before, 6),
            at: NOW,
        };
        let change = DraftChange::Saved {
            office: before.office.0,
            draft: Box::new(draft.clone()),
        };
        let mut tx = store.begin().await.unwrap();
        facts::change_drafts(&mut tx, &[(measure.0, change)].into())
            .await
            .unwrap();
        tx.commit().await.unwrap();

        let again = plans::import(store, &sample(), NOW + 1).await.unwrap();
        assert_eq!(
            (again.office, again.outcome),
            (before.office, ImportOutcome::Unchanged)
        );
        assert_eq!(reloaded(store, before.office).await, before);

        let mut changed = sample();
        changed.measures[1].title = "ชื่อใหม่".to_owned();
        changed.measures.pop();
        changed.posts.remove(4);
        let would = plans::try_import(store, &changed, NOW + 2).await.unwrap();
        assert_eq!(would.outcome, ImportOutcome::Changed);
        assert_eq!(
            reloaded(store, before.office).await,
            before,
            "trying changes nothing"
        );

        plans::import(store, &changed, NOW + 2).await.unwrap();
        let after = reloaded(store, before.office).await;
        assert_eq!(after.revision, before.revision + 1);
        assert_eq!(
            (after.measures[1].id, after.measures[1].title.as_str()),
            (measure, "ชื่อใหม่")
        );
        assert_eq!((after.measures.len(), after.posts.len()), (5, 6));
        assert_eq!(after.posts[0], before.posts[0], "with its holder");
        let held = count(
            store,
            "SELECT COUNT(*) FROM holding WHERE held_until IS NULL",
        )
        .await;
        assert_eq!(held, 6, "nobody holds the post that was dropped");
        let mut reader = store.reader().await.unwrap();
        assert_eq!(
            facts::drafts(&mut reader, &[measure.0]).await.unwrap()[&measure.0],
            draft
        );
        drop(reader);

        // What was dropped comes back as it was.
        plans::import(store, &sample(), NOW + 3).await.unwrap();
        let back = reloaded(store, before.office).await;
        assert_eq!(back.measures, before.measures);
        assert!(back.posts[4].id == before.posts[4].id && back.posts[4].holder.is_none());
    })
    .await;
}

#[tokio::test]
async fn what_was_reported_follows_the_measures_text_through_every_renumbering() {
    for_each_database(|db| async move {
        let store = &db.store;
        let before = sample_office(store).await;
        let id = |number: usize| before.measures[number - 1].id;
        let ids = async |file: &PlanFile, at: i64| -> Vec<_> {
            let outcome = plans::import(store, file, NOW + at).await.unwrap().outcome;
            assert_eq!(outcome, ImportOutcome::Changed);
            let after = reloaded(store, before.office).await;
            assert_eq!(PlanFile::of(&after), *file);
            after.measures.iter().map(|measure| measure.id).collect()
        };
        let renumbered = |order: &[usize]| {
            let mut file = sample();
            file.measures = order
                .iter()
                .zip(1..)
                .map(|(number, new)| {
                    let mut measure = sample().measures[number - 1].clone();
                    measure.number = new;
                    measure
                })
                .collect();
            file
        };
        // Two change places.
        let swapped = renumbered(&[2, 1, 3, 4, 5, 6]);
        assert_eq!(ids(&swapped, 1).await, [2, 1, 3, 4, 5, 6].map(id));
        // All move one down, behind a new first one; the last is gone.
        let mut moved = renumbered(&[6, 1, 2, 3, 4, 5]);
        moved.measures[0].title = "มาตรการใหม่ที่ไม่เคยมี".to_owned();
        moved.measures[2].title.push_str(" อย่างต่อเนื่อง");
        let after = ids(&moved, 2).await;
        assert_eq!(
            after[1..],
            [1, 2, 3, 4, 5].map(id),
            "one of them with its title mended"
        );
        assert!(!before.measures.iter().any(|measure| measure.id == after[0]));
        // The one that was gone comes back with its title, wherever it stands.
        let back = renumbered(&[5, 6, 4, 3, 2, 1]);
        assert_eq!(ids(&back, 3).await, [5, 6, 4, 3, 2, 1].map(id));
        assert_eq!(ids(&sample(), 4).await, [1, 2, 3, 4, 5, 6].map(id));
    })
    .await;
}

#[tokio::test]
async fn what_was_reported_never_goes_over_to_another_measure_of_the_same_number() {
    for_each_database(|db| async move {
        let store = &db.store;
        let before = sample_office(store).await;
        let second = before.measures[1].id;
        let mut other = sample();
        other.measures[1].title = "จัดตั้งศูนย์รับเรื่องร้องเรียน".to_owned();
        other.measures[1].methods = vec!["ตั้งคณะทำงาน".to_owned()];
        plans::import(store, &other, NOW + 1).await.unwrap();
        let after = reloaded(store, before.office).await;
        assert_eq!(PlanFile::of(&after), other);
        assert!(after.measure(second).is_none(), "it is another measure");
        assert_eq!(after.retired.len(), 1);
        assert_eq!(after.retired[0].id, second);
        // Back with its own title, it is itself again, and the other one goes.
        plans::import(store, &sample(), NOW + 2).await.unwrap();
        let back = reloaded(store, before.office).await;
        assert_eq!(back.measures, before.measures);
        assert_eq!(back.retired[0].title, other.measures[1].title);
        // Only renamed, with all else as it was, it stays itself.
        let mut renamed = sample();
        renamed.measures[1].title = "เรื่องที่เรียกใหม่ทั้งหมด".to_owned();
        plans::import(store, &renamed, NOW + 3).await.unwrap();
        let after = reloaded(store, before.office).await;
        assert_eq!(after.measures[1].id, second);
    })
    .await;
}

#[tokio::test]
async fn the_next_year_is_a_new_plan_and_the_year_before_cannot_follow_it() {
    for_each_database(|db| async move {
        let store = &db.store;
        let before = sample_office(store).await;
        let mut next = sample();
        next.fiscal_year = 2567;
        let imported = plans::import(store, &next, NOW).await.unwrap();
        assert_eq!(
            (imported.office, imported.outcome),
            (before.office, ImportOutcome::Created)
        );
        let after = reloaded(store, before.office).await;
        assert_eq!(after.fiscal_year, 2567);
        assert!(
            after
                .measures
                .iter()
                .all(|measure| before.measure(measure.id).is_none())
        );
        assert_eq!(after.posts, before.posts);

        let error = plans::import(store, &sample(), NOW)
            .await
            .unwrap_err()
            .to_string();
        assert!(error.contains("2567") && error.contains("2566"), "{error}");
        assert_eq!(reloaded(store, before.office).await, after);
    })
    .await;
}

#[test]
fn only_a_contributors_post_is_the_heads_of_its_unit() {
    let with = |line: &str| {
        OTHER_OFFICE.replace(
            "unit = \"palad\"\n[[post]]\nid = \"r\"",
            &format!("unit = \"palad\"\n{line}\n[[post]]\nid = \"r\""),
        )
    };
    let plan = plan_file::read("plan.toml", &with("head = true")).unwrap();
    assert!(plan.posts[0].head && plan.posts[1..].iter().all(|post| !post.head));
    assert!(
        !plan_file::read("plan.toml", &with("head = false"))
            .unwrap()
            .posts[0]
            .head
    );
    let wrong = refused(&with("head = \"yes\""));
    assert!(wrong.contains("true or false"), "{wrong}");
    let executive =
        OTHER_OFFICE.replace("role = \"executive\"", "role = \"executive\"\nhead = true");
    let wrong = refused(&executive);
    assert!(wrong.contains("only contributors"), "{wrong}");
}
