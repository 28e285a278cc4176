//! What the control plane says of a tenant's deletion, and what is left of it.

use super::operations::Durability;
use super::plane::PlaneError;
use crate::domain::status::Status;
use crate::domain::tenant::TenantId;
use crate::postgres::db;
use chrono::{DateTime, Utc};
use sqlx::{FromRow, PgConnection};
use uuid::Uuid;

/// Writes down which status a restore leads back to, unless it is written already.
///
/// # Errors
/// [`PlaneError`].
pub async fn record_status_before(
    connection: &mut PgConnection,
    tenant: Uuid,
    before: Status,
) -> Result<(), PlaneError> {
    let sql = "UPDATE control_plane.tenant_metadata SET status_before = coalesce(status_before, $2), updated_at = now()
               WHERE uuid = $1";
    let done = sqlx::query(sql).bind(tenant).bind(before.as_str()).execute(connection).await;
    PlaneError::expect_rows("the tenant", 1, done.map_err(db("recording the deletion"))?.rows_affected())
}

/// Writes down where the backup is, and its SHA-256 in hex.
///
/// # Errors
/// [`PlaneError`].
pub async fn record_backup(
    connection: &mut PgConnection,
    tenant: Uuid,
    (file, sha256): (&str, &str),
) -> Result<(), PlaneError> {
    let sql = "UPDATE control_plane.tenant_metadata SET backup_file = $2, backup_sha256 = $3, updated_at = now()
               WHERE uuid = $1";
    let done = sqlx::query(sql).bind(tenant).bind(file).bind(sha256).execute(connection).await;
    PlaneError::expect_rows("the tenant", 1, done.map_err(db("recording the backup"))?.rows_affected())
}

/// Writes down that the tenant waits for its end for so many seconds from now on.
///
/// # Errors
/// [`PlaneError`].
pub async fn record_deletion(connection: &mut PgConnection, tenant: Uuid, grace_s: f64) -> Result<(), PlaneError> {
    let sql = "UPDATE control_plane.tenant_metadata
               SET deleting_since = coalesce(deleting_since, now()),
                   purge_after = now() + make_interval(secs => $2), updated_at = now()
               WHERE uuid = $1";
    let done = sqlx::query(sql).bind(tenant).bind(grace_s).execute(connection).await;
    PlaneError::expect_rows("the tenant", 1, done.map_err(db("recording the deletion"))?.rows_affected())
}

/// Forgets the deletion. The backup file itself stays where it is.
///
/// # Errors
/// [`PlaneError`].
pub async fn forget_deletion(connection: &mut PgConnection, tenant: Uuid) -> Result<(), PlaneError> {
    let sql = "UPDATE control_plane.tenant_metadata
               SET status_before = NULL, deleting_since = NULL, purge_after = NULL, backup_file = NULL,
                   backup_sha256 = NULL, updated_at = now()
               WHERE uuid = $1";
    let done = sqlx::query(sql).bind(tenant).execute(connection).await;
    PlaneError::expect_rows("the tenant", 1, done.map_err(db("forgetting the deletion"))?.rows_affected())
}

/// Returns the tenants whose grace has ended, the longest overdue first. Locked ones are left out.
///
/// # Errors
/// [`PlaneError::Database`].
pub async fn deletions_due(connection: &mut PgConnection, now: DateTime<Utc>) -> Result<Vec<Uuid>, PlaneError> {
    let sql = "SELECT uuid FROM control_plane.tenant_metadata
               WHERE status = 'deleting' AND purge_after <= $1 AND NOT deletion_locked ORDER BY purge_after, id";
    let due = sqlx::query_scalar(sql).bind(now).fetch_all(connection).await;
    Ok(due.map_err(db("looking for tenants whose grace has ended"))?)
}

/// Adds to what an operation removes, before it does: a killed run's part is in the certificate too. DROP DATABASE removes
/// files before it commits, and not before a checkpoint, which has the log on disk like a commit. Returns all that the
/// operation removes, a list of texts.
///
/// # Errors
/// [`PlaneError`].
pub async fn note_removed(
    connection: &mut PgConnection,
    operation: Uuid,
    what: &[String],
    durability: Durability,
) -> Result<serde_json::Value, PlaneError> {
    let sql = "WITH durability AS MATERIALIZED (SELECT pg_catalog.set_config('synchronous_commit', $3, true))
               UPDATE control_plane.operations SET spec = jsonb_set(spec, '{removed}', (
                   SELECT coalesce(jsonb_agg(DISTINCT item), '[]') FROM (
                       SELECT jsonb_array_elements_text(coalesce(spec -> 'removed', '[]')) AS item
                       UNION SELECT unnest($2::text[])) items))
               FROM durability WHERE id = $1 RETURNING spec -> 'removed'";
    let synchronous = durability.synchronous_commit();
    let removed = sqlx::query_scalar(sql).bind(operation).bind(what).bind(synchronous).fetch_optional(connection).await;
    removed.map_err(db("recording what is removed"))?.ok_or(PlaneError::Stale {
        what: "the operation",
        expected: 1,
        actual: 0,
    })
}

/// Takes from a deleted tenant's row, and from what its operations were asked for, whatever names a person, and forgets
/// the logins that a rotation left.
///
/// # Errors
/// [`PlaneError`].
pub async fn forget_person(connection: &mut PgConnection, tenant: Uuid) -> Result<(), PlaneError> {
    let sql = "WITH rotated AS (
                   DELETE FROM control_plane.login_rotations WHERE tenant_uuid = $1
               ), asked AS (
                   UPDATE control_plane.operations SET spec = spec - 'owner_email' - 'reason' - 'name'
                   WHERE tenant_uuid = $1 AND spec ?| ARRAY['owner_email', 'reason', 'name']
               )
               UPDATE control_plane.tenant_metadata
               SET name = id, owner_email = NULL, labels = '{}', suspended_reason = NULL, updated_at = now()
               WHERE uuid = $1";
    let done = sqlx::query(sql).bind(tenant).execute(connection).await;
    PlaneError::expect_rows("the tenant", 1, done.map_err(db("clearing the tenant's row"))?.rows_affected())
}

/// Where the chain of `policy_sync_logs` is.
#[derive(Debug, Clone, FromRow)]
pub struct LogPosition {
    /// The newest entry.
    pub seq: i64,
    /// Its hash.
    pub hash: Vec<u8>,
}

/// Returns the chain's head: in a transaction that appended an entry, that entry.
///
/// # Errors
/// [`PlaneError::Database`].
pub async fn log_position(connection: &mut PgConnection) -> Result<LogPosition, PlaneError> {
    let head = sqlx::query_as("SELECT seq, hash FROM control_plane.policy_sync_head").fetch_one(connection).await;
    Ok(head.map_err(db("reading policy_sync_head"))?)
}

/// What proves an erasure.
#[derive(Debug, Clone, FromRow)]
pub struct CertificateRow {
    /// The tenant.
    pub tenant_uuid: Uuid,
    /// What it was called.
    pub tenant_id: String,
    /// The purge.
    pub operation_id: Uuid,
    /// When it was over.
    pub erased_at: DateTime<Utc>,
    /// The log's entry.
    pub log_seq: i64,
    /// That entry's hash.
    pub log_hash: Vec<u8>,
    /// What was removed, by whom, and what was left.
    pub document: serde_json::Value,
}

/// Stores a certificate.
///
/// # Errors
/// [`PlaneError`].
pub async fn insert_certificate(connection: &mut PgConnection, row: &CertificateRow) -> Result<(), PlaneError> {
    sqlx::query(
        "INSERT INTO control_plane.erasure_certificates
             (tenant_uuid, tenant_id, operation_id, erased_at, log_seq, log_hash, document)
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind(row.tenant_uuid)
    .bind(&row.tenant_id)
    .bind(row.operation_id)
    .bind(row.erased_at)
    .bind(row.log_seq)
    .bind(&row.log_hash)
    .bind(&row.document)
    .execute(connection)
    .await
    .map_err(db("storing the erasure certificate"))?;
    Ok(())
}

/// Returns the newest certificate of a tenant of that id.
///
/// # Errors
/// [`PlaneError::Database`].
pub async fn certificate(connection: &mut PgConnection, id: &TenantId) -> Result<Option<CertificateRow>, PlaneError> {
    let row = sqlx::query_as(
        "SELECT tenant_uuid, tenant_id, operation_id, erased_at, log_seq, log_hash, document
         FROM control_plane.erasure_certificates WHERE tenant_id = $1 ORDER BY erased_at DESC, log_seq DESC LIMIT 1",
    )
    .bind(id.as_str())
    .fetch_optional(connection)
    .await;
    Ok(row.map_err(db("reading erasure_certificates"))?)
}
