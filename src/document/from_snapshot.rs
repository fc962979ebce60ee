//! The document of a snapshot: puts the frozen facts of a report into the outline's places, in the
//! words of the locale and with the official numbering. The Thai document is Thai throughout,
//! whatever digits people typed.

use super::annexes;
use super::outline::{Acknowledgement, COLUMNS, Outline, Para, Row, SignWords, Signer};
use crate::domain::calendar::FiscalYear;
use crate::domain::office::{Language, Role};
use crate::domain::period::Period;
use crate::domain::progress::{Content, Progress};
use crate::domain::report::{Decision, DecisionKind, Snapshot, SnapshotRow};
use crate::domain::short_code::ShortCode;
use crate::l10n::L10n;
use crate::phrase::{Arg, Phrase};
use crate::{domain::numerals, wording};

/// The report of a snapshot. With decisions that end in an acknowledgement the signatures are
/// filled in and the last page states who acknowledged which version, when; `checked_sha256` is the
/// hash of the file that was acknowledged.
pub fn outline(
    l10n: &L10n,
    snapshot: &Snapshot,
    decisions: &[Decision],
    checked_sha256: Option<&str>,
) -> Outline {
    Words::thai(l10n).outline(snapshot, decisions, checked_sha256)
}

/// Some rows of the table without the rest of the report; `names` as in a snapshot.
pub fn rows(l10n: &L10n, rows: &[SnapshotRow], names: &[String]) -> Outline {
    Words::thai(l10n).rows(rows, names)
}

/// Whether a file of this MIME type is set as a photo.
pub fn is_shown(kind: &str) -> bool {
    annexes::SHOWN.contains(&kind)
}

/// The words of a locale as they stand in official text.
pub(super) struct Words<'a> {
    pub(super) l10n: &'a L10n,
    pub(super) language: Language,
}

impl<'a> Words<'a> {
    pub(super) fn thai(l10n: &'a L10n) -> Words<'a> {
        Words {
            l10n,
            language: Language::THAI,
        }
    }

    /// ISO 639-1.
    pub(super) fn code(&self) -> &str {
        self.language.code()
    }

    /// The report's title, as the office words it, with the period where that is not the year.
    pub(super) fn report_title(&self, snapshot: &Snapshot) -> String {
        let title = match &snapshot.wording.title {
            Some(title) => self.digits(title),
            None => self.word("doc-title"),
        };
        match snapshot.period {
            Period::Year => title,
            period => self.say(
                &Phrase::new("doc-title-of-period")
                    .with("title", title)
                    .with("period", wording::period(period)),
            ),
        }
    }

    /// What the report covers and from which day until which, where that is not the year.
    pub(super) fn covers(&self, snapshot: &Snapshot, key: &str) -> Option<String> {
        let year = FiscalYear::new(snapshot.fiscal_year)?;
        let period = snapshot.period;
        (period != Period::Year).then(|| {
            self.say(
                &Phrase::new(key)
                    .with("period", wording::period(period))
                    .with("year", Arg::Year(snapshot.fiscal_year))
                    .with("from", period.start(year))
                    .with("until", period.end(year)),
            )
        })
    }

    /// A name of the whole, with the period where that is not the year.
    pub(super) fn of_period(&self, key: &str, name: String, period: Period) -> String {
        match period {
            Period::Year => name,
            period => self.say(
                &Phrase::new(key)
                    .with("name", name)
                    .with("period", wording::period(period)),
            ),
        }
    }

    pub(super) fn say(&self, phrase: &Phrase) -> String {
        self.digits(&self.l10n.text(self.language, phrase))
    }

    pub(super) fn word(&self, key: &str) -> String {
        self.say(&Phrase::new(key))
    }

    /// Thai digits, except in what must stay as it is: links, addresses, Latin names and hashes.
    pub(super) fn digits(&self, text: &str) -> String {
        if self.language != Language::THAI {
            return text.to_owned();
        }
        text.split_inclusive(char::is_whitespace)
            .map(|token| {
                if token.contains(|c: char| c.is_ascii_alphabetic()) {
                    token.to_owned()
                } else {
                    numerals::to_thai(token)
                }
            })
            .collect()
    }

    pub(super) fn number(&self, number: usize) -> String {
        self.say(&Phrase::new("doc-item-number").with("number", number))
    }

    /// Some rows alone, as they stand in the table.
    fn rows(&self, rows: &[SnapshotRow], names: &[String]) -> Outline {
        Outline {
            language: self.language.code().to_owned(),
            columns: self.columns(),
            rows: rows.iter().map(|row| self.row(row)).collect(),
            names: names.to_vec(),
            ..Outline::default()
        }
    }

    fn columns(&self) -> [String; COLUMNS] {
        [
            "doc-column-measure",
            "doc-column-method",
            "doc-column-responsible",
            "doc-column-period",
            "doc-column-result",
            "doc-column-outcome",
        ]
        .map(|key| self.word(key))
    }

    fn outline(
        &self,
        snapshot: &Snapshot,
        decisions: &[Decision],
        checked: Option<&str>,
    ) -> Outline {
        let year = || Arg::Year(snapshot.fiscal_year);
        let subtitle = match snapshot.period {
            Period::Year => Phrase::new("doc-subtitle"),
            period => Phrase::new("doc-subtitle-of-period").with("period", wording::period(period)),
        };
        let subtitle = self.say(
            &subtitle
                .with("office", &snapshot.office_name)
                .with("year", year()),
        );
        let wording = &snapshot.wording;
        let own = |text: &Option<String>, key: &str| match text {
            Some(text) => self.digits(text),
            None => self.word(key),
        };
        let mut intro = match &wording.intro {
            Some(intro) => self.digits(intro),
            None => self.say(
                &Phrase::new("doc-intro")
                    .with("office", &snapshot.office_name)
                    .with("year", year())
                    .with("before", Arg::Year(snapshot.fiscal_year - 1)),
            ),
        };
        if let Some(covers) = self.covers(snapshot, "doc-intro-of-period") {
            intro = format!("{intro}\n{covers}");
        }
        Outline {
            language: self.language.code().to_owned(),
            title: own(&wording.title, "doc-title"),
            subtitle: subtitle.clone(),
            cover_footer: self.digits(&snapshot.office_address),
            heading: vec![own(&wording.heading, "doc-heading"), subtitle],
            intro,
            columns: self.columns(),
            rows: snapshot.rows.iter().map(|row| self.row(row)).collect(),
            responsible_line: self
                .say(&Phrase::new("doc-responsible-line").with("unit", &snapshot.unit_in_charge)),
            sign_words: SignWords {
                signature: self.word("doc-sign"),
                position: self.word("doc-position"),
                date: self.word("doc-date"),
            },
            signers: snapshot
                .signers
                .iter()
                .map(|signer| self.signer(signer, decisions))
                .collect(),
            annexes: annexes::annexes(self, snapshot),
            acknowledgement: self.acknowledgement(snapshot, decisions, checked),
            page_label: self.say(
                &Phrase::new("doc-page")
                    .with("page", "{page}")
                    .with("pages", "{pages}"),
            ),
            mark: Some(
                self.say(
                    &Phrase::new("doc-version")
                        .with(
                            "version",
                            wording::version(snapshot.period, snapshot.version),
                        )
                        .with("at", Arg::Moment(snapshot.compiled_at)),
                ),
            ),
            names: snapshot.names.clone(),
        }
    }

    fn row(&self, row: &SnapshotRow) -> Row {
        let measure = &row.measure;
        let number = self.number(measure.number as usize);
        let (results, outcomes) = match &row.progress {
            Some(progress) => (self.results(progress), self.outcomes(row, progress)),
            None => (vec![Para::plain(self.word("doc-not-reported"))], Vec::new()),
        };
        Row {
            cells: [
                vec![Para::item(0, number, self.digits(&measure.title))],
                self.numbered(measure.methods.iter().map(|method| self.digits(method))),
                vec![Para::plain(self.digits(&row.responsible))],
                vec![Para::plain(self.digits(&measure.period))],
                results,
                outcomes,
            ],
            continued: self.say(&Phrase::new("doc-row-continued").with("number", measure.number)),
        }
    }

    fn numbered(&self, items: impl Iterator<Item = String>) -> Vec<Para> {
        items
            .enumerate()
            .map(|(index, text)| Para::item(0, self.number(index + 1), text))
            .collect()
    }

    fn results(&self, progress: &Progress) -> Vec<Para> {
        let mut paras = Vec::new();
        for (index, item) in progress.results.iter().enumerate() {
            paras.push(Para::item(
                0,
                self.number(index + 1),
                self.say(&wording::result(item)),
            ));
            if let Content::Text { subitems, .. } = &item.content {
                paras.extend(
                    subitems
                        .iter()
                        .map(|text| Para::item(1, "-", self.digits(text))),
                );
            }
        }
        paras
    }

    /// A single outcome stands without a number, as in the reports that offices write.
    fn outcomes(&self, row: &SnapshotRow, progress: &Progress) -> Vec<Para> {
        let said = wording::outcomes(progress, row.measure.score.as_ref());
        match said.as_slice() {
            [one] => vec![Para::plain(self.say(one))],
            several => self.numbered(several.iter().map(|phrase| self.say(phrase))),
        }
    }

    fn signer(&self, signer: &crate::domain::report::Signer, decisions: &[Decision]) -> Signer {
        // Only what was decided about the version that was acknowledged is printed as signed.
        let acknowledged = decisions
            .iter()
            .any(|decision| decision.kind == DecisionKind::Acknowledged);
        let signed = decisions
            .iter()
            .rev()
            .find(|decision| acknowledged && decision.post == signer.post);
        Signer {
            label: self.word(match signer.role {
                Role::Reporter | Role::Contributor => "doc-signer-reporter",
                Role::Verifier => "doc-signer-verifier",
                Role::Executive => "doc-signer-executive",
            }),
            name: signer.name.clone(),
            position: signer.position.clone(),
            signed: signed.map(|decision| self.word(trail_key(decision.kind))),
            date: signed.map(|decision| {
                self.say(&Phrase::new("said-moment").with("at", Arg::Moment(decision.at)))
            }),
        }
    }

    fn acknowledgement(
        &self,
        snapshot: &Snapshot,
        decisions: &[Decision],
        checked: Option<&str>,
    ) -> Option<Acknowledgement> {
        let decision = decisions
            .iter()
            .rev()
            .find(|decision| decision.kind == DecisionKind::Acknowledged)?;
        let moment = |at: i64| self.say(&Phrase::new("said-moment").with("at", Arg::Moment(at)));
        let report = format!(
            "{} {}",
            self.report_title(snapshot),
            self.say(
                &Phrase::new("doc-subtitle")
                    .with("office", &snapshot.office_name)
                    .with("year", Arg::Year(snapshot.fiscal_year))
            )
        );
        let version = self.say(
            &Phrase::new("ack-version-value")
                .with(
                    "version",
                    wording::version(snapshot.period, snapshot.version),
                )
                .with("at", Arg::Moment(snapshot.compiled_at)),
        );
        let instruction = match &decision.note {
            Some(note) => self.digits(note),
            None => self.word("ack-no-instruction"),
        };
        // The file that this page is in cannot hold its own hash: the code is that of the one it is about.
        let sha256 = checked.unwrap_or(&decision.sha256);
        let code = ShortCode::of(sha256).map_or_else(String::new, |code| code.to_string());
        let lines = [
            ("ack-report", report),
            ("ack-version", version),
            ("ack-sha256", sha256.to_owned()),
            ("ack-code", code),
            ("ack-by", decision.name.clone()),
            ("ack-position", decision.position.clone()),
            ("ack-at", moment(decision.at)),
            ("ack-instruction", instruction),
        ];
        let mut statement = vec![self.word("ack-statement"), self.word("ack-trail")];
        for decision in decisions {
            let line = self.say(
                &Phrase::new("ack-trail-line")
                    .with("name", &decision.name)
                    .with("position", &decision.position)
                    .with("at", Arg::Moment(decision.at)),
            );
            statement.push(format!("- {} {line}", self.word(trail_key(decision.kind))));
        }
        statement.push(self.word("ack-method"));
        Some(Acknowledgement {
            heading: self.word("ack-heading"),
            lines: lines.map(|(key, value)| (self.word(key), value)).to_vec(),
            statement,
        })
    }
}

pub(super) fn trail_key(kind: DecisionKind) -> &'static str {
    match kind {
        DecisionKind::Sent => "ack-trail-sent",
        DecisionKind::Approved => "ack-trail-approved",
        DecisionKind::Returned => "ack-trail-returned",
        DecisionKind::Acknowledged => "ack-trail-acknowledged",
    }
}
