//! Running the pending files on one session, under the tenant's migration lock.

use super::error::TenantDbError;
use super::limit::Limit;
use super::outcome::{AppliedFile, ExecutorEvent, ExecutorOptions, Outcome};
use super::session::TenantSession;
use super::settings::{self, Settings};
use super::{ledger, lock, statements};
use crate::domain::migration::{AppliedMigration, Incompatible, MigrationFile, MigrationSet};
use crate::domain::sql_script::{Place, line_column, split};
use crate::postgres::{DatabaseError, FailureClass, db};
use futures_util::TryStreamExt;
use sqlx::{PgConnection, Row};
use std::time::{Duration, Instant, SystemTime};

const SETTINGS: &str = "reading the session's settings";
const READING: &str = "reading the migration ledger";
pub(super) const WRITING: &str = "writing the migration ledger";

/// Brings a database up to the newest version or the target, one file after another. The files' own statements take
/// their time, everything else is bounded. The caller closes the session afterwards, whatever the result.
///
/// # Errors
/// [`TenantDbError`]; the files that ran before the failed one stay applied.
pub async fn migrate(
    session: &mut TenantSession,
    set: &MigrationSet,
    options: &ExecutorOptions,
    on: &mut dyn FnMut(ExecutorEvent),
) -> Result<Outcome, TenantDbError> {
    let (connection, limit) = session.parts();
    if let Some(target) = options.target
        && !set.files().iter().any(|file| file.version == target)
    {
        return Err(TenantDbError::UnknownTarget(target));
    }
    if options.dry_run {
        let ledger = limit.within(READING, ledger::read(connection)).await?;
        let from = newest(&ledger);
        let wanted = wanted(set, &ledger, options)?;
        let pending = wanted.iter().map(|file| file.version).collect();
        return Ok(Outcome { from, to: from, applied: Vec::new(), pending });
    }
    lock::acquire(connection, limit, options.lock_wait, on).await?;
    let result = under_lock(connection, limit, set, options, on).await;
    if !limit.is_late() {
        lock::release(connection, limit, on).await;
    }
    result
}

async fn under_lock(
    connection: &mut PgConnection,
    limit: &Limit,
    set: &MigrationSet,
    options: &ExecutorOptions,
    on: &mut dyn FnMut(ExecutorEvent),
) -> Result<Outcome, TenantDbError> {
    let before = limit.within(READING, ledger::read(connection)).await?;
    let from = newest(&before);
    let wanted = wanted(set, &before, options)?;
    let mut outcome = Outcome { from, to: from, ..Outcome::default() };
    if !wanted.is_empty() {
        limit.within("making the migration ledger", ledger::ensure(connection)).await?;
        let settings = limit.within(SETTINGS, settings::read(connection)).await?.settings.of_a_file();
        for file in &wanted {
            let name = file.name();
            if options.permit.as_ref().is_some_and(|permit| !permit.holds(Instant::now())) {
                return Err(TenantDbError::ClaimLost { file: name });
            }
            on(ExecutorEvent::Started { version: file.version, file: name.clone() });
            let begun = Instant::now();
            let mut retry = Retry { attempt: 0, until: begun + options.lock_wait };
            if file.no_transaction {
                statements::run(connection, limit, file, &mut retry, on).await?;
                let now = limit.within(SETTINGS, settings::read(connection)).await?.settings;
                set_back(connection, limit, (&settings, &now), &name, on).await?;
            } else {
                in_transaction(connection, limit, file, &settings, &mut retry, on).await?;
            }
            let duration_ms = milliseconds(begun);
            on(ExecutorEvent::Finished { version: file.version, file: name, duration_ms });
            outcome.to = file.version;
            let description = file.description.clone();
            outcome.applied.push(AppliedFile { version: file.version, description, duration_ms });
        }
    }
    let newest_wanted = wanted.last().map_or(from, |file| file.version);
    let left = set.pending(&before)?.into_iter().map(|file| file.version).filter(|v| *v > newest_wanted);
    outcome.pending = left.collect();
    Ok(outcome)
}

fn newest(ledger: &[AppliedMigration]) -> i64 {
    ledger.iter().filter(|row| row.finished).map(|row| row.version).max().unwrap_or(0)
}

fn wanted<'a>(
    set: &'a MigrationSet,
    ledger: &[AppliedMigration],
    options: &ExecutorOptions,
) -> Result<Vec<&'a MigrationFile>, Incompatible> {
    let target = options.target.unwrap_or(i64::MAX);
    Ok(set.pending(ledger)?.into_iter().filter(|file| file.version <= target).collect())
}

/// Runs a file and its ledger row in one transaction, and again where a lock wasn't granted.
async fn in_transaction(
    connection: &mut PgConnection,
    limit: &Limit,
    file: &MigrationFile,
    settings: &Settings,
    retry: &mut Retry,
    on: &mut dyn FnMut(ExecutorEvent),
) -> Result<(), TenantDbError> {
    loop {
        let error = match attempt(connection, limit, file, settings, on).await {
            Ok(()) => return limit.within(&format!("committing {}", file.name()), commit(connection, file)).await,
            Err(error) => error,
        };
        if error.class() == FailureClass::Unknown {
            // The server rolls back by itself.
            return Err(error);
        }
        limit.within("rolling back", rollback(connection)).await?;
        match &error {
            TenantDbError::Script { error: cause, .. } if retry.again(cause, &file.name(), on).await => {}
            _ => return Err(error),
        }
    }
}

async fn attempt(
    connection: &mut PgConnection,
    limit: &Limit,
    file: &MigrationFile,
    settings: &Settings,
    on: &mut dyn FnMut(ExecutorEvent),
) -> Result<(), TenantDbError> {
    let name = file.name();
    let begun = Instant::now();
    let transaction = limit.within("beginning a transaction", begin(connection)).await?;
    let text = without_mark(&file.sql);
    if let Err((completed, error)) = run_text(connection, text, &name).await {
        let place = place(&file.sql, error.report.position, completed);
        return Err(TenantDbError::script(&name, place, error));
    }
    // What the file put off to the end is still the file's.
    run_text(connection, "SET CONSTRAINTS ALL IMMEDIATE", &name)
        .await
        .map_err(|(_, error)| TenantDbError::script(&name, None, error))?;
    let now = limit.within(SETTINGS, settings::read(connection)).await?;
    if now.transaction.is_none() || now.transaction != transaction {
        return Err(TenantDbError::TransactionEnded { file: name });
    }
    set_back(connection, limit, (settings, &now.settings), &name, on).await?;
    let took = i64::try_from(milliseconds(begun)).ok();
    limit.within(WRITING, ledger::write(connection, file, true, took)).await?;
    Ok(())
}

/// Begins, and returns the transaction's id. Its statements are the file's, without a bound.
async fn begin(connection: &mut PgConnection) -> Result<Option<String>, DatabaseError> {
    let doing = "beginning a transaction";
    let sql = "BEGIN; SET LOCAL statement_timeout = 0; SELECT pg_catalog.pg_current_xact_id()::pg_catalog.text";
    let rows = sqlx::raw_sql(sql).fetch_all(&mut *connection).await.map_err(db(doing))?;
    rows.first().map(|row| row.try_get(0)).transpose().map_err(db(doing))
}

/// Commits. A deferred constraint speaks up only here, and then nothing is left.
async fn commit(connection: &mut PgConnection, file: &MigrationFile) -> Result<(), TenantDbError> {
    let doing = format!("committing {}", file.name());
    match sqlx::raw_sql("COMMIT").execute(connection).await.map_err(db(doing)) {
        Ok(_) => Ok(()),
        Err(error) if error.class == FailureClass::Unknown => {
            Err(TenantDbError::OutcomeUnknown { file: file.name(), version: file.version })
        }
        Err(error) => Err(TenantDbError::script(&file.name(), None, error)),
    }
}

async fn rollback(connection: &mut PgConnection) -> Result<(), TenantDbError> {
    sqlx::raw_sql("ROLLBACK").execute(connection).await.map_err(db("rolling back"))?;
    Ok(())
}

/// Sends a whole text as one simple query; on failure says how many of its statements were done.
pub(super) async fn run_text(
    connection: &mut PgConnection,
    text: &str,
    file: &str,
) -> Result<(), (usize, DatabaseError)> {
    let mut completed = 0;
    let mut results = sqlx::raw_sql(sqlx::AssertSqlSafe(text)).execute_many(connection);
    loop {
        match results.try_next().await {
            Ok(Some(_)) => completed += 1,
            Ok(None) => return Ok(()),
            Err(error) => return Err((completed, DatabaseError::new(format!("running {file}"), &error))),
        }
    }
}

/// The server counts characters of what it was sent, and often gives no position at all: then it
/// is the statement that wasn't completed.
fn place(script: &str, position: Option<usize>, completed: usize) -> Option<Place> {
    let text = without_mark(script);
    if let Some(position) = position {
        let offset = text.char_indices().nth(position.saturating_sub(1)).map_or(text.len(), |(at, _)| at);
        return Some(line_column(text, offset));
    }
    split(script).ok()?.get(completed).map(|statement| statement.place())
}

/// The server takes a byte order mark for a word.
fn without_mark(script: &str) -> &str {
    script.strip_prefix('\u{feff}').unwrap_or(script)
}

/// Sets back what a file changed; from here on statements are bounded.
async fn set_back(
    connection: &mut PgConnection,
    limit: &Limit,
    (before, now): (&Settings, &Settings),
    file: &str,
    on: &mut dyn FnMut(ExecutorEvent),
) -> Result<(), TenantDbError> {
    let changed = before.changed(now);
    limit.within("setting the session's settings again", before.restore(connection, &changed, limit)).await?;
    if !changed.is_empty() {
        on(ExecutorEvent::SettingsRestored { file: file.to_owned(), settings: changed });
    }
    Ok(())
}

fn milliseconds(begun: Instant) -> u64 {
    u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX)
}

/// How often and until when a file or statement is tried again.
pub(super) struct Retry {
    attempt: u32,
    until: Instant,
}

impl Retry {
    /// Pauses and returns true if it was a lock that wasn't granted (55P03) or a deadlock
    /// (40P01), and there are attempts and time left.
    pub(super) async fn again(&mut self, error: &DatabaseError, file: &str, on: &mut dyn FnMut(ExecutorEvent)) -> bool {
        const ATTEMPTS: u32 = 5;
        if !(error.is("55P03") || error.is("40P01")) || self.attempt >= ATTEMPTS {
            return false;
        }
        let base = 200_u64 << self.attempt;
        // Runners that collided shall not collide again; no secret hangs on this number.
        let clock = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).map_or(0, |d| u64::from(d.subsec_nanos()));
        let pause = Duration::from_millis(base + clock / 1000 % (base / 2));
        if Instant::now() + pause >= self.until {
            return false;
        }
        self.attempt += 1;
        let reason = error.message.clone();
        on(ExecutorEvent::Retrying { file: file.to_owned(), attempt: self.attempt, pause, reason });
        tokio::time::sleep(pause).await;
        true
    }
}
