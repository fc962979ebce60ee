//! What the buttons of the office's admin do, and their form in callback data: a verb after `o`, and
//! ids in base 36. Second taps carry the office's revision: what is confirmed is what was shown.

use serde::{Deserialize, Serialize};

use super::RhythmPart;

use crate::domain::office::{MeasureId, OfficeId, PersonId, PostId, Role, UnitId};

/// A button of the admin's. Days are counted from 1 January 1970, years in the Buddhist Era.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AdminAction {
    /// What can be managed.
    Menu(OfficeId),

    Measures(OfficeId),
    Measure(MeasureId),
    AddMeasure(OfficeId),
    /// The unit of the measure that is being added.
    NewMeasureUnit(UnitId),
    /// The period of the measure that is being added is the one that most measures have.
    NewMeasureUsualPeriod(OfficeId),
    EditMeasure(MeasureId, MeasureField),
    /// The measure's period is the one that most measures have.
    UsualPeriod(MeasureId),
    MeasureUnit(MeasureId),
    MeasureUnitIs(MeasureId, UnitId),
    /// The measure is to raise no score.
    NoScore(MeasureId),
    MeasureUp(MeasureId),
    MeasureDown(MeasureId),
    RetireMeasure(MeasureId),
    RetireMeasureNow(MeasureId, i64),
    RetiredMeasures(OfficeId),
    RestoreMeasure(MeasureId),

    Units(OfficeId),
    Unit(UnitId),
    AddUnit(OfficeId),
    /// The unit above the one that is being added, or none.
    NewUnitBelow(OfficeId, Maybe),
    RenameUnit(UnitId),
    PlaceUnit(UnitId),
    PlaceUnitBelow(UnitId, Maybe),
    RetireUnit(UnitId),
    RetireUnitNow(UnitId, i64),

    Posts(OfficeId),
    Post(PostId),
    AddPost(OfficeId),
    NewPostRole(OfficeId, Role),
    NewPostUnit(OfficeId, Maybe),
    EditPost(PostId, PostField),
    PostUnit(PostId),
    PostUnitIs(PostId, Maybe),
    PostTurn(PostId),
    PostTurnIs(PostId, i64),
    /// Whether the post's holder is told what is overdue in the unit: 0 or 1.
    PostHead(PostId, i64),
    /// What else the post may be there for.
    PostRole(PostId),
    PostRoleNow(PostId, Role, i64),
    RetirePost(PostId),
    RetirePostNow(PostId, i64),

    Invite(PostId),
    /// Invites a new person to a post that is held.
    InviteNow(PostId, i64),
    EndInvitation(PostId),
    EndHolding(PostId),
    EndHoldingNow(PostId, PersonId),

    /// The holidays of a fiscal year.
    Holidays(OfficeId, i64),
    /// Of a month, counted from January of the year 0.
    HolidayMonth(OfficeId, i64),
    AddHoliday(OfficeId),
    /// Chooses between readings of an ambiguous date.
    PickHoliday(OfficeId, i64),
    RemoveHoliday(OfficeId, i64),
    RestoreHoliday(OfficeId, i64),

    /// Due dates and reminders.
    Rhythm(OfficeId),
    EditRhythm(OfficeId, RhythmPart),
    RhythmIs(OfficeId, RhythmPart, i64),
    /// The part is as the installation has it.
    RhythmUsual(OfficeId, RhythmPart),
    RhythmAllUsual(OfficeId),

    Export(OfficeId, ExportKind),
    /// A plan file is sent next.
    Import(OfficeId),
    /// The plan of this fiscal year (the next one), as it would be opened.
    NextPlan(OfficeId, i64),
    /// Likewise, although this year's report is not acknowledged.
    NextPlanAnyway(OfficeId, i64),
    /// Whether the measure is carried over into the next plan: 0 or 1.
    CarryOver(MeasureId, i64),
    /// Another page of the measures that are carried over, from 0.
    NextPlanPage(OfficeId, i64),
    /// Opens the plan of this fiscal year as it was shown, by a fingerprint.
    NextPlanNow(OfficeId, i64, i64),
    /// Takes over the plan of this upload, at the office's revision that the preview was of.
    ImportNow(OfficeId, i64, i64),
}

impl AdminAction {
    /// The measure that the button is about.
    pub fn measure(self) -> Option<MeasureId> {
        use AdminAction::*;
        match self {
            Measure(id)
            | EditMeasure(id, _)
            | UsualPeriod(id)
            | MeasureUnit(id)
            | MeasureUnitIs(id, _)
            | NoScore(id)
            | MeasureUp(id)
            | MeasureDown(id)
            | RetireMeasure(id)
            | RetireMeasureNow(id, _)
            | RestoreMeasure(id)
            | CarryOver(id, _) => Some(id),
            _ => None,
        }
    }
}

/// An id, or none as 0.
pub type Maybe = Option<UnitId>;

/// A field that is typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MeasureField {
    Title,
    Methods,
    Period,
    /// The question or indicator whose score the measure is to raise.
    Topic,
    /// What it scored the year before.
    Before,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PostField {
    Name,
    Position,
}

/// The kind of file in which a plan goes out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ExportKind {
    Workbook,
    Toml,
}

/// A value as a number of callback data.
trait Field: Sized {
    fn write(self) -> i64;
    fn read(number: i64) -> Option<Self>;
}

/// Ids are numbers; values of an enum are their places in a list.
macro_rules! fields {
    (ids: $($id:ident),*; lists: $($list:ident => [$($value:expr),*]),* $(,)?) => {
        $(impl Field for $id {
            fn write(self) -> i64 {
                self.0
            }
            fn read(number: i64) -> Option<$id> {
                Some($id(number))
            }
        })*
        $(impl Field for $list {
            fn write(self) -> i64 {
                let all = [$($value),*];
                all.iter().position(|value| *value == self).map_or(-1, |at| at as i64)
            }
            fn read(number: i64) -> Option<$list> {
                let all = [$($value),*];
                usize::try_from(number).ok().and_then(|at| all.get(at).copied())
            }
        })*
    };
}

fields! {
    ids: OfficeId, MeasureId, UnitId, PostId, PersonId;
    lists:
        MeasureField => [
            MeasureField::Title, MeasureField::Methods, MeasureField::Period, MeasureField::Topic,
            MeasureField::Before
        ],
        PostField => [PostField::Name, PostField::Position],
        Role => [Role::Contributor, Role::Reporter, Role::Verifier, Role::Executive],
        ExportKind => [ExportKind::Workbook, ExportKind::Toml],
        RhythmPart => [
            RhythmPart::Quarters, RhythmPart::Due, RhythmPart::Opening, RhythmPart::Before,
            RhythmPart::OnDay, RhythmPart::Every, RhythmPart::HeadAfter, RhythmPart::ReporterAfter,
            RhythmPart::WaitingEvery
        ],
}

impl Field for i64 {
    fn write(self) -> i64 {
        self
    }

    fn read(number: i64) -> Option<i64> {
        Some(number)
    }
}

impl Field for Maybe {
    fn write(self) -> i64 {
        self.map_or(0, |unit| unit.0)
    }

    fn read(number: i64) -> Option<Maybe> {
        Some((number != 0).then_some(UnitId(number)))
    }
}

/// The table of verbs, so that writing and reading cannot disagree.
macro_rules! verbs {
    ($($verb:literal => $action:ident($($name:ident: $kind:ty),+)),* $(,)?) => {
        impl AdminAction {
            /// The verb and its numbers.
            pub fn to_parts(self) -> (&'static str, Vec<i64>) {
                match self {
                    $(AdminAction::$action($($name),+) => ($verb, vec![$(Field::write($name)),+]),)*
                }
            }

            /// Reads a verb and its numbers; none if they are not of this program's making.
            pub fn from_parts(verb: &str, numbers: &[i64]) -> Option<AdminAction> {
                match verb {
                    $($verb => {
                        let mut numbers = numbers.iter().copied();
                        $(let $name = <$kind as Field>::read(numbers.next()?)?;)+
                        numbers.next().is_none().then_some(AdminAction::$action($($name),+))
                    })*
                    _ => None,
                }
            }
        }
    };
}

verbs! {
    "o" => Menu(office: OfficeId),
    "om" => Measures(office: OfficeId),
    "omo" => Measure(measure: MeasureId),
    "oma" => AddMeasure(office: OfficeId),
    "omn" => NewMeasureUnit(unit: UnitId),
    "omw" => NewMeasureUsualPeriod(office: OfficeId),
    "ome" => EditMeasure(measure: MeasureId, field: MeasureField),
    "omy" => UsualPeriod(measure: MeasureId),
    "omu" => MeasureUnit(measure: MeasureId),
    "omi" => MeasureUnitIs(measure: MeasureId, unit: UnitId),
    "oms" => NoScore(measure: MeasureId),
    "om1" => MeasureUp(measure: MeasureId),
    "om2" => MeasureDown(measure: MeasureId),
    "omx" => RetireMeasure(measure: MeasureId),
    "omz" => RetireMeasureNow(measure: MeasureId, revision: i64),
    "oml" => RetiredMeasures(office: OfficeId),
    "omr" => RestoreMeasure(measure: MeasureId),
    "ou" => Units(office: OfficeId),
    "ouo" => Unit(unit: UnitId),
    "oua" => AddUnit(office: OfficeId),
    "oub" => NewUnitBelow(office: OfficeId, below: Maybe),
    "oun" => RenameUnit(unit: UnitId),
    "oup" => PlaceUnit(unit: UnitId),
    "oui" => PlaceUnitBelow(unit: UnitId, below: Maybe),
    "oux" => RetireUnit(unit: UnitId),
    "ouz" => RetireUnitNow(unit: UnitId, revision: i64),
    "op" => Posts(office: OfficeId),
    "opo" => Post(post: PostId),
    "opa" => AddPost(office: OfficeId),
    "opr" => NewPostRole(office: OfficeId, role: Role),
    "opn" => NewPostUnit(office: OfficeId, unit: Maybe),
    "ope" => EditPost(post: PostId, field: PostField),
    "opu" => PostUnit(post: PostId),
    "opi" => PostUnitIs(post: PostId, unit: Maybe),
    "opt" => PostTurn(post: PostId),
    "opj" => PostTurnIs(post: PostId, turn: i64),
    "oph" => PostHead(post: PostId, head: i64),
    "opq" => PostRole(post: PostId),
    "opy" => PostRoleNow(post: PostId, role: Role, revision: i64),
    "opx" => RetirePost(post: PostId),
    "opz" => RetirePostNow(post: PostId, revision: i64),
    "oi" => Invite(post: PostId),
    "oin" => InviteNow(post: PostId, revision: i64),
    "oix" => EndInvitation(post: PostId),
    "oh" => EndHolding(post: PostId),
    "ohz" => EndHoldingNow(post: PostId, person: PersonId),
    "od" => Holidays(office: OfficeId, year: i64),
    "odm" => HolidayMonth(office: OfficeId, month: i64),
    "oda" => AddHoliday(office: OfficeId),
    "odp" => PickHoliday(office: OfficeId, day: i64),
    "odx" => RemoveHoliday(office: OfficeId, day: i64),
    "odr" => RestoreHoliday(office: OfficeId, day: i64),
    "or" => Rhythm(office: OfficeId),
    "orp" => EditRhythm(office: OfficeId, part: RhythmPart),
    "ori" => RhythmIs(office: OfficeId, part: RhythmPart, value: i64),
    "oru" => RhythmUsual(office: OfficeId, part: RhythmPart),
    "orz" => RhythmAllUsual(office: OfficeId),
    "on" => NextPlan(office: OfficeId, year: i64),
    "ona" => NextPlanAnyway(office: OfficeId, year: i64),
    "onc" => CarryOver(measure: MeasureId, wanted: i64),
    "onp" => NextPlanPage(office: OfficeId, page: i64),
    "onz" => NextPlanNow(office: OfficeId, year: i64, shown: i64),
    "og" => Import(office: OfficeId),
    "ogz" => ImportNow(office: OfficeId, upload: i64, revision: i64),
    "of" => Export(office: OfficeId, kind: ExportKind),
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dialogue::Action;

    #[test]
    fn the_longest_button_of_the_admin_fits_into_callback_data() {
        let longest = [
            AdminAction::EndHoldingNow(PostId(i64::MIN), PersonId(i64::MIN)),
            AdminAction::MeasureUnitIs(MeasureId(i64::MIN), UnitId(i64::MIN)),
            AdminAction::PostRoleNow(PostId(i64::MIN), Role::Executive, i64::MIN),
            AdminAction::ImportNow(OfficeId(i64::MIN), i64::MIN, i64::MIN),
            AdminAction::NextPlanNow(OfficeId(i64::MIN), i64::MIN, i64::MIN),
        ];
        for action in longest {
            let data = Action::Admin(action).to_data();
            assert!(data.len() <= 64, "{data} has {} bytes", data.len());
            assert_eq!(Action::from_data(&data), Some(Action::Admin(action)));
        }
    }

    #[test]
    fn values_that_no_list_holds_are_no_button() {
        assert_eq!(AdminAction::from_parts("ome", &[1, 5]), None);
        assert_eq!(AdminAction::from_parts("opr", &[1, -1]), None);
        assert_eq!(AdminAction::from_parts("o", &[1, 2]), None);
        assert_eq!(AdminAction::from_parts("o", &[]), None);
    }
}
