//! `rapsap person`: what is stored of a person, for them; and its erasure, for whom cannot ask in chat any more.

use std::io::Write as _;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail, ensure};
use clap::{Args, Subcommand};

use super::{Place, offices};
use crate::app;
use crate::clock::Clock;
use crate::store::erasure::{self, Account};
use crate::store::{Store, invitations, personal};

#[derive(Subcommand)]
pub enum What {
    /// Write everything that is stored of a person as JSON
    Export {
        #[command(flatten)]
        place: Place,
        #[command(flatten)]
        who: Who,
        /// Where to write it [default: standard output]
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
    },
    /// Erase a person's account and whatever was said in their chat
    Erase {
        #[command(flatten)]
        place: Place,
        #[command(flatten)]
        who: Who,
        /// Do it: without this, it is only said what would be done
        #[arg(long)]
        yes: bool,
    },
}

/// Of whom.
#[derive(Args)]
pub struct Who {
    /// The office of the post, by its name or a part of it; needed where there are several
    #[arg(long, value_name = "NAME")]
    office: Option<String>,
    /// Who holds this post, by its id in the plan file
    #[arg(long, value_name = "ID", required_unless_present = "telegram")]
    post: Option<String>,
    /// Whose Telegram account this is, by its number
    #[arg(long, value_name = "NUMBER", conflicts_with_all = ["office", "post"])]
    telegram: Option<i64>,
}

pub async fn run(what: What, clock: Clock) -> anyhow::Result<()> {
    match what {
        What::Export { place, who, out } => {
            let (store, _) = app::open_existing(&place.config(None)?).await?;
            let account = account(&store, &who).await?;
            let mut reader = store.reader().await?;
            let file = personal::of(&mut reader, account, clock.now()).await?;
            drop(reader);
            store.close().await;
            match out {
                Some(path) => write(&path, file.to_json().as_bytes())
                    .with_context(|| format!("{} cannot be written", path.display()))?,
                None => std::io::stdout().write_all(file.to_json().as_bytes())?,
            }
        }
        What::Erase { place, who, yes } => {
            let (store, _) = app::open_existing(&place.config(None)?).await?;
            let account = account(&store, &who).await?;
            if yes {
                for post in erasure::by_operator(&store, account, clock.now()).await? {
                    println!(
                        "{} of {} is held by nobody now",
                        post.name, post.office_name
                    );
                }
                println!("erased; the record of what was filed and decided stays");
            } else {
                let mut reader = store.reader().await?;
                let held = match account.person {
                    Some(person) => personal::held(&mut reader, person).await?,
                    None => Vec::new(),
                };
                for post in held {
                    println!(
                        "would leave the post of {} at {}",
                        post.name, post.office_name
                    );
                }
                println!("nothing is erased yet: say --yes to do it");
            }
            store.close().await;
        }
    }
    Ok(())
}

/// A new file, for whoever runs this and nobody else on a shared machine.
fn write(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let mut options = std::fs::OpenOptions::new();
    let mut file = options
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

async fn account(store: &Store, who: &Who) -> anyhow::Result<Account> {
    let mut reader = store.reader().await?;
    match (&who.post, who.telegram) {
        (_, Some(chat)) => {
            ensure!(chat > 0, "a person's number is above 0");
            let account = personal::account(&mut reader, chat).await?;
            let known = account.person.is_some() || personal::wrote(&mut reader, chat).await?;
            ensure!(known, "nothing is stored of the account {chat}");
            Ok(account)
        }
        (Some(code), None) => {
            let office = offices::chosen(store, who.office.as_deref()).await?;
            let posts = invitations::posts(store, office).await?;
            let post = posts.iter().find(|post| post.code == *code);
            let Some(post) = post else {
                let codes: Vec<_> = posts.iter().map(|post| post.code.as_str()).collect();
                bail!("there is no post {code:?}; there are: {}", codes.join(", "));
            };
            personal::holder(&mut reader, post.post.0).await
        }
        (None, None) => bail!("say of whom with --post or --telegram"),
    }
}
