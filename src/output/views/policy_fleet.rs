//! The permission policy in tenants: what differs, and what was synced.

use crate::domain::policy::{Difference, Subject};
use crate::ops::policy::{Finding, TenantPolicy};
use crate::output::{Cell, Record, Tone};
use serde::Serialize;

/// A difference between two policies. `+` and `added` are what applying or syncing adds.
#[derive(Debug, Serialize)]
pub struct DifferenceView {
    tenant: Option<String>,
    status: &'static str,
    change: Option<&'static str>,
    kind: Option<&'static str>,
    role: Option<String>,
    permission: Option<String>,
    from: Option<String>,
    to: Option<String>,
    difference: Option<String>,
    error: Option<String>,
}

impl DifferenceView {
    /// A line without a difference.
    fn line(tenant: Option<String>, status: &'static str) -> Self {
        Self {
            tenant,
            status,
            change: None,
            kind: None,
            role: None,
            permission: None,
            from: None,
            to: None,
            difference: None,
            error: None,
        }
    }

    fn difference(line: Self, difference: &Difference) -> Self {
        let (kind, role, permission) = match &difference.subject {
            Subject::Version => ("version", None, None),
            Subject::Role(role) => ("role", Some(role), None),
            Subject::Permission(permission) => ("permission", None, Some(permission)),
            Subject::Grant { role, permission } => ("grant", Some(role), Some(permission)),
        };
        Self {
            change: Some(difference.change.as_str()),
            kind: Some(kind),
            role: role.cloned(),
            permission: permission.cloned(),
            from: difference.from.clone(),
            to: difference.to.clone(),
            difference: Some(difference.to_string()),
            ..line
        }
    }

    /// Takes the differences between the control plane and a file; without any there is one line that says so.
    pub fn of_file(found: &[Difference], status: &'static str) -> Vec<Self> {
        if found.is_empty() {
            return vec![Self::line(None, "equal")];
        }
        found.iter().map(|difference| Self::difference(Self::line(None, status), difference)).collect()
    }

    /// Takes a tenant's differences; one that has none, or couldn't be asked, has one line.
    pub fn of_tenant(result: &TenantPolicy) -> Vec<Self> {
        let line = |status| Self::line(Some(result.tenant.id.to_string()), status);
        match &result.result {
            Ok(Finding::Same) => vec![line("equal")],
            Ok(Finding::NoPermissions) => vec![line("no_permissions")],
            Ok(Finding::Skipped(_)) => vec![line("skipped")],
            Ok(Finding::Differs(found)) => found.iter().map(|d| Self::difference(line("differs"), d)).collect(),
            Err(error) => vec![Self { error: Some(error.to_string()), ..line("failed") }],
        }
    }
}

impl Record for DifferenceView {
    const HEADERS: &'static [&'static str] = &["Tenant", "Status", "Difference", "Error"];

    fn cells(&self) -> Vec<Cell> {
        vec![
            Cell::maybe(self.tenant.as_ref()),
            Cell::toned(self.status, tone(self.status)),
            Cell::maybe(self.difference.as_ref()),
            Cell::maybe(self.error.as_ref()),
        ]
    }
}

fn tone(status: &str) -> Tone {
    match status {
        "failed" => Tone::Bad,
        "differs" | "pending" | "planned" => Tone::Warn,
        "equal" | "synced" | "up_to_date" | "applied" => Tone::Good,
        _ => Tone::Dim,
    }
}

/// What a sync did in one tenant.
#[derive(Debug, Serialize)]
pub struct SyncedView {
    tenant: String,
    status: &'static str,
    tenant_status: String,
    version: Option<i32>,
    changes: Vec<String>,
    duration_ms: u64,
    error: Option<String>,
}

impl SyncedView {
    /// Takes a tenant's outcome.
    pub fn of(result: &TenantPolicy, version: i32, dry_run: bool) -> Self {
        let (status, changes, error) = match &result.result {
            Ok(Finding::Same) => ("up_to_date", Vec::new(), None),
            Ok(Finding::NoPermissions) => ("no_permissions", Vec::new(), None),
            Ok(Finding::Skipped(_)) => ("skipped", Vec::new(), None),
            Ok(Finding::Differs(found)) => {
                let status = if dry_run { "pending" } else { "synced" };
                (status, found.iter().map(ToString::to_string).collect(), None)
            }
            Err(error) => ("failed", Vec::new(), Some(error.to_string())),
        };
        Self {
            tenant: result.tenant.id.to_string(),
            status,
            tenant_status: result.tenant.status.to_string(),
            version: matches!(result.result, Ok(Finding::Same | Finding::Differs(_))).then_some(version),
            changes,
            duration_ms: result.duration_ms,
            error,
        }
    }
}

impl Record for SyncedView {
    const HEADERS: &'static [&'static str] = &["Tenant", "Status", "Version", "Changes", "Error"];

    fn cells(&self) -> Vec<Cell> {
        let status = match self.status {
            "skipped" => format!("skipped: {}", self.tenant_status),
            status => status.to_owned(),
        };
        vec![
            Cell::new(&self.tenant),
            Cell::toned(status, tone(self.status)),
            Cell::maybe(self.version),
            Cell::new(self.changes.len()),
            Cell::maybe(self.error.as_ref()),
        ]
    }
}

/// The last line of an ndjson run.
#[derive(Debug, Serialize)]
pub struct PolicySummaryView {
    r#type: &'static str,
    tenants: usize,
    equal: usize,
    differing: usize,
    skipped: usize,
    failed: usize,
}

impl PolicySummaryView {
    /// Counts.
    pub fn of(results: &[TenantPolicy]) -> Self {
        let count = |wanted: fn(&TenantPolicy) -> bool| results.iter().filter(|r| wanted(r)).count();
        Self {
            r#type: "summary",
            tenants: results.len(),
            equal: count(|r| matches!(r.result, Ok(Finding::Same))),
            differing: count(|r| matches!(r.result, Ok(Finding::Differs(_)))),
            skipped: count(|r| matches!(r.result, Ok(Finding::Skipped(_) | Finding::NoPermissions))),
            failed: count(|r| r.result.is_err()),
        }
    }
}
