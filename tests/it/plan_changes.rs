//! What a file would change, before it changes it.

use rapsap::domain::office::Language;
use rapsap::l10n::L10n;
use rapsap::plan_file::{self, Change, Fate, PlanFile, Subject};

fn sample() -> PlanFile {
    plan_file::read("s", include_str!("../../src/sample_office.toml")).unwrap()
}

fn previewed(changes: &[Change], language: Language) -> String {
    let l10n = L10n::new();
    let lines = plan_file::preview(changes);
    let lines: Vec<_> = lines.iter().map(|line| l10n.text(language, line)).collect();
    lines.join("\n")
}

#[test]
fn the_same_plan_changes_nothing_and_a_new_office_is_all_new() {
    let plan = sample();
    assert_eq!(plan_file::changes(Some(&plan), &plan), []);
    let changes = plan_file::changes(None, &plan);
    assert_eq!(changes.len(), 1 + 7 + 7 + 6);
    assert!(changes.iter().all(|change| change.fate == Fate::Added));
}

#[test]
fn a_preview_says_what_becomes_of_the_office_its_units_posts_and_measures() {
    let before = sample();
    let mut after = sample();
    after.short_name = "อบต. บุ่งคล้า".to_owned();
    after.wording.intro = None;
    after.units[0].name = "สำนักปลัด".to_owned();
    after.posts.remove(6);
    after.posts[0].name = "นางใหม่ รายงาน".to_owned();
    after.posts[4].unit = Some("klang".to_owned());
    after.measures.swap(0, 1);
    after.measures[0].number = 1;
    after.measures[1].number = 2;
    after.measures[2].methods = vec!["ก".to_owned(), "ข".to_owned()];
    after.measures[3].period = "ม.ค. ๖๖ - ก.ย. ๖๖".to_owned();
    after.measures[3].score = None;
    after.measures.pop();
    let mut new = after.measures[4].clone();
    (new.number, new.title) = (7, "มาตรการใหม่".to_owned());
    after.measures.push(new);
    let changes = plan_file::changes(Some(&before), &after);
    let short = |text: String| {
        let mut text = text;
        for long in before
            .measures
            .iter()
            .flat_map(|m| [&m.title, &m.methods[0]])
        {
            let start: String = long.chars().take(12).collect();
            text = text.replace(long.as_str(), &start);
        }
        text.replace(before.wording.intro.as_deref().unwrap(), "จากผล")
    };
    insta::assert_snapshot!(
        "in_english",
        short(previewed(&changes, Language::from_code("en")))
    );
    insta::assert_snapshot!("in_thai", short(previewed(&changes, Language::THAI)));
}

#[test]
fn the_plan_of_another_year_has_measures_of_its_own() {
    let before = sample();
    let mut after = sample();
    after.fiscal_year = 2567;
    let changes = plan_file::changes(Some(&before), &after);
    let measures = changes
        .iter()
        .filter(|change| matches!(change.subject, Subject::Measure { .. }))
        .map(|change| &change.fate);
    assert_eq!(measures.collect::<Vec<_>>(), [&Fate::Added; 6]);
    assert_eq!(
        previewed(&changes[..1], Language::from_code("en")),
        "Changed: องค์การบริหารส่วนตำบลบุ่งคล้า\n• fiscal year: 2566 → 2567"
    );
}
