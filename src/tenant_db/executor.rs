//! Running the pending files on one session, under the tenant's migration lock.

use super::error::TenantDbError;
use super::limit::Limit;
use super::lock::{self, Held};
use super::outcome::{AppliedFile, ExecutorEvent, ExecutorOptions, Outcome};
use super::session::TenantSession;
use super::transaction::{self, Frame};
use super::{ledger, settings, statements};
use crate::domain::migration::{AppliedMigration, Incompatible, MigrationFile, MigrationSet};
use crate::postgres::DatabaseError;
use sqlx::PgConnection;
use std::time::{Duration, Instant, SystemTime};

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
        let ledger = limit.within(ledger::READING, ledger::ask(connection, "")).await?.ledger?;
        let from = newest(&ledger);
        let wanted = wanted(set, &ledger, options)?;
        let pending = wanted.iter().map(|file| file.version).collect();
        return Ok(Outcome { from, to: from, applied: Vec::new(), pending });
    }
    let mut held = lock::acquire(connection, limit, options.lock_wait, on).await?;
    let result = under_lock(connection, limit, set, options, &mut held, on).await;
    match held.given_back {
        Some(true) => {}
        Some(false) => on(ExecutorEvent::LockLost),
        None if limit.is_late() => {}
        None => lock::release(connection, limit, on).await,
    }
    result
}

async fn under_lock(
    connection: &mut PgConnection,
    limit: &Limit,
    set: &MigrationSet,
    options: &ExecutorOptions,
    held: &mut Held,
    on: &mut dyn FnMut(ExecutorEvent),
) -> Result<Outcome, TenantDbError> {
    let before = std::mem::take(&mut held.ledger);
    let from = newest(&before);
    let wanted = wanted(set, &before, options)?;
    let mut outcome = Outcome { from, to: from, ..Outcome::default() };
    if !wanted.is_empty() && !held.is_complete {
        limit.within("making the migration ledger", ledger::ensure(connection)).await?;
    }
    for (file, left) in wanted.iter().zip((0..wanted.len()).rev()) {
        let name = file.name();
        if options.permit.as_ref().is_some_and(|permit| !permit.holds(Instant::now())) {
            return Err(TenantDbError::ClaimLost { file: name });
        }
        on(ExecutorEvent::Started { version: file.version, file: name.clone() });
        let begun = Instant::now();
        let mut retry = Retry { attempt: 0, until: begun + options.lock_wait };
        if file.no_transaction {
            statements::run(connection, limit, file, &mut retry, on).await?;
            let now = limit.within(settings::READING, settings::read(connection)).await?;
            let changed = held.settings.changed(&now);
            let restored = held.settings.restore(connection, &changed, limit);
            limit.within("setting the session's settings again", restored).await?;
            if !changed.is_empty() {
                on(ExecutorEvent::SettingsRestored { file: name.clone(), settings: changed });
            }
        } else {
            let frame = Frame { limit, settings: &held.settings, is_last: left == 0 };
            held.given_back = transaction::run(connection, file, &frame, &mut retry, on).await?;
        }
        let duration_ms = milliseconds(begun);
        on(ExecutorEvent::Finished { version: file.version, file: name, duration_ms });
        outcome.to = file.version;
        let description = file.description.clone();
        outcome.applied.push(AppliedFile { version: file.version, description, duration_ms });
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
