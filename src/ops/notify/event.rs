//! What a webhook is told: its shape is public, and fields are only ever added.

use crate::domain::fleet::RunState;
use crate::domain::run_end::RunEnd;
use chrono::{DateTime, SecondsFormat, Utc};
use serde::Serialize;
use serde_json::{Value, json};
use uuid::Uuid;

/// Who tells it.
#[derive(Debug, Clone, Serialize)]
pub struct Sender<'a> {
    /// The command, such as `migrate` or `policy sync`.
    pub command: &'a str,
    /// The tenant that it named, if it named exactly one.
    pub tenant: Option<&'a str>,
    /// The profile that was in use.
    pub profile: Option<&'a str>,
    /// User, host and process.
    pub runner: &'a str,
    /// The version of tenantctl.
    pub version: &'static str,
}

/// What a command failed with.
#[derive(Debug, Clone, Serialize)]
pub struct Failure<'a> {
    /// The stable code.
    pub code: &'a str,
    /// What failed.
    pub message: &'a str,
    /// Why, outermost first.
    pub causes: &'a [String],
    /// What to do, the best first.
    pub hints: &'a [String],
    /// The exit code.
    pub exit_code: u8,
}

/// Something worth telling.
#[derive(Debug)]
pub struct Event<'a> {
    id: String,
    sender: Sender<'a>,
    end: Option<&'a RunEnd>,
    failure: Option<Failure<'a>>,
}

impl<'a> Event<'a> {
    /// A run over several tenants ended. Each of its runners says so, all by the same id.
    pub fn run(sender: Sender<'a>, end: &'a RunEnd) -> Self {
        let id = match end.run {
            Some((run, ended)) => format!("run_{run}_{ended}"),
            None => format!("run_{}", Uuid::now_v7()),
        };
        Self { id, sender, end: Some(end), failure: None }
    }

    /// A command failed.
    pub fn failed(sender: Sender<'a>, failure: Failure<'a>) -> Self {
        Self { id: format!("failure_{}", Uuid::now_v7()), sender, end: None, failure: Some(failure) }
    }

    /// Returns its type.
    pub fn name(&self) -> &'static str {
        match self.end.map(|end| end.state) {
            Some(RunState::Done) => "run.done",
            Some(_) => "run.failed",
            None => "operation.failed",
        }
    }

    /// Returns what names it: a delivery that comes twice has the same.
    pub(super) fn id(&self) -> String {
        self.id.clone()
    }

    /// Returns the message: `type`, `timestamp` and `data`.
    pub(super) fn body(&self, now: DateTime<Utc>) -> serde_json::Result<String> {
        let mut data = serde_json::to_value(&self.sender)?;
        if let (Value::Object(data), Some(end)) = (&mut data, self.end) {
            let failures = end.failures.iter().map(|(tenant, error)| json!({ "tenant": tenant, "error": error }));
            let run = json!({
                "id": end.run.map(|(run, _)| run),
                "state": end.state,
                "reason": end.reason,
                "tenants": end.tenants,
                "succeeded": end.succeeded(),
                "failed": end.failed,
                "skipped": end.skipped,
                "not_begun": end.not_begun,
                "failures": failures.collect::<Vec<_>>(),
            });
            data.insert("run".to_owned(), run);
        }
        if let (Value::Object(data), Some(failure)) = (&mut data, &self.failure) {
            data.insert("error".to_owned(), serde_json::to_value(failure)?);
        }
        let timestamp = now.to_rfc3339_opts(SecondsFormat::Millis, true);
        serde_json::to_string(&json!({ "type": self.name(), "timestamp": timestamp, "data": data }))
    }
}
