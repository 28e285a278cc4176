//! Who works on which tenant of a run: claims with a lease and a fencing number.

use super::plane::PlaneError;
use crate::domain::fleet::TenantState;
use crate::domain::redaction::without_addresses;
use crate::postgres::db;
use sqlx::{FromRow, PgConnection};
use std::time::Duration;
use uuid::Uuid;

/// A tenant that this runner may work on.
#[derive(Debug, Clone, Copy, FromRow)]
pub struct Claim {
    /// The tenant.
    pub tenant_uuid: Uuid,
    /// The number of the claim: 1 for the first.
    pub fence: i64,
}

/// How a tenant came through.
#[derive(Debug, Clone)]
pub struct Finished {
    /// Whose.
    pub claim: Claim,
    /// Done, failed or skipped.
    pub state: TenantState,
    /// What was done.
    pub detail: serde_json::Value,
    /// Why it failed or was left out.
    pub error: Option<String>,
    /// It couldn't be reached.
    pub unreachable: bool,
}

/// Gives back what nobody works on any more: claims whose lease is over, and those of `dead` runners.
///
/// # Errors
/// [`PlaneError::Database`].
pub async fn release_dead(connection: &mut PgConnection, run: Uuid, dead: &[String]) -> Result<u64, PlaneError> {
    let done = sqlx::query(
        "UPDATE control_plane.fleet_run_tenants SET state = 'waiting', lease_until = NULL
         WHERE run_id = $1 AND state = 'running' AND (lease_until < clock_timestamp() OR runner = ANY($2))",
    )
    .bind(run)
    .bind(dead)
    .execute(connection)
    .await
    .map_err(db("looking for claims whose lease is over"))?;
    Ok(done.rows_affected())
}

/// Returns who has claims in this run.
///
/// # Errors
/// [`PlaneError::Database`].
pub async fn claimants(connection: &mut PgConnection, run: Uuid) -> Result<Vec<String>, PlaneError> {
    let rows = sqlx::query_scalar(
        "SELECT DISTINCT runner FROM control_plane.fleet_run_tenants WHERE run_id = $1 AND state = 'running'",
    )
    .bind(run)
    .fetch_all(connection)
    .await;
    Ok(rows.map_err(db("reading who works on the run"))?)
}

/// Claims up to `count` tenants of the open waves of a run that goes on, at no place more than its budget allows, those of
/// all runs counted. The caller has locked the run's row.
///
/// # Errors
/// [`PlaneError::Database`].
pub async fn claim(
    connection: &mut PgConnection,
    run: Uuid,
    runner: &str,
    count: usize,
    lease: Duration,
) -> Result<Vec<Claim>, PlaneError> {
    let rows = sqlx::query_as(
        "WITH run AS MATERIALIZED (
             SELECT wave, budgets FROM control_plane.fleet_runs
             WHERE id = $1 AND state = 'running' AND wave_opens_at <= clock_timestamp()),
         place AS MATERIALIZED (
             SELECT run.wave, b.key::uuid AS place, b.value::bigint - (
                 SELECT count(*) FROM control_plane.fleet_run_tenants r
                 WHERE r.place = b.key::uuid AND r.state = 'running' AND r.lease_until > clock_timestamp()) AS free
             FROM run CROSS JOIN jsonb_each_text(run.budgets) b),
         open AS MATERIALIZED (
             SELECT t.tenant_uuid, t.wave, t.position FROM place p CROSS JOIN LATERAL (
                 SELECT w.tenant_uuid, w.wave, w.position FROM control_plane.fleet_run_tenants w
                 WHERE w.run_id = $1 AND w.place = p.place AND w.state = 'waiting' AND w.wave <= p.wave
                 ORDER BY w.wave, w.position LIMIT least(greatest(p.free, 0), $3)
                 FOR UPDATE SKIP LOCKED) t),
         taken AS (SELECT tenant_uuid FROM open ORDER BY wave, position LIMIT $3)
         UPDATE control_plane.fleet_run_tenants t
         SET state = 'running', runner = $2, fence = fence + 1, error = NULL, unreachable = false,
             lease_until = clock_timestamp() + make_interval(secs => $4), started_at = clock_timestamp()
         FROM taken WHERE t.run_id = $1 AND t.tenant_uuid = taken.tenant_uuid
         RETURNING t.tenant_uuid, t.fence",
    )
    .bind(run)
    .bind(runner)
    .bind(i64::try_from(count).unwrap_or(i64::MAX))
    .bind(lease.as_secs_f64())
    .fetch_all(connection)
    .await;
    Ok(rows.map_err(db("claiming tenants"))?)
}

/// Makes leases last from now on, and returns the tenants whose claim still holds.
///
/// # Errors
/// [`PlaneError::Database`].
pub async fn extend_claims(
    connection: &mut PgConnection,
    run: Uuid,
    claims: &[Claim],
    lease: Duration,
) -> Result<Vec<Uuid>, PlaneError> {
    let (tenants, fences) = split(claims);
    let rows = sqlx::query_scalar(
        "UPDATE control_plane.fleet_run_tenants t
         SET lease_until = clock_timestamp() + make_interval(secs => $4)
         FROM unnest($2::uuid[], $3::bigint[]) AS held (tenant, fence)
         WHERE t.run_id = $1 AND t.tenant_uuid = held.tenant AND t.fence = held.fence AND t.state = 'running'
         RETURNING t.tenant_uuid",
    )
    .bind(run)
    .bind(tenants)
    .bind(fences)
    .bind(lease.as_secs_f64())
    .fetch_all(connection)
    .await;
    Ok(rows.map_err(db("extending the leases"))?)
}

/// Gives claims back, and returns those of their tenants that were still held.
///
/// # Errors
/// [`PlaneError::Database`].
pub async fn release_claims(
    connection: &mut PgConnection,
    run: Uuid,
    claims: &[Claim],
) -> Result<Vec<Uuid>, PlaneError> {
    let (tenants, fences) = split(claims);
    let given_back = sqlx::query_scalar(
        "UPDATE control_plane.fleet_run_tenants t SET state = 'waiting', lease_until = NULL
         FROM unnest($2::uuid[], $3::bigint[]) AS held (tenant, fence)
         WHERE t.run_id = $1 AND t.tenant_uuid = held.tenant AND t.fence = held.fence AND t.state = 'running'
         RETURNING t.tenant_uuid",
    )
    .bind(run)
    .bind(tenants)
    .bind(fences)
    .fetch_all(connection)
    .await;
    Ok(given_back.map_err(db("giving claims back"))?)
}

/// Writes how tenants came through, and returns those whose claim still held: of the others nothing is written.
///
/// # Errors
/// [`PlaneError::Database`].
pub async fn record_finished(
    connection: &mut PgConnection,
    run: Uuid,
    finished: &[Finished],
) -> Result<Vec<Uuid>, PlaneError> {
    let claims: Vec<Claim> = finished.iter().map(|f| f.claim).collect();
    let (tenants, fences) = split(&claims);
    let rows = sqlx::query_scalar(
        "UPDATE control_plane.fleet_run_tenants t
         SET state = f.state, detail = f.detail::jsonb, error = f.error, unreachable = f.unreachable,
             lease_until = NULL, finished_at = clock_timestamp()
         FROM unnest($2::uuid[], $3::bigint[], $4::text[], $5::text[], $6::text[], $7::boolean[])
             AS f (tenant, fence, state, detail, error, unreachable)
         WHERE t.run_id = $1 AND t.tenant_uuid = f.tenant AND t.fence = f.fence AND t.state = 'running'
         RETURNING t.tenant_uuid",
    )
    .bind(run)
    .bind(tenants)
    .bind(fences)
    .bind(finished.iter().map(|f| f.state.as_str()).collect::<Vec<_>>())
    .bind(finished.iter().map(|f| f.detail.to_string()).collect::<Vec<_>>())
    .bind(finished.iter().map(|f| f.error.as_ref().map(|e| without_addresses(e).replace('\0', ""))).collect::<Vec<_>>())
    .bind(finished.iter().map(|f| f.unreachable).collect::<Vec<_>>())
    .fetch_all(connection)
    .await;
    Ok(rows.map_err(db("recording what was done"))?)
}

fn split(claims: &[Claim]) -> (Vec<Uuid>, Vec<i64>) {
    claims.iter().map(|claim| (claim.tenant_uuid, claim.fence)).unzip()
}
