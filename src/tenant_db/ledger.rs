//! The ledger: which files ran in this database, and which statements of a file without a
//! transaction.

use super::error::TenantDbError;
use crate::domain::migration::{AppliedMigration, MigrationFile};
use crate::postgres::{DatabaseError, db};
use sqlx::{PgConnection, Row};

const LEDGER: &str = "tenantctl.schema_migrations";
const STATEMENTS: &str = "tenantctl.schema_migration_statements";

/// One simple query is one transaction, so both tables are there or none.
const TABLES: &str = "CREATE TABLE IF NOT EXISTS tenantctl.schema_migrations (
        version bigint PRIMARY KEY,
        description pg_catalog.text NOT NULL,
        checksum pg_catalog.bytea NOT NULL,
        applied_at pg_catalog.timestamptz NOT NULL DEFAULT pg_catalog.now(),
        execution_ms bigint,
        applied_by pg_catalog.text NOT NULL DEFAULT SESSION_USER,
        finished boolean NOT NULL);
    CREATE TABLE IF NOT EXISTS tenantctl.schema_migration_statements (
        version bigint,
        position int,
        checksum pg_catalog.bytea NOT NULL,
        finished_at pg_catalog.timestamptz,
        PRIMARY KEY (version, position))";

/// Makes the ledger where it is missing. The caller holds the migration lock.
pub(super) async fn ensure(connection: &mut PgConnection) -> Result<(), TenantDbError> {
    let doing = "making the migration ledger";
    let ready = exists(connection, LEDGER).await? && exists(connection, STATEMENTS).await?;
    if ready {
        return Ok(());
    }
    let row = sqlx::raw_sql("SELECT pg_catalog.to_regnamespace('tenantctl') IS NULL")
        .fetch_one(&mut *connection)
        .await
        .map_err(db(doing))?;
    // CREATE SCHEMA IF NOT EXISTS asks for the right to create one even if it exists.
    let missing: bool = row.try_get(0).map_err(db(doing))?;
    let schema = if missing { "CREATE SCHEMA tenantctl;\n" } else { "" };
    sqlx::raw_sql(sqlx::AssertSqlSafe(format!("{schema}{TABLES}"))).execute(connection).await.map_err(db(doing))?;
    Ok(())
}

/// Whether it exists, and is a table: a view or a foreign table in its place would be somebody's trap.
async fn exists(connection: &mut PgConnection, name: &'static str) -> Result<bool, TenantDbError> {
    let doing = "looking for the migration ledger";
    let kind = sqlx::query(
        "SELECT c.relkind::pg_catalog.text FROM pg_catalog.pg_class c
         WHERE c.oid OPERATOR(pg_catalog.=) pg_catalog.to_regclass($1)::pg_catalog.oid",
    )
    .bind(name)
    .persistent(false)
    .fetch_optional(connection)
    .await
    .map_err(db(doing))?;
    let Some(kind) = kind else { return Ok(false) };
    match kind.try_get::<String, _>(0).map_err(db(doing))?.as_str() {
        "r" => Ok(true),
        other => Err(TenantDbError::ForeignLedger { name, found: format!("a relation of the kind {other:?}") }),
    }
}

/// Reads the ledger in the order of its versions; a database that was never migrated has none,
/// which is an empty one.
///
/// # Errors
/// [`TenantDbError::Database`], [`TenantDbError::ForeignLedger`].
pub(super) async fn read(connection: &mut PgConnection) -> Result<Vec<AppliedMigration>, TenantDbError> {
    let doing = "reading the migration ledger";
    if !exists(connection, LEDGER).await? {
        return Ok(Vec::new());
    }
    let rows = sqlx::query(
        "SELECT version, description, checksum, finished FROM tenantctl.schema_migrations ORDER BY version",
    )
    .persistent(false)
    .fetch_all(connection)
    .await
    .map_err(db(doing))?;
    let ledger = rows
        .iter()
        .map(|row| {
            Ok(AppliedMigration {
                version: row.try_get(0)?,
                description: row.try_get(1)?,
                checksum: row.try_get(2)?,
                finished: row.try_get(3)?,
            })
        })
        .collect::<Result<_, sqlx::Error>>()
        .map_err(db(doing))?;
    Ok(ledger)
}

/// Writes a file's row. One that is there already belongs to a file begun earlier.
pub(super) async fn write(
    connection: &mut PgConnection,
    file: &MigrationFile,
    finished: bool,
    execution_ms: Option<i64>,
) -> Result<(), DatabaseError> {
    sqlx::query(
        "INSERT INTO tenantctl.schema_migrations (version, description, checksum, finished, execution_ms)
         VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (version) DO UPDATE SET finished = excluded.finished, execution_ms = excluded.execution_ms,
             applied_at = excluded.applied_at, applied_by = excluded.applied_by",
    )
    .bind(file.version)
    .bind(&file.description)
    .bind(&file.checksum)
    .bind(finished)
    .bind(execution_ms)
    .persistent(false)
    .execute(connection)
    .await
    .map_err(db("writing the migration ledger"))?;
    Ok(())
}

/// How far a statement came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct StatementRow {
    /// Its place among the file's statements, from 1.
    pub(super) position: i32,
    /// Of its text.
    pub(super) checksum: Vec<u8>,
    /// False when it was begun, and nobody knows how it ended.
    pub(super) finished: bool,
}

/// Reads which statements of a file were begun or ran.
pub(super) async fn statements(
    connection: &mut PgConnection,
    version: i64,
) -> Result<Vec<StatementRow>, DatabaseError> {
    let doing = "reading the ledger of statements";
    let rows = sqlx::query(
        "SELECT position, checksum, finished_at IS NOT NULL
         FROM tenantctl.schema_migration_statements WHERE version OPERATOR(pg_catalog.=) $1",
    )
    .bind(version)
    .persistent(false)
    .fetch_all(connection)
    .await
    .map_err(db(doing))?;
    rows.iter()
        .map(|row| Ok(StatementRow { position: row.try_get(0)?, checksum: row.try_get(1)?, finished: row.try_get(2)? }))
        .collect::<Result<_, sqlx::Error>>()
        .map_err(db(doing))
}

/// Writes that a statement begins or has ended.
pub(super) async fn write_statement(
    connection: &mut PgConnection,
    version: i64,
    row: &StatementRow,
) -> Result<(), DatabaseError> {
    sqlx::query(
        "INSERT INTO tenantctl.schema_migration_statements (version, position, checksum, finished_at)
         VALUES ($1, $2, $3, CASE WHEN $4 THEN pg_catalog.now() END)
         ON CONFLICT (version, position) DO UPDATE
             SET checksum = excluded.checksum, finished_at = excluded.finished_at",
    )
    .bind(version)
    .bind(row.position)
    .bind(&row.checksum)
    .bind(row.finished)
    .persistent(false)
    .execute(connection)
    .await
    .map_err(db("writing the ledger of statements"))?;
    Ok(())
}

/// Forgets a statement that certainly failed.
pub(super) async fn forget_statement(
    connection: &mut PgConnection,
    version: i64,
    position: i32,
) -> Result<(), DatabaseError> {
    sqlx::query(
        "DELETE FROM tenantctl.schema_migration_statements
         WHERE version OPERATOR(pg_catalog.=) $1 AND position OPERATOR(pg_catalog.=) $2",
    )
    .bind(version)
    .bind(position)
    .persistent(false)
    .execute(connection)
    .await
    .map_err(db("writing the ledger of statements"))?;
    Ok(())
}
