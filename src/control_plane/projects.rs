//! What `tenant_metadata` holds of a tenant's Supabase project.

use super::plane::PlaneError;
use crate::postgres::db;
use sqlx::PgConnection;
use uuid::Uuid;

/// Where a project's database and its API are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProjectAddress {
    /// Host of the session-mode connection.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// The login that migrates, as that host wants it spelt.
    pub user: String,
    /// The project's API.
    pub api_url: String,
}

/// Records which project is the tenant's.
///
/// # Errors
/// [`PlaneError`]; a project that is another tenant's is one, by the unique index.
pub async fn set_project(connection: &mut PgConnection, tenant: Uuid, project: &str) -> Result<(), PlaneError> {
    let sql = "UPDATE control_plane.tenant_metadata SET project_ref = $2, updated_at = now() WHERE uuid = $1";
    let done = sqlx::query(sql).bind(tenant).bind(project).execute(connection).await;
    PlaneError::expect_rows("the tenant", 1, done.map_err(db("recording the project"))?.rows_affected())
}

/// Records where the project's database and its API are.
///
/// # Errors
/// [`PlaneError`].
pub async fn set_project_address(
    connection: &mut PgConnection,
    tenant: Uuid,
    address: &ProjectAddress,
) -> Result<(), PlaneError> {
    let done = sqlx::query(
        "UPDATE control_plane.tenant_metadata
         SET database_host = $2, database_port = $3, migrator_login = $4, api_url = $5, updated_at = now()
         WHERE uuid = $1",
    )
    .bind(tenant)
    .bind(&address.host)
    .bind(i32::from(address.port))
    .bind(&address.user)
    .bind(&address.api_url)
    .execute(connection)
    .await;
    PlaneError::expect_rows("the tenant", 1, done.map_err(db("recording the project"))?.rows_affected())
}
