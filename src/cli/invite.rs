//! `rapsap invite`: one-time links by which people take their posts, one line each.

use std::time::Duration;

use anyhow::{Context as _, ensure};
use clap::Args;

use super::offices;
use crate::app;
use crate::clock::Clock;
use crate::config::Config;
use crate::store::invitations::{self, PostListed};
use crate::telegram::{self, api::Api};

/// Whom to invite.
#[derive(Args)]
pub struct Whom {
    /// The office, by its name or a part of it; needed where there are several
    #[arg(long, value_name = "NAME")]
    office: Option<String>,
    /// This post only, by its id in the plan file, even if somebody holds it
    #[arg(long, value_name = "ID", conflicts_with = "all")]
    post: Option<String>,
    /// Every post, even those that somebody holds [default: posts that nobody holds]
    #[arg(long)]
    all: bool,
    /// Days until the links expire
    #[arg(long, value_name = "N", default_value_t = 7, value_parser = clap::value_parser!(u64).range(1..=366))]
    days: u64,
    /// The bot's user name [default: asked of Telegram]
    #[arg(long, value_name = "USERNAME")]
    bot: Option<String>,
}

pub async fn run(config: &Config, whom: Whom, clock: Clock) -> anyhow::Result<()> {
    let (store, _) = app::open_existing(config).await?;
    let office = offices::chosen(&store, whom.office.as_deref()).await?;
    let posts = wanted(invitations::posts(&store, office).await?, &whom)?;
    let bot = match &whom.bot {
        Some(bot) => bot.trim_start_matches('@').to_owned(),
        None => username(config).await?,
    };
    let valid_for = Duration::from_secs(whom.days * 24 * 3600);
    for post in posts {
        let now = clock.now();
        let code = invitations::create(&store, office, post.post, valid_for, now, &mut rand::rng())
            .await?;
        println!(
            "{}\t{} ({})\thttps://t.me/{bot}?start={code}",
            post.code, post.name, post.position
        );
    }
    store.close().await;
    Ok(())
}

fn wanted(mut posts: Vec<PostListed>, whom: &Whom) -> anyhow::Result<Vec<PostListed>> {
    match &whom.post {
        Some(code) => {
            let codes: Vec<_> = posts.iter().map(|post| post.code.clone()).collect();
            posts.retain(|post| post.code == *code);
            ensure!(
                !posts.is_empty(),
                "there is no post {code:?}; there are: {}",
                codes.join(", ")
            );
        }
        None if whom.all => {}
        None => {
            posts.retain(|post| post.holder.is_none());
            ensure!(
                !posts.is_empty(),
                "every post is held; --post or --all makes links for new holders"
            );
        }
    }
    Ok(posts)
}

async fn username(config: &Config) -> anyhow::Result<String> {
    let token = config
        .token()
        .context("the bot's name is not known: give it with --bot")?;
    let api = Api::new(&config.api_url, token)?;
    let me = telegram::identity(&api)
        .await
        .context("the bot's name is not known: give it with --bot")?;
    Ok(me.username)
}
