//! What is looked for across measures, against the plan, and in the sign-offs.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};

use super::{Detail, Raw, Rule, Spot};
use crate::domain::calendar::{FiscalYear, common_year};
use crate::domain::office::Role;
use crate::domain::plan::OfficePlan;
use crate::domain::progress::{Content, Order};
use crate::domain::report::{Decision, DecisionKind, Snapshot, SnapshotRow};

pub(super) fn check(
    snapshot: &Snapshot,
    plan: Option<&OfficePlan>,
    decisions: &[Decision],
    year: FiscalYear,
    found: &mut Vec<Raw>,
) {
    late_orders(snapshot, year, found);
    mixed_scores(snapshot, found);
    if let Some(plan) = plan {
        differences(snapshot, plan, found);
    }
    sign_offs(snapshot, decisions, found);
}

fn spot(row: &SnapshotRow, results: Vec<usize>) -> Spot {
    Spot {
        measure: Some(row.measure.id),
        number: row.measure.number,
        results,
        outcomes: Vec::new(),
    }
}

fn orders(row: &SnapshotRow) -> impl Iterator<Item = (usize, &Order)> {
    let results = row.progress.iter().flat_map(|progress| &progress.results);
    results
        .enumerate()
        .filter_map(|(at, item)| match &item.content {
            Content::Order(order) => Some((at, order)),
            _ => None,
        })
}

/// A tenth more days than the numbers before it took, since no office writes orders evenly [ours].
const SLOWER: i64 = 11;

/// Orders are numbered through the calendar year: how far the dated ones had come by their day tells
/// roughly on which day an undated one was made.
fn late_orders(snapshot: &Snapshot, year: FiscalYear, found: &mut Vec<Raw>) {
    // By issuer and year: number and day of the year.
    let mut dated: BTreeMap<(&str, i32), BTreeMap<u32, u32>> = BTreeMap::new();
    for (_, order) in snapshot.rows.iter().flat_map(orders) {
        let Some(date) = order.date else { continue };
        if date.year() == common_year(order.number.year_be()) {
            let key = (order.issuer.as_str(), order.number.year_be());
            let of_year = dated.entry(key).or_default();
            of_year.insert(order.number.number(), date.ordinal());
        }
    }
    for row in &snapshot.rows {
        let mut late = Vec::new();
        let mut names = Vec::new();
        for (at, order) in orders(row) {
            let key = (order.issuer.as_str(), order.number.year_be());
            let known = dated.get(&key).and_then(|known| {
                let before = known.range(..order.number.number()).next_back();
                let behind = known.range(order.number.number()..).next();
                // One with a higher number was made within the year: so was this one.
                before.filter(|_| behind.is_none())
            });
            let (None, Some((&number, &day))) = (order.date, known) else {
                continue;
            };
            let days = i64::from(order.number.number()) * i64::from(day) * SLOWER
                / (i64::from(number).max(1) * 10);
            let first = NaiveDate::from_yo_opt(common_year(order.number.year_be()), 1);
            let expected = first.map(|first| first + chrono::TimeDelta::days(days - 1));
            if expected.is_some_and(|day| day > year.end()) {
                late.push(at);
                names.push(order.number.to_string());
            }
        }
        if !late.is_empty() {
            found.push(Raw {
                rule: Rule::OrderMaybeAfterYear,
                at: spot(row, late),
                detail: Detail::Names(names),
            });
        }
    }
}

/// Some measures compare a question's score (i13), others an indicator's: the sums say different things.
fn mixed_scores(snapshot: &Snapshot, found: &mut Vec<Raw>) {
    let scored = snapshot.rows.iter().filter(|row| {
        let progress = row.progress.as_ref();
        progress.is_some_and(|progress| progress.scores.is_some())
    });
    let (questions, indicators): (Vec<_>, Vec<_>) = scored.partition(|row| {
        let score = row.measure.score.as_ref();
        score.is_some_and(|score| score.code.is_some())
    });
    if questions.is_empty() || indicators.is_empty() {
        return;
    }
    let fewer = if indicators.len() <= questions.len() {
        indicators
    } else {
        questions
    };
    for row in fewer {
        found.push(Raw {
            rule: Rule::MixedScoreLevels,
            at: spot(row, Vec::new()),
            detail: Detail::None,
        });
    }
}

fn differences(snapshot: &Snapshot, plan: &OfficePlan, found: &mut Vec<Raw>) {
    for row in &snapshot.rows {
        let same = plan.measure(row.measure.id).is_some_and(|measure| {
            measure.title == row.measure.title && measure.methods == row.measure.methods
        });
        if !same {
            found.push(Raw {
                rule: Rule::DiffersFromPlan,
                at: spot(row, Vec::new()),
                detail: Detail::Names(vec![row.measure.title.clone()]),
            });
        }
    }
    let lacks: Vec<String> = plan
        .measures
        .iter()
        .filter(|measure| snapshot.rows.iter().all(|row| row.measure.id != measure.id))
        .map(|measure| measure.title.clone())
        .collect();
    if !lacks.is_empty() {
        found.push(Raw {
            rule: Rule::DiffersFromPlan,
            at: Spot::default(),
            detail: Detail::Names(lacks),
        });
    }
}

/// Who has not put a date to the report yet: the reporter by sending it, a verifier by approving, the
/// executive by acknowledging.
fn sign_offs(snapshot: &Snapshot, decisions: &[Decision], found: &mut Vec<Raw>) {
    let missing: Vec<String> = snapshot
        .signers
        .iter()
        .filter(|signer| {
            let kind = match signer.role {
                Role::Verifier => DecisionKind::Approved,
                Role::Executive => DecisionKind::Acknowledged,
                Role::Reporter | Role::Contributor => DecisionKind::Sent,
            };
            !decisions
                .iter()
                .any(|decision| decision.kind == kind && decision.post == signer.post)
        })
        .map(|signer| signer.name.clone())
        .collect();
    if !missing.is_empty() {
        found.push(Raw {
            rule: Rule::MissingSignOff,
            at: Spot::default(),
            detail: Detail::Names(missing),
        });
    }
}
