//! Tells whoever looks after the installation how the program does: whether its rooms turn, whether it can do its
//! work and what is wrong if not, and what it counted. Over HTTP, to whoever asks: no secret and nobody's words are
//! in it. What it tells is said by the rooms ([`crate::vitals`]) and found out by [`minder`]; [`systemd`] hears of it too.

mod callers;
pub mod minder;
pub mod systemd;

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use axum::routing::get;
use axum::{Json, Router};
use serde::Serialize;
use tokio::net::TcpListener;
use tokio::sync::watch;

use crate::clock::Clock;
use crate::store::{Store, queues, trouble};
use crate::vitals::counts::Queue;
use crate::vitals::{Part, Vitals, Wrong};

/// How long the database may take to answer whoever asks how the program does.
const PATIENCE: Duration = Duration::from_secs(2);
/// How often an address is tried that somebody else listens on.
const AGAIN: Duration = Duration::from_secs(5);
const OPEN_METRICS: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// What can be told. Cloning shares it.
#[derive(Clone)]
pub struct Health {
    pub vitals: Vitals,
    clock: Clock,
    store: watch::Sender<Option<Store>>,
}

/// Whether the rooms turn.
#[derive(Serialize)]
struct Live {
    live: bool,
    /// Those that do not.
    stuck: Vec<Part>,
}

/// Whether the program can do its work.
#[derive(Serialize)]
struct Ready {
    ready: bool,
    /// What keeps it from that.
    wrong: Vec<Wrong>,
    /// What does not, and should be looked at.
    remarks: Vec<Wrong>,
    /// Files of the evidence store that are not what they were, by SHA-256.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    damaged: Vec<String>,
}

impl Health {
    pub fn new(vitals: Vitals, clock: Clock) -> Health {
        Health {
            vitals,
            clock,
            store: watch::Sender::new(None),
        }
    }

    /// The rooms are open over this database.
    pub fn open(&self, store: &Store) {
        self.vitals.open();
        self.vitals.counts.opened();
        self.store.send_replace(Some(store.clone()));
    }

    /// The program was told to end.
    pub fn stops(&self) {
        let ends = "the program finishes what it holds and ends";
        self.vitals.ill(Part::Place, ends, None);
        systemd::stops();
    }

    /// The rooms are closed.
    pub fn close(&self) {
        self.store.send_replace(None);
        self.vitals.close();
    }

    fn store(&self) -> Option<Store> {
        self.store.borrow().clone()
    }

    /// Everything that is wrong now; asks the database.
    pub async fn wrong(&self) -> Vec<Wrong> {
        let mut wrong = self.vitals.wrong(Instant::now());
        if let Some(store) = self.store()
            && let Err(error) = store.ping(PATIENCE).await
        {
            wrong.push(Wrong {
                part: Part::Database,
                what: "the database does not answer",
                why: trouble::name(&error),
                seconds: 0,
            });
        }
        wrong
    }

    /// Tells it at `listen` until it is dropped. An address that cannot be listened on keeps nobody from their work:
    /// it is said, and tried again.
    pub async fn run(self, listen: SocketAddr) {
        let routes = Router::new()
            .route("/health/live", get(live))
            .route("/health/ready", get(ready))
            .route("/metrics", get(metrics))
            .with_state(Arc::new(self));
        let mut said = false;
        loop {
            match TcpListener::bind(listen).await {
                Ok(listener) => {
                    tracing::info!("how the program does is told at http://{listen}/health/ready");
                    match callers::answer(listener, routes).await {}
                }
                Err(error) if !std::mem::replace(&mut said, true) => {
                    tracing::warn!("how the program does cannot be told at {listen}: {error}");
                }
                Err(_) => {}
            }
            tokio::time::sleep(AGAIN).await;
        }
    }
}

fn code(well: bool) -> StatusCode {
    match well {
        true => StatusCode::OK,
        false => StatusCode::SERVICE_UNAVAILABLE,
    }
}

async fn live(State(health): State<Arc<Health>>) -> impl IntoResponse {
    let stuck = health.vitals.stuck(Instant::now());
    let live = stuck.is_empty();
    (code(live), Json(Live { live, stuck }))
}

async fn ready(State(health): State<Arc<Health>>) -> impl IntoResponse {
    let wrong = health.wrong().await;
    let ready = wrong.is_empty();
    let told = Ready {
        ready,
        wrong,
        remarks: health.vitals.remarks(Instant::now()),
        damaged: health.vitals.damaged(),
    };
    (code(ready), Json(told))
}

async fn metrics(State(health): State<Arc<Health>>) -> impl IntoResponse {
    let ready = health.wrong().await.is_empty();
    let queues = waiting(&health).await;
    match health.vitals.counts.text(ready, &queues) {
        Ok(text) => (StatusCode::OK, [(header::CONTENT_TYPE, OPEN_METRICS)], text).into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

/// Nothing of a database that does not answer: what was counted is told all the same.
async fn waiting(health: &Health) -> Vec<Queue> {
    let Some(store) = health.store() else {
        return Vec::new();
    };
    let asked = queues::waiting(&store, health.clock.now());
    match tokio::time::timeout(PATIENCE, asked).await {
        Ok(Ok(queues)) => queues,
        Ok(Err(_)) | Err(_) => Vec::new(),
    }
}
