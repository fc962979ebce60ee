//! Sends the files of reports: uploaded once, afterwards by Telegram's own copy. What is said around a
//! file is in [`super::deliver`]; how it was made is the printer's matter.

use std::future::Future;
use std::time::Duration;

use anyhow::Context as _;
use reqwest::multipart::{Form, Part};
use serde::Serialize;
use teloxide::payloads::SendChatAction;
use teloxide::types::{ChatAction, ChatId, InlineKeyboardMarkup};

use super::deliver::{Courier, End, Sent, SentFile, once};
use super::render::Rendered;
use crate::domain::office::{DocumentId, Language};
use crate::domain::period::Period;
use crate::phrase::{Arg, Phrase};
use crate::store::documents::{self, DocumentKind};
use crate::store::trouble;
use crate::wording;

/// How long an upload may take: 50 MB, the most Telegram takes, over a slow line.
const UPLOAD_PATIENCE: Duration = Duration::from_secs(300);
/// Likewise of some hundred kilobytes.
const SMALL_UPLOAD_PATIENCE: Duration = Duration::from_secs(120);
/// How often a chat is told that a file is on its way: Telegram shows it for five seconds.
const ON_ITS_WAY: Duration = Duration::from_secs(4);

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
    /// Sends the file by Telegram's id for it, and uploads it where there is none yet. Of several that
    /// want the same file at once, one uploads and the others wait for its id.
    pub(super) async fn send_file(
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
        let turn = self
            .uploads
            .lock()
            .await
            .entry(document)
            .or_default()
            .clone();
        let result = {
            let _mine = turn.lock().await;
            self.upload(chat, language, document, caption).await
        };
        self.uploads.lock().await.remove(&document);
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
            let why = format!(
                "the file of document {} cannot be read: {error:#}",
                document.0
            );
            match trouble::is_passing(&error) {
                true => End::Later(why),
                false => End::Failed(why),
            }
        })?;
        let part = Part::bytes(bytes)
            .file_name(self.file_name(language, &file))
            .mime_str(file.kind.format().1)
            .map_err(|error| End::Failed(error.to_string()))?;
        let form = upload_form(chat, "document", part, caption)?;
        let upload = self.api.upload("sendDocument", form, UPLOAD_PATIENCE);
        let sent: Sent = self.on_its_way(chat, upload).await.map_err(once)?;
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

    /// Uploads a file while its chat shows that one is coming. Nothing depends on that.
    async fn on_its_way<T>(&self, chat: i64, upload: impl Future<Output = T>) -> T {
        let payload = SendChatAction::new(ChatId(chat), ChatAction::UploadDocument);
        let tell = async || {
            let _ = self.api.call::<_, bool>(&payload).await;
        };
        tell().await;
        let again = async {
            loop {
                tokio::time::sleep(ON_ITS_WAY).await;
                tell().await;
            }
        };
        tokio::select! {
            done = upload => done,
            done = again => done,
        }
    }

    /// A file of some hundred kilobytes that Telegram does not have, by its name, type and content.
    pub(super) async fn send_new(
        &self,
        chat: i64,
        (name, mime, bytes): (String, &str, Vec<u8>),
        caption: &Rendered,
    ) -> Result<i64, End> {
        let part = Part::bytes(bytes)
            .file_name(name)
            .mime_str(mime)
            .map_err(|error| End::Failed(error.to_string()))?;
        let form = upload_form(chat, "document", part, caption)?;
        let sent: Sent = self
            .api
            .upload("sendDocument", form, SMALL_UPLOAD_PATIENCE)
            .await
            .map_err(once)?;
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
            DocumentKind::Report | DocumentKind::Docx | DocumentKind::Xlsx | DocumentKind::Json => {
                "file-name"
            }
            DocumentKind::Acknowledged | DocumentKind::AcknowledgedDocx => "file-name-acknowledged",
            DocumentKind::Published => "file-name-published",
            DocumentKind::Memo => "file-name-memo",
            DocumentKind::Filing => "file-name-filing",
        };
        let phrase = Phrase::new(key)
            .with("office", &file.office_short_name)
            .with("year", Arg::Year(file.fiscal_year))
            .with("version", file.report_version);
        let mut name = self.l10n.text(language, &phrase);
        if file.period != Period::Year {
            let of_period = Phrase::new("file-name-of-period")
                .with("name", name)
                .with("period", wording::period(file.period));
            name = self.l10n.text(language, &of_period);
        }
        file_name(&name, file.kind.format().0)
    }
}

/// A name without the signs that some file system refuses.
pub(super) fn file_name(name: &str, ending: &str) -> String {
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
    format!("{}.{ending}", name.trim_matches(['.', ' ']))
}

/// A file under the name of its field, with its caption and buttons.
pub(super) fn upload_form(
    chat: i64,
    field: &'static str,
    file: Part,
    caption: &Rendered,
) -> Result<Form, End> {
    let form = Form::new()
        .text("chat_id", chat.to_string())
        .text("caption", caption.html.clone())
        .text("parse_mode", "HTML")
        .part(field, file);
    let Some(keyboard) = &caption.keyboard else {
        return Ok(form);
    };
    let keyboard =
        serde_json::to_string(keyboard).map_err(|error| End::Failed(error.to_string()))?;
    Ok(form.text("reply_markup", keyboard))
}
