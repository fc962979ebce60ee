//! Sends an office's plan as a file that can be changed and sent back: as it stands when it is sent.

use std::sync::Arc;

use anyhow::Context as _;

use super::deliver::{Courier, End};
use super::files::file_name;
use super::render::Rendered;
use crate::dialogue::admin::ExportKind;
use crate::domain::office::{Language, OfficeId};
use crate::phrase::{Arg, Phrase};
use crate::plan_file::{self, PlanFile};
use crate::store::{offices, people};

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
        let bytes = self.plan_bytes(PlanFile::of(&plan), kind).await?;
        let caption = Rendered {
            html: self.l10n.html(language, &said("admin-export-caption")),
            keyboard: None,
        };
        let file = (file_name(&name, ending), mime, bytes);
        self.send_new(chat, file, &caption).await.map(Some)
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
