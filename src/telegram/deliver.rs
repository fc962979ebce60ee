//! Brings one waiting message to its chat: which calls it takes, and what their failure means for it.
//! A message of several parts can be resumed behind the parts that have gone out. When and how often
//! to try is the sender's matter.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use anyhow::Context as _;
use reqwest::multipart::{Form, Part};
use serde::{Deserialize, Serialize};
use teloxide::payloads::{
    AnswerCallbackQuery, AnswerCallbackQuerySetters as _, EditMessageCaption,
    EditMessageCaptionSetters as _, EditMessageText, EditMessageTextSetters as _, SendMessage,
    SendMessageSetters as _,
};
use teloxide::types::{
    CallbackQueryId, ChatId, InlineKeyboardMarkup, LinkPreviewOptions, MessageId, ParseMode,
};

use super::api::{Api, CallError};
use super::render::{self, Rendered};
use crate::domain::office::{DocumentId, Language};
use crate::l10n::L10n;
use crate::phrase::{Arg, Phrase};
use crate::store::Store;
use crate::store::blobs::Blobs;
use crate::store::documents::{self, DocumentKind};
use crate::store::outbox::{Outgoing, Waiting};

/// How long an upload may take: 50 MB, the most Telegram takes, over a slow line.
const UPLOAD_PATIENCE: Duration = Duration::from_secs(300);

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
    pub store: Store,
    pub blobs: Blobs,
    uploads: Mutex<HashMap<DocumentId, Arc<tokio::sync::Mutex<()>>>>,
}

/// The part of a sent message that is wanted.
#[derive(Deserialize)]
struct Sent {
    message_id: i64,
    document: Option<SentFile>,
}

#[derive(Deserialize)]
struct SentFile {
    file_id: String,
}

/// sendDocument of a file that Telegram has; teloxide's payload wants its own kind of form.
#[derive(Serialize)]
struct SendKnownDocument<'a> {
    chat_id: i64,
    document: &'a str,
    caption: &'a str,
    parse_mode: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    reply_markup: Option<&'a InlineKeyboardMarkup>,
}

impl Courier {
    pub fn new(api: Api, l10n: Arc<L10n>, store: Store, blobs: Blobs) -> Courier {
        Courier {
            api,
            l10n,
            store,
            blobs,
            uploads: Mutex::default(),
        }
    }

    /// Delivers what has not been delivered yet; `parts` counts the parts of this message that are in
    /// the chat already, and is raised with each that gets there.
    pub async fn deliver(&self, waiting: &Waiting, parts: &mut usize) -> End {
        let (chat, language) = (waiting.chat, waiting.language);
        let result = match &waiting.outgoing {
            Outgoing::Show { screen } => {
                let messages = render::messages(&self.l10n, language, screen);
                self.send_rest(chat, &messages, parts).await
            }
            Outgoing::Replace { message, screen } => {
                let messages = render::messages(&self.l10n, language, screen);
                self.replace(chat, *message, &messages, parts).await
            }
            Outgoing::AnswerPress { press, text, alert } => {
                let text = text
                    .as_ref()
                    .map(|phrase| render::notice(&self.l10n, language, phrase));
                self.answer_press(press, text, *alert).await
            }
            Outgoing::Deliver { document, screen } => {
                let messages = render::captioned(&self.l10n, language, screen);
                self.hand_over(chat, language, *document, &messages, parts)
                    .await
            }
        };
        match result {
            Ok(message_id) => End::Sent { message_id },
            Err(end) => end,
        }
    }

    /// Sends the messages that have not been sent.
    async fn send_rest(
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
    async fn replace(
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

    /// Edits a message's text; where it is a file's, its caption.
    async fn edit(&self, chat: i64, message: i32, to: &Rendered) -> Result<(), CallError> {
        let mut payload = EditMessageText::new(ChatId(chat), MessageId(message), to.html.as_str())
            .parse_mode(ParseMode::Html)
            .link_preview_options(no_preview());
        payload.reply_markup.clone_from(&to.keyboard);
        let edited = settled(self.api.call(&payload).await);
        if !matches!(&edited, Err(error) if error.says("Bad Request: there is no text in the message to edit"))
        {
            return edited;
        }
        let mut payload = EditMessageCaption::new(ChatId(chat), MessageId(message))
            .caption(to.html.as_str())
            .parse_mode(ParseMode::Html);
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

    /// Sends the file by Telegram's id for it, and uploads it where there is none yet. Of several that
    /// want the same file at once, one uploads and the others wait for its id.
    async fn send_file(
        &self,
        chat: i64,
        language: Language,
        document: DocumentId,
        caption: &Rendered,
    ) -> Result<i64, End> {
        if let Some(known) = self.file(document).await?.telegram_file_id
            && let Some(sent) = self.send_known(chat, &known, caption).await?
        {
            return Ok(sent);
        }
        let turn = self.uploads.lock().map_or_else(
            |poisoned| poisoned.into_inner().entry(document).or_default().clone(),
            |mut uploads| uploads.entry(document).or_default().clone(),
        );
        let result = {
            let _mine = turn.lock().await;
            self.upload(chat, language, document, caption).await
        };
        if let Ok(mut uploads) = self.uploads.lock() {
            uploads.remove(&document);
        }
        result
    }

    async fn upload(
        &self,
        chat: i64,
        language: Language,
        document: DocumentId,
        caption: &Rendered,
    ) -> Result<i64, End> {
        let file = self.file(document).await?;
        if let Some(known) = &file.telegram_file_id
            && let Some(sent) = self.send_known(chat, known, caption).await?
        {
            return Ok(sent);
        }
        let bytes = self.blobs.get(&file.sha256).await.map_err(|error| {
            End::Failed(format!(
                "the file of document {} cannot be read: {error:#}",
                document.0
            ))
        })?;
        let part = Part::bytes(bytes)
            .file_name(self.file_name(language, &file))
            .mime_str("application/pdf")
            .map_err(|error| End::Failed(error.to_string()))?;
        let mut form = Form::new()
            .text("chat_id", chat.to_string())
            .text("caption", caption.html.clone())
            .text("parse_mode", "HTML")
            .part("document", part);
        if let Some(keyboard) = &caption.keyboard {
            let keyboard =
                serde_json::to_string(keyboard).map_err(|error| End::Failed(error.to_string()))?;
            form = form.text("reply_markup", keyboard);
        }
        let sent: Sent = self
            .api
            .upload("sendDocument", form, UPLOAD_PATIENCE)
            .await
            .map_err(once)?;
        if let Some(SentFile { file_id }) = &sent.document
            && let Err(error) = documents::remember_file_id(&self.store, document, file_id).await
        {
            // It is uploaded once more then; no reason to send this one twice.
            tracing::warn!(
                document = document.0,
                "the file's id was not kept: {error:#}"
            );
        }
        Ok(sent.message_id)
    }

    /// None if Telegram does not know this id: ids belong to one bot, and the token may have changed.
    async fn send_known(
        &self,
        chat: i64,
        file_id: &str,
        caption: &Rendered,
    ) -> Result<Option<i64>, End> {
        let payload = SendKnownDocument {
            chat_id: chat,
            document: file_id,
            caption: &caption.html,
            parse_mode: "HTML",
            reply_markup: caption.keyboard.as_ref(),
        };
        match self
            .api
            .call_named::<Sent>("sendDocument", &payload, Duration::from_secs(60))
            .await
        {
            Ok(sent) => Ok(Some(sent.message_id)),
            Err(error)
                if error.says("Bad Request: wrong ") || error.says("Bad Request: invalid file") =>
            {
                Ok(None)
            }
            Err(error) => Err(once(error)),
        }
    }

    async fn file(&self, document: DocumentId) -> Result<documents::File, End> {
        let file = documents::file(&self.store, document).await;
        let file = file
            .map_err(|error| End::Later(format!("the document cannot be looked up: {error:#}")))?;
        file.with_context(|| format!("there is no document {}", document.0))
            .map_err(|error| End::Failed(error.to_string()))
    }

    fn file_name(&self, language: Language, file: &documents::File) -> String {
        let key = match file.kind {
            DocumentKind::Report => "file-name",
            DocumentKind::Acknowledged => "file-name-acknowledged",
        };
        let phrase = Phrase::new(key)
            .with("office", &file.office_short_name)
            .with("year", Arg::Year(file.fiscal_year))
            .with("version", file.report_version);
        let name = self.l10n.text(language, &phrase);
        // Signs that some file system refuses.
        let name: String = name
            .chars()
            .map(|c| {
                if c.is_control() || r#"/\:*?"<>|"#.contains(c) {
                    '-'
                } else {
                    c
                }
            })
            .take(100)
            .collect();
        format!("{}.pdf", name.trim_matches(['.', ' ']))
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
fn once(error: CallError) -> End {
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
fn again(error: CallError) -> End {
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
