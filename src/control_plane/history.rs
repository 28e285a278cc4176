//! Looking operations up: for people, and for commands that take one up or undo it.

use super::plane::PlaneError;
use crate::domain::clone::CloneOf;
use crate::domain::operation_state::{OperationRef, OperationState, StepState, UnknownState};
use crate::domain::tenant::TenantId;
use crate::postgres::db;
use chrono::{DateTime, Utc};
use sqlx::{FromRow, PgConnection, Postgres, QueryBuilder};
use uuid::Uuid;

const SELECT: &str = "SELECT o.id, o.kind, o.tenant_uuid, t.id AS tenant, o.spec, o.state, o.runner, o.attempts, \
     o.error, o.started_at, o.finished_at, \
     (SELECT s.name FROM control_plane.operation_steps s WHERE s.operation_id = o.id \
         AND s.state IN ('running', 'undoing', 'failed') ORDER BY s.position DESC LIMIT 1) AS step \
     FROM control_plane.operations o LEFT JOIN control_plane.tenant_metadata t ON t.uuid = o.tenant_uuid WHERE true";

/// An operation with its tenant and the step it is at.
#[derive(Debug, Clone)]
pub struct OperationRecord {
    /// Its id.
    pub id: Uuid,
    /// What is done. A clone is a provisioning: see [`Self::command`].
    pub kind: String,
    /// The tenant, deleted or not.
    pub tenant: Option<(Uuid, TenantId)>,
    /// What was asked for.
    pub spec: serde_json::Value,
    /// How far it is.
    pub state: OperationState,
    /// The step that runs, is being undone or failed.
    pub step: Option<String>,
    /// Who runs it or ran it last.
    pub runner: String,
    /// How often it was begun.
    pub attempts: i32,
    /// Why it, or its undoing, failed.
    pub error: Option<String>,
    /// When it began.
    pub started_at: DateTime<Utc>,
    /// When it ended.
    pub finished_at: Option<DateTime<Utc>>,
}

impl OperationRecord {
    /// Returns the command that began it, as the log names it.
    #[must_use]
    pub fn command(&self) -> &str {
        if self.spec.get(CloneOf::MEMBER).is_some() { "clone" } else { &self.kind }
    }
}

#[derive(FromRow)]
struct Raw {
    id: Uuid,
    kind: String,
    tenant_uuid: Option<Uuid>,
    tenant: Option<String>,
    spec: serde_json::Value,
    state: String,
    step: Option<String>,
    runner: String,
    attempts: i32,
    error: Option<String>,
    started_at: DateTime<Utc>,
    finished_at: Option<DateTime<Utc>>,
}

impl TryFrom<Raw> for OperationRecord {
    type Error = PlaneError;

    fn try_from(raw: Raw) -> Result<Self, PlaneError> {
        let wrong = |e: String| PlaneError::Inconsistent(format!("operations, id {}: {e}", raw.id));
        let tenant = raw.tenant.as_deref().map(TenantId::stored).transpose().map_err(|e| wrong(e.to_string()))?;
        Ok(Self {
            state: raw.state.parse().map_err(|e: UnknownState| wrong(e.to_string()))?,
            tenant: raw.tenant_uuid.zip(tenant),
            id: raw.id,
            kind: raw.kind,
            spec: raw.spec,
            step: raw.step,
            runner: raw.runner,
            attempts: raw.attempts,
            error: raw.error,
            started_at: raw.started_at,
            finished_at: raw.finished_at,
        })
    }
}

async fn fetch(
    connection: &mut PgConnection,
    mut sql: QueryBuilder<Postgres>,
    limit: i64,
) -> Result<Vec<OperationRecord>, PlaneError> {
    // The ids are time-ordered, so this is newest first, from the primary key.
    sql.push(" ORDER BY o.id DESC LIMIT ").push_bind(limit);
    let rows: Vec<Raw> = sql.build_query_as().fetch_all(connection).await.map_err(db("reading operations"))?;
    rows.into_iter().map(OperationRecord::try_from).collect()
}

/// Which operations are listed; an empty list means any.
#[derive(Debug, Clone, Default)]
pub struct OperationFilter {
    /// Of these tenants, deleted ones too.
    pub tenants: Vec<TenantId>,
    /// In these states.
    pub states: Vec<OperationState>,
}

/// Returns up to `limit` operations, newest first.
///
/// # Errors
/// [`PlaneError`].
pub async fn list_operations(
    connection: &mut PgConnection,
    filter: &OperationFilter,
    limit: i64,
) -> Result<Vec<OperationRecord>, PlaneError> {
    let mut sql = QueryBuilder::new(SELECT);
    if !filter.tenants.is_empty() {
        let ids: Vec<String> = filter.tenants.iter().map(ToString::to_string).collect();
        sql.push(" AND t.id = ANY(").push_bind(ids).push(")");
    }
    if !filter.states.is_empty() {
        let states: Vec<String> = filter.states.iter().map(ToString::to_string).collect();
        sql.push(" AND o.state = ANY(").push_bind(states).push(")");
    }
    fetch(connection, sql, limit).await
}

/// Returns up to `limit` operations whose id begins so, newest first.
///
/// # Errors
/// [`PlaneError`].
pub async fn operations_like(
    connection: &mut PgConnection,
    wanted: &OperationRef,
    limit: i64,
) -> Result<Vec<OperationRecord>, PlaneError> {
    let (low, high) = wanted.bounds();
    let mut sql = QueryBuilder::new(SELECT);
    sql.push(" AND o.id BETWEEN ").push_bind(low).push(" AND ").push_bind(high);
    fetch(connection, sql, limit).await
}

/// A step of an operation.
#[derive(Debug, Clone)]
pub struct StepRow {
    /// Its place, from 0.
    pub position: i32,
    /// Its name.
    pub name: String,
    /// How far it is.
    pub state: StepState,
    /// When it, or its undoing, began.
    pub started_at: Option<DateTime<Utc>>,
    /// When that ended.
    pub finished_at: Option<DateTime<Utc>>,
    /// Why it, or its undoing, failed.
    pub error: Option<String>,
}

type RawStep = (i32, String, String, Option<DateTime<Utc>>, Option<DateTime<Utc>>, Option<String>);

/// Returns the steps of an operation in their order.
///
/// # Errors
/// [`PlaneError`].
pub async fn operation_steps(connection: &mut PgConnection, operation: Uuid) -> Result<Vec<StepRow>, PlaneError> {
    let rows: Vec<RawStep> = sqlx::query_as(
        "SELECT position, name, state, started_at, finished_at, error FROM control_plane.operation_steps
         WHERE operation_id = $1 ORDER BY position",
    )
    .bind(operation)
    .fetch_all(connection)
    .await
    .map_err(db("reading operation_steps"))?;
    let step = |(position, name, state, started_at, finished_at, error): RawStep| {
        let wrong = |e: UnknownState| {
            PlaneError::Inconsistent(format!("operation_steps, operation {operation}, {position}: {e}"))
        };
        Ok(StepRow { state: state.parse().map_err(wrong)?, position, name, started_at, finished_at, error })
    };
    rows.into_iter().map(step).collect()
}
