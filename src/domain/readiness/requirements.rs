//! What is asked of a report in which year, of which kind of office: data, with its source, that an
//! installation can add to without a new version of the program.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use super::Rule;

/// How grave a finding is; the gravest comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// An assessor asks for it.
    Must,
    /// It weakens the report.
    Should,
    /// Good to know.
    Info,
}

impl Level {
    /// The name used in Fluent selectors.
    pub fn as_str(self) -> &'static str {
        match self {
            Level::Must => "must",
            Level::Should => "should",
            Level::Info => "info",
        }
    }
}

/// What a rule weighs from a year on, for offices of a kind.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RequirementSet {
    /// The first fiscal year it is for, Buddhist Era.
    pub from: i32,
    /// The last one; on and on if none.
    pub until: Option<i32>,
    /// What the office's name begins with; every office if none.
    pub office: Option<String>,
    /// The item of the public disclosure that the report is filed under, such as `O43`.
    pub item: Option<String>,
    /// Its title in that year.
    pub title: Option<String>,
    /// Where this is laid down.
    pub source: String,
    /// `None` of a rule is written as `off`.
    #[serde(default)]
    pub rules: BTreeMap<Rule, Weight>,
}

/// A level, or that a rule is not applied.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Weight {
    Must,
    Should,
    Info,
    Off,
}

/// What holds for one office in one year.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Requirements {
    rules: BTreeMap<Rule, Level>,
    /// Where an installation's own sets say a rule's weight is laid down.
    sources: BTreeMap<Rule, String>,
    /// The item of the public disclosure and its title, as far as they are known for the year.
    pub item: Option<String>,
    pub title: Option<String>,
}

#[derive(Deserialize)]
struct Table {
    set: Vec<RequirementSet>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    toml::from_str(include_str!("requirements_th.toml"))
        .expect("a constant table that the tests read")
});

impl Requirements {
    /// Of a fiscal year (Buddhist Era) and an office, by its full name. Later sets stand above earlier
    /// ones, and an installation's `own` above all.
    pub fn of(year_be: i32, office_name: &str, own: &[RequirementSet]) -> Requirements {
        let mut all = Requirements::default();
        let usual = TABLE.set.iter().map(|set| (set, false));
        let own = own.iter().map(|set| (set, true));
        let sets = usual.chain(own).filter(|(set, _)| {
            set.from <= year_be
                && set.until.is_none_or(|until| year_be <= until)
                && set
                    .office
                    .as_ref()
                    .is_none_or(|kind| office_name.starts_with(kind.as_str()))
        });
        for (set, is_own) in sets {
            for (rule, weight) in &set.rules {
                let level = match weight {
                    Weight::Must => Level::Must,
                    Weight::Should => Level::Should,
                    Weight::Info => Level::Info,
                    Weight::Off => {
                        all.rules.remove(rule);
                        continue;
                    }
                };
                all.rules.insert(*rule, level);
                if is_own {
                    all.sources.insert(*rule, set.source.clone());
                }
            }
            all.item = set.item.clone().or(all.item);
            all.title = set.title.clone().or(all.title);
        }
        all
    }

    /// Where the rule is laid down, in the words of the installation's own set; none where the program's
    /// table says it, whose words the locales have.
    pub fn source(&self, rule: Rule) -> Option<&str> {
        self.sources.get(&rule).map(String::as_str)
    }

    /// How grave it is; none if the rule is not applied.
    pub fn level(&self, rule: Rule) -> Option<Level> {
        self.rules.get(&rule).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_has_its_weight_in_every_year() {
        let requirements = Requirements::of(2566, "องค์การบริหารส่วนตำบลตัวอย่าง", &[]);
        for rule in Rule::ALL {
            assert!(requirements.level(rule).is_some(), "{rule:?}");
        }
        assert_eq!(requirements.item.as_deref(), Some("O43"));
        assert_eq!(Requirements::of(2568, "เทศบาลตำบลตัวอย่าง", &[]).item, None);
    }

    #[test]
    fn an_installation_stands_above_the_table_for_its_kind_of_office_only() {
        let own: Vec<RequirementSet> = vec![
            toml::from_str(
                "from = 2567\noffice = 'เทศบาล'\nitem = 'O35'\nsource = 'x'\n\
                 [rules]\nmixed-score-levels = 'off'\nno-outcome = 'info'\n",
            )
            .unwrap(),
        ];
        let town = Requirements::of(2567, "เทศบาลตำบลตัวอย่าง", &own);
        assert_eq!(town.level(Rule::MixedScoreLevels), None);
        assert_eq!(town.level(Rule::NoOutcome), Some(Level::Info));
        assert_eq!(town.item.as_deref(), Some("O35"));
        let other = Requirements::of(2567, "องค์การบริหารส่วนตำบลตัวอย่าง", &own);
        assert_eq!(other.level(Rule::MixedScoreLevels), Some(Level::Info));
        let before = Requirements::of(2566, "เทศบาลตำบลตัวอย่าง", &own);
        assert_eq!(before.item.as_deref(), Some("O43"));
    }
}
