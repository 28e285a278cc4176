//! `tenant_keys` and `tenant_secrets`: only sealed bytes pass through here.

use super::plane::PlaneError;
use crate::postgres::{db, once};
use sqlx::{FromRow, PgConnection};
use uuid::Uuid;

/// What a new tenant's passwords are kept as.
#[derive(Debug, Clone, Copy)]
pub struct NewPasswords<'a> {
    /// The key that wrapped its data key.
    pub kek_id: &'a str,
    /// The data key, wrapped.
    pub wrapped_key: &'a [u8],
    /// The migrator's, sealed.
    pub migrator: &'a [u8],
    /// The application's, sealed.
    pub app: &'a [u8],
}

/// Stores a new tenant's data key and passwords.
///
/// # Errors
/// [`PlaneError::Database`].
pub async fn insert_passwords(
    connection: &mut PgConnection,
    tenant: Uuid,
    new: NewPasswords<'_>,
) -> Result<(), PlaneError> {
    sqlx::query(
        "WITH key AS (
             INSERT INTO control_plane.tenant_keys (tenant_uuid, kek_id, wrapped_key) VALUES ($1, $2, $3)
             RETURNING tenant_uuid)
         INSERT INTO control_plane.tenant_secrets (tenant_uuid, name, sealed)
         SELECT key.tenant_uuid, secret.name, secret.sealed
         FROM key, (VALUES ('migrator_password', $4::bytea), ('app_password', $5::bytea)) AS secret (name, sealed)",
    )
    .bind(tenant)
    .bind(new.kek_id)
    .bind(new.wrapped_key)
    .bind(new.migrator)
    .bind(new.app)
    .execute(connection)
    .await
    .map_err(db("storing the tenant's passwords"))?;
    Ok(())
}

/// Stores a tenant's wrapped data key.
///
/// # Errors
/// [`PlaneError::Database`].
pub async fn insert_tenant_key(
    connection: &mut PgConnection,
    tenant: Uuid,
    kek_id: &str,
    wrapped: &[u8],
) -> Result<(), PlaneError> {
    sqlx::query("INSERT INTO control_plane.tenant_keys (tenant_uuid, kek_id, wrapped_key) VALUES ($1, $2, $3)")
        .bind(tenant)
        .bind(kek_id)
        .bind(wrapped)
        .execute(connection)
        .await
        .map_err(db("storing the tenant's key"))?;
    Ok(())
}

/// Returns a tenant's wrapped data key and the id of the key that wrapped it.
///
/// # Errors
/// [`PlaneError::Database`].
pub async fn tenant_key(connection: &mut PgConnection, tenant: Uuid) -> Result<Option<(String, Vec<u8>)>, PlaneError> {
    let row = sqlx::query_as("SELECT kek_id, wrapped_key FROM control_plane.tenant_keys WHERE tenant_uuid = $1")
        .bind(tenant)
        .fetch_optional(connection)
        .await;
    Ok(row.map_err(db("reading tenant_keys"))?)
}

/// Stores a sealed secret, or replaces it.
///
/// # Errors
/// [`PlaneError::Database`].
pub async fn put_secret(
    connection: &mut PgConnection,
    tenant: Uuid,
    name: &str,
    sealed: &[u8],
) -> Result<(), PlaneError> {
    sqlx::query(
        "INSERT INTO control_plane.tenant_secrets (tenant_uuid, name, sealed) VALUES ($1, $2, $3)
         ON CONFLICT (tenant_uuid, name) DO UPDATE SET sealed = excluded.sealed, updated_at = now()",
    )
    .bind(tenant)
    .bind(name)
    .bind(sealed)
    .execute(connection)
    .await
    .map_err(db("storing a secret"))?;
    Ok(())
}

/// Returns a sealed secret.
///
/// # Errors
/// [`PlaneError::Database`].
pub async fn tenant_secret(
    connection: &mut PgConnection,
    tenant: Uuid,
    name: &str,
) -> Result<Option<Vec<u8>>, PlaneError> {
    let row =
        sqlx::query_scalar("SELECT sealed FROM control_plane.tenant_secrets WHERE tenant_uuid = $1 AND name = $2")
            .bind(tenant)
            .bind(name)
            .fetch_optional(connection)
            .await;
    Ok(row.map_err(db("reading tenant_secrets"))?)
}

/// A secret as it is stored, with what opens it.
#[derive(Debug, Clone, FromRow)]
pub struct StoredSecret {
    /// Whose.
    pub tenant_uuid: Uuid,
    /// The master key that wrapped the data key.
    pub kek_id: String,
    /// The tenant's data key, wrapped.
    pub wrapped_key: Vec<u8>,
    /// The secret; none if there is no such one.
    pub sealed: Option<Vec<u8>>,
}

/// Returns the secret of this name of each tenant that has a data key, in one round trip.
///
/// # Errors
/// [`PlaneError::Database`].
pub async fn sealed_secrets(
    connection: &mut PgConnection,
    tenants: &[Uuid],
    name: &str,
) -> Result<Vec<StoredSecret>, PlaneError> {
    let rows = sqlx::query_as(
        "SELECT k.tenant_uuid, k.kek_id, k.wrapped_key, s.sealed FROM control_plane.tenant_keys k
         LEFT JOIN control_plane.tenant_secrets s ON s.tenant_uuid = k.tenant_uuid AND s.name = $2
         WHERE k.tenant_uuid = ANY ($1)",
    )
    .bind(tenants)
    .bind(name)
    .fetch_all(connection)
    .await;
    Ok(rows.map_err(db("reading tenant_secrets"))?)
}

/// Returns a secret of a tenant by its name, in one round trip; none if the tenant has no data key.
///
/// # Errors
/// [`PlaneError::Database`].
pub async fn sealed_secret(
    connection: &mut PgConnection,
    tenant: Uuid,
    name: &str,
) -> Result<Option<StoredSecret>, PlaneError> {
    let row = once(
        "SELECT k.tenant_uuid, k.kek_id, k.wrapped_key, s.sealed FROM control_plane.tenant_keys k
         LEFT JOIN control_plane.tenant_secrets s ON s.tenant_uuid = k.tenant_uuid AND s.name = $2
         WHERE k.tenant_uuid = $1",
    )
    .bind(tenant)
    .bind(name)
    .row(connection)
    .await;
    Ok(row.map_err(db("reading tenant_secrets"))?)
}

/// Returns two secrets of a tenant, by their names, in one round trip; none if it has no data key.
///
/// # Errors
/// [`PlaneError::Database`].
pub async fn sealed_pair(
    connection: &mut PgConnection,
    tenant: Uuid,
    names: [&str; 2],
) -> Result<Option<[StoredSecret; 2]>, PlaneError> {
    let rows: Vec<StoredSecret> = sqlx::query_as(
        "SELECT k.tenant_uuid, k.kek_id, k.wrapped_key, s.sealed
         FROM control_plane.tenant_keys k
         CROSS JOIN pg_catalog.unnest($2::text[]) WITH ORDINALITY w (name, place)
         LEFT JOIN control_plane.tenant_secrets s ON s.tenant_uuid = k.tenant_uuid AND s.name = w.name
         WHERE k.tenant_uuid = $1 ORDER BY w.place",
    )
    .bind(tenant)
    .bind(names)
    .fetch_all(connection)
    .await
    .map_err(db("reading tenant_secrets"))?;
    Ok(rows.try_into().ok())
}

/// Deletes a secret, if it is there.
///
/// # Errors
/// [`PlaneError::Database`].
pub async fn delete_secret(connection: &mut PgConnection, tenant: Uuid, name: &str) -> Result<(), PlaneError> {
    sqlx::query("DELETE FROM control_plane.tenant_secrets WHERE tenant_uuid = $1 AND name = $2")
        .bind(tenant)
        .bind(name)
        .execute(connection)
        .await
        .map_err(db("deleting a secret"))?;
    Ok(())
}

/// Deletes all secrets of a tenant, its data key too; returns their names.
///
/// # Errors
/// [`PlaneError::Database`].
pub async fn delete_secrets(connection: &mut PgConnection, tenant: Uuid) -> Result<Vec<String>, PlaneError> {
    let names = sqlx::query_scalar(
        "WITH secret AS (DELETE FROM control_plane.tenant_secrets WHERE tenant_uuid = $1 RETURNING name),
              key AS (DELETE FROM control_plane.tenant_keys WHERE tenant_uuid = $1 RETURNING 'data_key' AS name)
         SELECT name FROM secret UNION ALL SELECT name FROM key ORDER BY 1",
    )
    .bind(tenant)
    .fetch_all(connection)
    .await;
    Ok(names.map_err(db("deleting the tenant's secrets"))?)
}
