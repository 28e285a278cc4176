//! Looking at a tenant that is to be copied.

use super::Context;
use crate::control_plane::{ControlPlane, TenantRow};
use crate::domain::clone::CloneWay;
use crate::error::CommandError;
use crate::host::ClusterHost;
use crate::ops::credentials::Vault;
use crate::ops::provision::ClusterHome;
use uuid::Uuid;

impl Context {
    /// Refuses a tenant that can't be copied so, and returns the size of its database in bytes.
    ///
    /// # Errors
    /// Its cluster can't be reached, or as [`ClusterHome::check_source`].
    pub async fn check_source(
        &mut self,
        control: &ControlPlane,
        vault: &Vault,
        source: &TenantRow,
        way: CloneWay,
    ) -> Result<i64, CommandError> {
        let home = self.cluster_home(control, vault, source).await?;
        Ok(home.check_source(control, source, way).await?)
    }

    /// Makes a cluster a place that tenants can be put on.
    ///
    /// # Errors
    /// The Auth server that its tenants share is configured wrongly.
    pub fn home_on(&self, host: ClusterHost, cluster: Uuid) -> Result<ClusterHome, CommandError> {
        let (programs, scratch) = (self.dump_programs(), self.state_dir());
        Ok(ClusterHome { host, cluster, auth: self.shared_auth()?, programs, scratch })
    }
}
