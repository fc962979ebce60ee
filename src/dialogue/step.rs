//! One step: from (state, event, desk) to (state, effects). It decides which conversation an event
//! belongs to; each conversation has its own file.

use super::turn::Turn;
use super::{
    Action, Arg, Command, Desk, Editing, Effect, Event, Phrase, Screen, State, admin, attach,
    attached, board, calendar, check, checking, coming, command, compile, correction, dates,
    deletion, doubts, earlier, edit, edited, executive, files, fix, flood, heat_map, home,
    insisted, kinds, language, later, made, making, measure, missing, mydata, nudge, order,
    outcome, papers, periods, preview, published, quarters, readiness, results, review, together,
    usual, versions, waiting,
};
use crate::domain::evidence::EvidenceKind;
use crate::domain::office::{OfficeId, ReportId};
use crate::domain::period::Period;
use crate::domain::report::DocumentKind;

/// Takes the conversation one step further. Always answers: there is no event that ends in silence,
/// except that the person is gone, or that it was none.
pub fn step<'a>(state: State, event: &'a Event, desk: &'a Desk) -> (State, Vec<Effect>) {
    let mut turn = Turn::new(state, event, desk);
    let passed = earlier::left_behind(&turn.state, event, desk);
    if passed.is_some() {
        turn.state = State::Choice;
    }
    let before = turn.state.clone();
    let waiting = waiting::of(&turn.state);
    match event {
        // Once, however much is written there.
        Event::NotPrivate => turn.effect(Effect::Update {
            key: "not-private".to_owned(),
            screen: Screen::new("not-private").aside(),
        }),
        Event::Foreign { press } => turn.press = press.as_deref().map(|press| (press, None)),
        Event::TooMany {
            text,
            press,
            minutes,
        } => {
            turn.press = press.as_deref().map(|press| (press, None));
            flood::refused(&mut turn, text.as_deref(), press.is_some(), *minutes);
        }
        Event::Blocked { blocked } => turn.effect(Effect::SetBlocked(*blocked)),
        Event::Start {
            code: Some(code),
            from,
        } if !code.is_empty() => home::claim(&mut turn, from.as_ref()),
        Event::FileUnkept {
            measure,
            photo,
            name,
            why,
            file,
            ..
        } => files::unkept(&mut turn, *measure, *file, *photo, name.as_deref(), *why),
        // Whatever is awaited here, and whether or not they still hold a post.
        Event::Making {
            of,
            report,
            kind,
            making,
        } => {
            if let Some(told) = making::told(*of, *report, *kind, *making) {
                turn.effect(told);
            }
        }
        _ if desk.offices.is_empty() && !mydata::is_asked(event) => turn.unknown_person(event),
        Event::Start { .. } => home::resume(&mut turn),
        Event::Command(command) => turn.command(*command),
        Event::Text { text, .. } => turn.text(text),
        Event::Press {
            press,
            message,
            action,
        } => {
            turn.press = Some((press, *message));
            match action {
                Some(action) => turn.pressed(*action),
                None => turn.stale("stale-button"),
            }
        }
        Event::PlanRead { upload } => admin::was_read(&mut turn, *upload),
        Event::File { file, .. } if turn.awaits_plan().is_some() => {
            if let Some(office) = turn.awaits_plan() {
                admin::file(&mut turn, office, file);
            }
        }
        Event::File { file, album, .. } if turn.state == State::CheckFile => {
            check::file(&mut turn, file, album.as_deref());
        }
        Event::File {
            file,
            caption,
            album,
            ..
        } => attach::file(&mut turn, file, caption.as_deref(), album.as_deref()),
        Event::Edited { text, message } => edited::edited(&mut turn, text.as_deref(), *message),
        Event::Unusable { kind } => turn.again(unusable(kind)),
        Event::Printed {
            report,
            document,
            kind,
            failed,
        } => compile::printed(&mut turn, *report, *document, *kind, *failed),
        Event::FileChecked { sha256, name } => {
            check::checked(&mut turn, sha256.as_deref(), name.as_deref());
        }
    }
    // Files that wait for their measure wait on while the person looks elsewhere.
    if let Some(waiting) = waiting
        && turn.state == State::Choice
        && !turn.let_go
    {
        turn.state = waiting;
    }
    together::mention(&mut turn, &before);
    if let Some(passed) = passed {
        turn.put_first(passed);
    }
    turn.finish()
}

fn unusable(kind: &str) -> Phrase {
    Phrase::new("unusable").with("kind", Arg::Code(kind.to_owned()))
}

impl<'a> Turn<'a> {
    /// The office whose plan file is awaited.
    fn awaits_plan(&self) -> Option<OfficeId> {
        match self.state {
            State::Admin(admin::AdminState::PlanFile { office }) => Some(office),
            _ => None,
        }
    }

    fn unknown_person(&mut self, event: &'a Event) {
        if let Event::Press { press, .. } = event {
            self.press = Some((press, None));
        }
        let screen = match &self.desk.former {
            Some(former) => Screen::new(home::no_longer(former)).and("post-no-longer-ask"),
            None => Screen::new("unknown-person"),
        };
        self.show(screen.aside());
    }

    fn command(&mut self, command: Command) {
        match command {
            Command::Home => home::home(self),
            Command::Measures => command::measures(self),
            Command::Status => command::status(self),
            Command::Report => command::report(self),
            Command::Help => home::help(self),
            Command::Language => language::switch(self),
            Command::Verify => check::ask(self),
            Command::MyData => mydata::tell(self),
            Command::Forget => mydata::ask(self),
            Command::Unknown => self.again("unknown-command"),
        }
    }

    fn text(&mut self, text: &str) {
        let text = crate::domain::typed::clean(text);
        if text.is_empty() {
            return self.again("empty-text");
        }
        match self.state.clone() {
            State::Choice | State::CheckFile => check::answer(self, &text),
            State::Results { measure } => results::results(self, measure, &text),
            State::OrderNumber { measure } => order::number(self, measure, &text),
            State::OrderSubject { measure } => papers::subject(self, measure, &text),
            State::OrderDate { measure } => dates::date(self, measure, &text),
            State::PaperUrl { measure } => papers::url(self, measure, &text),
            State::PaperIssuer { measure } => order::issuer(self, measure, &text),
            State::NoDocumentReason { measure } => kinds::no_document(self, measure, &text),
            State::FixPart { .. } => fix::text(self, &text),
            State::DoubtReason { measure } => doubts::reason(self, measure, &text),
            State::Review { measure } => doubts::at_review(self, measure, &text),
            State::Caption { measure, file } => attached::caption(self, measure, file, &text),
            State::FileLink { measure, file } => attached::link(self, measure, file, &text),
            State::FilesWait { .. } => self.again("choose-first"),
            State::NothingDoneReason { measure } => results::nothing_done(self, measure, &text),
            State::Outcome { measure, seen } => outcome::outcome(self, measure, seen, &text),
            State::Scores { measure, seen } => outcome::scores(self, measure, seen, &text),
            State::EditItem { item, seen } => edit::typed(self, item, seen, &text),
            State::Overtaken {
                measure, answer, ..
            } => together::typed_again(self, measure, answer, &text),
            State::CorrectionReason { measure, quarter } => {
                correction::reason(self, measure, quarter, &text)
            }
            State::ReturnReason { report, measure } => {
                checking::reason(self, report, measure, &text)
            }
            State::ReopenReason { measure } => board::reopen_reason(self, measure, &text),
            State::Instruction { report } => executive::instruction(self, report, &text),
            State::ReturnInstruction { report } => {
                executive::return_instruction(self, report, &text)
            }
            State::Acknowledgement { .. } | State::Approval { .. } => executive::typed(self, &text),
            State::Admin(state) => admin::typed(self, state, &text),
        }
    }

    fn pressed(&mut self, action: Action) {
        if let (State::FilesWait { .. }, Some(id)) = (&self.state, action.measure())
            && attach::may_take(self, id)
        {
            // Whoever opens a measure has said where the files that wait belong.
            return waiting::to(self, id);
        }
        if earlier::explained(self, action) {
            return;
        }
        match action {
            Action::Home => home::home(self),
            Action::Help => home::help(self),
            Action::SwitchLanguage => language::switch(self),
            Action::ChooseLanguage(language) => language::choose(self, language),
            Action::ChooseDigits(digits) => language::choose_digits(self, digits),
            Action::MyData => mydata::tell(self),
            Action::Erase => mydata::ask(self),
            Action::EraseNow(shown) => mydata::erase(self, shown),
            Action::Measures => home::measures(self),
            Action::Open(id) => measure::open(self, id),
            Action::Results(id) => results::ask_results(self, id),
            Action::EditResults(id) => edit::page(self, id, 0),
            Action::DeleteResult(id, index, count) => {
                deletion::delete_counted(self, id, index, count)
            }
            Action::Edit(editing) => self.editing(editing),
            Action::Resume => home::resume(self),
            Action::NothingDone(id) => results::ask_nothing_done(self, id),
            Action::Outcome(id) | Action::EditOutcome(id) => outcome::ask_outcome(self, id),
            Action::Scores(id) => outcome::ask_scores(self, id),
            Action::PickScores(id, packed, message) => {
                outcome::pick_scores(self, id, packed, message)
            }
            Action::ScoreBecause(id) => {
                outcome::link_score(self, id, crate::domain::progress::ScoreLink::Because)
            }
            Action::ScoreLedTo(id) => {
                outcome::link_score(self, id, crate::domain::progress::ScoreLink::LedTo)
            }
            Action::Review(id) => review::review(self, id),
            Action::Preview(id) => preview::show(self, id),
            Action::File(id) => review::file(self, id),
            Action::AddOrder(id) => papers::add(self, id, EvidenceKind::Order),
            Action::AddEvidence(id) => kinds::choose(self, id),
            Action::AddPaper(id, kind) => kinds::add(self, id, kind),
            Action::NoDocument(id) => kinds::ask_no_document(self, id),
            Action::SendFile(id) => kinds::ask_for_file(self, id),
            Action::Calendar(id, serial, month) => calendar::open(self, id, serial, month),
            Action::Still => self.answer("calendar-still", false),
            Action::Undated(id, serial) => dates::undated(self, id, Some(serial)),
            Action::Unnumbered(id, serial) => papers::unnumbered(self, id, serial),
            Action::PickDate(id, serial, days) => dates::pick_date(self, id, serial, days),
            Action::PickYear(id, serial, year) => order::pick_year(self, id, serial, year),
            Action::PickIssuer(id, serial, hash) => order::pick_issuer(self, id, serial, hash),
            Action::OtherIssuer(id, serial) => order::ask_issuer(self, id, serial),
            Action::UseKnown(id, serial) => order::use_known(self, id, serial),
            Action::AnotherOrder(id, serial) => order::another(self, id, serial),
            Action::DropOrder(id, serial) => papers::drop(self, id, serial),
            Action::FixPart(id, index, count, part) => fix::ask(self, id, index, count, part),
            Action::Doubts(id) => doubts::open(self, id),
            Action::Insisted(id) => insisted::list(self, id),
            Action::Earlier(id) => earlier::list(self, id),
            Action::Readiness(id) => readiness::list(self, id, Period::Year),
            Action::ReadinessPage(id) => readiness::print(self, id, Period::Year),
            Action::ReadinessPageFor(id, number) => {
                periods::of(self, number, |turn, period| {
                    readiness::print(turn, id, period)
                });
            }
            Action::Hide(id, key) => published::hide(self, id, Some(key), Period::Year),
            Action::HideAll(id) => published::hide(self, id, None, Period::Year),
            Action::ShowAgain(id, key) => published::show_again(self, id, key, Period::Year),
            Action::HideFor(id, key, number) => periods::of(self, number, |turn, period| {
                published::hide(turn, id, Some(key), period);
            }),
            Action::HideAllFor(id, number) => periods::of(self, number, |turn, period| {
                published::hide(turn, id, None, period);
            }),
            Action::ShowAgainFor(id, key, number) => periods::of(self, number, |turn, period| {
                published::show_again(turn, id, key, period);
            }),
            Action::Later(id, days) => later::later(self, id, days),
            Action::LaterOn(id, day) => later::on(self, id, day),
            Action::FileApart(id, file) => attached::apart(self, id, file),
            Action::FileWhere(id, file) => attached::ask_where(self, id, file),
            Action::FileTo(id, file, index, count) => {
                attached::move_to(self, id, file, index, count)
            }
            Action::FileDrop(id, file) => attached::drop(self, id, file),
            Action::SkipCaption(id) => attached::skip_caption(self, id),
            Action::AttachTo(id) => waiting::to(self, id),
            Action::DropWaiting => waiting::drop(self),
            Action::Board(id) => board::board(self, id),
            Action::HeatMap(id) => heat_map::show(self, id),
            Action::Missing(id) => missing::list(self, id),
            Action::Nudge(id, person) => nudge::one(self, id, person),
            Action::NudgeAll(id) => nudge::all(self, id),
            Action::Coming(id) => coming::list(self, id),
            Action::Compile(id) => compile::compile(self, id, Period::Year, false),
            Action::CompileAnyway(id) => compile::compile(self, id, Period::Year, true),
            Action::Periods(id) => periods::choose(self, id),
            Action::CompileFor(id, number) => periods::of(self, number, |turn, period| {
                compile::compile(turn, id, period, false);
            }),
            Action::CompileForAnyway(id, number) => periods::of(self, number, |turn, period| {
                compile::compile(turn, id, period, true);
            }),
            Action::ReadinessFor(id, number) => {
                periods::of(self, number, |turn, period| {
                    readiness::list(turn, id, period)
                });
            }
            Action::Versions(id, page) => versions::list(self, id, page),
            Action::VersionFile(id, report) => versions::file(self, id, ReportId(report)),
            Action::SendForChecking(id) => compile::send_for_checking(self, id),
            Action::FileAgain(id) => board::file_again(self, id),
            Action::Memo(id) => made::ask(self, id, DocumentKind::Memo),
            Action::Published(id) => made::ask(self, id, DocumentKind::Published),
            Action::Docx(id) => made::ask(self, id, DocumentKind::Docx),
            Action::Xlsx(id) => made::ask(self, id, DocumentKind::Xlsx),
            Action::Filing(id) => made::ask(self, id, DocumentKind::Filing),
            Action::CheckFile => check::ask(self),
            Action::ReopenWhich(id) => board::reopen_which(self, id),
            Action::Reopen(id) => board::reopen(self, id),
            Action::Approve(id) => checking::approve(self, id),
            Action::ConfirmApprove(id) => checking::confirm(self, id),
            Action::ReturnWhich(id) => checking::return_which(self, id),
            Action::ReturnMeasure(report, measure) => {
                checking::return_measure(self, report, measure)
            }
            Action::Acknowledge(id) => executive::acknowledge(self, id),
            Action::Instruct(id) => executive::instruct(self, id),
            Action::ConfirmAcknowledge(id, serial) => executive::confirm(self, id, serial),
            Action::ReturnReport(id) => executive::return_report(self, id),
            Action::Admin(action) => admin::pressed(self, action),
        }
    }

    fn editing(&mut self, editing: Editing) {
        match editing {
            Editing::Quarters(id) => quarters::choose(self, id),
            Editing::Quarter(id, quarter) => quarters::open(self, id, quarter),
            Editing::GoOn(id) => measure::go_on(self, id),
            Editing::SetAside(id, quarter) => quarters::set_aside(self, id, quarter),
            Editing::Copy(id, quarter) => quarters::copy(self, id, quarter),
            Editing::Correct(id, quarter) => correction::correct(self, id, quarter),
            Editing::Page(id, page) => edit::page(self, id, page),
            Editing::Item(item) => edit::item(self, item),
            Editing::Up(item) => edit::shift(self, item, -1),
            Editing::Down(item) => edit::shift(self, item, 1),
            Editing::Delete(item) => deletion::delete(self, item),
            Editing::Undelete(id, hash) => deletion::undelete(self, id, hash),
            Editing::Usual(id, what, hash) => usual::answer(self, id, what, hash),
            Editing::AddMine(id, hash) => together::add(self, id, hash),
            Editing::UseMine(id, hash) => together::replace(self, id, hash),
        }
    }
}
