//! The fields in which two entries of a plan differ.

use super::changes::{Edit, Field};
use super::units::full_name;
use super::{MeasureEntry, PlanFile, PostEntry, UnitEntry, preview};
use crate::phrase::{Arg, Phrase};

pub type Edits = Vec<Edit>;

fn edit(edits: &mut Edits, field: Field, from: impl Into<Arg>, to: impl Into<Arg>) {
    let (from, to) = (from.into(), to.into());
    if from != to {
        edits.push(Edit { field, from, to });
    }
}

pub fn office(before: &PlanFile, after: &PlanFile) -> Edits {
    let mut edits = Edits::new();
    let mut text = |field, from: &String, to: &String| edit(&mut edits, field, from, to);
    text(Field::ShortName, &before.short_name, &after.short_name);
    text(Field::Address, &before.address, &after.address);
    text(
        Field::OrderIssuer,
        &before.order_issuer,
        &after.order_issuer,
    );
    let (old, new) = (&before.wording, &after.wording);
    for (field, old, new) in [
        (Field::ReportTitle, &old.title, &new.title),
        (Field::ReportHeading, &old.heading, &new.heading),
        (Field::ReportIntro, &old.intro, &new.intro),
    ] {
        let said = |text: &Option<String>| text.clone().unwrap_or_default();
        text(field, &said(old), &said(new));
    }
    let year = |plan: &PlanFile| Arg::Year(plan.fiscal_year);
    edit(&mut edits, Field::FiscalYear, year(before), year(after));
    edits
}

/// An entry and the units of its plan.
pub type In<'a, T> = (&'a [UnitEntry], &'a T);

/// A unit's name where only its id is known. Two units of one name are still two.
fn called(units: &[UnitEntry], id: Option<&String>) -> String {
    let unit = units.iter().find(|unit| Some(&unit.id) == id);
    unit.map(|unit| full_name(units, unit).into_owned())
        .unwrap_or_default()
}

pub fn unit((old_units, old): In<UnitEntry>, (units, unit): In<UnitEntry>) -> Edits {
    let mut edits = Edits::new();
    edit(&mut edits, Field::Name, &old.name, &unit.name);
    if old.parent != unit.parent {
        let from = called(old_units, old.parent.as_ref());
        edit(
            &mut edits,
            Field::Parent,
            from,
            called(units, unit.parent.as_ref()),
        );
    }
    edits
}

pub fn post((old_units, old): In<PostEntry>, (units, post): In<PostEntry>) -> Edits {
    let mut edits = Edits::new();
    edit(&mut edits, Field::Name, &old.name, &post.name);
    edit(&mut edits, Field::Position, &old.position, &post.position);
    edit(
        &mut edits,
        Field::Role,
        preview::role(old.role),
        preview::role(post.role),
    );
    let turn = |turn: u8| match turn {
        0 => Arg::from(""),
        turn => Arg::Number(turn.into()),
    };
    edit(&mut edits, Field::Turn, turn(old.turn), turn(post.turn));
    if old.unit != post.unit {
        let from = called(old_units, old.unit.as_ref());
        edit(
            &mut edits,
            Field::Unit,
            from,
            called(units, post.unit.as_ref()),
        );
    }
    let head = |head: bool| match head {
        true => Arg::from(Phrase::new("plan-yes")),
        false => Arg::from(""),
    };
    edit(&mut edits, Field::Head, head(old.head), head(post.head));
    edits
}

pub fn measure((old_units, old): In<MeasureEntry>, (units, new): In<MeasureEntry>) -> Edits {
    let mut edits = Edits::new();
    edit(&mut edits, Field::Number, old.number, new.number);
    edit(&mut edits, Field::Title, &old.title, &new.title);
    if old.methods != new.methods {
        let lacking = |methods: &[String], other: &[String]| -> Vec<Phrase> {
            let lacking = methods.iter().filter(|method| !other.contains(method));
            lacking
                .map(|method| Phrase::new("plan-quoted").with("text", method))
                .collect()
        };
        let (gone, come) = (
            lacking(&old.methods, &new.methods),
            lacking(&new.methods, &old.methods),
        );
        let edit = Edit {
            field: Field::Methods,
            from: gone.into(),
            to: come.into(),
        };
        edits.push(edit);
    }
    if old.unit != new.unit {
        let from = called(old_units, Some(&old.unit));
        edit(
            &mut edits,
            Field::Unit,
            from,
            called(units, Some(&new.unit)),
        );
    }
    edit(&mut edits, Field::Period, &old.period, &new.period);
    edit(
        &mut edits,
        Field::Score,
        preview::topic(&old.score),
        preview::topic(&new.score),
    );
    edits
}
