//! A file and its ledger row in one transaction, in two messages to the server: what happens in the server is the same
//! as statement by statement, without a round trip for each.

use super::error::TenantDbError;
use super::executor::{Retry, WRITING};
use super::limit::Limit;
use super::outcome::ExecutorEvent;
use super::settings::{self, Settings};
use super::{ledger, lock};
use crate::domain::migration::MigrationFile;
use crate::domain::sql_script::{Place, line_column, split};
use crate::postgres::{DatabaseError, FailureClass, db};
use futures_util::{StreamExt, TryStreamExt};
use sqlx::postgres::PgRow;
use sqlx::{AssertSqlSafe, Either, PgConnection, Row};
use std::time::Instant;

/// Its statements are the file's, without a bound. The file begins behind it, in the same message.
const BEGIN: &str =
    "BEGIN; SET LOCAL statement_timeout = 0; SELECT pg_catalog.pg_current_xact_id()::pg_catalog.text;\n";
/// How many statements that are.
const BEGUN: usize = 3;

/// What a file is run with.
pub(super) struct Frame<'a> {
    /// The bound of what is ours.
    pub(super) limit: &'a Limit,
    /// The session's settings as a file finds them.
    pub(super) settings: &'a Settings,
    /// Nothing runs behind it: the migration lock is given back in the same round trip.
    pub(super) is_last: bool,
}

/// Runs a file and its ledger row in one transaction, and again where a lock wasn't granted. Returns whether the
/// migration lock was still held where it was given back.
pub(super) async fn run(
    connection: &mut PgConnection,
    file: &MigrationFile,
    frame: &Frame<'_>,
    retry: &mut Retry,
    on: &mut dyn FnMut(ExecutorEvent),
) -> Result<Option<bool>, TenantDbError> {
    loop {
        let error = match attempt(connection, file, frame, on).await {
            Ok(held) => return Ok(held),
            Err(error) => error,
        };
        if error.class() == FailureClass::Unknown {
            // The server rolls back by itself.
            return Err(error);
        }
        frame.limit.within("rolling back", rollback(connection)).await?;
        match &error {
            TenantDbError::Script { error: cause, .. } if retry.again(cause, &file.name(), on).await => {}
            _ => return Err(error),
        }
    }
}

async fn attempt(
    connection: &mut PgConnection,
    file: &MigrationFile,
    frame: &Frame<'_>,
    on: &mut dyn FnMut(ExecutorEvent),
) -> Result<Option<bool>, TenantDbError> {
    let (name, begun) = (file.name(), Instant::now());
    let text = without_mark(&file.sql);
    // The file's last line may be a comment; what it put off to the end is still the file's.
    let message = format!("{BEGIN}{text}\n;SET CONSTRAINTS ALL IMMEDIATE; {}", settings::state_statement());
    let Answer { first, last, completed, error } = send(connection, message, &format!("running {name}")).await;
    if let Some(error) = error {
        return Err(TenantDbError::script(&name, place(&file.sql, error.report.position, completed), error));
    }
    let missing = || DatabaseError::plain(settings::READING, "no answer", FailureClass::Unknown);
    let transaction: Option<String> = first.ok_or_else(missing)?.try_get(0).map_err(db("beginning a transaction"))?;
    let now = settings::state(&last.ok_or_else(missing)?)?;
    if now.transaction.is_none() || now.transaction != transaction {
        return Err(TenantDbError::TransactionEnded { file: name });
    }
    let changed = frame.settings.changed(&now.settings);
    if !changed.is_empty() {
        // In a message of its own: what follows shall be read with the settings that it was written for.
        let restored = frame.settings.restore(connection, &changed, frame.limit);
        frame.limit.within("setting the session's settings again", restored).await?;
        on(ExecutorEvent::SettingsRestored { file: name, settings: changed });
    }
    finish(connection, file, frame, i64::try_from(begun.elapsed().as_millis()).ok()).await
}

/// Writes the ledger row and commits. A deferred constraint speaks up only here, and then nothing is left.
async fn finish(
    connection: &mut PgConnection,
    file: &MigrationFile,
    frame: &Frame<'_>,
    took: Option<i64>,
) -> Result<Option<bool>, TenantDbError> {
    // The bound and the row; then the transaction's end.
    const WRITTEN: usize = 2;
    const COMMITTED: usize = 3;
    let bound = frame.settings.restoring(&[], frame.limit);
    let unlock = if frame.is_last { lock::UNLOCK } else { "" };
    let message = format!("{bound}; {}; COMMIT; {unlock}", ledger::insert(file, true, took));
    let committing = format!("committing {}", file.name());
    let answered = async { Ok::<_, DatabaseError>(send(connection, message, &committing).await) };
    let Answer { last, completed, error, .. } = frame.limit.within(&committing, answered).await?;
    match error {
        // What comes behind it can't take it back.
        _ if completed >= COMMITTED => {}
        None => {}
        Some(error) if error.class == FailureClass::Unknown => {
            return Err(TenantDbError::OutcomeUnknown { file: file.name(), version: file.version });
        }
        Some(error) if completed < WRITTEN => return Err(DatabaseError { doing: WRITING.to_owned(), ..error }.into()),
        Some(error) => return Err(TenantDbError::script(&file.name(), None, error)),
    }
    Ok(last.filter(|_| frame.is_last).and_then(|row| row.try_get(0).ok()))
}

async fn rollback(connection: &mut PgConnection) -> Result<(), TenantDbError> {
    sqlx::raw_sql("ROLLBACK").execute(connection).await.map_err(db("rolling back"))?;
    Ok(())
}

/// What came back for a message of several statements.
#[derive(Default)]
struct Answer {
    first: Option<PgRow>,
    /// The last of the rows behind the first one.
    last: Option<PgRow>,
    /// How many statements were done.
    completed: usize,
    error: Option<DatabaseError>,
}

async fn send(connection: &mut PgConnection, message: String, doing: &str) -> Answer {
    let mut answer = Answer::default();
    let mut results = sqlx::raw_sql(AssertSqlSafe(message)).fetch_many(connection);
    while let Some(result) = results.next().await {
        match result {
            Ok(Either::Left(_)) => answer.completed += 1,
            Ok(Either::Right(row)) if answer.first.is_none() => answer.first = Some(row),
            Ok(Either::Right(row)) => answer.last = Some(row),
            Err(error) => {
                answer.error = Some(DatabaseError::new(doing, &error));
                break;
            }
        }
    }
    answer
}

/// Sends a whole text as one simple query.
pub(super) async fn run_text(connection: &mut PgConnection, text: &str, file: &str) -> Result<(), DatabaseError> {
    let mut results = sqlx::raw_sql(AssertSqlSafe(text)).execute_many(connection);
    while results.try_next().await.map_err(|error| DatabaseError::new(format!("running {file}"), &error))?.is_some() {}
    Ok(())
}

/// The server counts characters of what it was sent, and often gives no position at all: then it
/// is the statement that wasn't completed.
fn place(script: &str, position: Option<usize>, completed: usize) -> Option<Place> {
    if let Some(position) = position {
        let text = without_mark(script);
        let before = position.checked_sub(BEGIN.len() + 1)?;
        let offset = text.char_indices().nth(before).map_or(text.len(), |(at, _)| at);
        return Some(line_column(text, offset));
    }
    split(script).ok()?.get(completed.checked_sub(BEGUN)?).map(|statement| statement.place())
}

/// The server takes a byte order mark for a word.
fn without_mark(script: &str) -> &str {
    script.strip_prefix('\u{feff}').unwrap_or(script)
}

#[cfg(test)]
mod tests {
    use super::{BEGIN, BEGUN, place};
    use crate::domain::sql_script::split;

    #[test]
    fn what_goes_before_a_file_is_counted_right() {
        assert!(BEGIN.is_ascii());
        assert_eq!(split(BEGIN).expect("statements").len(), BEGUN);
    }

    #[test]
    fn places_are_the_files_own() {
        let script = "\u{feff}SELECT 1;\nSELECT é, x;\n";
        for (position, completed, found) in [
            (Some(BEGIN.len() + 1), 3, Some((1, 1))),
            (Some(BEGIN.len() + 21), 4, Some((2, 11))),
            // What is missing at the end is missed in what follows.
            (Some(BEGIN.len() + 100), 4, Some((3, 1))),
            (Some(3), 0, None),
            (None, 3, Some((1, 1))),
            (None, 4, Some((2, 1))),
            (None, 5, None),
            (None, 2, None),
        ] {
            let place = place(script, position, completed).map(|place| (place.line, place.column));
            assert_eq!(place, found, "{position:?} {completed}");
        }
    }
}
