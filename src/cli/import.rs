//! `rapsap import`: a plan from a TOML file into the database, or its mistakes to standard error.

use std::path::Path;

use anyhow::{Context as _, bail};

use crate::app;
use crate::clock::Clock;
use crate::config::Config;
use crate::domain::office::Language;
use crate::l10n::L10n;
use crate::plan_file::{self, PlanFile};
use crate::store::plans::{self, ImportOutcome};

pub async fn run(config: &Config, file: &Path, dry_run: bool, clock: Clock) -> anyhow::Result<()> {
    let text = std::fs::read_to_string(file)
        .with_context(|| format!("{} cannot be read", file.display()))?;
    let plan = match plan_file::read(&file.display().to_string(), &text) {
        Ok(plan) => plan,
        Err(refused) => {
            eprintln!("{}", refused.lines(&L10n::new(), Language::from_code("en")));
            bail!(
                "nothing was loaded: {} to mend",
                count(refused.problems.len(), "mistake")
            );
        }
    };
    // Where nothing was ever kept there is nothing to compare with, and a trial shall not make it.
    if dry_run && !config.data_dir.exists() {
        println!("would be loaded: {}", summary(&plan));
        return Ok(());
    }
    let (store, _) = app::open(config).await?;
    let imported = match dry_run {
        true => plans::try_import(&store, &plan, clock.now()).await?,
        false => plans::import(&store, &plan, clock.now()).await?,
    };
    store.close().await;
    let outcome = match (imported.outcome, dry_run) {
        (ImportOutcome::Created, true) => "would be loaded",
        (ImportOutcome::Created, false) => "loaded",
        (ImportOutcome::Changed, true) => "would be updated",
        (ImportOutcome::Changed, false) => "updated",
        (ImportOutcome::Unchanged, _) => "already there, nothing to change",
    };
    println!("{outcome}: {}", summary(&plan));
    Ok(())
}

fn summary(plan: &PlanFile) -> String {
    format!(
        "{}, fiscal year {}, {}, {}",
        plan.office_name,
        plan.fiscal_year,
        count(plan.measures.len(), "measure"),
        count(plan.posts.len(), "post"),
    )
}

fn count(number: usize, of: &str) -> String {
    format!("{number} {of}{}", if number == 1 { "" } else { "s" })
}
