//! The step in the making: what every conversation sees of it, and how it shows, asks, saves and refuses.

use super::{Action, Button, Desk, Effect, Event, Phrase, Screen, State, home};
use crate::domain::language::Language;
use crate::domain::office::MeasureId;
use crate::domain::progress::{Draft, Part, Typed};

/// The step in the making: what is known, and what shall be done.
pub(super) struct Turn<'a> {
    pub desk: &'a Desk,
    pub state: State,
    /// Of the answer: the person may have chosen another one in this step.
    pub language: Language,
    effects: Vec<Effect>,
    /// The press that is being handled, and the message its button stands below.
    pub press: Option<(&'a str, Option<i32>)>,
    /// Whether the press has its answer already.
    answered: bool,
    /// The message that is being read, if it is one that can be an answer.
    pub message: Option<i32>,
    /// It was forwarded from somebody else.
    pub forwarded: bool,
    /// The draft as this step leaves it, if it changed it; none if it removed it.
    saved: Option<(MeasureId, Option<Draft>)>,
    /// Files that waited for their measure have it now, or are not used.
    pub let_go: bool,
}

impl<'a> Turn<'a> {
    pub fn new(state: State, event: &'a Event, desk: &'a Desk) -> Turn<'a> {
        Turn {
            desk,
            state,
            language: desk.language,
            effects: Vec::new(),
            press: None,
            answered: false,
            message: match event {
                Event::Text { message, .. } | Event::File { message, .. } => Some(*message),
                _ => None,
            },
            forwarded: matches!(
                event,
                Event::Text {
                    forwarded: true,
                    ..
                } | Event::File {
                    forwarded: true,
                    ..
                }
            ),
            saved: None,
            let_go: false,
        }
    }

    /// A new message; after a press, the pressed message becomes this screen.
    pub fn show(&mut self, screen: Screen) {
        let effect = match self.press {
            Some((_, Some(_))) => Effect::Replace(screen),
            _ => Effect::Show(screen),
        };
        self.effects.push(effect);
    }

    /// A new message in any case, so that the pressed one (a document, say) stays.
    pub fn show_below(&mut self, screen: Screen) {
        self.effects.push(Effect::Show(screen));
    }

    pub fn effect(&mut self, effect: Effect) {
        self.effects.push(effect);
    }

    /// The draft of a measure as it stands within this step.
    pub fn draft(&self, id: MeasureId) -> Option<&Draft> {
        match &self.saved {
            Some((measure, draft)) if *measure == id => draft.as_ref(),
            _ => {
                let stored = self.desk.draft.as_ref()?;
                (stored.measure == id).then_some(&stored.draft)
            }
        }
    }

    /// Keeps the draft; the message that is being read is remembered as an answer for its measure.
    pub fn save(&mut self, measure: MeasureId, draft: &Draft) {
        self.saved = Some((measure, Some(draft.clone())));
        self.effects.push(Effect::SaveDraft {
            measure,
            draft: draft.clone(),
        });
        if let Some(message) = self.message {
            self.effects.push(Effect::Typed { message, measure });
        }
    }

    /// Removes a draft that holds nothing.
    pub fn drop_draft(&mut self, measure: MeasureId) {
        self.saved = Some((measure, None));
        self.effects.push(Effect::DropDraft { measure });
    }

    /// Whether this step has changed the draft.
    pub fn has_saved(&self) -> bool {
        self.saved.is_some()
    }

    /// When the draft was saved that this person sees now: 0 if there is none.
    pub fn seen(&self, id: MeasureId) -> i64 {
        match &self.saved {
            Some((measure, _)) if *measure == id => self.desk.now,
            _ => {
                let stored = self.desk.draft.as_ref();
                stored
                    .filter(|stored| stored.measure == id)
                    .map_or(0, |stored| stored.at)
            }
        }
    }

    /// A part of an answer and the message that it came in, if this step reads one.
    pub fn typed(&self, part: Part) -> Option<Typed> {
        Some(Typed {
            chat: self.chat()?,
            message: self.message?,
            part,
            forwarded: self.forwarded,
        })
    }

    /// This chat, by Telegram's id.
    pub fn chat(&self) -> Option<i64> {
        let mut held = self.desk.offices.iter().filter_map(|office| {
            let post = office.plan.held_by(self.desk.person).next()?;
            Some(post.holder.as_ref()?.chat)
        });
        held.next()
    }

    /// Puts a paragraph before what this step shows first.
    pub fn put_first(&mut self, phrase: Phrase) {
        let shown = self.effects.iter_mut().find_map(|effect| match effect {
            Effect::Show(screen) | Effect::Replace(screen) => Some(screen),
            _ => None,
        });
        if let Some(screen) = shown {
            screen.parts.insert(0, phrase);
        }
    }

    /// Awaits `state` and shows `screen`.
    pub fn ask(&mut self, state: State, screen: Screen) {
        self.state = state;
        self.show(screen);
    }

    /// Says what was wrong, then shows the present question again; what was typed before stays.
    pub fn again(&mut self, what: impl Into<Phrase>) {
        self.again_with(what, []);
    }

    /// Likewise, with more buttons below the question's own.
    pub fn again_with(&mut self, what: impl Into<Phrase>, more: impl IntoIterator<Item = Button>) {
        let screen = home::question(self);
        let mut parts = vec![what.into()];
        parts.extend(screen.parts);
        self.show(Screen { parts, ..screen }.row(more));
    }

    /// A button that no longer fits: explains, and shows how things stand now.
    pub fn stale(&mut self, why: impl Into<Phrase>) {
        let why = why.into();
        self.answer(why.clone(), false);
        let screen = home::question(self);
        let mut parts = vec![why];
        parts.extend(screen.parts);
        self.show_below(Screen { parts, ..screen });
    }

    /// Says why a press cannot be followed: on the press, and in the chat, where it stays.
    pub fn refuse(&mut self, why: impl Into<Phrase>) {
        let why = why.into();
        self.answer(why.clone(), true);
        self.show_below(Screen::new(why).button("button-home", Action::Home));
    }

    /// A short text on the press itself.
    pub fn answer(&mut self, text: impl Into<Phrase>, alert: bool) {
        if let Some((press, _)) = self.press
            && !self.answered
        {
            self.answered = true;
            self.effects.push(Effect::AnswerPress {
                press: press.to_owned(),
                text: Some(text.into()),
                alert,
            });
        }
    }

    /// What the step comes to; a press has an answer in any case.
    pub fn finish(mut self) -> (State, Vec<Effect>) {
        if let Some((press, _)) = self.press
            && !self.answered
        {
            self.effects.push(Effect::AnswerPress {
                press: press.to_owned(),
                text: None,
                alert: false,
            });
        }
        (self.state, self.effects)
    }
}
