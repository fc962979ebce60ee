//! What is written as a file reads back the same, be it TOML or a workbook.

use proptest::prelude::*;
use rapsap::domain::office::{Language, Role};
use rapsap::domain::plan::{ScoreTopic, Wording};
use rapsap::domain::score::Score;
use rapsap::domain::typed::clean;
use rapsap::l10n::L10n;
use rapsap::plan_file::{self, MeasureEntry, PlanFile, PostEntry, UnitEntry};

fn sample() -> PlanFile {
    plan_file::read("sample.toml", include_str!("../../src/sample_office.toml")).unwrap()
}

#[test]
fn a_plan_that_is_written_reads_back_the_same_and_writes_the_same_bytes() {
    let (plan, l10n) = (sample(), L10n::new());
    let workbook = plan_file::write_workbook(&plan, &l10n).unwrap();
    assert_eq!(workbook, plan_file::write_workbook(&plan, &l10n).unwrap());
    for base in [None, Some(&plan)] {
        let read = plan_file::read_any("plan.xlsx", &workbook, base).unwrap();
        assert_eq!(read.plan, plan);
        assert_eq!(read.notes, []);
    }
    let toml = plan_file::write_toml(&plan);
    assert_eq!(plan_file::read("plan.toml", &toml).unwrap(), plan);
}

/// Texts as people and their copies make them; single lines, and never a mere dash or ditto, which say
/// something else in a table.
fn line() -> impl Strategy<Value = String> {
    let thai = "[กขคงจเแ][่-๋]?[ะาำิีุู]?( [a-z0-9๑-๙./()\\[\\]&<>\"'=+#,;:-]{1,6}){0,3}";
    let any = prop_oneof![
        thai.prop_map(String::from),
        any::<String>(),
        Just("_x0041_ 1) ๒. =SUM(A1)".to_owned()),
        Just("ลงชื่อ".to_owned()),
        Just("หมายเหตุ 5".to_owned()),
        Just("มาตรการที่ ๒".to_owned()),
    ];
    let one_line = |text: String| {
        clean(&text)
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
    };
    any.prop_map(one_line)
        .prop_filter("something that is said", |text| {
            !["", "-", "–", "—", "\"", "''", "”", "“", "〃", ",,"].contains(&text.as_str())
        })
}

fn lines() -> impl Strategy<Value = Option<String>> {
    let lines =
        proptest::collection::vec(line(), 1..3).prop_map(|lines| clean(&lines.join("\n\n")));
    proptest::option::of(lines)
}

fn score() -> impl Strategy<Value = Option<ScoreTopic>> {
    let before = proptest::option::of((0_u16..=10_000).prop_map(Score::from_hundredths));
    let topic = (
        proptest::option::of(line()),
        line(),
        2500..2600,
        before,
        1..50,
    );
    proptest::option::of(
        topic.prop_map(|(code, text, before_year, before, later)| ScoreTopic {
            code,
            text,
            before_year,
            before: before.flatten(),
            after_year: before_year + later,
        }),
    )
}

prop_compose! {
    fn plan_of(units: usize, measures: usize)(
        office in (line(), line(), line(), line(), 2500..2700),
        wording in (lines(), lines(), lines()),
        unit_names in proptest::collection::vec((line(), any::<bool>()), units),
        people in proptest::collection::vec((line(), line(), any::<bool>()), units + 4),
        measures in proptest::collection::vec(
            (1_u32..=999, line(), proptest::collection::vec(line(), 1..4), 0..units, line(), score()),
            measures,
        ),
    ) -> PlanFile {
        let mut entries: Vec<UnitEntry> = Vec::new();
        for (number, (name, below)) in unit_names.into_iter().enumerate() {
            let parent = entries.first().filter(|_| below).map(|unit| unit.id.clone());
            entries.push(UnitEntry { id: format!("u{number}"), name, parent });
        }
        entries.sort_by_key(|unit| unit.parent.is_some());
        let mut people = people.into_iter();
        let mut post = |id: &str, role, turn, unit: Option<&UnitEntry>| {
            let (name, position, head) = people.next().unwrap();
            let head = head && role == Role::Contributor;
            PostEntry { id: id.to_owned(), role, turn, name, position, unit: unit.map(|unit| unit.id.clone()), head }
        };
        let mut posts = vec![
            post("r", Role::Reporter, 0, None),
            post("v2", Role::Verifier, 2, entries.first()),
            post("v1", Role::Verifier, 1, None),
            post("x", Role::Executive, 0, entries.last()),
        ];
        for unit in &entries {
            posts.push(post(&format!("c-{}", unit.id), Role::Contributor, 0, Some(unit)));
        }
        let mut numbers = std::collections::BTreeMap::new();
        for (number, title, methods, unit, period, score) in measures {
            let unit = entries[unit].id.clone();
            numbers.insert(number, MeasureEntry { number, title, methods, unit, period, score });
        }
        PlanFile {
            office_name: office.0,
            short_name: office.1,
            address: office.2,
            order_issuer: office.3,
            fiscal_year: office.4,
            wording: Wording { title: wording.0, heading: wording.1, intro: wording.2 },
            units: entries,
            posts,
            measures: numbers.into_values().collect(),
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_plan_survives_the_way_through_toml_and_through_a_workbook(
        plan in (1_usize..6, 1_usize..8).prop_flat_map(|(units, measures)| plan_of(units, measures)),
    ) {
        let toml = plan_file::write_toml(&plan);
        let read = plan_file::read("plan.toml", &toml);
        let read = read.map_err(|refused| refused.lines(&L10n::new(), Language::from_code("en")));
        prop_assert_eq!(read, Ok(plan.clone()));
        let workbook = plan_file::write_workbook(&plan, &L10n::new()).unwrap();
        let read = plan_file::read_any("plan.xlsx", &workbook, None);
        let read = read.map_err(|refused| refused.lines(&L10n::new(), Language::from_code("en")));
        prop_assert_eq!(read.map(|read| read.plan), Ok(plan));
    }
}
