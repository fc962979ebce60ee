//! Takes updates that Telegram brings itself: an HTTP listener for `setWebhook`, behind whatever ends TLS in front
//! of it. Each update is committed before Telegram is told "received"; what it brings twice is known by its id, as
//! with polling. Messages and presses come in queues of their own there and may overtake each other: each is
//! answered from where its chat stands.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context as _;
use axum::Router;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rand::RngCore as _;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use tokio::net::TcpListener;
use tokio::sync::watch;

use super::api::{Api, CallError};
use super::intake::{ALLOWED, Condition, Incoming, IntakeError, UNSTORED, receive, received};
use crate::clock::Clock;
use crate::store::Store;
use crate::store::blobs::sha256;
use crate::vitals::Part;

/// An update takes a few kilobytes; nothing that Telegram brings is larger than this.
const LARGEST: usize = 1 << 20;
/// How often Telegram is asked whether it still brings updates here.
const LOOK: Duration = Duration::from_secs(60);
const PATIENCE: Duration = Duration::from_secs(30);
const SECRET: &str = "x-telegram-bot-api-secret-token";

/// Where updates are brought to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Webhook {
    /// As Telegram reaches it from outside: `https://…`.
    pub url: String,
    /// Where this program listens.
    pub listen: SocketAddr,
}

struct Hook {
    store: Store,
    clock: Clock,
    /// SHA-256 of the secret: comparing hashes tells nothing by the time it takes.
    secret: String,
}

#[derive(Serialize)]
struct SetWebhook<'a> {
    url: &'a str,
    secret_token: &'a str,
    allowed_updates: [&'static str; 4],
    max_connections: u8,
}

/// What Telegram says of a bot's webhook.
#[derive(Deserialize)]
pub struct WebhookInfo {
    /// Empty if there is none.
    pub url: String,
    /// Updates that wait at Telegram's, with or without one.
    #[serde(default)]
    pub pending_update_count: i64,
    /// Epoch seconds.
    pub last_error_date: Option<i64>,
    pub last_error_message: Option<String>,
}

/// Asks for it.
pub async fn info(api: &Api) -> Result<WebhookInfo, CallError> {
    let nothing = serde_json::json!({});
    api.call_named("getWebhookInfo", &nothing, PATIENCE).await
}

/// Listens until `stop` turns true, or until Telegram refuses the token. Telegram keeps bringing updates to the
/// address afterwards, and tries for a day until somebody listens there again.
///
/// # Errors
/// If the address cannot be listened on.
pub async fn run(
    api: Api,
    store: Store,
    clock: Clock,
    webhook: Webhook,
    stop: watch::Receiver<bool>,
) -> anyhow::Result<()> {
    let listener = TcpListener::bind(webhook.listen)
        .await
        .with_context(|| format!("the webhook cannot listen on {}", webhook.listen))?;
    let mut random = [0; 32];
    rand::rng().fill_bytes(&mut random);
    let secret = URL_SAFE_NO_PAD.encode(random);
    let hook = Hook {
        store: store.clone(),
        clock,
        secret: sha256(secret.as_bytes()),
    };
    let routes = Router::new()
        .fallback_service(post(take).with_state(Arc::new(hook)))
        .layer(DefaultBodyLimit::max(LARGEST));
    let mut stopped = stop.clone();
    let served = axum::serve(listener, routes).with_graceful_shutdown(async move {
        // An error means that everything ends.
        let _ = stopped.wait_for(|stop| *stop).await;
    });
    tokio::select! {
        served = served => served.context("the webhook's listener failed"),
        refused = announce(&api, &webhook.url, &secret, &store, stop) => refused,
    }
}

/// Keeps what Telegram brings.
async fn take(State(hook): State<Arc<Hook>>, headers: HeaderMap, body: Bytes) -> StatusCode {
    let given = headers.get(SECRET).map(|value| sha256(value.as_bytes()));
    if given.as_ref() != Some(&hook.secret) {
        return StatusCode::UNAUTHORIZED;
    }
    let Ok(update) = serde_json::from_slice::<Box<RawValue>>(&body) else {
        tracing::warn!("what came by the webhook cannot be read and is passed over");
        return StatusCode::OK;
    };
    let Some(Incoming { kind, kept, .. }) = received(update) else {
        return StatusCode::OK;
    };
    hook.store.vitals.reached();
    let Some(kept) = kept else {
        return StatusCode::OK;
    };
    match receive(&hook.store, vec![kept], hook.clock.now()).await {
        Ok(fresh) => {
            if fresh > 0 {
                hook.store.vitals.well(Part::Intake);
            }
            hook.store.vitals.counts.received(kind);
            StatusCode::OK
        }
        // Telegram will bring it again.
        Err(error) => {
            hook.store.ails(Part::Intake, UNSTORED, &error);
            tracing::warn!("an update cannot be stored: {error:#}");
            StatusCode::SERVICE_UNAVAILABLE
        }
    }
}

/// Tells Telegram where to bring updates, and sees to it that this stays so.
async fn announce(
    api: &Api,
    url: &str,
    secret: &str,
    store: &Store,
    mut stop: watch::Receiver<bool>,
) -> anyhow::Result<()> {
    let vitals = &store.vitals;
    let mut condition = Condition::default();
    let mut known_error = None;
    let mut is_set = false;
    const LOST: &str = "the webhook cannot be set or looked after";
    while !*stop.borrow() {
        vitals.turns(Part::Intake, PATIENCE);
        // What could not be stored may never come again: a press is of use for some minutes only.
        if vitals.is_ill(Part::Intake) && store.probe().await.is_ok() {
            vitals.well(Part::Intake);
        }
        let done = match is_set {
            false => set(api, url, secret).await,
            true => still(api, url, &mut known_error).await,
        };
        let wait = match done {
            Ok(stands) => {
                condition.well();
                vitals.reached();
                if stands && !is_set {
                    tracing::info!("Telegram brings updates to {url}");
                } else if !stands {
                    tracing::warn!("updates were brought elsewhere: the webhook is set again");
                }
                is_set = stands;
                if stands { LOOK } else { Duration::ZERO }
            }
            Err(error) if error.is_unauthorized() => return Err(IntakeError::Unauthorized.into()),
            Err(error) => {
                let told = match error {
                    CallError::Wait(wait) => Some(wait),
                    _ => None,
                };
                vitals.ill(Part::Telegram, LOST, None);
                condition.ill(LOST, error.without_quotes(), told)
            }
        };
        vitals.turns(Part::Intake, wait);
        tokio::select! {
            () = tokio::time::sleep(wait) => {}
            _ = stop.changed() => {}
        }
    }
    // The listener ends by itself, after what it holds.
    std::future::pending().await
}

async fn set(api: &Api, url: &str, secret: &str) -> Result<bool, CallError> {
    let ask = SetWebhook {
        url,
        secret_token: secret,
        allowed_updates: ALLOWED,
        max_connections: 100,
    };
    api.call_named("setWebhook", &ask, PATIENCE).await
}

/// Whether updates are still to be brought here; Telegram's own troubles in doing so are logged.
async fn still(api: &Api, url: &str, known_error: &mut Option<i64>) -> Result<bool, CallError> {
    let info = info(api).await?;
    if info.last_error_date > *known_error {
        *known_error = info.last_error_date;
        let why = info.last_error_message.unwrap_or_default();
        tracing::warn!("Telegram could not bring an update: {why}");
    }
    Ok(info.url == url)
}
