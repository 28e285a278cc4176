//! What the log has of a run: its begin, how each tenant came through, its end.

use super::settle::End;
use super::task::Came;
use crate::control_plane::{self as plane, FleetRun, LogEntry, Phase, PlaneError};
use crate::domain::fleet::TenantState;
use crate::postgres::Connection;
use uuid::Uuid;

/// A tenant that came through, by uuid and id.
pub(super) type Through<'a> = (Uuid, &'a str, &'a Came);

/// Writes that a run begins, or begins again.
pub(super) async fn log_begin(
    connection: &mut Connection,
    run: &FleetRun,
    actor: &str,
    detail: serde_json::Value,
) -> Result<(), PlaneError> {
    plane::append(connection, &entry(run, actor, Phase::Begin, None, detail)).await
}

/// Writes how tenants came through, and that the run is over if it is; the chain's head is locked once.
pub(super) async fn log_progress(
    connection: &mut Connection,
    run: &FleetRun,
    actor: &str,
    came: &[Through<'_>],
    end: Option<End>,
) -> Result<(), PlaneError> {
    let told = came.iter().filter(|(_, _, came)| came.changed || came.state == TenantState::Failed);
    let mut entries: Vec<LogEntry<'_>> = told
        .map(|(uuid, id, came)| {
            let mut detail = came.detail.clone();
            if let (Some(error), Some(fields)) = (&came.error, detail.as_object_mut()) {
                fields.insert("error".to_owned(), error.clone().into());
            }
            let outcome = Some(came.state.as_str());
            LogEntry { tenant: Some((*uuid, *id)), ..entry(run, actor, Phase::Progress, outcome, detail) }
        })
        .collect();
    if let Some((outcome, detail)) = &end {
        entries.push(entry(run, actor, Phase::End, Some(outcome.as_str()), detail.clone()));
    }
    if entries.is_empty() { Ok(()) } else { plane::append_all(connection, &entries).await }
}

fn entry<'a>(
    run: &'a FleetRun,
    actor: &'a str,
    phase: Phase,
    outcome: Option<&'a str>,
    detail: serde_json::Value,
) -> LogEntry<'a> {
    LogEntry { run_id: run.id, phase, action: &run.kind, actor, tenant: None, outcome, detail }
}
