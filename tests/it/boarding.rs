//! A message whose person answered faster than the line said that the one before it got there: it leaves behind
//! that one without another commit, or waits in the outbox as it always did.

use std::time::{Duration, Instant};

use rapsap::dialogue::Screen;
use rapsap::domain::office::Language;
use rapsap::store::Store;
use rapsap::store::outbox::{self, Message, Outgoing};
use rapsap::telegram::deliver::End;
use rapsap::telegram::sender::{Back, Flight, Moment, Settings, Traffic};

use crate::databases::{NOW, count, for_each_database};

const WAITING: &str = "SELECT COUNT(*) FROM outbox WHERE status = 'waiting'";
const SENDING: &str = "SELECT COUNT(*) FROM outbox WHERE status = 'sending'";

/// A sender, and messages to one chat that the worker writes.
struct Line {
    store: Store,
    traffic: Traffic,
    origin: Instant,
    milliseconds: u64,
}

impl Line {
    fn new(store: &Store) -> Line {
        let origin = Instant::now();
        let mut traffic = Traffic::new(store.clone(), Settings::unlimited(), origin);
        traffic.open(origin);
        Line {
            store: store.clone(),
            traffic,
            origin,
            milliseconds: 0,
        }
    }

    fn moment(&self) -> Moment {
        Moment {
            at: self.origin + Duration::from_millis(self.milliseconds),
            epoch: NOW,
        }
    }

    /// The worker answers; gives what takes off.
    async fn answers(&mut self, key: &str) -> Vec<Flight> {
        self.is_answered(key).await;
        self.traffic.board(self.moment().at)
    }

    /// The worker answers, and the sender has not looked yet.
    async fn is_answered(&self, key: &str) {
        let message = Message {
            chat: 1,
            language: Language::THAI,
            outgoing: Outgoing::Show {
                screen: Screen::new(key),
            },
            key: None,
        };
        let mut tx = self.store.begin().await.unwrap();
        let runway = self.store.runway.clone();
        let mut departure = runway.departure();
        outbox::insert_leaving(&self.store, &mut tx, vec![message], &mut departure, NOW)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        departure.leave();
    }

    /// The line says how it ended; gives what takes off.
    fn says(&mut self, flight: Flight, end: End) -> Vec<Flight> {
        self.has_said(flight, end);
        self.traffic.board(self.moment().at)
    }

    /// The line says how it ended, and the sender has not looked yet at what may leave then.
    fn has_said(&mut self, flight: Flight, end: End) {
        let Flight { waiting, parts } = flight;
        let back = Back {
            waiting,
            end,
            parts,
        };
        self.traffic.land(back, self.moment());
    }

    /// A turn of the sender; gives what takes off.
    async fn turn(&mut self, more: bool) -> Vec<Flight> {
        self.traffic.turn(more, self.moment()).await.unwrap()
    }
}

/// On PostgreSQL the sender claims everything.
async fn with_a_line(test: impl AsyncFn(Line)) {
    for_each_database(async |db| {
        if db.store.is_sqlite() {
            test(Line::new(&db.store)).await;
        }
    })
    .await;
}

fn said(flights: &[Flight]) -> Vec<&str> {
    let said = flights.iter().map(|flight| match &flight.waiting.outgoing {
        Outgoing::Show { screen } => screen.parts[0].key.as_str(),
        other => panic!("{other:?}"),
    });
    said.collect()
}

const THERE: End = End::Sent {
    message_id: Some(77),
};

#[tokio::test]
async fn it_leaves_when_the_one_before_it_got_there_without_another_commit() {
    with_a_line(async |mut line| {
        let first = line.answers("a").await.pop().unwrap();
        assert!(line.answers("b").await.is_empty());
        assert_eq!(count(&line.store, SENDING).await, 2);
        let second = line.says(first, THERE);
        assert_eq!(said(&second), ["b"]);
        assert_eq!(count(&line.store, WAITING).await, 0);
        // The third is written before anybody recorded that the second got there.
        assert!(
            line.says(second.into_iter().next().unwrap(), THERE)
                .is_empty()
        );
        assert_eq!(said(&line.answers("c").await), ["c"]);
    })
    .await;
}

#[tokio::test]
async fn it_stays_behind_one_that_does_not_get_there() {
    with_a_line(async |mut line| {
        let first = line.answers("a").await.pop().unwrap();
        assert!(line.answers("b").await.is_empty());
        let failed = End::Later("no line".to_owned());
        assert!(line.says(first, failed).is_empty());
        // Written while nobody has recorded yet that the first failed.
        assert!(line.answers("c").await.is_empty());
        assert!(line.turn(true).await.is_empty(), "the first is not due yet");
        assert_eq!(count(&line.store, WAITING).await, 3);
        let turn = outbox::turn(&line.store, &[], &[], 9, NOW + 60_000).await;
        let next = turn.unwrap().next;
        assert_eq!(next.len(), 1);
        assert!(
            matches!(&next[0].outgoing, Outgoing::Show { screen } if screen.parts[0].key == "a")
        );
    })
    .await;
}

#[tokio::test]
async fn on_a_slow_line_it_waits_unmarked_and_so_does_a_third_on_any() {
    with_a_line(async |mut line| {
        let first = line.answers("a").await.pop().unwrap();
        assert!(line.answers("b").await.is_empty());
        assert!(line.answers("c").await.is_empty());
        line.turn(true).await;
        assert_eq!(
            count(&line.store, WAITING).await,
            1,
            "two at once are enough"
        );
        let second = line.says(first, THERE).pop().unwrap();
        assert!(line.says(second, THERE).is_empty());
        let third = line.turn(true).await;
        assert_eq!(said(&third), ["c"]);
        line.milliseconds += 500;
        assert!(line.answers("d").await.is_empty());
        line.turn(true).await;
        assert_eq!(count(&line.store, WAITING).await, 1);
    })
    .await;
}

#[tokio::test]
async fn what_has_not_left_at_the_end_is_sent_after_the_next_start_and_not_called_a_repetition() {
    with_a_line(async |mut line| {
        let first = line.answers("a").await.pop().unwrap();
        assert!(line.answers("b").await.is_empty());
        assert!(line.turn(false).await.is_empty());
        assert!(line.says(first, THERE).is_empty());
        line.turn(false).await;
        assert_eq!(outbox::recover(&line.store, NOW).await.unwrap(), 0);
        let turn = outbox::turn(&line.store, &[], &[], 9, NOW).await.unwrap();
        assert!(matches!(&turn.next[0].outgoing, Outgoing::Show { screen } if screen.parts[0].key == "b"));
    })
    .await;
}

#[tokio::test]
async fn nothing_overtakes_what_comes_once_more_nor_what_waits_for_that() {
    with_a_line(async |mut line| {
        let first = line.answers("a").await.pop().unwrap();
        line.is_answered("b").await;
        line.has_said(first, End::Unsure("the line broke".to_owned()));
        // Recorded and claimed again, in its old place and as a new row, before "b" boards.
        let mut again = line.turn(true).await;
        assert_eq!(said(&again), ["again-mark"]);
        assert!(line.answers("c").await.is_empty());
        assert!(line.turn(true).await.is_empty());
        assert!(line.says(again.remove(0), THERE).is_empty());
        let mut next = line.turn(true).await;
        assert_eq!(said(&next), ["b"]);
        line.says(next.remove(0), THERE);
        line.turn(false).await;
        assert_eq!(said(&line.turn(true).await), ["c"]);
    })
    .await;
}

#[tokio::test]
async fn what_is_behind_a_message_that_takes_long_is_not_left_marked() {
    with_a_line(async |mut line| {
        assert_eq!(said(&line.answers("a").await), ["a"]);
        assert!(line.answers("b").await.is_empty());
        assert_eq!(count(&line.store, SENDING).await, 2);
        let soon = line.traffic.asleep(line.moment().at);
        assert!(soon <= Duration::from_millis(200), "{soon:?}");
        line.milliseconds += 250;
        line.turn(true).await;
        assert_eq!(
            (
                count(&line.store, SENDING).await,
                count(&line.store, WAITING).await
            ),
            (1, 1)
        );
    })
    .await;
}

#[tokio::test]
async fn what_was_written_behind_a_message_to_somebody_who_blocked_the_bot_is_dropped_with_the_rest()
 {
    with_a_line(async |mut line| {
        let first = line.answers("a").await.pop().unwrap();
        assert!(line.says(first, End::Blocked).is_empty());
        line.is_answered("b").await;
        assert!(line.turn(true).await.is_empty());
        assert!(line.traffic.board(line.moment().at).is_empty());
        assert!(line.turn(true).await.is_empty());
        assert_eq!(count(&line.store, WAITING).await, 0);
        const DROPPED: &str = "SELECT COUNT(*) FROM outbox WHERE status = 'dropped'";
        assert_eq!(count(&line.store, DROPPED).await, 2);
    })
    .await;
}
