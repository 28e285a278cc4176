//! What is to be compared with a server: the tenants and pool members that are on it.

use super::plane::PlaneError;
use crate::domain::reconcile::{Known, KnownProject};
use crate::domain::status::UnknownStatus;
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
    let status = raw.status.as_deref().map(str::parse).transpose().map_err(wrong(raw.uuid))?;
    let unfinished = match (raw.kind.as_deref(), raw.state.as_deref()) {
        (Some("pool"), Some(state)) => {
            Some((format!("a member of the pool is {state}"), "tenantctl pool status".to_owned()))
        }
        operation => unfinished(operation, raw.operation, raw.id.as_deref().unwrap_or_default()),
    };
    Ok(Known {
        status,
        uuid: raw.uuid,
        id: raw.id,
        unfinished,
        database: raw.database_name,
        migrator: raw.migrator_login,
        app: raw.app_login,
        old_logins: raw.old_logins,
    })
}

fn wrong(uuid: Uuid) -> impl Fn(UnknownStatus) -> PlaneError {
    move |error| PlaneError::Inconsistent(format!("tenant_metadata, uuid {uuid}: {error}"))
}

/// Says what a tenant's newest operation left in the middle, and the command that goes on.
fn unfinished(
    operation: (Option<&str>, Option<&str>),
    operation_id: Option<Uuid>,
    id: &str,
) -> Option<(String, String)> {
    let (Some(kind), Some(state @ ("running" | "failed" | "undoing" | "failed_cleanup"))) = operation else {
        return None;
    };
    let operation = operation_id.unwrap_or_default();
    let mend = match kind {
        "provision" => format!("tenantctl operation resume {operation}"),
        "suspend" | "resume" | "deprovision" | "restore" | "purge" => format!("tenantctl {kind} {id}"),
        _ => format!("tenantctl operation show {operation}"),
    };
    Some((format!("its {kind} is {state}"), mend))
}

#[derive(FromRow)]
struct RawProject {
    uuid: Uuid,
    id: String,
    status: String,
    project_ref: Option<String>,
    organization: Option<String>,
    operation: Option<Uuid>,
    kind: Option<String>,
    state: Option<String>,
}

/// Returns the tenants that have or had Supabase projects of their own, erased ones too, each with the organization that
/// its project was made in.
///
/// # Errors
/// [`PlaneError`].
pub async fn known_projects(connection: &mut PgConnection) -> Result<Vec<KnownProject>, PlaneError> {
    let rows: Vec<RawProject> = sqlx::query_as(
        "SELECT t.uuid, t.id, t.status, t.project_ref, p.spec->>'organization' AS organization,
                o.id AS operation, o.kind, o.state
         FROM control_plane.tenant_metadata t
         LEFT JOIN LATERAL (SELECT id, kind, state FROM control_plane.operations
                            WHERE tenant_uuid = t.uuid ORDER BY started_at DESC, id DESC LIMIT 1) o ON true
         LEFT JOIN LATERAL (SELECT spec FROM control_plane.operations
                            WHERE tenant_uuid = t.uuid AND kind = 'provision'
                            ORDER BY started_at DESC, id DESC LIMIT 1) p ON true
         WHERE t.provider = 'supabase' ORDER BY t.id, t.uuid",
    )
    .fetch_all(connection)
    .await
    .map_err(db("reading the tenants with projects"))?;
    let known = |raw: RawProject| {
        let operation = (raw.kind.as_deref(), raw.state.as_deref());
        Ok(KnownProject {
            unfinished: unfinished(operation, raw.operation, &raw.id),
            status: raw.status.parse().map_err(wrong(raw.uuid))?,
            uuid: raw.uuid,
            id: raw.id,
            reference: raw.project_ref,
            organization: raw.organization,
        })
    };
    rows.into_iter().map(known).collect()
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
