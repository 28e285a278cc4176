//! `tenant_metadata`: which tenants exist, and where.

use super::plane::PlaneError;
use super::tenant_row::{COLUMNS, Raw, TenantRow};
use crate::domain::ident::literal;
use crate::domain::labels::Labels;
use crate::domain::status::Status;
use crate::domain::tenant::TenantId;
use crate::postgres::{db, once};
use sqlx::PgConnection;
use uuid::Uuid;

/// A tenant to reserve.
#[derive(Debug)]
pub struct NewTenant<'a> {
    /// Its uuid.
    pub uuid: Uuid,
    /// Its id.
    pub id: &'a TenantId,
    /// Its name.
    pub name: &'a str,
    /// Its provider.
    pub provider: &'a str,
    /// Its region.
    pub region: &'a str,
    /// Its cluster.
    pub cluster: Option<Uuid>,
    /// Its database.
    pub database: &'a str,
    /// Its migrator login.
    pub migrator: &'a str,
    /// Its application's login.
    pub app: &'a str,
    /// Its labels.
    pub labels: &'a Labels,
    /// Its owner's e-mail address.
    pub owner_email: Option<&'a str>,
}

/// Reserves a tenant id. Returns false if a live tenant has it.
///
/// # Errors
/// [`PlaneError::Database`].
pub async fn insert_tenant(connection: &mut PgConnection, new: &NewTenant<'_>) -> Result<bool, PlaneError> {
    let done = sqlx::query(
        "INSERT INTO control_plane.tenant_metadata
             (uuid, id, name, provider, region, cluster_id, database_name, migrator_login, app_login, status,
              labels, owner_email)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'provisioning', $10, $11)
         ON CONFLICT (id) WHERE status <> 'deleted' DO NOTHING",
    )
    .bind(new.uuid)
    .bind(new.id.as_str())
    .bind(new.name)
    .bind(new.provider)
    .bind(new.region)
    .bind(new.cluster)
    .bind(new.database)
    .bind(new.migrator)
    .bind(new.app)
    .bind(sqlx::types::Json(new.labels))
    .bind(new.owner_email)
    .execute(connection)
    .await
    .map_err(db("reserving the tenant"))?;
    Ok(done.rows_affected() == 1)
}

/// Tells whether a live tenant has that id: before something is made, mostly none does, and to look at so much costs less
/// than at a row.
///
/// # Errors
/// [`PlaneError::Database`].
pub async fn has_tenant(connection: &mut PgConnection, id: &TenantId) -> Result<bool, PlaneError> {
    let sql = "SELECT uuid FROM control_plane.tenant_metadata WHERE id = $1 AND status <> 'deleted'";
    let found: Option<(Uuid,)> =
        once(sql).bind(id.as_str()).row(connection).await.map_err(db("reading tenant_metadata"))?;
    Ok(found.is_some())
}

/// Finds the live tenant of that id, in one round trip: what every command about a tenant does first.
///
/// # Errors
/// [`PlaneError`].
pub async fn tenant_by_id(connection: &mut PgConnection, id: &TenantId) -> Result<Option<TenantRow>, PlaneError> {
    let raw: Option<Raw> = once(by_id(id)).row(connection).await.map_err(db("reading tenant_metadata"))?;
    raw.map(TenantRow::try_from).transpose()
}

/// Asks for the live tenant of that id.
pub(super) fn by_id(id: &TenantId) -> String {
    // A join would be planned, in a session that has planned none yet, for longer than all else.
    format!(
        "SELECT {COLUMNS} FROM control_plane.tenant_metadata t
         CROSS JOIN LATERAL (SELECT (SELECT l.name FROM control_plane.clusters l WHERE l.id = t.cluster_id)) c (name)
         WHERE t.id = {} AND t.status <> 'deleted'",
        literal(id.as_str())
    )
}

/// Finds a tenant by its uuid, also a deleted one.
///
/// # Errors
/// [`PlaneError`].
pub async fn tenant_by_uuid(connection: &mut PgConnection, uuid: Uuid) -> Result<Option<TenantRow>, PlaneError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM control_plane.tenant_metadata t LEFT JOIN control_plane.clusters c ON c.id = t.cluster_id
         WHERE t.uuid = $1"
    );
    let raw: Option<Raw> = once(sql).bind(uuid).row(connection).await.map_err(db("reading tenant_metadata"))?;
    raw.map(TenantRow::try_from).transpose()
}

/// Changes a tenant's status, if it still is `from`.
///
/// # Errors
/// [`PlaneError::Stale`] when it isn't.
pub async fn set_status(
    connection: &mut PgConnection,
    tenant: Uuid,
    from: Status,
    to: Status,
) -> Result<(), PlaneError> {
    let to = from.go(to).map_err(|e| PlaneError::Inconsistent(e.to_string()))?;
    let done = once(
        "UPDATE control_plane.tenant_metadata
         SET status = $3, updated_at = now(),
             activated_at = CASE WHEN $3 = 'active' THEN coalesce(activated_at, now()) ELSE activated_at END,
             deleted_at = CASE WHEN $3 = 'deleted' THEN now() ELSE deleted_at END
         WHERE uuid = $1 AND status = $2",
    )
    .bind(tenant)
    .bind(from.as_str())
    .bind(to.as_str())
    .execute(connection)
    .await
    .map_err(db("changing the tenant's status"))?;
    PlaneError::expect_rows("the tenant's status", 1, done.rows_affected())
}

/// Makes a tenant that is being provisioned active, with the newest migration that it has if that isn't written down yet,
/// and returns it as it is then.
///
/// # Errors
/// [`PlaneError::Stale`] when it isn't being provisioned any more.
pub async fn activate_tenant(
    connection: &mut PgConnection,
    tenant: Uuid,
    version: Option<i64>,
) -> Result<TenantRow, PlaneError> {
    let to = Status::Provisioning.go(Status::Active).map_err(|e| PlaneError::Inconsistent(e.to_string()))?;
    let sql = format!(
        "WITH t AS (
             UPDATE control_plane.tenant_metadata
             SET status = $3, schema_version = coalesce($2, schema_version), updated_at = now(),
                 activated_at = coalesce(activated_at, now())
             WHERE uuid = $1 AND status = $4 RETURNING *)
         SELECT {COLUMNS} FROM t LEFT JOIN control_plane.clusters c ON c.id = t.cluster_id"
    );
    let raw: Option<Raw> = once(sql)
        .bind(tenant)
        .bind(version)
        .bind(to.as_str())
        .bind(Status::Provisioning.as_str())
        .row(connection)
        .await
        .map_err(db("making the tenant active"))?;
    raw.ok_or(PlaneError::Stale { what: "the tenant's status", expected: 1, actual: 0 })?.try_into()
}

/// Caches the tenant's newest migration.
///
/// # Errors
/// [`PlaneError`].
pub async fn set_schema_version(connection: &mut PgConnection, tenant: Uuid, version: i64) -> Result<(), PlaneError> {
    let done = once("UPDATE control_plane.tenant_metadata SET schema_version = $2, updated_at = now() WHERE uuid = $1")
        .bind(tenant)
        .bind(version)
        .execute(connection)
        .await
        .map_err(db("recording the tenant's schema version"))?;
    PlaneError::expect_rows("the tenant", 1, done.rows_affected())
}

/// Caches the newest migrations of several tenants.
///
/// # Errors
/// [`PlaneError::Database`].
pub async fn set_schema_versions(connection: &mut PgConnection, versions: &[(Uuid, i64)]) -> Result<(), PlaneError> {
    if versions.is_empty() {
        return Ok(());
    }
    let (tenants, versions): (Vec<Uuid>, Vec<i64>) = versions.iter().copied().unzip();
    sqlx::query(
        "UPDATE control_plane.tenant_metadata t SET schema_version = v.version, updated_at = now()
         FROM unnest($1::uuid[], $2::bigint[]) AS v (tenant, version)
         WHERE t.uuid = v.tenant AND t.schema_version IS DISTINCT FROM v.version",
    )
    .bind(tenants)
    .bind(versions)
    .execute(connection)
    .await
    .map_err(db("recording the tenants' schema versions"))?;
    Ok(())
}

/// Holds a tenant at a version in runs over the fleet, or lets it go.
///
/// # Errors
/// [`PlaneError`].
pub async fn set_pin(connection: &mut PgConnection, tenant: Uuid, version: Option<i64>) -> Result<(), PlaneError> {
    let done =
        sqlx::query("UPDATE control_plane.tenant_metadata SET pinned_version = $2, updated_at = now() WHERE uuid = $1")
            .bind(tenant)
            .bind(version)
            .execute(connection)
            .await
            .map_err(db("pinning the tenant"))?;
    PlaneError::expect_rows("the tenant", 1, done.rows_affected())
}
