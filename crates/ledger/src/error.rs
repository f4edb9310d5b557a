//! What can go wrong with a record, named so that an operator knows what to do.

use sqlx::migrate::MigrateError;

/// A failure of the record. Every text names the record's address, what was being done and, where
/// something can be done about it, what.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LedgerError {
    /// There is no record at the address.
    #[error(
        "no record at `{address}`; make one with a command that writes, such as `ovation ingest`"
    )]
    Missing {
        /// The record's address.
        address: String,
    },
    /// Something is there, but it is no record.
    #[error("`{address}` is not an Ovation record ({found}); name another file or database")]
    NotARecord {
        /// The address.
        address: String,
        /// What was found instead.
        found: String,
    },
    /// The record was made by a newer version.
    #[error(
        "`{address}` was made by a newer version (its schema has step {found}, this one knows \
         {known}); use that version"
    )]
    Newer {
        /// The record's address.
        address: String,
        /// The newest step of the record's schema.
        found: i64,
        /// The newest step this version knows.
        known: i64,
    },
    /// The record was made by an older version and can only be read here.
    #[error(
        "`{address}` was made by an older version (its schema has step {found}, this one needs \
         {known}); open it once with a command that writes"
    )]
    Older {
        /// The record's address.
        address: String,
        /// The newest step of the record's schema.
        found: i64,
        /// The newest step this version knows.
        known: i64,
    },
    /// The address is of no known form, or its database was left out of this build.
    #[error("`{address}` is no record's address: {why}")]
    BadAddress {
        /// The address.
        address: String,
        /// What was wrong with it.
        why: String,
    },
    /// The record cannot be opened.
    #[error("cannot open `{address}`: {why}")]
    Unopenable {
        /// The record's address.
        address: String,
        /// Why, and what to do.
        why: String,
    },
    /// A write was asked of a record opened for reading.
    #[error("`{address}` was opened for reading only, {doing} needs it open for writing")]
    ReadOnly {
        /// The record's address.
        address: String,
        /// What was being done.
        doing: &'static str,
    },
    /// Another process holds the record's write lock.
    #[error(
        "`{address}` is locked by another process while {doing}; wait for it to finish or stop it"
    )]
    Locked {
        /// The record's address.
        address: String,
        /// What was being done.
        doing: &'static str,
    },
    /// The file is a copy that was made while a program had the record open, without the file beside it.
    #[error(
        "`{address}` was copied while a program had it open, and its `-wal` file was left behind: what was written last \
         is missing. Copy it with `ovation backup`, or go on without: `ovation --record NEW restore {address}`"
    )]
    LeftBehind {
        /// The record's address.
        address: String,
    },
    /// The database server cannot be reached.
    #[error(
        "the server of `{address}` cannot be reached while {doing}: {why}; is it running, and are \
         the host and the port right?"
    )]
    Unreachable {
        /// The record's address.
        address: String,
        /// What was being done.
        doing: &'static str,
        /// What the system or the server said.
        why: String,
    },
    /// The database undid the work because of other work beside it; doing it again may succeed.
    #[error("`{address}` undid the work because of other work beside it while {doing}; try again")]
    Undone {
        /// The record's address.
        address: String,
        /// What was being done.
        doing: &'static str,
    },
    /// The write lock was lost and another process has written since.
    #[error(
        "`{address}`: another process wrote while the connection was lost; nothing of this was \
         written, do it again"
    )]
    Overtaken {
        /// The record's address.
        address: String,
    },
    /// The disk is full.
    #[error("the disk of `{address}` is full while {doing}; make room, nothing half was written")]
    Full {
        /// The record's address.
        address: String,
        /// What was being done.
        doing: &'static str,
    },
    /// What stands in the record is not what was written.
    #[error(
        "`{address}` is damaged, found while {doing}: {detail}. `ovation doctor` tells how much of it; take it back from \
         a backup (`ovation --record NEW restore BACKUP`)"
    )]
    Damaged {
        /// The record's address.
        address: String,
        /// What was being done.
        doing: &'static str,
        /// Where, what was wanted and what came.
        detail: String,
    },
    /// An entry that would break the record was offered.
    #[error("entry refused: {why}")]
    Refused {
        /// What was wrong with it.
        why: String,
    },
    /// Anything else the database says.
    #[error("`{address}` failed while {doing}")]
    Database {
        /// The record's address.
        address: String,
        /// What was being done.
        doing: &'static str,
        /// What it said.
        #[source]
        source: sqlx::Error,
    },
    /// The schema could not be brought up to date.
    #[error("cannot bring the schema of `{address}` up to date")]
    Migration {
        /// The record's address.
        address: String,
        /// Why.
        #[source]
        source: MigrateError,
    },
}

impl LedgerError {
    /// Whether the same work may succeed when it is done again soon: the server is restarting, or
    /// undid it because of other work.
    pub fn is_passing(&self) -> bool {
        matches!(self, Self::Unreachable { .. } | Self::Undone { .. })
    }

    /// Sorts what the database said.
    pub(crate) fn of(address: &str, doing: &'static str, source: sqlx::Error) -> Self {
        let address = address.to_owned();
        let code = match &source {
            sqlx::Error::Database(error) => error.code().map(std::borrow::Cow::into_owned),
            // The pool of the one writing connection: somebody in this process holds it.
            sqlx::Error::PoolTimedOut => return Self::Locked { address, doing },
            sqlx::Error::Io(_) | sqlx::Error::Tls(_) | sqlx::Error::Protocol(_) => {
                return Self::Unreachable {
                    address,
                    doing,
                    why: source.to_string(),
                };
            }
            _ => None,
        };
        // SQLite's primary result code is the low byte: <https://www.sqlite.org/rescode.html>.
        // PostgreSQL's codes have five characters: appendix A of its manual.
        match code.as_deref() {
            Some("53100") => Self::Full { address, doing },
            Some("55P03") => Self::Locked { address, doing },
            Some("40001" | "40P01") => Self::Undone { address, doing },
            // Stopped by its administrator, crashed, starting; connections lost, too many of them.
            Some("57P01" | "57P02" | "57P03" | "53300") => Self::Unreachable {
                address,
                doing,
                why: source.to_string(),
            },
            Some(code) if code.len() == 5 && code.starts_with("08") => Self::Unreachable {
                address,
                doing,
                why: source.to_string(),
            },
            // No such database; a wrong password or user.
            Some("3D000" | "28P01" | "28000") => Self::Unopenable {
                address,
                why: source.to_string(),
            },
            // `default_transaction_read_only`, or a standby.
            Some("25006") => Self::ReadOnly { address, doing },
            Some(code) if code.len() < 5 => match code.parse::<i64>().map(|code| code & 0xff) {
                Ok(13) => Self::Full { address, doing },
                Ok(5 | 6) => Self::Locked { address, doing },
                Ok(8) => Self::ReadOnly { address, doing },
                Ok(11) => Self::Damaged {
                    address,
                    doing,
                    detail: source.to_string(),
                },
                Ok(26) => Self::NotARecord {
                    address,
                    found: "a file of another kind, or one whose first page was overwritten: then take the record back, `ovation --record NEW restore BACKUP`"
                        .to_owned(),
                },
                Ok(14) => Self::Unopenable {
                    address,
                    why: "the file or its folder may not be opened; check their permissions"
                        .to_owned(),
                },
                _ => Self::Database {
                    address,
                    doing,
                    source,
                },
            },
            _ => Self::Database {
                address,
                doing,
                source,
            },
        }
    }
}
