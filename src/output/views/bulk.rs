//! Provisioning a list of tenants.

use crate::domain::counted;
use crate::domain::tenant::TenantId;
use crate::ops::provision::BulkResult;
use crate::output::{Cell, Record, Tone};
use serde::Serialize;

/// What happened to one tenant of a list.
#[derive(Debug, Serialize)]
pub struct BulkView {
    tenant: String,
    status: &'static str,
    uuid: Option<String>,
    database: Option<String>,
    duration_ms: u64,
    error: Option<String>,
}

impl BulkView {
    /// A tenant that would be provisioned.
    pub fn planned(id: &TenantId) -> Self {
        Self { tenant: id.to_string(), status: "planned", uuid: None, database: None, duration_ms: 0, error: None }
    }

    /// Takes a result.
    pub fn of(result: &BulkResult) -> Self {
        let base = Self { duration_ms: result.duration_ms, ..Self::planned(&result.id) };
        match &result.result {
            None => Self { status: "not_begun", ..base },
            Some(Err(error)) => Self { status: "failed", error: Some(error.to_string()), ..base },
            Some(Ok(done)) => Self {
                status: if done.already { "already_provisioned" } else { "provisioned" },
                uuid: Some(done.tenant.uuid.to_string()),
                database: Some(done.tenant.database.clone()),
                ..base
            },
        }
    }
}

impl Record for BulkView {
    const HEADERS: &'static [&'static str] = &["Tenant", "Status", "Database", "Seconds", "Error"];

    fn cells(&self) -> Vec<Cell> {
        let tone = match self.status {
            "failed" => Tone::Bad,
            "provisioned" => Tone::Good,
            "not_begun" => Tone::Warn,
            _ => Tone::Plain,
        };
        let seconds = std::time::Duration::from_millis(self.duration_ms).as_secs_f64();
        vec![
            Cell::new(&self.tenant),
            Cell::toned(self.status, tone),
            Cell::maybe(self.database.as_ref()),
            Cell::new(format!("{seconds:.2}")),
            Cell::maybe(self.error.as_ref()),
        ]
    }
}

/// The last line of an ndjson run.
#[derive(Debug, Serialize)]
pub struct BulkSummaryView {
    r#type: &'static str,
    tenants: usize,
    provisioned: usize,
    already: usize,
    failed: usize,
}

impl BulkSummaryView {
    /// Counts.
    pub fn of(results: &[BulkResult]) -> Self {
        let count = |wanted: fn(&BulkResult) -> bool| results.iter().filter(|r| wanted(r)).count();
        Self {
            r#type: "summary",
            tenants: results.len(),
            provisioned: count(|r| matches!(&r.result, Some(Ok(done)) if !done.already)),
            already: count(|r| matches!(&r.result, Some(Ok(done)) if done.already)),
            failed: count(|r| matches!(&r.result, Some(Err(_)))),
        }
    }

    /// Says it in words.
    pub fn sentence(&self) -> String {
        format!("{} provisioned, {} were there already", counted::tenants(self.provisioned), self.already)
    }
}
