//! The sheet of posts. Where it gives no ids, those of the office as it stands are kept for the same
//! posts, so that whoever holds one keeps it.

use std::collections::HashSet;

use super::super::problem::{At, Problems, did_you_mean};
use super::super::units::Directory;
use super::super::{PostEntry, UnitEntry, check, one_line};
use super::grid::{Sheet, Value};
use super::scores::number;
use super::units::{free, header};
use super::words::bare;
use crate::domain::office::Role;
use crate::phrase::{Arg, Phrase};

#[derive(Clone, Copy, PartialEq)]
enum Column {
    Id,
    Role,
    Turn,
    Name,
    Position,
    Unit,
    Head,
}

fn headed(text: &str) -> Option<Column> {
    match bare(text).as_str() {
        "รหัส" | "รหัสตำแหน่ง" | "id" => Some(Column::Id),
        "หน้าที่" | "บทบาท" | "role" => Some(Column::Role),
        "ลำดับ" | "ลำดับการตรวจสอบ" | "turn" => {
            Some(Column::Turn)
        }
        "ชื่อ" | "ชื่อ-สกุล" | "ชื่อ-นามสกุล" | "ชื่อสกุล" | "ชื่อและสกุล" | "name" => {
            Some(Column::Name)
        }
        "ตำแหน่ง" | "position" => Some(Column::Position),
        "หน่วยงาน" | "สังกัด" | "unit" => Some(Column::Unit),
        "หัวหน้าหน่วยงาน" | "หัวหน้า" | "head" => {
            Some(Column::Head)
        }
        _ => None,
    }
}

pub fn read(
    sheet: &Sheet,
    units: &[UnitEntry],
    base: &[PostEntry],
    problems: &Problems,
) -> Vec<At<PostEntry>> {
    let needed = [Column::Role, Column::Name, Column::Position];
    let Some(header) = header(sheet, headed, &needed, problems) else {
        return Vec::new();
    };
    let directory = Directory::new(units);
    let (mut seen, mut turns) = (HashSet::new(), HashSet::new());
    let mut posts = Vec::new();
    let rows: Vec<_> = sheet
        .rows()
        .into_iter()
        .filter(|row| *row >= header.below)
        .collect();
    let names = rows
        .iter()
        .filter_map(|row| match sheet.own(*row, header.at(Column::Name)?)? {
            Value::Text(name) => Some(one_line(name)),
            Value::Other(_) => None,
        });
    let named: HashSet<String> = names.collect();
    for row in rows {
        let at = sheet.place(row, header.at(Column::Role).unwrap_or_default());
        let line = |column| sheet.line(row, header.at(column)?, problems);
        let optional = |column| sheet.optional(row, header.at(column)?, problems);
        let (written, name, position) = (
            line(Column::Role),
            line(Column::Name),
            line(Column::Position),
        );
        if written.is_none() && name.is_none() && position.is_none() {
            continue;
        }
        for (column, missing) in [
            (Column::Role, written.is_none()),
            (Column::Name, name.is_none()),
            (Column::Position, position.is_none()),
        ] {
            if missing {
                let column = header.at(column).unwrap_or_default();
                let headed = header.columns.iter().find(|known| known.0 == column);
                let headed = headed.map(|known| known.1.as_str()).unwrap_or_default();
                let what = Phrase::new("plan-cell-empty").with("column", Arg::from(headed));
                problems.note(&sheet.place(row, column), what);
            }
        }
        let Some((role, of_role)) = written.and_then(|written| role(&written, problems)) else {
            continue;
        };
        let unit = optional(Column::Unit);
        check::contributes(role, unit.is_some(), &at, problems);
        let unit = unit.and_then(|written| {
            let found = directory.find(&written.value);
            if found.is_none() {
                problems.note(&written.at, directory.unknown(&written.value));
            }
            Some(found?.id.clone())
        });
        let turn = optional(Column::Turn).and_then(|turn| number(&turn, problems));
        let turn = turn.or(of_role.map(|turn| At {
            at: at.clone(),
            value: turn,
        }));
        let turn = check::turn(role, turn, &at, &mut turns, problems);
        let mut entry = PostEntry {
            id: String::new(),
            role,
            turn,
            name: name.map(|name| name.value).unwrap_or_default(),
            position: position.map(|position| position.value).unwrap_or_default(),
            unit,
            head: false,
        };
        let id = line(Column::Id).unwrap_or_else(|| At {
            at: at.clone(),
            value: free(post_id(&entry, base, &named, &seen), &seen),
        });
        check::once("post", &id, &mut seen, problems);
        entry.id = id.value;
        entry.head = match header.at(Column::Head) {
            Some(column) => {
                let written = sheet.optional(row, column, problems);
                let written = written.and_then(|written| truth(written, problems));
                check::head(role, written, problems)
            }
            // The sheet says nothing about it: who is head stays so.
            None => base
                .iter()
                .any(|old| old.id == entry.id && old.head && role == Role::Contributor),
        };
        posts.push(At { at, value: entry });
    }
    posts
}

/// A role by its name, in Thai or as plan files name it, with the turn that may stand behind.
fn role(written: &At<String>, problems: &Problems) -> Option<(Role, Option<i64>)> {
    let said = bare(&written.value);
    let words = said.trim_end_matches(|c: char| c.is_ascii_digit());
    let turn = said[words.len()..].parse().ok();
    let words = words
        .trim_end_matches("คนที่")
        .trim_end_matches("ลำดับที่")
        .trim_start_matches("เจ้าหน้าที่");
    let role = match words {
        "ผู้รับผิดชอบ" => Some(Role::Contributor),
        "ผู้รายงาน" => Some(Role::Reporter),
        "ผู้ตรวจสอบ" => Some(Role::Verifier),
        "ผู้บริหาร" | "ผู้รับทราบ" => Some(Role::Executive),
        other => Role::parse(other),
    };
    if role.is_none() {
        let known = [
            "เจ้าหน้าที่ผู้รับผิดชอบ",
            "เจ้าหน้าที่ผู้รายงาน",
            "เจ้าหน้าที่ผู้ตรวจสอบ",
            "ผู้บริหาร",
        ];
        let hint = match did_you_mean(&written.value, known.into_iter()) {
            Arg::Text(_) => Phrase::new("plan-roles-are")
                .with("roles", known.join(", "))
                .into(),
            near => near,
        };
        let what = Phrase::new("plan-role-unknown")
            .with("role", &written.value)
            .with("hint", hint);
        problems.note(&written.at, what);
    }
    role.map(|role| (role, turn))
}

/// Yes or no, as people write it into a cell.
fn truth(written: At<String>, problems: &Problems) -> Option<At<bool>> {
    let value = match bare(&written.value).as_str() {
        "ใช่" | "เป็น" | "หัวหน้า" | "yes" | "y" | "true" | "1" | "x" | "✓" | "✔" | "/" => {
            true
        }
        "ไม่ใช่" | "ไม่" | "ไม่เป็น" | "no" | "n" | "false" | "0" => {
            false
        }
        _ => {
            let what = Phrase::new("plan-head-unreadable").with("text", &written.value);
            problems.note(&written.at, what);
            return None;
        }
    };
    Some(At {
        at: written.at,
        value,
    })
}

/// The id of the same post in the office as it stands, or one made of what the post is there for.
/// Whoever is named elsewhere in the sheet keeps their own post.
fn post_id(
    post: &PostEntry,
    base: &[PostEntry],
    named: &HashSet<String>,
    seen: &HashSet<String>,
) -> String {
    let free = |old: &&PostEntry| {
        old.role == post.role
            && old.turn == post.turn
            && old.unit == post.unit
            && (old.name == post.name || !named.contains(&old.name))
            && !seen.contains(&old.id)
    };
    let same = base
        .iter()
        .filter(free)
        .max_by_key(|old| (old.name == post.name, old.position == post.position));
    if let Some(same) = same {
        return same.id.clone();
    }
    match (post.role, &post.unit) {
        (Role::Verifier, _) => format!("verifier{}", post.turn),
        (Role::Contributor, Some(unit)) => format!("contributor-{unit}"),
        (role, _) => role.as_str().to_owned(),
    }
}
