//! Sends what is to be mended in a report as a file, set when its turn has come from what stood in the row,
//! in its reader's language. Where it cannot be set, the words alone are sent.

use super::deliver::{Courier, End};
use super::files::file_name;
use super::render::Rendered;
use crate::domain::office::Language;
use crate::domain::period::Period;
use crate::domain::readiness::page::Page;
use crate::phrase::{Arg, Phrase};
use crate::press::job::Job;
use crate::wording;

impl Courier {
    pub(super) async fn send_page(
        &self,
        chat: i64,
        language: Language,
        page: &Page,
        messages: &[Rendered],
        parts: &mut usize,
    ) -> Result<Option<i64>, End> {
        let mut last = None;
        if let (0, Some(caption)) = (*parts, messages.first()) {
            let job = Job::Readiness {
                language,
                page: page.clone(),
            };
            let bytes = match self.press.one(job).await {
                Ok(bytes) => bytes,
                Err(error) => {
                    tracing::error!("a page of what is to be mended could not be set: {error}");
                    return self.send_rest(chat, messages, parts).await;
                }
            };
            let mut named = Phrase::new("readiness-page-file")
                .with("office", &page.office)
                .with("year", Arg::Year(page.fiscal_year));
            if page.period != Period::Year {
                named = Phrase::new("file-name-of-period")
                    .with("name", named)
                    .with("period", wording::period(page.period));
            }
            let name = self.l10n.text(language, &named);
            let file = (file_name(&name, "pdf"), "application/pdf", bytes);
            last = Some(self.send_new(chat, file, caption).await?);
            *parts = 1;
        }
        Ok(self.send_rest(chat, messages, parts).await?.or(last))
    }
}
