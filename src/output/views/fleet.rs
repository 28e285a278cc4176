//! Runs over the fleet.

use crate::control_plane::{FleetCounts, FleetRun};
use crate::domain::fleet::RunState;
use crate::output::{Cell, Record, Tone};
use chrono::{DateTime, SecondsFormat, Utc};
use serde::Serialize;

fn time(time: &DateTime<Utc>) -> String {
    time.to_rfc3339_opts(SecondsFormat::Millis, true)
}

/// A run in a list.
#[derive(Debug, Serialize)]
pub struct FleetRunLine {
    id: String,
    kind: String,
    state: RunState,
    reason: Option<String>,
    tenants: i32,
    done: i64,
    failed: i64,
    skipped: i64,
    running: i64,
    waiting: i64,
    wave: i32,
    last_wave: i32,
    max_failures: String,
    runner: String,
    started_at: String,
    finished_at: Option<String>,
}

impl FleetRunLine {
    /// Takes what the control plane knows.
    pub fn of(run: &FleetRun, counts: &FleetCounts) -> Self {
        Self {
            id: run.id.to_string(),
            kind: run.kind.clone(),
            state: run.state,
            reason: run.reason.clone(),
            tenants: run.tenants,
            done: counts.done,
            failed: counts.failed,
            skipped: counts.skipped,
            running: counts.running,
            waiting: counts.waiting,
            wave: run.wave + 1,
            last_wave: run.last_wave + 1,
            max_failures: run.policy.max_failures.to_string(),
            runner: run.runner.clone(),
            started_at: time(&run.started_at),
            finished_at: run.finished_at.as_ref().map(time),
        }
    }
}

impl Record for FleetRunLine {
    const HEADERS: &'static [&'static str] =
        &["Id", "Kind", "State", "Tenants", "Done", "Failed", "Skipped", "Left", "Wave", "Started at", "Finished at"];

    fn cells(&self) -> Vec<Cell> {
        let tone = match self.state {
            RunState::Done => Tone::Good,
            RunState::Running | RunState::Paused => Tone::Warn,
            RunState::Stopped | RunState::Failed => Tone::Bad,
            RunState::Cancelled => Tone::Dim,
        };
        vec![
            Cell::new(&self.id),
            Cell::new(&self.kind),
            Cell::toned(self.state, tone),
            Cell::new(self.tenants),
            Cell::new(self.done),
            Cell::toned(self.failed, if self.failed > 0 { Tone::Bad } else { Tone::Plain }),
            Cell::new(self.skipped),
            Cell::new(self.running + self.waiting),
            Cell::new(format!("{}/{}", self.wave, self.last_wave)),
            Cell::new(&self.started_at),
            Cell::maybe(self.finished_at.as_ref()),
        ]
    }
}

/// The last line of an ndjson run.
#[derive(Debug, Serialize)]
pub struct RunSummaryView {
    r#type: &'static str,
    run: String,
    state: RunState,
    reason: Option<String>,
    tenants: i32,
    succeeded: i64,
    failed: i64,
    skipped: i64,
    not_begun: i64,
}

impl RunSummaryView {
    /// Counts.
    pub fn of(run: &FleetRun, state: RunState, counts: &FleetCounts, reason: Option<&str>) -> Self {
        Self {
            r#type: "summary",
            run: run.id.to_string(),
            state,
            reason: reason.map(str::to_owned),
            tenants: run.tenants,
            succeeded: counts.done,
            failed: counts.failed,
            skipped: counts.skipped,
            not_begun: counts.waiting + counts.running,
        }
    }
}
