//! `rapsap import`: a plan from a file into the database, or the file's mistakes to standard error.

use std::io::Read as _;
use std::path::PathBuf;

use anyhow::{Context as _, bail};
use clap::Args;

use super::offices;
use crate::app;
use crate::clock::Clock;
use crate::config::Config;
use crate::domain::office::Language;
use crate::l10n::{FOLDERS, L10n};
use crate::plan_file::{self, PlanFile, Reading};
use crate::store::Store;
use crate::store::offices::{all, with_plan};
use crate::store::plans::{self, ImportOutcome};

/// What to load, and how.
#[derive(Args)]
pub struct Options {
    /// The plan, e.g. plan-2566.xlsx or plan-2566.toml
    file: PathBuf,
    /// The office that a workbook is for, by its name or a part of it, if the workbook does not say
    #[arg(long, value_name = "NAME")]
    office: Option<String>,
    /// Only check the file and list what it would change
    #[arg(long)]
    dry_run: bool,
    /// Language of mistakes and changes, such as en or th
    #[arg(long, value_name = "LANG", default_value = "en", value_parser = spoken)]
    lang: Language,
}

pub async fn run(config: &Config, options: &Options, clock: Clock) -> anyhow::Result<()> {
    let (l10n, language) = (L10n::new(), options.lang);
    let name = options.file.display().to_string();
    // One byte too many is enough to be refused for its length.
    let mut bytes = Vec::new();
    std::fs::File::open(&options.file)
        .and_then(|file| {
            file.take(plan_file::LARGEST as u64 + 1)
                .read_to_end(&mut bytes)
        })
        .with_context(|| format!("{name} cannot be read"))?;
    let read = |base: Option<&PlanFile>| -> anyhow::Result<Reading> {
        plan_file::read_any(&name, &bytes, base).map_err(|refused| {
            eprintln!("{}", refused.lines(&l10n, language));
            let mistakes = count(refused.problems.len(), "mistake");
            anyhow::anyhow!("nothing was loaded: {mistakes} to mend")
        })
    };
    // Where nothing was ever kept there is nothing to compare with, and a trial shall not make it.
    let nothing_yet = !config.data_dir.exists();
    let (store, reading, before) = if nothing_yet && (options.dry_run || options.office.is_none()) {
        let reading = read(None)?;
        let store = match options.dry_run {
            true => None,
            false => Some(app::open(config).await?.0),
        };
        (store, reading, None)
    } else {
        let (store, _) = app::open(config).await?;
        let (reading, before) = known(&store, options.office.as_deref(), read).await?;
        (Some(store), reading, before)
    };
    for note in &reading.notes {
        eprintln!("{}", note.line(&name, &l10n, language));
    }
    let plan = &reading.plan;
    if options.dry_run {
        let changes = plan_file::changes(before.as_ref(), plan);
        for phrase in plan_file::preview(&changes) {
            println!("{}", l10n.text(language, &phrase));
        }
    }
    let Some(store) = store else {
        println!("would be loaded: {}", summary(plan));
        return Ok(());
    };
    let imported = match options.dry_run {
        true => plans::try_import(&store, plan, clock.now()).await?,
        false => plans::import(&store, plan, clock.now()).await?,
    };
    store.close().await;
    let outcome = match (imported.outcome, options.dry_run) {
        (ImportOutcome::Created, true) => "would be loaded",
        (ImportOutcome::Created, false) => "loaded",
        (ImportOutcome::Changed, true) => "would be updated",
        (ImportOutcome::Changed, false) => "updated",
        (ImportOutcome::Unchanged, _) => "already there, nothing to change",
    };
    println!("{outcome}: {}", summary(plan));
    Ok(())
}

/// The file, read for the office it is of, with that office as it stands: the one that was named, or the
/// one that the file itself names.
async fn known(
    store: &Store,
    office: Option<&str>,
    read: impl Fn(Option<&PlanFile>) -> anyhow::Result<Reading>,
) -> anyhow::Result<(Reading, Option<PlanFile>)> {
    let alone = match office {
        Some(_) => None,
        None => Some(read(None)?),
    };
    let id = match &alone {
        None => Some(offices::chosen(store, office).await?),
        Some(reading) => {
            let offices = all(store).await?.into_iter();
            let mut same = offices.filter(|(_, name)| *name == reading.plan.office_name);
            same.next().map(|(id, _)| id)
        }
    };
    let plan = match id {
        Some(id) => with_plan(store, id).await?,
        None => None,
    };
    match (plan.as_ref().map(PlanFile::of), alone) {
        // Read once more, so that the office's own ids are kept where a workbook has none.
        (Some(base), _) => Ok((read(Some(&base))?, Some(base))),
        (None, Some(reading)) => Ok((reading, None)),
        (None, None) => bail!("this office has no plan yet"),
    }
}

/// A language that there are words of.
fn spoken(code: &str) -> Result<Language, String> {
    let of_folder =
        |language: &Language| FOLDERS.iter().any(|folder| folder.code == language.code());
    Language::parse(code).filter(of_folder).ok_or_else(|| {
        let codes: Vec<_> = FOLDERS.iter().map(|folder| folder.code).collect();
        format!("there are {}", codes.join(", "))
    })
}

/// What a plan comes to, on one line.
pub fn summary(plan: &PlanFile) -> String {
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
