//! From the effects that a step wants to the rows that they mean. A step is bound to the offices of
//! its person: an effect that reaches beyond them is a bug, and is refused here whole.

mod bounds;
mod record;

use anyhow::{Context, Result, bail, ensure};
use serde_json::json;

use super::changes::{Changes, NewPlan, PersonChange, ReportChange};
use super::loaded::Actor;
use crate::dialogue::admin::Found;
use crate::dialogue::{Desk, Effect, Event, Filing, Place, Screen, StoredDraft};
use crate::domain::office::{Holder, OfficeId, PersonId};
use crate::domain::report::DocumentKind;
use crate::store::Store;
use crate::store::evidence::NewFile;
use crate::store::facts::DraftChange;
use crate::store::file_checks;
use crate::store::outbox::{Message, Outgoing};
use crate::store::people::Person;
use crate::store::plan_uploads;

/// The rows that the effects of one step mean. Fails if the step wants what it may not.
pub fn changes(
    store: &Store,
    update: i64,
    actor: &Actor,
    event: &Event,
    desk: &Desk,
    effects: Vec<Effect>,
) -> Result<Changes> {
    let language = effects.iter().rev().find_map(|effect| match effect {
        Effect::SetLanguage(language) => Some(*language),
        _ => None,
    });
    let mut step = Step {
        store,
        desk,
        event,
        person: Person {
            language: language.unwrap_or(actor.person.language),
            ..actor.person
        },
        actor,
        quiet: quiet_press(event, &effects),
        out: Changes::answering(update, desk.now),
    };
    step.out.language = language;
    if actor.wrong_code {
        step.out.wrong_codes.push(actor.chat);
    }
    // Whoever writes is back, even if Telegram's own word of it was lost.
    if actor.person.blocked && event.is_by_person() {
        step.apply(Effect::SetBlocked(false))?;
    }
    let along = step.quiet.is_some();
    for effect in effects {
        match effect {
            Effect::AnswerPress { text: None, .. } if along => {}
            effect => step.apply(effect)?,
        }
    }
    Ok(step.out)
}

/// The press of this event, if its answer has no words and its message is edited anyway: one row of the
/// outbox instead of two.
fn quiet_press(event: &Event, effects: &[Effect]) -> Option<String> {
    let Event::Press { press, message, .. } = event else {
        return None;
    };
    let silent = effects
        .iter()
        .any(|effect| matches!(effect, Effect::AnswerPress { text: None, .. }));
    let edited = message.is_some()
        && effects.iter().any(|effect| match effect {
            Effect::Replace(_) => true,
            Effect::Update { screen, .. } => screen.place == Place::UnderWay,
            _ => false,
        });
    (silent && edited).then(|| press.clone())
}

struct Step<'a> {
    store: &'a Store,
    desk: &'a Desk,
    event: &'a Event,
    actor: &'a Actor,
    /// The acting person, in the language that holds after the step.
    person: Person,
    /// A press whose answer needs no words: it goes along with the edit.
    quiet: Option<String>,
    out: Changes,
}

impl Step<'_> {
    fn apply(&mut self, effect: Effect) -> Result<()> {
        match effect {
            Effect::Show(screen) => {
                let screen = if self.event.is_news() {
                    screen.aside()
                } else {
                    screen
                };
                self.say(Outgoing::Show { screen });
            }
            Effect::Update { key, screen } => {
                let outgoing = match screen.place {
                    Place::UnderWay => self.in_place(screen),
                    _ => Outgoing::Show { screen },
                };
                self.say(outgoing);
                if let Some(message) = self.out.messages.last_mut() {
                    message.key = Some(key);
                }
            }
            Effect::Replace(screen) => {
                let outgoing = self.in_place(screen);
                self.say(outgoing);
            }
            Effect::AnswerPress { press, text, alert } => {
                self.say(Outgoing::AnswerPress { press, text, alert })
            }
            Effect::Tell { person, screen } => {
                let screen = screen.aside();
                self.tell(person, Outgoing::Show { screen })?;
            }
            Effect::Deliver {
                person,
                document,
                screen,
            } => {
                self.has_document(document)?;
                self.tell(person, Outgoing::Deliver { document, screen })?;
            }
            Effect::Picture { picture, screen } => self.say(Outgoing::Picture { picture, screen }),
            Effect::Page { page, screen } => self.say(Outgoing::Page { page, screen }),
            Effect::OwnData { words } => self.say(Outgoing::OwnData { words }),
            Effect::Erase => self.erase()?,
            Effect::SetLanguage(_) => {
                self.out.people.push(PersonChange::Language(self.person));
                // The holders of posts carry their language.
                self.out.revised.extend(&self.actor.offices);
                self.out.unfollowed.extend(&self.actor.offices);
            }
            Effect::Claim { code_hash } => self.claim(&code_hash)?,
            Effect::SaveDraft { measure, draft } => {
                let (office, standing) = self.measure(measure)?;
                if standing.draft != Some(draft.quarter) {
                    self.out.facts.insert(office);
                }
                let draft = Box::new(StoredDraft {
                    measure,
                    draft,
                    by: self.desk.person,
                    at: self.desk.now,
                });
                self.out
                    .drafts
                    .insert(measure.0, DraftChange::Saved { office, draft });
            }
            Effect::DropDraft { measure } => {
                let (office, _) = self.measure(measure)?;
                self.out.facts.insert(office);
                self.out
                    .drafts
                    .insert(measure.0, DraftChange::Removed { office });
            }
            Effect::Typed { message, measure } => {
                self.measure(measure)?;
                self.out
                    .typed
                    .insert((self.actor.chat, message.into()), measure.0);
            }
            Effect::File {
                measure,
                quarter,
                post,
                reason,
                progress,
            } => {
                let filing = Filing {
                    revision: 0,
                    quarter,
                    reason,
                    by: String::new(),
                    at: self.desk.now,
                    progress,
                };
                self.file(measure, post, filing)?;
            }
            Effect::ReturnMeasure {
                measure,
                quarter,
                post,
                reason,
            } => self.give_back(measure, quarter, post, reason)?,
            Effect::Compile {
                office,
                snapshot,
                missing,
                post,
            } => {
                let desk = self
                    .desk
                    .office(office)
                    .context("compiles for an office that is not theirs")?;
                self.compile(desk, *snapshot, missing, post)?;
            }
            Effect::Decide {
                report,
                decision,
                stage,
            } => {
                let office = self.report(report)?.0.plan.office.0;
                self.own_post(office, decision.post)?;
                ensure!(
                    decision.person == self.desk.person,
                    "decides in another person's name"
                );
                self.audit(
                    "decide",
                    Some(office),
                    report.0,
                    json!({ "decision": decision, "stage": stage }),
                );
                let decision = Box::new(decision);
                self.change_report(
                    office,
                    ReportChange::Decide {
                        office,
                        report,
                        decision,
                        to: stage,
                    },
                );
            }
            Effect::Supersede { report, measure } => {
                let (office, view) = self.report(report)?;
                let office = office.plan.office.0;
                // Whose approval or acknowledgement it was waiting for counts no more.
                let detail = json!({
                    "version": view.version,
                    "stage": view.stage,
                    "measure": measure,
                    "decisions": view.decisions.len(),
                });
                self.audit("supersede", Some(office), report.0, detail);
                self.change_report(office, ReportChange::Supersede(report));
            }
            Effect::Redact {
                office,
                post,
                texts,
                hide,
            } => self.redact(office, post, texts, hide)?,
            Effect::Print { report, kind } => {
                let office = self.office_of(report)?.0;
                if !matches!(kind, DocumentKind::Acknowledged | DocumentKind::Memo) {
                    self.reporting(OfficeId(office))?;
                }
                if kind == DocumentKind::Filing {
                    let detail = json!({ "kind": kind });
                    self.audit("export", Some(office), report.0, detail);
                }
                let chat = self.actor.chat;
                self.change_report(
                    office,
                    ReportChange::Print {
                        office,
                        report,
                        kind,
                        chat,
                    },
                );
            }
            Effect::KeepFile {
                measure,
                file,
                incoming,
            } => {
                let (office, _) = self.measure(measure)?;
                self.out.files.push(NewFile {
                    id: file,
                    office,
                    measure,
                    person: self.person.id,
                    chat: self.actor.chat,
                    incoming,
                });
            }
            Effect::CheckFile { check, incoming } => {
                ensure!(
                    !self.desk.offices.is_empty(),
                    "has a file checked without holding a post"
                );
                self.out.checks.push(file_checks::New {
                    id: check,
                    person: self.person.id,
                    chat: self.actor.chat,
                    file: incoming,
                });
            }
            Effect::Administer { office, change } => self.administer(office, change)?,
            Effect::FetchPlan {
                office,
                upload,
                file,
            } => {
                self.reporting(office)?;
                self.out.uploads.push(plan_uploads::New {
                    id: upload,
                    office,
                    person: self.person.id,
                    chat: self.actor.chat,
                    file,
                });
            }
            Effect::ImportPlan { office, upload } => {
                let desk = self.reporting(office)?;
                let read = self.desk.upload.as_ref();
                let read = read.filter(|read| read.id == upload && read.office == office);
                let Some(Found::Plan { plan, .. }) = read.map(|read| &read.found) else {
                    bail!("takes over a plan that was not read");
                };
                ensure!(
                    plan.office_name == desk.plan.name,
                    "takes over another office's plan"
                );
                self.out.plans.push(NewPlan {
                    office,
                    plan: plan.clone(),
                    upload: Some(upload),
                    person: self.desk.person,
                });
                self.out.unfollowed.insert(office.0);
            }
            Effect::OpenPlan {
                office,
                plan,
                unfinished,
            } => self.open_plan(office, plan, unfinished)?,
            Effect::Export { office, kind } => {
                self.reporting(office)?;
                self.audit("export", Some(office.0), office.0, json!({ "kind": kind }));
                self.say(Outgoing::Plan { office, kind });
            }
            Effect::Nudge {
                office,
                post,
                people,
                day,
            } => self.nudge(office, post, people, day)?,
            Effect::Snooze { office, until } => {
                let desk = self.desk.office(office);
                desk.context("puts off reminders of an office that is not theirs")?;
                self.out.snoozes.push((office.0, self.desk.person, until));
            }
            Effect::SetBlocked(blocked) => {
                let since = blocked.then_some(self.desk.now);
                self.out.people.push(PersonChange::Blocked {
                    chat: self.actor.chat,
                    since,
                });
                if !self.actor.unknown {
                    self.audit(
                        "blocked",
                        None,
                        self.person.id,
                        json!({ "blocked": blocked }),
                    );
                }
            }
        }
        Ok(())
    }

    /// The pressed message becomes the screen; a new one where none was pressed.
    fn in_place(&mut self, screen: Screen) -> Outgoing {
        match self.event {
            Event::Press {
                message: Some(message),
                ..
            } => Outgoing::Replace {
                message: *message,
                screen,
                press: self.quiet.take(),
            },
            _ => Outgoing::Show { screen },
        }
    }

    fn say(&mut self, outgoing: Outgoing) {
        self.out.messages.push(Message {
            chat: self.actor.chat,
            language: self.person.language,
            outgoing,
            key: None,
        });
    }

    fn tell(&mut self, person: PersonId, outgoing: Outgoing) -> Result<()> {
        if person == self.desk.person {
            self.say(outgoing);
            return Ok(());
        }
        let enrolled = self
            .desk
            .offices
            .iter()
            .find_map(|office| office.plan.held_by(person).next()?.holder.as_ref());
        // Who claims a post is not in its office yet.
        let Holder { chat, language, .. } =
            *enrolled
                .or_else(|| self.concerned_by_claim(person))
                .with_context(|| format!("writes to person {} of another office", person.0))?;
        self.out.messages.push(Message {
            chat,
            language,
            outgoing,
            key: None,
        });
        Ok(())
    }
}
