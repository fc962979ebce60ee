//! Tells systemd, where it started the program, that it is ready, how it does, that its rooms turn and that it
//! stops (`sd_notify`). Without a socket of its own nothing is told.

use std::io;
use std::os::linux::net::SocketAddrExt as _;
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::net::{SocketAddr, UnixDatagram};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use sd_notify::NotifyState;

use super::Health;
use crate::vitals::Vitals;

/// How often it looks whether there is something to tell.
const LOOK: Duration = Duration::from_secs(1);
/// How long systemd may take to hear something: rooms turn on the same threads.
const PATIENCE: Duration = Duration::from_secs(5);
/// What is told of a program that nothing keeps from answering.
const WELL: &str = "answers";

/// Tells it until it is dropped.
pub async fn run(health: Health) {
    if std::env::var_os("NOTIFY_SOCKET").is_none() {
        return;
    }
    let mut told = Told::default();
    let watchdog = sd_notify::watchdog_enabled();
    let pause = watchdog.map_or(LOOK, |within| LOOK.min(within / 3));
    let mut opened = health.store.subscribe();
    loop {
        for state in told.news(&health.vitals, watchdog.is_some(), Instant::now()) {
            tell(&state);
        }
        tokio::select! {
            () = tokio::time::sleep(pause) => {}
            _ = opened.changed() => {}
        }
    }
}

/// The program finishes what it holds, and ends.
pub(super) fn stops() {
    tell(&State::Stopping);
}

fn tell(state: &State) {
    let state = match state {
        State::Ready => NotifyState::Ready,
        State::Turns => NotifyState::Watchdog,
        State::Stopping => NotifyState::Stopping,
        State::Status(status) => NotifyState::Status(status),
    };
    if let Err(error) = send(&format!("{state}\n")) {
        tracing::debug!("systemd is not told how the program does: {error}");
    }
}

/// Says it on a socket that stays open: a program that may open no more files turns nevertheless.
fn send(words: &str) -> io::Result<()> {
    static SOCKET: Mutex<Option<UnixDatagram>> = Mutex::new(None);
    let Some(place) = std::env::var_os("NOTIFY_SOCKET") else {
        return Ok(());
    };
    let mut held = SOCKET.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(socket) = &*held
        && socket.send(words.as_bytes()).is_ok()
    {
        return Ok(());
    }
    let socket = UnixDatagram::unbound()?;
    socket.set_write_timeout(Some(PATIENCE))?;
    match place.as_bytes().strip_prefix(b"@") {
        Some(name) => socket.connect_addr(&SocketAddr::from_abstract_name(name)?)?,
        None => socket.connect(&place)?,
    }
    socket.send(words.as_bytes())?;
    *held = Some(socket);
    Ok(())
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum State {
    Ready,
    Status(String),
    /// The rooms turn.
    Turns,
    Stopping,
}

/// What was told before.
#[derive(Default)]
struct Told {
    ready: bool,
    status: String,
}

impl Told {
    /// What is to be told now. Who waits for another program to end has started: systemd waits for it no longer.
    fn news(&mut self, vitals: &Vitals, watched: bool, now: Instant) -> Vec<State> {
        let mut news = Vec::new();
        let wrong = vitals.wrong(now);
        if !self.ready && (vitals.is_open() || vitals.waits()) {
            self.ready = true;
            news.push(State::Ready);
        }
        let status = match &wrong[..] {
            [] => WELL.to_owned(),
            all => {
                let told = all.iter().map(|wrong| match wrong.why {
                    Some(why) => format!("{}: {why}", wrong.what),
                    None => wrong.what.to_owned(),
                });
                told.collect::<Vec<_>>().join("; ")
            }
        };
        if status != self.status {
            self.status.clone_from(&status);
            news.push(State::Status(status));
        }
        if watched && vitals.stuck(now).is_empty() {
            news.push(State::Turns);
        }
        news
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vitals::Part;

    #[test]
    fn it_is_told_once_that_the_program_is_ready_and_whenever_something_else_is_wrong() {
        let (vitals, mut told) = (Vitals::default(), Told::default());
        let status = |status: &str| State::Status(status.to_owned());
        let now = Instant::now();
        assert_eq!(
            told.news(&vitals, false, now),
            [status("the rooms are not open")]
        );
        vitals.open();
        vitals.reached();
        assert_eq!(
            told.news(&vitals, false, now),
            [State::Ready, status("answers")]
        );
        assert_eq!(told.news(&vitals, false, now), []);
        vitals.ill(Part::Worker, "updates wait", Some("the disk is full"));
        assert_eq!(
            told.news(&vitals, false, now),
            [status("updates wait: the disk is full")]
        );
        vitals.well(Part::Worker);
        assert_eq!(told.news(&vitals, false, now), [status("answers")]);
    }

    #[test]
    fn who_waits_for_another_program_has_started() {
        let (vitals, mut told) = (Vitals::default(), Told::default());
        vitals.ill(Part::Place, "another program is there", None);
        let news = told.news(&vitals, false, Instant::now());
        assert_eq!(news.first(), Some(&State::Ready));
    }

    #[test]
    fn the_watchdog_hears_nothing_of_a_program_of_which_a_room_is_stuck() {
        let (vitals, mut told) = (Vitals::default(), Told::default());
        vitals.open();
        vitals.turns(Part::Worker, Duration::from_secs(1));
        let now = Instant::now();
        assert!(told.news(&vitals, true, now).contains(&State::Turns));
        let later = now + Duration::from_secs(400);
        let news = told.news(&vitals, true, later);
        assert!(!news.contains(&State::Turns), "{news:?}");
    }
}
