//! What is to be compared with a server: the tenants and pool members that are on it.

use super::plane::PlaneError;
use crate::domain::reconcile::Known;
use crate::domain::status::{Status, UnknownStatus};
use crate::postgres::db;
use sqlx::{FromRow, PgConnection};
use std::collections::HashSet;
use uuid::Uuid;

#[derive(FromRow)]
struct Raw {
    uuid: Uuid,
    id: Option<String>,
    status: Option<String>,
    database_name: String,
    migrator_login: String,
    app_login: String,
    old_logins: Vec<String>,
    operation: Option<Uuid>,
    kind: Option<String>,
    state: Option<String>,
}

/// Returns the tenants that are on a cluster, and the members of its pool.
///
/// # Errors
/// [`PlaneError`].
pub async fn known_on(connection: &mut PgConnection, cluster: Uuid) -> Result<Vec<Known>, PlaneError> {
    let rows: Vec<Raw> = sqlx::query_as(
        "SELECT t.uuid, t.id, t.status, t.database_name, t.migrator_login, t.app_login,
                ARRAY(SELECT old_login FROM control_plane.login_rotations WHERE tenant_uuid = t.uuid) AS old_logins,
                o.id AS operation, o.kind, o.state
         FROM control_plane.tenant_metadata t
         LEFT JOIN LATERAL (SELECT id, kind, state FROM control_plane.operations
                            WHERE tenant_uuid = t.uuid ORDER BY started_at DESC, id DESC LIMIT 1) o ON true
         WHERE t.cluster_id = $1 AND t.status <> 'deleted'
         UNION ALL
         SELECT uuid, NULL, NULL, database_name, migrator_login, app_login, '{}', NULL,
                CASE WHEN state <> 'ready' THEN 'pool' END, CASE WHEN state <> 'ready' THEN state END
         FROM control_plane.pool_members WHERE cluster_id = $1
         ORDER BY 2 NULLS LAST, 1",
    )
    .bind(cluster)
    .fetch_all(connection)
    .await
    .map_err(db("reading the tenants of a cluster"))?;
    rows.into_iter().map(known).collect()
}

fn known(raw: Raw) -> Result<Known, PlaneError> {
    let status = raw.status.as_deref().map(str::parse::<Status>).transpose();
    let wrong = |e: UnknownStatus| PlaneError::Inconsistent(format!("tenant_metadata, uuid {}: {e}", raw.uuid));
    let unfinished = match (raw.kind.as_deref(), raw.state.as_deref()) {
        (Some("pool"), Some(state)) => {
            Some((format!("a member of the pool is {state}"), "tenantctl pool status".to_owned()))
        }
        (Some(kind), Some(state @ ("running" | "failed" | "undoing" | "failed_cleanup"))) => {
            let operation = raw.operation.unwrap_or_default();
            let id = raw.id.as_deref().unwrap_or_default();
            let mend = match kind {
                "provision" => format!("tenantctl operation resume {operation}"),
                "suspend" | "resume" | "deprovision" | "restore" | "purge" => format!("tenantctl {kind} {id}"),
                _ => format!("tenantctl operation show {operation}"),
            };
            Some((format!("its {kind} is {state}"), mend))
        }
        _ => None,
    };
    Ok(Known {
        status: status.map_err(wrong)?,
        uuid: raw.uuid,
        id: raw.id,
        unfinished,
        database: raw.database_name,
        migrator: raw.migrator_login,
        app: raw.app_login,
        old_logins: raw.old_logins,
    })
}

/// Returns those of the uuids that are of tenants that were erased.
///
/// # Errors
/// [`PlaneError::Database`].
pub async fn erased(connection: &mut PgConnection, uuids: &[Uuid]) -> Result<HashSet<Uuid>, PlaneError> {
    let sql = "SELECT uuid FROM control_plane.tenant_metadata WHERE uuid = ANY ($1) AND status = 'deleted'";
    let found: Vec<Uuid> =
        sqlx::query_scalar(sql).bind(uuids).fetch_all(connection).await.map_err(db("reading tenant_metadata"))?;
    Ok(found.into_iter().collect())
}
