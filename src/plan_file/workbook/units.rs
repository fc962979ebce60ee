//! The sheet of units. Where it gives no ids, those of the office as it stands are kept for the same
//! names, and new ones are made of the names, so that a second import finds them again.

use std::collections::HashSet;

use super::super::problem::{At, Problems};
use super::super::units::{Directory, key};
use super::super::{UnitEntry, check};
use super::grid::Sheet;
use super::words::{Header, bare};
use crate::phrase::Phrase;

#[derive(Clone, Copy, PartialEq)]
enum Column {
    Id,
    Name,
    Parent,
}

fn headed(text: &str) -> Option<Column> {
    match bare(text).as_str() {
        "รหัส" | "รหัสหน่วยงาน" | "id" => Some(Column::Id),
        "ชื่อหน่วยงาน" | "หน่วยงาน" | "ส่วนราชการ" | "ชื่อ" | "name" => {
            Some(Column::Name)
        }
        "สังกัด" | "อยู่ภายใต้" | "หน่วยงานต้นสังกัด" | "parent" => {
            Some(Column::Parent)
        }
        _ => None,
    }
}

/// The first row with these columns; else it is noted that they are missing.
pub fn header<C: Copy + PartialEq>(
    sheet: &Sheet,
    headed: fn(&str) -> Option<C>,
    needed: &[C],
    problems: &Problems,
) -> Option<Header<C>> {
    let headers = sheet.rows().into_iter();
    let mut headers = headers.map(|row| Header::of(sheet, row, headed));
    let found = headers.find(|header| needed.iter().all(|column| header.has(*column)));
    if found.is_none() {
        let what = Phrase::new("plan-sheet-headless");
        problems.note(&sheet.place(0, 0), what);
    }
    found
}

pub fn read(sheet: &Sheet, base: &[UnitEntry], problems: &Problems) -> Vec<UnitEntry> {
    let Some(header) = header(sheet, headed, &[Column::Name], problems) else {
        return Vec::new();
    };
    let mut units: Vec<UnitEntry> = Vec::new();
    let mut parents = Vec::new();
    let mut seen = HashSet::new();
    for row in sheet.rows().into_iter().filter(|row| *row >= header.below) {
        let line = |column| sheet.line(row, header.at(column)?, problems);
        let Some(name) = line(Column::Name) else {
            continue;
        };
        let id = line(Column::Id).unwrap_or_else(|| {
            let same = base
                .iter()
                .find(|unit| key(&unit.name) == key(&name.value) && !seen.contains(&unit.id));
            let id = same.map_or_else(|| key(&name.value), |unit| unit.id.clone());
            At {
                at: name.at.clone(),
                value: free(id, &seen),
            }
        });
        check::once("unit", &id, &mut seen, problems);
        let parent = header.at(Column::Parent);
        parents.push(parent.and_then(|at| sheet.optional(row, at, problems)));
        units.push(UnitEntry {
            id: id.value,
            name: name.value,
            parent: None,
        });
    }
    let found: Vec<_> = {
        // Only divisions have sections below them.
        let divisions = units
            .iter()
            .zip(&parents)
            .filter(|(_, parent)| parent.is_none());
        let divisions: Vec<_> = divisions.map(|(unit, _)| unit.clone()).collect();
        let (divisions, all) = (Directory::new(&divisions), Directory::new(&units));
        let find = |parent: &At<String>| {
            let found = divisions.find(&parent.value);
            if found.is_none() {
                let what = match all.find(&parent.value) {
                    Some(unit) => Phrase::new("plan-third-level").with("unit", &unit.name),
                    None => divisions.unknown(&parent.value),
                };
                problems.note(&parent.at, what);
            }
            found.map(|unit| unit.id.clone())
        };
        parents
            .iter()
            .map(|parent| parent.as_ref().and_then(find))
            .collect()
    };
    for (unit, parent) in units.iter_mut().zip(found) {
        unit.parent = parent;
    }
    units.sort_by_key(|unit| unit.parent.is_some());
    units
}

/// The id, or with a number behind it if it is taken.
pub fn free(id: String, taken: &HashSet<String>) -> String {
    if !taken.contains(&id) {
        return id;
    }
    let mut number = 2;
    loop {
        let next = format!("{id}-{number}");
        if !taken.contains(&next) {
            return next;
        }
        number += 1;
    }
}
