//! `fleet_runs`: commands over many tenants.

use super::plane::PlaneError;
use crate::domain::fleet::{Policy, RunState};
use crate::domain::operation_state::OperationRef;
use crate::postgres::db;
use chrono::{DateTime, Utc};
use sqlx::types::Json;
use sqlx::{FromRow, PgConnection};
use std::time::Duration;
use uuid::Uuid;

const COLUMNS: &str = "id, kind, plan, spec, policy, state, reason, runner, tenants, wave, last_wave, \
     wave_opens_at <= clock_timestamp() AS wave_is_open, started_at, finished_at";

/// A run over the fleet.
#[derive(Debug, Clone)]
pub struct FleetRun {
    /// Its id.
    pub id: Uuid,
    /// The command.
    pub kind: String,
    /// A hash of what is done, and to whom.
    pub plan: String,
    /// What was asked for.
    pub spec: serde_json::Value,
    /// Waves and failure budget.
    pub policy: Policy,
    /// How far it is.
    pub state: RunState,
    /// Why it was stopped.
    pub reason: Option<String>,
    /// Who began it.
    pub runner: String,
    /// How many tenants it has.
    pub tenants: i32,
    /// Tenants up to this wave may begin.
    pub wave: i32,
    /// The last wave there is.
    pub last_wave: i32,
    /// The pause before this wave is over.
    pub wave_is_open: bool,
    /// When it began.
    pub started_at: DateTime<Utc>,
    /// When it ended.
    pub finished_at: Option<DateTime<Utc>>,
}

#[derive(FromRow)]
struct Raw {
    id: Uuid,
    kind: String,
    plan: String,
    spec: serde_json::Value,
    policy: Json<Policy>,
    state: String,
    reason: Option<String>,
    runner: String,
    tenants: i32,
    wave: i32,
    last_wave: i32,
    wave_is_open: bool,
    started_at: DateTime<Utc>,
    finished_at: Option<DateTime<Utc>>,
}

impl TryFrom<Raw> for FleetRun {
    type Error = PlaneError;

    fn try_from(raw: Raw) -> Result<Self, PlaneError> {
        let wrong = |e: String| PlaneError::Inconsistent(format!("fleet_runs, id {}: {e}", raw.id));
        Ok(Self {
            state: raw.state.parse().map_err(wrong)?,
            id: raw.id,
            kind: raw.kind,
            plan: raw.plan,
            spec: raw.spec,
            policy: raw.policy.0,
            reason: raw.reason,
            runner: raw.runner,
            tenants: raw.tenants,
            wave: raw.wave,
            last_wave: raw.last_wave,
            wave_is_open: raw.wave_is_open,
            started_at: raw.started_at,
            finished_at: raw.finished_at,
        })
    }
}

/// A run to write down.
#[derive(Debug)]
pub struct NewFleetRun<'a> {
    /// Its id.
    pub id: Uuid,
    /// The command.
    pub kind: &'a str,
    /// A hash of what is done, and to whom.
    pub plan: &'a str,
    /// What was asked for.
    pub spec: &'a serde_json::Value,
    /// Waves and failure budget.
    pub policy: &'a Policy,
    /// Who begins it.
    pub runner: &'a str,
    /// How many tenants it has.
    pub tenants: i32,
    /// The last wave there is.
    pub last_wave: i32,
    /// Place to the number of tenants there at once.
    pub budgets: serde_json::Value,
}

/// Makes those who would begin a run wait for each other until the transaction ends.
///
/// # Errors
/// [`PlaneError::Database`].
pub async fn lock_fleet_runs(connection: &mut PgConnection) -> Result<(), PlaneError> {
    let sql = "SELECT pg_catalog.pg_advisory_xact_lock(7281, 2)";
    sqlx::query(sql).execute(connection).await.map_err(db("locking the runs"))?;
    Ok(())
}

/// Writes a run down.
///
/// # Errors
/// [`PlaneError::Database`].
pub async fn insert_fleet_run(connection: &mut PgConnection, run: &NewFleetRun<'_>) -> Result<(), PlaneError> {
    sqlx::query(
        "INSERT INTO control_plane.fleet_runs (id, kind, plan, spec, policy, state, runner, tenants, last_wave, budgets)
         VALUES ($1, $2, $3, $4, $5, 'running', $6, $7, $8, $9)",
    )
    .bind(run.id)
    .bind(run.kind)
    .bind(run.plan)
    .bind(run.spec)
    .bind(Json(run.policy))
    .bind(run.runner)
    .bind(run.tenants)
    .bind(run.last_wave)
    .bind(&run.budgets)
    .execute(connection)
    .await
    .map_err(db("recording the run"))?;
    Ok(())
}

/// Returns the newest run of this plan that isn't over.
///
/// # Errors
/// [`PlaneError`].
pub async fn open_fleet_run(connection: &mut PgConnection, plan: &str) -> Result<Option<FleetRun>, PlaneError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM control_plane.fleet_runs WHERE plan = $1 AND state IN ('running', 'paused')
         ORDER BY id DESC LIMIT 1"
    );
    let raw: Option<Raw> = sqlx::query_as(sqlx::AssertSqlSafe(sql))
        .bind(plan)
        .fetch_optional(connection)
        .await
        .map_err(db("reading fleet_runs"))?;
    raw.map(FleetRun::try_from).transpose()
}

/// Reads a run and keeps it as it is until the transaction ends.
///
/// # Errors
/// [`PlaneError`].
pub async fn lock_fleet_run(connection: &mut PgConnection, id: Uuid) -> Result<FleetRun, PlaneError> {
    let sql = format!("SELECT {COLUMNS} FROM control_plane.fleet_runs WHERE id = $1 FOR UPDATE");
    let raw: Option<Raw> = sqlx::query_as(sqlx::AssertSqlSafe(sql))
        .bind(id)
        .fetch_optional(connection)
        .await
        .map_err(db("reading fleet_runs"))?;
    raw.map_or_else(|| Err(PlaneError::Inconsistent(format!("there is no run {id}"))), FleetRun::try_from)
}

/// Returns up to `limit` runs, newest first; with a reference those whose id begins so.
///
/// # Errors
/// [`PlaneError`].
pub async fn fleet_runs(
    connection: &mut PgConnection,
    wanted: Option<&OperationRef>,
    limit: i64,
) -> Result<Vec<FleetRun>, PlaneError> {
    let (low, high) = wanted.map_or((Uuid::nil(), Uuid::max()), OperationRef::bounds);
    let sql =
        format!("SELECT {COLUMNS} FROM control_plane.fleet_runs WHERE id BETWEEN $1 AND $2 ORDER BY id DESC LIMIT $3");
    let rows: Vec<Raw> = sqlx::query_as(sqlx::AssertSqlSafe(sql))
        .bind(low)
        .bind(high)
        .bind(limit)
        .fetch_all(connection)
        .await
        .map_err(db("reading fleet_runs"))?;
    rows.into_iter().map(FleetRun::try_from).collect()
}

/// Gives a run, whose row the caller has locked, another state.
///
/// # Errors
/// [`PlaneError`].
pub async fn set_fleet_run_state(
    connection: &mut PgConnection,
    run: &FleetRun,
    to: RunState,
    reason: Option<&str>,
) -> Result<(), PlaneError> {
    let to = run.state.go(to).map_err(|e| PlaneError::Inconsistent(e.to_string()))?;
    let done = sqlx::query(
        "UPDATE control_plane.fleet_runs
         SET state = $2, reason = $3, finished_at = CASE WHEN $4 THEN clock_timestamp() END WHERE id = $1",
    )
    .bind(run.id)
    .bind(to.as_str())
    .bind(reason)
    .bind(to.is_over())
    .execute(connection)
    .await
    .map_err(db("recording the state of the run"))?;
    PlaneError::expect_rows("the run", 1, done.rows_affected())
}

/// Opens the next wave after a pause; the caller has locked the row.
///
/// # Errors
/// [`PlaneError`].
pub async fn open_next_wave(connection: &mut PgConnection, run: Uuid, pause: Duration) -> Result<(), PlaneError> {
    let done = sqlx::query(
        "UPDATE control_plane.fleet_runs
         SET wave = wave + 1, wave_opens_at = clock_timestamp() + make_interval(secs => $2) WHERE id = $1",
    )
    .bind(run)
    .bind(pause.as_secs_f64())
    .execute(connection)
    .await
    .map_err(db("opening the next wave"))?;
    PlaneError::expect_rows("the run", 1, done.rows_affected())
}

/// Gives a run other waves or another failure budget; the caller has locked the row.
///
/// # Errors
/// [`PlaneError`].
pub async fn set_fleet_run_policy(connection: &mut PgConnection, run: Uuid, policy: &Policy) -> Result<(), PlaneError> {
    let done = sqlx::query("UPDATE control_plane.fleet_runs SET policy = $2 WHERE id = $1")
        .bind(run)
        .bind(Json(policy))
        .execute(connection)
        .await
        .map_err(db("recording the policy of the run"))?;
    PlaneError::expect_rows("the run", 1, done.rows_affected())
}
