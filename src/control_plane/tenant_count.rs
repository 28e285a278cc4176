//! How many tenants there are.

use super::plane::PlaneError;
use crate::postgres::db;
use sqlx::PgConnection;

/// Counts the live tenants.
///
/// # Errors
/// [`PlaneError`].
pub async fn count_tenants(connection: &mut PgConnection) -> Result<i64, PlaneError> {
    const SQL: &str = "SELECT count(*) FROM control_plane.tenant_metadata WHERE status <> 'deleted'";
    Ok(sqlx::query_scalar(SQL).fetch_one(connection).await.map_err(db("reading tenant_metadata"))?)
}
