//! What is written of migrations and isn't right.

use crate::control_plane::TenantRow;
use crate::domain::ledger::LedgerFault;
use crate::ops::migrate::{Found, Repaired};
use crate::output::{Cell, Record, Tone};
use serde::Serialize;

/// A difference between ledger, files and control plane, and what is or was done about it.
#[derive(Debug, Serialize)]
pub struct RepairView {
    tenant: String,
    status: &'static str,
    version: Option<String>,
    file: Option<String>,
    problem: Option<String>,
    /// What is written, or would be.
    write: Option<String>,
    from: Option<String>,
    to: Option<String>,
    error: Option<String>,
}

impl RepairView {
    fn line(tenant: &TenantRow, status: &'static str) -> Self {
        Self {
            tenant: tenant.id.to_string(),
            status,
            version: None,
            file: None,
            problem: None,
            write: None,
            from: None,
            to: None,
            error: None,
        }
    }

    /// Takes a tenant that couldn't be looked at or set right.
    pub fn failed(tenant: &TenantRow, error: String) -> Self {
        Self { error: Some(error), ..Self::line(tenant, "failed") }
    }

    /// Takes what was found; one line says that nothing is wrong.
    pub fn found(tenant: &TenantRow, found: &Found) -> Vec<Self> {
        Self::lines(tenant, found, "repairable")
    }

    /// Takes what was set right.
    pub fn repaired(tenant: &TenantRow, repaired: &Repaired) -> Vec<Self> {
        Self::lines(tenant, &repaired.found, "repaired")
    }

    fn lines(tenant: &TenantRow, found: &Found, status: &'static str) -> Vec<Self> {
        let mut lines: Vec<Self> = found.faults.iter().map(|fault| Self::fault(tenant, fault, status)).collect();
        if found.lags() {
            let recorded = found.recorded.map(|version| version.to_string());
            let said = recorded.as_deref().unwrap_or("none");
            lines.push(Self {
                problem: Some(format!("the control plane says version {said}, the database {}", found.version)),
                write: Some(format!("schema version {} in the control plane", found.version)),
                version: Some(found.version.to_string()),
                from: recorded,
                to: Some(found.version.to_string()),
                ..Self::line(tenant, status)
            });
        }
        if lines.is_empty() {
            lines.push(Self::line(tenant, "fine"));
        }
        lines
    }

    fn fault(tenant: &TenantRow, fault: &LedgerFault, status: &'static str) -> Self {
        let hex = |bytes: &[u8]| bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
        let line = Self {
            version: Some(fault.version().to_string()),
            problem: Some(fault.to_string()),
            ..Self::line(tenant, "by_hand")
        };
        match fault {
            LedgerFault::Changed { file, ledger, present, .. } => Self {
                status,
                file: Some(file.clone()),
                write: Some("the file's checksum in the ledger".to_owned()),
                from: Some(hex(ledger)),
                to: Some(hex(present)),
                ..line
            },
            LedgerFault::Renamed { file, ledger, present, .. } => Self {
                status,
                file: Some(file.clone()),
                write: Some("the file's name in the ledger".to_owned()),
                from: Some(ledger.clone()),
                to: Some(present.clone()),
                ..line
            },
            LedgerFault::Skipped { file, .. } => Self { file: Some(file.clone()), ..line },
            LedgerFault::Unknown { .. } | LedgerFault::HalfDone { .. } => line,
        }
    }

    /// Says for the question what would be written.
    pub fn sentence(&self) -> Option<String> {
        let (write, problem) = (self.write.as_ref()?, self.problem.as_ref()?);
        Some(format!("{}: {problem}; writes {write}", self.tenant))
    }
}

impl Record for RepairView {
    const HEADERS: &'static [&'static str] =
        &["Tenant", "Status", "Version", "File", "Problem", "Write", "From", "To", "Error"];
    const TABLE: &'static [&'static str] = &["Tenant", "Status", "Problem", "Write", "Error"];

    fn cells(&self) -> Vec<Cell> {
        let tone = match self.status {
            "fine" | "repaired" => Tone::Good,
            "failed" | "by_hand" => Tone::Bad,
            _ => Tone::Warn,
        };
        vec![
            Cell::new(&self.tenant),
            Cell::toned(self.status, tone),
            Cell::maybe(self.version.as_ref()),
            Cell::maybe(self.file.as_ref()),
            Cell::maybe(self.problem.as_ref()),
            Cell::maybe(self.write.as_ref()),
            Cell::maybe(self.from.as_ref()),
            Cell::maybe(self.to.as_ref()),
            Cell::maybe(self.error.as_ref()),
        ]
    }
}
