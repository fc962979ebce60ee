//! The clock by which the bot behind the sandbox goes, as far as the page shows it and a visitor may put it
//! forward. What happens at which moment is known to whoever hands the clock in.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use futures_util::future::BoxFuture;
use serde::Deserialize;
use serde_json::{Value, json};

use super::state::{Event, World};

const DAY: i64 = 86_400_000;

/// A clock that can be put forward, never back.
pub trait VisitorsClock: Send + Sync {
    /// Epoch milliseconds.
    fn now(&self) -> i64;

    /// Shows this moment (epoch milliseconds) from now on, unless it has passed.
    fn put_forward(&self, moment: i64);

    /// The next moment at which the bot will write to somebody of its own accord, if it will.
    fn next_message(&self) -> BoxFuture<'_, anyhow::Result<Option<i64>>>;
}

/// What the page is told of the clock; `null` if there is none to be moved.
pub(super) fn shown(world: &World) -> Value {
    match &world.clock {
        Some(clock) => json!({"now": clock.now()}),
        None => Value::Null,
    }
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Leap {
    /// To the next message that comes by itself.
    Message,
    Day,
    Week,
}

#[derive(Debug, Deserialize)]
pub(super) struct Forward {
    to: Leap,
}

/// `POST /sandbox/clock`: says where the clock stands then, and whether it moved.
pub(super) async fn put_forward(
    State(world): State<Arc<World>>,
    Json(Forward { to }): Json<Forward>,
) -> Result<Json<Value>, StatusCode> {
    let clock = world.clock.as_ref().ok_or(StatusCode::NOT_FOUND)?;
    let moment = match to {
        Leap::Day => Some(clock.now().saturating_add(DAY)),
        Leap::Week => Some(clock.now().saturating_add(7 * DAY)),
        Leap::Message => clock.next_message().await.map_err(|error| {
            tracing::error!("what comes next is not known: {error:#}");
            StatusCode::INTERNAL_SERVER_ERROR
        })?,
    };
    if let Some(moment) = moment {
        clock.put_forward(moment);
        world.tell(Event::Clock);
    }
    Ok(Json(json!({"now": clock.now(), "moved": moment.is_some()})))
}
