//! Files without a transaction: one statement at a time, each with a row in a ledger of its own,
//! so that a run that was cut off goes on where it was.

use super::error::TenantDbError;
use super::executor::{Retry, WRITING};
use super::ledger::{self, StatementRow};
use super::limit::{self, Limit};
use super::outcome::ExecutorEvent;
use super::transaction::run_text;
use crate::domain::migration::MigrationFile;
use crate::domain::sql_script::{Statement, concurrent_index_name, split};
use crate::postgres::{DatabaseError, FailureClass, db};
use aws_lc_rs::digest;
use sqlx::{PgConnection, Row};
use std::time::Instant;

/// Runs what hasn't run yet of a file. Leaves the settings behind that the file leaves.
pub(super) async fn run(
    connection: &mut PgConnection,
    limit: &Limit,
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
    limit.within(WRITING, ledger::write(connection, file, false, None)).await?;
    let recorded = limit.within(STATEMENTS, ledger::statements(connection, file.version)).await?;
    let mut timeout = "0".to_owned();
    for (position, statement) in (1_i32..).zip(&statements) {
        let checksum = checksum(statement.text);
        let row = recorded.iter().find(|row| row.position == position && row.checksum == checksum);
        // A session's settings were lost with the session.
        if row.is_some_and(|row| row.finished) && !is_setting(statement.text) {
            on(ExecutorEvent::StatementSkipped { file: name.clone(), position });
            continue;
        }
        let timeout = &mut timeout;
        let mut step =
            Step { connection: &mut *connection, limit, timeout, file, name: &name, statement, position, checksum };
        step.run(row.is_some(), retry, on).await?;
    }
    let took = i64::try_from(begun.elapsed().as_millis()).ok();
    limit.within(WRITING, ledger::write(connection, file, true, took)).await?;
    limit::set(connection, &timeout).await?;
    Ok(())
}

const STATEMENTS: &str = "reading the ledger of statements";
const INDEX: &str = "looking at an index";

struct Step<'a> {
    connection: &'a mut PgConnection,
    limit: &'a Limit,
    /// The file's own `statement_timeout`; none at first.
    timeout: &'a mut String,
    file: &'a MigrationFile,
    name: &'a str,
    statement: &'a Statement<'a>,
    position: i32,
    checksum: Vec<u8>,
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
                let look = find_index(self.connection, schema.as_deref(), index);
                match self.limit.within(INDEX, look).await? {
                    Some(found) if !found.valid => self.drop_invalid(found.name, on).await?,
                    Some(_) if begun_before => {
                        on(ExecutorEvent::StatementSkipped { file: self.name.to_owned(), position: self.position });
                        break;
                    }
                    _ => {}
                }
            }
            self.record(false).await?;
            let Err(error) = self.unbounded(self.statement.text).await? else { break };
            if error.class == FailureClass::Unknown {
                tracing::debug!(%error, "a statement's outcome is unknown");
                return Err(TenantDbError::OutcomeUnknown { file: self.name.to_owned(), version: self.file.version });
            }
            let forget = ledger::forget_statement(self.connection, self.file.version, self.position);
            self.limit.within("writing the ledger of statements", forget).await?;
            if !retry.again(&error, self.name, on).await {
                let place =
                    error.report.position.map_or_else(|| self.statement.place(), |at| self.statement.place_of(at));
                return Err(TenantDbError::script(self.name, Some(place), error));
            }
        }
        if let Some((schema, index)) = &index
            && let Some(found) = self.limit.within(INDEX, find_index(self.connection, schema.as_deref(), index)).await?
            && !found.valid
        {
            return Err(TenantDbError::InvalidIndex { file: self.name.to_owned(), index: found.name });
        }
        self.record(true).await
    }

    async fn record(&mut self, finished: bool) -> Result<(), TenantDbError> {
        let row = StatementRow { position: self.position, checksum: self.checksum.clone(), finished };
        let write = ledger::write_statement(self.connection, self.file.version, &row);
        Ok(self.limit.within("writing the ledger of statements", write).await?)
    }

    /// Runs a statement with the file's own `statement_timeout`, and keeps what the file made of it.
    async fn unbounded(&mut self, sql: &str) -> Result<Result<(), DatabaseError>, DatabaseError> {
        limit::set(self.connection, self.timeout).await?;
        let done = run_text(self.connection, sql, self.name).await;
        if !done.as_ref().is_err_and(|error| error.class == FailureClass::Unknown) {
            *self.timeout = self.limit.begin(self.connection).await?;
        }
        Ok(done)
    }

    async fn drop_invalid(&mut self, index: String, on: &mut dyn FnMut(ExecutorEvent)) -> Result<(), TenantDbError> {
        // The name comes from the server, quoted by `format('%I')`.
        let sql = format!("DROP INDEX CONCURRENTLY IF EXISTS {index}");
        self.unbounded(&sql)
            .await?
            .map_err(|error| TenantDbError::script(self.name, Some(self.statement.place()), error))?;
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
    .map_err(db(INDEX))?;
    let Some(row) = row else { return Ok(None) };
    Ok(Some(FoundIndex { name: row.try_get(0).map_err(db(INDEX))?, valid: row.try_get(1).map_err(db(INDEX))? }))
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
