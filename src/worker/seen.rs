//! What the worker remembers from batch to batch, so that it need not read again what nobody else has
//! written. Offices are checked by their counters on any database; people, states and drafts count
//! only on SQLite, which tells whether anybody else has written since.

use std::collections::{HashMap, HashSet};

use crate::dialogue::{OfficeDesk, State, StoredDraft};
use crate::store::offices::Counters;
use crate::store::people::Person;
use crate::store::{Store, Written};

/// Offices that are remembered, at some 10 kB each: a province's.
const OFFICES: usize = 1024;
/// Likewise people, states and drafts, at some 1 kB each.
const PEOPLE: usize = 4096;

/// A database as it stood after the last batch.
#[derive(Default)]
pub struct Seen {
    written: Option<Written>,
    /// Nobody else has written since.
    whole: bool,
    /// No update waited.
    pub idle: bool,
    pub offices: HashMap<i64, (Counters, OfficeDesk)>,
    /// Those whose counters nobody can have changed since they were remembered.
    sure: HashSet<i64>,
    /// By chat, with the offices in which they hold a post.
    pub people: HashMap<i64, (Person, Vec<i64>)>,
    pub states: HashMap<i64, State>,
    /// By measure; None where there is none.
    pub drafts: HashMap<i64, Option<StoredDraft>>,
}

impl Seen {
    pub fn clear(&mut self) {
        *self = Seen::default();
    }

    /// To be told at the start of each batch how often the database has been written to; None stands
    /// for one that cannot say so.
    pub fn check(&mut self, written: Option<Written>) {
        self.whole = written.is_some_and(|now| self.written.is_some_and(|then| now.follows(then)));
        self.written = written;
        if !self.whole {
            self.people.clear();
            self.states.clear();
            self.drafts.clear();
            self.sure.clear();
            self.idle = false;
        }
    }

    /// Takes for granted that no other process has written, until [`Self::check`] tells; gives whether no update
    /// waits then.
    pub fn presume(&mut self, store: &Store) -> bool {
        self.whole = self.written.is_some_and(|then| store.rests_since(then));
        self.is_idle()
    }

    /// Whether certainly no update waits.
    pub fn is_idle(&self) -> bool {
        self.whole && self.idle
    }

    /// The counters of an office that cannot have changed.
    pub fn counters(&self, office: i64) -> Option<Counters> {
        let sure = self.whole && self.sure.contains(&office);
        let (counters, _) = self.offices.get(&office).filter(|_| sure)?;
        Some(*counters)
    }

    /// Remembers an office as it stands.
    pub fn office(&mut self, id: i64, counters: Counters, desk: OfficeDesk) {
        self.offices.insert(id, (counters, desk));
        self.sure.insert(id);
    }

    /// Makes room where too much is remembered, before as much as `more` is added.
    pub fn trim(&mut self, more: usize) {
        if self.offices.len() + more > OFFICES {
            self.offices.clear();
            self.sure.clear();
        }
        if self.people.len() + more > PEOPLE {
            self.people.clear();
        }
        if self.states.len() + more > PEOPLE {
            self.states.clear();
        }
        if self.drafts.len() + more > PEOPLE {
            self.drafts.clear();
        }
    }
}
