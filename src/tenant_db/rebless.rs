//! Writing other checksums and names into the ledger, after somebody has agreed to each.

use super::error::TenantDbError;
use super::session::TenantSession;
use super::{ledger, lock};
use crate::domain::migration::AppliedMigration;
use crate::postgres::{DatabaseError, begin, commit, db};
use sqlx::PgConnection;
use std::time::Duration;

const WRITING: &str = "writing checksums and names into the migration ledger";
const CHECKSUM: &str = "UPDATE tenantctl.schema_migrations SET checksum = $3
    WHERE version OPERATOR(pg_catalog.=) $1 AND checksum OPERATOR(pg_catalog.=) $2";
const DESCRIPTION: &str = "UPDATE tenantctl.schema_migrations SET description = $3
    WHERE version OPERATOR(pg_catalog.=) $1 AND description OPERATOR(pg_catalog.=) $2";

/// Something to write into a row of the ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rebless {
    /// The ledger's row.
    pub version: i64,
    /// What is written.
    pub change: RowChange,
}

/// What a row holds, and what it is to hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RowChange {
    /// The file's checksum.
    Checksum {
        /// What it holds.
        from: Vec<u8>,
        /// What it is to hold.
        to: Vec<u8>,
    },
    /// The file's description.
    Description {
        /// What it holds.
        from: String,
        /// What it is to hold.
        to: String,
    },
}

impl Rebless {
    fn holds(&self, row: &AppliedMigration) -> bool {
        row.version == self.version
            && match &self.change {
                RowChange::Checksum { to, .. } => row.checksum == *to,
                RowChange::Description { to, .. } => row.description == *to,
            }
    }
}

/// Writes the changes, all or none, under the tenant's migration lock.
///
/// # Errors
/// [`TenantDbError::LedgerChanged`] when the ledger isn't any more what was agreed to; nothing was written then.
pub async fn rebless(session: &mut TenantSession, changes: &[Rebless], wait: Duration) -> Result<(), TenantDbError> {
    let (connection, limit) = session.parts();
    lock::acquire(connection, limit, wait, &mut |_| {}).await?;
    let written = limit.within(WRITING, write(connection, changes)).await;
    if !limit.is_late() {
        lock::release(connection, limit, &mut |_| {}).await;
    }
    written
}

async fn write(connection: &mut PgConnection, changes: &[Rebless]) -> Result<(), TenantDbError> {
    let mut transaction = begin(connection).await?;
    for change in changes {
        let query = match &change.change {
            RowChange::Checksum { from, to } => sqlx::query(CHECKSUM).bind(change.version).bind(from).bind(to),
            RowChange::Description { from, to } => sqlx::query(DESCRIPTION).bind(change.version).bind(from).bind(to),
        };
        let done = query.persistent(false).execute(&mut *transaction).await.map_err(db(WRITING))?;
        if done.rows_affected() != 1 {
            return Err(TenantDbError::LedgerChanged(change.version));
        }
    }
    // A trigger or a rule of the tenant's may have made something else of it.
    let now = ledger::read(&mut transaction).await?;
    if let Some(other) = changes.iter().find(|change| !now.iter().any(|row| change.holds(row))) {
        return Err(TenantDbError::LedgerChanged(other.version));
    }
    commit(transaction).await.map_err(|error: DatabaseError| error.into())
}
