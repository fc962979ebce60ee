//! What must hold after every step of a walk.

use rapsap::dialogue::State;

use super::walker::{Doing, Kind, Walker, name};
use crate::chats::Shown;

/// Whether the step was answered as it must be; `kept` is what was kept in the office before and after.
pub fn check(
    walker: &Walker,
    doing: &Doing,
    state: &State,
    kept: [&String; 2],
) -> Result<(), String> {
    for answer in walker.answer.values() {
        for shown in &answer.shown {
            readable(shown)?;
        }
        if let Some(long) = answer
            .notices
            .iter()
            .find(|text| text.chars().count() > 200)
        {
            return Err(format!("a notice is too long: {long}"));
        }
    }
    if doing.kind != Kind::Blocked {
        way_on(walker, doing, state)?;
    }
    nothing_lost(walker, doing, kept)
}

/// The words are words, and the buttons are such as Telegram takes.
fn readable(shown: &Shown) -> Result<(), String> {
    if shown.keys.iter().any(|key| key == "failed-sorry") {
        return Err("the step failed".to_owned());
    }
    let is_key = |text: &str| {
        let parts = text.split('-');
        text.contains('-')
            && parts
                .clone()
                .all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_lowercase()))
    };
    let typed = |text: &str| text.contains("{ $name }") || text.contains("button-home");
    let labels = shown.buttons.iter().map(|(label, _)| label.as_str());
    for text in shown.text.lines().chain(labels).filter(|text| !typed(text)) {
        if text.contains("{$") || text.contains("{ $") || is_key(text.trim()) {
            return Err(format!("{text:?} is not written out"));
        }
    }
    for (label, data) in &shown.buttons {
        if data.is_empty() || data.len() > 64 || label.encode_utf16().count() > 64 {
            return Err(format!("the button {label:?} with {data:?} cannot be sent"));
        }
    }
    Ok(())
}

fn way_on(walker: &Walker, doing: &Doing, state: &State) -> Result<(), String> {
    let Some(answer) = walker.answer.get(&doing.chat) else {
        return Err("silence".to_owned());
    };
    match answer.shown.last() {
        // Words on the button; the screen that it stands below is still there.
        None if !answer.notices.is_empty() => Ok(()),
        None => Err("silence".to_owned()),
        Some(shown) if shown.buttons.is_empty() && *state == State::Choice => {
            Err(format!("no way on from {:?}", shown.keys))
        }
        Some(_) => Ok(()),
    }
}

/// What was kept is kept, unless this step was there to delete or to replace it; and what is said to
/// be saved is.
fn nothing_lost(
    walker: &Walker,
    doing: &Doing,
    [before, after]: [&String; 2],
) -> Result<(), String> {
    let gone = |(mark, ..): &&(String, i64, i64)| {
        before.contains(mark.as_str()) && !after.contains(mark.as_str())
    };
    let replaces = ["Outcome", "Reason", "Edit", "Correct", "Overtaken"];
    for (mark, chat, message) in walker.marked.iter().filter(gone) {
        let meant = match &doing.kind {
            Kind::Press(Some(action)) => {
                let action = format!("{action:?}");
                ["Delete", "Drop", "Undo", "Edit(Delete", "Edit(UseMine"]
                    .iter()
                    .any(|verb| action.starts_with(verb))
            }
            Kind::Text(_) => replaces
                .iter()
                .any(|word| name(&doing.state).contains(word)),
            Kind::Edit(edited) => *chat == doing.chat && message == edited,
            _ => false,
        };
        if !meant {
            return Err(format!("{mark} is lost"));
        }
    }
    let Kind::Text(Some(mark)) = &doing.kind else {
        return Ok(());
    };
    let answer = walker.answer.get(&doing.chat).into_iter();
    let mut keys = answer.flat_map(|answer| answer.shown.iter().flat_map(|shown| &shown.keys));
    let saved = keys.find(|key| key.ends_with("-saved") || key.ends_with("-added"));
    match saved {
        Some(key) if !after.contains(mark.as_str()) => {
            Err(format!("{key} was said, but {mark} is not kept"))
        }
        _ => Ok(()),
    }
}
