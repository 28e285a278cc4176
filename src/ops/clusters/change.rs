//! Draining and removing: one transaction each, effect and log together.

use super::error::ClusterError;
use super::log;
use crate::control_plane::{self as plane, ClusterRow, ControlPlane, Phase};
use crate::domain::cluster::ClusterState;
use crate::postgres::{Connection, begin, commit};
use serde_json::json;
use uuid::Uuid;

/// Closes a cluster to new tenants, or opens it again.
///
/// # Errors
/// [`ClusterError`].
pub async fn set_state(
    control: &ControlPlane,
    row: &ClusterRow,
    state: ClusterState,
    actor: &str,
) -> Result<(), ClusterError> {
    let mut connection = control.session.get().await;
    let mut transaction = begin(&mut connection).await?;
    plane::set_cluster_state(&mut transaction, row.id, state).await?;
    let detail = json!({ "cluster": row.name, "state": state });
    both(&mut transaction, "cluster drain", actor, detail).await?;
    Ok(commit(transaction).await?)
}

/// Removes a cluster's row; the server stays as it is.
///
/// # Errors
/// [`ClusterError::Occupied`] while tenants are on it.
pub async fn remove(control: &ControlPlane, row: &ClusterRow, actor: &str) -> Result<(), ClusterError> {
    let mut connection = control.session.get().await;
    let mut transaction = begin(&mut connection).await?;
    let copies = plane::copies_on(&mut transaction, row.id).await?;
    if copies > 0 {
        return Err(ClusterError::Copies { name: row.name.clone(), copies });
    }
    if !plane::remove_cluster(&mut transaction, row.id).await? {
        let now = plane::cluster_by_id(&mut transaction, row.id).await?;
        let tenants = now.map_or(row.tenants, |row| row.tenants);
        return Err(ClusterError::Occupied { name: row.name.clone(), tenants });
    }
    let detail = json!({ "cluster": row.name, "region": row.region, "endpoint": row.endpoint });
    both(&mut transaction, "cluster remove", actor, detail).await?;
    Ok(commit(transaction).await?)
}

/// Begin and end at once: they can only be committed with the effect.
async fn both(
    connection: &mut Connection,
    action: &str,
    actor: &str,
    detail: serde_json::Value,
) -> Result<(), ClusterError> {
    let run = Uuid::now_v7();
    log(connection, (run, Phase::Begin), action, actor, None, detail.clone()).await?;
    Ok(log(connection, (run, Phase::End), action, actor, Some("done"), detail).await?)
}
