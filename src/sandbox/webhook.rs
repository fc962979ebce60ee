//! Webhooks: setting one, and handing updates to it until it says 2xx.
//! Messages and presses of a chat go in queues of their own, as at Telegram, so they may overtake each other.

use std::collections::HashSet;
use std::sync::Arc;

use serde_json::json;

use super::params::Params;
use super::refusal::{Answer, Refusal};
use super::state::World;

#[derive(Debug)]
pub(super) struct Webhook {
    url: String,
    secret: Option<String>,
    max_connections: usize,
    /// The queues (chat, presses or not) whose first update is on its way.
    busy: HashSet<(i64, bool)>,
    last_error: Option<(i64, String)>,
    /// Tells a webhook from the one before it.
    generation: u64,
}

/// `setWebhook`; an empty URL is `deleteWebhook`.
pub(super) fn set(world: &Arc<World>, params: &Params) -> Answer {
    let url = params.text("url").unwrap_or_default();
    if url.is_empty() {
        return delete(world, params);
    }
    let parsed =
        reqwest::Url::parse(&url).map_err(|_| Refusal::bad("invalid webhook URL specified"))?;
    let is_loopback = matches!(parsed.host_str(), Some("127.0.0.1" | "localhost" | "[::1]"));
    if parsed.scheme() != "http" || !is_loopback {
        // Telegram wants HTTPS; the sandbox delivers to this machine only, where HTTP does.
        return Err(Refusal::bad(
            "bad webhook: HTTPS url must be provided for webhook",
        ));
    }
    let secret = params.text("secret_token").filter(|s| !s.is_empty());
    if let Some(secret) = &secret {
        if secret.len() > 256 {
            return Err(Refusal::bad("secret token is too long"));
        }
        let is_allowed = |b: u8| b.is_ascii_alphanumeric() || b == b'_' || b == b'-';
        if !secret.bytes().all(is_allowed) {
            return Err(Refusal::bad("secret token contains unallowed characters"));
        }
    }
    let client = reqwest::Client::builder()
        .no_proxy()
        .redirect(reqwest::redirect::Policy::none())
        .timeout(std::time::Duration::from_secs(60))
        .build()
        .map_err(|_| Refusal::server_error(500))?;
    let connections = params.int("max_connections").unwrap_or(40).clamp(1, 100);
    let generation = {
        let mut state = world.state();
        state.version += 1;
        let generation = state.version;
        let queue = &mut state.queue;
        queue.allow(params)?;
        if params.flag("drop_pending_updates") {
            queue.waiting.clear();
        }
        queue.webhook = Some(Webhook {
            url: url.into_owned(),
            secret: secret.map(|s| s.into_owned()),
            max_connections: usize::try_from(connections).unwrap_or(40),
            busy: HashSet::new(),
            last_error: None,
            generation,
        });
        generation
    };
    world
        .runtime
        .spawn(deliver(world.clone(), client, generation));
    world.updates.notify_waiters();
    Ok("true".to_owned())
}

pub(super) fn delete(world: &Arc<World>, params: &Params) -> Answer {
    let mut state = world.state();
    state.queue.webhook = None;
    if params.flag("drop_pending_updates") {
        state.queue.waiting.clear();
    }
    drop(state);
    world.updates.notify_waiters();
    Ok("true".to_owned())
}

pub(super) fn info(world: &World) -> Answer {
    let state = world.state();
    let mut info = json!({
        "url": "",
        "has_custom_certificate": false,
        "pending_update_count": state.queue.waiting.len(),
    });
    if let Some(webhook) = &state.queue.webhook {
        info["url"] = webhook.url.as_str().into();
        info["max_connections"] = webhook.max_connections.into();
        if let Some((date, message)) = &webhook.last_error {
            info["last_error_date"] = (*date).into();
            info["last_error_message"] = message.as_str().into();
        }
    }
    if let Some(allowed) = state.queue.allowed() {
        info["allowed_updates"] = allowed.iter().map(String::as_str).collect();
    }
    Ok(info.to_string())
}

struct Delivery {
    serial: u64,
    queue: (i64, bool),
    url: String,
    secret: Option<String>,
    json: Arc<str>,
}

/// The next update that may go out now; `Err` when this webhook is no longer the one.
fn next(world: &World, generation: u64) -> Result<Option<Delivery>, ()> {
    let mut state = world.state();
    let queue = &mut state.queue;
    queue.expire(world.now(), world.faults.presses_expire());
    let Some(webhook) = queue
        .webhook
        .as_mut()
        .filter(|w| w.generation == generation)
    else {
        return Err(());
    };
    if world.faults.holding() || webhook.busy.len() >= webhook.max_connections {
        return Ok(None);
    }
    let free =
        |update: &&super::updates::Queued| !webhook.busy.contains(&(update.chat, update.is_press));
    let Some(update) = queue.waiting.iter().find(free) else {
        return Ok(None);
    };
    let delivery = Delivery {
        serial: update.serial,
        queue: (update.chat, update.is_press),
        url: webhook.url.clone(),
        secret: webhook.secret.clone(),
        json: update.json.clone(),
    };
    webhook.busy.insert(delivery.queue);
    Ok(Some(delivery))
}

async fn deliver(world: Arc<World>, client: reqwest::Client, generation: u64) {
    loop {
        let notified = world.updates.notified();
        tokio::pin!(notified);
        notified.as_mut().enable();
        match next(&world, generation) {
            Err(()) => return,
            Ok(Some(delivery)) => {
                tokio::spawn(hand_over(
                    world.clone(),
                    client.clone(),
                    generation,
                    delivery,
                ));
            }
            Ok(None) => tokio::select! {
                () = notified => {}
                () = world.closed() => return,
            },
        }
    }
}

async fn hand_over(
    world: Arc<World>,
    client: reqwest::Client,
    generation: u64,
    delivery: Delivery,
) {
    let mut request = client
        .post(&delivery.url)
        .header("content-type", "application/json")
        .body(delivery.json.as_bytes().to_vec());
    if let Some(secret) = &delivery.secret {
        request = request.header("X-Telegram-Bot-Api-Secret-Token", secret);
    }
    let failure = match request.send().await {
        Ok(response) if response.status().is_success() => None,
        Ok(response) => Some(format!(
            "Wrong response from the webhook: {}",
            response.status()
        )),
        Err(_) => Some("Connection refused".to_owned()),
    };
    if failure.is_some() {
        tokio::time::sleep(World::WEBHOOK_RETRY).await;
    }
    {
        let mut state = world.state();
        let now = world.now();
        let queue = &mut state.queue;
        if let Some(webhook) = queue
            .webhook
            .as_mut()
            .filter(|w| w.generation == generation)
        {
            webhook.busy.remove(&delivery.queue);
            match failure {
                Some(failure) => webhook.last_error = Some((now, failure)),
                None => queue
                    .waiting
                    .retain(|update| update.serial != delivery.serial),
            }
        }
    }
    world.updates.notify_waiters();
}
