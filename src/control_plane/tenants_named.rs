//! Tenants as tokens name them: by uuid, by id, by the address of their project's API.

use super::plane::PlaneError;
use super::tenant_row::{COLUMNS, Raw, TenantRow};
use crate::postgres::{db, once};
use sqlx::PgConnection;
use uuid::Uuid;

/// Returns the tenants of these uuids, also deleted ones, and the live ones of these ids, in one round trip.
///
/// # Errors
/// [`PlaneError`].
pub async fn tenants_named(
    connection: &mut PgConnection,
    uuids: &[Uuid],
    ids: &[String],
) -> Result<Vec<TenantRow>, PlaneError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM control_plane.tenant_metadata t LEFT JOIN control_plane.clusters c ON c.id = t.cluster_id
         WHERE t.uuid = ANY ($1::uuid[]) OR (t.id = ANY ($2::text[]) AND t.status <> 'deleted')"
    );
    let rows: Vec<Raw> =
        once(sql).bind(uuids).bind(ids).rows(connection).await.map_err(db("reading tenant_metadata"))?;
    rows.into_iter().map(TenantRow::try_from).collect()
}

/// Finds the live tenant whose project has its API there.
///
/// # Errors
/// [`PlaneError`].
pub async fn tenant_by_api_url(connection: &mut PgConnection, url: &str) -> Result<Option<TenantRow>, PlaneError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM control_plane.tenant_metadata t LEFT JOIN control_plane.clusters c ON c.id = t.cluster_id
         WHERE t.api_url = $1 AND t.status <> 'deleted'"
    );
    let raw: Option<Raw> = once(sql).bind(url).row(connection).await.map_err(db("reading tenant_metadata"))?;
    raw.map(TenantRow::try_from).transpose()
}
