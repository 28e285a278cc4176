//! Suspending, deleting and bringing back.

use crate::control_plane::{CertificateRow, TenantRow};
use crate::domain::life_step::LifeStep;
use crate::domain::status::Status;
use crate::error::CommandError;
use crate::output::{Cell, Record, Tone};
use chrono::SecondsFormat;
use serde::Serialize;

/// A step that would be done.
#[derive(Debug, Serialize)]
pub struct LifeStepView {
    step: &'static str,
    what: &'static str,
}

impl LifeStepView {
    /// Takes a step.
    pub fn of(step: &LifeStep) -> Self {
        Self { step: step.as_str(), what: step.summary() }
    }
}

impl Record for LifeStepView {
    const HEADERS: &'static [&'static str] = &["Step", "What"];

    fn cells(&self) -> Vec<Cell> {
        vec![Cell::new(self.step), Cell::new(self.what)]
    }
}

/// What happened to one of several tenants that were due.
#[derive(Debug, Serialize)]
pub struct DueView {
    tenant: String,
    uuid: String,
    result: &'static str,
    status: Option<Status>,
    duration_ms: u64,
    error: Option<String>,
}

impl DueView {
    /// One that would be changed.
    pub fn planned(tenant: &TenantRow) -> Self {
        let (tenant, uuid, status) = (tenant.id.to_string(), tenant.uuid.to_string(), Some(tenant.status));
        Self { tenant, uuid, result: "planned", status, duration_ms: 0, error: None }
    }

    /// One that was: its row now, or why it couldn't be. None if it wasn't begun.
    pub fn of(before: &TenantRow, result: Option<Result<&TenantRow, &CommandError>>, duration_ms: u64) -> Self {
        let base = Self { duration_ms, ..Self::planned(before) };
        match result {
            None => Self { result: "not_begun", ..base },
            Some(Ok(now)) => Self { result: "done", status: Some(now.status), ..base },
            Some(Err(error)) => Self { result: "failed", error: Some(error.message().to_owned()), ..base },
        }
    }
}

impl Record for DueView {
    const HEADERS: &'static [&'static str] = &["Tenant", "Result", "Status", "Seconds", "Error"];

    fn cells(&self) -> Vec<Cell> {
        let tone = match self.result {
            "failed" => Tone::Bad,
            "done" => Tone::Good,
            _ => Tone::Plain,
        };
        let seconds = std::time::Duration::from_millis(self.duration_ms).as_secs_f64();
        vec![
            Cell::new(&self.tenant),
            Cell::toned(self.result, tone),
            Cell::maybe(self.status.as_ref()),
            Cell::new(format!("{seconds:.2}")),
            Cell::maybe(self.error.as_ref()),
        ]
    }
}

/// The last line of an ndjson run over tenants that were due.
#[derive(Debug, Serialize)]
pub struct DueSummaryView {
    r#type: &'static str,
    tenants: usize,
    done: usize,
    failed: usize,
}

impl DueSummaryView {
    /// Takes the counts.
    pub fn of(tenants: usize, done: usize, failed: usize) -> Self {
        Self { r#type: "summary", tenants, done, failed }
    }
}

/// The certificate of an erasure.
#[derive(Debug, Serialize)]
pub struct CertificateView {
    certificate: &'static str,
    tenant: String,
    tenant_uuid: String,
    erased_at: String,
    operation: String,
    #[serde(flatten)]
    document: serde_json::Map<String, serde_json::Value>,
    log: LogPlaceView,
}

#[derive(Debug, Serialize)]
struct LogPlaceView {
    seq: String,
    hash: String,
}

impl CertificateView {
    /// Takes what the control plane keeps.
    pub fn of(row: &CertificateRow) -> Self {
        let mut document = row.document.as_object().cloned().unwrap_or_default();
        for own in ["tenant", "tenant_uuid", "operation"] {
            document.remove(own);
        }
        Self {
            certificate: "erasure",
            tenant: row.tenant_id.clone(),
            tenant_uuid: row.tenant_uuid.to_string(),
            erased_at: row.erased_at.to_rfc3339_opts(SecondsFormat::Secs, true),
            operation: row.operation_id.to_string(),
            document,
            log: LogPlaceView {
                seq: row.log_seq.to_string(),
                hash: row.log_hash.iter().map(|byte| format!("{byte:02x}")).collect(),
            },
        }
    }

    fn member(&self, name: &str) -> Cell {
        match self.document.get(name) {
            Some(serde_json::Value::String(text)) => Cell::new(text),
            Some(serde_json::Value::Array(items)) => {
                Cell::new(items.iter().filter_map(|item| item.as_str()).collect::<Vec<_>>().join(", "))
            }
            Some(serde_json::Value::Object(members)) => {
                Cell::maybe(members.get("file").and_then(serde_json::Value::as_str))
            }
            _ => Cell::none(),
        }
    }
}

impl Record for CertificateView {
    const HEADERS: &'static [&'static str] =
        &["Tenant", "Uuid", "Erased at", "Erased by", "Removed", "Backup", "Log entry", "Log hash"];

    fn cells(&self) -> Vec<Cell> {
        vec![
            Cell::new(&self.tenant),
            Cell::new(&self.tenant_uuid),
            Cell::new(&self.erased_at),
            self.member("erased_by"),
            self.member("removed"),
            self.member("backup"),
            Cell::new(&self.log.seq),
            Cell::new(&self.log.hash),
        ]
    }
}
