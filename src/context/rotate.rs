//! The clusters of tenants, each opened once.

use super::Context;
use crate::config::keys;
use crate::control_plane::{self as plane, ControlPlane, TenantRow};
use crate::error::{CommandError, ErrorKind};
use crate::ops::credentials::Vault;
use crate::ops::rotate::{Host, Projects};
use std::collections::HashMap;
use std::path::Path;
use uuid::Uuid;

impl Context {
    /// Returns how projects' passwords are changed.
    ///
    /// # Errors
    /// The Management API isn't configured.
    pub fn projects(&self) -> Result<Projects, CommandError> {
        let root = self.settings.path(keys::SUPABASE_SSL_ROOT_CERT).map(Path::to_path_buf);
        Ok(Projects { api: self.management_api()?, root })
    }

    /// Opens the cluster of each tenant. One that can't be used is part of the answer.
    ///
    /// # Errors
    /// The control plane can't be read.
    pub async fn hosts_of(
        &mut self,
        control: &ControlPlane,
        vault: &Vault,
        tenants: &[TenantRow],
    ) -> Result<HashMap<Uuid, Host>, CommandError> {
        let mut hosts = HashMap::new();
        for (cluster, name) in tenants.iter().filter_map(|tenant| tenant.cluster.as_ref()) {
            if hosts.contains_key(cluster) {
                continue;
            }
            let row = plane::cluster_by_id(&mut *control.session.get().await, *cluster).await?;
            let opened = match row {
                Some(row) => self.open_cluster(control, vault, &row).await,
                None => Err(CommandError::new(ErrorKind::NotFound, format!("there is no cluster {name}"))),
            };
            let host = opened.map_err(|error| {
                let text = std::iter::once(error.message()).chain(error.causes().iter().map(String::as_str));
                (text.collect::<Vec<_>>().join(": "), error.kind() == ErrorKind::Unavailable)
            });
            hosts.insert(*cluster, host);
        }
        Ok(hosts)
    }
}
