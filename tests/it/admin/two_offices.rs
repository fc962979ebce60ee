//! People of two offices: what they may in one says nothing about the other, and what they press acts in the
//! office that the button names.

use std::sync::Arc;

use rapsap::dialogue::admin::{AdminAction, ExportKind};
use rapsap::dialogue::{Action, Desk, Effect, Event, OfficeDesk, State, step};
use rapsap::domain::office::{DocumentId, PersonId, ReportId, Role};
use rapsap::domain::plan::OfficePlan;
use rapsap::domain::report::{ReportView, Stage};
use rapsap::store::{Store, offices, people};

use super::who_may::{
    Given, OFFICE, PEOPLE, REPORT, STAGES, desk, is_followed, other_office, rows,
};
use crate::chats::Chats;
use crate::databases::{
    NOW, OTHER_OFFICE, for_each_database, office as open_office, person, reloaded, sample_office,
};
use crate::next_plan::office::{FINANCE, text};
use crate::personal::everything::everything;
use rapsap::l10n::L10n;

/// The other office, in which the person has this role and the year's report is at this stage.
fn with_role(person: PersonId, role: Role, stage: Stage, of: &OfficeDesk) -> OfficeDesk {
    let mut other = other_office(person);
    let plan = Arc::make_mut(&mut other.plan);
    let post = &mut plan.posts[0];
    post.role = role;
    post.turn = u8::from(role == Role::Verifier);
    post.unit = (role == Role::Contributor).then(|| plan.units[0].id);
    let report = of.reports.first().cloned();
    other.reports = Vec::from_iter(report.map(|report| ReportView {
        id: ReportId(REPORT.0 + 400),
        stage,
        document: report.document.map(|mut file| {
            file.id = DocumentId(900 + file.id.0);
            file
        }),
        acknowledged: None,
        ..report
    }));
    other
}

/// Whether an effect is of the first office: of its people, posts, measures, versions and files.
fn is_of_the_first(effect: &Effect) -> bool {
    use Effect::*;
    let own = 0..900;
    match effect {
        Compile { office, post, .. } | Redact { office, post, .. } | Nudge { office, post, .. } => {
            *office == OFFICE && own.contains(&post.0)
        }
        Snooze { office, .. }
        | Administer { office, .. }
        | FetchPlan { office, .. }
        | ImportPlan { office, .. }
        | OpenPlan { office, .. }
        | Export { office, .. } => *office == OFFICE,
        SaveDraft { measure, .. }
        | DropDraft { measure }
        | Typed { measure, .. }
        | KeepFile { measure, .. } => own.contains(&measure.0),
        File { measure, post, .. } | ReturnMeasure { measure, post, .. } => {
            own.contains(&measure.0) && own.contains(&post.0)
        }
        Decide {
            report, decision, ..
        } => *report == REPORT && own.contains(&decision.post.0),
        Supersede { report, .. } | Print { report, .. } => *report == REPORT,
        Deliver {
            person, document, ..
        } => own.contains(&person.0) && own.contains(&document.0),
        Tell { person, .. } => own.contains(&person.0),
        // To this chat alone.
        Show(_)
        | Update { .. }
        | Replace(_)
        | AnswerPress { .. }
        | Picture { .. }
        | Page { .. }
        | OwnData { .. }
        | SetLanguage(_)
        | CheckFile { .. }
        | SetBlocked(_) => true,
        Claim { .. } | Erase => false,
    }
}

#[test]
fn a_post_in_another_office_gives_nobody_more_and_takes_nothing_from_them() {
    let mut cases = 0;
    for row in rows() {
        // What is about all of a person's posts.
        if matches!(
            row.action,
            Action::Measures | Action::Erase | Action::EraseNow(_)
        ) {
            continue;
        }
        for (at, stage) in STAGES.iter().enumerate() {
            for (who, person) in PEOPLE {
                for role in Role::ALL {
                    // Where somebody of this role would have something to do.
                    let elsewhere = match role {
                        Role::Verifier => Stage::Checking { turn: 1 },
                        Role::Executive => Stage::Submitted,
                        _ => Stage::Compiled,
                    };
                    cases += 1;
                    let mut desk: Desk = desk(who, person, at, &row.given);
                    let other = with_role(person, role, elsewhere, &desk.offices[0]);
                    // It comes first, so that whoever takes the first office is found out.
                    desk.offices.insert(0, other);
                    let (followed, effects) = is_followed(&row, &desk);
                    let expected = row.cells[at].contains(who);
                    let of = row.name;
                    assert_eq!(
                        followed, expected,
                        "{of} {who} at {stage}, {role:?} elsewhere"
                    );
                    if !matches!(row.action, Action::Home | Action::Help) {
                        let stray = effects.iter().find(|effect| !is_of_the_first(effect));
                        assert!(stray.is_none(), "{of} {who}, {role:?} elsewhere: {stray:?}");
                    }
                }
            }
        }
    }
    eprintln!("{cases} cases of people of two offices");
}

/// Two offices in one database; the first one's contributor of the finance division reports the second.
async fn two_offices(store: &Store) -> (OfficePlan, OfficePlan) {
    let first = sample_office(store).await;
    let second = open_office(store, OTHER_OFFICE, 100).await;
    let reporter = second.with_role(Role::Reporter).next().unwrap().id;
    let mut tx = store.begin().await.unwrap();
    let (id, finance) = (store.id(NOW), person(&first, FINANCE));
    people::take_post(&mut tx, id, second.office.0, reporter.0, finance.0, NOW)
        .await
        .unwrap();
    offices::revised(&mut tx, &[second.office.0]).await.unwrap();
    tx.commit().await.unwrap();
    (first, reloaded(store, second.office).await)
}

/// What stands beside what was said and asked.
async fn record(store: &Store) -> Vec<(String, Vec<String>)> {
    let mut all = everything(store).await;
    all.retain(|(table, _)| {
        !["inbox", "outbox", "conversation", "process"].contains(&table.as_str())
    });
    all
}

/// What the reporter of an office may press about it.
fn of_reporter(plan: &OfficePlan) -> Vec<Action> {
    use Action::*;
    use AdminAction as Admin;
    let (office, revision) = (plan.office, plan.revision);
    let (measure, unit) = (plan.measures[0].id, plan.units[0].id);
    let mut actions = vec![
        Board(office),
        Missing(office),
        NudgeAll(office),
        Compile(office),
        CompileAnyway(office),
        CompileFor(office, 4),
        ReadinessPage(office),
        HideAll(office),
        Reopen(measure),
        ReopenWhich(office),
    ];
    let mut admin = vec![
        Admin::Menu(office),
        Admin::RetireMeasureNow(measure, revision),
        Admin::NoScore(measure),
        Admin::MeasureDown(measure),
        Admin::RetireUnitNow(unit, revision),
        Admin::Posts(office),
        Admin::Export(office, ExportKind::Toml),
        Admin::Import(office),
        Admin::RhythmAllUsual(office),
        Admin::NextPlanAnyway(office, i64::from(plan.fiscal_year) + 1),
        Admin::RemoveHoliday(office, 19_000),
    ];
    for post in &plan.posts {
        admin.extend([
            Admin::InviteNow(post.id, revision),
            Admin::RetirePostNow(post.id, revision),
            Admin::PostRoleNow(post.id, Role::Reporter, revision),
            Admin::EndInvitation(post.id),
        ]);
        admin.extend(
            post.holder
                .iter()
                .map(|holder| Admin::EndHoldingNow(post.id, holder.person)),
        );
    }
    actions.extend(admin.into_iter().map(Admin));
    actions
}

#[tokio::test]
async fn whoever_reports_elsewhere_manages_nothing_here_whatever_they_press() {
    for_each_database(|db| async move {
        let store = &db.store;
        let (first, second) = two_offices(store).await;
        let chats = Chats::new(store, L10n::new(), NOW);
        let before = record(store).await;
        for action in of_reporter(&first) {
            let answer = chats.press(FINANCE, 1, &action.to_data()).await;
            assert!(!answer.shown.is_empty() || !answer.notices.is_empty(), "{action:?} ends in silence");
            assert!(answer.says("not-yours") || answer.says("stale-button"), "{action:?}: {}", text(&answer));
        }
        assert!(record(store).await == before, "something of the first office changed");
        let left = "SELECT COUNT(*) FROM outbox WHERE body LIKE '%\"do\":\"invitation\"%' OR body LIKE '%\"do\":\"plan\"%'";
        assert_eq!(crate::databases::count(store, left).await, 0);

        // The same in the office that they do report is done.
        let post = second.with_role(Role::Verifier).next().unwrap();
        let action = Action::Admin(AdminAction::InviteNow(post.id, second.revision));
        chats.press(FINANCE, 1, &action.to_data()).await;
        assert_eq!(crate::databases::count(store, left).await, 1);
        // And in the first one they still report what is theirs, and only that.
        let own = first.measures.iter().find(|measure| {
            let mut held = first.held_by(person(&first, FINANCE));
            held.any(|post| first.may_report(post, measure))
        });
        let open = chats.press(FINANCE, 1, &Action::Results(own.unwrap().id).to_data()).await;
        assert!(open.says("ask-results") || !open.says("not-yours"), "{}", text(&open));
        let foreign = Action::Results(second.measures[0].id);
        assert!(chats.press(FINANCE, 1, &foreign.to_data()).await.says("not-yours"));
        let home = text(&chats.text(FINANCE, "/home").await);
        assert!(home.contains(&first.short_name) && home.contains(&second.short_name), "{home}");
    })
    .await;
}

#[test]
fn a_press_from_a_group_a_channel_an_inline_message_or_a_bot_is_no_button() {
    use rapsap::telegram::event::{FROM_TELEGRAM, read};
    use serde_json::json;
    for row in rows() {
        let data = row.action.to_data();
        let from = json!({ "id": 1, "is_bot": false, "first_name": "ก" });
        let mut queries: Vec<serde_json::Value> = ["group", "supergroup", "channel", "of a later kind"]
            .iter()
            .map(|kind| {
                json!({ "id": "p", "from": from, "chat_instance": "1", "data": data,
                    "message": { "message_id": 5, "date": 1, "chat": { "id": -100, "type": kind } } })
            })
            .collect();
        queries.push(json!({ "id": "p", "from": from, "chat_instance": "1", "data": data, "inline_message_id": "x" }));
        let bot = json!({ "id": 1, "is_bot": true, "first_name": "ก" });
        queries.push(
            json!({ "id": "p", "from": bot, "chat_instance": "1", "data": data,
            "message": { "message_id": 5, "date": 1, "chat": { "id": 1, "type": "private" } } }),
        );
        // A button that was forwarded into a private chat belongs to the inline message it came from.
        queries.push(json!({ "id": "p", "from": from, "chat_instance": "1", "data": data, "inline_message_id": "x",
            "message": { "message_id": 5, "date": 1, "chat": { "id": 1, "type": "private" } } }));
        for query in queries {
            let payload = json!({ "update_id": 1, "callback_query": query }).to_string();
            let event = read(FROM_TELEGRAM, &payload);
            assert_eq!(
                event,
                Event::Foreign {
                    press: Some("p".to_owned())
                },
                "{} counts in {payload}",
                row.name
            );
        }
    }
    // And whoever presses something that is no button in their own chat hears so.
    let event = Event::Press {
        press: "p".to_owned(),
        message: None,
        action: None,
    };
    let desk = desk('r', PEOPLE[2].1, 4, &Given::Nothing);
    let (_, effects) = step(State::Choice, &event, &desk);
    assert!(
        effects
            .iter()
            .any(|effect| matches!(effect, Effect::AnswerPress { .. }))
    );
}
