//! Tenants' schemas against the expected ones.

use crate::control_plane::TenantRow;
use crate::domain::fingerprint::{Change, Drift, Line, changed_lines};
use crate::domain::ledger::LedgerFault;
use crate::output::{Cell, Record, Tone};
use serde::Serialize;

/// How many tenants and differences a group names.
const NAMED: usize = 10;

/// Tenants whose schemas are the same.
#[derive(Debug, Serialize)]
pub struct VerifiedGroupView {
    status: &'static str,
    schema_version: Option<String>,
    server_version: Option<i32>,
    tenants: usize,
    examples: Vec<String>,
    /// None where there were too many different schemas to compare each.
    differences: Option<usize>,
    first_differences: Vec<String>,
    error: Option<String>,
}

impl VerifiedGroupView {
    /// Tenants that are as they should be, or whose difference isn't known in full.
    pub fn new(status: &'static str, version: i64, server: i32, tenants: &[&TenantRow]) -> Self {
        let differences = (status == "equal").then_some(0);
        Self {
            schema_version: Some(version.to_string()),
            server_version: Some(server),
            differences,
            ..Self::named(status, tenants)
        }
    }

    /// A tenant that couldn't be looked at.
    pub fn failed(tenant: &TenantRow, error: String) -> Self {
        Self { error: Some(error), ..Self::named("failed", &[tenant]) }
    }

    /// Says what differs.
    #[must_use]
    pub fn with_differences(self, all: &[String]) -> Self {
        let first_differences = all.iter().take(NAMED).cloned().collect();
        Self { differences: Some(all.len()), first_differences, ..self }
    }

    fn named(status: &'static str, tenants: &[&TenantRow]) -> Self {
        Self {
            status,
            schema_version: None,
            server_version: None,
            tenants: tenants.len(),
            examples: tenants.iter().take(NAMED).map(|tenant| tenant.id.to_string()).collect(),
            differences: None,
            first_differences: Vec::new(),
            error: None,
        }
    }
}

impl Record for VerifiedGroupView {
    const HEADERS: &'static [&'static str] =
        &["Status", "Schema version", "Tenants", "Differences", "Examples", "First differences", "Error"];
    const TABLE: &'static [&'static str] = &["Status", "Schema version", "Tenants", "Differences", "Examples"];

    fn cells(&self) -> Vec<Cell> {
        let tone = match self.status {
            "equal" => Tone::Good,
            "drifted" => Tone::Warn,
            _ => Tone::Bad,
        };
        let shown = self.examples.iter().take(3).map(String::as_str).collect::<Vec<_>>().join(" ");
        let more = if self.examples.len() > 3 { " …" } else { "" };
        vec![
            Cell::toned(self.status, tone),
            Cell::maybe(self.schema_version.as_ref()),
            Cell::new(self.tenants),
            Cell::maybe(self.differences),
            Cell::new(format!("{shown}{more}")),
            Cell::new(self.first_differences.join("; ")),
            Cell::maybe(self.error.as_ref()),
        ]
    }
}

/// An object of a tenant's schema that isn't as it should be.
#[derive(Debug, Serialize)]
pub struct DriftView {
    tenant: String,
    change: &'static str,
    kind: String,
    object: String,
    expected: Option<String>,
    actual: Option<String>,
    #[serde(skip)]
    sign: char,
}

impl DriftView {
    /// Takes a difference of the schema.
    pub fn of(tenant: &TenantRow, drift: &Drift) -> Self {
        Self {
            tenant: tenant.id.to_string(),
            change: drift.change.as_str(),
            kind: drift.kind.clone(),
            object: drift.name.clone(),
            expected: drift.expected.clone(),
            actual: drift.actual.clone(),
            sign: drift.change.sign(),
        }
    }

    /// Takes a difference of the ledger.
    pub fn of_ledger(tenant: &TenantRow, fault: &LedgerFault) -> Self {
        let change = match fault {
            LedgerFault::Changed { .. } | LedgerFault::Renamed { .. } | LedgerFault::HalfDone { .. } => Change::Changed,
            LedgerFault::Unknown { .. } => Change::Extra,
            LedgerFault::Skipped { .. } => Change::Missing,
        };
        Self {
            tenant: tenant.id.to_string(),
            change: change.as_str(),
            kind: "ledger entry".to_owned(),
            object: fault.version().to_string(),
            expected: None,
            actual: Some(fault.to_string()),
            sign: change.sign(),
        }
    }

    /// Writes it for a person: the object, and below it what should be there (-) and what is there (+).
    pub fn lines(&self) -> String {
        let mut text = format!("{} {} {}: {}\n", self.sign, self.kind, self.object, self.change);
        let (expected, actual) = (self.expected.as_deref(), self.actual.as_deref());
        let mut line = |sign: &str, words: &str| text.push_str(&format!("    {sign}{words}\n"));
        for shown in changed_lines(expected.unwrap_or_default(), actual.unwrap_or_default()) {
            match shown {
                Line::Old(words) => line("- ", words),
                Line::New(words) => line("+ ", words),
                Line::Same(1) => line("  ", "(1 equal line)"),
                Line::Same(count) => line("  ", &format!("({count} equal lines)")),
            }
        }
        if expected.is_some() && expected == actual {
            line("  ", "(what differs is behind the part that is shown)");
        }
        text
    }
}

impl Record for DriftView {
    const HEADERS: &'static [&'static str] = &["Tenant", "Change", "Kind", "Object", "Expected", "Actual"];

    fn cells(&self) -> Vec<Cell> {
        vec![
            Cell::new(&self.tenant),
            Cell::new(self.change),
            Cell::new(&self.kind),
            Cell::new(&self.object),
            Cell::maybe(self.expected.as_ref()),
            Cell::maybe(self.actual.as_ref()),
        ]
    }
}

/// The last line of an ndjson run.
#[derive(Debug, Serialize)]
pub struct VerifySummaryView {
    /// Always `summary`.
    pub r#type: &'static str,
    /// How many were to be looked at.
    pub tenants: usize,
    /// As they should be.
    pub equal: usize,
    /// Not as they should be.
    pub drifted: usize,
    /// Not reached.
    pub failed: usize,
}

#[cfg(test)]
mod tests {
    use super::DriftView;

    fn view(expected: Option<&str>, actual: Option<&str>) -> String {
        let view = DriftView {
            tenant: "acme-corp".into(),
            change: "changed",
            kind: "function".into(),
            object: "public.f()".into(),
            expected: expected.map(Into::into),
            actual: actual.map(Into::into),
            sign: '~',
        };
        view.lines()
    }

    #[test]
    fn shows_what_differs_line_by_line() {
        let head = "~ function public.f(): changed\n";
        for (expected, actual, lines) in [
            (Some("a"), Some("b"), "    - a\n    + b\n"),
            (Some("a\nb\nc"), Some("a\nx\nc"), "      (1 equal line)\n    - b\n    + x\n      (1 equal line)\n"),
            (Some("a"), None, "    - a\n"),
            (None, Some("a"), "    + a\n"),
            (Some("a"), Some("a"), "      (1 equal line)\n      (what differs is behind the part that is shown)\n"),
        ] {
            assert_eq!(view(expected, actual), format!("{head}{lines}"));
        }
    }
}
