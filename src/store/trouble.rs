//! Whose fault a failure is: the machine's or the database server's, which passes and is waited for, or that of
//! what was to be written, which would fail again.

use sqlx::error::DatabaseError;

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
