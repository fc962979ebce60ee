//! Units by their names.

use std::borrow::Cow;

use super::UnitEntry;

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
