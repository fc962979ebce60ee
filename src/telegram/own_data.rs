//! Hands a person everything that is stored of them, as a file: as it stands when it is sent, to that chat alone.

use super::deliver::{Courier, End};
use super::files::file_name;
use super::render::Rendered;
use crate::domain::office::Language;
use crate::phrase::Phrase;
use crate::store::personal;
use crate::wording;

impl Courier {
    pub(super) async fn send_own_data(
        &self,
        chat: i64,
        language: Language,
        words: bool,
    ) -> Result<Option<i64>, End> {
        let bytes = self
            .own_data(chat, language, words)
            .await
            .map_err(|error| {
                End::Later(format!(
                    "what is stored of a person cannot be read: {error:#}"
                ))
            })?;
        let (ending, mime, caption) = match words {
            true => ("txt", "text/plain; charset=utf-8", "mydata-caption-words"),
            false => ("json", "application/json", "mydata-caption-json"),
        };
        let name = self.l10n.text(language, &Phrase::new("mydata-file-name"));
        let caption = Rendered {
            html: self.l10n.html(language, &Phrase::new(caption)),
            keyboard: None,
        };
        let file = (file_name(&name, ending), mime, bytes);
        self.send_new(chat, file, &caption).await.map(Some)
    }

    async fn own_data(
        &self,
        chat: i64,
        language: Language,
        words: bool,
    ) -> anyhow::Result<Vec<u8>> {
        let mut reader = self.store.reader().await?;
        let account = personal::account(&mut reader, chat).await?;
        let stored = personal::of(&mut reader, account, self.clock.now()).await?;
        drop(reader);
        if !words {
            return Ok(stored.to_json().into_bytes());
        }
        let lines = wording::personal::lines(&stored, self.store.retention());
        let lines = lines
            .iter()
            .map(|line| self.l10n.text(language, line) + "\n");
        Ok(lines.collect::<String>().into_bytes())
    }
}
