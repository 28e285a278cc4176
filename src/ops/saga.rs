//! What every command that works in recorded steps has in common: a row before each effect, a way to stop between two
//! steps, and a begin and an end in the log.

use super::after_signal::{self, unless_cut_off};
use super::observer::{Event, Observer};
use super::provision::StepError;
use crate::control_plane::{self as plane, ControlPlane, LogEntry, Phase, PlaneError};
use crate::postgres::{Connection, begin, commit};
use serde_json::json;
use std::fmt::Display;
use uuid::Uuid;

/// An operation on one tenant, as the log has it.
#[derive(Clone, Copy)]
pub(super) struct Journal<'a> {
    /// Ties its entries together.
    pub(super) operation: Uuid,
    /// The command.
    pub(super) action: &'a str,
    /// Who runs it.
    pub(super) runner: &'a str,
    /// The tenant, by uuid and by the id that it has now.
    pub(super) tenant: (Uuid, &'a str),
}

impl Journal<'_> {
    /// Writes the begin.
    pub(super) async fn begin(&self, connection: &mut Connection, detail: serde_json::Value) -> Result<(), PlaneError> {
        self.append(connection, Phase::Begin, None, detail).await
    }

    /// Writes the end.
    pub(super) async fn end(
        &self,
        connection: &mut Connection,
        outcome: &str,
        detail: serde_json::Value,
    ) -> Result<(), PlaneError> {
        self.append(connection, Phase::End, Some(outcome), detail).await
    }

    /// Writes down that it failed, as the operation's end and in the log. Best effort: when the control plane itself is
    /// gone, the steps already tell the story.
    pub(super) async fn fail(&self, control: &ControlPlane, text: &str) {
        let recorded = async {
            let mut connection = control.session.get().await;
            let mut transaction = begin(&mut connection).await?;
            plane::fail_operation(&mut transaction, self.operation, text).await?;
            self.end(&mut transaction, "failed", json!({ "error": text })).await?;
            Ok::<(), PlaneError>(commit(transaction).await?)
        };
        if let Err(error) = recorded.await {
            tracing::warn!(%error, "the failure couldn't be recorded");
        }
    }

    async fn append(
        &self,
        connection: &mut Connection,
        phase: Phase,
        outcome: Option<&str>,
        detail: serde_json::Value,
    ) -> Result<(), PlaneError> {
        let Self { operation: run_id, action, runner: actor, tenant } = *self;
        let entry = LogEntry { run_id, phase, action, actor, tenant: Some(tenant), outcome, detail };
        plane::append(connection, &entry).await
    }
}

/// Why the steps didn't all come to pass.
pub(super) enum Halt<S> {
    /// A signal asked to stop before this one.
    Stopped(S),
    /// This one failed.
    Failed(S, StepError),
}

/// Does the steps in their order, the first of which is done already: it was the record of all of them.
pub(super) async fn walk<S: Copy + Display>(
    steps: &[S],
    observer: &impl Observer,
    mut apply: impl AsyncFnMut(S, i32) -> Result<(), StepError>,
) -> Result<(), Halt<S>> {
    for (step, position) in steps.iter().copied().zip(0..).skip(1) {
        if observer.stop_requested() {
            return Err(Halt::Stopped(step));
        }
        observer.on(Event::StepBegan { step: &step.to_string() });
        let done = unless_cut_off(observer, after_signal::STEP, apply(step, position)).await;
        match done.unwrap_or(Err(StepError::CutOff)) {
            Ok(()) => {}
            Err(StepError::Stopped) => return Err(Halt::Stopped(step)),
            Err(error) => return Err(Halt::Failed(step, error)),
        }
    }
    Ok(())
}

/// Reads which steps an operation has, in their order.
pub(super) async fn steps_of<S>(
    control: &ControlPlane,
    operation: Uuid,
    parse: impl Fn(&str) -> Option<S>,
) -> Result<Vec<S>, StepError> {
    let rows = plane::operation_steps(&mut *control.session.get().await, operation).await?;
    let steps = rows.iter().map(|row| parse(&row.name).ok_or_else(|| unknown_step(&row.name)));
    Ok(steps.collect::<Result<_, _>>()?)
}

/// The ledger names a step that this program doesn't know.
pub(super) fn unknown_step(name: &str) -> PlaneError {
    PlaneError::Inconsistent(format!("the ledger has a step {name:?}"))
}
