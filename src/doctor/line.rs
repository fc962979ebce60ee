//! The line to Telegram: the token, the webhook, and how the two clocks differ.

use super::Findings;
use crate::clock::Clock;
use crate::config::Config;
use crate::domain::calendar::bangkok;
use crate::telegram::api::Api;
use crate::telegram::{self, webhook};

/// Clocks may differ by so much before somebody should look, and before it does harm, in milliseconds.
const ASKEW: i64 = 30_000;
const WRONG: i64 = 300_000;
/// Updates that wait at Telegram's.
const MANY: i64 = 100;
/// How long Telegram's last complaint is worth a word, in seconds.
const LATELY: i64 = 24 * 3600;

pub async fn look(config: &Config, clock: &Clock, findings: &mut Findings) {
    let api = match config.token() {
        Ok(token) => Api::new(&config.api_url, token),
        Err(error) => Err(error),
    };
    let api = match api {
        Ok(api) => api,
        Err(error) => {
            let advice = "it is the bot's own, and the same that rapsap serve is started with";
            return findings.fail("token", format!("{error:#}"), advice);
        }
    };
    match telegram::identity(&api).await {
        Ok(me) => findings.well("token", format!("it is @{}'s", me.username)),
        Err(error) if error.is_unauthorized() => {
            let advice = "copy it anew from @BotFather; a token that was revoked is dead";
            return findings.fail("token", "Telegram refuses it", advice);
        }
        Err(error) => {
            let says = format!("Telegram cannot be asked: {}", error.without_quotes());
            let advice = "look at the network, the firewall and api_url";
            return findings.fail("token", says, advice);
        }
    }
    hook(config, clock, &api, findings).await;
    time(clock, &api, findings).await;
}

async fn hook(config: &Config, clock: &Clock, api: &Api, findings: &mut Findings) {
    let info = match webhook::info(api).await {
        Ok(info) => info,
        Err(error) => {
            let says = format!("Telegram does not say: {}", error.without_quotes());
            return findings.warn("webhook", says, "try again later");
        }
    };
    match &config.webhook {
        None if info.url.is_empty() => findings.well("webhook", "none, updates are asked for"),
        None => findings.fail(
            "webhook",
            "Telegram brings updates to a webhook, so nothing can be asked for",
            "say --webhook or [webhook] url, or remove it at Telegram's (deleteWebhook)",
        ),
        Some(webhook) if info.url == webhook.url => {
            findings.well("webhook", "Telegram brings updates to it");
        }
        Some(_) if info.url.is_empty() => findings.warn(
            "webhook",
            "Telegram does not know it yet",
            "rapsap serve sets it when it starts",
        ),
        Some(_) => findings.fail(
            "webhook",
            "Telegram brings updates to another address",
            "another program may use this token: end it, and start rapsap serve anew",
        ),
    }
    let complaint = info.last_error_date.unwrap_or(0);
    if clock.now() / 1000 - complaint < LATELY {
        let why = info.last_error_message.unwrap_or_default();
        findings.warn(
            "webhook",
            format!("Telegram could not bring an update lately: {why}"),
            "look at what ends TLS in front of webhook_listen",
        );
    }
    let waiting = info.pending_update_count;
    if waiting > MANY {
        findings.warn(
            "webhook",
            format!("{waiting} updates wait at Telegram's"),
            "start rapsap serve; Telegram keeps updates for 24 hours",
        );
    }
}

async fn time(clock: &Clock, api: &Api, findings: &mut Findings) {
    let shown = bangkok(clock.now()).format("%Y-%m-%d %H:%M:%S");
    let ahead = match api.moment().await {
        Ok(Some(theirs)) => clock.now() - theirs,
        _ => {
            let advice = "compare it yourself";
            return findings.warn(
                "clock",
                format!("{shown} in Bangkok; Telegram tells no time"),
                advice,
            );
        }
    };
    let differ = format!(
        "{shown} in Bangkok, {} s {} Telegram's",
        ahead.abs() / 1000,
        if ahead < 0 { "behind" } else { "ahead of" }
    );
    let advice = "let the machine keep its time by NTP";
    if ahead.abs() < ASKEW {
        findings.well("clock", differ);
    } else if ahead.abs() < WRONG {
        findings.warn("clock", differ, advice);
    } else {
        findings.fail("clock", differ, advice);
    }
}
