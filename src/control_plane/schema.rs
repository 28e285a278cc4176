//! The control plane's own migrations.

use super::plane::PlaneError;
use crate::postgres::db;
use sqlx::{Acquire, PgConnection};
use std::time::{Duration, Instant};

static MIGRATIONS: sqlx::migrate::Migrator = sqlx::migrate!("migrations/control_plane");

/// The newest version that this program knows.
pub const LATEST: i64 = 20_260_101_000_016;

/// How far a control plane's schema is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SchemaState {
    /// No schema at all.
    Missing,
    /// Older than this program.
    Behind(i64),
    /// As new as this program.
    Current,
}

/// Reads the schema's version; sends one statement, by the simple protocol, which is right even
/// through a pooler that nobody has recognised yet.
///
/// # Errors
/// [`PlaneError::NewerSchema`] when a newer tenantctl has been here.
pub async fn schema_state(connection: &mut PgConnection) -> Result<SchemaState, PlaneError> {
    use sqlx::Row;
    let doing = "reading the control plane's version";
    let result = sqlx::raw_sql("SELECT pg_catalog.max(version) FROM control_plane.schema_migrations")
        .fetch_one(connection)
        .await;
    let version: Option<i64> = match result {
        Ok(row) => row.try_get(0).map_err(db(doing))?,
        Err(error) => {
            let error = crate::postgres::DatabaseError::new(doing, &error);
            if error.is("42P01") || error.is("3F000") {
                return Ok(SchemaState::Missing);
            }
            return Err(error.into());
        }
    };
    match version {
        None => Ok(SchemaState::Missing),
        Some(LATEST) => Ok(SchemaState::Current),
        Some(found) if found > LATEST => Err(PlaneError::NewerSchema { found, known: LATEST }),
        Some(found) => Ok(SchemaState::Behind(found)),
    }
}

/// Applies what is missing, each file with its ledger row in one transaction, under a lock that
/// is waited for at most 30 seconds. Returns the versions applied.
///
/// # Errors
/// [`PlaneError`]; a failed file leaves nothing of itself.
pub async fn migrate_schema(connection: &mut PgConnection) -> Result<Vec<i64>, PlaneError> {
    lock(connection).await?;
    let result = apply_missing(connection).await;
    let unlocked: bool = sqlx::query_scalar("SELECT pg_catalog.pg_advisory_unlock(7281, 1)")
        .fetch_one(connection)
        .await
        .map_err(db("releasing the schema lock"))?;
    if !unlocked {
        tracing::warn!("the lock on the control plane's schema was lost meanwhile");
    }
    result
}

async fn lock(connection: &mut PgConnection) -> Result<(), PlaneError> {
    let end = Instant::now() + Duration::from_secs(30);
    loop {
        let got: bool = sqlx::query_scalar("SELECT pg_catalog.pg_try_advisory_lock(7281, 1)")
            .fetch_one(&mut *connection)
            .await
            .map_err(db("locking the control plane's schema"))?;
        if got {
            return Ok(());
        }
        if Instant::now() >= end {
            return Err(PlaneError::SchemaLocked);
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

async fn apply_missing(connection: &mut PgConnection) -> Result<Vec<i64>, PlaneError> {
    let from = match schema_state(connection).await? {
        SchemaState::Current => return Ok(Vec::new()),
        SchemaState::Behind(version) => version,
        SchemaState::Missing => {
            create_ledger(connection).await?;
            0
        }
    };
    let mut applied = Vec::new();
    for migration in MIGRATIONS.iter().filter(|m| m.version > from) {
        let doing = || format!("migrating the control plane to version {}", migration.version);
        let mut transaction = connection.begin().await.map_err(db(doing()))?;
        sqlx::raw_sql(migration.sql.clone()).execute(&mut *transaction).await.map_err(db(doing()))?;
        sqlx::query("INSERT INTO control_plane.schema_migrations (version, description, checksum) VALUES ($1, $2, $3)")
            .bind(migration.version)
            .bind(migration.description.as_ref())
            .bind(migration.checksum.as_ref())
            .execute(&mut *transaction)
            .await
            .map_err(db(doing()))?;
        transaction.commit().await.map_err(db(doing()))?;
        applied.push(migration.version);
    }
    Ok(applied)
}

async fn create_ledger(connection: &mut PgConnection) -> Result<(), PlaneError> {
    sqlx::raw_sql(
        "BEGIN;
         CREATE SCHEMA IF NOT EXISTS control_plane;
         REVOKE ALL ON SCHEMA control_plane FROM PUBLIC;
         CREATE TABLE IF NOT EXISTS control_plane.schema_migrations (
             version bigint PRIMARY KEY,
             description text NOT NULL,
             checksum bytea NOT NULL,
             applied_at timestamptz NOT NULL DEFAULT now()
         );
         COMMIT",
    )
    .execute(connection)
    .await
    .map_err(db("creating the schema control_plane"))?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{LATEST, MIGRATIONS};

    #[test]
    fn the_constant_names_the_newest_file() {
        assert_eq!(MIGRATIONS.iter().map(|m| m.version).max(), Some(LATEST));
    }
}
