//! What a file would change: the office, unit by unit, post by post, measure by measure. Units and
//! posts are the same if their ids are; measures have none, and are known by their texts.

use super::problem::nearest;
use super::units::full_name;
use super::{MeasureEntry, PlanFile, PostEntry, UnitEntry, edits, one_line};
use crate::domain::numerals::to_arabic;
use crate::phrase::Arg;

/// One thing that a file changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    pub subject: Subject,
    pub fate: Fate,
}

/// What is changed, as it is called afterwards; what is retired, as it was called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    Office { name: String },
    Unit { name: String },
    Post { name: String, position: String },
    Measure { number: u32, title: String },
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    Added,
    /// Kept, out of sight; nobody holds a post that is retired.
    Retired,
    /// A measure that only stands elsewhere now.
    Renumbered {
        from: u32,
    },
    Changed(Vec<Edit>),
}

/// A field, with its value before and after as they are to be shown; of methods, those that differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    pub field: Field,
    /// An empty text where there was nothing.
    pub from: Arg,
    pub to: Arg,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    ShortName,
    Address,
    OrderIssuer,
    FiscalYear,
    ReportTitle,
    ReportHeading,
    ReportIntro,
    Name,
    Parent,
    Role,
    Turn,
    Position,
    Unit,
    Number,
    Title,
    Methods,
    Period,
    Score,
    Head,
}

/// What comes of `before` with `after`: nothing, if the file says what stands already. The plan of
/// another fiscal year has measures of its own, all of them new.
pub fn changes(before: Option<&PlanFile>, after: &PlanFile) -> Vec<Change> {
    let mut changes = Vec::new();
    let name = after.office_name.clone();
    match before {
        None => changes.push(Change {
            subject: Subject::Office { name },
            fate: Fate::Added,
        }),
        Some(before) => changed(
            &mut changes,
            Subject::Office { name },
            edits::office(before, after),
        ),
    }
    let (units, posts) = before.map_or((&[][..], &[][..]), |before| {
        (&before.units[..], &before.posts[..])
    });
    let of_year = |before: &&PlanFile| before.fiscal_year == after.fiscal_year;
    let measures = before
        .filter(of_year)
        .map_or(&[][..], |before| &before.measures);

    let called = |units: &[UnitEntry], unit: &UnitEntry| Subject::Unit {
        name: full_name(units, unit).into_owned(),
    };
    for unit in &after.units {
        let subject = called(&after.units, unit);
        match units.iter().find(|old| old.id == unit.id) {
            None => added(&mut changes, subject),
            Some(old) => {
                let edits = edits::unit((units, old), (&after.units, unit));
                changed(&mut changes, subject, edits);
            }
        }
    }
    let gone = units
        .iter()
        .filter(|old| after.units.iter().all(|unit| unit.id != old.id));
    changes.extend(gone.map(|old| retired(called(units, old))));

    for post in &after.posts {
        match posts.iter().find(|old| old.id == post.id) {
            None => added(&mut changes, post_subject(post)),
            Some(old) => {
                let edits = edits::post((units, old), (&after.units, post));
                changed(&mut changes, post_subject(post), edits);
            }
        }
    }
    let gone = posts
        .iter()
        .filter(|old| after.posts.iter().all(|post| post.id != old.id));
    changes.extend(gone.map(|old| retired(post_subject(old))));

    let same = same_measures(&titles(measures), &titles(&after.measures));
    for (measure, old) in after.measures.iter().zip(&same) {
        let subject = measure_subject(measure);
        match old.and_then(|old| measures.get(old)) {
            None => added(&mut changes, subject),
            Some(old) => {
                let edits = edits::measure((units, old), (&after.units, measure));
                match edits.as_slice() {
                    [edit] if edit.field == Field::Number => changes.push(Change {
                        subject,
                        fate: Fate::Renumbered { from: old.number },
                    }),
                    _ => changed(&mut changes, subject, edits),
                }
            }
        }
    }
    let gone = measures.iter().enumerate();
    let gone = gone.filter(|(old, _)| !same.contains(&Some(*old)));
    changes.extend(gone.map(|(_, old)| retired(measure_subject(old))));
    changes
}

/// Which of the measures before each of those after is, by number and title: the one of the same
/// title, else one of nearly the same, else the one of the same number. So what was reported on a
/// measure stays with its text when measures change places.
pub fn same_measures(before: &[(u32, &str)], after: &[(u32, &str)]) -> Vec<Option<usize>> {
    let key = |(_, title): &(u32, &str)| title_key(title);
    let (old_keys, new_keys): (Vec<_>, Vec<_>) = (
        before.iter().map(key).collect(),
        after.iter().map(key).collect(),
    );
    let mut same = vec![None; after.len()];
    let mut free = vec![true; before.len()];
    let mut pair = |alike: &dyn Fn(usize, usize) -> bool| {
        for (new, of) in same.iter_mut().enumerate() {
            if of.is_none() {
                *of = (0..before.len()).find(|old| free[*old] && alike(*old, new));
                of.iter().for_each(|old| free[*old] = false);
            }
        }
    };
    let number = |old: usize, new: usize| before[old].0 == after[new].0;
    pair(&|old, new| number(old, new) && old_keys[old] == new_keys[new]);
    pair(&|old, new| old_keys[old] == new_keys[new]);
    // Comparing every letter of every title is for plans as offices have them.
    if before.len() * after.len() <= 2_500 {
        let near = |old: usize, new: usize| {
            nearest(&new_keys[new], [old_keys[old].as_str()].into_iter(), 300).is_some()
        };
        pair(&|old, new| number(old, new) && near(old, new));
        pair(&near);
    }
    pair(&number);
    same
}

/// A title as two are compared: whatever its blanks and the kind of its digits.
pub fn title_key(title: &str) -> String {
    let title = to_arabic(&one_line(title));
    title.chars().filter(|c| !c.is_whitespace()).collect()
}

fn titles(measures: &[MeasureEntry]) -> Vec<(u32, &str)> {
    let titles = measures.iter();
    titles
        .map(|measure| (measure.number, measure.title.as_str()))
        .collect()
}

fn added(changes: &mut Vec<Change>, subject: Subject) {
    let fate = Fate::Added;
    changes.push(Change { subject, fate });
}

fn retired(subject: Subject) -> Change {
    let fate = Fate::Retired;
    Change { subject, fate }
}

fn changed(changes: &mut Vec<Change>, subject: Subject, edits: Vec<Edit>) {
    if !edits.is_empty() {
        let fate = Fate::Changed(edits);
        changes.push(Change { subject, fate });
    }
}

fn post_subject(post: &PostEntry) -> Subject {
    Subject::Post {
        name: post.name.clone(),
        position: post.position.clone(),
    }
}

fn measure_subject(measure: &MeasureEntry) -> Subject {
    Subject::Measure {
        number: measure.number,
        title: measure.title.clone(),
    }
}
