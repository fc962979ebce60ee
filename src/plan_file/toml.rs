//! A plan in TOML: the tables and keys of the file, as `src/sample_office.toml` shows them.

use std::collections::HashSet;

use ::toml::de::DeTable;

use super::problem::{At, Place, Problems, did_you_mean};
use super::table::{Lines, Table};
use super::{MeasureEntry, PlanFile, PostEntry, UnitEntry, check};
use crate::domain::plan::{ScoreTopic, Wording};
use crate::phrase::Phrase;

/// Reads what can be read, and notes every mistake.
pub fn read(text: &str, problems: &Problems) -> Option<PlanFile> {
    let lines = Lines::of(text);
    match DeTable::parse(text) {
        Ok(root) => plan(root.get_ref(), &lines, problems),
        Err(error) => {
            let place = lines.place(error.span().map_or(0, |span| span.start));
            // The parser knows English only.
            let what = Phrase::new("plan-toml").with("message", error.message());
            problems.note(&place, what);
            None
        }
    }
}

fn plan<'a>(root: &DeTable<'a>, lines: &Lines, problems: &Problems) -> Option<PlanFile> {
    let tables = ["office", "fiscal_year", "report", "unit", "post", "measure"];
    let root = Table::new("file", root, Place::Line(1), &tables, lines, problems);
    let office = root.table("office", &["name", "short_name", "address", "order_issuer"]);
    let year = root
        .table("fiscal_year", &["be"])
        .and_then(|table| table.number("be"));
    let year = year.and_then(|be| check::buddhist_year(&be, problems));
    let report = root.optional_table("report", &["title", "heading", "intro"]);
    let wording = report.map_or_else(Wording::default, |report| {
        let own = |key| report.optional_lines(key).map(|text| text.value);
        Wording {
            title: own("title"),
            heading: own("heading"),
            intro: own("intro"),
        }
    });
    let mut units = units(&root, problems);
    let posts = posts(&root, &units, problems);
    let measures = measures(&root, &units, problems);
    let called = |unit: &UnitEntry| unit.id.clone();
    check::staffed(&root.at, &posts, &measures, &units, called, problems);

    let office = office?;
    let name = office.text("name");
    let (short_name, address) = (office.text("short_name"), office.text("address"));
    let order_issuer = office
        .optional_text("order_issuer")
        .or_else(|| name.clone());
    let mut measures: Vec<_> = measures.into_iter().map(|measure| measure.value).collect();
    measures.sort_by_key(|measure| measure.number);
    units.sort_by_key(|unit| unit.parent.is_some());
    Some(PlanFile {
        office_name: name?.value,
        short_name: short_name?.value,
        address: address?.value,
        order_issuer: order_issuer?.value,
        fiscal_year: year?,
        wording,
        units,
        posts: posts.into_iter().map(|post| post.value).collect(),
        measures,
    })
}

fn units(root: &Table<'_, '_>, problems: &Problems) -> Vec<UnitEntry> {
    let mut units = Vec::new();
    let mut parents = Vec::new();
    let mut seen = HashSet::new();
    for table in root.tables("unit", &["id", "name", "parent"]) {
        let (id, name, parent) = (
            table.text("id"),
            table.text("name"),
            table.optional_text("parent"),
        );
        let Some(id) = id else { continue };
        check::once("unit", &id, &mut seen, problems);
        units.push(UnitEntry {
            id: id.value,
            name: name.map(|name| name.value).unwrap_or_default(),
            parent: parent.as_ref().map(|parent| parent.value.clone()),
        });
        parents.extend(parent);
    }
    for parent in &parents {
        if let Some(above) = declared(parent, &units, problems)
            && above.parent.is_some()
        {
            let what = Phrase::new("plan-third-level").with("unit", &parent.value);
            problems.note(&parent.at, what);
        }
    }
    units
}

fn posts(root: &Table<'_, '_>, units: &[UnitEntry], problems: &Problems) -> Vec<At<PostEntry>> {
    let mut posts = Vec::new();
    let (mut seen, mut turns) = (HashSet::new(), HashSet::new());
    for table in root.tables(
        "post",
        &["id", "role", "turn", "name", "position", "unit", "head"],
    ) {
        let (id, role, turn) = (
            table.text("id"),
            table.text("role"),
            table.optional_number("turn"),
        );
        let (name, position, unit) = (
            table.text("name"),
            table.text("position"),
            table.optional_text("unit"),
        );
        let head = table.optional_truth("head");
        if let Some(id) = &id {
            check::once("post", id, &mut seen, problems);
        }
        if let Some(unit) = &unit {
            declared(unit, units, problems);
        }
        let Some(role) = role.and_then(|role| check::known_role(&role, problems)) else {
            continue;
        };
        check::contributes(role, unit.is_some(), &table.at, problems);
        let turn: u8 = check::turn(role, turn, &table.at, &mut turns, problems);
        let head = check::head(role, head, problems);
        let entry = PostEntry {
            id: id.map(|id| id.value).unwrap_or_default(),
            role,
            turn,
            name: name.map(|name| name.value).unwrap_or_default(),
            position: position.map(|position| position.value).unwrap_or_default(),
            unit: unit.map(|unit| unit.value),
            head,
        };
        posts.push(At {
            at: table.at,
            value: entry,
        });
    }
    posts
}

fn measures(
    root: &Table<'_, '_>,
    units: &[UnitEntry],
    problems: &Problems,
) -> Vec<At<MeasureEntry>> {
    let mut measures = Vec::new();
    let mut seen = HashSet::new();
    let keys = ["no", "title", "methods", "unit", "period", "score"];
    for table in root.tables("measure", &keys) {
        let (number, title, methods) = (
            table.number("no"),
            table.text("title"),
            table.texts("methods"),
        );
        let (unit, period) = (table.text("unit"), table.text("period"));
        let score = table.optional_table(
            "score",
            &["code", "text", "before_year", "before", "after_year"],
        );
        let score = score.and_then(|score| topic(&score, problems));
        if let Some(number) = &number {
            let written = At {
                at: number.at.clone(),
                value: number.value.to_string(),
            };
            check::once("measure", &written, &mut seen, problems);
        }
        if let Some(unit) = &unit {
            declared(unit, units, problems);
        }
        let number = number.and_then(|number| check::measure_number(&number, problems));
        let (Some(number), Some(unit)) = (number, unit) else {
            continue;
        };
        let entry = MeasureEntry {
            number,
            title: title.map(|title| title.value).unwrap_or_default(),
            methods: methods.unwrap_or_default(),
            unit: unit.value,
            period: period.map(|period| period.value).unwrap_or_default(),
            score,
        };
        measures.push(At {
            at: unit.at,
            value: entry,
        });
    }
    measures
}

fn topic(table: &Table<'_, '_>, problems: &Problems) -> Option<ScoreTopic> {
    let (code, text) = (table.optional_text("code"), table.text("text"));
    let (before_year, after_year) = (table.number("before_year"), table.number("after_year"));
    let before = table
        .optional_text("before")
        .and_then(|before| check::score(&before, problems));
    let before_year =
        before_year.and_then(|year| Some((check::buddhist_year(&year, problems)?, year.at)));
    let after_year = after_year.and_then(|year| check::buddhist_year(&year, problems));
    if let (Some((before, at)), Some(after)) = (&before_year, after_year) {
        check::later(*before, after, at, problems);
    }
    Some(ScoreTopic {
        code: code.map(|code| code.value),
        text: text?.value,
        before_year: before_year?.0,
        before,
        after_year: after_year?,
    })
}

fn declared<'u>(
    id: &At<String>,
    units: &'u [UnitEntry],
    problems: &Problems,
) -> Option<&'u UnitEntry> {
    let unit = units.iter().find(|unit| unit.id == id.value);
    if unit.is_none() {
        let what = Phrase::new("plan-unit-undeclared")
            .with("unit", &id.value)
            .with(
                "hint",
                did_you_mean(&id.value, units.iter().map(|unit| unit.id.as_str())),
            );
        problems.note(&id.at, what);
    }
    unit
}
