//! `tenant_metadata`: which tenants exist, and where.

use super::plane::PlaneError;
use super::projects::ProjectAddress;
use crate::domain::labels::Labels;
use crate::domain::selection::Selector;
use crate::domain::status::Status;
use crate::domain::tenant::TenantId;
use crate::postgres::db;
use chrono::{DateTime, Utc};
use sqlx::{FromRow, PgConnection};
use uuid::Uuid;

pub(super) const COLUMNS: &str = "t.uuid, t.id, t.name, t.provider, t.region, t.cluster_id, c.name AS cluster, t.database_name, \
     t.migrator_login, t.app_login, t.status, t.schema_version, t.labels, t.owner_email, t.created_at, t.activated_at, \
     t.project_ref, t.database_host, t.database_port, t.api_url, \
     t.pinned_version";

/// A tenant as the control plane knows it.
#[derive(Debug, Clone)]
pub struct TenantRow {
    /// Never changes, is never reused.
    pub uuid: Uuid,
    /// What people call it.
    pub id: TenantId,
    /// A name for people.
    pub name: String,
    /// Where its database comes from.
    pub provider: String,
    /// Region label.
    pub region: String,
    /// The cluster's id and name.
    pub cluster: Option<(Uuid, String)>,
    /// The physical database.
    pub database: String,
    /// The login that migrates.
    pub migrator: String,
    /// The login of the application.
    pub app: String,
    /// Where it is in its life.
    pub status: Status,
    /// A cache of the newest migration applied.
    pub schema_version: Option<i64>,
    /// Labels.
    pub labels: Labels,
    /// Whom to make the first user, later.
    pub owner_email: Option<String>,
    /// When it was reserved.
    pub created_at: DateTime<Utc>,
    /// When it became active.
    pub activated_at: Option<DateTime<Utc>>,
    /// Its Supabase project.
    pub project: Option<String>,
    /// Where that project's database and API are.
    pub address: Option<ProjectAddress>,
    /// The newest version that a run over the fleet brings it to.
    pub pinned_version: Option<i64>,
}

impl TenantRow {
    /// Returns whether a selector fits, as the database would say.
    pub fn fits(&self, selector: &Selector) -> bool {
        let is = |wanted: &Option<String>, own: Option<&str>| {
            wanted.as_deref().is_none_or(|wanted| own.is_some_and(|own| own == wanted))
        };
        is(&selector.region, Some(&self.region))
            && is(&selector.provider, Some(&self.provider))
            && is(&selector.cluster, self.cluster.as_ref().map(|(_, name)| name.as_str()))
            && selector.status.is_none_or(|status| status == self.status)
            && selector.labels.iter().all(|label| self.labels.0.get(&label.key) == Some(&label.value))
    }
}

#[derive(FromRow)]
pub(super) struct Raw {
    uuid: Uuid,
    id: String,
    name: String,
    provider: String,
    region: String,
    cluster_id: Option<Uuid>,
    cluster: Option<String>,
    database_name: String,
    migrator_login: String,
    app_login: String,
    status: String,
    schema_version: Option<i64>,
    labels: sqlx::types::Json<Labels>,
    owner_email: Option<String>,
    created_at: DateTime<Utc>,
    activated_at: Option<DateTime<Utc>>,
    project_ref: Option<String>,
    database_host: Option<String>,
    database_port: Option<i32>,
    api_url: Option<String>,
    pinned_version: Option<i64>,
}

impl TryFrom<Raw> for TenantRow {
    type Error = PlaneError;

    fn try_from(raw: Raw) -> Result<Self, PlaneError> {
        let wrong = |e: String| PlaneError::Inconsistent(format!("tenant_metadata, uuid {}: {e}", raw.uuid));
        let port = raw.database_port.map(u16::try_from).transpose().map_err(|e| wrong(e.to_string()))?;
        let user = raw.migrator_login.clone();
        let address = raw.database_host.zip(port).zip(raw.api_url);
        let address = address.map(|((host, port), api_url)| ProjectAddress { host, port, user, api_url });
        Ok(Self {
            id: TenantId::stored(&raw.id).map_err(|e| wrong(e.to_string()))?,
            status: raw.status.parse().map_err(|e: crate::domain::status::UnknownStatus| wrong(e.to_string()))?,
            uuid: raw.uuid,
            name: raw.name,
            provider: raw.provider,
            region: raw.region,
            cluster: raw.cluster_id.zip(raw.cluster),
            database: raw.database_name,
            migrator: raw.migrator_login,
            app: raw.app_login,
            schema_version: raw.schema_version,
            labels: raw.labels.0,
            owner_email: raw.owner_email,
            created_at: raw.created_at,
            activated_at: raw.activated_at,
            project: raw.project_ref,
            address,
            pinned_version: raw.pinned_version,
        })
    }
}

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

/// Finds the live tenant of that id.
///
/// # Errors
/// [`PlaneError`].
pub async fn tenant_by_id(connection: &mut PgConnection, id: &TenantId) -> Result<Option<TenantRow>, PlaneError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM control_plane.tenant_metadata t LEFT JOIN control_plane.clusters c ON c.id = t.cluster_id
         WHERE t.id = $1 AND t.status <> 'deleted'"
    );
    let raw: Option<Raw> = sqlx::query_as(sqlx::AssertSqlSafe(sql))
        .bind(id.as_str())
        .fetch_optional(connection)
        .await
        .map_err(db("reading tenant_metadata"))?;
    raw.map(TenantRow::try_from).transpose()
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
    let raw: Option<Raw> = sqlx::query_as(sqlx::AssertSqlSafe(sql))
        .bind(uuid)
        .fetch_optional(connection)
        .await
        .map_err(db("reading tenant_metadata"))?;
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
    let done = sqlx::query(
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

/// Caches the tenant's newest migration.
///
/// # Errors
/// [`PlaneError`].
pub async fn set_schema_version(connection: &mut PgConnection, tenant: Uuid, version: i64) -> Result<(), PlaneError> {
    let done =
        sqlx::query("UPDATE control_plane.tenant_metadata SET schema_version = $2, updated_at = now() WHERE uuid = $1")
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
