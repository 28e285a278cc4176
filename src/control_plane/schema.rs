//! The control plane's own migrations.

use super::plane::PlaneError;
use crate::postgres::db;
use sqlx::{Acquire, PgConnection};
use std::time::{Duration, Instant};

static MIGRATIONS: sqlx::migrate::Migrator = sqlx::migrate!("migrations/control_plane");

/// The newest version that this program knows.
pub const LATEST: i64 = 20_260_101_000_021;

/// How far a control plane's schema is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SchemaState {
    /// No schema at all.
    Missing,
    /// Older than this program: this is the newest version before the first one that is missing.
    Behind(i64),
    /// As new as this program.
    Current,
}

/// Reads which versions are there; sends one statement, by the simple protocol, which is right even through a pooler that
/// nobody has recognised yet.
///
/// # Errors
/// [`PlaneError::NewerSchema`] when a newer tenantctl has been here.
pub async fn schema_state(connection: &mut PgConnection) -> Result<SchemaState, PlaneError> {
    match applied(connection).await? {
        Some(versions) => state_of(&versions),
        None => Ok(SchemaState::Missing),
    }
}

/// Returns the versions that the ledger has; none where there is no ledger.
async fn applied(connection: &mut PgConnection) -> Result<Option<Vec<i64>>, PlaneError> {
    use sqlx::Row;
    let doing = "reading the control plane's version";
    let rows = match sqlx::raw_sql("SELECT version FROM control_plane.schema_migrations").fetch_all(connection).await {
        Ok(rows) => rows,
        Err(error) => {
            let error = crate::postgres::DatabaseError::new(doing, &error);
            if error.is("42P01") || error.is("3F000") {
                return Ok(None);
            }
            return Err(error.into());
        }
    };
    let versions: Result<Vec<i64>, sqlx::Error> = rows.iter().map(|row| row.try_get(0)).collect();
    Ok(Some(versions.map_err(db(doing))?))
}

/// Says how far a schema with these versions is. One of them may be missing before others: somebody ran a tenantctl that
/// was built of other files.
pub(super) fn state_of(applied: &[i64]) -> Result<SchemaState, PlaneError> {
    match applied.iter().max() {
        None => return Ok(SchemaState::Missing),
        Some(&found) if found > LATEST => return Err(PlaneError::NewerSchema { found, known: LATEST }),
        Some(_) => {}
    }
    let known = || MIGRATIONS.iter().map(|migration| migration.version);
    let missing = known().filter(|version| !applied.contains(version)).min();
    Ok(missing.map_or(SchemaState::Current, |missing| {
        SchemaState::Behind(known().filter(|version| *version < missing).max().unwrap_or(0))
    }))
}

/// Applies what is missing, in order, each file with its ledger row in one transaction, under a lock that
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
    let there = match applied(connection).await? {
        Some(versions) => versions,
        None => {
            create_ledger(connection).await?;
            Vec::new()
        }
    };
    // Refuses a newer schema.
    let _behind = state_of(&there)?;
    let mut applied = Vec::new();
    for migration in MIGRATIONS.iter().filter(|m| !there.contains(&m.version)) {
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
    use super::{LATEST, MIGRATIONS, SchemaState, state_of};

    #[test]
    fn a_schema_is_current_only_if_no_version_is_missing() {
        let all: Vec<i64> = MIGRATIONS.iter().map(|m| m.version).collect();
        let (first, second, last) = (all[0], all[1], all[all.len() - 1]);
        let without = |version: i64| all.iter().copied().filter(|other| *other != version).collect::<Vec<_>>();
        for (applied, expected) in [
            (Vec::new(), SchemaState::Missing),
            (vec![first], SchemaState::Behind(first)),
            (all.clone(), SchemaState::Current),
            (all.iter().rev().copied().collect(), SchemaState::Current),
            (without(first), SchemaState::Behind(0)),
            (without(second), SchemaState::Behind(first)),
            (without(last), SchemaState::Behind(all[all.len() - 2])),
            // A version that nobody knows and that is no newer one.
            ([all.clone(), vec![first + 2]].concat(), SchemaState::Current),
        ] {
            assert_eq!(state_of(&applied).ok(), Some(expected), "{applied:?}");
        }
        assert!(state_of(&[all, vec![last + 1]].concat()).is_err());
    }

    #[test]
    fn the_constant_names_the_newest_file() {
        assert_eq!(MIGRATIONS.iter().map(|m| m.version).max(), Some(LATEST));
    }
}
