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

/// Another measure with the number of the second one.
fn with_another_second() -> PlanFile {
    let mut after = sample();
    after.measures[1].title = "จัดตั้งศูนย์รับเรื่องร้องเรียน".to_owned();
    after.measures[1].methods = vec!["ตั้งคณะทำงาน".to_owned()];
    after
}

#[test]
fn a_number_given_to_another_measure_retires_the_old_one_and_tells_how_to_rename_instead() {
    let changes = plan_file::changes(Some(&sample()), &with_another_second());
    let said = previewed(&changes, Language::from_code("en"));
    assert_eq!(changes.len(), 2, "{said}");
    assert!(
        said.contains("New: measure 2 “จัดตั้งศูนย์รับเรื่องร้องเรียน”")
            && said.contains("No longer there: measure 2 “การมอบหมายงาน")
            && said.contains("another measure has its number")
            && said.contains("Change its title in chat first"),
        "{said}"
    );
    let said = previewed(&changes, Language::THAI);
    assert!(said.contains("แก้ชื่อในแชตก่อน"), "{said}");
    // Where a measure only goes, nothing is said of renaming.
    let mut fewer = sample();
    fewer.measures.pop();
    let changes = plan_file::changes(Some(&sample()), &fewer);
    let said = previewed(&changes, Language::from_code("en"));
    assert!(!said.contains("in chat first"), "{said}");
}

#[test]
fn a_measure_whose_title_alone_is_another_is_the_same_unless_others_say_the_same() {
    let fates = |before: &PlanFile, after: &PlanFile| -> Vec<Fate> {
        let changes = plan_file::changes(Some(before), after);
        changes.into_iter().map(|change| change.fate).collect()
    };
    let mut renamed = sample();
    renamed.measures[1].title = "เรื่องที่เรียกใหม่ทั้งหมด".to_owned();
    let changed = fates(&sample(), &renamed);
    assert!(
        matches!(&changed[..], [Fate::Changed(edits)] if edits.len() == 1),
        "{changed:?}"
    );
    // Methods, unit and period that two measures have in common tell neither.
    let alike = |mut plan: PlanFile| {
        let (methods, unit) = (
            plan.measures[1].methods.clone(),
            plan.measures[1].unit.clone(),
        );
        let period = plan.measures[1].period.clone();
        let other = &mut plan.measures[4];
        (other.methods, other.unit, other.period) = (methods, unit, period);
        plan
    };
    assert_eq!(
        fates(&alike(sample()), &alike(renamed)),
        [Fate::Added, Fate::Replaced]
    );
}
