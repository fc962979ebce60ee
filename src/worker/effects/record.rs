//! What changes the record: an office, who holds a post, what was filed, sent back, compiled or decided.
//! Each writes its line of the audit.

use anyhow::{Context, Result, anyhow, bail, ensure};
use chrono::NaiveDate;
use serde_json::json;

use super::Step;
use crate::dialogue::{Filing, OfficeDesk, Phrase};
use crate::domain::calendar::Quarter;
use crate::domain::next_plan::{self, Opening};
use crate::domain::office::{MeasureId, OfficeId, PersonId, PostId, ReportId, Role};
use crate::domain::office_change::OfficeChange;
use crate::domain::redaction::Key;
use crate::domain::report::Stage;
use crate::plan_file::PlanFile;
use crate::store::audit::Entry;
use crate::store::erasure::Account;
use crate::store::facts::{DraftChange, NewFiling, NewReturn};
use crate::store::office_changes::Checked;
use crate::store::outbox::Outgoing;
use crate::store::redactions::Decided;
use crate::store::reminders::NewNudge;
use crate::store::reports::NewReport;
use crate::worker::changes::{NewPlan, PersonChange, ReportChange};

impl Step<'_> {
    /// What the step has authorised and checked is authorised and checked once more.
    pub(super) fn administer(&mut self, office: OfficeId, change: OfficeChange) -> Result<()> {
        let desk = self.reporting(office)?;
        let stage = desk.stage();
        let after = change
            .applied(&desk.plan, stage)
            .map_err(|why| anyhow!("changes the office as it cannot be: {why:?}"))?;
        if let OfficeChange::Invite(post) = change {
            let post = desk.plan.post(post).context("invites to no post")?;
            let said = Phrase::new("invitation-link")
                .with("name", &post.name)
                .with("position", &post.position)
                .with("office", &desk.plan.name);
            let outgoing = Outgoing::Invitation {
                office,
                post: post.id,
                said,
            };
            self.say(outgoing);
            return Ok(());
        }
        self.audit("administer", Some(office.0), office.0, json!(change));
        self.out.offices.push(Checked {
            person: self.person.id,
            change,
            after,
        });
        self.out.revised.insert(office.0);
        self.out.unfollowed.insert(office.0);
        Ok(())
    }

    /// Opens the next year's plan; that the year before is done with is asked once more.
    pub(super) fn open_plan(
        &mut self,
        office: OfficeId,
        plan: Box<PlanFile>,
        unfinished: bool,
    ) -> Result<()> {
        let desk = self.reporting(office)?;
        let stage = desk.stage();
        ensure!(
            plan.office_name == desk.plan.name && plan.fiscal_year == desk.plan.fiscal_year + 1,
            "opens another plan than the next of the office"
        );
        match next_plan::opening(&desk.plan, stage, self.desk.today) {
            Opening::Ready => {}
            Opening::Unfinished if unfinished => {}
            other => bail!("opens the next plan while it is {other:?}"),
        }
        let detail = json!({
            "fiscal_year": plan.fiscal_year,
            "measures": plan.measures.len(),
            "of": desk.plan.measures.len(),
            "acknowledged": stage == Some(Stage::Acknowledged),
        });
        self.audit("open_plan", Some(office.0), desk.plan.plan.0, detail);
        self.out.plans.push(NewPlan {
            office,
            plan,
            upload: None,
            person: self.desk.person,
        });
        self.out.unfollowed.insert(office.0);
        Ok(())
    }

    /// Has people reminded; later steps of the office see it in the next batch.
    pub(super) fn nudge(
        &mut self,
        office: OfficeId,
        post: PostId,
        people: Vec<PersonId>,
        day: NaiveDate,
    ) -> Result<()> {
        let desk = self.reporting(office)?;
        let plan = desk.plan.plan;
        for person in &people {
            ensure!(
                desk.plan.held_by(*person).next().is_some(),
                "nudges person {} of another office",
                person.0
            );
        }
        self.own_post(office.0, post)?;
        self.audit(
            "nudge",
            Some(office.0),
            office.0,
            json!({ "people": people, "day": day, "post": post.0 }),
        );
        self.out
            .nudges
            .extend(people.into_iter().map(|person| NewNudge {
                office,
                plan,
                person,
                day,
            }));
        self.out.unfollowed.insert(office.0);
        Ok(())
    }

    pub(super) fn claim(&mut self, code_hash: &str) -> Result<()> {
        let claimed = self
            .actor
            .invitation
            .clone()
            .context("claims without an invitation")?;
        ensure!(
            claimed.code_hash == code_hash,
            "claims another invitation than its own"
        );
        let office = claimed.office;
        self.audit("claim", Some(office), claimed.post, json!({}));
        self.out.people.push(PersonChange::Claim {
            person: self.person,
            claimed,
        });
        // The holders of the other offices stay the same, but this person now sees one more.
        self.out.revised.insert(office);
        self.out.unfollowed.insert(office);
        Ok(())
    }

    /// The person leaves their posts and is erased; the one who manages an office is not.
    pub(super) fn erase(&mut self) -> Result<()> {
        let person = self.desk.person;
        for desk in &self.desk.offices {
            let office = desk.plan.office.0;
            for post in desk.plan.held_by(person) {
                ensure!(
                    post.role != Role::Reporter,
                    "leaves an office without its reporter"
                );
                self.audit("leave", Some(office), post.id.0, json!({}));
            }
            self.out.revised.insert(office);
            self.out.unfollowed.insert(office);
        }
        let known = !self.actor.unknown;
        if known {
            self.audit("erase", None, person.0, json!({}));
        }
        self.out.erased.push(Account {
            person: known.then_some(person.0),
            chat: self.actor.chat,
        });
        self.say(Outgoing::Menu);
        Ok(())
    }

    /// Files a revision; its number and its author are known here.
    pub(super) fn file(&mut self, measure: MeasureId, post: PostId, filing: Filing) -> Result<()> {
        let (office, standing) = self.measure(measure)?;
        let by = self.own_post(office, post)?.name.clone();
        let revision = standing.newest().map_or(0, |filing| filing.revision) + 1;
        self.audit(
            "file",
            Some(office),
            measure.0,
            json!({ "revision": revision, "quarter": filing.quarter, "post": post.0, "reason": filing.reason }),
        );
        self.out
            .drafts
            .insert(measure.0, DraftChange::Removed { office });
        self.out.filings.push(NewFiling {
            id: self.store.id(self.desk.now),
            office,
            measure,
            person: self.person.id,
            post: post.0,
            filing: Filing {
                revision,
                by,
                ..filing
            },
        });
        self.out.facts.insert(office);
        Ok(())
    }

    pub(super) fn give_back(
        &mut self,
        measure: MeasureId,
        quarter: Quarter,
        post: PostId,
        reason: String,
    ) -> Result<()> {
        let (office, _) = self.measure(measure)?;
        let name = self.own_post(office, post)?.name.clone();
        self.audit(
            "return",
            Some(office),
            measure.0,
            json!({ "reason": reason, "quarter": quarter, "post": post.0 }),
        );
        let id = self.store.id(self.desk.now);
        self.out.returns.push(NewReturn {
            id,
            office,
            measure,
            quarter,
            person: self.person.id,
            post: post.0,
            name,
            reason,
        });
        self.out.facts.insert(office);
        self.out.unfollowed.insert(office);
        Ok(())
    }

    pub(super) fn compile(
        &mut self,
        desk: &OfficeDesk,
        snapshot: crate::domain::report::Snapshot,
        missing: Vec<MeasureId>,
        post: PostId,
    ) -> Result<()> {
        let office = desk.plan.office.0;
        self.own_post(office, post)?;
        let newest = desk.report(snapshot.period);
        let next = newest.map_or(1, |report| report.version + 1);
        ensure!(
            snapshot.version == next,
            "compiles version {} where {next} is next",
            snapshot.version
        );
        let id = ReportId(self.store.id(self.desk.now));
        self.audit(
            "compile",
            Some(office),
            id.0,
            json!({ "period": snapshot.period, "version": next, "missing": missing, "post": post.0 }),
        );
        let (plan, person, chat) = (desk.plan.plan, self.person.id, self.actor.chat);
        let new = Box::new(NewReport {
            id,
            office,
            plan,
            snapshot,
            missing,
            person,
            post: post.0,
        });
        self.change_report(office, ReportChange::Compile { new, chat });
        Ok(())
    }

    /// What is hidden of an acknowledged version stays hidden: its copy may be on a website.
    pub(super) fn redact(
        &mut self,
        office: OfficeId,
        post: PostId,
        texts: Vec<(MeasureId, Key)>,
        hide: bool,
    ) -> Result<()> {
        let desk = self.reporting(office)?;
        let plan = desk.plan.plan;
        let acknowledged: Vec<ReportId> = (desk.reports.iter())
            .filter(|report| report.stage == Stage::Acknowledged)
            .map(|report| report.id)
            .collect();
        ensure!(
            hide || acknowledged.is_empty(),
            "shows what is hidden of an acknowledged version"
        );
        for (measure, _) in &texts {
            ensure!(
                desk.plan.measure(*measure).is_some(),
                "hides a text of measure {} of another office",
                measure.0
            );
        }
        self.own_post(office.0, post)?;
        let of: Vec<_> = texts
            .iter()
            .map(|(measure, key)| (measure.0, key.0))
            .collect();
        self.audit(
            if hide { "hide" } else { "show_again" },
            Some(office.0),
            plan.0,
            json!({ "texts": of, "post": post.0, "acknowledged": acknowledged.iter().map(|id| id.0).collect::<Vec<_>>() }),
        );
        let decided = Decided {
            office: office.0,
            plan,
            acknowledged,
            person: self.desk.person,
            texts,
            hide,
        };
        self.change_report(office.0, ReportChange::Redact(decided));
        Ok(())
    }

    pub(super) fn change_report(&mut self, office: i64, change: ReportChange) {
        self.out.reports.push(change);
        self.out.facts.insert(office);
        self.out.unfollowed.insert(office);
    }

    pub(super) fn audit(
        &mut self,
        action: &'static str,
        office: Option<i64>,
        subject: i64,
        detail: serde_json::Value,
    ) {
        self.out.audit.push(Entry {
            id: self.store.id(self.desk.now),
            at: self.desk.now,
            office,
            person: Some(self.person.id),
            action,
            subject: Some(subject),
            detail,
        });
    }
}
