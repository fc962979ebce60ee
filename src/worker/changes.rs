//! What a batch changes, as rows: collected step by step, written in one go with statements over many
//! rows. What is rare is written one by one.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use anyhow::Result;
use sqlx::AnyConnection;

use crate::dialogue::State;
use crate::domain::office::{Language, OfficeId, PersonId, ReportId, UploadId};
use crate::domain::office_change::{OfficeChange, PostEdit};
use crate::domain::report::{Decision, Stage};
use crate::plan_file::PlanFile;
use crate::store::audit::Noted;
use crate::store::documents::{self, DocumentKind};
use crate::store::erasure::{self, Account};
use crate::store::evidence::{self, NewFile};
use crate::store::facts::{self, DraftChange, NewFiling, NewReturn};
use crate::store::inbox::{self, Claimed};
use crate::store::invitations::{self, Claimable};
use crate::store::office_changes::{self, Checked};
use crate::store::outbox::{self, Message, Outgoing};
use crate::store::people::{self, Person};
use crate::store::redactions::{self, Decided};
use crate::store::reminders::{self, NewNudge};
use crate::store::reports::{self, NewReport};
use crate::store::runway::Departure;
use crate::store::{Store, audit, conversations, file_checks, offices, plan_uploads, plans, typed};

/// A change of who is who.
#[derive(Debug)]
pub enum PersonChange {
    Language(Person),
    Blocked { chat: i64, since: Option<i64> },
    Claim { person: Person, claimed: Claimable },
}

/// A change of a report.
#[derive(Debug)]
pub enum ReportChange {
    Compile {
        new: Box<NewReport>,
        chat: i64,
    },
    Decide {
        office: i64,
        report: ReportId,
        decision: Box<Decision>,
        to: Stage,
    },
    Supersede(ReportId),
    Redact(Decided),
    Print {
        office: i64,
        report: ReportId,
        kind: DocumentKind,
        chat: i64,
    },
}

/// A plan that is taken over.
#[derive(Debug)]
pub struct NewPlan {
    pub office: OfficeId,
    pub plan: Box<PlanFile>,
    /// The file that it came in, if it came in one.
    pub upload: Option<UploadId>,
    /// Who brought it, or opened it.
    pub person: PersonId,
}

/// The changes of one step, or of a whole batch.
#[derive(Debug, Default)]
pub struct Changes {
    now: i64,
    answered: Vec<i64>,
    failed: Vec<(i64, String)>,
    /// The claimed updates were marked as answered from the start.
    pub marked: bool,
    /// Updates that must wait for the next batch.
    pub put_off: Vec<Claimed>,
    /// New states of chats.
    pub states: Vec<(i64, State)>,
    pub people: Vec<PersonChange>,
    /// Whose accounts are erased.
    pub erased: Vec<Account>,
    /// The language that a step has chosen for its person.
    pub language: Option<Language>,
    /// Chats that gave a code which stands for nothing.
    pub wrong_codes: Vec<i64>,
    /// By measure.
    pub drafts: HashMap<i64, DraftChange>,
    /// Measures by chat and message.
    pub typed: HashMap<(i64, i64), i64>,
    pub filings: Vec<NewFiling>,
    pub returns: Vec<NewReturn>,
    pub reports: Vec<ReportChange>,
    pub files: Vec<NewFile>,
    /// Changes of offices, in order.
    pub offices: Vec<Checked>,
    /// Offices and people whose reminders are put off, and until when.
    pub snoozes: Vec<(i64, PersonId, i64)>,
    /// Who is to be reminded because the reporter wants it.
    pub nudges: Vec<NewNudge>,
    /// Plan files to be fetched and read.
    pub uploads: Vec<plan_uploads::New>,
    /// Files to be fetched and hashed.
    pub checks: Vec<file_checks::New>,
    pub plans: Vec<NewPlan>,
    pub messages: Vec<Message>,
    /// Some of the messages wait for the sender to claim them.
    waiting: bool,
    pub audit: Vec<audit::Entry>,
    /// The newest entries of the records that were added to.
    noted: Vec<(Option<i64>, Noted)>,
    /// Offices in which something is reported anew.
    pub facts: BTreeSet<i64>,
    /// Offices in which a holder or their language is another.
    pub revised: BTreeSet<i64>,
    /// Offices whose changes later steps of the batch would not see.
    pub unfollowed: BTreeSet<i64>,
}

impl Changes {
    pub fn new(now: i64) -> Changes {
        Changes {
            now,
            ..Changes::default()
        }
    }

    /// Of one step, which answers this update.
    pub fn answering(update: i64, now: i64) -> Changes {
        Changes {
            answered: vec![update],
            ..Changes::new(now)
        }
    }

    /// How many updates need no more work.
    pub fn answered(&self) -> usize {
        self.answered.len() + self.failed.len()
    }

    /// Adds what a later step changes.
    pub fn add(&mut self, later: Changes) {
        self.answered.extend(later.answered);
        self.failed.extend(later.failed);
        self.states.extend(later.states);
        self.people.extend(later.people);
        self.erased.extend(later.erased);
        self.wrong_codes.extend(later.wrong_codes);
        self.drafts.extend(later.drafts);
        self.typed.extend(later.typed);
        self.filings.extend(later.filings);
        self.returns.extend(later.returns);
        self.reports.extend(later.reports);
        self.files.extend(later.files);
        self.offices.extend(later.offices);
        self.snoozes.extend(later.snoozes);
        self.nudges.extend(later.nudges);
        self.uploads.extend(later.uploads);
        self.checks.extend(later.checks);
        self.plans.extend(later.plans);
        self.messages.extend(later.messages);
        self.audit.extend(later.audit);
        self.facts.extend(later.facts);
        self.revised.extend(later.revised);
        self.unfollowed.extend(later.unfollowed);
    }

    /// An update that cannot be answered: nothing of it is kept but the words that say so.
    pub fn fail(&mut self, update: i64, error: &anyhow::Error, messages: Vec<Message>) {
        self.failed.push((update, format!("{error:#}")));
        self.messages.extend(messages);
    }

    /// Writes everything. People come first, since what they do refers to them.
    pub async fn write(
        &mut self,
        store: &Store,
        tx: &mut AnyConnection,
        departure: &mut Departure<'_>,
    ) -> Result<()> {
        let now = self.now;
        outbox::record_sent(tx, departure.sent(), now).await?;
        let mut menus = BTreeMap::new();
        for change in &self.people {
            menus.extend(write_person(store, tx, change, now).await?);
        }
        for checked in &self.offices {
            if let OfficeChange::RetirePost(post)
            | OfficeChange::EndHolding { post, .. }
            | OfficeChange::ChangePost {
                post,
                to: PostEdit::Role(_),
            } = &checked.change
            {
                menus.extend(people::holder(tx, post.0).await?);
            }
        }
        for chat in &self.wrong_codes {
            people::wrong_code(tx, store.id(now), *chat, now).await?;
        }
        facts::change_drafts(tx, &self.drafts).await?;
        typed::remember(tx, &self.typed, now).await?;
        facts::file(tx, &self.filings, now).await?;
        for new in &self.returns {
            facts::give_back(tx, new, now).await?;
        }
        for change in &self.reports {
            write_report(store, tx, change, now).await?;
        }
        evidence::want(tx, &self.files, now).await?;
        for checked in &self.offices {
            office_changes::apply(tx, checked, now).await?;
        }
        for new in &self.uploads {
            plan_uploads::want(tx, new, now).await?;
        }
        for new in &self.checks {
            file_checks::want(tx, new, now).await?;
        }
        for new in &self.plans {
            if let Some(upload) = new.upload {
                plan_uploads::taken(tx, upload).await?;
            }
            let before = people::holders(tx, new.office).await?;
            plans::import_within(store, tx, &new.plan, Some(new.person), now).await?;
            let after = people::holders(tx, new.office).await?;
            let others = before.into_iter().filter(|holder| !after.contains(holder));
            menus.extend(others.map(|(chat, language, _)| (chat, language)));
        }
        self.messages
            .extend(menus.into_iter().map(|(chat, language)| Message {
                chat,
                language,
                outgoing: Outgoing::Menu,
                key: None,
            }));
        conversations::save(tx, &self.states, now).await?;
        // Before what is said to them last.
        for account in &self.erased {
            erasure::erase(tx, *account, now).await?;
        }
        let messages = std::mem::take(&mut self.messages);
        self.waiting = outbox::insert_leaving(store, tx, messages, departure, now).await?;
        for (office, person, until) in &self.snoozes {
            reminders::snooze(tx, *office, *person, *until).await?;
        }
        reminders::nudge(store, tx, &self.nudges, now).await?;
        self.noted = audit::write(tx, std::mem::take(&mut self.audit)).await?;
        let changed: Vec<i64> = self.facts.iter().copied().collect();
        offices::facts_changed(tx, &changed).await?;
        let revised: Vec<i64> = self.revised.iter().copied().collect();
        offices::revised(tx, &revised).await?;
        if self.marked {
            inbox::put_off(tx, &self.put_off).await?;
        } else {
            inbox::done(tx, &self.answered, now).await?;
        }
        for (update, error) in &self.failed {
            inbox::failed(tx, *update, error, now).await?;
        }
        for account in &self.erased {
            erasure::received(tx, account.chat).await?;
        }
        Ok(())
    }

    /// Wakes those who wait for what was written. The log, which may be kept elsewhere, notes how far the records
    /// go.
    pub fn wake(&self, store: &Store) {
        for (office, newest) in &self.noted {
            tracing::info!(office, %newest, "the record goes on");
        }
        if self.waiting {
            store.outbox_filled.notify_one();
        }
        if self
            .reports
            .iter()
            .any(|change| !matches!(change, ReportChange::Supersede(_)))
        {
            store.documents_wanted.notify_one();
        }
        if !self.files.is_empty() {
            store.files_wanted.notify_one();
        }
        if !self.nudges.is_empty() {
            store.reminders_wanted.notify_one();
        }
        if !self.uploads.is_empty() {
            store.plans_wanted.notify_one();
        }
        if !self.checks.is_empty() {
            store.checks_wanted.notify_one();
        }
    }
}

/// Gives the chats, with their languages, that have a use for another menu now.
async fn write_person(
    store: &Store,
    tx: &mut AnyConnection,
    change: &PersonChange,
    now: i64,
) -> Result<Vec<(i64, Language)>> {
    match change {
        PersonChange::Language(person) => {
            people::enrol(tx, *person, now).await?;
            people::set_language(tx, person.chat, person.language).await?;
            Ok(vec![(person.chat, person.language)])
        }
        PersonChange::Blocked { chat, since } => {
            people::set_blocked(tx, *chat, *since).await?;
            Ok(Vec::new())
        }
        PersonChange::Claim { person, claimed } => {
            people::enrol(tx, *person, now).await?;
            invitations::claim(tx, claimed, person.id, now).await?;
            let before = people::holder(tx, claimed.post).await?;
            people::take_post(
                tx,
                store.id(now),
                claimed.office,
                claimed.post,
                person.id,
                now,
            )
            .await?;
            let after = (person.chat, person.language);
            Ok(before.into_iter().chain([after]).collect())
        }
    }
}

async fn write_report(
    store: &Store,
    tx: &mut AnyConnection,
    change: &ReportChange,
    now: i64,
) -> Result<()> {
    match change {
        ReportChange::Compile { new, chat } => {
            reports::compile(tx, new, now).await?;
            documents::want(
                store,
                tx,
                new.office,
                new.id,
                DocumentKind::Report,
                *chat,
                now,
            )
            .await?;
        }
        ReportChange::Decide {
            office,
            report,
            decision,
            to,
        } => {
            reports::decide(tx, store.id(now), *office, *report, decision, *to).await?;
        }
        ReportChange::Supersede(report) => reports::supersede(tx, *report).await?,
        ReportChange::Redact(decided) => redactions::decide(store, tx, decided, now).await?,
        ReportChange::Print {
            office,
            report,
            kind,
            chat,
        } => {
            if *kind == DocumentKind::Filing {
                // What it says depends on the year's item, which may be known by now.
                documents::replace(tx, *report, *kind).await?;
            }
            documents::want(store, tx, *office, *report, *kind, *chat, now).await?;
        }
    }
    Ok(())
}
