//! Operations and their steps.

use crate::control_plane::{OperationRecord, StepRow};
use crate::domain::operation_state::{OperationState, StepState};
use crate::ops::provision::Undone;
use crate::output::{Cell, Record, Tone};
use chrono::{DateTime, SecondsFormat, Utc};
use serde::Serialize;

fn time(time: &DateTime<Utc>) -> String {
    time.to_rfc3339_opts(SecondsFormat::Millis, true)
}

/// An operation in a list.
#[derive(Debug, Serialize)]
pub struct OperationLine {
    id: String,
    tenant: Option<String>,
    tenant_uuid: Option<String>,
    kind: String,
    state: OperationState,
    step: Option<String>,
    attempts: i32,
    runner: String,
    error: Option<String>,
    started_at: String,
    finished_at: Option<String>,
}

impl OperationLine {
    /// Takes what the control plane knows.
    pub fn of(row: &OperationRecord) -> Self {
        Self {
            id: row.id.to_string(),
            tenant: row.tenant.as_ref().map(|(_, id)| id.to_string()),
            tenant_uuid: row.tenant.as_ref().map(|(uuid, _)| uuid.to_string()),
            kind: row.command().to_owned(),
            state: row.state,
            step: row.step.clone(),
            attempts: row.attempts,
            runner: row.runner.clone(),
            error: row.error.clone(),
            started_at: time(&row.started_at),
            finished_at: row.finished_at.as_ref().map(time),
        }
    }
}

fn state_cell(state: OperationState) -> Cell {
    let tone = match state {
        OperationState::Done => Tone::Good,
        OperationState::Running | OperationState::Undoing => Tone::Warn,
        OperationState::Failed | OperationState::FailedCleanup => Tone::Bad,
        OperationState::RolledBack => Tone::Dim,
    };
    Cell::toned(state, tone)
}

impl Record for OperationLine {
    const HEADERS: &'static [&'static str] =
        &["Id", "Tenant", "Kind", "State", "Step", "Attempts", "Started at", "Finished at"];

    fn cells(&self) -> Vec<Cell> {
        vec![
            Cell::new(&self.id),
            Cell::maybe(self.tenant.as_ref()),
            Cell::new(&self.kind),
            state_cell(self.state),
            Cell::maybe(self.step.as_ref()),
            Cell::new(self.attempts),
            Cell::time(Some(&self.started_at)),
            Cell::time(self.finished_at.as_deref()),
        ]
    }
}

/// An operation with what was asked for and its steps.
#[derive(Debug, Serialize)]
pub struct OperationView {
    #[serde(flatten)]
    line: OperationLine,
    spec: serde_json::Value,
    steps: Vec<OperationStepView>,
}

impl OperationView {
    /// Takes the operation; a table shows the steps apart.
    pub fn of(line: OperationLine, row: &OperationRecord, steps: Vec<OperationStepView>) -> Self {
        Self { line, spec: row.spec.clone(), steps }
    }
}

impl Record for OperationView {
    const HEADERS: &'static [&'static str] = &[
        "Id",
        "Tenant",
        "Tenant uuid",
        "Kind",
        "State",
        "Attempts",
        "Runner",
        "Started at",
        "Finished at",
        "Error",
        "Spec",
    ];

    fn cells(&self) -> Vec<Cell> {
        let line = &self.line;
        vec![
            Cell::new(&line.id),
            Cell::maybe(line.tenant.as_ref()),
            Cell::maybe(line.tenant_uuid.as_ref()),
            Cell::new(&line.kind),
            state_cell(line.state),
            Cell::new(line.attempts),
            Cell::new(&line.runner),
            Cell::time(Some(&line.started_at)),
            Cell::time(line.finished_at.as_deref()),
            Cell::maybe(line.error.as_ref()),
            Cell::new(&self.spec),
        ]
    }
}

/// A step of an operation.
#[derive(Debug, Serialize)]
pub struct OperationStepView {
    position: i32,
    step: String,
    state: StepState,
    started_at: Option<String>,
    finished_at: Option<String>,
    error: Option<String>,
}

impl OperationStepView {
    /// Takes what the control plane knows.
    pub fn of(row: &StepRow) -> Self {
        Self {
            position: row.position + 1,
            step: row.name.clone(),
            state: row.state,
            started_at: row.started_at.as_ref().map(time),
            finished_at: row.finished_at.as_ref().map(time),
            error: row.error.clone(),
        }
    }

    /// Tells whether it may have done something that is still there.
    pub fn has_effect(&self) -> bool {
        !matches!(self.state, StepState::Planned | StepState::Undone)
    }
}

impl Record for OperationStepView {
    const HEADERS: &'static [&'static str] = &["Position", "Step", "State", "Started at", "Finished at", "Error"];

    fn cells(&self) -> Vec<Cell> {
        let tone = match self.state {
            StepState::Done => Tone::Good,
            StepState::Running | StepState::Undoing => Tone::Warn,
            StepState::Failed => Tone::Bad,
            StepState::Planned | StepState::Undone => Tone::Dim,
        };
        vec![
            Cell::new(self.position),
            Cell::new(&self.step),
            Cell::toned(self.state, tone),
            Cell::time(self.started_at.as_deref()),
            Cell::time(self.finished_at.as_deref()),
            Cell::maybe(self.error.as_ref()),
        ]
    }
}

/// What `operation rollback` ends with.
#[derive(Debug, Serialize)]
pub struct RolledBackView {
    operation: String,
    tenant: String,
    tenant_uuid: String,
    already_rolled_back: bool,
    steps_undone: Vec<&'static str>,
    removed: Vec<String>,
    left_alone: Vec<String>,
}

impl RolledBackView {
    /// Takes what was undone.
    pub fn of(undone: &Undone) -> Self {
        Self {
            operation: undone.operation.to_string(),
            tenant: undone.tenant.id.to_string(),
            tenant_uuid: undone.tenant.uuid.to_string(),
            already_rolled_back: undone.already,
            steps_undone: undone.steps.iter().map(|step| step.as_str()).collect(),
            removed: undone.removed.clone(),
            left_alone: undone.left_alone.clone(),
        }
    }
}

impl Record for RolledBackView {
    const HEADERS: &'static [&'static str] = &["Operation", "Tenant", "Steps undone", "Removed", "Left alone"];

    fn cells(&self) -> Vec<Cell> {
        let list = |items: &[String]| match items {
            [] => Cell::none(),
            items => Cell::new(items.join(", ")),
        };
        let steps: Vec<String> = self.steps_undone.iter().map(|step| (*step).to_owned()).collect();
        vec![
            Cell::new(&self.operation),
            Cell::new(&self.tenant),
            list(&steps),
            list(&self.removed),
            list(&self.left_alone),
        ]
    }
}
