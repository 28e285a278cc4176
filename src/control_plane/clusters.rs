//! `clusters`: the servers that tenants are placed on.

use super::plane::PlaneError;
use crate::domain::cluster::{Closed, ClusterState, Load};
use crate::domain::ident::literal;
use crate::domain::tenant::TenantId;
use crate::postgres::{db, once};
use chrono::{DateTime, Utc};
use sqlx::{FromRow, PgConnection};
use uuid::Uuid;

pub(super) const COLUMNS: &str = "id, name, provider, region, capacity, weight, state, tenants, system_identifier, endpoint, operator_login, \
     admin_url, admin_url_kek, created_at";

/// A registered server.
#[derive(Debug, Clone, FromRow)]
pub struct ClusterRow {
    /// Its id.
    pub id: Uuid,
    /// Its name.
    pub name: String,
    /// `cluster` or `local`.
    pub provider: String,
    /// The region given by `cluster add`; the default cluster has none.
    pub region: Option<String>,
    /// How many tenants it may have; no limit if none.
    pub capacity: Option<i32>,
    /// Its share among the clusters of its region.
    pub weight: i32,
    /// `active` or `draining`.
    pub state: String,
    /// How many tenants it has.
    pub tenants: i32,
    /// PostgreSQL's own id of the server.
    pub system_identifier: String,
    /// Address, for people.
    pub endpoint: String,
    /// The login that made the roles there.
    pub operator_login: String,
    /// The connection URL, sealed.
    pub admin_url: Vec<u8>,
    /// Which master key sealed it.
    pub admin_url_kek: String,
    /// When it was registered.
    pub created_at: DateTime<Utc>,
}

impl ClusterRow {
    /// Tells why it gets no new tenant, going by what was read.
    pub fn closed(&self) -> Option<Closed> {
        if self.weight == 0 {
            return Some(Closed::Weightless);
        }
        let state = ClusterState::parse(&self.state).unwrap_or(ClusterState::Draining);
        Load { state, tenants: self.tenants, capacity: self.capacity }.closed()
    }
}

#[cfg(test)]
impl ClusterRow {
    /// A row for tests of rules.
    pub(crate) fn example() -> Self {
        Self {
            id: Uuid::nil(),
            name: "eu-1".into(),
            provider: "cluster".into(),
            region: Some("eu-west-1".into()),
            capacity: Some(5),
            weight: 1,
            state: "active".into(),
            tenants: 4,
            system_identifier: "1".into(),
            endpoint: "127.0.0.1:1".into(),
            operator_login: "operator".into(),
            admin_url: Vec::new(),
            admin_url_kek: String::new(),
            created_at: DateTime::UNIX_EPOCH,
        }
    }
}

/// A server to register.
#[derive(Debug)]
pub struct NewCluster<'a> {
    /// Its id.
    pub id: Uuid,
    /// Its name.
    pub name: &'a str,
    /// `cluster` or `local`.
    pub provider: &'a str,
    /// PostgreSQL's own id of the server.
    pub system_identifier: &'a str,
    /// Address, for people.
    pub endpoint: &'a str,
    /// The operator's login there.
    pub operator_login: &'a str,
    /// The connection URL, sealed.
    pub admin_url: &'a [u8],
    /// Which master key sealed it.
    pub admin_url_kek: &'a str,
}

macro_rules! select {
    ($where:literal) => {
        format!("SELECT {} FROM control_plane.clusters WHERE {}", $crate::control_plane::clusters::COLUMNS, $where)
    };
}
pub(super) use select;

/// Finds a cluster by its id.
///
/// # Errors
/// [`PlaneError::Database`].
pub async fn cluster_by_id(connection: &mut PgConnection, id: Uuid) -> Result<Option<ClusterRow>, PlaneError> {
    let row = once(select!("id = $1")).bind(id).row(connection).await;
    Ok(row.map_err(db("reading clusters"))?)
}

/// Asks for the cluster that the live tenant of this id is on.
pub(super) fn of_tenant(id: &TenantId) -> String {
    select!("id = (SELECT t.cluster_id FROM control_plane.tenant_metadata t WHERE t.id = $1 AND t.status <> 'deleted')")
        .replace("$1", &literal(id.as_str()))
}

/// Finds a cluster by the server's own id.
///
/// # Errors
/// [`PlaneError::Database`].
pub async fn cluster_by_system(
    connection: &mut PgConnection,
    system_identifier: &str,
) -> Result<Option<ClusterRow>, PlaneError> {
    let row = once(select!("system_identifier = $1")).bind(system_identifier).row(connection);
    Ok(row.await.map_err(db("reading clusters"))?)
}

/// Returns the clusters of a provider, by name.
///
/// # Errors
/// [`PlaneError::Database`].
pub async fn cluster_of_provider(connection: &mut PgConnection, provider: &str) -> Result<Vec<ClusterRow>, PlaneError> {
    let rows = once(select!("provider = $1 ORDER BY name")).bind(provider).rows(connection);
    Ok(rows.await.map_err(db("reading clusters"))?)
}

/// Registers a cluster; a server that another process registered meanwhile stays as it is.
///
/// # Errors
/// [`PlaneError::Database`].
pub async fn insert_cluster(connection: &mut PgConnection, new: &NewCluster<'_>) -> Result<(), PlaneError> {
    sqlx::query(
        "INSERT INTO control_plane.clusters
             (id, name, provider, system_identifier, endpoint, operator_login, admin_url, admin_url_kek)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
         ON CONFLICT (system_identifier) DO NOTHING",
    )
    .bind(new.id)
    .bind(new.name)
    .bind(new.provider)
    .bind(new.system_identifier)
    .bind(new.endpoint)
    .bind(new.operator_login)
    .bind(new.admin_url)
    .bind(new.admin_url_kek)
    .execute(connection)
    .await
    .map_err(db("registering the cluster"))?;
    Ok(())
}

/// Writes down a cluster's new address or password.
///
/// # Errors
/// [`PlaneError`].
pub async fn update_cluster(
    connection: &mut PgConnection,
    id: Uuid,
    endpoint: &str,
    admin_url: &[u8],
    kek: &str,
) -> Result<(), PlaneError> {
    let done = sqlx::query(
        "UPDATE control_plane.clusters
         SET endpoint = $2, admin_url = $3, admin_url_kek = $4, updated_at = now() WHERE id = $1",
    )
    .bind(id)
    .bind(endpoint)
    .bind(admin_url)
    .bind(kek)
    .execute(connection)
    .await
    .map_err(db("updating the cluster"))?;
    PlaneError::expect_rows("the cluster", 1, done.rows_affected())
}
