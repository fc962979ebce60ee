//! The commands: their names, who has a use for which, and what the ones that depend on a role show.

use super::turn::Turn;
use super::{board, checking, executive, home};
use crate::domain::office::Role;

/// A command of the bot's menu, or one that is in none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Command {
    Home,
    /// The measures that one reports.
    Measures,
    /// The reporter's board.
    Status,
    /// The version that waits for a check or an acknowledgement.
    Report,
    Help,
    Language,
    /// Whether a file is what was acknowledged.
    Verify,
    /// What is stored of the person.
    MyData,
    /// Its erasure.
    Forget,
    Unknown,
}

/// The names in the menu's order; `start` is an event of its own.
const NAMES: [(&str, Option<Command>); 10] = [
    ("start", None),
    ("home", Some(Command::Home)),
    ("measures", Some(Command::Measures)),
    ("status", Some(Command::Status)),
    ("report", Some(Command::Report)),
    ("verify", Some(Command::Verify)),
    ("help", Some(Command::Help)),
    ("language", Some(Command::Language)),
    ("mydata", Some(Command::MyData)),
    ("forget", Some(Command::Forget)),
];

impl Command {
    /// Reads a command's name, without its slash and in small letters.
    pub fn parse(name: &str) -> Command {
        let mut known = NAMES.iter().filter(|(known, _)| *known == name);
        let command = known.find_map(|(_, command)| *command);
        command.unwrap_or(Command::Unknown)
    }

    fn is_for(self, role: Role) -> bool {
        match self {
            Command::Home
            | Command::Help
            | Command::Language
            | Command::Verify
            | Command::MyData => true,
            Command::Measures => role == Role::Contributor,
            Command::Status => role == Role::Reporter,
            Command::Report => matches!(role, Role::Verifier | Role::Executive),
            // Offered where it says what is stored.
            Command::Forget | Command::Unknown => false,
        }
    }
}

/// The menu of somebody in these roles, by the commands' names; of a stranger, if there are none.
pub fn menu(roles: &[Role]) -> Vec<&'static str> {
    let wanted = |command: Command| match roles {
        [] => matches!(
            command,
            Command::Home | Command::Help | Command::Language | Command::MyData
        ),
        roles => roles.iter().any(|role| command.is_for(*role)),
    };
    NAMES
        .iter()
        .filter(|(_, command)| command.is_none_or(wanted))
        .map(|(name, _)| *name)
        .collect()
}

/// /measures
pub(super) fn measures(turn: &mut Turn) {
    match held(turn, Command::Measures) {
        true => home::measures(turn),
        false => turn.again("not-your-command"),
    }
}

/// /status
pub(super) fn status(turn: &mut Turn) {
    let mut offices = home::posts(turn)
        .filter(|(_, post)| post.role == Role::Reporter)
        .map(|(office, _)| office.plan.office);
    match (offices.next(), offices.next()) {
        (Some(office), None) => board::board(turn, office),
        // The home screen has a board for each.
        (Some(_), Some(_)) => home::home(turn),
        (None, _) => turn.again("not-your-command"),
    }
}

/// /report: the version that waits for this person, its file with the buttons to decide.
pub(super) fn report(turn: &mut Turn) {
    if !held(turn, Command::Report) {
        return turn.again("not-your-command");
    }
    let waiting = home::posts(turn).find_map(|(office, post)| {
        let mut reports = office.reports.iter();
        let report = reports.find(|report| checking::waits_for(office, report, post))?;
        Some((office, report, post))
    });
    match waiting {
        Some((office, report, post)) => {
            let screen = match post.role {
                Role::Executive => executive::waiting(office, report),
                _ => checking::waiting(office, report),
            };
            checking::deliver(turn, report, turn.desk.person, screen);
        }
        None => home::home(turn),
    }
}

fn held(turn: &Turn, command: Command) -> bool {
    home::posts(turn).any(|(_, post)| command.is_for(post.role))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_menu_holds_what_the_persons_roles_have_a_use_for() {
        assert_eq!(menu(&[]), ["start", "home", "help", "language", "mydata"]);
        let contributor = [
            "start", "home", "measures", "verify", "help", "language", "mydata",
        ];
        assert_eq!(menu(&[Role::Contributor]), contributor);
        let both = [
            "start", "home", "measures", "status", "verify", "help", "language", "mydata",
        ];
        assert_eq!(menu(&[Role::Reporter, Role::Contributor]), both);
        for role in [Role::Verifier, Role::Executive] {
            assert_eq!(
                menu(&[role]),
                [
                    "start", "home", "report", "verify", "help", "language", "mydata"
                ]
            );
        }
    }

    #[test]
    fn every_command_of_a_menu_is_understood() {
        for name in menu(&Role::ALL).into_iter().filter(|name| *name != "start") {
            assert_ne!(Command::parse(name), Command::Unknown, "{name}");
        }
    }
}
