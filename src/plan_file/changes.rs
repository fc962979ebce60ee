//! What a file would change: the office, unit by unit, post by post, measure by measure. Units and
//! posts are the same if their ids are; measures have none, and are known by their texts.

use super::same::{Likeness, same_measures};
use super::units::full_name;
use super::{MeasureEntry, PlanFile, PostEntry, UnitEntry, edits};
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
    /// A measure that is retired, and whose number a new one has.
    Replaced,
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

    let same = same_measures(
        &measures.iter().map(Likeness::from).collect::<Vec<_>>(),
        &after
            .measures
            .iter()
            .map(Likeness::from)
            .collect::<Vec<_>>(),
    );
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
    changes.extend(gone.map(|(_, old)| {
        let new = after.measures.iter().zip(&same);
        let replaced = new
            .filter(|(new, of)| of.is_none() && new.number == old.number)
            .count()
            > 0;
        Change {
            subject: measure_subject(old),
            fate: match replaced {
                true => Fate::Replaced,
                false => Fate::Retired,
            },
        }
    }));
    changes
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
