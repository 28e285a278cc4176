//! Files without a transaction: one statement at a time, each with a row in a ledger of its own,
//! so that a run that was cut off goes on where it was.

use super::error::TenantDbError;
use super::executor::{Retry, run_text};
use super::ledger::{self, StatementRow};
use super::outcome::ExecutorEvent;
use super::patience::Patience;
use crate::domain::migration::MigrationFile;
use crate::domain::sql_script::{Statement, concurrent_index_name, split};
use crate::postgres::{DatabaseError, FailureClass, db};
use aws_lc_rs::digest;
use sqlx::{PgConnection, Row};
use std::time::Instant;

/// Runs what hasn't run yet of a file.
pub(super) async fn run(
    connection: &mut PgConnection,
    file: &MigrationFile,
    retry: &mut Retry,
    on: &mut dyn FnMut(ExecutorEvent),
) -> Result<(), TenantDbError> {
    let name = file.name();
    let statements = split(&file.sql).map_err(|error| {
        let error = DatabaseError::plain(format!("reading {name}"), error.to_string(), FailureClass::Permanent);
        TenantDbError::script(&name, None, error)
    })?;
    let begun = Instant::now();
    ledger::write(connection, file, false, None).await?;
    let recorded = ledger::statements(connection, file.version).await?;
    let mut patience = Patience::of(connection).await?;
    for (position, statement) in (1_i32..).zip(&statements) {
        let checksum = checksum(statement.text);
        let row = recorded.iter().find(|row| row.position == position && row.checksum == checksum);
        // A session's settings were lost with the session.
        if row.is_some_and(|row| row.finished) && !is_setting(statement.text) {
            on(ExecutorEvent::StatementSkipped { file: name.clone(), position });
            continue;
        }
        let patience = &mut patience;
        let mut step =
            Step { connection: &mut *connection, file, name: &name, statement, position, checksum, patience };
        step.run(row.is_some(), retry, on).await?;
    }
    let took = i64::try_from(begun.elapsed().as_millis()).ok();
    ledger::write(connection, file, true, took).await?;
    Ok(())
}

struct Step<'a> {
    connection: &'a mut PgConnection,
    file: &'a MigrationFile,
    name: &'a str,
    statement: &'a Statement<'a>,
    position: i32,
    checksum: Vec<u8>,
    patience: &'a mut Patience,
}

impl Step<'_> {
    /// `begun_before`: an earlier run sent it and never learnt how it ended.
    async fn run(
        &mut self,
        begun_before: bool,
        retry: &mut Retry,
        on: &mut dyn FnMut(ExecutorEvent),
    ) -> Result<(), TenantDbError> {
        let index = concurrent_index_name(self.statement.text);
        loop {
            if let Some((schema, index)) = &index {
                match find_index(self.connection, schema.as_deref(), index).await? {
                    Some(found) if !found.valid => self.drop_invalid(found.name, on).await?,
                    Some(_) if begun_before => {
                        on(ExecutorEvent::StatementSkipped { file: self.name.to_owned(), position: self.position });
                        break;
                    }
                    _ => {}
                }
            }
            self.record(false).await?;
            self.patience.theirs(self.connection).await?;
            let done = run_text(self.connection, self.statement.text, self.name).await;
            let Err((_, error)) = done else {
                self.patience.ours(self.connection).await?;
                break;
            };
            if error.class == FailureClass::Unknown {
                tracing::debug!(%error, "a statement's outcome is unknown");
                return Err(TenantDbError::OutcomeUnknown { file: self.name.to_owned(), version: self.file.version });
            }
            self.patience.ours(self.connection).await?;
            ledger::forget_statement(self.connection, self.file.version, self.position).await?;
            if !retry.again(&error, self.name, on).await {
                let place =
                    error.report.position.map_or_else(|| self.statement.place(), |at| self.statement.place_of(at));
                return Err(TenantDbError::script(self.name, Some(place), error));
            }
        }
        if let Some((schema, index)) = &index
            && let Some(found) = find_index(self.connection, schema.as_deref(), index).await?
            && !found.valid
        {
            return Err(TenantDbError::InvalidIndex { file: self.name.to_owned(), index: found.name });
        }
        self.record(true).await
    }

    async fn record(&mut self, finished: bool) -> Result<(), TenantDbError> {
        let row = StatementRow { position: self.position, checksum: self.checksum.clone(), finished };
        Ok(ledger::write_statement(self.connection, self.file.version, &row).await?)
    }

    async fn drop_invalid(&mut self, index: String, on: &mut dyn FnMut(ExecutorEvent)) -> Result<(), TenantDbError> {
        // The name comes from the server, quoted by `format('%I')`.
        let sql = format!("DROP INDEX CONCURRENTLY IF EXISTS {index}");
        self.patience.theirs(self.connection).await?;
        let dropped = run_text(self.connection, &sql, self.name).await;
        self.patience.ours(self.connection).await?;
        dropped.map_err(|(_, error)| TenantDbError::script(self.name, Some(self.statement.place()), error))?;
        on(ExecutorEvent::InvalidIndexDropped { file: self.name.to_owned(), index });
        Ok(())
    }
}

struct FoundIndex {
    /// Qualified and quoted.
    name: String,
    valid: bool,
}

async fn find_index(
    connection: &mut PgConnection,
    schema: Option<&str>,
    index: &str,
) -> Result<Option<FoundIndex>, TenantDbError> {
    let doing = "looking at an index";
    let row = sqlx::query(
        "SELECT pg_catalog.format('%I.%I', n.nspname, c.relname), i.indisvalid
         FROM pg_catalog.pg_index i
         JOIN pg_catalog.pg_class c ON c.oid OPERATOR(pg_catalog.=) i.indexrelid
         JOIN pg_catalog.pg_namespace n ON n.oid OPERATOR(pg_catalog.=) c.relnamespace
         WHERE c.relname::pg_catalog.text OPERATOR(pg_catalog.=) $1
             AND c.relkind::pg_catalog.text OPERATOR(pg_catalog.=) 'i'
             AND CASE WHEN $2::pg_catalog.text IS NULL THEN pg_catalog.pg_table_is_visible(c.oid)
                 ELSE n.nspname::pg_catalog.text OPERATOR(pg_catalog.=) $2 END",
    )
    .bind(index)
    .bind(schema)
    .persistent(false)
    .fetch_optional(connection)
    .await
    .map_err(db(doing))?;
    let Some(row) = row else { return Ok(None) };
    Ok(Some(FoundIndex { name: row.try_get(0).map_err(db(doing))?, valid: row.try_get(1).map_err(db(doing))? }))
}

fn is_setting(statement: &str) -> bool {
    let word = statement.split(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or_default();
    word.eq_ignore_ascii_case("set") || word.eq_ignore_ascii_case("reset")
}

fn checksum(statement: &str) -> Vec<u8> {
    let bytes: Vec<u8> = statement.bytes().filter(|&b| b != b'\r').collect();
    digest::digest(&digest::SHA384, &bytes).as_ref().to_vec()
}

#[cfg(test)]
mod tests {
    use super::{checksum, is_setting};

    #[test]
    fn settings_are_repeated() {
        for (statement, setting) in [
            ("SET lock_timeout = '1s'", true),
            ("reset all", true),
            ("settle", false),
            ("select 1", false),
            ("", false),
        ] {
            assert_eq!(is_setting(statement), setting, "{statement}");
        }
    }

    #[test]
    fn line_ends_are_no_difference() {
        assert_eq!(checksum("a\r\nb"), checksum("a\nb"));
        assert_ne!(checksum("a b"), checksum("a\nb"));
    }
}
