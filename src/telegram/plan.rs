//! Sends an office's plan as a file that can be changed and sent back: as it stands when it is sent.

use std::sync::Arc;
use std::time::Duration;

use anyhow::Context as _;
use reqwest::multipart::{Form, Part};

use super::deliver::{Courier, End, Sent, once};
use super::files::file_name;
use crate::dialogue::admin::ExportKind;
use crate::domain::office::{Language, OfficeId};
use crate::phrase::{Arg, Phrase};
use crate::plan_file::{self, PlanFile};
use crate::store::{offices, people};

/// How long the upload of some tens of kilobytes may take.
const PATIENCE: Duration = Duration::from_secs(120);

impl Courier {
    /// For the office's reporter only: who is not any more gets nothing.
    pub(super) async fn send_plan(
        &self,
        chat: i64,
        language: Language,
        office: OfficeId,
        kind: ExportKind,
    ) -> Result<Option<i64>, End> {
        let later =
            |error: anyhow::Error| End::Later(format!("the plan cannot be read: {error:#}"));
        if !people::is_reporter(&self.store, chat, office)
            .await
            .map_err(later)?
        {
            return Err(End::Failed(
                "who asked for the plan may not have it any more".to_owned(),
            ));
        }
        let plan = offices::with_plan(&self.store, office)
            .await
            .map_err(later)?;
        let Some(plan) = plan else {
            return Err(End::Failed("the office has no plan".to_owned()));
        };
        let said = |key: &str| {
            Phrase::new(key)
                .with("office", &plan.short_name)
                .with("year", Arg::Year(plan.fiscal_year))
        };
        let (ending, mime) = match kind {
            ExportKind::Workbook => (
                "xlsx",
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            ),
            ExportKind::Toml => ("toml", "application/toml"),
        };
        let name = self.l10n.text(language, &said("plan-file-name"));
        let caption = self.l10n.html(language, &said("admin-export-caption"));
        let bytes = self.plan_bytes(PlanFile::of(&plan), kind).await?;
        let part = Part::bytes(bytes)
            .file_name(file_name(&name, ending))
            .mime_str(mime)
            .map_err(|error| End::Failed(error.to_string()))?;
        let form = Form::new()
            .text("chat_id", chat.to_string())
            .text("caption", caption)
            .text("parse_mode", "HTML")
            .part("document", part);
        let sent: Sent = self
            .api
            .upload("sendDocument", form, PATIENCE)
            .await
            .map_err(once)?;
        Ok(Some(sent.message_id))
    }

    async fn plan_bytes(&self, file: PlanFile, kind: ExportKind) -> Result<Vec<u8>, End> {
        let l10n = Arc::clone(&self.l10n);
        let writing = tokio::task::spawn_blocking(move || match kind {
            ExportKind::Workbook => plan_file::write_workbook(&file, &l10n),
            ExportKind::Toml => Ok(plan_file::write_toml(&file).into_bytes()),
        });
        writing
            .await
            .context("the writing thread ended")
            .and_then(|bytes| bytes)
            .map_err(|error| End::Failed(format!("the plan cannot be written: {error:#}")))
    }
}
