//! The migration lock of one tenant: an advisory lock in the tenant's own database, held by the
//! session, so that it ends with it whatever happens.

use super::error::{LockHolder, TenantDbError};
use super::ledger;
use super::limit::Limit;
use super::outcome::ExecutorEvent;
use super::settings::{self, Settings};
use crate::domain::migration::AppliedMigration;
use crate::postgres::{DatabaseError, db};
use sqlx::{AssertSqlSafe, PgConnection, Row};
use std::time::{Duration, Instant};

// The class is "tena", the key "migr"; the text of the statements repeats them.
const TRY_LOCK: &str = "pg_catalog.pg_try_advisory_lock(1952804449, 1835624306)";
// Several may look at once, and none of them while somebody migrates; it ends with the message.
pub(super) const TRY_SHARED: &str = "pg_catalog.pg_try_advisory_xact_lock_shared(1952804449, 1835624306)";
pub(super) const UNLOCK: &str = "SELECT pg_catalog.pg_advisory_unlock(1952804449, 1835624306)";
const HOLDER: &str = "SELECT l.pid, a.application_name
    FROM pg_catalog.pg_locks l
    LEFT JOIN pg_catalog.pg_stat_activity a ON a.pid OPERATOR(pg_catalog.=) l.pid
    WHERE l.locktype OPERATOR(pg_catalog.=) 'advisory' AND l.granted
        AND l.classid OPERATOR(pg_catalog.=) 1952804449::pg_catalog.oid
        AND l.objid OPERATOR(pg_catalog.=) 1835624306::pg_catalog.oid
        AND l.objsubid OPERATOR(pg_catalog.=) 2
        AND l.database OPERATOR(pg_catalog.=) (SELECT d.oid FROM pg_catalog.pg_database d
            WHERE d.datname OPERATOR(pg_catalog.=) pg_catalog.current_database())
    LIMIT 1";

const TAKING: &str = "taking the migration lock and reading the ledger";
const HOLDING: &str = "looking for the holder of the migration lock";

/// What is seen under the lock.
pub(super) struct Held {
    /// The ledger.
    pub(super) ledger: Vec<AppliedMigration>,
    /// Both of its tables are there.
    pub(super) is_complete: bool,
    /// The session's settings, as a file finds them.
    pub(super) settings: Settings,
    /// Whether it was still held when it was given back with the last file.
    pub(super) given_back: Option<bool>,
}

/// Asks for the lock until `wait` is over. The same round trip reads the ledger: its statement begins when the lock is
/// held, and sees whatever the holder before has committed.
pub(super) async fn acquire(
    connection: &mut PgConnection,
    limit: &Limit,
    wait: Duration,
    on: &mut dyn FnMut(ExecutorEvent),
) -> Result<Held, TenantDbError> {
    let columns = format!(", {TRY_LOCK}, {}", settings::column());
    let attempt = async |connection: &mut PgConnection| {
        let found = ledger::ask(connection, &columns).await?;
        if !found.row.try_get::<bool, _>(2).map_err(db(TAKING))? {
            return Ok(None);
        }
        let settings = settings::of(&found.row, 3)?.of_a_file();
        let mut ledger = found.ledger?;
        if !found.is_complete {
            // That was looked up a moment before the lock was held.
            ledger = ledger::read(connection).await?;
        }
        Ok(Some(Held { ledger, is_complete: found.is_complete, settings, given_back: None }))
    };
    ask(connection, limit, wait, on, attempt).await
}

/// Sees within `wait` that nobody has the lock, and doesn't keep it.
pub(super) async fn look(connection: &mut PgConnection, limit: &Limit, wait: Duration) -> Result<(), TenantDbError> {
    let attempt = async |connection: &mut PgConnection| {
        let sql = AssertSqlSafe(format!("SELECT {TRY_SHARED}"));
        let row = sqlx::raw_sql(sql).fetch_one(connection).await.map_err(db(TAKING))?;
        Ok(row.try_get::<bool, _>(0).map_err(db(TAKING))?.then_some(()))
    };
    ask(connection, limit, wait, &mut |_| {}, attempt).await
}

async fn ask<T>(
    connection: &mut PgConnection,
    limit: &Limit,
    wait: Duration,
    on: &mut dyn FnMut(ExecutorEvent),
    attempt: impl AsyncFn(&mut PgConnection) -> Result<Option<T>, TenantDbError>,
) -> Result<T, TenantDbError> {
    let begun = Instant::now();
    let mut pause = Duration::from_millis(50);
    let mut told = false;
    loop {
        if let Some(got) = limit.within(TAKING, attempt(connection)).await? {
            return Ok(got);
        }
        let waited = begun.elapsed();
        if waited >= wait {
            return Err(TenantDbError::Locked { holder: limit.within(HOLDING, holder(connection)).await?, waited });
        }
        if !told {
            told = true;
            on(ExecutorEvent::WaitingForLock { holder: limit.within(HOLDING, holder(connection)).await? });
        }
        tokio::time::sleep(pause.min(wait.saturating_sub(waited))).await;
        pause = (pause * 2).min(Duration::from_millis(250));
    }
}

async fn holder(connection: &mut PgConnection) -> Result<Option<LockHolder>, TenantDbError> {
    let row = sqlx::raw_sql(HOLDER).fetch_optional(connection).await.map_err(db(HOLDING))?;
    let Some(row) = row else { return Ok(None) };
    let pid = row.try_get(0).map_err(db(HOLDING))?;
    let application: Option<String> = row.try_get(1).map_err(db(HOLDING))?;
    Ok(Some(LockHolder { pid, application: application.filter(|a| !a.is_empty()) }))
}

/// Gives the lock back. The session ends soon after, so a failure is only told.
pub(super) async fn release(connection: &mut PgConnection, limit: &Limit, on: &mut dyn FnMut(ExecutorEvent)) {
    let doing = "giving the migration lock back";
    let answer = async {
        let row = sqlx::raw_sql(UNLOCK).fetch_one(connection).await.map_err(db(doing))?;
        row.try_get(0).map_err(db(doing))
    };
    let answer: Result<bool, DatabaseError> = limit.within(doing, answer).await;
    match answer {
        Ok(true) => {}
        Ok(false) => on(ExecutorEvent::LockLost),
        Err(error) => tracing::debug!(%error, "the lock ends with the session"),
    }
}

#[cfg(test)]
mod tests {
    use super::{HOLDER, TRY_LOCK, TRY_SHARED, UNLOCK};

    #[test]
    fn the_statements_agree_on_the_key() {
        let class = i32::from_be_bytes(*b"tena").to_string();
        let key = i32::from_be_bytes(*b"migr").to_string();
        for sql in [TRY_LOCK, TRY_SHARED, UNLOCK, HOLDER] {
            assert!(sql.contains(&class) && sql.contains(&key), "{class} {key} in {sql}");
        }
    }
}
