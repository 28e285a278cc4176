//! One command on one or several tenants, at most so many at once: one bad tenant doesn't stop the others, and the log
//! gets one begin and one end.

use super::act::write_down;
use super::observer::{Observer, Told};
use crate::control_plane::{ControlPlane, LogEntry, Phase, PlaneError, TenantRow};
use futures_util::stream::{self, StreamExt};
use serde_json::{Value, json};
use std::fmt::Display;
use std::time::Instant;
use uuid::Uuid;

/// How many of the tenants the log's begin names.
const NAMED: usize = 100;

/// What came of one tenant.
#[derive(Debug)]
pub(super) struct Done<T, E> {
    /// The tenant.
    pub(super) tenant: TenantRow,
    /// What the work returned.
    pub(super) result: Result<T, E>,
    /// How long it took, in milliseconds.
    pub(super) duration_ms: u64,
}

/// Does the work in each tenant and returns what came of it, in the order of the tenants.
pub(super) async fn each<T: Told, E: Display>(
    tenants: Vec<TenantRow>,
    jobs: usize,
    observer: &impl Observer,
    work: impl AsyncFn(&TenantRow) -> Result<T, E>,
) -> Vec<Done<T, E>> {
    stream::iter(tenants)
        .map(|tenant| async {
            let begun = Instant::now();
            let result = work(&tenant).await;
            let took = begun.elapsed();
            observer.tenant_done(tenant.id.as_str(), &result, took);
            let duration_ms = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
            Done { tenant, result, duration_ms }
        })
        .buffered(jobs.max(1))
        .collect()
        .await
}

/// A run over tenants that the log knows of.
pub(super) struct Logged<'a> {
    control: &'a ControlPlane,
    run: Uuid,
    action: &'a str,
    runner: &'a str,
    only: Option<(Uuid, String)>,
    count: usize,
}

impl<'a> Logged<'a> {
    /// Writes the begin: the tenants, and what else is said of the run.
    ///
    /// # Errors
    /// [`PlaneError`]: without the log nothing is done.
    pub(super) async fn begin(
        control: &'a ControlPlane,
        (action, runner): (&'a str, &'a str),
        tenants: &[TenantRow],
        more: Value,
    ) -> Result<Self, PlaneError> {
        let only = match tenants {
            [one] => Some((one.uuid, one.id.to_string())),
            _ => None,
        };
        let logged = Self { control, run: Uuid::now_v7(), action, runner, only, count: tenants.len() };
        let first: Vec<&str> = tenants.iter().take(NAMED).map(|tenant| tenant.id.as_str()).collect();
        let detail = with(json!({ "tenants": logged.count, "first": first }), more);
        logged.write(Phase::Begin, None, detail).await?;
        Ok(logged)
    }

    /// Writes the end: which tenants failed, and what else is said of the outcome.
    ///
    /// # Errors
    /// [`PlaneError`].
    pub(super) async fn end(&self, failed: &[&str], more: Value) -> Result<(), PlaneError> {
        let outcome = if failed.is_empty() { "done" } else { "failed" };
        let detail = with(json!({ "tenants": self.count, "failed": failed }), more);
        self.write(Phase::End, Some(outcome), detail).await
    }

    async fn write(&self, phase: Phase, outcome: Option<&str>, detail: Value) -> Result<(), PlaneError> {
        let tenant = self.only.as_ref().map(|(uuid, id)| (*uuid, id.as_str()));
        let entry =
            LogEntry { run_id: self.run, phase, action: self.action, actor: self.runner, tenant, outcome, detail };
        write_down(self.control, &entry).await
    }
}

/// Adds the members of one object to another.
fn with(mut detail: Value, more: Value) -> Value {
    if let (Value::Object(all), Value::Object(more)) = (&mut detail, more) {
        all.extend(more);
    }
    detail
}
