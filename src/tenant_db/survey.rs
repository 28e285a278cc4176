//! Looking whether a database can be migrated, and writing nothing.

use super::error::TenantDbError;
use super::session::TenantSession;
use super::{ledger, lock};
use crate::domain::migration::{AppliedMigration, MigrationSet};
use crate::postgres::db;
use sqlx::Row;
use std::time::Duration;

/// What a database needs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Survey {
    /// Its newest version, 0 for none.
    pub from: i64,
    /// The versions that would run.
    pub pending: Vec<i64>,
    /// Those behind the target.
    pub behind: Vec<i64>,
}

/// How many connections a server takes, and how many there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Connections {
    /// `max_connections`.
    pub max: u32,
    /// In use now.
    pub used: u32,
}

/// Compares the files with the ledger; if some would run, sees that nobody holds the migration lock for longer than
/// `wait`. `target` is the newest version that may run; none of the files may if it is 0.
///
/// # Errors
/// As [`migrate`](super::migrate) would fail before its first file.
pub async fn survey(
    session: &mut TenantSession,
    set: &MigrationSet,
    target: Option<i64>,
    wait: Duration,
) -> Result<Survey, TenantDbError> {
    let (connection, limit) = session.parts();
    // Whether somebody migrates is asked in the same round trip, and counts if there is something to migrate.
    let found = limit.within(ledger::READING, ledger::ask(connection, &format!(", {}", lock::TRY_SHARED))).await?;
    let is_free: bool = found.row.try_get(2).map_err(db(ledger::READING))?;
    let rows = found.ledger?;
    let from = rows.iter().filter(|row| row.finished).map(|row| row.version).max().unwrap_or(0);
    let newest = target.unwrap_or(i64::MAX);
    let (pending, behind): (Vec<i64>, Vec<i64>) =
        set.pending(&rows)?.into_iter().map(|file| file.version).partition(|version| *version <= newest);
    if !pending.is_empty() && !is_free {
        lock::look(connection, limit, wait).await?;
    }
    Ok(Survey { from, pending, behind })
}

/// Reads which files were applied.
///
/// # Errors
/// [`TenantDbError`]; also when something else stands in the ledger's place.
pub async fn applied(session: &mut TenantSession) -> Result<Vec<AppliedMigration>, TenantDbError> {
    let (connection, limit) = session.parts();
    limit.within(ledger::READING, ledger::read(connection)).await
}

/// Asks how many connections the server has left.
///
/// # Errors
/// [`TenantDbError::Database`].
pub async fn connections(session: &mut TenantSession) -> Result<Connections, TenantDbError> {
    let doing = "counting the server's connections";
    let sql = "SELECT pg_catalog.current_setting('max_connections')::pg_catalog.int8,
                      (SELECT pg_catalog.sum(d.numbackends) FROM pg_catalog.pg_stat_database d)::pg_catalog.int8";
    let (connection, limit) = session.parts();
    let answer = async { sqlx::query(sql).persistent(false).fetch_one(connection).await.map_err(db(doing)) };
    let row = limit.within(doing, answer).await?;
    let number = |at: usize| -> Result<u32, TenantDbError> {
        let value: Option<i64> = row.try_get(at).map_err(db(doing))?;
        Ok(u32::try_from(value.unwrap_or(0)).unwrap_or(0))
    };
    Ok(Connections { max: number(0)?, used: number(1)? })
}
