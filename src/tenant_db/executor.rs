//! Our own executor: a bounded lock in the tenant's own database, each file and its ledger row
//! in one transaction, and no file that ends that transaction.

use super::error::TenantDbError;
use super::{ledger, statements};
use crate::domain::migration::{MigrationFile, MigrationSet};
use crate::domain::sql_script::line_column;
use crate::postgres::{DatabaseError, FailureClass, begin, commit, db};
use sqlx::{PgConnection, Row};
use std::time::{Duration, Instant};

/// The migration lock's key: "tenantctl" shortened, and 2 for migrations.
const LOCK: (i32, i32) = (7281, 2);

/// How to migrate.
#[derive(Debug, Clone)]
pub struct ExecutorOptions {
    /// Up to this version only.
    pub target: Option<i64>,
    /// How long the migration lock and busy tables are waited for.
    pub lock_wait: Duration,
    /// Look, and change nothing.
    pub dry_run: bool,
}

/// What happens meanwhile.
#[derive(Debug, Clone)]
pub enum ExecutorEvent {
    /// A file begins.
    Began(i64),
    /// A lock was busy; the file is tried again.
    Retrying(i64),
    /// The migration lock was lost before the end.
    LockLost,
}

/// A file that ran.
#[derive(Debug, Clone)]
pub struct AppliedFile {
    /// Its version.
    pub version: i64,
    /// Its description.
    pub description: String,
    /// How long it took, in milliseconds.
    pub duration_ms: i64,
}

/// What a run did.
#[derive(Debug, Clone)]
pub struct Outcome {
    /// The newest version before, 0 for none.
    pub from: i64,
    /// The newest version after.
    pub to: i64,
    /// What ran.
    pub applied: Vec<AppliedFile>,
    /// What is left: in a dry run, or beyond the target.
    pub pending: Vec<i64>,
}

/// Brings a database up to date. The caller closes the connection afterwards, whatever happened.
///
/// # Errors
/// [`TenantDbError`]; a failed file in a transaction leaves nothing of itself.
pub async fn migrate(
    connection: &mut PgConnection,
    set: &MigrationSet,
    options: &ExecutorOptions,
    on: &mut dyn FnMut(ExecutorEvent),
) -> Result<Outcome, TenantDbError> {
    if options.dry_run {
        return plan(connection, set, options).await.map(|(outcome, _)| outcome);
    }
    lock(connection, options.lock_wait).await?;
    let result = locked(connection, set, options, on).await;
    let unlocked = sqlx::query_scalar("SELECT pg_catalog.pg_advisory_unlock($1, $2)")
        .bind(LOCK.0)
        .bind(LOCK.1)
        .fetch_one(connection)
        .await;
    if !matches!(unlocked, Ok(true)) {
        on(ExecutorEvent::LockLost);
    }
    result
}

async fn lock(connection: &mut PgConnection, wait: Duration) -> Result<(), TenantDbError> {
    let begun = Instant::now();
    let mut pause = Duration::from_millis(50);
    loop {
        let got: bool = sqlx::query_scalar("SELECT pg_catalog.pg_try_advisory_lock($1, $2)")
            .bind(LOCK.0)
            .bind(LOCK.1)
            .fetch_one(&mut *connection)
            .await
            .map_err(db("locking the tenant's migrations"))?;
        if got {
            return Ok(());
        }
        if begun.elapsed() >= wait {
            return Err(TenantDbError::Locked { holder: holder(connection).await?, waited: begun.elapsed() });
        }
        tokio::time::sleep(pause).await;
        pause = (pause * 2).min(Duration::from_millis(250));
    }
}

async fn holder(connection: &mut PgConnection) -> Result<String, TenantDbError> {
    let held: Option<(i32, Option<String>)> = sqlx::query_as(
        "SELECT l.pid, a.application_name FROM pg_catalog.pg_locks l
         LEFT JOIN pg_catalog.pg_stat_activity a ON a.pid OPERATOR(pg_catalog.=) l.pid
         WHERE l.locktype OPERATOR(pg_catalog.=) 'advisory' AND l.granted
           AND l.classid OPERATOR(pg_catalog.=) $1::int8::oid AND l.objid OPERATOR(pg_catalog.=) $2::int8::oid LIMIT 1",
    )
    .bind(i64::from(LOCK.0))
    .bind(i64::from(LOCK.1))
    .fetch_optional(connection)
    .await
    .map_err(db("looking who holds the lock"))?;
    Ok(match held {
        Some((pid, Some(name))) if !name.is_empty() => format!("{name}, server process {pid}"),
        Some((pid, _)) => format!("server process {pid}"),
        None => "it has just ended".to_owned(),
    })
}

async fn plan<'a>(
    connection: &mut PgConnection,
    set: &'a MigrationSet,
    options: &ExecutorOptions,
) -> Result<(Outcome, Vec<&'a MigrationFile>), TenantDbError> {
    let ledger = ledger::read(connection).await?;
    let from = ledger.iter().filter(|row| row.finished).map(|row| row.version).max().unwrap_or(0);
    let pending = set.pending(&ledger)?;
    let outcome = Outcome { from, to: from, applied: Vec::new(), pending: pending.iter().map(|f| f.version).collect() };
    let due = pending.into_iter().filter(|f| options.target.is_none_or(|t| f.version <= t)).collect();
    Ok((outcome, due))
}

async fn locked(
    connection: &mut PgConnection,
    set: &MigrationSet,
    options: &ExecutorOptions,
    on: &mut dyn FnMut(ExecutorEvent),
) -> Result<Outcome, TenantDbError> {
    let (mut outcome, due) = plan(connection, set, options).await?;
    if !due.is_empty() {
        ledger::ensure(connection).await?;
    }
    for file in due {
        on(ExecutorEvent::Began(file.version));
        let begun = Instant::now();
        let end = begun + options.lock_wait;
        let mut pause = Duration::from_millis(200);
        loop {
            let ran = if file.no_transaction {
                statements::run(connection, file).await
            } else {
                in_transaction(connection, file, begun).await
            };
            match ran {
                Ok(()) => break,
                // Only a busy lock or a deadlock is worth another try at once.
                Err(error) if is_busy(&error) && Instant::now() < end => {
                    on(ExecutorEvent::Retrying(file.version));
                    tokio::time::sleep(jittered(pause)).await;
                    pause *= 2;
                }
                Err(error) => return Err(error),
            }
        }
        outcome.to = file.version;
        outcome.pending.retain(|version| *version != file.version);
        outcome.applied.push(AppliedFile {
            version: file.version,
            description: file.description.clone(),
            duration_ms: milliseconds(begun),
        });
    }
    Ok(outcome)
}

pub(super) fn milliseconds(begun: Instant) -> i64 {
    i64::try_from(begun.elapsed().as_millis()).unwrap_or(i64::MAX)
}

/// Spreads runners that wait for the same lock; the hasher's seed is random per process.
fn jittered(pause: Duration) -> Duration {
    use std::hash::{BuildHasher, RandomState};
    let part = u32::try_from(RandomState::new().hash_one(0) % 50).unwrap_or(0);
    pause + pause * part / 100
}

fn is_busy(error: &TenantDbError) -> bool {
    matches!(error, TenantDbError::Script { sqlstate: Some(code), .. } if code == "55P03" || code == "40P01")
}

async fn in_transaction(
    connection: &mut PgConnection,
    file: &MigrationFile,
    begun: Instant,
) -> Result<(), TenantDbError> {
    let mut transaction = begin(connection).await?;
    let before = state(&mut transaction).await?;
    if let Err(error) = sqlx::raw_sql(sqlx::AssertSqlSafe(file.sql.clone())).execute(&mut *transaction).await {
        let error = DatabaseError::new(file.name(), &error);
        return Err(script_error(file, &file.sql, 0, &error));
    }
    // A COMMIT inside a procedure or a DO block gives another transaction, or none.
    let after = state(&mut transaction).await?;
    if before.0 != after.0 {
        return Err(TenantDbError::TransactionEnded(file.name()));
    }
    if (&before.1, &before.2) != (&after.1, &after.2) {
        return Err(TenantDbError::SessionChanged(file.name()));
    }
    ledger::record(&mut transaction, file, milliseconds(begun), true).await?;
    commit(transaction).await.map_err(|error| match error.class {
        FailureClass::Unknown => TenantDbError::OutcomeUnknown(file.name()),
        _ => script_error(file, &file.sql, 0, &error),
    })
}

/// Transaction, role and search path.
async fn state(connection: &mut PgConnection) -> Result<(String, String, String), TenantDbError> {
    let doing = "watching the transaction";
    let row = sqlx::raw_sql(
        "SELECT pg_catalog.pg_current_xact_id()::text, current_user::text, pg_catalog.current_setting('search_path')",
    )
    .fetch_one(connection)
    .await
    .map_err(db(doing))?;
    let text = |index: usize| row.try_get::<String, _>(index).map_err(db(doing));
    Ok((text(0)?, text(1)?, text(2)?))
}

/// Turns the server's character position within `sent`, which begins at byte `offset` of the
/// file, into line and column of the file.
pub(super) fn script_error(file: &MigrationFile, sent: &str, offset: usize, error: &DatabaseError) -> TenantDbError {
    let inside = error.position.and_then(|p| sent.char_indices().nth(p.saturating_sub(1)).map(|(at, _)| at));
    let message = match &error.detail {
        Some(detail) => format!("{} ({detail})", error.message),
        None => error.message.clone(),
    };
    TenantDbError::Script {
        file: file.name(),
        place: line_column(&file.sql, offset + inside.unwrap_or(0)),
        message,
        sqlstate: error.sqlstate.clone(),
        class: error.class,
    }
}
