//! Who may press what, and when: every button of the program, pressed by everybody at every stage of
//! the report, against one table. A button that has no row here does not compile.

use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::NaiveDate;
use rapsap::dialogue::admin::{
    AdminAction, AdminState, ExportKind, Found, MeasureField, PostField, RhythmPart, Upload,
};
use rapsap::dialogue::{
    Action, Answer, Column, Desk, Editing, Effect, Event, Filing, FormerPost, ItemRef, KeptVersion,
    MeasureStanding, OfficeDesk, Phrase, State, StoredDraft, Usual, WaitingFile, fingerprint, step,
};
use rapsap::domain::calendar::Quarter;
use rapsap::domain::evidence::{EvidenceKind, FileRef};
use rapsap::domain::holidays::{HolidayChange, Holidays};
use rapsap::domain::incoming::IncomingFile;
use rapsap::domain::language::Digits;
use rapsap::domain::office::{
    DocumentId, FileId, Holder, Language, MeasureId, OfficeId, PersonId, PlanId, Post, PostId,
    ReportId, Role, Unit, UnitId, UploadId,
};
use rapsap::domain::order::OrderNumber;
use rapsap::domain::period::Period;
use rapsap::domain::plan::{Measure, OfficePlan, ScoreTopic};
use rapsap::domain::progress::{
    Content, Deleted, Draft, Order, OrderDraft, Progress, ScoreComparison,
};
use rapsap::domain::redaction::{self, Key};
use rapsap::domain::reminding::Chasing;
use rapsap::domain::report::{DocumentView, ReportView, SnapshotRow, Stage};
use rapsap::domain::rhythm::{Rhythm, RhythmChange};
use rapsap::domain::score::Score;
use rapsap::plan_file::PlanFile;

use crate::databases::NOW;

pub(super) const OFFICE: OfficeId = OfficeId(1);
const MEASURE: MeasureId = MeasureId(21);
const RETIRED: MeasureId = MeasureId(23);
const UNIT: UnitId = UnitId(31);
const OTHER_UNIT: UnitId = UnitId(32);
const FREE_UNIT: UnitId = UnitId(33);
const CONTRIBUTOR: PostId = PostId(11);
const VERIFIER: PostId = PostId(14);
/// A contributor's, held by nobody, with an open invitation.
const SPARE: PostId = PostId(17);
const PHOTO: FileId = FileId(77);
pub(super) const REPORT: ReportId = ReportId(500);
const REVISION: i64 = 7;

/// Of the office in question: by the letters of the table.
pub(super) const PEOPLE: [(char, PersonId); 6] = [
    ('c', PersonId(101)),
    ('o', PersonId(102)),
    ('r', PersonId(103)),
    ('1', PersonId(104)),
    ('2', PersonId(105)),
    ('x', PersonId(106)),
];
/// Nobody of the office: who never enrolled, who did once, and another office's reporter. They may
/// nothing of what is in the table but find their own way, and what is about their own data.
pub(super) const OTHERS: [(char, PersonId); 3] = [
    ('s', PersonId(107)),
    ('f', PersonId(108)),
    ('b', PersonId(109)),
];

pub(super) const STAGES: [&str; 6] = [
    "none",
    "compiled",
    "checking 1",
    "checking 2",
    "submitted",
    "acknowledged",
];

/// Who may at each stage.
type Cells = [&'static str; 6];

const fn always(who: &'static str) -> Cells {
    [who; 6]
}

/// While what was filed may change.
const fn while_open(who: &'static str) -> Cells {
    [who, who, "", "", "", ""]
}

/// Another period's report goes its own way until the year is acknowledged.
const UNTIL_CLOSED: Cells = ["r", "r", "r", "r", "r", ""];

/// Unless somebody was shown it and has not decided yet.
const fn unless_checked(who: &'static str) -> Cells {
    [who, who, "", "", "", who]
}

/// What was filed may be corrected until it is acknowledged.
const WRITING: Cells = ["c", "c", "c", "c", "c", ""];
const CHECKING: Cells = ["", "", "1", "2", "", ""];
const ACKNOWLEDGING: Cells = ["", "", "", "", "x", ""];
const ADMIN: Cells = always("r");
/// What another office's people may as well, since it is about themselves.
const ANYONE: Cells = always("cor12xb");
/// What strangers may as well, since it is about what is stored of themselves.
const EVERYBODY: Cells = always("cor12xbfs");

/// What stands before the press.
#[derive(Clone)]
pub(super) enum Given {
    Nothing,
    /// The draft has an order that lacks its number, or its date.
    Order {
        numbered: bool,
    },
    NoDraft,
    State(State),
    Draft(fn(&mut Draft)),
    /// No stored draft: what was filed stands alone.
    Filed,
    /// What was filed holds two telephone numbers, of which the first is hidden.
    Personal,
}

pub(super) struct Row {
    pub(super) name: &'static str,
    pub(super) action: Action,
    pub(super) cells: Cells,
    pub(super) given: Given,
}

/// One row for each button. The same names make a match without a wildcard: a new button must come here.
macro_rules! table {
    (
        actions { $($action:ident $(($($arg:expr),*))? => $cells:expr, $given:expr;)* }
        edit { $($edit:ident ($($edit_arg:expr),*) => $edit_cells:expr, $edit_given:expr;)* }
        admin { $($admin:ident ($($admin_arg:expr),*) => $admin_cells:expr, $admin_given:expr;)* }
    ) => {
        pub(super) fn rows() -> Vec<Row> {
            vec![
                $(Row {
                    name: stringify!($action),
                    action: Action::$action $(($($arg),*))?,
                    cells: $cells,
                    given: $given,
                },)*
                $(Row {
                    name: stringify!($edit),
                    action: Action::Edit(Editing::$edit($($edit_arg),*)),
                    cells: $edit_cells,
                    given: $edit_given,
                },)*
                $(Row {
                    name: stringify!($admin),
                    action: Action::Admin(AdminAction::$admin($($admin_arg),*)),
                    cells: $admin_cells,
                    given: $admin_given,
                },)*
            ]
        }

        #[allow(dead_code)]
        fn every_button_has_a_row(action: Action) {
            match action {
                $(Action::$action { .. } => {})*
                Action::Edit(edit) => match edit {
                    $(Editing::$edit { .. } => {})*
                },
                Action::Admin(admin) => match admin {
                    $(AdminAction::$admin { .. } => {})*
                },
            }
        }
    };
}

use Given::{NoDraft, Nothing};

table! {
    actions {
        Home => ANYONE, Nothing;
        Help => ANYONE, Nothing;
        SwitchLanguage => ANYONE, Nothing;
        ChooseLanguage(Language::from_code("en")) => ANYONE, Nothing;
        ChooseDigits(Digits::Latin) => ANYONE, Nothing;
        MyData => EVERYBODY, Nothing;
        Erase => always("co12xfs"), Nothing;
        EraseNow(fingerprint(&vec![CONTRIBUTOR])) => always("c"), Nothing;
        Measures => always("c"), Nothing;
        Open(MEASURE) => always("c"), Nothing;
        Preview(MEASURE) => always("c"), Nothing;
        Results(MEASURE) => WRITING, Nothing;
        AddOrder(MEASURE) => WRITING, Nothing;
        Undated(MEASURE, 5) => WRITING, Given::Order { numbered: true };
        PickDate(MEASURE, 5, 19_389) => WRITING, Given::Order { numbered: true };
        PickYear(MEASURE, 5, 632_566) => WRITING, Given::Order { numbered: false };
        DropOrder(MEASURE, 5) => WRITING, Given::Order { numbered: true };
        NothingDone(MEASURE) => WRITING, NoDraft;
        Outcome(MEASURE) => WRITING, Nothing;
        Scores(MEASURE) => WRITING, Nothing;
        PickScores(MEASURE, 0, 0) => WRITING,
            Given::State(State::Scores { measure: MEASURE, seen: i64::MAX });
        ScoreBecause(MEASURE) => WRITING, Nothing;
        ScoreLedTo(MEASURE) => WRITING, Nothing;
        Review(MEASURE) => WRITING, Nothing;
        EditResults(MEASURE) => WRITING, Nothing;
        DeleteResult(MEASURE, 0, 1) => WRITING, Nothing;
        EditOutcome(MEASURE) => WRITING, Nothing;
        File(MEASURE) => WRITING, Nothing;
        Board(OFFICE) => always("r"), Nothing;
        HeatMap(OFFICE) => always("r"), Nothing;
        Missing(OFFICE) => always("r"), Nothing;
        Nudge(OFFICE, 101) => always("r"), Nothing;
        NudgeAll(OFFICE) => always("r"), Nothing;
        Coming(OFFICE) => always("r"), Nothing;
        Compile(OFFICE) => while_open("r"), Nothing;
        CompileAnyway(OFFICE) => while_open("r"), Nothing;
        Periods(OFFICE) => UNTIL_CLOSED, Nothing;
        CompileFor(OFFICE, 4) => UNTIL_CLOSED, Nothing;
        CompileForAnyway(OFFICE, 4) => UNTIL_CLOSED, Nothing;
        ReadinessFor(OFFICE, 4) => always("r"), Nothing;
        Versions(OFFICE, 0) => always("cor12x"), Nothing;
        VersionFile(OFFICE, REPORT.0) => ["", "r12x", "r12x", "r12x", "r12x", "cor12x"], Nothing;
        SendForChecking(REPORT) => ["", "r", "", "", "", ""], Nothing;
        FileAgain(REPORT) => ["", "r12x", "r12x", "r12x", "r12x", "cor12x"], Nothing;
        Memo(REPORT) => ["", "", "", "", "", "r12x"], Nothing;
        Published(REPORT) => ["", "", "", "", "", "r"], Nothing;
        Docx(REPORT) => ["", "r", "r", "r", "r", "r"], Nothing;
        Xlsx(REPORT) => ["", "r", "r", "r", "r", "r"], Nothing;
        Filing(REPORT) => ["", "", "", "", "", "r"], Nothing;
        CheckFile => ANYONE, Nothing;
        Approve(REPORT) => CHECKING, Nothing;
        ConfirmApprove(REPORT) => CHECKING, Given::State(State::Approval { report: REPORT });
        ReturnWhich(REPORT) => CHECKING, Nothing;
        ReturnMeasure(REPORT, MEASURE) => CHECKING, Nothing;
        ReopenWhich(OFFICE) => while_open("r"), Nothing;
        Reopen(MEASURE) => while_open("r"), Nothing;
        Acknowledge(REPORT) => ACKNOWLEDGING, Nothing;
        Instruct(REPORT) => ACKNOWLEDGING, Nothing;
        ConfirmAcknowledge(REPORT, 9) => ACKNOWLEDGING, Given::State(State::Acknowledgement {
            report: REPORT,
            instruction: None,
            serial: 9,
        });
        ReturnReport(REPORT) => ACKNOWLEDGING, Nothing;
        Resume => ANYONE, Nothing;
        AddEvidence(MEASURE) => WRITING, Nothing;
        AddPaper(MEASURE, 1) => WRITING, Nothing;
        NoDocument(MEASURE) => WRITING, Nothing;
        SendFile(MEASURE) => WRITING, Nothing;
        Calendar(MEASURE, 5, 0) => WRITING, Given::Order { numbered: true };
        Still => ANYONE, Nothing;
        Unnumbered(MEASURE, 5) => WRITING, Given::Draft(memo);
        PickIssuer(MEASURE, 5, fingerprint(&plan().order_issuer)) => WRITING, Given::Draft(foreign);
        OtherIssuer(MEASURE, 5) => WRITING, Given::Draft(foreign);
        UseKnown(MEASURE, 5) => WRITING, Given::Draft(known);
        AnotherOrder(MEASURE, 5) => WRITING, Given::Draft(known);
        FixPart(MEASURE, 0, 1, 0) => WRITING, Given::Draft(cited);
        Doubts(MEASURE) => WRITING, Nothing;
        Insisted(OFFICE) => always("r"), Nothing;
        Readiness(OFFICE) => always("r"), Nothing;
        ReadinessPage(OFFICE) => always("r"), Nothing;
        ReadinessPageFor(OFFICE, 4) => always("r"), Nothing;
        Hide(OFFICE, personal(1)) => always("r"), Given::Personal;
        HideAll(OFFICE) => always("r"), Given::Personal;
        HideFor(OFFICE, personal(1), 4) => always("r"), Given::Personal;
        HideAllFor(OFFICE, 4) => always("r"), Given::Personal;
        ShowAgain(OFFICE, personal(0)) => ["r", "r", "r", "r", "r", ""], Given::Personal;
        ShowAgainFor(OFFICE, personal(0), 4) => ["r", "r", "r", "r", "r", ""], Given::Personal;
        Earlier(OFFICE) => always("cor12x"), Nothing;
        Later(OFFICE, 1) => always("cor12x"), Nothing;
        LaterOn(OFFICE, 40_000) => always("cor12x"), Nothing;
        FileApart(MEASURE, PHOTO) => WRITING, Given::Draft(pictured);
        FileWhere(MEASURE, PHOTO) => WRITING, Given::Draft(pictured);
        FileTo(MEASURE, PHOTO, 0, 1) => WRITING, Given::Draft(pictured);
        FileDrop(MEASURE, PHOTO) => WRITING, Given::Draft(pictured);
        SkipCaption(MEASURE) => WRITING, Given::State(State::Caption {
            measure: MEASURE,
            file: PHOTO,
        });
        AttachTo(MEASURE) => WRITING, Given::State(files_wait());
        DropWaiting => ANYONE, Given::State(files_wait());
    }
    edit {
        Quarters(MEASURE) => always("c"), Nothing;
        Quarter(MEASURE, Quarter::Fourth) => always("c"), Nothing;
        GoOn(MEASURE) => always("c"), Nothing;
        SetAside(MEASURE, Quarter::Third) => always("c"), Nothing;
        Copy(MEASURE, Quarter::Third) => WRITING, NoDraft;
        Correct(MEASURE, Quarter::Fourth) => WRITING, Given::Filed;
        Page(MEASURE, 0) => WRITING, Nothing;
        Item(first()) => WRITING, Nothing;
        Up(first()) => WRITING, Nothing;
        Down(first()) => WRITING, Nothing;
        Delete(first()) => WRITING, Nothing;
        Undelete(MEASURE, fingerprint(&deleted())) => WRITING, Given::Draft(with_deleted);
        Usual(MEASURE, Usual::Correction, fingerprint(&"พิมพ์ผิด")) => WRITING,
            Given::State(State::CorrectionReason { measure: MEASURE, quarter: Quarter::Fourth });
        AddMine(MEASURE, fingerprint(&"ของฉัน")) => WRITING, Given::State(overtaken());
        UseMine(MEASURE, fingerprint(&"ของฉัน")) => WRITING, Given::State(overtaken());
    }
    admin {
        Menu(OFFICE) => ADMIN, Nothing;
        Measures(OFFICE) => ADMIN, Nothing;
        Measure(MEASURE) => ADMIN, Nothing;
        AddMeasure(OFFICE) => ADMIN, Nothing;
        NewMeasureUnit(UNIT) => ADMIN, asked(AdminState::NewMeasureUnit {
            office: OFFICE,
            title: "ชื่อมาตรการ".to_owned(),
            methods: vec!["วิธี".to_owned()],
        });
        NewMeasureUsualPeriod(OFFICE) => while_open("r"), asked(AdminState::NewMeasurePeriod {
            office: OFFICE,
            title: "ชื่อมาตรการ".to_owned(),
            methods: vec!["วิธี".to_owned()],
            unit: UNIT,
        });
        EditMeasure(MEASURE, MeasureField::Title) => ADMIN, Nothing;
        UsualPeriod(MEASURE) => while_open("r"), Nothing;
        MeasureUnit(MEASURE) => ADMIN, Nothing;
        MeasureUnitIs(MEASURE, OTHER_UNIT) => while_open("r"), Nothing;
        NoScore(MEASURE) => while_open("r"), Nothing;
        MeasureUp(MeasureId(22)) => while_open("r"), Nothing;
        MeasureDown(MEASURE) => while_open("r"), Nothing;
        RetireMeasure(MEASURE) => ADMIN, Nothing;
        RetireMeasureNow(MEASURE, REVISION) => while_open("r"), Nothing;
        RetiredMeasures(OFFICE) => ADMIN, Nothing;
        RestoreMeasure(RETIRED) => while_open("r"), Nothing;
        Units(OFFICE) => ADMIN, Nothing;
        Unit(UNIT) => ADMIN, Nothing;
        AddUnit(OFFICE) => ADMIN, Nothing;
        NewUnitBelow(OFFICE, Some(UNIT)) => ADMIN, asked(AdminState::NewUnitBelow {
            office: OFFICE,
            name: "งานพัสดุ".to_owned(),
        });
        RenameUnit(UNIT) => ADMIN, Nothing;
        PlaceUnit(FREE_UNIT) => ADMIN, Nothing;
        PlaceUnitBelow(FREE_UNIT, Some(UNIT)) => unless_checked("r"), Nothing;
        RetireUnit(FREE_UNIT) => ADMIN, Nothing;
        RetireUnitNow(FREE_UNIT, REVISION) => ADMIN, Nothing;
        Posts(OFFICE) => ADMIN, Nothing;
        Post(CONTRIBUTOR) => ADMIN, Nothing;
        AddPost(OFFICE) => ADMIN, Nothing;
        NewPostRole(OFFICE, Role::Contributor) => ADMIN, Nothing;
        NewPostUnit(OFFICE, Some(UNIT)) => ADMIN, asked(AdminState::NewPostUnit {
            office: OFFICE,
            role: Role::Contributor,
            name: "นางสาวใหม่ มา".to_owned(),
            position: "นักวิชาการ".to_owned(),
        });
        EditPost(CONTRIBUTOR, PostField::Name) => ADMIN, Nothing;
        PostUnit(CONTRIBUTOR) => ADMIN, Nothing;
        PostUnitIs(SPARE, Some(OTHER_UNIT)) => ADMIN, Nothing;
        PostTurn(VERIFIER) => ADMIN, Nothing;
        PostTurnIs(VERIFIER, 2) => unless_checked("r"), Nothing;
        PostHead(CONTRIBUTOR, 1) => ADMIN, Nothing;
        PostRole(SPARE) => unless_checked("r"), Nothing;
        PostRoleNow(SPARE, Role::Verifier, REVISION) => unless_checked("r"), Nothing;
        RetirePost(SPARE) => ADMIN, Nothing;
        RetirePostNow(SPARE, REVISION) => ADMIN, Nothing;
        Invite(SPARE) => ADMIN, Nothing;
        InviteNow(CONTRIBUTOR, REVISION) => ADMIN, Nothing;
        EndInvitation(SPARE) => ADMIN, Nothing;
        EndHolding(CONTRIBUTOR) => ADMIN, Nothing;
        EndHoldingNow(CONTRIBUTOR, PersonId(101)) => ADMIN, Nothing;
        Holidays(OFFICE, 2566) => ADMIN, Nothing;
        HolidayMonth(OFFICE, 2023 * 12 + 7) => ADMIN, Nothing;
        AddHoliday(OFFICE) => ADMIN, Nothing;
        PickHoliday(OFFICE, days(9, 15)) => ADMIN, Nothing;
        RemoveHoliday(OFFICE, days(8, 14)) => ADMIN, Nothing;
        RestoreHoliday(OFFICE, days(10, 13)) => ADMIN, Nothing;
        Rhythm(OFFICE) => ADMIN, Nothing;
        EditRhythm(OFFICE, RhythmPart::Before) => ADMIN, Nothing;
        RhythmIs(OFFICE, RhythmPart::Due, 20) => ADMIN, Nothing;
        RhythmUsual(OFFICE, RhythmPart::Every) => ADMIN, Nothing;
        RhythmAllUsual(OFFICE) => ADMIN, Nothing;
        Export(OFFICE, ExportKind::Workbook) => ADMIN, Nothing;
        Import(OFFICE) => ADMIN, Nothing;
        ImportNow(OFFICE, 77, REVISION) => unless_checked("r"), Nothing;
        NextPlan(OFFICE, 2567) => unless_checked("r"), Nothing;
        NextPlanAnyway(OFFICE, 2567) => unless_checked("r"), Nothing;
        CarryOver(MEASURE, 0) => unless_checked("r"), asked(next_plan());
        NextPlanPage(OFFICE, 0) => unless_checked("r"), asked(next_plan());
        NextPlanNow(OFFICE, 2567, shown_next_plan()) => unless_checked("r"), asked(next_plan());
    }
}

fn next_plan() -> AdminState {
    AdminState::NextPlan {
        office: OFFICE,
        left_out: Vec::new(),
        unfinished: true,
    }
}

/// The fingerprint on the button below what this person is shown.
fn shown_next_plan() -> i64 {
    let event = Event::Command(rapsap::dialogue::Command::Unknown);
    let desk = desk('r', PEOPLE[2].1, 0, &Given::Nothing);
    let (_, effects) = step(State::Admin(next_plan()), &event, &desk);
    let screens = effects.iter().filter_map(|effect| match effect {
        Effect::Show(screen) => Some(screen),
        _ => None,
    });
    let mut actions = screens.flat_map(|screen| screen.buttons.iter().flatten());
    let found = actions.find_map(|button| match button.action {
        Action::Admin(AdminAction::NextPlanNow(_, _, shown)) => Some(shown),
        _ => None,
    });
    found.unwrap()
}

fn first() -> ItemRef {
    ItemRef {
        measure: MEASURE,
        column: Column::Results,
        index: 0,
        hash: fingerprint(&progress().results[0].content),
    }
}

fn deleted() -> Deleted {
    Deleted {
        items: vec![(1, progress().results[0].clone())],
        ..Deleted::default()
    }
}

fn with_deleted(draft: &mut Draft) {
    draft.deleted = Some(deleted());
}

fn overtaken() -> State {
    State::Overtaken {
        measure: MEASURE,
        answer: Answer::Outcome,
        text: "ของฉัน".to_owned(),
        from: None,
    }
}

fn files_wait() -> State {
    let incoming = IncomingFile {
        telegram_file_id: "f".to_owned(),
        telegram_unique_id: "u".to_owned(),
        photo: true,
        name: None,
        mime: None,
        size: None,
    };
    State::FilesWait {
        files: vec![WaitingFile {
            file: photo(),
            incoming,
            message: 3,
        }],
    }
}

fn photo() -> FileRef {
    FileRef {
        id: PHOTO,
        photo: true,
        name: None,
        caption: None,
        forwarded: false,
        album: None,
        too_large: false,
    }
}

fn pictured(draft: &mut Draft) {
    draft.progress.results[0].files.push(photo());
}

fn memo(draft: &mut Draft) {
    draft.orders.push(OrderDraft {
        paper: EvidenceKind::Memo,
        ..OrderDraft::default()
    });
}

/// An order of another issuer than the office.
fn foreign(draft: &mut Draft) {
    let issuer = Some("เทศบาลตำบลตัวอย่าง".to_owned());
    let number = OrderNumber::new(63, 2566);
    draft.orders.push(OrderDraft {
        issuer,
        number,
        ..OrderDraft::default()
    });
}

fn cited(draft: &mut Draft) {
    let order = Content::Order(Order {
        issuer: plan().order_issuer,
        number: OrderNumber::new(63, 2566).unwrap(),
        subject: "แต่งตั้งนายทะเบียน".to_owned(),
        date: Some(date(2, 1)),
    });
    draft.progress.results = vec![order.into()];
}

/// An order whose number is known here already.
fn known(draft: &mut Draft) {
    cited(draft);
    draft.orders.push(OrderDraft {
        number: OrderNumber::new(63, 2566),
        ..OrderDraft::default()
    });
}

fn asked(state: AdminState) -> Given {
    Given::State(State::Admin(state))
}

fn date(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2023, month, day).unwrap()
}

fn days(month: u32, day: u32) -> i64 {
    date(month, day).to_epoch_days().into()
}

fn post(id: i64, role: Role, turn: u8, unit: Option<UnitId>, holder: Option<PersonId>) -> Post {
    Post {
        id: PostId(id),
        code: format!("post-{id}"),
        role,
        turn,
        name: format!("นางสาวคนที่ {id}"),
        position: "นักวิชาการ".to_owned(),
        unit,
        holder: holder.map(|person| Holder {
            person,
            chat: person.0,
            language: Language::default(),
            since: NOW,
        }),
        invited_until: None,
        head: false,
    }
}

fn measure(id: MeasureId, number: u32) -> Measure {
    Measure {
        id,
        number,
        title: "ปรับปรุงข้อมูลในเว็บไซต์".to_owned(),
        methods: vec!["มอบหมายผู้รับผิดชอบ".to_owned()],
        unit: UNIT,
        period: "ต.ค. ๖๕ - ก.ย. ๖๖".to_owned(),
        score: Some(ScoreTopic {
            code: None,
            text: "การใช้ทรัพย์สินของราชการ".to_owned(),
            before_year: 2565,
            before: None,
            after_year: 2566,
        }),
    }
}

fn unit(id: UnitId, name: &str) -> Unit {
    Unit {
        id,
        code: name.to_owned(),
        name: name.to_owned(),
        parent: None,
    }
}

fn plan() -> OfficePlan {
    let held = |at: usize| Some(PEOPLE[at].1);
    let own = HolidayChange {
        date: date(10, 13),
        name: None,
    };
    OfficePlan {
        office: OFFICE,
        revision: REVISION,
        name: "องค์การบริหารส่วนตำบลตัวอย่าง".to_owned(),
        short_name: "อบต.ตัวอย่าง".to_owned(),
        address: "อำเภอตัวอย่าง".to_owned(),
        order_issuer: "องค์การบริหารส่วนตำบลตัวอย่าง".to_owned(),
        units: vec![
            unit(UNIT, "กองคลัง"),
            unit(OTHER_UNIT, "กองช่าง"),
            unit(FREE_UNIT, "งานพัสดุ"),
        ],
        posts: vec![
            post(11, Role::Contributor, 0, Some(UNIT), held(0)),
            post(12, Role::Contributor, 0, Some(OTHER_UNIT), held(1)),
            post(13, Role::Reporter, 0, None, held(2)),
            post(14, Role::Verifier, 1, None, held(3)),
            post(15, Role::Verifier, 2, None, held(4)),
            post(16, Role::Executive, 0, None, held(5)),
            Post {
                invited_until: Some(NOW + 1000),
                ..post(17, Role::Contributor, 0, Some(UNIT), None)
            },
        ],
        plan: PlanId(2),
        fiscal_year: 2566,
        wording: Default::default(),
        measures: vec![measure(MEASURE, 1), measure(MeasureId(22), 2)],
        retired: vec![measure(RETIRED, 0)],
        holidays: Arc::new(Holidays::with([own])),
        requirements: Default::default(),
        rhythm: own_rhythm().over(&Rhythm::default()),
        usual_rhythm: Rhythm::default(),
        own_rhythm: own_rhythm(),
        opened: 0,
    }
}

/// Something of the office's own, that can be taken back.
fn own_rhythm() -> RhythmChange {
    RhythmChange {
        every: Some(3),
        ..RhythmChange::default()
    }
}

fn progress() -> Progress {
    let item = Content::Text {
        text: "มีการประชุมชี้แจง".to_owned(),
        subitems: Vec::new(),
    };
    Progress {
        results: vec![item.into()],
        outcomes: vec!["บุคลากรเข้าใจมากขึ้น".to_owned()],
        scores: Some(ScoreComparison {
            before: Score::from_hundredths(8425).unwrap(),
            after: Score::from_hundredths(8294).unwrap(),
            link: Default::default(),
        }),
        ..Progress::default()
    }
}

fn stage(at: usize) -> Option<Stage> {
    [
        None,
        Some(Stage::Compiled),
        Some(Stage::Checking { turn: 1 }),
        Some(Stage::Checking { turn: 2 }),
        Some(Stage::Submitted),
        Some(Stage::Acknowledged),
    ][at]
}

fn office(at: usize) -> OfficeDesk {
    let plan = plan();
    let document = |id| DocumentView {
        id: DocumentId(id),
        sha256: "ab".repeat(32),
        size: 1,
    };
    let mut standings: Vec<_> = plan
        .measures
        .iter()
        .map(|measure| MeasureStanding::new(measure.id))
        .collect();
    let filed = |revision, quarter| Filing {
        revision,
        quarter,
        reason: Some("พิมพ์ผิด".to_owned()),
        by: "นางสาวคนที่ 11".to_owned(),
        at: NOW,
        progress: progress(),
    };
    standings[0].of_mut(Quarter::Third).filing = Some(filed(1, Quarter::Third));
    standings[0].of_mut(Quarter::Fourth).filing = Some(filed(2, Quarter::Fourth));
    OfficeDesk {
        plan: Arc::new(plan),
        quarter: Quarter::Fourth,
        standings,
        reports: stage(at)
            .into_iter()
            .map(|stage| ReportView {
                id: REPORT,
                period: Period::Year,
                version: 1,
                stage,
                document: Some(document(1)),
                acknowledged: (stage == Stage::Acknowledged).then(|| document(2)),
                others: Vec::new(),
                decisions: Vec::new(),
                missing: Vec::new(),
            })
            .collect(),
        hidden: Default::default(),
        earlier: Vec::new(),
    }
}

/// An office in which its one person holds the reporter's post: nothing in it has an id of the other.
pub(super) fn other_office(person: PersonId) -> OfficeDesk {
    let mut desk = office(0);
    let plan = Arc::make_mut(&mut desk.plan);
    plan.office = OfficeId(901);
    plan.plan = PlanId(902);
    plan.units = vec![unit(UnitId(931), "กองคลัง")];
    plan.posts = vec![post(913, Role::Reporter, 0, None, Some(person))];
    plan.measures = vec![Measure {
        unit: UnitId(931),
        ..measure(MeasureId(921), 1)
    }];
    plan.retired.clear();
    desk.standings = vec![MeasureStanding::new(MeasureId(921))];
    desk
}

fn telephones() -> SnapshotRow {
    let mut progress = progress();
    progress.outcomes = vec!["โทร 0812345678 หรือ 0898765432".to_owned()];
    SnapshotRow {
        measure: measure(MEASURE, 1),
        responsible: String::new(),
        progress: Some(progress),
    }
}

/// The key of one of its telephone numbers.
fn personal(at: usize) -> i64 {
    redaction::places_in(&telephones())[at].key.0
}

fn with_telephones(mut office: OfficeDesk) -> OfficeDesk {
    let filing = &mut office.standings[0].of_mut(Quarter::Fourth).filing;
    filing.as_mut().unwrap().progress = telephones().progress.unwrap();
    office.hidden.insert(Key(personal(0)));
    office
}

fn draft(given: &Given) -> Option<StoredDraft> {
    let mut draft = Draft {
        quarter: Quarter::Fourth,
        progress: progress(),
        serial: 5,
        ..Draft::default()
    };
    match given {
        Given::NoDraft => draft.progress = Progress::default(),
        Given::Filed | Given::Personal => return None,
        Given::Draft(change) => change(&mut draft),
        Given::Order { numbered } => draft.orders.push(OrderDraft {
            number: numbered.then(|| OrderNumber::new(63, 2566).unwrap()),
            subject: Some("แต่งตั้งนายทะเบียน".to_owned()),
            ..OrderDraft::default()
        }),
        _ => {}
    }
    Some(StoredDraft {
        measure: MEASURE,
        draft,
        by: PEOPLE[0].1,
        at: NOW,
    })
}

pub(super) fn desk(who: char, person: PersonId, at: usize, given: &Given) -> Desk {
    let offices = match who {
        's' | 'f' => Vec::new(),
        'b' => vec![other_office(person)],
        _ if matches!(given, Given::Personal) => vec![with_telephones(office(at))],
        _ => vec![office(at)],
    };
    Desk {
        now: NOW,
        today: date(10, 2),
        fresh: 999,
        person,
        language: Language::default(),
        languages: Arc::from([Language::default(), Language::from_code("en")]),
        offices,
        draft: draft(given),
        edited: None,
        invitation: None,
        upload: Some(Upload {
            id: UploadId(77),
            office: OFFICE,
            person: PEOPLE[2].1,
            name: "plan.xlsx".to_owned(),
            found: Found::Plan {
                plan: Box::new(PlanFile::of(&plan())),
                notes: Vec::new(),
            },
        }),
        found: None,
        queued: 0,
        evidence: Vec::new(),
        versions: match who {
            's' | 'f' | 'b' => Vec::new(),
            _ => (office(at).reports.into_iter())
                .map(|report| KeptVersion {
                    office: OFFICE,
                    fiscal_year: 2566,
                    report,
                })
                .collect(),
        },
        // Looked up for whoever holds a post in the office, be it the reporter's or not.
        chasing: (!matches!(who, 's' | 'f' | 'b')).then(|| Chasing {
            office: OFFICE,
            lacking: [(MeasureId(22), [true; 4])].into(),
            reports: Vec::new(),
            away: Default::default(),
            reminded: Default::default(),
            coming: Vec::new(),
        }),
        former: (who == 'f').then(|| FormerPost {
            name: "นางสาวเคย อยู่".to_owned(),
            position: "นักวิชาการ".to_owned(),
            office_name: "องค์การบริหารส่วนตำบลตัวอย่าง".to_owned(),
        }),
    }
}

/// The words that refuse.
const REFUSALS: [&str; 16] = [
    "forget-reporter",
    "forget-changed",
    "forget-done",
    "published-settled",
    "not-yours",
    "stale-button",
    "unknown-person",
    "post-no-longer",
    "not-waiting-for-you",
    "second-step-first",
    "locked-checking",
    "locked-acknowledged",
    "compile-while-checked",
    "compile-under-way",
    "admin-being-checked",
    "admin-acknowledged",
];

/// Whether a press is followed. One that is not must change nothing and say something.
fn is_allowed(row: &Row, who: char, person: PersonId, at: usize) -> bool {
    is_followed(row, &desk(who, person, at, &row.given)).0
}

/// Likewise at any desk, with what it does.
pub(super) fn is_followed(row: &Row, desk: &Desk) -> (bool, Vec<Effect>) {
    let state = match &row.given {
        Given::State(state) => state.clone(),
        _ => State::Choice,
    };
    // Pressed as the callback data that it comes back as.
    let event = Event::Press {
        press: "p".to_owned(),
        message: Some(5),
        action: Action::from_data(&row.action.to_data()),
    };
    let (_, effects) = step(state, &event, desk);
    let mut said = BTreeSet::new();
    let mut deeds = 0;
    for effect in &effects {
        match effect {
            Effect::Show(screen) | Effect::Replace(screen) => {
                said.extend(screen.parts.first().map(|part| part.key.clone()));
            }
            Effect::AnswerPress { text, .. } => {
                said.extend(text.iter().map(|text: &Phrase| text.key.clone()));
            }
            _ => deeds += 1,
        }
    }
    let refused = said.iter().any(|key| REFUSALS.contains(&key.as_str()));
    assert!(
        !refused || deeds == 0,
        "{} is refused and does {effects:?} all the same",
        row.name
    );
    assert!(!effects.is_empty(), "{} ends in silence", row.name);
    (!refused, effects)
}

#[test]
fn everybody_may_press_what_the_table_says_and_nothing_else() {
    let mut wrong = Vec::new();
    let mut cases = 0;
    for row in rows() {
        for (at, stage) in STAGES.iter().enumerate() {
            for (who, person) in PEOPLE.into_iter().chain(OTHERS) {
                cases += 1;
                let expected = row.cells[at].contains(who);
                if is_allowed(&row, who, person, at) != expected {
                    let may = if expected {
                        "should be able"
                    } else {
                        "must not"
                    };
                    wrong.push(format!("{} {who} at {stage}: {may}", row.name));
                }
            }
        }
    }
    eprintln!("{cases} cases of who may press what");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The table as ARCHITECTURE.md has it: buttons that follow each other and are alike share a line.
fn written() -> String {
    let mut lines: Vec<(Vec<&str>, Cells)> = Vec::new();
    for row in rows() {
        match lines.last_mut() {
            Some((names, cells)) if *cells == row.cells => names.push(row.name),
            _ => lines.push((vec![row.name], row.cells)),
        }
    }
    let mut table = format!(
        "| button | {} |\n|{}\n",
        STAGES.join(" | "),
        " --- |".repeat(7)
    );
    for (names, cells) in lines {
        let cells = cells.map(|cell| if cell.is_empty() { "–" } else { cell });
        table += &format!("| {} | {} |\n", names.join(", "), cells.join(" | "));
    }
    table
}

#[test]
fn the_table_stands_in_the_architecture_as_it_is_tested() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/ARCHITECTURE.md");
    let architecture = std::fs::read_to_string(path).unwrap();
    let table = written();
    assert!(
        architecture.contains(&table),
        "ARCHITECTURE.md lacks\n{table}"
    );
}
