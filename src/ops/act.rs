//! One changing command on one tenant, as the log has it: begun before anything is done, ended whatever came of it.

use crate::control_plane::{self as plane, ControlPlane, LogEntry, Phase, PlaneError, TenantRow};
use crate::postgres::Connection;
use uuid::Uuid;

/// Who acts on which tenant.
#[derive(Clone, Copy)]
pub struct Actor<'a> {
    /// The control plane.
    pub control: &'a ControlPlane,
    /// The tenant.
    pub tenant: &'a TenantRow,
    /// Who runs this: user, host and process.
    pub runner: &'a str,
}

/// An act that was begun.
pub struct Act {
    run: Uuid,
    action: &'static str,
    detail: serde_json::Value,
}

impl Actor<'_> {
    /// Writes down what is about to be done.
    ///
    /// # Errors
    /// [`PlaneError`]: without the log nothing is done.
    pub async fn begin(&self, action: &'static str, detail: serde_json::Value) -> Result<Act, PlaneError> {
        let act = Act { run: Uuid::now_v7(), action, detail };
        self.entry(&act, Phase::Begin, None).await?;
        Ok(act)
    }

    /// Writes down how it ended, and returns that.
    ///
    /// # Errors
    /// What it ended with, else the log's own.
    pub async fn end<T, E: From<PlaneError>>(&self, act: Act, result: Result<T, E>) -> Result<T, E> {
        let outcome = if result.is_ok() { "done" } else { "failed" };
        let written = self.entry(&act, Phase::End, Some(outcome)).await;
        let done = result?;
        written?;
        Ok(done)
    }

    async fn entry(&self, act: &Act, phase: Phase, outcome: Option<&str>) -> Result<(), PlaneError> {
        let entry = LogEntry {
            run_id: act.run,
            phase,
            action: act.action,
            actor: self.runner,
            tenant: Some((self.tenant.uuid, self.tenant.id.as_str())),
            outcome,
            detail: act.detail.clone(),
        };
        write_down(self.control, &entry).await
    }
}

/// Appends an entry to the log, in a transaction of its own, which a single statement is.
///
/// # Errors
/// [`PlaneError`].
pub(super) async fn write_down(control: &ControlPlane, entry: &LogEntry<'_>) -> Result<(), PlaneError> {
    plane::append(&mut *control.session.get().await, entry).await
}

/// Writes begin and end of something that is about no tenant at once: they can only be committed with the effect.
///
/// # Errors
/// [`PlaneError::Database`].
pub async fn log_at_once(
    connection: &mut Connection,
    action: &str,
    actor: &str,
    detail: serde_json::Value,
) -> Result<(), PlaneError> {
    let run_id = Uuid::now_v7();
    for (phase, outcome) in [(Phase::Begin, None), (Phase::End, Some("done"))] {
        let entry = LogEntry { run_id, phase, action, actor, tenant: None, outcome, detail: detail.clone() };
        plane::append(connection, &entry).await?;
    }
    Ok(())
}
