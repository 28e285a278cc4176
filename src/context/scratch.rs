//! A server for databases that live as long as a command, where the tenant's own isn't one of ours.

use super::Context;
use crate::control_plane::{self as plane, ControlPlane};
use crate::error::CommandError;
use crate::host::ClusterHost;
use crate::ops::credentials::Vault;

impl Context {
    /// Finds a server whose major version of PostgreSQL fits: a registered cluster, else the control plane's own, as far as
    /// its login may make databases. One that can't be reached is passed over.
    ///
    /// # Errors
    /// The control plane.
    pub async fn scratch_host(
        &mut self,
        control: &ControlPlane,
        vault: &Vault,
        fits: impl Fn(i32) -> bool,
    ) -> Result<Option<ClusterHost>, CommandError> {
        let clusters = plane::clusters(&mut *control.session.get().await).await?;
        for row in &clusters {
            match self.open_cluster(control, vault, row).await {
                Ok(host) if host.facts.major().is_some_and(&fits) => return Ok(Some(host)),
                Ok(_) => {}
                Err(error) => tracing::debug!(error = error.message(), cluster = row.name, "looking for a server"),
            }
        }
        match ClusterHost::open(control.session.clone()).await {
            Ok(host) if host.facts.major().is_some_and(&fits) => Ok(Some(host)),
            Ok(_) => Ok(None),
            Err(error) => {
                tracing::debug!(%error, "looking for a server");
                Ok(None)
            }
        }
    }
}
