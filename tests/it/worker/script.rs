//! A step that does what the text tells it, and what it answered.

use std::sync::atomic::{AtomicI64, Ordering};

use rapsap::dialogue::{Arg, Desk, Effect, Event, OfficeDesk, Phrase, Screen, State};
use rapsap::domain::calendar::Quarter;
use rapsap::domain::office::{Language, MeasureId, PersonId, Post};
use rapsap::domain::office_change::OfficeChange;
use rapsap::domain::progress::{Content, Draft, Progress};
use rapsap::domain::report::{Decision, DecisionKind, DocumentKind, Snapshot, Stage};
use rapsap::store::Store;
use rapsap::store::documents::{Internal, PRINTER};
use rapsap::store::inbox::{self, Received};
use rapsap::store::outbox::Outgoing;
use rapsap::worker::Worker;
use sqlx::Row;

use crate::databases::NOW;

pub fn worker(store: &Store) -> Worker<fn() -> i64> {
    Worker::new(store.clone(), step, read, || NOW)
}

/// Puts texts into the inbox, each batch at its own moment, with ids that follow each other.
pub async fn say(store: &Store, texts: &[(i64, &str)]) {
    static NEXT: AtomicI64 = AtomicI64::new(1);
    let update = |(chat, text): &(i64, &str)| Received {
        update_id: NEXT.fetch_add(1, Ordering::Relaxed),
        chat: *chat,
        payload: (*text).to_owned(),
    };
    let batch: Vec<_> = texts.iter().map(update).collect();
    assert_eq!(
        inbox::receive(store, "test", batch.clone(), NOW)
            .await
            .unwrap(),
        batch.len()
    );
}

/// What a chat was told, in order.
pub async fn answers(store: &Store, chat: i64) -> Vec<String> {
    let rows = sqlx::query(
        "SELECT body FROM outbox WHERE chat_id = $1 AND body <> '{\"do\":\"menu\"}' ORDER BY place",
    )
    .bind(chat)
    .fetch_all(&mut *store.reader().await.unwrap())
    .await
    .unwrap();
    let text =
        |row: &sqlx::any::AnyRow| match serde_json::from_str(row.try_get(0).unwrap()).unwrap() {
            Outgoing::Show { screen }
            | Outgoing::Replace { screen, .. }
            | Outgoing::Amend { screen, .. } => match screen.parts[0].args.first() {
                Some((_, Arg::Text(text))) => text.clone(),
                _ => screen.parts[0].key.clone(),
            },
            Outgoing::Deliver { document, .. } => format!("file {}", document.0),
            Outgoing::AnswerPress { .. } => "press".to_owned(),
            Outgoing::Invitation { post, .. } => format!("invitation {}", post.0),
            Outgoing::Plan { .. } => "plan".to_owned(),
            Outgoing::Picture { .. } => "picture".to_owned(),
            Outgoing::Page { .. } => "page".to_owned(),
            Outgoing::OwnData { .. } => "own data".to_owned(),
            Outgoing::Menu => "menu".to_owned(),
        };
    rows.iter().map(text).collect()
}

fn read(source: &str, payload: &str) -> Event {
    if source == PRINTER {
        return match serde_json::from_str(payload) {
            Ok(Internal::Printed {
                report,
                document,
                kind,
                failed,
            }) => Event::Printed {
                report,
                document,
                kind,
                failed,
            },
            Ok(Internal::Making { making, .. }) => Event::Text {
                text: making.as_str().to_owned(),
                forwarded: false,
                message: 7,
            },
            _ => panic!("the printer prints"),
        };
    }
    match payload.strip_prefix("/start ") {
        Some(code) => Event::Start {
            code: Some(code.to_owned()),
            from: None,
        },
        None => Event::Text {
            text: payload.to_owned(),
            forwarded: false,
            message: 7,
        },
    }
}

fn shown(text: impl Into<String>) -> Effect {
    Effect::Show(Screen::new(Phrase::new("text").with("text", text.into())))
}

fn own_post(desk: &Desk) -> &Post {
    desk.offices[0].plan.held_by(desk.person).next().unwrap()
}

fn measure(desk: &Desk, number: &str) -> MeasureId {
    desk.offices[0].plan.measures[number.parse::<usize>().unwrap() - 1].id
}

fn progress(text: &str) -> Progress {
    let item = Content::Text {
        text: text.to_owned(),
        subitems: Vec::new(),
    };
    Progress {
        results: vec![item.into()],
        ..Progress::default()
    }
}

/// The offices as a person sees them, without the desk's own moment.
fn seen(desk: &Desk) -> String {
    let office = |office: &OfficeDesk| {
        format!(
            "{:?} {:?} {:?} {:?} {:?}",
            office.plan, office.quarter, office.standings, office.reports, office.earlier
        )
    };
    let offices: Vec<_> = desk.offices.iter().map(office).collect();
    format!("{:?} {offices:?} {}", desk.language, draft(desk))
}

/// The draft as the step sees it.
fn draft(desk: &Desk) -> String {
    format!(
        "{:?}",
        desk.draft
            .as_ref()
            .map(|stored| (stored.measure, &stored.draft, stored.by, stored.at))
    )
}

pub fn step(state: State, event: &Event, desk: &Desk) -> (State, Vec<Effect>) {
    let text = match event {
        Event::Text { text, .. } => text,
        Event::Start { .. } => {
            return match &desk.invitation {
                Some(invitation) => {
                    let welcome = shown(format!("welcome {}", invitation.post.position));
                    (
                        state,
                        vec![
                            Effect::Claim {
                                code_hash: invitation.code_hash.clone(),
                            },
                            welcome,
                        ],
                    )
                }
                None => (state, vec![shown("no invitation")]),
            };
        }
        Event::Printed {
            document, failed, ..
        } => {
            let stage = desk.offices[0].reports.first().map(|report| report.stage);
            let mut effects = vec![shown(format!("printed {failed} {stage:?}"))];
            if !failed {
                let screen = Screen::new("caption");
                effects.push(Effect::Deliver {
                    person: desk.person,
                    document: *document,
                    screen,
                });
            }
            return (state, effects);
        }
        _ => return (state, Vec::new()),
    };
    let (word, rest) = text.split_once(' ').unwrap_or((text, ""));
    let (first, last) = rest.split_once(' ').unwrap_or((rest, ""));
    let effects = match word {
        "echo" => vec![shown(rest)],
        "state" => vec![shown(serde_json::to_string(&state).unwrap())],
        "await" => {
            return (
                State::Results {
                    measure: measure(desk, first),
                },
                vec![shown("awaiting")],
            );
        }
        "desk" => vec![shown(seen(desk))],
        "draft" => vec![shown(draft(desk))],
        "standing" => {
            let standing = &desk.offices[0].standings[first.parse::<usize>().unwrap() - 1];
            vec![shown(format!(
                "{:?} {}",
                desk.offices[0].standing(standing),
                standing
                    .quarters
                    .iter()
                    .find_map(|quarter| quarter.returned.as_deref())
                    .unwrap_or("-")
            ))]
        }
        "panic" => panic!("told to"),
        "save" => {
            let draft = Draft {
                progress: progress(last),
                ..Draft::default()
            };
            vec![
                Effect::SaveDraft {
                    measure: measure(desk, first),
                    draft,
                },
                shown(format!("saved {last}")),
            ]
        }
        "save-id" => {
            let measure = MeasureId(first.parse().unwrap());
            vec![
                Effect::SaveDraft {
                    measure,
                    draft: Draft::default(),
                },
                shown("saved"),
            ]
        }
        "tell" => vec![Effect::Tell {
            person: PersonId(first.parse().unwrap()),
            screen: Screen::new(last),
        }],
        "file" => {
            let effect = Effect::File {
                measure: measure(desk, first),
                quarter: Quarter::Fourth,
                post: own_post(desk).id,
                reason: None,
                progress: progress(last),
            };
            vec![effect, shown("filed")]
        }
        "return" => {
            let (measure, post, reason) =
                (measure(desk, first), own_post(desk).id, last.to_owned());
            vec![
                Effect::ReturnMeasure {
                    measure,
                    quarter: Quarter::Fourth,
                    post,
                    reason,
                },
                shown("returned"),
            ]
        }
        "language" => vec![
            Effect::SetLanguage(Language::from_code(first)),
            shown("language"),
        ],
        "compile" => vec![compile(desk), shown("compiling")],
        "acknowledge" => acknowledge(desk),
        "retire" => vec![
            Effect::Administer {
                office: desk.offices[0].plan.office,
                change: OfficeChange::RetireMeasure(measure(desk, first)),
            },
            shown("retired"),
        ],
        // Twice the same primary key in one statement: only the database can refuse it.
        "clash" => {
            let decide = |kind| decide(desk, kind, Stage::Submitted);
            match desk.offices[0].reports.first() {
                Some(_) => vec![decide(DecisionKind::Sent)],
                None => clash(desk),
            }
        }
        // How far a file is, which is told by another test.
        "made" | "failed" => Vec::new(),
        other => vec![shown(format!("what is {other}?"))],
    };
    (state, effects)
}

/// Files the same measure twice in one step: the second revision has the number of the first.
fn clash(desk: &Desk) -> Vec<Effect> {
    let file = |text| Effect::File {
        measure: measure(desk, "1"),
        quarter: Quarter::Fourth,
        post: own_post(desk).id,
        reason: None,
        progress: progress(text),
    };
    vec![file("ก"), file("ข")]
}

fn compile(desk: &Desk) -> Effect {
    let plan = &desk.offices[0].plan;
    let snapshot = Snapshot {
        schema: 1,
        office_name: plan.name.clone(),
        office_address: plan.address.clone(),
        fiscal_year: plan.fiscal_year,
        period: Default::default(),
        version: desk.offices[0]
            .reports
            .first()
            .map_or(1, |report| report.version + 1),
        wording: plan.wording.clone(),
        unit_in_charge: String::new(),
        rows: Vec::new(),
        signers: Vec::new(),
        names: Vec::new(),
        compiled_at: desk.now,
        files: Vec::new(),
        log: Vec::new(),
        year: None,
    };
    let missing = vec![plan.measures[5].id];
    Effect::Compile {
        office: plan.office,
        snapshot: Box::new(snapshot),
        missing,
        post: own_post(desk).id,
    }
}

fn decide(desk: &Desk, kind: DecisionKind, stage: Stage) -> Effect {
    let report = desk.offices[0].reports.first().unwrap();
    let post = own_post(desk);
    let decision = Decision {
        kind,
        post: post.id,
        person: desk.person,
        name: post.name.clone(),
        position: post.position.clone(),
        at: desk.now,
        note: Some("ทราบ".to_owned()),
        measure: None,
        sha256: report
            .document
            .as_ref()
            .map(|file| file.sha256.clone())
            .unwrap_or_default(),
    };
    Effect::Decide {
        report: report.id,
        decision,
        stage,
    }
}

fn acknowledge(desk: &Desk) -> Vec<Effect> {
    let report = desk.offices[0].reports.first().unwrap().id;
    vec![
        decide(desk, DecisionKind::Acknowledged, Stage::Acknowledged),
        Effect::Print {
            report,
            kind: DocumentKind::Acknowledged,
        },
        shown("acknowledged"),
    ]
}
