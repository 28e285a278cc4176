//! The ledger: which files ran in this database, and which statements of a file without a
//! transaction.

use super::error::TenantDbError;
use crate::domain::ident::literal;
use crate::domain::migration::{AppliedMigration, MigrationFile};
use crate::postgres::{DatabaseError, FailureClass, db};
use futures_util::TryStreamExt;
use sqlx::postgres::PgRow;
use sqlx::{AssertSqlSafe, PgConnection, Row};

const LEDGER: &str = "tenantctl.schema_migrations";
const STATEMENTS: &str = "tenantctl.schema_migration_statements";
/// In no order: for that a new session would have to learn what sorts.
const ROWS: &str = "SELECT version, description, checksum, finished FROM tenantctl.schema_migrations";
pub(super) const READING: &str = "reading the migration ledger";

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
    sqlx::raw_sql(AssertSqlSafe(format!("{schema}{TABLES}"))).execute(connection).await.map_err(db(doing))?;
    Ok(())
}

/// Whether it exists, and is a table: a view or a foreign table in its place would be somebody's trap.
async fn exists(connection: &mut PgConnection, name: &'static str) -> Result<bool, TenantDbError> {
    let doing = "looking for the migration ledger";
    let sql = format!("SELECT {}", is_there(name));
    let row = sqlx::raw_sql(AssertSqlSafe(sql)).fetch_one(connection).await.map_err(db(doing))?;
    is_table(name, row.try_get(0).map_err(db(doing))?)
}

/// An expression for whether it is a table; none if there is no such relation. It has a file of its own, unlike views,
/// and takes rows in, changes and deletes them (8 + 4 + 16), unlike what else has one. The functions open only the
/// relation itself, where a look at pg_class would have to be planned anew in each session.
fn is_there(name: &str) -> String {
    let relation = format!("pg_catalog.to_regclass('{name}')");
    format!(
        "CASE WHEN {relation} IS NOT NULL THEN pg_catalog.pg_relation_filenode({relation}) IS NOT NULL
             AND pg_catalog.pg_relation_is_updatable({relation}, false) OPERATOR(pg_catalog.=) 28 END"
    )
}

fn is_table(name: &'static str, is_there: Option<bool>) -> Result<bool, TenantDbError> {
    match is_there {
        None => Ok(false),
        Some(true) => Ok(true),
        Some(false) => Err(TenantDbError::ForeignLedger { name, found: "something that is no table".to_owned() }),
    }
}

/// Reads the ledger in the order of its versions; a database that was never migrated has none,
/// which is an empty one. Whoever is in a transaction stays in it.
///
/// # Errors
/// [`TenantDbError::Database`], [`TenantDbError::ForeignLedger`].
pub(super) async fn read(connection: &mut PgConnection) -> Result<Vec<AppliedMigration>, TenantDbError> {
    if !exists(connection, LEDGER).await? {
        return Ok(Vec::new());
    }
    let rows = sqlx::raw_sql(ROWS).fetch_all(connection).await.map_err(db(READING))?;
    let applied = rows.iter().map(applied).collect::<Result<_, _>>().map_err(db(READING))?;
    Ok(in_order(applied))
}

/// What was found in one round trip.
pub(super) struct Found {
    /// Holds what was asked besides, from the column 2 on.
    pub(super) row: PgRow,
    /// The ledger's rows, or what stands in its place.
    pub(super) ledger: Result<Vec<AppliedMigration>, TenantDbError>,
    /// Both tables are there; otherwise [`ensure`] has to look.
    pub(super) is_complete: bool,
}

/// Reads the ledger and some columns more in one round trip, which is a transaction of its own. Where there is no ledger
/// the second statement fails, so this is for nobody who is in a transaction. What isn't a table is read by the server
/// before we know, as the login that may do no more than the tenant, and nothing of it is used.
///
/// # Errors
/// Of the first statement.
pub(super) async fn ask(connection: &mut PgConnection, columns: &str) -> Result<Found, DatabaseError> {
    let sql = format!("SELECT {}, {}{columns}; {ROWS}", is_there(LEDGER), is_there(STATEMENTS));
    let mut answer = sqlx::raw_sql(AssertSqlSafe(sql)).fetch(connection);
    let row = answer.try_next().await.map_err(db(READING))?;
    let row = row.ok_or_else(|| DatabaseError::plain(READING, "no answer", FailureClass::Unknown))?;
    let look = |at: usize| row.try_get::<Option<bool>, _>(at).map_err(db(READING));
    let is_there = is_table(LEDGER, look(0)?);
    let is_complete = matches!(is_there, Ok(true)) && look(1)? == Some(true);
    let mut rows = Ok(Vec::new());
    // To the end, so that the connection is ready again.
    loop {
        match answer.try_next().await {
            Ok(Some(row)) => {
                if let (Ok(true), Ok(found)) = (&is_there, &mut rows) {
                    match applied(&row) {
                        Ok(row) => found.push(row),
                        Err(error) => rows = Err(error),
                    }
                }
            }
            Ok(None) => break,
            Err(error) => {
                rows = Err(error);
                break;
            }
        }
    }
    drop(answer);
    let ledger = match (is_there, rows.map_err(db(READING))) {
        (Ok(true), rows) => rows.map(in_order).map_err(TenantDbError::from),
        (_, Err(error)) if error.class == FailureClass::Unknown => Err(error.into()),
        (Ok(false), _) => Ok(Vec::new()),
        (Err(error), _) => Err(error),
    };
    Ok(Found { row, ledger, is_complete })
}

fn in_order(mut applied: Vec<AppliedMigration>) -> Vec<AppliedMigration> {
    applied.sort_unstable_by_key(|row| row.version);
    applied
}

fn applied(row: &PgRow) -> Result<AppliedMigration, sqlx::Error> {
    Ok(AppliedMigration {
        version: row.try_get(0)?,
        description: row.try_get(1)?,
        checksum: row.try_get(2)?,
        finished: row.try_get(3)?,
    })
}

/// Writes a file's row. One that is there already belongs to a file begun earlier.
pub(super) async fn write(
    connection: &mut PgConnection,
    file: &MigrationFile,
    finished: bool,
    execution_ms: Option<i64>,
) -> Result<(), DatabaseError> {
    let sql = insert(file, finished, execution_ms);
    sqlx::raw_sql(AssertSqlSafe(sql)).execute(connection).await.map_err(db("writing the migration ledger"))?;
    Ok(())
}

/// The statement that writes a file's row.
pub(super) fn insert(file: &MigrationFile, finished: bool, execution_ms: Option<i64>) -> String {
    let (version, description) = (file.version, literal(&file.description));
    let checksum: String = file.checksum.iter().map(|byte| format!("{byte:02x}")).collect();
    let took = execution_ms.map_or_else(|| "NULL".to_owned(), |ms| ms.to_string());
    format!(
        "INSERT INTO tenantctl.schema_migrations (version, description, checksum, finished, execution_ms)
         VALUES ({version}, {description}, pg_catalog.decode('{checksum}', 'hex'), {finished}, {took})
         ON CONFLICT (version) DO UPDATE SET finished = excluded.finished, execution_ms = excluded.execution_ms,
             applied_at = excluded.applied_at, applied_by = excluded.applied_by"
    )
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
