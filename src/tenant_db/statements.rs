//! Files whose first line is `-- no-transaction`: one statement at a time, each remembered.

use super::error::{FilesError, TenantDbError};
use super::executor::{milliseconds, script_error};
use super::ledger;
use crate::domain::ident::Ident;
use crate::domain::migration::MigrationFile;
use crate::domain::sql_script::{Statement, concurrent_index_name, split};
use crate::postgres::{DatabaseError, db};
use sqlx::PgConnection;
use std::time::Instant;

/// Runs what of the file hasn't run yet.
pub(super) async fn run(connection: &mut PgConnection, file: &MigrationFile) -> Result<(), TenantDbError> {
    let begun = Instant::now();
    let parts =
        split(&file.sql).map_err(|source| FilesError::Script { file: file.name(), source })?;
    ledger::record(connection, file, 0, false).await?;
    let done = ledger::statements(connection, file.version).await?;
    for (position, part) in (1..).zip(&parts) {
        if done.iter().any(|(at, text)| *at == position && text == part.text) {
            continue;
        }
        statement(connection, file, part).await?;
        ledger::record_statement(connection, file.version, position, part.text).await?;
    }
    ledger::record(connection, file, milliseconds(begun), true).await
}

async fn statement(
    connection: &mut PgConnection,
    file: &MigrationFile,
    part: &Statement<'_>,
) -> Result<(), TenantDbError> {
    let index = concurrent_index_name(part.text);
    if let Some((schema, name)) = &index
        && is_invalid(connection, schema.as_deref(), name).await?
    {
        // What a failed build left; with IF NOT EXISTS it would count as built.
        drop_index(connection, schema.as_deref(), name).await?;
    }
    if let Err(error) = sqlx::raw_sql(sqlx::AssertSqlSafe(part.text.to_owned())).execute(&mut *connection).await {
        let error = DatabaseError::new(file.name(), &error);
        return Err(script_error(file, part.text, part.offset, &error));
    }
    if let Some((schema, name)) = index
        && is_invalid(connection, schema.as_deref(), &name).await?
    {
        return Err(TenantDbError::InvalidIndex { file: file.name(), index: name });
    }
    Ok(())
}

async fn is_invalid(connection: &mut PgConnection, schema: Option<&str>, name: &str) -> Result<bool, TenantDbError> {
    let invalid = sqlx::query_scalar(
        "SELECT EXISTS (
             SELECT FROM pg_catalog.pg_index i
             JOIN pg_catalog.pg_class c ON c.oid OPERATOR(pg_catalog.=) i.indexrelid
             JOIN pg_catalog.pg_namespace n ON n.oid OPERATOR(pg_catalog.=) c.relnamespace
             WHERE c.relname::text OPERATOR(pg_catalog.=) $1
               AND n.nspname::text OPERATOR(pg_catalog.=) $2 AND NOT i.indisvalid)",
    )
    .bind(name)
    .bind(schema.unwrap_or("public"))
    .fetch_one(connection)
    .await;
    Ok(invalid.map_err(db("looking at the index"))?)
}

async fn drop_index(connection: &mut PgConnection, schema: Option<&str>, name: &str) -> Result<(), TenantDbError> {
    let ident = |name: &str| Ident::new(name).map_err(|e| DatabaseError::plain("naming an index", e.to_string(), crate::postgres::FailureClass::Permanent));
    let sql = format!("DROP INDEX CONCURRENTLY IF EXISTS {}.{}", ident(schema.unwrap_or("public"))?, ident(name)?);
    sqlx::raw_sql(sqlx::AssertSqlSafe(sql)).execute(connection).await.map_err(db("dropping an invalid index"))?;
    Ok(())
}
