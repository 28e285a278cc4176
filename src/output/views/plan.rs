//! What a migration over the fleet would do.

use crate::control_plane::{TenantRow, VersionGroup};
use crate::domain::counted;
use crate::domain::migration::{MigrationFile, MigrationSet};
use crate::ops::migrate::{Gathered, MigratePlan};
use crate::output::{Cell, Record, Tone};
use serde::Serialize;

/// A file, and how many tenants get it.
#[derive(Debug, Serialize)]
pub struct PlannedFileView {
    version: String,
    file: String,
    tenants: usize,
    transaction: bool,
}

impl PlannedFileView {
    /// Takes a file.
    pub fn of(file: &MigrationFile, tenants: usize) -> Self {
        let transaction = !file.no_transaction;
        Self { version: file.version.to_string(), file: file.name(), tenants, transaction }
    }
}

impl Record for PlannedFileView {
    const HEADERS: &'static [&'static str] = &["Version", "File", "Tenants", "Transaction"];

    fn cells(&self) -> Vec<Cell> {
        let transaction = if self.transaction { Cell::new("yes") } else { Cell::toned("no", Tone::Warn) };
        vec![Cell::new(&self.version), Cell::new(&self.file), Cell::new(self.tenants), transaction]
    }
}

/// The last line of an ndjson plan.
#[derive(Debug, Serialize)]
pub struct PlanSummaryView {
    r#type: &'static str,
    tenants: usize,
    behind: usize,
    up_to_date: usize,
    pinned: usize,
    skipped: usize,
    refused: usize,
    unreachable: usize,
}

impl PlanSummaryView {
    /// Counts.
    pub fn of(plan: &MigratePlan, found: &Gathered) -> Self {
        let behind = plan.waiting();
        Self {
            r#type: "summary",
            tenants: plan.tenants.len(),
            behind,
            up_to_date: plan.tenants.len() - behind - found.refusals,
            pinned: found.pinned,
            skipped: found.skipped,
            refused: found.refusals,
            unreachable: found.unreachable,
        }
    }

    /// Says it in words.
    pub fn sentence(&self) -> String {
        let Self { behind, up_to_date, refused, .. } = self;
        let tenants = counted::tenants(self.tenants);
        format!("{tenants}: {behind} would be migrated, {up_to_date} have nothing to do, {refused} are refused")
    }
}

/// A tenant's pin.
#[derive(Debug, Serialize)]
pub struct PinView {
    tenant: String,
    pinned_version: Option<String>,
    schema_version: Option<String>,
}

impl PinView {
    /// Takes the tenant and its pin.
    pub fn of(tenant: &TenantRow, version: Option<i64>) -> Self {
        Self {
            tenant: tenant.id.to_string(),
            pinned_version: version.map(|v| v.to_string()),
            schema_version: tenant.schema_version.map(|v| v.to_string()),
        }
    }
}

impl Record for PinView {
    const HEADERS: &'static [&'static str] = &["Tenant", "Pinned version", "Schema version"];

    fn cells(&self) -> Vec<Cell> {
        vec![
            Cell::new(&self.tenant),
            Cell::maybe(self.pinned_version.as_ref()),
            Cell::maybe(self.schema_version.as_ref()),
        ]
    }
}

/// Tenants of one version, in a histogram.
#[derive(Debug, Serialize)]
pub struct VersionGroupView {
    schema_version: Option<String>,
    tenants: i64,
    percent: i64,
    pending: usize,
    not_active: i64,
    pinned: i64,
    examples: Vec<String>,
}

impl VersionGroupView {
    /// Takes a group of `all` tenants; those that are behind are named.
    pub fn of(group: &VersionGroup, all: i64, set: &MigrationSet) -> Self {
        let have = group.schema_version.unwrap_or(0);
        let pending = set.files().iter().filter(|file| file.version > have).count();
        Self {
            schema_version: group.schema_version.map(|v| v.to_string()),
            tenants: group.tenants,
            percent: group.tenants * 100 / all.max(1),
            pending,
            not_active: group.inactive,
            pinned: group.pinned,
            examples: if pending > 0 { group.first.clone() } else { Vec::new() },
        }
    }
}

impl Record for VersionGroupView {
    const HEADERS: &'static [&'static str] =
        &["Schema version", "Tenants", "Share", "Pending", "Not active", "Pinned", "Examples"];

    fn cells(&self) -> Vec<Cell> {
        let tone = if self.pending == 0 { Tone::Good } else { Tone::Warn };
        let bar = "#".repeat(usize::try_from(self.percent / 10).unwrap_or(0));
        let more = i64::try_from(self.examples.len()).is_ok_and(|named| named > 0 && named < self.tenants);
        let examples = format!("{}{}", self.examples.join(", "), if more { ", …" } else { "" });
        vec![
            Cell::maybe(self.schema_version.as_ref()),
            Cell::new(self.tenants),
            Cell::new(format!("{} % {bar}", self.percent).trim_end()),
            Cell::toned(self.pending, tone),
            Cell::new(self.not_active),
            Cell::new(self.pinned),
            if examples.is_empty() { Cell::none() } else { Cell::new(examples) },
        ]
    }
}
