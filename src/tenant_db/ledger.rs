//! `tenantctl.schema_migrations`: which files ran in this database.

use super::error::TenantDbError;
use crate::domain::migration::{AppliedMigration, MigrationFile};
use crate::postgres::db;
use sqlx::{PgConnection, Row};

const READING: &str = "reading the ledger";

async fn exists(connection: &mut PgConnection) -> Result<bool, TenantDbError> {
    let row = sqlx::raw_sql("SELECT pg_catalog.to_regclass('tenantctl.schema_migrations') IS NOT NULL")
        .fetch_one(connection)
        .await
        .map_err(db(READING))?;
    Ok(row.try_get(0).map_err(db(READING))?)
}

/// Makes the ledger where there is none.
pub(super) async fn ensure(connection: &mut PgConnection) -> Result<(), TenantDbError> {
    if exists(connection).await? {
        return Ok(());
    }
    sqlx::raw_sql(
        "CREATE SCHEMA IF NOT EXISTS tenantctl;
         CREATE TABLE tenantctl.schema_migrations (
             version bigint PRIMARY KEY,
             description text NOT NULL,
             checksum bytea NOT NULL,
             applied_at timestamptz NOT NULL DEFAULT pg_catalog.now(),
             execution_ms bigint,
             applied_by text NOT NULL DEFAULT session_user,
             finished boolean NOT NULL
         );
         CREATE TABLE tenantctl.schema_migration_statements (
             version bigint NOT NULL REFERENCES tenantctl.schema_migrations,
             position integer NOT NULL,
             statement text NOT NULL,
             finished_at timestamptz NOT NULL DEFAULT pg_catalog.now(),
             PRIMARY KEY (version, position)
         )",
    )
    .execute(connection)
    .await
    .map_err(db("creating the ledger"))?;
    Ok(())
}

/// Reads the ledger; a database without one has run nothing.
pub(super) async fn read(connection: &mut PgConnection) -> Result<Vec<AppliedMigration>, TenantDbError> {
    if !exists(connection).await? {
        return Ok(Vec::new());
    }
    let rows: Vec<(i64, String, Vec<u8>, bool)> = sqlx::query_as(
        "SELECT version, description, checksum, finished FROM tenantctl.schema_migrations ORDER BY version",
    )
    .fetch_all(connection)
    .await
    .map_err(db(READING))?;
    let row = |(version, description, checksum, finished)| AppliedMigration { version, description, checksum, finished };
    Ok(rows.into_iter().map(row).collect())
}

/// Records a file, whole or begun.
pub(super) async fn record(
    connection: &mut PgConnection,
    file: &MigrationFile,
    execution_ms: i64,
    finished: bool,
) -> Result<(), TenantDbError> {
    sqlx::query(
        "INSERT INTO tenantctl.schema_migrations (version, description, checksum, execution_ms, finished)
         VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (version) DO UPDATE SET finished = excluded.finished, execution_ms = excluded.execution_ms",
    )
    .bind(file.version)
    .bind(&file.description)
    .bind(&file.checksum)
    .bind(execution_ms)
    .bind(finished)
    .execute(connection)
    .await
    .map_err(db("writing to the ledger"))?;
    Ok(())
}

/// Returns the statements of a half-done file that ran already, by position.
pub(super) async fn statements(connection: &mut PgConnection, version: i64) -> Result<Vec<(i32, String)>, TenantDbError> {
    let rows = sqlx::query_as("SELECT position, statement FROM tenantctl.schema_migration_statements WHERE version = $1")
        .bind(version)
        .fetch_all(connection)
        .await
        .map_err(db(READING))?;
    Ok(rows)
}

/// Records a statement of a file without a transaction.
pub(super) async fn record_statement(
    connection: &mut PgConnection,
    version: i64,
    position: i32,
    statement: &str,
) -> Result<(), TenantDbError> {
    sqlx::query("INSERT INTO tenantctl.schema_migration_statements (version, position, statement) VALUES ($1, $2, $3)")
        .bind(version)
        .bind(position)
        .bind(statement)
        .execute(connection)
        .await
        .map_err(db("writing to the ledger"))?;
    Ok(())
}
