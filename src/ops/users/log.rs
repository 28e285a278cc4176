//! The log's two entries of a change to a user.

use super::{UserError, Users};
use crate::control_plane::{self as plane, LogEntry, Phase};
use crate::postgres::{begin, commit};
use uuid::Uuid;

/// A change that was begun.
pub(super) struct Act {
    run: Uuid,
    action: &'static str,
    detail: serde_json::Value,
}

impl Users<'_> {
    /// Writes down what is about to be done, before anything is.
    pub(super) async fn begin(&self, action: &'static str, detail: serde_json::Value) -> Result<Act, UserError> {
        let act = Act { run: Uuid::now_v7(), action, detail };
        self.entry(&act, Phase::Begin, None).await?;
        Ok(act)
    }

    /// Writes down how it ended, and returns that.
    pub(super) async fn end<T, E: From<UserError>>(&self, act: Act, result: Result<T, E>) -> Result<T, E> {
        let outcome = if result.is_ok() { "done" } else { "failed" };
        let written = self.entry(&act, Phase::End, Some(outcome)).await;
        let done = result?;
        written?;
        Ok(done)
    }

    async fn entry(&self, act: &Act, phase: Phase, outcome: Option<&str>) -> Result<(), UserError> {
        let mut connection = self.control.session.get().await;
        let mut transaction = begin(&mut connection).await?;
        let entry = LogEntry {
            run_id: act.run,
            phase,
            action: act.action,
            actor: self.runner,
            tenant: Some((self.tenant.uuid, self.tenant.id.as_str())),
            outcome,
            detail: act.detail.clone(),
        };
        plane::append(&mut transaction, &entry).await?;
        Ok(commit(transaction).await?)
    }
}
