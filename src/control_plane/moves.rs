//! `tenant_moves`: the second copies of tenants that are moved from one cluster to another.

use super::plane::PlaneError;
use crate::postgres::db;
use sqlx::{FromRow, PgConnection};
use uuid::Uuid;

/// A tenant's second copy.
#[derive(Debug, Clone, FromRow)]
pub struct MoveRow {
    /// The cluster of the copy that isn't in use.
    pub other_cluster: Uuid,
    /// That cluster's name.
    pub other_name: String,
    /// The tenant is in its new place, and the copy is what it left; otherwise the copy is being made.
    pub moved: bool,
    /// How many connections the tenant's database takes when it is open; -1 is any number.
    pub connection_limit: i32,
}

/// Returns a tenant's second copy, if it has one.
///
/// # Errors
/// [`PlaneError::Database`].
pub async fn move_of(connection: &mut PgConnection, tenant: Uuid) -> Result<Option<MoveRow>, PlaneError> {
    let row = sqlx::query_as(
        "SELECT m.other_cluster, c.name AS other_name, m.state = 'moved' AS moved, m.connection_limit
         FROM control_plane.tenant_moves m JOIN control_plane.clusters c ON c.id = m.other_cluster
         WHERE m.tenant_uuid = $1",
    )
    .bind(tenant)
    .fetch_optional(connection)
    .await;
    Ok(row.map_err(db("reading tenant_moves"))?)
}

/// Counts the second copies on a cluster.
///
/// # Errors
/// [`PlaneError::Database`].
pub async fn copies_on(connection: &mut PgConnection, cluster: Uuid) -> Result<i64, PlaneError> {
    let count = sqlx::query_scalar("SELECT count(*) FROM control_plane.tenant_moves WHERE other_cluster = $1")
        .bind(cluster)
        .fetch_one(connection)
        .await;
    Ok(count.map_err(db("reading tenant_moves"))?)
}

/// Writes down, before anything is made, where a copy is going to be. An earlier run that went to the same place is
/// taken up; what its database took when it was open stays as it was first written.
///
/// # Errors
/// [`PlaneError::Stale`] when there is a copy in another place, or the tenant was moved meanwhile.
pub async fn begin_move(
    connection: &mut PgConnection,
    tenant: Uuid,
    target: Uuid,
    connection_limit: i32,
) -> Result<(), PlaneError> {
    let done = sqlx::query(
        "INSERT INTO control_plane.tenant_moves AS m (tenant_uuid, other_cluster, state, connection_limit)
         VALUES ($1, $2, 'copying', $3)
         ON CONFLICT (tenant_uuid) DO UPDATE SET started_at = now()
             WHERE m.state = 'copying' AND m.other_cluster = excluded.other_cluster",
    )
    .bind(tenant)
    .bind(target)
    .bind(connection_limit)
    .execute(connection)
    .await
    .map_err(db("recording the move"))?;
    PlaneError::expect_rows("the tenant's second copy", 1, done.rows_affected())
}

/// Lets the tenant be on the cluster of its second copy, which from now on is where it was.
///
/// # Errors
/// [`PlaneError::Stale`] when it isn't on `from` any more, or its copy not on `to`.
pub async fn switch_cluster(
    connection: &mut PgConnection,
    tenant: Uuid,
    (from, to): (Uuid, Uuid),
) -> Result<(), PlaneError> {
    let doing = "moving the tenant";
    let done = sqlx::query(
        "UPDATE control_plane.tenant_moves SET other_cluster = $2, state = 'moved', moved_at = now()
         WHERE tenant_uuid = $1 AND other_cluster = $3",
    )
    .bind(tenant)
    .bind(from)
    .bind(to)
    .execute(&mut *connection)
    .await
    .map_err(db(doing))?;
    PlaneError::expect_rows("the tenant's second copy", 1, done.rows_affected())?;
    let done = sqlx::query(
        "UPDATE control_plane.tenant_metadata t
         SET cluster_id = c.id, provider = c.provider, region = coalesce(c.region, t.region), updated_at = now()
         FROM control_plane.clusters c
         WHERE t.uuid = $1 AND t.cluster_id = $2 AND c.id = $3 AND t.status = 'active'",
    )
    .bind(tenant)
    .bind(from)
    .bind(to)
    .execute(connection)
    .await
    .map_err(db(doing))?;
    PlaneError::expect_rows("the tenant's cluster", 1, done.rows_affected())
}

/// Forgets a second copy that is gone.
///
/// # Errors
/// [`PlaneError`].
pub async fn forget_move(connection: &mut PgConnection, tenant: Uuid) -> Result<(), PlaneError> {
    let done =
        sqlx::query("DELETE FROM control_plane.tenant_moves WHERE tenant_uuid = $1").bind(tenant).execute(connection);
    let done = done.await.map_err(db("forgetting the tenant's second copy"))?;
    PlaneError::expect_rows("the tenant's second copy", 1, done.rows_affected())
}
