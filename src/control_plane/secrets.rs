//! `master_keys`, `tenant_keys` and `tenant_secrets`: only sealed bytes pass through here.

use super::plane::PlaneError;
use crate::postgres::db;
use sqlx::{FromRow, PgConnection};
use uuid::Uuid;

/// A master key that sealed something: its id and the value to recognise it by.
#[derive(Debug, Clone, FromRow)]
pub struct KekRow {
    /// Its id.
    pub kek_id: String,
    /// See `secrets::Kek::matches`.
    pub check_value: Vec<u8>,
}

/// Returns the key that new secrets are sealed with.
///
/// # Errors
/// [`PlaneError::Database`].
pub async fn current_kek(connection: &mut PgConnection) -> Result<Option<KekRow>, PlaneError> {
    let row = sqlx::query_as("SELECT kek_id, check_value FROM control_plane.master_keys WHERE current")
        .fetch_optional(connection)
        .await;
    Ok(row.map_err(db("reading master_keys"))?)
}

/// Registers the first key; if another process was faster, its key stays.
///
/// # Errors
/// [`PlaneError::Database`].
pub async fn insert_kek(connection: &mut PgConnection, kek: &KekRow) -> Result<(), PlaneError> {
    sqlx::query("INSERT INTO control_plane.master_keys (kek_id, check_value) VALUES ($1, $2) ON CONFLICT DO NOTHING")
        .bind(&kek.kek_id)
        .bind(&kek.check_value)
        .execute(connection)
        .await
        .map_err(db("registering the master key"))?;
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

/// Deletes all secrets of a tenant, its data key too.
///
/// # Errors
/// [`PlaneError::Database`].
pub async fn delete_secrets(connection: &mut PgConnection, tenant: Uuid) -> Result<(), PlaneError> {
    for sql in [
        "DELETE FROM control_plane.tenant_secrets WHERE tenant_uuid = $1",
        "DELETE FROM control_plane.tenant_keys WHERE tenant_uuid = $1",
    ] {
        sqlx::query(sql).bind(tenant).execute(&mut *connection).await.map_err(db("deleting the tenant's secrets"))?;
    }
    Ok(())
}
