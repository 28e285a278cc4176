//! The control plane and its operations.

use crate::control_plane::StepRow;
use crate::domain::operation::ProvisionStep;
use crate::output::{Cell, Record};
use serde::Serialize;

/// What `init` ends with.
#[derive(Debug, Serialize)]
pub struct InitView {
    /// Where the control plane is, its password masked.
    pub control_plane: String,
    /// Its id.
    pub id: Option<String>,
    /// The schema versions applied now.
    pub applied: Vec<i64>,
    /// Nothing was changed.
    pub dry_run: bool,
}

impl Record for InitView {
    const HEADERS: &'static [&'static str] = &["Control plane", "Id", "Applied"];

    fn cells(&self) -> Vec<Cell> {
        let applied = match (self.dry_run, self.applied.len()) {
            (true, _) => "nothing (dry run)".to_owned(),
            (false, 0) => "nothing, it is up to date".to_owned(),
            (false, n) => format!("{n} schema versions"),
        };
        vec![Cell::new(&self.control_plane), Cell::maybe(self.id.as_ref()), Cell::new(applied)]
    }
}

/// A step of a plan.
#[derive(Debug, Serialize)]
pub struct StepView {
    position: i32,
    step: &'static str,
    summary: &'static str,
}

impl StepView {
    /// Takes a step that would be done, with its place, from 1.
    pub fn planned((step, position): (ProvisionStep, i32)) -> Self {
        Self { position, step: step.as_str(), summary: step.summary() }
    }

    /// Takes a step of the ledger that would be done, or proven again.
    pub fn to_do(row: &StepRow) -> Option<Self> {
        ProvisionStep::parse(&row.name).map(|step| Self::planned((step, row.position + 1)))
    }
}

impl Record for StepView {
    const HEADERS: &'static [&'static str] = &["Position", "Step", "Summary"];

    fn cells(&self) -> Vec<Cell> {
        vec![Cell::new(self.position), Cell::new(self.step), Cell::new(self.summary)]
    }
}
