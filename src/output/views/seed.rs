//! Loads.

use crate::ops::seed::{PlannedField, SeedResult};
use crate::output::{Cell, Record, Tone};
use serde::Serialize;

/// What became of one table of one tenant; a tenant in which nothing happened has one line without a table.
#[derive(Debug, Serialize)]
pub struct LoadedView {
    tenant: String,
    status: &'static str,
    table: Option<String>,
    inserted: u64,
    updated: u64,
    unchanged: u64,
    rejects: u64,
    duration_ms: u64,
    rows_per_second: Option<u64>,
    error: Option<String>,
}

impl LoadedView {
    /// Takes a tenant's outcome apart.
    pub fn of(result: &SeedResult, dry_run: bool) -> Vec<Self> {
        let tenant = result.tenant.id.to_string();
        let line = |status, error| Self {
            tenant: tenant.clone(),
            status,
            table: None,
            inserted: 0,
            updated: 0,
            unchanged: 0,
            rejects: 0,
            duration_ms: result.duration_ms,
            rows_per_second: None,
            error,
        };
        match &result.result {
            Err(error) => vec![line("failed", Some(error.to_string()))],
            Ok(loaded) if loaded.already.is_some() => vec![line("already_loaded", None)],
            Ok(loaded) if loaded.tables.is_empty() => vec![line("empty", None)],
            Ok(loaded) => {
                let status = if dry_run { "checked" } else { "loaded" };
                let of = |table: &crate::ops::seed::TableResult| {
                    let rows = table.counts.inserted + table.counts.updated + table.counts.kept;
                    Self {
                        table: Some(table.table.clone()),
                        inserted: table.counts.inserted,
                        updated: table.counts.updated,
                        unchanged: table.counts.kept,
                        rejects: table.rejects,
                        duration_ms: table.duration_ms,
                        rows_per_second: (rows * 1000).checked_div(table.duration_ms.max(1)),
                        ..line(status, None)
                    }
                };
                loaded.tables.iter().map(of).collect()
            }
        }
    }
}

impl Record for LoadedView {
    const HEADERS: &'static [&'static str] = &[
        "Tenant",
        "Status",
        "Table",
        "Inserted",
        "Updated",
        "Unchanged",
        "Rejects",
        "Seconds",
        "Rows per second",
        "Error",
    ];
    const TABLE: &'static [&'static str] = &["Tenant", "Status", "Table", "Inserted", "Updated", "Rejects", "Error"];

    fn cells(&self) -> Vec<Cell> {
        let tone = match self.status {
            "failed" => Tone::Bad,
            "loaded" => Tone::Good,
            _ => Tone::Plain,
        };
        let seconds = std::time::Duration::from_millis(self.duration_ms).as_secs_f64();
        vec![
            Cell::new(&self.tenant),
            Cell::toned(self.status, tone),
            Cell::maybe(self.table.as_ref()),
            Cell::new(self.inserted),
            Cell::new(self.updated),
            Cell::new(self.unchanged),
            Cell::toned(self.rejects, if self.rejects > 0 { Tone::Warn } else { Tone::Plain }),
            Cell::new(format!("{seconds:.2}")),
            Cell::maybe(self.rows_per_second),
            Cell::maybe(self.error.as_ref()),
        ]
    }
}

/// The last line of an ndjson run.
#[derive(Debug, Serialize)]
pub struct SeedSummaryView {
    r#type: &'static str,
    tenants: usize,
    succeeded: usize,
    failed: usize,
}

impl SeedSummaryView {
    /// Counts.
    pub fn of(results: &[SeedResult]) -> Self {
        let failed = results.iter().filter(|r| r.result.is_err()).count();
        Self { r#type: "summary", tenants: results.len(), succeeded: results.len() - failed, failed }
    }
}

/// Where a field goes.
#[derive(Debug, Serialize)]
pub struct PlannedFieldView {
    table: String,
    column: Option<String>,
    data_type: Option<String>,
    source: Option<String>,
    field: Option<String>,
    how: String,
}

impl PlannedFieldView {
    /// Takes one over.
    pub fn of(planned: PlannedField) -> Self {
        let PlannedField { table, column, data_type, source, field, how } = planned;
        Self { table, column, data_type, source, field, how }
    }
}

impl Record for PlannedFieldView {
    const HEADERS: &'static [&'static str] = &["Table", "Column", "Type", "Field", "How"];

    fn cells(&self) -> Vec<Cell> {
        let tone = match self.how.as_str() {
            "left over" => Tone::Warn,
            _ if self.field.is_none() => Tone::Dim,
            _ => Tone::Plain,
        };
        vec![
            Cell::new(&self.table),
            Cell::maybe(self.column.as_ref()),
            Cell::maybe(self.data_type.as_ref()),
            Cell::maybe(self.field.as_ref()),
            Cell::toned(&self.how, tone),
        ]
    }
}
