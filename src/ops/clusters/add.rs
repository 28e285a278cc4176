//! Adding a cluster: look first, then write.

use super::error::ClusterError;
use super::log;
use crate::control_plane::{self as plane, ControlPlane, NewCluster, Phase, PlaneError};
use crate::domain::cluster::{ClusterName, DEFAULT_CLUSTER};
use crate::domain::region::Region;
use crate::host::{ClusterHost, Inspection, inspect};
use crate::ops::credentials::Vault;
use crate::postgres::{Session, begin, commit};
use serde_json::json;
use uuid::Uuid;

/// A cluster to add.
#[derive(Debug)]
pub struct Added<'a> {
    /// Its name.
    pub name: &'a ClusterName,
    /// Its region.
    pub region: &'a Region,
    /// How many tenants it may have.
    pub capacity: Option<i32>,
    /// Its share among the clusters of its region.
    pub weight: i32,
}

/// A server that can be added.
#[derive(Debug)]
pub struct Examined {
    /// What was found there.
    pub found: Inspection,
    /// Its row, where `DATABASE_URL` brought it in before anybody added it.
    pub default: Option<Uuid>,
}

/// Looks whether a server can be added, without any effect. The server of `DATABASE_URL` that is
/// registered as `default` gets its name, region and limits by this.
///
/// # Errors
/// [`ClusterError::Exists`], [`ClusterError::SameServer`], or what the server lacks.
pub async fn examine(control: &ControlPlane, server: &Session, name: &ClusterName) -> Result<Examined, ClusterError> {
    let endpoint = server.target().endpoint();
    let found = inspect(server).await?;
    found.refuse(&endpoint)?;
    let mut connection = control.session.get().await;
    let default = match plane::cluster_by_system(&mut connection, &found.system_identifier).await? {
        None => None,
        Some(row) if row.name != DEFAULT_CLUSTER || row.region.is_some() => {
            return Err(ClusterError::SameServer { endpoint, cluster: row.name });
        }
        Some(row) if row.operator_login != found.login => {
            let (login, registered) = (found.login, row.operator_login);
            return Err(ClusterError::OtherLogin { cluster: row.name, login, registered });
        }
        Some(row) => Some(row.id),
    };
    if plane::cluster_by_name(&mut connection, name.as_str()).await?.is_some() {
        return Err(ClusterError::Exists(name.to_string()));
    }
    Ok(Examined { found, default })
}

/// Adds a server that [`examine`] found fit: the log's begin, the group roles there, then row and
/// the log's end in one commit.
///
/// # Errors
/// [`ClusterError`]; another run may have added name or server meanwhile.
pub async fn add(
    control: &ControlPlane,
    vault: &Vault,
    server: &Session,
    wanted: &Added<'_>,
    default: Option<Uuid>,
    actor: &str,
) -> Result<(), ClusterError> {
    let run = Uuid::now_v7();
    let endpoint = server.target().endpoint();
    let detail = json!({
        "cluster": wanted.name, "region": wanted.region, "endpoint": endpoint,
        "capacity": wanted.capacity, "weight": wanted.weight,
    });
    log(&mut *control.session.get().await, (run, Phase::Begin), ACTION, actor, None, detail.clone()).await?;
    let result = write(control, vault, server, wanted, default, actor, (run, detail)).await;
    if let Err(error) = &result {
        let detail = json!({ "cluster": wanted.name, "error": error.to_string() });
        let mut connection = control.session.get().await;
        if let Err(error) = log(&mut connection, (run, Phase::End), ACTION, actor, Some("failed"), detail).await {
            tracing::warn!(%error, "the failure couldn't be recorded");
        }
    }
    result
}

const ACTION: &str = "cluster add";

async fn write(
    control: &ControlPlane,
    vault: &Vault,
    server: &Session,
    wanted: &Added<'_>,
    default: Option<Uuid>,
    actor: &str,
    (run, detail): (Uuid, serde_json::Value),
) -> Result<(), ClusterError> {
    let facts = ClusterHost::open(server.clone()).await?.facts;
    let id = default.unwrap_or_else(Uuid::now_v7);
    let sealed = vault.seal_cluster_url(id, &server.target().url())?;
    let endpoint = server.target().endpoint();
    let new = NewCluster {
        id,
        name: wanted.name.as_str(),
        provider: "cluster",
        system_identifier: &facts.system_identifier,
        endpoint: &endpoint,
        operator_login: &facts.login,
        admin_url: &sealed,
        admin_url_kek: vault.kek_id(),
    };
    let mut connection = control.session.get().await;
    let mut transaction = begin(&mut connection).await?;
    let region = wanted.region.as_str();
    let (capacity, weight) = (wanted.capacity, wanted.weight);
    let written = match default {
        None => plane::add_cluster(&mut transaction, &new, region, capacity, weight).await?,
        Some(_) => match plane::name_default_cluster(&mut transaction, &new, region, capacity, weight).await {
            Err(PlaneError::Database(error)) if error.is("23505") => {
                return Err(ClusterError::Exists(wanted.name.to_string()));
            }
            other => other?,
        },
    };
    if !written {
        let same = plane::cluster_by_system(&mut transaction, &facts.system_identifier).await?;
        return Err(match same {
            Some(row) => ClusterError::SameServer { endpoint, cluster: row.name },
            None => ClusterError::Exists(wanted.name.to_string()),
        });
    }
    log(&mut transaction, (run, Phase::End), ACTION, actor, Some("done"), detail).await?;
    Ok(commit(transaction).await?)
}
