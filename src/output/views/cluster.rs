//! Clusters.

use crate::control_plane::ClusterRow;
use crate::ops::clusters::{Answer, Check};
use crate::output::{Cell, Record, Tone};
use chrono::SecondsFormat;
use serde::Serialize;

/// A cluster, with everything that isn't secret.
#[derive(Debug, Serialize)]
pub struct ClusterView {
    name: String,
    id: Option<String>,
    provider: String,
    region: Option<String>,
    state: String,
    tenants: i32,
    capacity: Option<i32>,
    weight: i32,
    endpoint: String,
    operator_login: String,
    server_version: Option<String>,
    created_at: Option<String>,
}

impl ClusterView {
    /// Takes what the control plane knows.
    pub fn of(row: &ClusterRow) -> Self {
        Self {
            name: row.name.clone(),
            id: Some(row.id.to_string()),
            provider: row.provider.clone(),
            region: row.region.clone(),
            state: row.state.clone(),
            tenants: row.tenants,
            capacity: row.capacity,
            weight: row.weight,
            endpoint: row.endpoint.clone(),
            operator_login: row.operator_login.clone(),
            server_version: None,
            created_at: Some(row.created_at.to_rfc3339_opts(SecondsFormat::Secs, true)),
        }
    }

    /// Takes a cluster that would be added.
    pub fn planned(
        name: String,
        region: String,
        (capacity, weight): (Option<i32>, i32),
        (endpoint, operator_login): (String, String),
    ) -> Self {
        Self {
            name,
            id: None,
            provider: "cluster".to_owned(),
            region: Some(region),
            state: "active".to_owned(),
            tenants: 0,
            capacity,
            weight,
            endpoint,
            operator_login,
            server_version: None,
            created_at: None,
        }
    }

    /// Adds the version that the server told just now.
    #[must_use]
    pub fn with_version(self, version: String) -> Self {
        Self { server_version: Some(version), ..self }
    }
}

fn state_cell(state: &str) -> Cell {
    Cell::toned(state, if state == "active" { Tone::Good } else { Tone::Warn })
}

impl Record for ClusterView {
    const HEADERS: &'static [&'static str] = &[
        "Name",
        "Id",
        "Provider",
        "Region",
        "State",
        "Tenants",
        "Capacity",
        "Weight",
        "Endpoint",
        "Operator login",
        "Server version",
        "Created at",
    ];

    fn cells(&self) -> Vec<Cell> {
        vec![
            Cell::new(&self.name),
            Cell::maybe(self.id.as_ref()),
            Cell::new(&self.provider),
            Cell::maybe(self.region.as_ref()),
            state_cell(&self.state),
            Cell::new(self.tenants),
            Cell::maybe(self.capacity),
            Cell::new(self.weight),
            Cell::new(&self.endpoint),
            Cell::new(&self.operator_login),
            Cell::maybe(self.server_version.as_ref()),
            Cell::time(self.created_at.as_deref()),
        ]
    }
}

/// A cluster in a list: the same JSON, fewer columns.
#[derive(Debug, Serialize)]
#[serde(transparent)]
pub struct ClusterLine(pub ClusterView);

impl Record for ClusterLine {
    const HEADERS: &'static [&'static str] = ClusterView::HEADERS;
    const TABLE: &'static [&'static str] = &["Name", "State", "Region", "Tenants", "Capacity", "Weight", "Endpoint"];
    const CSV: &'static [&'static str] = Self::TABLE;

    fn cells(&self) -> Vec<Cell> {
        self.0.cells()
    }
}

/// One check of a cluster.
#[derive(Debug, Serialize)]
pub struct CheckView {
    cluster: String,
    check: &'static str,
    status: Answer,
    detail: String,
}

impl CheckView {
    /// Takes what was found.
    pub fn of(cluster: &str, check: Check) -> Self {
        Self { cluster: cluster.to_owned(), check: check.name, status: check.answer, detail: check.detail }
    }
}

impl Record for CheckView {
    const HEADERS: &'static [&'static str] = &["Cluster", "Check", "Status", "Detail"];

    fn cells(&self) -> Vec<Cell> {
        let status = match self.status {
            Answer::Ok => Cell::toned("ok", Tone::Good),
            Answer::Warning => Cell::toned("warning", Tone::Warn),
            Answer::Failed => Cell::toned("failed", Tone::Bad),
            Answer::Skipped => Cell::toned("skipped", Tone::Dim),
        };
        vec![Cell::new(&self.cluster), Cell::new(self.check), status, Cell::new(&self.detail)]
    }
}
