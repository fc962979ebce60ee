//! Files that come while no measure is open: they wait in the chat's state until it is known which measure
//! they belong to.

use super::admin::AdminAction;
use super::attach::{counted, may_take, own_measures, take};
use super::turn::Turn;
use super::{Action, Arg, Button, Effect, Phrase, Screen, State, WaitingFile};
use super::{check, home, told};
use crate::domain::office::{FileId, MeasureId, Role};

/// How many files may wait for their measure.
const MOST_WAITING: usize = 30;

/// The files that wait, if any do.
pub(super) fn of(state: &State) -> Option<State> {
    matches!(state, State::FilesWait { .. }).then(|| state.clone())
}

/// Keeps a file in mind until it is known which measure it belongs to.
pub(super) fn keep(turn: &mut Turn, arrived: WaitingFile) {
    let own = own_measures(turn);
    let mut open = own.iter().map(|measure| measure.id);
    let open = open.find(|&id| may_take(turn, id));
    if open.is_none() && turn.state == State::Choice && !arrived.file.photo {
        // Nothing of theirs can be shown by it: it can only be one to be checked.
        return check::file(turn, &arrived.incoming, arrived.file.album.as_deref());
    }
    if open.is_none() {
        let kind = match arrived.file.photo {
            true => "photo",
            false => "document",
        };
        let why = Phrase::new("file-not-here").with("kind", Arg::Code(kind.to_owned()));
        let import = import(turn).filter(|_| !arrived.file.photo);
        return turn.again_with(why, import);
    }
    let album = arrived.file.album.clone();
    let mut files = match &turn.state {
        State::FilesWait { files } => files.clone(),
        State::Choice => Vec::new(),
        // Somebody else's question: a file is no answer to it, and must not end it.
        _ => {
            return turn.again(
                Phrase::new("file-not-here").with("kind", Arg::Code("document".to_owned())),
            );
        }
    };
    if files.len() == MOST_WAITING {
        return turn.again("files-too-many");
    }
    // Fetched and looked at now, so that what cannot be used is known while its sender is here; which
    // measure it is of is said later.
    if let Some(measure) = open {
        turn.effect(Effect::KeepFile {
            measure,
            file: arrived.file.id,
            incoming: arrived.incoming.clone(),
        });
    }
    files.push(arrived);
    turn.state = State::FilesWait { files };
    let screen = home::question(turn);
    match album {
        Some(album) => turn.effect(Effect::Update {
            key: format!("album-{album}"),
            screen,
        }),
        None => turn.show(screen),
    }
}

/// The admin's file may be a plan, which was not awaited.
pub(super) fn import(turn: &Turn) -> Option<Button> {
    let (office, _) = home::posts(turn).find(|(_, post)| post.role == Role::Reporter)?;
    Some(Button {
        label: "button-admin-import".into(),
        action: Action::Admin(AdminAction::Import(office.plan.office)),
    })
}

pub(super) fn question(turn: &Turn, files: &[WaitingFile]) -> Option<Screen> {
    let waiting = files.iter().map(|waiting| &waiting.file);
    let mut screen = Screen::new(counted("ask-file-measure", waiting));
    let (open, filed): (Vec<_>, Vec<_>) =
        (own_measures(turn).into_iter()).partition(|measure| may_take(turn, measure.id));
    if filed
        .iter()
        .any(|measure| told::over(turn, measure.id).is_none())
    {
        screen = screen.and("ask-file-filed");
    }
    for measure in open {
        let label = Phrase::new("button-measure-plain")
            .with("number", measure.number)
            .with("title", &measure.title);
        screen = screen.button(label, Action::AttachTo(measure.id));
    }
    Some(screen.button("button-files-unused", Action::DropWaiting))
}

/// The files that wait belong to this measure.
pub(super) fn to(turn: &mut Turn, id: MeasureId) {
    let State::FilesWait { mut files } = turn.state.clone() else {
        return turn.stale("stale-button");
    };
    // What was attached with one tap is moved with one.
    if let [first, .., _] = &files[..] {
        let together = format!("tap-{}", first.file.id.0);
        for waiting in &mut files {
            waiting.file.album = Some(together.clone());
        }
    }
    if !may_take(turn, id) {
        return turn.stale("not-yours");
    }
    turn.let_go = true;
    turn.state = State::Results { measure: id };
    take(turn, id, files);
}

/// Lets go of a file that waits and was not kept; false if it does not wait.
pub(super) fn forget(turn: &mut Turn, file: FileId) -> bool {
    let State::FilesWait { files } = &mut turn.state else {
        return false;
    };
    let before = files.len();
    files.retain(|waiting| waiting.file.id != file);
    let (gone, none_left) = (files.len() < before, files.is_empty());
    if none_left {
        turn.let_go = true;
        turn.state = State::Choice;
    }
    gone
}

pub(super) fn drop(turn: &mut Turn) {
    let State::FilesWait { .. } = turn.state else {
        return turn.stale("stale-button");
    };
    turn.let_go = true;
    home::home(turn);
}
