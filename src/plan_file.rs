//! The file by which an office's plan comes in: TOML, read whole or refused whole, every mistake with
//! its line. How it gets into the database, and what a second import changes, is
//! [`crate::store::plans`]'s business.

mod table;

use std::collections::HashSet;
use std::fmt;

use toml::de::DeTable;

use crate::domain::office::Role;
use crate::domain::plan::{ScoreTopic, Wording};
use crate::domain::score::Score;
use table::{At, Problems, Table, did_you_mean};

/// A plan as its file states it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanFile {
    pub office_name: String,
    pub short_name: String,
    /// The line at the foot of the cover.
    pub address: String,
    /// Whose orders the office cites when no other issuer is named.
    pub order_issuer: String,
    /// Buddhist Era.
    pub fiscal_year: i32,
    pub wording: Wording,
    /// Divisions before their sections.
    pub units: Vec<UnitEntry>,
    pub posts: Vec<PostEntry>,
    /// By number.
    pub measures: Vec<MeasureEntry>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitEntry {
    /// The file's own id.
    pub id: String,
    pub name: String,
    pub parent: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PostEntry {
    /// The file's own id.
    pub id: String,
    pub role: Role,
    /// Of a verifier, from 1; 0 for the others.
    pub turn: u8,
    pub name: String,
    pub position: String,
    pub unit: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MeasureEntry {
    pub number: u32,
    pub title: String,
    pub methods: Vec<String>,
    pub unit: String,
    pub period: String,
    pub score: Option<ScoreTopic>,
}

/// One mistake in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Counted from 1.
    pub line: usize,
    pub message: String,
}

/// Why a file was refused: every mistake, by line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    pub file: String,
    pub problems: Vec<Problem>,
}

impl fmt::Display for Refused {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let lines = self
            .problems
            .iter()
            .map(|problem| format!("{}:{}: {}", self.file, problem.line, problem.message));
        out.write_str(&lines.collect::<Vec<_>>().join("\n"))
    }
}

impl std::error::Error for Refused {}

/// Reads a plan; `file` is the name by which mistakes call it.
pub fn read(file: &str, text: &str) -> Result<PlanFile, Refused> {
    let problems = Problems::new(text);
    let plan = match DeTable::parse(text) {
        Ok(root) => plan(root.get_ref(), &problems),
        Err(error) => {
            problems.note(
                error.span().map_or(0, |span| span.start),
                error.message().to_owned(),
            );
            None
        }
    };
    let problems = problems.into_list();
    match plan {
        Some(plan) if problems.is_empty() => Ok(plan),
        _ => Err(Refused {
            file: file.to_owned(),
            problems,
        }),
    }
}

fn plan<'a>(root: &DeTable<'a>, problems: &Problems<'a>) -> Option<PlanFile> {
    let tables = ["office", "fiscal_year", "report", "unit", "post", "measure"];
    let root = Table::new("the file", root, 0, &tables, problems);
    let office = root.table("office", &["name", "short_name", "address", "order_issuer"]);
    let year = root
        .table("fiscal_year", &["be"])
        .and_then(|table| table.number("be"));
    let year = year.and_then(|be| buddhist_year(&be, problems));
    let report = root.optional_table("report", &["title", "heading", "intro"]);
    let wording = report.map_or_else(Wording::default, |report| {
        let own = |key| report.optional_text(key).map(|text| text.value);
        Wording {
            title: own("title"),
            heading: own("heading"),
            intro: own("intro"),
        }
    });
    let units = units(&root, problems);
    let posts = posts(&root, &units, problems);
    let measures = measures(&root, &units, problems);
    staffed(&root, &posts, &measures, &units, problems);

    let office = office?;
    let name = office.text("name");
    let (short_name, address) = (office.text("short_name"), office.text("address"));
    let order_issuer = office
        .optional_text("order_issuer")
        .or_else(|| name.clone());
    let mut measures: Vec<_> = measures.into_iter().map(|measure| measure.value).collect();
    measures.sort_by_key(|measure| measure.number);
    let mut units: Vec<_> = units.into_iter().map(|unit| unit.value).collect();
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

fn units<'a>(root: &Table<'_, 'a>, problems: &Problems<'a>) -> Vec<At<UnitEntry>> {
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
        once("unit", &id, &mut seen, problems);
        let name = name.map(|name| name.value).unwrap_or_default();
        let entry = UnitEntry {
            id: id.value,
            name,
            parent: parent.as_ref().map(|parent| parent.value.clone()),
        };
        units.push(At {
            at: table.at,
            value: entry,
        });
        parents.extend(parent);
    }
    for parent in &parents {
        if let Some(above) = declared(parent, &units, problems)
            && above.parent.is_some()
        {
            let message = format!(
                "unit {:?} is itself below another: units have two levels",
                parent.value
            );
            problems.note(parent.at, message);
        }
    }
    units
}

fn posts<'a>(
    root: &Table<'_, 'a>,
    units: &[At<UnitEntry>],
    problems: &Problems<'a>,
) -> Vec<At<PostEntry>> {
    let mut posts = Vec::new();
    let (mut seen, mut turns) = (HashSet::new(), HashSet::new());
    for table in root.tables("post", &["id", "role", "turn", "name", "position", "unit"]) {
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
        if let Some(id) = &id {
            once("post", id, &mut seen, problems);
        }
        if let Some(unit) = &unit {
            declared(unit, units, problems);
        }
        let Some(role) = role.and_then(|role| known_role(&role, problems)) else {
            continue;
        };
        if role == Role::Contributor && unit.is_none() {
            problems.note(
                table.at,
                "a contributor reports for a unit: this post lacks \"unit\"",
            );
        }
        let turn = match (role, turn) {
            (Role::Verifier, None) => {
                problems.note(
                    table.at,
                    "a verifier lacks \"turn\": 1 for the one who checks first, then 2",
                );
                0
            }
            (Role::Verifier, Some(turn)) => {
                once(
                    "verifier's turn",
                    &At {
                        at: turn.at,
                        value: turn.value.to_string(),
                    },
                    &mut turns,
                    problems,
                );
                checked_turn(&turn, problems)
            }
            (_, Some(turn)) => {
                problems.note(turn.at, "only verifiers have a turn");
                0
            }
            (_, None) => 0,
        };
        let entry = PostEntry {
            id: id.map(|id| id.value).unwrap_or_default(),
            role,
            turn,
            name: name.map(|name| name.value).unwrap_or_default(),
            position: position.map(|position| position.value).unwrap_or_default(),
            unit: unit.map(|unit| unit.value),
        };
        posts.push(At {
            at: table.at,
            value: entry,
        });
    }
    posts
}

fn measures<'a>(
    root: &Table<'_, 'a>,
    units: &[At<UnitEntry>],
    problems: &Problems<'a>,
) -> Vec<At<MeasureEntry>> {
    let mut measures = Vec::new();
    let mut seen = HashSet::new();
    for table in root.tables(
        "measure",
        &["no", "title", "methods", "unit", "period", "score"],
    ) {
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
            once(
                "measure",
                &At {
                    at: number.at,
                    value: number.value.to_string(),
                },
                &mut seen,
                problems,
            );
        }
        if let Some(unit) = &unit {
            declared(unit, units, problems);
        }
        let number = number.and_then(|number| {
            let positive = u32::try_from(number.value)
                .ok()
                .filter(|number| *number > 0);
            if positive.is_none() {
                problems.note(
                    number.at,
                    format!(
                        "measures are counted from 1: {} is no number of one",
                        number.value
                    ),
                );
            }
            positive
        });
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

fn topic<'a>(table: &Table<'_, 'a>, problems: &Problems<'a>) -> Option<ScoreTopic> {
    let (code, text) = (table.optional_text("code"), table.text("text"));
    let (before_year, after_year) = (table.number("before_year"), table.number("after_year"));
    let before =
        table
            .optional_text("before")
            .and_then(|before| match Score::parse(&before.value) {
                Ok(score) => Some(score),
                Err(fault) => {
                    problems.note(
                        before.at,
                        format!("{:?} is not a score: {fault}", before.value),
                    );
                    None
                }
            });
    let before_year = before_year.and_then(|year| Some((buddhist_year(&year, problems)?, year.at)));
    let after_year = after_year.and_then(|year| buddhist_year(&year, problems));
    if let (Some((before, at)), Some(after)) = (before_year, after_year)
        && before >= after
    {
        problems.note(
            at,
            format!("the score before is of {before}, the one after of {after}: that is not later"),
        );
    }
    Some(ScoreTopic {
        code: code.map(|code| code.value),
        text: text?.value,
        before_year: before_year?.0,
        before,
        after_year: after_year?,
    })
}

/// Whether somebody is there for everything: a report without one of these could never be finished.
fn staffed<'a>(
    root: &Table<'_, 'a>,
    posts: &[At<PostEntry>],
    measures: &[At<MeasureEntry>],
    units: &[At<UnitEntry>],
    problems: &Problems<'a>,
) {
    let with = |role: Role| posts.iter().filter(move |post| post.value.role == role);
    for role in [Role::Reporter, Role::Executive] {
        let mut posts = with(role);
        match (posts.next(), posts.next()) {
            (Some(_), None) => {}
            (None, _) => {
                problems.note(root.at, format!("no post has the role {:?}", role.as_str()))
            }
            (Some(_), Some(second)) => {
                problems.note(
                    second.at,
                    format!(
                        "a second post has the role {:?}; there can be one",
                        role.as_str()
                    ),
                );
            }
        }
    }
    let mut turns: Vec<u8> = with(Role::Verifier)
        .map(|post| post.value.turn)
        .filter(|turn| *turn > 0)
        .collect();
    turns.sort_unstable();
    if with(Role::Verifier).next().is_none() {
        problems.note(root.at, "no post has the role \"verifier\"");
    } else if let Some(missing) = (1..)
        .zip(&turns)
        .find_map(|(next, turn)| (next < *turn).then_some(next))
    {
        problems.note(root.at, format!("no verifier has the turn {missing}"));
    }
    for measure in measures {
        let unit = units
            .iter()
            .find(|unit| unit.value.id == measure.value.unit);
        let above = unit.and_then(|unit| unit.value.parent.as_deref());
        let reports = |post: &At<PostEntry>| {
            let of = post.value.unit.as_deref();
            of.is_some() && (of == Some(measure.value.unit.as_str()) || of == above)
        };
        if unit.is_some() && !with(Role::Contributor).any(reports) {
            problems.note(
                measure.at,
                format!("no contributor reports for unit {:?}", measure.value.unit),
            );
        }
    }
}

fn declared<'u, 'a>(
    id: &At<String>,
    units: &'u [At<UnitEntry>],
    problems: &Problems<'a>,
) -> Option<&'u UnitEntry> {
    let unit = units.iter().find(|unit| unit.value.id == id.value);
    if unit.is_none() {
        let hint = did_you_mean(&id.value, units.iter().map(|unit| unit.value.id.as_str()));
        problems.note(id.at, format!("unit {:?} is not declared{hint}", id.value));
    }
    unit.map(|unit| &unit.value)
}

fn once<'a>(what: &str, id: &At<String>, seen: &mut HashSet<String>, problems: &Problems<'a>) {
    if !seen.insert(id.value.clone()) {
        problems.note(id.at, format!("{what} {:?} is declared twice", id.value));
    }
}

fn known_role<'a>(role: &At<String>, problems: &Problems<'a>) -> Option<Role> {
    let known = Role::parse(&role.value);
    if known.is_none() {
        let names = Role::ALL.map(Role::as_str);
        let hint = did_you_mean(&role.value, names.into_iter());
        let hint = if hint.is_empty() {
            format!("; roles are {}", names.join(", "))
        } else {
            hint
        };
        problems.note(role.at, format!("{:?} is not a role{hint}", role.value));
    }
    known
}

fn checked_turn<'a>(turn: &At<i64>, problems: &Problems<'a>) -> u8 {
    match u8::try_from(turn.value) {
        Ok(turn) if (1..=9).contains(&turn) => turn,
        _ => {
            problems.note(
                turn.at,
                format!(
                    "a verifier's turn is counted from 1: {} is none",
                    turn.value
                ),
            );
            0
        }
    }
}

fn buddhist_year<'a>(year: &At<i64>, problems: &Problems<'a>) -> Option<i32> {
    match year.value {
        2500..=2699 => i32::try_from(year.value).ok(),
        common @ 1957..=2156 => {
            let meant = common + 543;
            problems.note(
                year.at,
                format!("{common} is a year of the Common Era; did you mean {meant}?"),
            );
            None
        }
        other => {
            problems.note(
                year.at,
                format!("{other} is not a year of the Buddhist Era"),
            );
            None
        }
    }
}
