//! Which cluster gets a tenant, and what the operator says about that.

use super::clusters::{ClusterRow, NewCluster, select};
use super::plane::PlaneError;
use crate::domain::cluster::{ClusterState, Load};
use crate::postgres::{db, once};
use sqlx::PgConnection;
use std::collections::BTreeSet;
use uuid::Uuid;

/// Returns every cluster, by name.
///
/// # Errors
/// [`PlaneError::Database`].
pub async fn clusters(connection: &mut PgConnection) -> Result<Vec<ClusterRow>, PlaneError> {
    let rows = once(select!("true ORDER BY name")).rows(connection).await;
    Ok(rows.map_err(db("reading clusters"))?)
}

/// Finds a cluster by its name.
///
/// # Errors
/// [`PlaneError::Database`].
pub async fn cluster_by_name(connection: &mut PgConnection, name: &str) -> Result<Option<ClusterRow>, PlaneError> {
    let row = once(select!("name = $1")).bind(name).row(connection).await;
    Ok(row.map_err(db("reading clusters"))?)
}

/// Returns the regions that have a cluster, whether it takes tenants or not.
///
/// # Errors
/// [`PlaneError::Database`].
pub async fn cluster_regions(connection: &mut PgConnection) -> Result<Vec<String>, PlaneError> {
    let sql = "SELECT region FROM control_plane.clusters WHERE provider = 'cluster' AND region IS NOT NULL";
    let rows: Vec<(String,)> = once(sql).rows(connection).await.map_err(db("reading clusters"))?;
    let regions: BTreeSet<String> = rows.into_iter().map(|(region,)| region).collect();
    Ok(regions.into_iter().collect())
}

/// Returns the clusters of a region, those that take a tenant first, among them the one with the
/// fewest tenants for its weight. It only looks; [`cluster_load`] decides in the transaction that
/// reserves the tenant.
///
/// # Errors
/// [`PlaneError::Database`].
pub async fn clusters_of_region(connection: &mut PgConnection, region: &str) -> Result<Vec<ClusterRow>, PlaneError> {
    let rows = once(select!(
        "provider = 'cluster' AND region = $1
         ORDER BY (state = 'active' AND weight > 0 AND (capacity IS NULL OR tenants < capacity)) DESC,
                  tenants::numeric / nullif(weight, 0) NULLS LAST, name"
    ));
    let rows = rows.bind(region).rows(connection).await;
    Ok(rows.map_err(db("choosing a cluster"))?)
}

/// Reads how full a cluster is, and holds its row until the transaction ends. After
/// [`insert_tenant`](super::insert_tenant), whose trigger has counted the new tenant and waited
/// for everyone else who counts, nobody can be placed here unseen.
///
/// # Errors
/// [`PlaneError`].
pub async fn cluster_load(connection: &mut PgConnection, cluster: Uuid) -> Result<Option<Load>, PlaneError> {
    let sql = "SELECT state, tenants, capacity FROM control_plane.clusters WHERE id = $1 FOR NO KEY UPDATE";
    let row: Option<(String, i32, Option<i32>)> =
        once(sql).bind(cluster).row(connection).await.map_err(db("taking a place"))?;
    let load = |(state, tenants, capacity): (String, i32, Option<i32>)| match ClusterState::parse(&state) {
        Some(state) => Ok(Load { state, tenants, capacity }),
        None => Err(PlaneError::Inconsistent(format!("clusters, id {cluster}: state {state}"))),
    };
    row.map(load).transpose()
}

/// Adds a cluster. Returns false if its name or its server is known already.
///
/// # Errors
/// [`PlaneError::Database`].
pub async fn add_cluster(
    connection: &mut PgConnection,
    new: &NewCluster<'_>,
    region: &str,
    capacity: Option<i32>,
    weight: i32,
) -> Result<bool, PlaneError> {
    let done = sqlx::query(
        "INSERT INTO control_plane.clusters
             (id, name, provider, system_identifier, endpoint, operator_login, admin_url, admin_url_kek, region,
              capacity, weight)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT DO NOTHING",
    )
    .bind(new.id)
    .bind(new.name)
    .bind(new.provider)
    .bind(new.system_identifier)
    .bind(new.endpoint)
    .bind(new.operator_login)
    .bind(new.admin_url)
    .bind(new.admin_url_kek)
    .bind(region)
    .bind(capacity)
    .bind(weight)
    .execute(connection)
    .await
    .map_err(db("adding the cluster"))?;
    Ok(done.rows_affected() == 1)
}

/// Gives the server that `DATABASE_URL` brought in a name, a region and limits. Returns false if
/// another run was faster.
///
/// # Errors
/// [`PlaneError::Database`]; SQLSTATE 23505 if the name was taken meanwhile.
pub async fn name_default_cluster(
    connection: &mut PgConnection,
    new: &NewCluster<'_>,
    region: &str,
    capacity: Option<i32>,
    weight: i32,
) -> Result<bool, PlaneError> {
    let done = sqlx::query(
        "UPDATE control_plane.clusters
         SET name = $2, region = $3, capacity = $4, weight = $5, endpoint = $6, admin_url = $7, admin_url_kek = $8,
             updated_at = now()
         WHERE id = $1 AND name = 'default' AND region IS NULL",
    )
    .bind(new.id)
    .bind(new.name)
    .bind(region)
    .bind(capacity)
    .bind(weight)
    .bind(new.endpoint)
    .bind(new.admin_url)
    .bind(new.admin_url_kek)
    .execute(connection)
    .await
    .map_err(db("adding the cluster"))?;
    Ok(done.rows_affected() == 1)
}

/// Opens a cluster to new tenants or closes it.
///
/// # Errors
/// [`PlaneError`].
pub async fn set_cluster_state(
    connection: &mut PgConnection,
    cluster: Uuid,
    state: ClusterState,
) -> Result<(), PlaneError> {
    let sql = "UPDATE control_plane.clusters SET state = $2, updated_at = now() WHERE id = $1";
    let done = sqlx::query(sql).bind(cluster).bind(state.as_str()).execute(connection).await;
    let done = done.map_err(db("changing the cluster's state"))?;
    PlaneError::expect_rows("the cluster", 1, done.rows_affected())
}

/// Removes a cluster, which deleted tenants forget. Returns false while tenants are on it.
///
/// # Errors
/// [`PlaneError`].
pub async fn remove_cluster(connection: &mut PgConnection, cluster: Uuid) -> Result<bool, PlaneError> {
    let doing = "removing the cluster";
    let sql = "SELECT tenants FROM control_plane.clusters WHERE id = $1 FOR UPDATE";
    let tenants: Option<i32> =
        sqlx::query_scalar(sql).bind(cluster).fetch_optional(&mut *connection).await.map_err(db(doing))?;
    if tenants.is_some_and(|tenants| tenants > 0) {
        return Ok(false);
    }
    sqlx::query("UPDATE control_plane.tenant_metadata SET cluster_id = NULL WHERE cluster_id = $1")
        .bind(cluster)
        .execute(&mut *connection)
        .await
        .map_err(db(doing))?;
    let done = sqlx::query("DELETE FROM control_plane.clusters WHERE id = $1").bind(cluster).execute(connection).await;
    PlaneError::expect_rows("the cluster", 1, done.map_err(db(doing))?.rows_affected())?;
    Ok(true)
}
