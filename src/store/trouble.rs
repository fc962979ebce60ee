//! Whose fault a failure is: the machine's or the database server's, which passes and is waited for, or that of
//! what was to be written, which would fail again.

use std::io::ErrorKind;
use std::time::{Duration, Instant};

use sqlx::error::DatabaseError;

const FULL: &str = "the disk is full";
/// What could not be written comes again within half a minute, unless it never does [ours].
const QUIET: Duration = Duration::from_secs(60);

/// A room's trouble with the database. It is over once something was written, and not for want of anything to write.
#[derive(Debug, Default)]
pub struct Trouble {
    is: bool,
    /// When something could not be written that comes again.
    failed: Option<Instant>,
}

impl Trouble {
    /// The database fails; `held` if there was something to be written that comes again. Gives whether this is new.
    pub fn fails(&mut self, held: bool, now: Instant) -> bool {
        if held {
            self.failed = Some(now);
        }
        !std::mem::replace(&mut self.is, true)
    }

    /// Something was written; gives whether a trouble is over by that.
    pub fn wrote(&mut self) -> bool {
        std::mem::take(self).is
    }

    /// Whether nothing is to be written that would tell if it is over, so that something else must be tried.
    pub fn is_quiet(&self, now: Instant) -> bool {
        self.is && self.failed.is_none_or(|at| at + QUIET <= now)
    }
}

/// Whether the machine or the database server is to blame: a full disk, a database that cannot be written now, a
/// line that broke, too many open files. What was tried is whole and may be tried again.
pub fn is_of_the_machine(error: &anyhow::Error) -> bool {
    error
        .chain()
        .any(|cause| match cause.downcast_ref::<sqlx::Error>() {
            Some(sqlx::Error::Database(error)) => passes(error.as_ref()),
            Some(
                sqlx::Error::Io(_)
                | sqlx::Error::Tls(_)
                | sqlx::Error::Protocol(_)
                | sqlx::Error::PoolTimedOut
                | sqlx::Error::PoolClosed
                | sqlx::Error::WorkerCrashed,
            ) => true,
            _ => cause.is::<std::io::Error>(),
        })
}

/// Whether the machine is to blame for what could not be read, such as too many open files; a file that is gone or
/// damaged stays so.
pub fn is_passing(error: &anyhow::Error) -> bool {
    let is_gone = |cause: &(dyn std::error::Error + 'static)| {
        cause
            .downcast_ref::<std::io::Error>()
            .is_some_and(|error| error.kind() == ErrorKind::NotFound)
    };
    is_of_the_machine(error) && !error.chain().any(is_gone)
}

/// What the machine or the database server is to blame for, in words that may be told; none of another error.
pub fn name(error: &anyhow::Error) -> Option<&'static str> {
    error
        .chain()
        .find_map(|cause| match cause.downcast_ref::<sqlx::Error>() {
            Some(sqlx::Error::Database(error)) => error.code().and_then(|code| code_name(&code)),
            Some(sqlx::Error::Io(error)) => Some(file_name(error)),
            Some(sqlx::Error::PoolTimedOut | sqlx::Error::Protocol(_) | sqlx::Error::Tls(_)) => {
                Some("the database does not answer")
            }
            _ => cause.downcast_ref::<std::io::Error>().map(file_name),
        })
}

/// Whether what is stored is damaged: nothing that passes, and nothing to be written over.
pub fn is_damage(error: &anyhow::Error) -> bool {
    error
        .chain()
        .any(|cause| match cause.downcast_ref::<sqlx::Error>() {
            Some(sqlx::Error::Database(error)) => {
                error.code().is_some_and(|code| code_is_damage(&code))
            }
            _ => false,
        })
}

/// CORRUPT and NOTADB; data_corrupted and index_corrupted.
fn code_is_damage(code: &str) -> bool {
    match code.len() {
        5 => ["XX001", "XX002"].contains(&code),
        _ => code
            .parse::<i32>()
            .is_ok_and(|code| matches!(code & 0xff, 11 | 26)),
    }
}

/// SQLite's code (IOERR_SHMSIZE) of a disk without room for the small file that its readers share.
const SHARED_MEMORY: i32 = 4874;

/// Whether the disk is full.
pub fn is_of_room(error: &anyhow::Error) -> bool {
    name(error) == Some(FULL)
}

fn code_name(code: &str) -> Option<&'static str> {
    if code.len() == 5 {
        return match (code, &code[..2]) {
            ("53100", _) => Some(FULL),
            ("25006", _) => Some("the database is read-only"),
            (_, "08") => Some("the line to the database broke"),
            (_, "53") => Some("the database server lacks room"),
            (_, "57") => Some("the database server stops or starts"),
            (_, "58") => Some("the disk fails"),
            _ if code_is_damage(code) => Some("the database is damaged"),
            _ => None,
        };
    }
    if code_is_damage(code) {
        return Some("the database is damaged");
    }
    let code = code.parse::<i32>().ok()?;
    if code == SHARED_MEMORY {
        return Some("the disk is full");
    }
    match code & 0xff {
        5 | 6 => Some("the database is in use by somebody else"),
        7 => Some("there is not enough memory"),
        8 => Some("the database is read-only"),
        10 => Some("the disk fails"),
        13 => Some(FULL),
        14 => Some("the database cannot be opened"),
        _ => None,
    }
}

fn file_name(error: &std::io::Error) -> &'static str {
    match (error.kind(), error.raw_os_error()) {
        (ErrorKind::StorageFull | ErrorKind::QuotaExceeded, _) => FULL,
        (ErrorKind::ReadOnlyFilesystem, _) => "the disk is read-only",
        (ErrorKind::PermissionDenied, _) => "this is not permitted",
        (_, Some(23 | 24)) => "too many open files",
        (
            ErrorKind::ConnectionRefused
            | ErrorKind::ConnectionReset
            | ErrorKind::ConnectionAborted
            | ErrorKind::BrokenPipe
            | ErrorKind::UnexpectedEof
            | ErrorKind::TimedOut,
            _,
        ) => "the line to the database broke",
        _ => "the disk or the line fails",
    }
}

fn passes(error: &dyn DatabaseError) -> bool {
    error.code().is_some_and(|code| code_passes(&code))
}

/// By SQLite's result code, a number, or by PostgreSQL's SQLSTATE, five signs.
fn code_passes(code: &str) -> bool {
    if code.len() == 5 {
        // Connection, resources (a full disk among them), operator intervention, system; read-only.
        return ["08", "53", "57", "58"]
            .iter()
            .any(|class| code.starts_with(class))
            || code == "25006";
    }
    // BUSY, LOCKED, NOMEM, READONLY, INTERRUPT, IOERR, FULL, CANTOPEN, PROTOCOL, whatever the extension above.
    code.parse::<i32>()
        .is_ok_and(|code| matches!(code & 0xff, 5..=10 | 13..=15))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_machine_is_to_blame_for_is_named_and_nothing_else_is() {
        let named = [
            ("13", Some("the disk is full")),
            ("776", Some("the database is read-only")),
            ("4874", Some("the disk is full")),
            ("53100", Some("the disk is full")),
            ("57P01", Some("the database server stops or starts")),
            ("26", Some("the database is damaged")),
            ("779", Some("the database is damaged")),
            ("XX001", Some("the database is damaged")),
            ("2067", None),
            ("23505", None),
        ];
        for (code, name) in named {
            assert_eq!(code_name(code), name, "{code}");
        }
        let open = std::io::Error::from_raw_os_error(24);
        let error = anyhow::Error::new(open).context("open a file");
        assert_eq!(name(&error), Some("too many open files"));
        assert_eq!(name(&anyhow::anyhow!("a defect")), None);
    }

    #[test]
    fn a_trouble_is_over_when_something_was_written_and_that_is_tried_where_nothing_comes_again() {
        let (mut trouble, begun) = (Trouble::default(), Instant::now());
        let at = |seconds| begun + Duration::from_secs(seconds);
        assert!(!trouble.wrote() && !trouble.is_quiet(at(500)));
        assert!(trouble.fails(false, at(0)));
        assert!(trouble.is_quiet(at(1)), "nothing was to be written");
        assert!(!trouble.fails(true, at(30)), "it is the same trouble");
        assert!(!trouble.fails(false, at(31)));
        assert!(!trouble.is_quiet(at(89)), "what failed may come again");
        assert!(trouble.is_quiet(at(90)));
        assert!(trouble.wrote() && !trouble.wrote());
        assert!(trouble.fails(true, at(91)), "this is another one");
    }

    #[test]
    fn a_full_disk_passes_and_a_broken_rule_does_not() {
        // FULL, IOERR_WRITE, READONLY, CANTOPEN; disk_full, admin_shutdown, connection_failure, read only.
        for code in ["13", "778", "8", "14", "53100", "57P01", "08006", "25006"] {
            assert!(code_passes(code), "{code}");
        }
        // ERROR, CONSTRAINT_UNIQUE; unique_violation, undefined_table.
        for code in ["1", "2067", "23505", "42P01", "x"] {
            assert!(!code_passes(code), "{code}");
        }
        assert!(is_of_the_machine(
            &anyhow::Error::new(sqlx::Error::PoolTimedOut).context("begin")
        ));
        assert!(!is_of_the_machine(&anyhow::anyhow!("a defect")));
    }
}
