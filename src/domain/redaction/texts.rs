//! Every text of a frozen report that anybody has written, in the order of its pages: none may be forgotten
//! where something is hidden. Patterns without `..` see to it that a new field comes here.

use crate::domain::evidence::{Citation, FileRef};
use crate::domain::overview::EarlierReport;
use crate::domain::plan::{Measure, ScoreTopic, Wording};
use crate::domain::progress::{Content, Order, Progress, ResultItem};
use crate::domain::report::{Happened, Signer, Snapshot, SnapshotRow};

/// Which item of a measure's report a text belongs to, counted from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Result(usize),
    Outcome(usize),
}

/// The texts of what was filed for one measure.
pub(super) fn of_progress(progress: &mut Progress, each: &mut dyn FnMut(Part, &mut String)) {
    let Progress {
        results,
        outcomes,
        scores: _,
        // Said to the bot: it stands on no page.
        insisted: _,
        outcomes_from: _,
        scores_from: _,
    } = progress;
    for (at, item) in results.iter_mut().enumerate() {
        of_item(item, &mut |text| each(Part::Result(at), text));
    }
    for (at, outcome) in outcomes.iter_mut().enumerate() {
        each(Part::Outcome(at), outcome);
    }
}

fn of_item(item: &mut ResultItem, each: &mut dyn FnMut(&mut String)) {
    let ResultItem {
        content,
        files,
        insisted: _,
        from: _,
    } = item;
    match content {
        Content::Text { text, subitems } => {
            each(text);
            subitems.iter_mut().for_each(&mut *each);
        }
        Content::Order(Order {
            issuer,
            number: _,
            subject,
            date: _,
        }) => {
            each(issuer);
            each(subject);
        }
        Content::Cited(Citation {
            paper: _,
            issuer,
            number,
            subject,
            date: _,
            url,
        }) => {
            issuer.iter_mut().for_each(&mut *each);
            number.iter_mut().for_each(&mut *each);
            each(subject);
            url.iter_mut().for_each(&mut *each);
        }
        Content::Pictured { caption } => each(caption),
        Content::NothingDone { reason } => each(reason),
    }
    for file in files {
        let FileRef {
            id: _,
            photo: _,
            name,
            caption,
            forwarded: _,
            album: _,
            too_large: _,
        } = file;
        caption.iter_mut().for_each(&mut *each);
        name.iter_mut().for_each(&mut *each);
    }
}

/// The texts of a whole version. What people told the bot about oddities stands on no page, and is left out.
pub(super) fn of_snapshot(snapshot: &mut Snapshot, each: &mut dyn FnMut(&mut String)) {
    let Snapshot {
        schema: _,
        office_name,
        office_address,
        fiscal_year: _,
        period: _,
        version: _,
        wording: Wording {
            title,
            heading,
            intro,
        },
        unit_in_charge,
        rows,
        signers,
        names,
        compiled_at: _,
        files: _,
        log,
        year,
    } = snapshot;
    for text in [office_name, office_address, unit_in_charge] {
        each(text);
    }
    for text in [title, heading, intro].into_iter().flatten() {
        each(text);
    }
    names.iter_mut().for_each(&mut *each);
    for Signer {
        post: _,
        role: _,
        name,
        position,
    } in signers
    {
        each(name);
        each(position);
    }
    for SnapshotRow {
        measure,
        responsible,
        progress,
    } in rows
    {
        let Measure {
            id: _,
            number: _,
            title,
            methods,
            unit: _,
            period,
            score,
        } = measure;
        for text in [title, period, responsible].into_iter().chain(methods) {
            each(text);
        }
        if let Some(ScoreTopic { text, .. }) = score {
            each(text);
        }
        if let Some(progress) = progress {
            progress.insisted = None;
            for item in &mut progress.results {
                item.insisted = None;
            }
            of_progress(progress, &mut |_, text| each(text));
        }
    }
    for Happened { name, note, .. } in log {
        each(name);
        note.iter_mut().for_each(&mut *each);
    }
    let reports = year.iter_mut().flat_map(|year| &mut year.reports);
    for EarlierReport {
        period: _,
        version: _,
        at: _,
        name,
        position,
        note,
        sha256: _,
    } in reports
    {
        each(name);
        each(position);
        note.iter_mut().for_each(&mut *each);
    }
}
