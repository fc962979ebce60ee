//! The files by which an office's plan comes in and goes out: TOML, and the workbook an office has
//! anyway. A file is read whole or refused whole, every mistake with its place; bytes in, bytes out.
//! How a plan gets into the database, and what a second import changes there, is
//! [`crate::store::plans`]'s business.

mod changes;
mod check;
mod edits;
mod next_year;
mod preview;
mod problem;
mod same;
mod table;
mod toml;
mod toml_out;
mod units;
mod workbook;
mod workbook_out;

pub use changes::{Change, Edit, Fate, Field, Subject, changes};
pub use preview::preview;
pub use problem::{Note, Place, Problem, Refused};
pub use same::{Likeness, Row, same_measures, title_key};
pub use toml_out::write as write_toml;
pub use workbook_out::write as write_workbook;

use crate::domain::office::Role;
use crate::domain::plan::{OfficePlan, ScoreTopic, Wording};
use crate::domain::typed::clean;
use crate::phrase::Phrase;
use problem::Problems;

/// No file may be longer, in bytes.
pub const LARGEST: usize = 10 << 20;

/// No plan has more measures, units or posts.
const MOST: usize = 500;

/// What is said about a longer one.
pub fn too_large() -> Phrase {
    Phrase::new("plan-file-too-large").with("megabytes", LARGEST >> 20)
}

/// A plan as its file states it. Its texts are one line each, in the spelling of
/// [`crate::domain::typed::clean`].
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
    /// May have several lines.
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
    /// Whether they are told what is overdue in their unit; of a contributor only.
    pub head: bool,
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

/// A file that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    pub plan: PlanFile,
    /// What the file says and the plan does not take over, such as a column of results.
    pub notes: Vec<Note>,
}

/// Reads a plan, whichever kind of file it is: that is told by its bytes, and `name` is only what
/// mistakes call it. With `base`, the office as it stands, the file must be of that office, and what
/// a workbook does not say is kept from it; without, a workbook must say everything.
pub fn read_any(name: &str, bytes: &[u8], base: Option<&PlanFile>) -> Result<Reading, Refused> {
    let refused = |what: Phrase| Refused {
        file: name.to_owned(),
        problems: vec![Problem {
            place: Place::File,
            what,
        }],
    };
    if bytes.len() > LARGEST {
        return Err(refused(too_large()));
    }
    let reading = if bytes.starts_with(b"PK") {
        workbook::read(name, bytes, base)?
    } else {
        let text = text(bytes).map_err(refused)?;
        Reading {
            plan: read(name, text)?,
            notes: Vec::new(),
        }
    };
    match base {
        Some(base) if base.office_name != reading.plan.office_name => Err(refused(
            Phrase::new("plan-of-another-office")
                .with("office", &reading.plan.office_name)
                .with("wanted", &base.office_name),
        )),
        _ => Ok(reading),
    }
}

/// Reads a plan from TOML; `file` is the name by which mistakes call it.
pub fn read(file: &str, text: &str) -> Result<PlanFile, Refused> {
    let problems = Problems::default();
    let plan = toml::read(text, &problems);
    problems.unless_any(file, plan)
}

/// What is neither a workbook nor text is told apart, because each has another remedy.
fn text(bytes: &[u8]) -> Result<&str, Phrase> {
    const COMPOUND: &[u8] = &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    if bytes.starts_with(COMPOUND) {
        let name: Vec<u8> = "EncryptedPackage"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        let locked = bytes.windows(name.len()).any(|part| part == name);
        return Err(Phrase::new(if locked {
            "plan-file-locked"
        } else {
            "plan-file-old-excel"
        }));
    }
    let text = std::str::from_utf8(bytes).map_err(|_| Phrase::new("plan-file-unknown"))?;
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let told = |line: &str| {
        let line = line.trim();
        !line.is_empty() && !line.starts_with('#')
    };
    // TOML's first line is a table's head or a key; a table saved as text has neither.
    let first = text.lines().find(|line| told(line)).unwrap_or_default();
    let separated = first.contains(',') || first.contains('\t') || first.contains(';');
    if separated && !first.contains('=') && !first.trim_start().starts_with('[') {
        return Err(Phrase::new("plan-file-csv"));
    }
    if text.trim_start().starts_with('<') || text.contains('\0') {
        return Err(Phrase::new("plan-file-unknown"));
    }
    Ok(text)
}

impl PlanFile {
    /// The office as it stands, as its file would state it.
    pub fn of(plan: &OfficePlan) -> PlanFile {
        let code = |id| plan.unit(id).map(|unit| unit.code.clone());
        let mut units: Vec<_> = plan
            .units
            .iter()
            .map(|unit| UnitEntry {
                id: unit.code.clone(),
                name: one_line(&unit.name),
                parent: unit.parent.and_then(code),
            })
            .collect();
        units.sort_by_key(|unit| unit.parent.is_some());
        PlanFile {
            office_name: plan.name.clone(),
            short_name: one_line(&plan.short_name),
            address: one_line(&plan.address),
            order_issuer: one_line(&plan.order_issuer),
            fiscal_year: plan.fiscal_year,
            wording: plan.wording.clone(),
            units,
            posts: plan
                .posts
                .iter()
                .map(|post| PostEntry {
                    id: post.code.clone(),
                    role: post.role,
                    turn: post.turn,
                    name: one_line(&post.name),
                    position: one_line(&post.position),
                    unit: post.unit.and_then(code),
                    head: post.head && post.role == Role::Contributor,
                })
                .collect(),
            measures: plan
                .measures
                .iter()
                .map(|measure| MeasureEntry {
                    number: measure.number,
                    title: one_line(&measure.title),
                    methods: measure
                        .methods
                        .iter()
                        .map(|method| one_line(method))
                        .collect(),
                    unit: code(measure.unit).unwrap_or_default(),
                    period: one_line(&measure.period),
                    score: measure.score.clone(),
                })
                .collect(),
        }
    }
}

/// A text as a plan keeps it: clean, and in one line.
fn one_line(text: &str) -> String {
    clean(text).split_whitespace().collect::<Vec<_>>().join(" ")
}
