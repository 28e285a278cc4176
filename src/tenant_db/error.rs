//! What goes wrong inside a tenant's database, and with migration files.

use crate::domain::migration::Incompatible;
use crate::domain::sql_script::{Forbidden, OutsideCommand, Place, ScriptError};
use crate::postgres::{DatabaseError, FailureClass};
use std::path::PathBuf;
use std::time::Duration;

/// Why a migration file can't be used.
#[derive(Debug, thiserror::Error)]
pub enum FilesError {
    /// The folder or the file.
    #[error("{} can't be read", path.display())]
    Io {
        /// Which.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// Its name.
    #[error("{0} isn't named <version>_<description>.sql")]
    Name(String),
    /// Its size.
    #[error("{0} is larger than 64 MiB")]
    Size(String),
    /// Its encoding.
    #[error("{0} isn't UTF-8")]
    Encoding(String),
    /// Its text.
    #[error("{file}: {source}")]
    Script {
        /// The file.
        file: String,
        /// What is wrong, and where.
        source: ScriptError,
    },
    /// Something that a migration may not do.
    #[error("{file}: {source} isn't allowed in a migration")]
    Forbidden {
        /// The file.
        file: String,
        /// What, and where.
        source: Forbidden,
    },
    /// Something that PostgreSQL refuses in a transaction.
    #[error("{file}: {command} can't run in a transaction; make `-- no-transaction` the first line")]
    NeedsNoTransaction {
        /// The file.
        file: String,
        /// What, and where.
        command: OutsideCommand,
    },
    /// The set of files.
    #[error(transparent)]
    Set(#[from] Incompatible),
}

/// Why a tenant's database couldn't be worked on.
#[derive(Debug, thiserror::Error)]
pub enum TenantDbError {
    /// A statement of ours, or the connection.
    #[error("{}: {}", .0.doing, .0.message)]
    Database(#[from] DatabaseError),
    /// Not the database that the control plane means. Nothing was written.
    #[error("this is not the tenant's database: expected {expected}, found {found}; nothing was written")]
    WrongDatabase {
        /// What it should be.
        expected: String,
        /// What it is.
        found: String,
    },
    /// A login that may do more than a tenant's.
    #[error("the login {0} is a superuser; tenantctl enters a tenant's database only as that tenant")]
    Privileged(String),
    /// The files.
    #[error(transparent)]
    Files(#[from] FilesError),
    /// Files and ledger don't go together.
    #[error(transparent)]
    Incompatible(#[from] Incompatible),
    /// Another run migrates this tenant.
    #[error("another run migrates this tenant ({holder}); waited {}", humantime::format_duration(*waited))]
    Locked {
        /// Who.
        holder: String,
        /// How long.
        waited: Duration,
    },
    /// A statement of a file.
    #[error("{file}, {place}: {message}{}", sqlstate.as_ref().map(|s| format!(" ({s})")).unwrap_or_default())]
    Script {
        /// The file.
        file: String,
        /// Where in it.
        place: Place,
        /// What the server said, its detail included.
        message: String,
        /// Its code.
        sqlstate: Option<String>,
        /// Its class.
        class: FailureClass,
    },
    /// A file ended the transaction that it runs in.
    #[error("{0} ended its own transaction (a COMMIT or ROLLBACK inside a procedure or DO block); what it did is not recorded")]
    TransactionEnded(String),
    /// A file left the role or the search path changed.
    #[error("{0} changed the session's role or search path")]
    SessionChanged(String),
    /// The connection was lost at COMMIT.
    #[error("the connection was lost while {0} was being committed; run the command again, the ledger decides")]
    OutcomeUnknown(String),
    /// An index that a concurrent build left invalid.
    #[error("{file}: the index {index} was left invalid by its build")]
    InvalidIndex {
        /// The file.
        file: String,
        /// The index.
        index: String,
    },
}

impl TenantDbError {
    /// How the failure may be met.
    pub fn class(&self) -> FailureClass {
        match self {
            Self::Database(error) => error.class,
            Self::Script { class, .. } => *class,
            Self::OutcomeUnknown(_) => FailureClass::Unknown,
            _ => FailureClass::Permanent,
        }
    }
}
