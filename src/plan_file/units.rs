//! Units by their names, as people write them in a table: division and section in one cell, with
//! whatever dash or line break between, and the kind of office in full, in short or left out.

use std::borrow::Cow;
use std::sync::LazyLock;

use regex::Regex;

use super::problem::did_you_mean;
use super::{UnitEntry, one_line};
use crate::domain::numerals::to_arabic;
use crate::phrase::{Arg, Phrase};

/// The units of an office.
pub struct Directory<'u> {
    units: &'u [UnitEntry],
    /// Each unit's full name and own name, as they are compared.
    keys: Vec<(String, String)>,
}

impl<'u> Directory<'u> {
    pub fn new(units: &'u [UnitEntry]) -> Directory<'u> {
        let keys = units
            .iter()
            .map(|unit| (key(&full_name(units, unit)), key(&unit.name)))
            .collect();
        Directory { units, keys }
    }

    /// The unit that a cell names: by its full name, by its own if no other is called so, or by its
    /// id, alone or in square brackets behind the name.
    pub fn find(&self, written: &str) -> Option<&'u UnitEntry> {
        let written = one_line(written);
        let by_id = |id: &str| self.units.iter().find(|unit| unit.id == id);
        if let Some((_, id)) = written
            .strip_suffix(']')
            .and_then(|rest| rest.rsplit_once('['))
            && let Some(unit) = by_id(id)
        {
            return Some(unit);
        }
        let key = key(&written);
        let only = |of: fn(&(String, String)) -> &String| {
            let mut found = self.keys.iter().zip(self.units);
            let mut found = found.by_ref().filter(|(keys, _)| *of(keys) == key);
            match (found.next(), found.next()) {
                (Some((_, unit)), None) => Some(unit),
                _ => None,
            }
        };
        only(|keys| &keys.0)
            .or_else(|| only(|keys| &keys.1))
            .or_else(|| by_id(&written))
    }

    /// A name by which [`Directory::find`] finds this unit and no other.
    pub fn written(&self, unit: &UnitEntry) -> String {
        let name = full_name(self.units, unit);
        match self.find(&name) {
            Some(found) if found.id == unit.id => name.into_owned(),
            _ => format!("{name} [{}]", unit.id),
        }
    }

    /// What to say of a name that is no unit's.
    pub fn unknown(&self, written: &str) -> Phrase {
        let written = one_line(written);
        let names: Vec<_> = self
            .units
            .iter()
            .map(|unit| full_name(self.units, unit))
            .collect();
        let of_all = did_you_mean(&written, names.iter().map(Cow::as_ref));
        let hint = match of_all {
            Arg::Text(_) => {
                let own = self.units.iter().map(|unit| unit.name.as_str());
                did_you_mean(&written, own)
            }
            near => near,
        };
        Phrase::new("plan-unit-unknown")
            .with("unit", written)
            .with("hint", hint)
    }
}

/// As column 3 names a unit: the division, then the section.
pub fn full_name<'u>(units: &'u [UnitEntry], unit: &'u UnitEntry) -> Cow<'u, str> {
    let above = unit
        .parent
        .as_ref()
        .and_then(|parent| units.iter().find(|unit| unit.id == *parent));
    match above {
        Some(above) => Cow::Owned(format!("{} - {}", above.name, unit.name)),
        None => Cow::Borrowed(&unit.name),
    }
}

static KIND_OF_OFFICE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"องค์การบริหารส่วน(ตำบล|จังหวัด)|เทศบาล(ตำบล|เมือง|นคร)|อบต\.?|อบจ\.?|ทต\.|ทม\.|ทน\.")
        .expect("a constant pattern that the tests compile")
});

/// What is compared of a unit's name: without blanks, dashes, brackets, and the kind of the office.
pub fn key(name: &str) -> String {
    let name: String = to_arabic(&one_line(name))
        .chars()
        .filter(|c| !" -–—−‐‑‒/()".contains(*c))
        .collect();
    let short = KIND_OF_OFFICE.replace_all(&name, "");
    // An office's own kind may be all there is to a name.
    if short.is_empty() {
        name
    } else {
        short.into_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unit(id: &str, name: &str, parent: Option<&str>) -> UnitEntry {
        UnitEntry {
            id: id.to_owned(),
            name: name.to_owned(),
            parent: parent.map(str::to_owned),
        }
    }

    #[test]
    fn a_unit_is_found_however_an_office_writes_it() {
        let units = [
            unit("palad", "สำนักปลัด อบต.", None),
            unit("hr", "งานการเจ้าหน้าที่", Some("palad")),
            unit("klang", "กองคลัง", None),
        ];
        let directory = Directory::new(&units);
        for (written, id) in [
            ("สำนักปลัด อบต. - งานการเจ้าหน้าที่", "hr"),
            ("สำนักปลัด อบต.\n– งานการเจ้าหน้าที่", "hr"),
            ("สำนักปลัดองค์การบริหารส่วนตำบล งานการเจ้าหน้าที่", "hr"),
            ("สำนักปลัด (งานการเจ้าหน้าที่)", "hr"),
            ("งานการเจ้าหน้าที่", "hr"),
            ("สำนักปลัด", "palad"),
            ("กอง คลัง", "klang"),
            ("klang", "klang"),
            ("อะไรก็ได้ [klang]", "klang"),
        ] {
            let found = directory.find(written).map(|unit| unit.id.as_str());
            assert_eq!(found, Some(id), "{written}");
        }
        assert_eq!(directory.find("กองช่าง"), None);
    }

    #[test]
    fn two_units_of_one_name_are_told_apart_by_their_ids() {
        let units = [unit("a", "กองคลัง", None), unit("b", "กอง คลัง", None)];
        let directory = Directory::new(&units);
        assert_eq!(directory.find("กองคลัง"), None);
        for unit in &units {
            let written = directory.written(unit);
            assert_eq!(directory.find(&written), Some(unit), "{written}");
        }
    }
}
