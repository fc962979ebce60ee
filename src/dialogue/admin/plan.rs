//! Bringing a plan in by a file that is sent in chat: it is fetched and read elsewhere; here, its
//! mistakes are shown, or what it would change, and a second tap takes it over.

use super::super::{Effect, told};
use super::{AdminAction, AdminState, admin, ask, button, next_plan, still_so};
use super::{Arg, OfficeDesk, Phrase, Screen, State, Turn};
use crate::domain::incoming::IncomingFile;
use crate::domain::next_plan::Opening;
use crate::domain::office::{OfficeId, PersonId, Post, UploadId};
use crate::domain::report::Stage;
use crate::hidden::only_name;
use crate::hidden::only_names;
use crate::plan_file::{self, Likeness, PlanFile};

/// A plan file that was sent, and what was found in it.
#[derive(Clone, PartialEq, Eq)]
pub struct Upload {
    pub id: UploadId,
    pub office: OfficeId,
    /// Who sent it.
    pub person: PersonId,
    pub name: String,
    pub found: Found,
}

only_name!(Upload);

#[derive(Clone, PartialEq, Eq)]
pub enum Found {
    Plan {
        plan: Box<PlanFile>,
        /// Good to know and no mistake.
        notes: Vec<Phrase>,
    },
    /// By their places in the file.
    Problems(Vec<Phrase>),
    /// Telegram does not give it, or it cannot be read at all.
    Lost,
}

only_names!(Found: Plan Problems Lost);

/// The most mistakes that are shown at once: whoever has mended these sends the file again.
const SHOWN: usize = 25;

pub(super) fn pressed(turn: &mut Turn, action: AdminAction) {
    match action {
        AdminAction::Import(office) => match admin(turn, office) {
            Some(_) => ask(turn, AdminState::PlanFile { office }),
            None => turn.stale("not-yours"),
        },
        AdminAction::ImportNow(office, upload, revision) => {
            take_over(turn, office, UploadId(upload), revision);
        }
        _ => turn.stale("stale-button"),
    }
}

pub(super) fn question(turn: &Turn, office: OfficeId) -> Option<Screen> {
    admin(turn, office)?;
    Some(
        Screen::new("admin-ask-plan-file")
            .row([button("button-admin-cancel", AdminAction::Menu(office))]),
    )
}

/// A file where one is awaited.
pub(in crate::dialogue) fn file(turn: &mut Turn, office: OfficeId, file: &IncomingFile) {
    if admin(turn, office).is_none() {
        turn.state = State::Choice;
        return turn.again("not-yours");
    }
    if file.photo {
        return turn.again("admin-plan-is-photo");
    }
    let too_large = file
        .size
        .is_some_and(|size| usize::try_from(size).is_ok_and(|size| size > plan_file::LARGEST));
    if too_large {
        return turn.again(plan_file::too_large());
    }
    turn.effect(Effect::FetchPlan {
        office,
        upload: UploadId(turn.desk.fresh),
        file: file.clone(),
    });
    turn.show(
        Screen::new("admin-plan-coming")
            .row([button("button-admin-cancel", AdminAction::Menu(office))]),
    );
}

/// A file was read.
pub(in crate::dialogue) fn was_read(turn: &mut Turn, id: UploadId) {
    let upload = turn.desk.upload.as_ref().filter(|upload| upload.id == id);
    let office = upload.and_then(|upload| admin(turn, upload.office));
    let (Some(upload), Some(office)) = (upload, office) else {
        return turn.again("stale-button");
    };
    // A mended file may follow at once; a plan that can be taken over awaits a press.
    let readable = matches!(upload.found, Found::Plan { .. });
    if readable && matches!(turn.state, State::Admin(AdminState::PlanFile { .. })) {
        turn.state = State::Choice;
    }
    let screen = said(turn, upload, office);
    turn.show_below(screen);
}

fn said(turn: &Turn, upload: &Upload, office: &OfficeDesk) -> Screen {
    let id = office.plan.office;
    let again = [
        button("button-admin-import-again", AdminAction::Import(id)),
        button("button-admin", AdminAction::Menu(id)),
    ];
    let (plan, notes) = match &upload.found {
        Found::Lost => return Screen::new("admin-plan-lost").row(again),
        Found::Problems(problems) => {
            let mut screen = Screen::new(
                Phrase::new("admin-plan-problems")
                    .with("name", &upload.name)
                    .with("count", problems.len()),
            );
            screen.parts.extend(problems.iter().take(SHOWN).cloned());
            return screen.row(again);
        }
        Found::Plan { plan, notes } => (plan, notes),
    };
    if let Some(why) = untimely(turn, office, plan) {
        return Screen::new(why).row(again);
    }
    let another_year = plan.fiscal_year != office.plan.fiscal_year;
    let changes = plan_file::changes(Some(&PlanFile::of(&office.plan)), plan);
    if changes.is_empty() {
        return Screen::new("admin-plan-unchanged").row(again);
    }
    let mut screen = Screen::new(
        Phrase::new("admin-plan-preview")
            .with("name", &upload.name)
            .with("count", changes.len()),
    );
    screen.parts.extend(plan_file::preview(&changes));
    screen.parts.extend(retitled(office, plan));
    if another_year && next_plan::opening(turn, office) == Opening::Unfinished {
        let year = Arg::Year(office.plan.fiscal_year);
        screen = screen.and(Phrase::new("next-plan-leaves").with("year", year));
    }
    screen.parts.extend(notes.iter().take(SHOWN).cloned());
    if self_left_out(turn, office, plan) {
        return screen.and("admin-plan-without-you").row(again);
    }
    let now = AdminAction::ImportNow(id, upload.id.0, office.plan.revision);
    screen
        .and("admin-plan-confirm")
        .row([button("button-admin-import-now", now)])
        .row(again)
}

/// Measures whose title is nearly the one that something was reported under, or the only thing that is
/// another: what was reported goes along, which is wrong if another measure is meant.
fn retitled(office: &OfficeDesk, plan: &PlanFile) -> Vec<Phrase> {
    if office.plan.fiscal_year != plan.fiscal_year {
        return Vec::new();
    }
    let measures = &office.plan.measures;
    let pairs = pairs(office, plan).into_iter().zip(&plan.measures);
    pairs
        .filter_map(|(of, new)| {
            let old = measures.get(of?)?;
            let standing = office
                .standings
                .iter()
                .find(|standing| standing.measure == old.id)?;
            let reported = standing.draft.is_some() || standing.newest().is_some();
            let other = plan_file::title_key(&old.title) != plan_file::title_key(&new.title);
            (reported && other).then(|| {
                Phrase::new("admin-plan-retitles")
                    .with("number", old.number)
                    .with("old", &old.title)
                    .with("new", &new.title)
            })
        })
        .collect()
}

/// Which of the office's measures each of the file's is, by their places.
fn pairs(office: &OfficeDesk, plan: &PlanFile) -> Vec<Option<usize>> {
    let known = PlanFile::of(&office.plan);
    let before: Vec<_> = known.measures.iter().map(Likeness::from).collect();
    let after: Vec<_> = plan.measures.iter().map(Likeness::from).collect();
    plan_file::same_measures(&before, &after)
}

/// Why a plan that is sound cannot be taken over now.
fn untimely(turn: &Turn, office: &OfficeDesk, plan: &PlanFile) -> Option<Phrase> {
    let stage = office.stage();
    if matches!(stage, Some(Stage::Checking { .. } | Stage::Submitted)) {
        return Some(Phrase::new("admin-being-checked"));
    }
    if office.plan.fiscal_year > plan.fiscal_year {
        return Some(
            Phrase::new("plan-later-exists")
                .with("later", Arg::Year(office.plan.fiscal_year))
                .with("year", Arg::Year(plan.fiscal_year)),
        );
    }
    // A year in which nothing was reported was meant to be another, and needs no ending.
    if office.plan.fiscal_year == plan.fiscal_year || office.is_untouched() {
        return None;
    }
    next_plan::refusal(office, next_plan::opening(turn, office))
}

/// Whether the plan drops the reporter's post, by which the office would be locked out.
fn self_left_out(turn: &Turn, office: &OfficeDesk, plan: &PlanFile) -> bool {
    let mine = office
        .plan
        .held_by(turn.desk.person)
        .find(|post| post.role == crate::domain::office::Role::Reporter);
    mine.is_none_or(|mine| {
        !plan
            .posts
            .iter()
            .any(|post| post.id == mine.code && post.role == mine.role)
    })
}

fn take_over(turn: &mut Turn, id: OfficeId, upload: UploadId, revision: i64) {
    let Some(office) = admin(turn, id) else {
        return turn.stale("not-yours");
    };
    let upload = turn
        .desk
        .upload
        .as_ref()
        .filter(|read| read.id == upload && read.office == id);
    let Some(Upload {
        id: upload,
        found: Found::Plan { plan, .. },
        ..
    }) = upload
    else {
        // The second tap of two finds what the first one did in the chat.
        return turn.answer("admin-plan-gone", true);
    };
    if !still_so(turn, office, revision, AdminAction::Import(id)) {
        return;
    }
    if let Some(why) = untimely(turn, office, plan) {
        return turn.refuse(why);
    }
    if self_left_out(turn, office, plan) {
        return turn.refuse("admin-plan-without-you");
    }
    // What was compiled of another year stays what it is.
    if plan.fiscal_year == office.plan.fiscal_year {
        super::supersede_unsent(turn, office);
    }
    if office.plan.fiscal_year == plan.fiscal_year {
        let same = pairs(office, plan);
        let measures = office.plan.measures.iter().enumerate();
        let dropped = measures.filter(|(old, _)| !same.contains(&Some(*old)));
        let dropped: Vec<_> = dropped.map(|(_, measure)| measure).collect();
        told::retired(turn, office, &dropped);
    } else {
        told::next_year(turn, office, plan.fiscal_year);
    }
    // Who holds a post that the plan has no more hears of it.
    let gone = office.plan.posts.iter().filter(|post| {
        let stays = |new: &crate::plan_file::PostEntry| new.id == post.code;
        !plan.posts.iter().any(stays)
    });
    for post in gone {
        super::people::tell_ended(turn, office, post);
    }
    for new in &plan.posts {
        let other = |old: &&Post| old.code == new.id && old.role != new.role;
        if let Some(old) = office.plan.posts.iter().find(other) {
            super::post_role::tell(turn, &office.plan.name, old, new.role);
        }
    }
    if plan.fiscal_year != office.plan.fiscal_year {
        next_plan::tell(turn, office, plan.fiscal_year);
    }
    turn.effect(Effect::ImportPlan {
        office: id,
        upload: *upload,
    });
    turn.ask(
        State::Choice,
        Screen::new("admin-plan-imported").row([
            button("button-admin-measures", AdminAction::Measures(id)),
            button("button-admin", AdminAction::Menu(id)),
        ]),
    );
}
