//! What the buttons of a draft's own screens do: items, quarters, corrections, colleagues. They form a
//! table of their own within [`super::Action`]: every verb begins with `q`.

use serde::{Deserialize, Serialize};

use crate::domain::calendar::Quarter;
use crate::domain::office::MeasureId;

/// A column of the report whose items can be changed one by one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Column {
    /// Column 5.
    Results,
    /// Column 6.
    Outcomes,
}

/// What an office's own earlier words can be used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Usual {
    Outcome,
    /// Why nothing was done.
    Reason,
    /// Why what was filed is corrected.
    Correction,
}

/// One item, as the person saw it: an item that has changed since is another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ItemRef {
    pub measure: MeasureId,
    pub column: Column,
    /// Counted from 0.
    pub index: i64,
    /// Of what it said.
    pub hash: i64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Editing {
    /// The four quarters, to choose from.
    Quarters(MeasureId),
    Quarter(MeasureId, Quarter),
    /// Goes on with the draft, whichever quarter it is of.
    GoOn(MeasureId),
    /// Sets the draft aside for one of this quarter.
    SetAside(MeasureId, Quarter),
    /// Begins the draft as a copy of what was filed for this quarter.
    Copy(MeasureId, Quarter),
    /// Corrects what was filed for this quarter.
    Correct(MeasureId, Quarter),
    /// Some of the items, counted in pages from 0.
    Page(MeasureId, i64),
    Item(ItemRef),
    Up(ItemRef),
    Down(ItemRef),
    Delete(ItemRef),
    /// Brings back what was deleted last, if it is still this.
    Undelete(MeasureId, i64),
    /// Answers with the office's own earlier words, by their hash.
    Usual(MeasureId, Usual, i64),
    /// Adds what was typed while a colleague saved; with the hash of what was typed.
    AddMine(MeasureId, i64),
    /// Puts it in the place of what the colleague saved.
    UseMine(MeasureId, i64),
}

impl Editing {
    /// The verb and the numbers of the callback data.
    pub(super) fn parts(self) -> (&'static str, Vec<i64>) {
        use Editing::*;
        let quarter = |quarter: crate::domain::calendar::Quarter| i64::from(quarter.number());
        let item = |item: ItemRef| {
            let column = i64::from(item.column == Column::Outcomes);
            vec![item.measure.0, column, item.index, item.hash]
        };
        match self {
            Quarters(id) => ("qq", vec![id.0]),
            Quarter(id, of) => ("qo", vec![id.0, quarter(of)]),
            GoOn(id) => ("qg", vec![id.0]),
            SetAside(id, of) => ("qs", vec![id.0, quarter(of)]),
            Copy(id, of) => ("qc", vec![id.0, quarter(of)]),
            Correct(id, of) => ("qk", vec![id.0, quarter(of)]),
            Page(id, page) => ("qp", vec![id.0, page]),
            Item(of) => ("qi", item(of)),
            Up(of) => ("qu", item(of)),
            Down(of) => ("qd", item(of)),
            Delete(of) => ("qx", item(of)),
            Undelete(id, hash) => ("qz", vec![id.0, hash]),
            Usual(id, what, hash) => ("qw", vec![id.0, what as i64, hash]),
            AddMine(id, hash) => ("qa", vec![id.0, hash]),
            UseMine(id, hash) => ("qm", vec![id.0, hash]),
        }
    }

    pub(super) fn read(verb: &str, numbers: &[i64]) -> Option<Editing> {
        use Editing::*;
        let (&id, rest) = numbers.split_first()?;
        let id = MeasureId(id);
        let quarter = |number: i64| {
            u8::try_from(number)
                .ok()
                .and_then(crate::domain::calendar::Quarter::new)
        };
        let item = |rest: &[i64]| match *rest {
            [column, index, hash] => Some(ItemRef {
                measure: id,
                column: match column {
                    0 => Column::Results,
                    1 => Column::Outcomes,
                    _ => return None,
                },
                index,
                hash,
            }),
            _ => None,
        };
        Some(match (verb, rest) {
            ("qq", []) => Quarters(id),
            ("qo", [of]) => Quarter(id, quarter(*of)?),
            ("qg", []) => GoOn(id),
            ("qs", [of]) => SetAside(id, quarter(*of)?),
            ("qc", [of]) => Copy(id, quarter(*of)?),
            ("qk", [of]) => Correct(id, quarter(*of)?),
            ("qp", [page]) => Page(id, *page),
            ("qi", rest) => Item(item(rest)?),
            ("qu", rest) => Up(item(rest)?),
            ("qd", rest) => Down(item(rest)?),
            ("qx", rest) => Delete(item(rest)?),
            ("qz", [hash]) => Undelete(id, *hash),
            ("qw", [what, hash]) => {
                let what = match what {
                    0 => self::Usual::Outcome,
                    1 => self::Usual::Reason,
                    2 => self::Usual::Correction,
                    _ => return None,
                };
                Usual(id, what, *hash)
            }
            ("qa", [hash]) => AddMine(id, *hash),
            ("qm", [hash]) => UseMine(id, *hash),
            _ => return None,
        })
    }

    /// The measure whose draft a step on this needs to see.
    pub fn measure(self) -> MeasureId {
        MeasureId(self.parts().1[0])
    }
}

/// A short fingerprint of what something says, equal on every machine and in every release: FNV-1a of
/// its JSON, cut to 40 bits so that callback data stay short.
pub fn fingerprint<T: Serialize>(value: &T) -> i64 {
    let json = serde_json::to_vec(value).unwrap_or_default();
    let hash = json.iter().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    });
    (hash >> 24) as i64
}
