//! Which measure of a file is which of the office's: by its title, never by its number alone, since what
//! was reported on a measure stays with what is returned here.

use super::problem::nearest;
use super::{MeasureEntry, one_line};
use crate::domain::numerals::to_arabic;

/// A measure as far as it is compared.
#[derive(Clone, Copy, Debug)]
pub struct Likeness<'a> {
    pub number: u32,
    pub title: &'a str,
    /// What else its row says; none where a file leaves some of it out.
    pub row: Option<Row<'a>>,
}

/// A measure's row without its number and title.
#[derive(Clone, Copy, Debug)]
pub struct Row<'a> {
    pub methods: &'a [String],
    /// The unit's id in the file.
    pub unit: &'a str,
    pub period: &'a str,
}

impl<'a> From<&'a MeasureEntry> for Likeness<'a> {
    fn from(measure: &'a MeasureEntry) -> Likeness<'a> {
        Likeness {
            number: measure.number,
            title: &measure.title,
            row: Some(Row {
                methods: &measure.methods,
                unit: &measure.unit,
                period: &measure.period,
            }),
        }
    }
}

/// A likeness as two are compared: whatever its blanks and the kind of its digits.
struct Keys<'a> {
    number: u32,
    title: String,
    row: Option<(Vec<String>, &'a str, String)>,
}

impl<'a> Keys<'a> {
    fn of(measure: &Likeness<'a>) -> Keys<'a> {
        let methods = |row: &Row| row.methods.iter().map(|method| title_key(method)).collect();
        Keys {
            number: measure.number,
            title: title_key(measure.title),
            row: measure
                .row
                .map(|row| (methods(&row), row.unit, title_key(row.period))),
        }
    }
}

/// Which of the measures before each of those after is: the one of the same title, else one of nearly
/// the same, else, where only the title is another, the one of the same number whose methods, unit and
/// period are the same and no other measure's. So what was reported on a measure stays with its text when
/// measures change places, and never comes to stand under quite another.
pub fn same_measures(before: &[Likeness], after: &[Likeness]) -> Vec<Option<usize>> {
    let old: Vec<_> = before.iter().map(Keys::of).collect();
    let new: Vec<_> = after.iter().map(Keys::of).collect();
    let mut same = vec![None; new.len()];
    let mut free = vec![true; old.len()];
    let mut pair = |alike: &dyn Fn(&Keys, &Keys) -> bool| {
        for (new, of) in new.iter().zip(&mut same) {
            if of.is_none() {
                *of = (0..old.len()).find(|at| free[*at] && alike(&old[*at], new));
                of.iter().for_each(|at| free[*at] = false);
            }
        }
    };
    pair(&|old, new| old.number == new.number && old.title == new.title);
    pair(&|old, new| old.title == new.title);
    // Comparing every letter of every title is for plans as offices have them.
    if old.len() * new.len() <= 2_500 {
        let near =
            |old: &Keys, new: &Keys| nearest(&new.title, [&*old.title].into_iter(), 300).is_some();
        pair(&|old, new| old.number == new.number && near(old, new));
        pair(&near);
    }
    let only = |measures: &[Keys], of: &Keys| {
        measures.iter().filter(|keys| keys.row == of.row).count() == 1
    };
    pair(&|one, other| {
        one.number == other.number
            && one.row.is_some()
            && one.row == other.row
            && only(&old, one)
            && only(&new, other)
    });
    same
}

/// A title as two are compared: whatever its blanks and the kind of its digits.
pub fn title_key(title: &str) -> String {
    let title = to_arabic(&one_line(title));
    title.chars().filter(|c| !c.is_whitespace()).collect()
}
