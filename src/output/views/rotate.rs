//! New passwords of tenants' logins.

use crate::ops::rotate::{RotateResult, Wanted};
use crate::output::{Cell, Record, Tone};
use chrono::SecondsFormat;
use serde::Serialize;

/// What came of one tenant.
#[derive(Debug, Serialize)]
pub struct RotatedLoginsView {
    tenant: String,
    status: &'static str,
    new_logins: Vec<String>,
    ended_logins: Vec<String>,
    overlapping_logins: Vec<String>,
    overlap_ends_at: Option<String>,
    duration_ms: u64,
    error: Option<String>,
}

impl RotatedLoginsView {
    /// Takes a tenant's outcome.
    pub fn of(result: &RotateResult, wanted: &Wanted) -> Self {
        let base = Self {
            tenant: result.tenant.id.to_string(),
            status: "failed",
            new_logins: Vec::new(),
            ended_logins: Vec::new(),
            overlapping_logins: Vec::new(),
            overlap_ends_at: None,
            duration_ms: result.duration_ms,
            error: None,
        };
        let done = match &result.result {
            Ok(done) => done,
            Err(error) => return Self { error: Some(error.to_string()), ..base },
        };
        let ends = done.overlapping.iter().map(|old| old.ends_at).max();
        Self {
            status: match (wanted.dry_run, done.new.is_empty(), done.ended.is_empty()) {
                (_, true, true) => "nothing_to_do",
                (true, _, _) => "planned",
                (false, true, false) => "finished",
                (false, false, _) => "rotated",
            },
            new_logins: done.new.clone(),
            ended_logins: done.ended.clone(),
            overlapping_logins: done.overlapping.iter().map(|old| old.old_login.clone()).collect(),
            overlap_ends_at: ends.map(|at| at.to_rfc3339_opts(SecondsFormat::Secs, true)),
            ..base
        }
    }
}

impl Record for RotatedLoginsView {
    const HEADERS: &'static [&'static str] =
        &["Tenant", "Status", "New logins", "Ended logins", "Overlapping logins", "Overlap ends at", "Error"];
    const TABLE: &'static [&'static str] = &["Tenant", "Status", "Overlap ends at", "Error"];

    fn cells(&self) -> Vec<Cell> {
        let tone = match self.status {
            "failed" => Tone::Bad,
            "planned" => Tone::Warn,
            _ => Tone::Good,
        };
        let list = |names: &[String]| (!names.is_empty()).then(|| names.join(" "));
        vec![
            Cell::new(&self.tenant),
            Cell::toned(self.status, tone),
            Cell::maybe(list(&self.new_logins)),
            Cell::maybe(list(&self.ended_logins)),
            Cell::maybe(list(&self.overlapping_logins)),
            Cell::maybe(self.overlap_ends_at.as_ref()),
            Cell::maybe(self.error.as_ref()),
        ]
    }
}

/// The last line of an ndjson run.
#[derive(Debug, Serialize)]
pub struct RotationSummaryView {
    r#type: &'static str,
    tenants: usize,
    succeeded: usize,
    failed: usize,
}

impl RotationSummaryView {
    /// Counts.
    pub fn of(results: &[RotateResult]) -> Self {
        let failed = results.iter().filter(|result| result.result.is_err()).count();
        Self { r#type: "summary", tenants: results.len(), succeeded: results.len() - failed, failed }
    }
}
