//! What can go wrong inside a tenant's database.

use super::files::FilesError;
use crate::domain::migration::Incompatible;
use crate::domain::sql_script::Place;
use crate::postgres::{DatabaseError, FailureClass};
use std::fmt;
use std::time::Duration;

/// Who holds a tenant's migration lock, as far as the server shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LockHolder {
    /// Its backend.
    pub pid: i32,
    /// Its application name.
    pub application: Option<String>,
}

impl fmt::Display for LockHolder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.application {
            Some(application) => write!(f, "{application:?} (process {})", self.pid),
            None => write!(f, "process {}", self.pid),
        }
    }
}

/// Why something in a tenant's database wasn't done.
#[derive(Debug, thiserror::Error)]
pub enum TenantDbError {
    /// The server or the line.
    #[error(transparent)]
    Database(#[from] DatabaseError),
    /// The connection leads to something else than it should; nothing was written.
    #[error("this is the wrong database: {expected} was expected, {found} was found")]
    WrongDatabase {
        /// What should be there.
        expected: String,
        /// What is there.
        found: String,
    },
    /// The login could do more than the tenant may; nothing was written.
    #[error("{user} is a superuser, and a tenant's database is never entered as one")]
    Privileged {
        /// The session's login.
        user: String,
    },
    /// Something that isn't the ledger stands in its place.
    #[error("{name} isn't the ledger: {found}")]
    ForeignLedger {
        /// The relation.
        name: &'static str,
        /// What it is.
        found: String,
    },
    /// Files and ledger don't go together; nothing ran.
    #[error(transparent)]
    Incompatible(#[from] Incompatible),
    /// The migration files.
    #[error(transparent)]
    Files(#[from] FilesError),
    /// No file has the version that was asked for.
    #[error("there is no migration with the version {0}")]
    UnknownTarget(i64),
    /// Another session migrates.
    #[error("another session holds the migration lock ({}); waited {}", holder_text(.holder.as_ref()), humantime::format_duration(*.waited))]
    Locked {
        /// Who, if that is visible.
        holder: Option<LockHolder>,
        /// How long this one waited.
        waited: Duration,
    },
    /// A file failed. One in a transaction left nothing behind.
    #[error("{}", script_text(.file, .place.as_ref(), .error))]
    Script {
        /// The file's name.
        file: String,
        /// Where in the file, as far as it is known.
        place: Option<Place>,
        /// The server's answer.
        error: Box<DatabaseError>,
    },
    /// A file ended the executor's transaction: what it did is kept, and isn't in the ledger.
    #[error(
        "{file} ended the transaction that it ran in; what it did so far may have been committed, and isn't in the ledger"
    )]
    TransactionEnded {
        /// The file's name.
        file: String,
    },
    /// The line was lost while a file was made permanent: the ledger knows, so run again.
    #[error(
        "the connection was lost while {file} was being made permanent; run again, and the ledger says whether it was"
    )]
    OutcomeUnknown {
        /// The file's name.
        file: String,
        /// Its version.
        version: i64,
    },
    /// Users have roles that the policy doesn't have any more; nothing was changed.
    #[error("users have roles that the policy doesn't have: {}", roles_text(.0))]
    RolesInUse(Vec<(String, i64)>),
    /// The permission tables hold what no policy of tenantctl can be; nothing was changed.
    #[error("the permission tables aren't as tenantctl leaves them: {0}")]
    ForeignPolicy(String),
    /// The stored names of the tenant's logins aren't tenantctl's.
    #[error("the names of the tenant's logins can't be used: {found}")]
    ForeignNames {
        /// What is wrong with them.
        found: String,
    },
    /// The ledger isn't what was agreed to any more, or doesn't take what is written; nothing was written.
    #[error("the ledger's row of version {0} isn't what it was when the change was agreed to; nothing was written")]
    LedgerChanged(i64),
    /// The catalog holds more than any schema has; nothing was written.
    #[error("the catalog holds over {} MiB of definitions, more than is compared", .0 / 1024 / 1024)]
    ForeignCatalog(usize),
    /// Another runner may have taken the tenant over meanwhile; the file didn't begin.
    #[error("the claim on the tenant has ended before {file} began")]
    ClaimLost {
        /// The file's name.
        file: String,
    },
    /// A concurrent build ended, and its index is INVALID.
    #[error("{file}: the index {index} was built and is INVALID")]
    InvalidIndex {
        /// The file's name.
        file: String,
        /// The index.
        index: String,
    },
}

impl TenantDbError {
    /// Returns how it may be met.
    pub fn class(&self) -> FailureClass {
        match self {
            Self::Database(error) => error.class,
            Self::Script { error, .. } => error.class,
            Self::Locked { .. } | Self::ClaimLost { .. } => FailureClass::Transient,
            Self::OutcomeUnknown { .. } => FailureClass::Unknown,
            Self::Privileged { .. } => FailureClass::Refused,
            Self::WrongDatabase { .. }
            | Self::ForeignLedger { .. }
            | Self::Incompatible(_)
            | Self::Files(_)
            | Self::UnknownTarget(_)
            | Self::TransactionEnded { .. }
            | Self::RolesInUse(_)
            | Self::ForeignPolicy(_)
            | Self::ForeignCatalog(_)
            | Self::LedgerChanged(_)
            | Self::ForeignNames { .. }
            | Self::InvalidIndex { .. } => FailureClass::Permanent,
        }
    }

    /// A failed file; a lost line is no fault of the file.
    pub(super) fn script(file: &str, place: Option<Place>, error: DatabaseError) -> Self {
        if error.class == FailureClass::Unknown {
            return Self::Database(error);
        }
        Self::Script { file: file.to_owned(), place, error: Box::new(error) }
    }
}

fn holder_text(holder: Option<&LockHolder>) -> String {
    holder.map_or_else(|| "the server doesn't show which".to_owned(), ToString::to_string)
}

fn roles_text(roles: &[(String, i64)]) -> String {
    let users = |count: i64| if count == 1 { "1 user".to_owned() } else { format!("{count} users") };
    roles.iter().map(|(role, count)| format!("{role} ({})", users(*count))).collect::<Vec<_>>().join(", ")
}

fn script_text(file: &str, place: Option<&Place>, error: &DatabaseError) -> String {
    let mut text = file.to_owned();
    if let Some(place) = place {
        text.push_str(&format!(":{}:{}", place.line, place.column));
    }
    text.push_str(&format!(": {}", error.message));
    if let Some(sqlstate) = &error.sqlstate {
        text.push_str(&format!(" (SQLSTATE {sqlstate})"));
    }
    if let Some(detail) = &error.detail {
        text.push_str(&format!("; {detail}"));
    }
    if let Some(hint) = &error.report.hint {
        text.push_str(&format!("; hint: {hint}"));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{LockHolder, TenantDbError};
    use crate::domain::sql_script::Place;
    use crate::postgres::{DatabaseError, FailureClass};
    use std::time::Duration;

    #[test]
    fn names_file_place_and_code() {
        let mut error = DatabaseError::plain("running", "no such table", FailureClass::Permanent);
        error.sqlstate = Some("42P01".into());
        error.detail = Some("Detail.".into());
        error.report.hint = Some("Look.".into());
        let shown = TenantDbError::script("2_x.sql", Some(Place { line: 3, column: 5 }), error);
        assert_eq!(shown.to_string(), "2_x.sql:3:5: no such table (SQLSTATE 42P01); Detail.; hint: Look.");
        assert_eq!(shown.class(), FailureClass::Permanent);
        let lost = DatabaseError::plain("running", "the connection was lost", FailureClass::Unknown);
        assert!(matches!(TenantDbError::script("2_x.sql", None, lost), TenantDbError::Database(_)));
    }

    #[test]
    fn names_the_holder_of_the_lock() {
        let holder = Some(LockHolder { pid: 7, application: Some("tenantctl migrate acme".into()) });
        let locked = TenantDbError::Locked { holder, waited: Duration::from_secs(2) };
        assert_eq!(
            locked.to_string(),
            "another session holds the migration lock (\"tenantctl migrate acme\" (process 7)); waited 2s"
        );
    }
}
