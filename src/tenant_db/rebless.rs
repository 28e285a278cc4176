//! Writing other checksums into the ledger, after somebody has agreed to each.

use super::error::TenantDbError;
use super::session::TenantSession;
use super::{ledger, lock};
use crate::postgres::{DatabaseError, begin, commit, db};
use sqlx::PgConnection;
use std::time::Duration;

const WRITING: &str = "writing checksums into the migration ledger";

/// A checksum to write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rebless {
    /// The ledger's row.
    pub version: i64,
    /// What it holds.
    pub from: Vec<u8>,
    /// What it is to hold.
    pub to: Vec<u8>,
}

/// Writes the checksums, all or none, under the tenant's migration lock.
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
        let done = sqlx::query(
            "UPDATE tenantctl.schema_migrations SET checksum = $3
             WHERE version OPERATOR(pg_catalog.=) $1 AND checksum OPERATOR(pg_catalog.=) $2",
        )
        .bind(change.version)
        .bind(&change.from)
        .bind(&change.to)
        .persistent(false)
        .execute(&mut *transaction)
        .await
        .map_err(db(WRITING))?;
        if done.rows_affected() != 1 {
            return Err(TenantDbError::LedgerChanged(change.version));
        }
    }
    // A trigger or a rule of the tenant's may have made something else of it.
    let now = ledger::read(&mut transaction).await?;
    let holds = |change: &&Rebless| now.iter().any(|row| row.version == change.version && row.checksum == change.to);
    if let Some(other) = changes.iter().find(|change| !holds(change)) {
        return Err(TenantDbError::LedgerChanged(other.version));
    }
    commit(transaction).await.map_err(|error: DatabaseError| error.into())
}
