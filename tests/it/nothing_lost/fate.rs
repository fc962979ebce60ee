//! What befalls the program, drawn from one seed: its end at a random moment, and a Telegram that misbehaves.

use std::sync::Arc;
use std::time::{Duration, Instant};

use rand::rngs::StdRng;
use rand::{Rng as _, SeedableRng as _};
use rapsap::sandbox::{Fault, Misbehaviour, Sandbox};

use super::office::FIRST_PERSON;
use super::pause;
use super::program::Program;

pub struct Fate {
    chance: StdRng,
    telegram: Arc<Sandbox>,
    /// SIGKILLs so far.
    pub kills: u64,
    /// SIGTERMs so far.
    pub terminations: u64,
    /// The longest that a start took until the first poll.
    pub slowest_start: Duration,
}

impl Fate {
    pub fn new(seed: u64, telegram: Arc<Sandbox>) -> Fate {
        Fate {
            chance: StdRng::seed_from_u64(seed),
            telegram,
            kills: 0,
            terminations: 0,
            slowest_start: Duration::ZERO,
        }
    }

    /// Lets the program live for a moment, then ends it and starts it again.
    pub async fn strikes(&mut self, program: &mut Program) {
        // One in eight does not even come to its first poll.
        if self.chance.random_range(0..8) > 0 {
            let (polls, begun) = (self.telegram.polls(), Instant::now());
            while self.telegram.polls() == polls && begun.elapsed() < Duration::from_secs(60) {
                assert!(program.lives(), "it has ended by itself\n{}", program.log());
                tokio::time::sleep(Duration::from_millis(2)).await;
            }
            self.slowest_start = self.slowest_start.max(begun.elapsed());
            for _ in 0..self.chance.random_range(0..4) {
                self.misbehaves();
                pause(&mut self.chance, Duration::from_millis(400)).await;
            }
        }
        pause(&mut self.chance, Duration::from_millis(900)).await;
        if self.chance.random_range(0..5) == 0 {
            program.terminate();
            self.terminations += 1;
        } else {
            program.kill();
            self.kills += 1;
        }
        program.start();
    }

    /// One kind of misbehaviour, for some requests to come.
    fn misbehaves(&mut self) {
        let faults = self.telegram.faults();
        let chance = &mut self.chance;
        let what = match chance.random_range(0..10) {
            0 => return faults.duplicate_updates(chance.random_range(1..5)),
            1 => return faults.reverse_updates(2),
            2 => return self.telegram.strange_update(r#""guest_star":{"id":"1"}"#),
            3 => Misbehaviour::TooManyRequests { retry_after: 1 },
            4 => Misbehaviour::ServerError([500, 502, 503][chance.random_range(0..3)]),
            5 | 6 => Misbehaviour::DropBefore,
            7 | 8 => Misbehaviour::DropAfter,
            _ => Misbehaviour::Delay(Duration::from_millis(chance.random_range(50..1500))),
        };
        let methods = [
            "getUpdates",
            "sendMessage",
            "sendMessage",
            "editMessageText",
            "sendDocument",
            "answerCallbackQuery",
        ];
        let mut fault = Fault::new(what).times(chance.random_range(1..4));
        // For all that is asked, for one method, or in one chat.
        match chance.random_range(0..4) {
            0 => {}
            1 => fault = fault.in_chat(FIRST_PERSON + chance.random_range(0..20)),
            _ => fault = fault.on(methods[chance.random_range(0..methods.len())]),
        }
        faults.add(fault);
    }
}
