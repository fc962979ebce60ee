//! A strict loopback Bot API with its chat page: the newcomers' door, the demo, the test harness and the load
//! generator's peer. It knows the Bot API only; the bot that it plays Telegram for reaches it over HTTP.
//!
//! Start one with [`start`], give the bot [`Sandbox::api_url`] and the token, and take up a person's [`Phone`].

mod clock;
mod connection;
mod edit;
mod entities;
mod faults;
mod files;
mod html;
mod http;
mod keyboard;
mod message;
mod methods;
mod pace;
mod page;
mod page_events;
mod params;
mod phone;
mod profile;
mod refusal;
mod seeing;
mod send;
mod state;
mod updates;
mod webhook;

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use serde_json::{Map, Value};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

pub use clock::VisitorsClock;
pub use entities::Entity;
pub use faults::{Fault, Faults, Misbehaviour};
pub use keyboard::Button;
pub use message::{Attachment, ChatMessage};
pub use pace::Pace;
pub use phone::{AlbumItem, NoSuchButton, Phone};
pub use state::{PressAnswer, Received};

/// Who the bot is, as `getMe` tells it.
#[derive(Debug, Clone)]
pub struct BotIdentity {
    pub id: i64,
    pub first_name: String,
    pub username: String,
}

/// Somebody with a phone.
#[derive(Debug, Clone, Default)]
pub struct Person {
    /// Telegram's user id, which is also the id of the private chat with the bot.
    pub id: i64,
    pub first_name: String,
    pub last_name: Option<String>,
    pub username: Option<String>,
    /// Two letters, as in `th`.
    pub language_code: Option<String>,
    /// Shown above the phone, for example the person's post.
    pub caption: String,
    /// The deep link that this person got: sent along when they press Start.
    pub start_payload: Option<String>,
}

pub struct Settings {
    pub token: String,
    pub bot: BotIdentity,
    pub people: Vec<Person>,
    /// Epoch seconds, for the dates of messages.
    pub now: Arc<dyn Fn() -> i64 + Send + Sync>,
    /// The clock that the page shows and puts forward, if there is one.
    pub clock: Option<Arc<dyn VisitorsClock>>,
    /// The page's own words by language: `{"th": {…}, "en": {…}}`.
    pub words: Map<String, Value>,
    /// A loopback address; port 0 takes any free one.
    pub listen: SocketAddr,
}

/// A running sandbox. It serves until it is dropped or shut down.
pub struct Sandbox {
    world: Arc<state::World>,
    address: SocketAddr,
    server: Option<JoinHandle<()>>,
}

/// Starts to serve, and returns once the address is bound.
///
/// # Errors
/// If the address is not a loopback one, or is taken.
pub async fn start(settings: Settings) -> anyhow::Result<Sandbox> {
    anyhow::ensure!(
        settings.listen.ip().is_loopback(),
        "the sandbox listens on loopback addresses only, not on {}",
        settings.listen
    );
    let listener = TcpListener::bind(settings.listen)
        .await
        .with_context(|| format!("cannot listen on {}", settings.listen))?;
    let address = listener.local_addr()?;
    let world = Arc::new(state::World::new(
        settings,
        tokio::runtime::Handle::current(),
    ));
    let service =
        http::router(world.clone()).into_make_service_with_connect_info::<connection::Cut>();
    let closing = world.clone();
    let server = tokio::spawn(async move {
        let listener = connection::CuttableListener(listener);
        let served = axum::serve(listener, service)
            .with_graceful_shutdown(async move { closing.closed().await })
            .await;
        if let Err(error) = served {
            tracing::error!(%error, "the sandbox stopped serving");
        }
    });
    Ok(Sandbox {
        world,
        address,
        server: Some(server),
    })
}

impl Sandbox {
    /// What to give to the bot in place of Telegram's own address.
    pub fn api_url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The chat page.
    pub fn page_url(&self) -> String {
        format!("http://{}/", self.address)
    }

    /// The phone of a person. What is done on the phone of somebody unknown has no effect.
    pub fn phone(&self, user_id: i64) -> Phone {
        Phone {
            world: self.world.clone(),
            user: user_id,
        }
    }

    /// Puts another phone on the table. A person with the same id is replaced, and their chat is empty again.
    pub fn add_person(&self, person: Person) {
        self.world.state().add_person(person);
        self.world.tell(state::Event::Everything);
    }

    /// The switches of misbehaviour.
    pub fn faults(&self) -> &Faults {
        &self.world.faults
    }

    /// Lets go of the updates that [`Faults::hold_updates`] held back.
    pub fn release_updates(&self) {
        self.world.faults.release();
        self.world.updates.notify_waiters();
    }

    /// Updates that the bot has not confirmed yet.
    pub fn updates_pending(&self) -> usize {
        self.world.state().queue.waiting.len()
    }

    /// How often the bot has asked for updates.
    pub fn polls(&self) -> u64 {
        self.world.state().queue.polls()
    }

    /// From now on the phones remember every message that came, also those that are deleted or changed later:
    /// see [`Phone::received`].
    pub fn remember_everything(&self) {
        self.world.state().remembers = true;
    }

    /// Hands the bot an update of a kind that it has not asked for and need not know; `fields` is JSON without
    /// braces, as in `"poll":{"id":"1"}`.
    pub fn strange_update(&self, fields: &str) {
        let now = self.world.now();
        self.world.state().queue.push_strange(fields, now);
        self.world.faults.count("update of an unknown kind");
        self.world.updates.notify_waiters();
    }

    /// Waits until the bot has confirmed every update; false if it has not in time.
    pub async fn wait_until_confirmed(&self, within: Duration) -> bool {
        self.wait_until(within, |queue| queue.waiting.is_empty())
            .await
    }

    /// Waits until a bot has asked for updates; false if none has in time.
    pub async fn wait_until_polled(&self, within: Duration) -> bool {
        self.wait_until(within, |queue| queue.polls() > 0).await
    }

    async fn wait_until(&self, within: Duration, so: impl Fn(&updates::Queue) -> bool) -> bool {
        let watch = async {
            loop {
                let notified = self.world.updates.notified();
                tokio::pin!(notified);
                notified.as_mut().enable();
                if so(&self.world.state().queue) {
                    return;
                }
                notified.await;
            }
        };
        tokio::time::timeout(within, watch).await.is_ok()
    }

    /// Stops serving and waits for what is under way; open long polls and pages end at once.
    pub async fn shutdown(mut self) {
        self.world.closing.send_replace(true);
        if let Some(server) = self.server.take() {
            let patience = tokio::time::timeout(Duration::from_secs(2), server);
            // Either outcome will do: the address is free as soon as the task is gone.
            let _ = patience.await;
        }
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        self.world.closing.send_replace(true);
        if let Some(server) = self.server.take() {
            server.abort();
        }
    }
}
