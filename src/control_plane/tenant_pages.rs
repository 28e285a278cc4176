//! Many tenants at once: by what a command selects, by their uuids, by the beginning of an id.

use super::plane::PlaneError;
use super::tenant_row::{COLUMNS, Raw, TenantRow};
use crate::domain::labels::Labels;
use crate::domain::selection::Selection;
use crate::domain::tenant::TenantId;
use crate::postgres::db;
use sqlx::{FromRow, PgConnection, Postgres, QueryBuilder};
use uuid::Uuid;

/// Returns up to 200 live ids, those with the same beginning first, for a did-you-mean.
///
/// # Errors
/// [`PlaneError::Database`].
pub async fn similar_ids(connection: &mut PgConnection, id: &TenantId) -> Result<Vec<String>, PlaneError> {
    let ids = sqlx::query_scalar(
        "SELECT id FROM control_plane.tenant_metadata WHERE status <> 'deleted'
         ORDER BY left(id, 2) = left($1, 2) DESC, id LIMIT 200",
    )
    .bind(id.as_str())
    .fetch_all(connection)
    .await;
    Ok(ids.map_err(db("reading tenant_metadata"))?)
}

/// Finds tenants by their uuids, deleted ones too, in any order.
///
/// # Errors
/// [`PlaneError`].
pub async fn tenants_by_uuid(connection: &mut PgConnection, uuids: &[Uuid]) -> Result<Vec<TenantRow>, PlaneError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM control_plane.tenant_metadata t LEFT JOIN control_plane.clusters c ON c.id = t.cluster_id
         WHERE t.uuid = ANY($1)"
    );
    let rows: Vec<Raw> = sqlx::query_as(sqlx::AssertSqlSafe(sql))
        .bind(uuids)
        .fetch_all(connection)
        .await
        .map_err(db("reading tenant_metadata"))?;
    rows.into_iter().map(TenantRow::try_from).collect()
}

/// Returns the next page of live tenants after `after`, in the order of their ids.
///
/// # Errors
/// [`PlaneError`].
pub async fn page(
    connection: &mut PgConnection,
    selection: &Selection,
    after: Option<&TenantId>,
    limit: i64,
) -> Result<Vec<TenantRow>, PlaneError> {
    let mut sql = QueryBuilder::new(format!(
        "SELECT {COLUMNS} FROM control_plane.tenant_metadata t LEFT JOIN control_plane.clusters c ON c.id = t.cluster_id
         WHERE t.status <> 'deleted'"
    ));
    if let Some(after) = after {
        sql.push(" AND t.id > ").push_bind(after.as_str().to_owned());
    }
    push_selection(&mut sql, selection);
    sql.push(" ORDER BY t.id LIMIT ").push_bind(limit);
    let rows: Vec<Raw> = sql.build_query_as().fetch_all(connection).await.map_err(db("reading tenant_metadata"))?;
    rows.into_iter().map(TenantRow::try_from).collect()
}

/// Adds what a selection asks of a tenant `t` on a cluster `c`.
fn push_selection(sql: &mut QueryBuilder<Postgres>, selection: &Selection) {
    let names = |ids: &[TenantId]| ids.iter().map(|id| id.as_str().to_owned()).collect::<Vec<_>>();
    if !selection.ids.is_empty() {
        sql.push(" AND t.id = ANY(").push_bind(names(&selection.ids)).push(")");
    }
    if !selection.exclude.is_empty() {
        sql.push(" AND t.id <> ALL(").push_bind(names(&selection.exclude)).push(")");
    }
    let selector = &selection.selector;
    let exact = [("t.region", &selector.region), ("t.provider", &selector.provider), ("c.name", &selector.cluster)];
    for (column, wanted) in exact {
        if let Some(value) = wanted {
            sql.push(format!(" AND {column} = ")).push_bind(value.clone());
        }
    }
    if let Some(status) = selector.status {
        sql.push(" AND t.status = ").push_bind(status.as_str());
    }
    if !selector.labels.is_empty() {
        let labels: Labels = selector.labels.iter().cloned().collect();
        sql.push(" AND t.labels @> ").push_bind(sqlx::types::Json(labels));
    }
}

/// Tenants whose newest migration is the same.
#[derive(Debug, Clone, FromRow)]
pub struct VersionGroup {
    /// That migration; none if it isn't known.
    pub schema_version: Option<i64>,
    /// How many they are.
    pub tenants: i64,
    /// Of these, how many aren't active.
    pub inactive: i64,
    /// Of these, how many are pinned.
    pub pinned: i64,
    /// The ids of the first ones.
    pub first: Vec<String>,
}

/// Counts the selected tenants by their newest migration, newest first, as the control plane remembers it.
///
/// # Errors
/// [`PlaneError::Database`].
pub async fn version_groups(
    connection: &mut PgConnection,
    selection: &Selection,
) -> Result<Vec<VersionGroup>, PlaneError> {
    // The first ids come from an index: sorting all ids of all groups would take several times as long as counting them.
    let mut sql = QueryBuilder::new(
        "WITH g AS MATERIALIZED (
             SELECT coalesce(t.schema_version, -1) AS version, count(*) AS tenants,
                    count(*) FILTER (WHERE t.status <> 'active') AS inactive, count(t.pinned_version) AS pinned
             FROM control_plane.tenant_metadata t LEFT JOIN control_plane.clusters c ON c.id = t.cluster_id
             WHERE t.status <> 'deleted'",
    );
    push_selection(&mut sql, selection);
    sql.push(
        " GROUP BY 1)
         SELECT nullif(g.version, -1) AS schema_version, g.tenants, g.inactive, g.pinned, f.first
         FROM g CROSS JOIN LATERAL (SELECT array_agg(n.id ORDER BY n.id COLLATE \"C\") AS first FROM (
             SELECT t.id FROM control_plane.tenant_metadata t LEFT JOIN control_plane.clusters c ON c.id = t.cluster_id
             WHERE t.status <> 'deleted' AND coalesce(t.schema_version, -1) = g.version",
    );
    push_selection(&mut sql, selection);
    sql.push(" ORDER BY t.id COLLATE \"C\" LIMIT 5) n) f ORDER BY g.version DESC");
    Ok(sql.build_query_as().fetch_all(connection).await.map_err(db("reading tenant_metadata"))?)
}
