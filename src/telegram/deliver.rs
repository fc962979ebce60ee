//! Brings one waiting message to its chat: which calls it takes, and what their failure means for it.
//! A message of several parts can be resumed behind the parts that have gone out. When and how often
//! to try is the sender's matter.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use serde::Deserialize;
use teloxide::payloads::{
    AnswerCallbackQuery, AnswerCallbackQuerySetters as _, EditMessageText,
    EditMessageTextSetters as _, SendMessage, SendMessageSetters as _,
};
use teloxide::types::{CallbackQueryId, ChatId, LinkPreviewOptions, MessageId, ParseMode};
use tokio::sync::{Mutex, OnceCell};

use super::api::{Api, CallError};
use super::desk::Desks;
use super::menu::Menu;
use super::render::{self, Rendered};
use crate::clock::Clock;
use crate::domain::office::{DocumentId, Language};
use crate::l10n::L10n;
use crate::press::Press;
use crate::store::Store;
use crate::store::blobs::Blobs;
use crate::store::outbox::{Outgoing, Waiting};

/// How a delivery ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum End {
    /// It is in the chat (or needs not be there any more), as this message if it is one.
    Sent { message_id: Option<i64> },
    /// Telegram asked to leave the chat alone for so long.
    Flooded(Duration),
    /// Nothing was done; it may be tried again.
    Later(String),
    /// It may be in the chat, or not.
    Unsure(String),
    /// The person has blocked the bot, or is no more.
    Blocked,
    /// It can never be sent as it is.
    Failed(String),
}

/// What deliveries need.
pub struct Courier {
    pub api: Api,
    pub l10n: Arc<L10n>,
    pub press: Press,
    pub store: Store,
    pub blobs: Blobs,
    pub(super) desks: Desks,
    pub clock: Clock,
    /// The bot's own name, once it is known.
    pub(super) username: OnceCell<String>,
    /// The menus that chats have, as far as they were set since the start.
    pub(super) menus: Mutex<HashMap<i64, Menu>>,
    /// Files that are being uploaded.
    pub(super) uploads: Mutex<HashMap<DocumentId, Arc<Mutex<()>>>>,
}

/// The part of a sent message that is wanted.
#[derive(Deserialize)]
pub(super) struct Sent {
    pub message_id: i64,
    pub document: Option<SentFile>,
}

#[derive(Deserialize)]
pub(super) struct SentFile {
    pub file_id: String,
}

impl Courier {
    pub fn new(
        api: Api,
        l10n: Arc<L10n>,
        press: Press,
        store: Store,
        blobs: Blobs,
        clock: Clock,
    ) -> Courier {
        Courier {
            api,
            l10n,
            press,
            store,
            blobs,
            clock,
            username: OnceCell::new(),
            menus: Mutex::default(),
            uploads: Mutex::default(),
            desks: Desks::default(),
        }
    }

    /// Delivers what has not been delivered yet; `parts` counts the parts of this message that are in
    /// the chat already, and is raised with each that gets there.
    pub async fn deliver(&self, waiting: &Waiting, parts: &mut usize) -> End {
        let (chat, language) = (waiting.chat, waiting.language);
        let result = match &waiting.outgoing {
            Outgoing::Show { screen } => {
                let messages = render::messages(&self.l10n, language, screen);
                self.show(chat, screen.place, &messages, parts).await
            }
            Outgoing::Replace {
                message, screen, ..
            } => {
                let messages = render::messages(&self.l10n, language, screen);
                self.become_screen(chat, *message, screen.place, &messages, parts)
                    .await
            }
            Outgoing::Amend { message, screen } => {
                let messages = render::messages(&self.l10n, language, screen);
                self.replace(chat, *message, &messages, parts).await
            }
            Outgoing::AnswerPress { press, text, alert } => {
                let text = text
                    .as_ref()
                    .map(|phrase| render::notice(&self.l10n, language, phrase));
                self.answer_press(press, text, *alert).await
            }
            Outgoing::Menu => self.set_menu(chat).await,
            Outgoing::Deliver { document, screen } => {
                let messages = render::captioned(&self.l10n, language, screen);
                self.hand_over(chat, language, *document, &messages, parts)
                    .await
            }
            Outgoing::Picture { picture, screen } => {
                let messages = render::captioned(&self.l10n, language, screen);
                self.send_picture(chat, language, picture, &messages, parts)
                    .await
            }
            Outgoing::Page { page, screen } => {
                let messages = render::captioned(&self.l10n, language, screen);
                self.send_page(chat, language, page, &messages, parts).await
            }
            Outgoing::Invitation { office, post, said } => {
                self.send_invitation(chat, language, *office, *post, said)
                    .await
            }
            Outgoing::Plan { office, kind } => self.send_plan(chat, language, *office, *kind).await,
            Outgoing::OwnData { words } => self.send_own_data(chat, language, *words).await,
        };
        match result {
            Ok(message_id) => End::Sent { message_id },
            Err(end) => end,
        }
    }

    /// Answers the press that a message goes along with, beside the message's delivery. Only the button's
    /// glow depends on it; the screen says everything.
    pub async fn answer_along(&self, press: Option<String>) {
        if let Some(press) = press {
            let _ = self.answer_press(&press, None, false).await;
        }
    }

    /// Sends the messages that have not been sent.
    pub(super) async fn send_rest(
        &self,
        chat: i64,
        messages: &[Rendered],
        parts: &mut usize,
    ) -> Result<Option<i64>, End> {
        let mut last = None;
        for message in &messages[(*parts).min(messages.len())..] {
            let mut payload = SendMessage::new(ChatId(chat), message.html.as_str())
                .parse_mode(ParseMode::Html)
                .link_preview_options(no_preview());
            if let Some(keyboard) = &message.keyboard {
                payload = payload.reply_markup(keyboard.clone());
            }
            let sent: Sent = self.api.call(&payload).await.map_err(once)?;
            *parts += 1;
            last = Some(sent.message_id);
        }
        Ok(last)
    }

    /// Edits the message to the first part and sends the others; sends all where it cannot be edited.
    pub(super) async fn replace(
        &self,
        chat: i64,
        message: i32,
        messages: &[Rendered],
        parts: &mut usize,
    ) -> Result<Option<i64>, End> {
        let Some(first) = messages.first() else {
            return Ok(None);
        };
        if *parts == 0 {
            match self.edit(chat, message, first).await {
                Ok(()) => *parts = 1,
                Err(error) if uneditable(&error) => {}
                Err(error) => return Err(again(error)),
            }
        }
        let edited = *parts > 0;
        let last = self.send_rest(chat, messages, parts).await?;
        Ok(last.or(edited.then_some(message.into())))
    }

    /// Edits a message's text. A file keeps its caption: it says which version it is.
    async fn edit(&self, chat: i64, message: i32, to: &Rendered) -> Result<(), CallError> {
        let mut payload = EditMessageText::new(ChatId(chat), MessageId(message), to.html.as_str())
            .parse_mode(ParseMode::Html)
            .link_preview_options(no_preview());
        payload.reply_markup.clone_from(&to.keyboard);
        settled(self.api.call(&payload).await)
    }

    async fn answer_press(
        &self,
        press: &str,
        text: Option<String>,
        alert: bool,
    ) -> Result<Option<i64>, End> {
        let mut payload = AnswerCallbackQuery::new(CallbackQueryId(press.to_owned()));
        if let Some(text) = text {
            payload = payload.text(text).show_alert(alert);
        }
        match self.api.call::<_, bool>(&payload).await {
            Ok(_) => Ok(None),
            // Nobody waits for this answer any more; what it was about is in the chat as well.
            Err(error) if error.says("Bad Request: query is too old") => Ok(None),
            Err(error) => Err(again(error)),
        }
    }

    /// Sends a file with the first message as its caption, then the other messages.
    async fn hand_over(
        &self,
        chat: i64,
        language: Language,
        document: DocumentId,
        messages: &[Rendered],
        parts: &mut usize,
    ) -> Result<Option<i64>, End> {
        let mut last = None;
        if let (0, Some(caption)) = (*parts, messages.first()) {
            last = Some(self.send_file(chat, language, document, caption).await?);
            *parts = 1;
        }
        Ok(self.send_rest(chat, messages, parts).await?.or(last))
    }
}

fn no_preview() -> LinkPreviewOptions {
    LinkPreviewOptions {
        is_disabled: true,
        url: None,
        prefer_small_media: false,
        prefer_large_media: false,
        show_above_text: false,
    }
}

/// An edit that changes nothing has reached its end.
fn settled(edited: Result<serde::de::IgnoredAny, CallError>) -> Result<(), CallError> {
    match edited {
        Err(error) if error.says("Bad Request: message is not modified") => Ok(()),
        other => other.map(|_| ()),
    }
}

/// Whether the message is out of an edit's reach and the screen must come as a new one. A caption is
/// shorter than a text, so what fits the one may not fit the other.
fn uneditable(error: &CallError) -> bool {
    [
        "Bad Request: message to edit not found",
        "Bad Request: message can't be edited",
        "Bad Request: there is no text in the message to edit",
        "Bad Request: there is no caption in the message to edit",
        "Bad Request: message caption is too long",
        "Bad Request: MESSAGE_ID_INVALID",
        "Bad Request: MEDIA_CAPTION_TOO_LONG",
    ]
    .iter()
    .any(|words| error.says(words))
}

/// What a failure means for a call that must not be made twice.
pub(super) fn once(error: CallError) -> End {
    match error {
        CallError::Wait(wait) => End::Flooded(wait),
        CallError::NotDone(why) => End::Later(why),
        CallError::Unanswered(why) => End::Unsure(why),
        CallError::Refused { code: 403, .. } => End::Blocked,
        // A person who never pressed Start is a chat that does not exist.
        ref refused if refused.says("Bad Request: chat not found") => End::Blocked,
        ref refused if refused.is_unauthorized() => End::Later(error.without_quotes()),
        refused => End::Failed(refused.without_quotes()),
    }
}

/// What a failure means for a call that may be made again, whether or not it was carried out.
pub(super) fn again(error: CallError) -> End {
    match once(error) {
        End::Unsure(why) => End::Later(why),
        end => end,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(code: u16, description: &str) -> CallError {
        CallError::Refused {
            code,
            description: description.to_owned(),
        }
    }

    #[test]
    fn a_refusal_by_the_person_is_not_a_failure_of_the_message() {
        assert_eq!(
            once(refused(403, "Forbidden: bot was blocked by the user")),
            End::Blocked
        );
        assert_eq!(
            once(refused(
                403,
                "Forbidden: bot can't initiate conversation with a user"
            )),
            End::Blocked
        );
        assert!(matches!(
            once(refused(400, "Bad Request: BUTTON_DATA_INVALID")),
            End::Failed(_)
        ));
        assert!(
            matches!(once(refused(401, "Unauthorized")), End::Later(_)),
            "a new token sends it"
        );
    }

    #[test]
    fn only_what_may_be_repeated_is_repeated_blindly() {
        let silence = || CallError::Unanswered("connection closed".to_owned());
        assert!(matches!(once(silence()), End::Unsure(_)));
        assert!(matches!(again(silence()), End::Later(_)));
        assert!(matches!(
            once(CallError::NotDone("connection refused".to_owned())),
            End::Later(_)
        ));
    }

    #[test]
    fn an_edit_that_changes_nothing_is_done() {
        let same = "Bad Request: message is not modified: specified new message content and reply markup are \
                    exactly the same as a current content and reply markup of the message";
        assert_eq!(settled(Err(refused(400, same))), Ok(()));
        assert!(uneditable(&refused(
            400,
            "Bad Request: message to edit not found"
        )));
    }
}
