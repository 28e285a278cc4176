//! Tenants.

use crate::control_plane::TenantRow;
use crate::domain::labels::Labels;
use crate::domain::status::Status;
use crate::output::{Cell, Record, Tone};
use chrono::SecondsFormat;
use serde::Serialize;

/// The column of a list that says when something happens by itself.
const UNTIL: &str = "Until";

/// A tenant, with everything that isn't secret.
#[derive(Debug, Serialize)]
pub struct TenantView {
    id: String,
    uuid: String,
    name: String,
    status: Status,
    region: String,
    provider: String,
    cluster: Option<String>,
    database: String,
    migrator_login: String,
    app_login: Option<String>,
    schema_version: Option<String>,
    pinned_version: Option<String>,
    labels: Labels,
    owner_email: Option<String>,
    created_at: String,
    activated_at: Option<String>,
    project_ref: Option<String>,
    api_url: Option<String>,
    deletion_locked: bool,
    suspended_at: Option<String>,
    suspended_reason: Option<String>,
    suspended_until: Option<String>,
    deleting_since: Option<String>,
    purge_after: Option<String>,
    backup_file: Option<String>,
}

impl TenantView {
    /// Takes what the control plane knows.
    pub fn of(row: &TenantRow) -> Self {
        let time = |t: &chrono::DateTime<chrono::Utc>| t.to_rfc3339_opts(SecondsFormat::Secs, true);
        Self {
            id: row.id.to_string(),
            uuid: row.uuid.to_string(),
            name: row.name.clone(),
            status: row.status,
            region: row.region.clone(),
            provider: row.provider.clone(),
            cluster: row.cluster.as_ref().map(|(_, name)| name.clone()),
            database: row.database.clone(),
            migrator_login: row.migrator.clone(),
            app_login: row.project.is_none().then(|| row.app.clone()),
            schema_version: row.schema_version.map(|v| v.to_string()),
            pinned_version: row.pinned_version.map(|v| v.to_string()),
            labels: row.labels.clone(),
            owner_email: row.owner_email.clone(),
            created_at: time(&row.created_at),
            activated_at: row.activated_at.as_ref().map(time),
            project_ref: row.project.clone(),
            api_url: row.address.as_ref().map(|address| address.api_url.clone()),
            deletion_locked: row.deletion_locked,
            suspended_at: row.suspension.since.as_ref().map(time),
            suspended_reason: row.suspension.reason.clone(),
            suspended_until: row.suspension.until.as_ref().map(time),
            deleting_since: row.deletion.since.as_ref().map(time),
            purge_after: row.deletion.purge_after.as_ref().map(time),
            backup_file: row.deletion.backup.as_ref().map(|(file, _)| file.clone()),
        }
    }

    /// When something happens to it by itself: the suspension lapses, or it may be purged.
    fn until(&self) -> Option<&String> {
        self.purge_after.as_ref().or(self.suspended_until.as_ref())
    }

    fn all_cells(&self) -> Vec<Cell> {
        vec![
            Cell::new(&self.id),
            Cell::new(&self.uuid),
            Cell::new(&self.name),
            status_cell(self.status),
            Cell::new(&self.region),
            Cell::new(&self.provider),
            Cell::maybe(self.cluster.as_ref()),
            Cell::new(&self.database),
            Cell::new(&self.migrator_login),
            Cell::maybe(self.app_login.as_ref()),
            Cell::maybe(self.schema_version.as_ref()),
            Cell::maybe(self.pinned_version.as_ref()),
            labels_cell(&self.labels),
            Cell::maybe(self.owner_email.as_ref()),
            Cell::time(Some(&self.created_at)),
            Cell::time(self.activated_at.as_deref()),
            Cell::maybe(self.project_ref.as_ref()),
            Cell::maybe(self.api_url.as_ref()),
            Cell::new(if self.deletion_locked { "yes" } else { "no" }),
            Cell::time(self.suspended_at.as_deref()),
            Cell::maybe(self.suspended_reason.as_ref()),
            Cell::time(self.suspended_until.as_deref()),
            Cell::time(self.deleting_since.as_deref()),
            Cell::time(self.purge_after.as_deref()),
            Cell::maybe(self.backup_file.as_ref()),
            Cell::time(self.until().map(String::as_str)),
        ]
    }
}

fn labels_cell(labels: &Labels) -> Cell {
    if labels.0.is_empty() { Cell::none() } else { Cell::new(labels) }
}

/// A status by colour and by word.
pub(super) fn status_cell(status: Status) -> Cell {
    let tone = match status {
        Status::Active => Tone::Good,
        Status::Provisioning | Status::Suspended | Status::Deleting => Tone::Warn,
        Status::Failed => Tone::Bad,
        Status::Deleted => Tone::Dim,
    };
    Cell::toned(status, tone)
}

impl Record for TenantView {
    const HEADERS: &'static [&'static str] = &[
        "Id",
        "Uuid",
        "Name",
        "Status",
        "Region",
        "Provider",
        "Cluster",
        "Database",
        "Migrator login",
        "App login",
        "Schema version",
        "Pinned version",
        "Labels",
        "Owner email",
        "Created at",
        "Activated at",
        "Project ref",
        "Api url",
        "Deletion locked",
        "Suspended at",
        "Suspended reason",
        "Suspended until",
        "Deleting since",
        "Purge after",
        "Backup file",
        UNTIL,
    ];
    // It repeats one of the two before it.
    const SINGLE: &'static [&'static str] = match Self::HEADERS {
        [others @ .., _until] => others,
        [] => &[],
    };

    fn cells(&self) -> Vec<Cell> {
        self.all_cells()
    }
}

/// A tenant in a list: the same JSON, fewer columns.
#[derive(Debug, Serialize)]
#[serde(transparent)]
pub struct TenantLine(pub TenantView);

impl Record for TenantLine {
    const HEADERS: &'static [&'static str] = TenantView::HEADERS;
    const TABLE: &'static [&'static str] = &["Id", "Status", "Region", "Provider", "Schema version", "Created at"];
    const CSV: &'static [&'static str] = Self::TABLE;

    fn cells(&self) -> Vec<Cell> {
        self.0.all_cells()
    }
}

/// What `provision` ends with.
#[derive(Debug, Serialize)]
pub struct ProvisionedView {
    #[serde(flatten)]
    tenant: TenantView,
    already_provisioned: bool,
    database_url: String,
}

impl ProvisionedView {
    /// Takes the tenant and its URL, masked or not.
    pub fn of(row: &TenantRow, already_provisioned: bool, database_url: String) -> Self {
        Self { tenant: TenantView::of(row), already_provisioned, database_url }
    }
}

impl Record for ProvisionedView {
    const HEADERS: &'static [&'static str] =
        &["Tenant", "Uuid", "Status", "Region", "Provider", "Database", "Schema version", "Database url"];

    fn cells(&self) -> Vec<Cell> {
        let tenant = &self.tenant;
        vec![
            Cell::new(&tenant.id),
            Cell::new(&tenant.uuid),
            status_cell(tenant.status),
            Cell::new(&tenant.region),
            Cell::new(&tenant.provider),
            Cell::new(&tenant.database),
            Cell::maybe(tenant.schema_version.as_ref()),
            Cell::new(&self.database_url),
        ]
    }
}

/// The API keys of a tenant's Supabase project.
#[derive(Debug, Serialize)]
pub struct ProjectKeysView {
    /// The tenant.
    pub tenant: String,
    /// Where the project's API is.
    pub api_url: String,
    /// What an application's client may hold.
    pub anon_key: String,
    /// What may do everything.
    pub service_role_key: String,
}

impl Record for ProjectKeysView {
    const HEADERS: &'static [&'static str] = &["Tenant", "Api url", "Anon key", "Service role key"];

    fn cells(&self) -> Vec<Cell> {
        vec![
            Cell::new(&self.tenant),
            Cell::new(&self.api_url),
            Cell::new(&self.anon_key),
            Cell::new(&self.service_role_key),
        ]
    }
}

/// A tenant's database URL.
#[derive(Debug, Serialize)]
pub struct UrlView {
    /// The tenant.
    pub tenant: String,
    /// The login.
    pub role: String,
    /// The URL.
    pub url: String,
}

impl Record for UrlView {
    const HEADERS: &'static [&'static str] = &["Tenant", "Role", "Url"];

    fn cells(&self) -> Vec<Cell> {
        vec![Cell::new(&self.tenant), Cell::new(&self.role), Cell::new(&self.url)]
    }
}
