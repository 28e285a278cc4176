//! `fleet_run_tenants`: the tenants of a run, and how each came through.

use super::fleet_runs::FleetRun;
use super::plane::PlaneError;
use crate::domain::fleet::{Tally, TenantState};
use crate::domain::redaction::without_addresses;
use crate::domain::tenant::TenantId;
use crate::postgres::db;
use chrono::{DateTime, Utc};
use sqlx::{FromRow, PgConnection};
use uuid::Uuid;

/// A tenant to put into a run.
#[derive(Debug, Clone)]
pub struct NewTarget {
    /// The tenant.
    pub tenant: Uuid,
    /// Its cluster, or nil.
    pub place: Uuid,
    /// Its wave.
    pub wave: i32,
    /// Waiting; done or failed if that is known beforehand.
    pub state: TenantState,
    /// What is known of it.
    pub detail: serde_json::Value,
    /// Why it failed.
    pub error: Option<String>,
    /// It couldn't be reached.
    pub unreachable: bool,
}

/// Writes the tenants of a run in their order.
///
/// # Errors
/// [`PlaneError::Database`].
pub async fn insert_targets(connection: &mut PgConnection, run: Uuid, targets: &[NewTarget]) -> Result<(), PlaneError> {
    const CHUNK: usize = 5_000;
    for (chunk, first) in targets.chunks(CHUNK).zip((0_i64..).step_by(CHUNK)) {
        sqlx::query(
            "INSERT INTO control_plane.fleet_run_tenants
                 (run_id, tenant_uuid, position, wave, place, state, detail, error, unreachable, finished_at)
             SELECT $1, t.tenant, $2 + t.number, t.wave, t.place, t.state, t.detail::jsonb, t.error, t.unreachable,
                    CASE WHEN t.state <> 'waiting' THEN clock_timestamp() END
             FROM unnest($3::uuid[], $4::integer[], $5::uuid[], $6::text[], $7::text[], $8::text[], $9::boolean[])
                 WITH ORDINALITY AS t (tenant, wave, place, state, detail, error, unreachable, number)",
        )
        .bind(run)
        .bind(first)
        .bind(chunk.iter().map(|t| t.tenant).collect::<Vec<_>>())
        .bind(chunk.iter().map(|t| t.wave).collect::<Vec<_>>())
        .bind(chunk.iter().map(|t| t.place).collect::<Vec<_>>())
        .bind(chunk.iter().map(|t| t.state.as_str()).collect::<Vec<_>>())
        .bind(chunk.iter().map(|t| t.detail.to_string()).collect::<Vec<_>>())
        .bind(
            chunk.iter().map(|t| t.error.as_ref().map(|e| without_addresses(e).replace('\0', ""))).collect::<Vec<_>>(),
        )
        .bind(chunk.iter().map(|t| t.unreachable).collect::<Vec<_>>())
        .execute(&mut *connection)
        .await
        .map_err(db("recording the tenants of the run"))?;
    }
    Ok(())
}

/// How many tenants of a run are how far.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, FromRow)]
pub struct FleetCounts {
    /// Not begun.
    pub waiting: i64,
    /// At work.
    pub running: i64,
    /// Done.
    pub done: i64,
    /// Failed.
    pub failed: i64,
    /// Of these, not reached.
    pub unreachable: i64,
    /// Left out.
    pub skipped: i64,
}

/// Counts the tenants of a run.
///
/// # Errors
/// [`PlaneError::Database`].
pub async fn fleet_counts(connection: &mut PgConnection, run: Uuid) -> Result<FleetCounts, PlaneError> {
    let counts = sqlx::query_as(
        "SELECT count(*) FILTER (WHERE state = 'waiting') AS waiting, count(*) FILTER (WHERE state = 'running') AS running,
                count(*) FILTER (WHERE state = 'done') AS done, count(*) FILTER (WHERE state = 'failed') AS failed,
                count(*) FILTER (WHERE state = 'failed' AND unreachable) AS unreachable,
                count(*) FILTER (WHERE state = 'skipped') AS skipped
         FROM control_plane.fleet_run_tenants WHERE run_id = $1",
    )
    .bind(run)
    .fetch_one(connection)
    .await;
    Ok(counts.map_err(db("counting the tenants of the run"))?)
}

#[derive(FromRow)]
struct RawTally {
    unfinished: bool,
    charged: i64,
    failed: i64,
    failed_canaries: i64,
}

/// Looks how far the open waves are.
///
/// # Errors
/// [`PlaneError::Database`].
pub async fn fleet_tally(connection: &mut PgConnection, run: &FleetRun) -> Result<Tally, PlaneError> {
    let raw: RawTally = sqlx::query_as(
        "SELECT EXISTS (SELECT FROM control_plane.fleet_run_tenants
                        WHERE run_id = $1 AND state = 'waiting' AND wave <= $2)
                OR EXISTS (SELECT FROM control_plane.fleet_run_tenants
                        WHERE run_id = $1 AND state = 'running' AND wave <= $2) AS unfinished,
                count(*) FILTER (WHERE NOT unreachable)
                    + count(DISTINCT CASE WHEN place = $3 THEN tenant_uuid ELSE place END) FILTER (WHERE unreachable)
                    AS charged,
                count(*) AS failed, count(*) FILTER (WHERE wave = 0) AS failed_canaries
         FROM control_plane.fleet_run_tenants WHERE run_id = $1 AND state = 'failed'",
    )
    .bind(run.id)
    .bind(run.wave)
    .bind(Uuid::nil())
    .fetch_one(connection)
    .await
    .map_err(db("counting the tenants of the run"))?;
    let count = |n: i64| usize::try_from(n).unwrap_or(usize::MAX);
    Ok(Tally {
        tenants: usize::try_from(run.tenants).unwrap_or(0),
        wave: run.wave,
        last_wave: run.last_wave,
        unfinished: raw.unfinished,
        charged: count(raw.charged),
        failed: count(raw.failed),
        failed_canaries: count(raw.failed_canaries),
    })
}

/// Lets the failed tenants of a run begin again.
///
/// # Errors
/// [`PlaneError::Database`].
pub async fn retry_failed(connection: &mut PgConnection, run: Uuid) -> Result<u64, PlaneError> {
    let done = sqlx::query(
        "UPDATE control_plane.fleet_run_tenants
         SET state = 'waiting', error = NULL, unreachable = false, finished_at = NULL
         WHERE run_id = $1 AND state = 'failed'",
    )
    .bind(run)
    .execute(connection)
    .await
    .map_err(db("giving failed tenants another try"))?;
    Ok(done.rows_affected())
}

/// A tenant in a run.
#[derive(Debug, Clone)]
pub struct FleetTenant {
    /// Its place in the order of the run.
    pub position: i32,
    /// The tenant.
    pub tenant: Uuid,
    /// Its id.
    pub id: TenantId,
    /// Its wave.
    pub wave: i32,
    /// How far it is.
    pub state: TenantState,
    /// Who works on it, or did last.
    pub runner: Option<String>,
    /// How often it was claimed.
    pub claims: i64,
    /// What was done.
    pub detail: serde_json::Value,
    /// Why it failed or was left out.
    pub error: Option<String>,
    /// It couldn't be reached.
    pub unreachable: bool,
    /// When its last claim was made.
    pub started_at: Option<DateTime<Utc>>,
    /// When it was through.
    pub finished_at: Option<DateTime<Utc>>,
}

#[derive(FromRow)]
struct RawTenant {
    position: i32,
    tenant_uuid: Uuid,
    id: String,
    wave: i32,
    state: String,
    runner: Option<String>,
    fence: i64,
    detail: serde_json::Value,
    error: Option<String>,
    unreachable: bool,
    started_at: Option<DateTime<Utc>>,
    finished_at: Option<DateTime<Utc>>,
}

/// Returns the next page of a run's tenants in their order, behind a position; only those of a state if one is given.
///
/// # Errors
/// [`PlaneError`].
pub async fn fleet_tenants(
    connection: &mut PgConnection,
    run: Uuid,
    after: i32,
    state: Option<TenantState>,
    limit: i64,
) -> Result<Vec<FleetTenant>, PlaneError> {
    let rows: Vec<RawTenant> = sqlx::query_as(
        "SELECT f.position, f.tenant_uuid, t.id, f.wave, f.state, f.runner, f.fence, f.detail, f.error, f.unreachable,
                f.started_at, f.finished_at
         FROM control_plane.fleet_run_tenants f JOIN control_plane.tenant_metadata t ON t.uuid = f.tenant_uuid
         WHERE f.run_id = $1 AND f.position > $2 AND ($3::text IS NULL OR f.state = $3)
         ORDER BY f.position LIMIT $4",
    )
    .bind(run)
    .bind(after)
    .bind(state.map(TenantState::as_str))
    .bind(limit)
    .fetch_all(connection)
    .await
    .map_err(db("reading fleet_run_tenants"))?;
    rows.into_iter()
        .map(|raw| {
            let wrong = |e: String| PlaneError::Inconsistent(format!("fleet_run_tenants, run {run}: {e}"));
            Ok(FleetTenant {
                id: TenantId::stored(&raw.id).map_err(|e| wrong(e.to_string()))?,
                state: raw.state.parse().map_err(wrong)?,
                position: raw.position,
                tenant: raw.tenant_uuid,
                wave: raw.wave,
                runner: raw.runner,
                claims: raw.fence,
                detail: raw.detail,
                error: raw.error,
                unreachable: raw.unreachable,
                started_at: raw.started_at,
                finished_at: raw.finished_at,
            })
        })
        .collect()
}
