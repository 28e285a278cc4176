//! Migrations of tenants.

use crate::control_plane::{FleetTenant, TenantRow};
use crate::domain::fleet::TenantState;
use crate::domain::migration::MigrationSet;
use crate::domain::tenant::TenantId;
use crate::ops::migrate::{Planned, TenantResult};
use crate::output::{Cell, Record, Tone};
use serde::Serialize;

/// What happened to one tenant.
#[derive(Debug, Serialize)]
pub struct MigrationView {
    tenant: String,
    status: &'static str,
    from_version: Option<String>,
    to_version: Option<String>,
    applied: Vec<String>,
    pending: Vec<String>,
    duration_ms: u64,
    error: Option<String>,
}

impl MigrationView {
    /// Takes a tenant's outcome.
    pub fn of(result: &TenantResult, dry_run: bool) -> Self {
        let version = |v: i64| Some(v.to_string());
        let base = Self {
            tenant: result.tenant.id.to_string(),
            status: "failed",
            from_version: None,
            to_version: None,
            applied: Vec::new(),
            pending: Vec::new(),
            duration_ms: result.duration_ms,
            error: None,
        };
        match &result.result {
            Err(error) => Self { error: Some(error.to_string()), ..base },
            Ok(outcome) => Self {
                status: match (dry_run, outcome.pending.is_empty(), outcome.applied.is_empty()) {
                    (true, false, _) => "pending",
                    (_, _, true) => "up_to_date",
                    (_, _, false) => "migrated",
                },
                from_version: version(outcome.from),
                to_version: version(outcome.to),
                applied: outcome.applied.iter().map(|file| file.version.to_string()).collect(),
                pending: outcome.pending.iter().map(ToString::to_string).collect(),
                ..base
            },
        }
    }
}

impl MigrationView {
    /// Takes how a tenant of a run came through, or how far it is.
    pub fn of_run(tenant: &FleetTenant) -> Self {
        Self::of_state(&tenant.id, tenant.state, &tenant.detail, tenant.error.as_deref())
    }

    /// Takes what the gate has seen of a tenant.
    pub fn of_planned(planned: &Planned) -> Self {
        let target = &planned.target;
        Self::of_state(&planned.id, target.state, &target.detail, target.error.as_deref())
    }

    fn of_state(id: &TenantId, state: TenantState, detail: &serde_json::Value, error: Option<&str>) -> Self {
        let text = |name: &str| detail.get(name).and_then(|value| value.as_str()).map(str::to_owned);
        let list = |name: &str| {
            let items = detail.get(name).and_then(|value| value.as_array());
            items.into_iter().flatten().filter_map(|item| item.as_str().map(str::to_owned)).collect::<Vec<_>>()
        };
        let applied = list("applied");
        Self {
            status: match state {
                TenantState::Done if text("pinned").is_some() => "pinned",
                TenantState::Done if applied.is_empty() => "up_to_date",
                TenantState::Done => "migrated",
                TenantState::Waiting => "not_begun",
                TenantState::Running | TenantState::Failed | TenantState::Skipped => state.as_str(),
            },
            tenant: id.to_string(),
            from_version: text("from"),
            to_version: text("to"),
            applied,
            pending: list("pending"),
            duration_ms: detail.get("duration_ms").and_then(|value| value.as_u64()).unwrap_or(0),
            error: error.map(str::to_owned),
        }
    }
}

impl Record for MigrationView {
    const HEADERS: &'static [&'static str] = &["Tenant", "Status", "From", "To", "Applied", "Pending", "Error"];

    fn cells(&self) -> Vec<Cell> {
        let tone = match self.status {
            "failed" => Tone::Bad,
            "pending" | "pinned" | "skipped" | "not_begun" | "running" => Tone::Warn,
            _ => Tone::Good,
        };
        vec![
            Cell::new(&self.tenant),
            Cell::toned(self.status, tone),
            Cell::maybe(self.from_version.as_ref()),
            Cell::maybe(self.to_version.as_ref()),
            Cell::new(self.applied.len()),
            Cell::new(self.pending.len()),
            Cell::maybe(self.error.as_ref()),
        ]
    }
}

/// The last line of an ndjson run.
#[derive(Debug, Serialize)]
pub struct SummaryView {
    r#type: &'static str,
    tenants: usize,
    succeeded: usize,
    failed: usize,
}

impl SummaryView {
    /// Counts.
    pub fn of(results: &[TenantResult]) -> Self {
        let failed = results.iter().filter(|r| r.result.is_err()).count();
        Self { r#type: "summary", tenants: results.len(), succeeded: results.len() - failed, failed }
    }
}

impl SummaryView {
    /// Of a run in which every tenant was up to date.
    pub fn nothing_to_do(tenants: usize) -> Self {
        Self { r#type: "summary", tenants, succeeded: tenants, failed: 0 }
    }
}

/// How far a tenant's schema is, as the control plane remembers it.
#[derive(Debug, Serialize)]
pub struct VersionView {
    tenant: String,
    tenant_status: String,
    schema_version: Option<String>,
    newest_version: String,
    pending: usize,
}

impl VersionView {
    /// Counts the files newer than the remembered version.
    pub fn cached(row: &TenantRow, set: &MigrationSet) -> Self {
        let have = row.schema_version.unwrap_or(0);
        Self {
            tenant: row.id.to_string(),
            tenant_status: row.status.to_string(),
            schema_version: row.schema_version.map(|v| v.to_string()),
            newest_version: set.newest().to_string(),
            pending: set.files().iter().filter(|f| f.version > have).count(),
        }
    }
}

impl Record for VersionView {
    const HEADERS: &'static [&'static str] = &["Tenant", "Tenant status", "Schema version", "Pending"];

    fn cells(&self) -> Vec<Cell> {
        let tone = if self.pending == 0 { Tone::Good } else { Tone::Warn };
        vec![
            Cell::new(&self.tenant),
            Cell::new(&self.tenant_status),
            Cell::maybe(self.schema_version.as_ref()),
            Cell::toned(self.pending, tone),
        ]
    }
}
