//! What a button does, and its form in Telegram's callback data: a verb and ids in base 36, well
//! within 64 bytes. It is untrusted when it comes back: every action is authorised when it happens.

use serde::{Deserialize, Serialize};

use super::admin::AdminAction;
use super::editing::Editing;
use crate::domain::language::{Digits, Language};
use crate::domain::office::{FileId, MeasureId, OfficeId, ReportId};

/// A button's meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    Home,
    Help,
    /// Chooses the other language, or asks which where there are several.
    SwitchLanguage,
    ChooseLanguage(Language),
    ChooseDigits(Digits),

    /// What is stored of the person, as files.
    MyData,
    /// Asks whether it shall be erased.
    Erase,
    /// Erases it, with the fingerprint of the posts that were named.
    EraseNow(i64),

    /// The contributor's list of measures.
    Measures,
    /// Opens a measure where it was left.
    Open(MeasureId),
    Results(MeasureId),
    AddOrder(MeasureId),
    /// The order has no known date. With the draft's serial, like every button about one order: an old
    /// one must not act on the next order.
    Undated(MeasureId, i64),
    /// Chooses between readings of an ambiguous date: days since 1 January 1970.
    PickDate(MeasureId, i64, i64),
    /// Chooses the Buddhist Era year of an order number that was given another way.
    PickYear(MeasureId, i64, i64),
    /// Gives up the order that is being asked for.
    DropOrder(MeasureId, i64),
    /// Nothing was done; what is typed next is the reason.
    NothingDone(MeasureId),
    Outcome(MeasureId),
    Scores(MeasureId),
    /// Says which of two scores is of which year: both in one number, and the message they were typed in.
    PickScores(MeasureId, i64, i64),
    /// Joins the score sentence to the outcome as its reason.
    ScoreBecause(MeasureId),
    /// Joins the score sentence to the outcome as its effect.
    ScoreLedTo(MeasureId),
    Review(MeasureId),
    /// The row as it will stand in the report, as a picture.
    Preview(MeasureId),
    /// Shows the items of the results with a button to delete each.
    EditResults(MeasureId),
    /// Deletes a result item; counted from 0, with the count of items that the button was made for.
    DeleteResult(MeasureId, i64, i64),
    EditOutcome(MeasureId),
    File(MeasureId),
    /// Something on a draft's own screens.
    Edit(Editing),
    /// Back to the question that waits.
    Resume,

    /// The kinds of evidence, to choose from.
    AddEvidence(MeasureId),
    /// Asks for the parts of a paper of this kind: its place in `EvidenceKind::ALL`.
    AddPaper(MeasureId, i64),
    /// There is no document; what is typed next is the reason.
    NoDocument(MeasureId),
    /// A photo or a file is to be sent.
    SendFile(MeasureId),
    /// A month to pick a date from, as months since year 0 of the Common Era; the likeliest if 0.
    Calendar(MeasureId, i64, i64),
    /// A cell of a calendar that is no day.
    Still,
    /// The paper has no number.
    Unnumbered(MeasureId, i64),
    /// The order's issuer, by a hash of its name.
    PickIssuer(MeasureId, i64, i64),
    /// The order's issuer is typed.
    OtherIssuer(MeasureId, i64),
    /// The order is the one that is known by this number.
    UseKnown(MeasureId, i64),
    /// It is another that bears the same number.
    AnotherOrder(MeasureId, i64),
    /// A part of a result, counted like [`Action::DeleteResult`], by its place in `ItemPart::ALL`, is typed anew.
    FixPart(MeasureId, i64, i64, i64),
    /// The doubts that wait for a reason.
    Doubts(MeasureId),
    /// The reporter's list of what stands although it seems odd.
    Insisted(OfficeId),
    /// Reminders come again after so many days; asks for the day if it is 0.
    Later(OfficeId, i64),
    /// Reminders come again on this day: days since 1 January 1970.
    LaterOn(OfficeId, i64),
    /// What an assessor would mark down.
    Readiness(OfficeId),
    /// The same as a file to be printed.
    ReadinessPage(OfficeId),
    /// Likewise of a period's report: its number.
    ReadinessPageFor(OfficeId, i64),
    /// Hides a piece of personal data in the published copy, wherever the report says it, by the key of one
    /// place.
    Hide(OfficeId, i64),
    /// Shows it again.
    ShowAgain(OfficeId, i64),
    /// Hides everything that is found.
    HideAll(OfficeId),
    /// Likewise in what is reported for a period, by its number, whose findings are shown then.
    HideFor(OfficeId, i64, i64),
    ShowAgainFor(OfficeId, i64, i64),
    HideAllFor(OfficeId, i64),
    /// The reports of earlier years.
    Earlier(OfficeId),
    /// The file, and its album, become an item of their own.
    FileApart(MeasureId, FileId),
    /// Asks for the item that the file belongs to.
    FileWhere(MeasureId, FileId),
    /// The file belongs to this item; counted like [`Action::DeleteResult`].
    FileTo(MeasureId, FileId, i64, i64),
    /// The file is not used.
    FileDrop(MeasureId, FileId),
    /// The photos need no caption.
    SkipCaption(MeasureId),
    /// The files that wait belong to this measure.
    AttachTo(MeasureId),
    /// The files that wait are not used.
    DropWaiting,

    /// The reporter's board: who has reported and who has not.
    Board(OfficeId),
    /// The year as a picture of measures by quarters.
    HeatMap(OfficeId),
    /// Who has not reported, quarter by quarter.
    Missing(OfficeId),
    /// Reminds a person of what they lack, at once.
    Nudge(OfficeId, i64),
    /// Likewise everybody who lacks something.
    NudgeAll(OfficeId),
    /// Who will be reminded when, if nothing changes.
    Coming(OfficeId),
    Compile(OfficeId),
    /// Compiles although measures are missing.
    CompileAnyway(OfficeId),
    /// Asks for which period a report is compiled.
    Periods(OfficeId),
    /// Compiles a period's report: its number.
    CompileFor(OfficeId, i64),
    CompileForAnyway(OfficeId, i64),
    /// What an assessor would mark down in a period's report.
    ReadinessFor(OfficeId, i64),
    /// Every version, from the newest on; so many pages of them are passed over.
    Versions(OfficeId, i64),
    /// The file of any version, by its report's id.
    VersionFile(OfficeId, i64),
    SendForChecking(ReportId),
    /// Sends the version's file once more.
    FileAgain(ReportId),
    /// The copy of the acknowledged version to be published.
    Published(ReportId),
    /// The memo of its acknowledgement.
    Memo(ReportId),
    /// The version to be edited.
    Docx(ReportId),
    Xlsx(ReportId),
    /// Everything that is filed, in one.
    Filing(ReportId),
    /// A file or a code is to be checked.
    CheckFile,

    Approve(ReportId),
    ConfirmApprove(ReportId),
    /// The verifier chooses which measure to return.
    ReturnWhich(ReportId),
    ReturnMeasure(ReportId, MeasureId),
    /// The reporter chooses a measure to send back.
    ReopenWhich(OfficeId),
    /// The reporter returns a measure between versions.
    Reopen(MeasureId),

    Acknowledge(ReportId),
    /// An instruction (ข้อสั่งการ) is typed before acknowledging.
    Instruct(ReportId),
    /// With the serial of the confirmation that was shown: what is confirmed is what was read.
    ConfirmAcknowledge(ReportId, i64),
    /// The executive returns the whole report with an instruction.
    ReturnReport(ReportId),

    /// Manages the office.
    Admin(AdminAction),
}

/// The table of verbs, so that writing and reading cannot disagree.
macro_rules! verbs {
    (
        none: { $($v0:literal => $a0:ident),* $(,)? }
        one: { $($v1:literal => $a1:ident($t1:expr)),* $(,)? }
        two: { $($v2:literal => $a2:ident($t2:expr)),* $(,)? }
        three: { $($v3:literal => $a3:ident($t3:expr)),* $(,)? }
        file: { $($v4:literal => $a4:ident),* $(,)? }
    ) => {
        impl Action {
            /// The callback data: at most 64 bytes.
            pub fn to_data(self) -> String {
                match self {
                    $(Action::$a0 => $v0.to_owned(),)*
                    $(Action::$a1(id) => format!("{}:{}", $v1, base36(id.0)),)*
                    Action::ChooseLanguage(language) => format!("l:{}", language.code()),
                    Action::ChooseDigits(digits) => format!("n:{}", digits.as_str()),
                    Action::Admin(action) => {
                        let (verb, numbers) = action.to_parts();
                        let numbers = numbers.into_iter().map(|number| format!(":{}", base36(number)));
                        verb.to_owned() + &numbers.collect::<String>()
                    }
                    Action::Edit(editing) => {
                        let (verb, numbers) = editing.parts();
                        numbers.into_iter().fold(verb.to_owned(), |data, number| {
                            data + ":" + &base36(number)
                        })
                    }
                    $(Action::$a2(id, a) => format!("{}:{}:{}", $v2, base36(id.0), base36(a)),)*
                    $(Action::$a3(id, a, b) => {
                        format!("{}:{}:{}:{}", $v3, base36(id.0), base36(a), base36(b))
                    })*
                    $(Action::$a4(id, file) => {
                        format!("{}:{}:{}", $v4, base36(id.0), base36(file.0))
                    })*
                    Action::FileTo(id, file, index, count) => four("ft", [id.0, file.0, index, count]),
                    Action::FixPart(id, index, count, part) => four("ep", [id.0, index, count, part]),
                    Action::Undated(id, serial) => format!("mu:{}:{}", base36(id.0), base36(serial)),
                    Action::DropOrder(id, serial) => format!("mp:{}:{}", base36(id.0), base36(serial)),
                    Action::PickDate(id, serial, days) => {
                        format!("md:{}:{}:{}", base36(id.0), base36(serial), base36(days))
                    }
                    Action::PickYear(id, serial, year) => {
                        format!("my:{}:{}:{}", base36(id.0), base36(serial), base36(year))
                    }
                    Action::ConfirmAcknowledge(id, serial) => {
                        format!("xc:{}:{}", base36(id.0), base36(serial))
                    }
                    Action::EraseNow(shown) => format!("yx:{}", base36(shown)),
                    Action::DeleteResult(id, index, count) => {
                        format!("mx:{}:{}:{}", base36(id.0), base36(index), base36(count))
                    }
                    Action::ReturnMeasure(report, measure) => {
                        format!("vm:{}:{}", base36(report.0), base36(measure.0))
                    }
                }
            }

            /// Reads callback data; none if it is not of this program's making.
            pub fn from_data(data: &str) -> Option<Action> {
                if data.len() > 64 {
                    return None;
                }
                let mut fields = data.split(':');
                let verb = fields.next()?;
                if let Some(code) = data.strip_prefix("l:") {
                    return Language::parse(code)
                        .filter(|language| language.code() == code)
                        .map(Action::ChooseLanguage);
                }
                if let Some(name) = data.strip_prefix("n:") {
                    return Digits::parse(name).map(Action::ChooseDigits);
                }
                let numbers = fields.map(number).collect::<Option<Vec<i64>>>()?;
                match (verb, numbers.as_slice()) {
                    $(($v0, []) => Some(Action::$a0),)*
                    $(($v1, [id]) => Some(Action::$a1($t1(*id))),)*
                    $(($v2, [id, a]) => Some(Action::$a2($t2(*id), *a)),)*
                    $(($v3, [id, a, b]) => Some(Action::$a3($t3(*id), *a, *b)),)*
                    $(($v4, [id, file]) => Some(Action::$a4(MeasureId(*id), FileId(*file))),)*
                    ("ft", [id, file, index, count]) => {
                        Some(Action::FileTo(MeasureId(*id), FileId(*file), *index, *count))
                    }
                    ("ep", [id, index, count, part]) => {
                        Some(Action::FixPart(MeasureId(*id), *index, *count, *part))
                    }
                    ("mu", [id, serial]) => Some(Action::Undated(MeasureId(*id), *serial)),
                    ("mp", [id, serial]) => Some(Action::DropOrder(MeasureId(*id), *serial)),
                    ("md", [id, serial, days]) => {
                        Some(Action::PickDate(MeasureId(*id), *serial, *days))
                    }
                    ("my", [id, serial, year]) => {
                        Some(Action::PickYear(MeasureId(*id), *serial, *year))
                    }
                    ("xc", [id, serial]) => {
                        Some(Action::ConfirmAcknowledge(ReportId(*id), *serial))
                    }
                    ("yx", [shown]) => Some(Action::EraseNow(*shown)),
                    ("mx", [id, index, count]) => Some(Action::DeleteResult(MeasureId(*id), *index, *count)),
                    ("vm", [report, measure]) => {
                        Some(Action::ReturnMeasure(ReportId(*report), MeasureId(*measure)))
                    }
                    (verb, numbers) => AdminAction::from_parts(verb, numbers)
                        .map(Action::Admin)
                        .or_else(|| Editing::read(verb, numbers).map(Action::Edit)),
                }
            }
        }
    };
}

verbs! {
    none: {
        "h" => Home, "?" => Help, "l" => SwitchLanguage, "m" => Measures, "q" => Resume,
        "s" => Still, "fx" => DropWaiting, "k" => CheckFile, "yd" => MyData, "ye" => Erase,
    }
    one: {
        "mo" => Open(MeasureId), "mr" => Results(MeasureId), "ma" => AddOrder(MeasureId),
        "mn" => NothingDone(MeasureId),
        "mc" => Outcome(MeasureId), "ms" => Scores(MeasureId), "mb" => ScoreBecause(MeasureId),
        "ml" => ScoreLedTo(MeasureId), "mv" => Review(MeasureId), "mz" => Preview(MeasureId), "me" => EditResults(MeasureId),
        "mt" => EditOutcome(MeasureId), "mf" => File(MeasureId),
        "rb" => Board(OfficeId), "rh" => HeatMap(OfficeId), "rm" => Missing(OfficeId),
        "re" => NudgeAll(OfficeId), "rp" => Coming(OfficeId),
        "rc" => Compile(OfficeId), "ra" => CompileAnyway(OfficeId),
        "rs" => SendForChecking(ReportId), "rf" => FileAgain(ReportId), "rr" => Reopen(MeasureId), "rw" => ReopenWhich(OfficeId),
        "pm" => Memo(ReportId), "pp" => Published(ReportId), "pa" => HideAll(OfficeId), "pd" => Docx(ReportId), "px" => Xlsx(ReportId), "pz" => Filing(ReportId),
        "va" => Approve(ReportId), "vc" => ConfirmApprove(ReportId), "vr" => ReturnWhich(ReportId),
        "xa" => Acknowledge(ReportId), "xi" => Instruct(ReportId),
        "xr" => ReturnReport(ReportId),
        "ea" => AddEvidence(MeasureId), "en" => NoDocument(MeasureId), "es" => SendFile(MeasureId),
        "ed" => Doubts(MeasureId), "ri" => Insisted(OfficeId), "rk" => Readiness(OfficeId), "rq" => ReadinessPage(OfficeId), "ry" => Earlier(OfficeId), "rg" => Periods(OfficeId), "fs" => SkipCaption(MeasureId),
        "fo" => AttachTo(MeasureId),
    }
    two: {
        "ek" => AddPaper(MeasureId), "ez" => Unnumbered(MeasureId), "eo" => OtherIssuer(MeasureId),
        "eu" => UseKnown(MeasureId), "ex" => AnotherOrder(MeasureId), "rz" => Later(OfficeId),
        "rn" => Nudge(OfficeId), "ro" => LaterOn(OfficeId), "rd" => CompileFor(OfficeId),
        "rj" => CompileForAnyway(OfficeId), "rt" => ReadinessFor(OfficeId), "rv" => Versions(OfficeId),
        "rx" => VersionFile(OfficeId),
        "ph" => Hide(OfficeId), "ps" => ShowAgain(OfficeId), "pg" => HideAllFor(OfficeId),
        "pq" => ReadinessPageFor(OfficeId),
    }
    three: {
        "ec" => Calendar(MeasureId), "mg" => PickScores(MeasureId), "ei" => PickIssuer(MeasureId),
        "pk" => HideFor(OfficeId), "pw" => ShowAgainFor(OfficeId),
    }
    file: { "fa" => FileApart, "fw" => FileWhere, "fd" => FileDrop }
}

impl Action {
    /// The office of which a step on this action needs to see how it is reminded.
    pub fn chased(self) -> Option<OfficeId> {
        match self {
            Action::Missing(id)
            | Action::Nudge(id, _)
            | Action::NudgeAll(id)
            | Action::Coming(id) => Some(id),
            _ => None,
        }
    }

    /// The measure whose draft a step on this action needs to see.
    pub fn measure(self) -> Option<MeasureId> {
        use Action::*;
        match self {
            Open(id)
            | Results(id)
            | AddOrder(id)
            | Undated(id, _)
            | PickDate(id, _, _)
            | PickYear(id, _, _)
            | DropOrder(id, _)
            | NothingDone(id)
            | Outcome(id)
            | Scores(id)
            | PickScores(id, _, _)
            | ScoreBecause(id)
            | ScoreLedTo(id)
            | Review(id)
            | Preview(id)
            | EditResults(id)
            | DeleteResult(id, _, _)
            | EditOutcome(id)
            | File(id)
            | AddEvidence(id)
            | AddPaper(id, _)
            | NoDocument(id)
            | SendFile(id)
            | Calendar(id, _, _)
            | Unnumbered(id, _)
            | PickIssuer(id, _, _)
            | OtherIssuer(id, _)
            | UseKnown(id, _)
            | AnotherOrder(id, _)
            | FixPart(id, _, _, _)
            | Doubts(id)
            | FileApart(id, _)
            | FileWhere(id, _)
            | FileTo(id, _, _, _)
            | FileDrop(id, _)
            | SkipCaption(id)
            | AttachTo(id)
            | ReturnMeasure(_, id)
            | Reopen(id) => Some(id),
            Edit(editing) => Some(editing.measure()),
            _ => None,
        }
    }

    /// The version that the button would take a step further.
    pub fn report(self) -> Option<ReportId> {
        use Action::*;
        match self {
            SendForChecking(id)
            | Approve(id)
            | ConfirmApprove(id)
            | ReturnWhich(id)
            | ReturnMeasure(id, _)
            | Acknowledge(id)
            | Instruct(id)
            | ConfirmAcknowledge(id, _)
            | ReturnReport(id) => Some(id),
            _ => None,
        }
    }
}

fn four(verb: &str, numbers: [i64; 4]) -> String {
    let [a, b, c, d] = numbers.map(base36);
    format!("{verb}:{a}:{b}:{c}:{d}")
}

fn base36(number: i64) -> String {
    const DIGITS: &[u8; 36] = b"0123456789abcdefghijklmnopqrstuvwxyz";
    let mut rest = number.unsigned_abs();
    let mut out = Vec::new();
    loop {
        out.push(DIGITS[(rest % 36) as usize]);
        rest /= 36;
        if rest == 0 {
            break;
        }
    }
    if number < 0 {
        out.push(b'-');
    }
    out.iter().rev().map(|&byte| char::from(byte)).collect()
}

fn number(text: &str) -> Option<i64> {
    i64::from_str_radix(text, 36).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dialogue::editing::{Column, ItemRef, Usual};
    use crate::domain::calendar::Quarter;
    use proptest::prelude::*;

    #[test]
    fn the_longest_action_fits_into_callback_data() {
        let longest = Action::FileTo(MeasureId(i64::MIN), FileId(i64::MIN), i64::MIN, i64::MIN);
        let longest = longest.to_data();
        assert!(longest.len() <= 64, "{longest} has {} bytes", longest.len());
        let item = ItemRef {
            measure: MeasureId(i64::MIN),
            column: Column::Outcomes,
            index: i64::MIN,
            hash: i64::MIN,
        };
        let longest = Action::Edit(Editing::Item(item)).to_data();
        assert!(longest.len() <= 64, "{longest} has {} bytes", longest.len());
    }

    proptest! {
        #[test]
        fn an_action_comes_back_as_it_was_sent(id: i64, other: i64) {
            for action in [
                Action::Open(MeasureId(id)),
                Action::PickDate(MeasureId(id), other, id),
                Action::ReturnMeasure(ReportId(id), MeasureId(other)),
                Action::ConfirmAcknowledge(ReportId(id), other),
                Action::ChooseLanguage(Language::THAI),
                Action::ChooseDigits(Digits::Latin),
                Action::Resume,
                Action::EraseNow(other),
                Action::Edit(Editing::Quarter(MeasureId(id), Quarter::Third)),
                Action::Edit(Editing::Usual(MeasureId(id), Usual::Correction, other)),
                Action::Edit(Editing::Down(ItemRef {
                    measure: MeasureId(id),
                    column: Column::Outcomes,
                    index: other,
                    hash: id,
                })),
                Action::AddPaper(MeasureId(id), other),
                Action::Calendar(MeasureId(id), other, id),
                Action::FixPart(MeasureId(id), other, id, other),
                Action::FileTo(MeasureId(id), FileId(other), id, other),
                Action::FileApart(MeasureId(id), FileId(other)),
            ] {
                prop_assert_eq!(Action::from_data(&action.to_data()), Some(action));
            }
        }

        #[test]
        fn forged_data_is_read_as_nothing_or_as_an_action(data in ".*") {
            if let Some(action) = Action::from_data(&data) {
                prop_assert_eq!(Action::from_data(&action.to_data()), Some(action));
            }
        }
    }
}
