//! A row of `tenant_metadata`.

use super::plane::PlaneError;
use super::projects::ProjectAddress;
use crate::domain::labels::Labels;
use crate::domain::selection::Selector;
use crate::domain::status::Status;
use crate::domain::tenant::TenantId;
use chrono::{DateTime, Utc};
use sqlx::FromRow;
use uuid::Uuid;

pub(super) const COLUMNS: &str = "t.uuid, t.id, t.name, t.provider, t.region, t.cluster_id, c.name AS cluster, t.database_name, \
     t.migrator_login, t.app_login, t.status, t.schema_version, t.labels, t.owner_email, t.created_at, t.activated_at, \
     t.project_ref, t.database_host, t.database_port, t.api_url, t.deletion_locked, t.suspended_at, t.suspended_reason, \
     t.suspended_until, t.connection_limit, t.deleting_since, t.purge_after, t.status_before, t.backup_file, t.backup_sha256, \
     t.pinned_version";

/// A tenant as the control plane knows it.
#[derive(Debug, Clone)]
pub struct TenantRow {
    /// Never changes, is never reused.
    pub uuid: Uuid,
    /// What people call it.
    pub id: TenantId,
    /// A name for people.
    pub name: String,
    /// Where its database comes from.
    pub provider: String,
    /// Region label.
    pub region: String,
    /// The cluster's id and name.
    pub cluster: Option<(Uuid, String)>,
    /// The physical database.
    pub database: String,
    /// The login that migrates.
    pub migrator: String,
    /// The login of the application.
    pub app: String,
    /// Where it is in its life.
    pub status: Status,
    /// A cache of the newest migration applied.
    pub schema_version: Option<i64>,
    /// Labels.
    pub labels: Labels,
    /// Whom to make the first user, later.
    pub owner_email: Option<String>,
    /// When it was reserved.
    pub created_at: DateTime<Utc>,
    /// When it became active.
    pub activated_at: Option<DateTime<Utc>>,
    /// Its Supabase project.
    pub project: Option<String>,
    /// Where that project's database and API are.
    pub address: Option<ProjectAddress>,
    /// The newest version that a run over the fleet brings it to.
    pub pinned_version: Option<i64>,
    /// Nobody may delete it.
    pub deletion_locked: bool,
    /// Its suspension, while it lasts.
    pub suspension: Suspension,
    /// Its deletion, while it can be taken back.
    pub deletion: Deletion,
}

impl TenantRow {
    /// Returns whether a selector fits, as the database would say.
    pub fn fits(&self, selector: &Selector) -> bool {
        let is = |wanted: &Option<String>, own: Option<&str>| {
            wanted.as_deref().is_none_or(|wanted| own.is_some_and(|own| own == wanted))
        };
        is(&selector.region, Some(&self.region))
            && is(&selector.provider, Some(&self.provider))
            && is(&selector.cluster, self.cluster.as_ref().map(|(_, name)| name.as_str()))
            && selector.status.is_none_or(|status| status == self.status)
            && selector.labels.iter().all(|label| self.labels.0.get(&label.key) == Some(&label.value))
    }

    /// Names where it is, for a question that is asked before something is done to it.
    pub fn place(&self) -> String {
        match (&self.project, &self.cluster) {
            (Some(project), _) => format!("Supabase project {project}"),
            (None, Some((_, cluster))) => format!("database {} on the cluster {cluster}", self.database),
            (None, None) => self.provider.clone(),
        }
    }
}

/// Why a tenant is closed to its users, and until when.
#[derive(Debug, Clone, Default)]
pub struct Suspension {
    /// Since when.
    pub since: Option<DateTime<Utc>>,
    /// What was given as the reason.
    pub reason: Option<String>,
    /// When it lapses; never by itself if there is none.
    pub until: Option<DateTime<Utc>>,
    /// The connection limit that its database had before; -1 is none.
    pub connection_limit: Option<i32>,
}

/// How far a tenant's deletion is.
#[derive(Debug, Clone, Default)]
pub struct Deletion {
    /// Since when.
    pub since: Option<DateTime<Utc>>,
    /// From when on it is purged.
    pub purge_after: Option<DateTime<Utc>>,
    /// Where a restore leads back to.
    pub before: Option<Status>,
    /// The backup, and its SHA-256 in hex.
    pub backup: Option<(String, String)>,
}

#[derive(FromRow)]
pub(super) struct Raw {
    uuid: Uuid,
    id: String,
    name: String,
    provider: String,
    region: String,
    cluster_id: Option<Uuid>,
    cluster: Option<String>,
    database_name: String,
    migrator_login: String,
    app_login: String,
    status: String,
    schema_version: Option<i64>,
    labels: sqlx::types::Json<Labels>,
    owner_email: Option<String>,
    created_at: DateTime<Utc>,
    activated_at: Option<DateTime<Utc>>,
    project_ref: Option<String>,
    database_host: Option<String>,
    database_port: Option<i32>,
    api_url: Option<String>,
    pinned_version: Option<i64>,
    deletion_locked: bool,
    suspended_at: Option<DateTime<Utc>>,
    suspended_reason: Option<String>,
    suspended_until: Option<DateTime<Utc>>,
    connection_limit: Option<i32>,
    deleting_since: Option<DateTime<Utc>>,
    purge_after: Option<DateTime<Utc>>,
    status_before: Option<String>,
    backup_file: Option<String>,
    backup_sha256: Option<String>,
}

impl TryFrom<Raw> for TenantRow {
    type Error = PlaneError;

    fn try_from(raw: Raw) -> Result<Self, PlaneError> {
        let wrong = |e: String| PlaneError::Inconsistent(format!("tenant_metadata, uuid {}: {e}", raw.uuid));
        let port = raw.database_port.map(u16::try_from).transpose().map_err(|e| wrong(e.to_string()))?;
        let before = raw.status_before.as_deref().map(str::parse).transpose();
        let before = before.map_err(|e: crate::domain::status::UnknownStatus| wrong(e.to_string()))?;
        let user = raw.migrator_login.clone();
        let address = raw.database_host.zip(port).zip(raw.api_url);
        let address = address.map(|((host, port), api_url)| ProjectAddress { host, port, user, api_url });
        Ok(Self {
            id: TenantId::stored(&raw.id).map_err(|e| wrong(e.to_string()))?,
            status: raw.status.parse().map_err(|e: crate::domain::status::UnknownStatus| wrong(e.to_string()))?,
            uuid: raw.uuid,
            name: raw.name,
            provider: raw.provider,
            region: raw.region,
            cluster: raw.cluster_id.zip(raw.cluster),
            database: raw.database_name,
            migrator: raw.migrator_login,
            app: raw.app_login,
            schema_version: raw.schema_version,
            labels: raw.labels.0,
            owner_email: raw.owner_email,
            created_at: raw.created_at,
            activated_at: raw.activated_at,
            project: raw.project_ref,
            address,
            pinned_version: raw.pinned_version,
            deletion_locked: raw.deletion_locked,
            suspension: Suspension {
                since: raw.suspended_at,
                reason: raw.suspended_reason,
                until: raw.suspended_until,
                connection_limit: raw.connection_limit,
            },
            deletion: Deletion {
                since: raw.deleting_since,
                purge_after: raw.purge_after,
                before,
                backup: raw.backup_file.zip(raw.backup_sha256),
            },
        })
    }
}
