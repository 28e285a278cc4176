//! Opening registered clusters.

use super::Context;
use super::placement::{On, Placement};
use crate::control_plane::{ClusterRow, ControlPlane};
use crate::domain::cluster::DEFAULT_CLUSTER;
use crate::error::{CommandError, ErrorKind};
use crate::host::ClusterHost;
use crate::ops::clusters::{ClusterError, choose};
use crate::ops::credentials::Vault;
use crate::postgres::{Session, Target};
use secrecy::{ExposeSecret, SecretString};
use uuid::Uuid;

impl Context {
    /// Reads a connection URL; `origin` says where it came from.
    ///
    /// # Errors
    /// It is malformed, or it says itself that a transaction pooler answers there.
    pub fn server_of(&self, url: &SecretString, origin: &str) -> Result<Target, CommandError> {
        let target = Target::parse(url.expose_secret()).map_err(|error| {
            CommandError::new(ErrorKind::Config, format!("{origin} {error}")).with_code("malformed_url")
        })?;
        self.accept(target)
    }

    /// Connects to a server that may become a cluster, once it is known to be no pooler.
    ///
    /// # Errors
    /// It can't be reached or refuses the login.
    pub async fn open_server(&self, target: &Target) -> Result<Session, CommandError> {
        self.refuse_pooler(target).await?;
        self.open_session(target).await
    }

    /// Returns where a cluster is; the embedded server's socket may have moved since.
    ///
    /// # Errors
    /// Its URL was sealed by another key or can't be used.
    pub fn cluster_target(&self, vault: &Vault, row: &ClusterRow) -> Result<Target, CommandError> {
        if let (Some(target), "local") = (&self.embedded, row.provider.as_str()) {
            return Ok(target.clone());
        }
        let url = vault.open_cluster_url(row)?;
        let stored = |error: crate::postgres::InvalidTarget| ClusterError::StoredUrl {
            name: row.name.clone(),
            reason: error.to_string(),
        };
        Ok(Target::parse(url.expose_secret()).map_err(stored)?)
    }

    /// Opens a registered cluster, and sees that it still is the same server.
    ///
    /// # Errors
    /// It can't be reached, or another server answers there.
    pub(super) async fn open_cluster(
        &mut self,
        control: &ControlPlane,
        vault: &Vault,
        row: &ClusterRow,
    ) -> Result<ClusterHost, CommandError> {
        let own = match row.provider.as_str() {
            "local" => Some("local"),
            _ if row.name == DEFAULT_CLUSTER && self.has_server() => Some("cluster"),
            _ => None,
        };
        if let Some(provider) = own {
            let (host, id) = self.cluster(control, vault, provider).await?;
            if id == row.id {
                return Ok(host);
            }
        }
        let target = self.cluster_target(vault, row)?;
        let session = if control.session.target().same_session_as(&target) {
            control.session.clone()
        } else {
            self.open_session(&target).await?
        };
        let host = ClusterHost::open(session).await?;
        if host.facts.system_identifier != row.system_identifier {
            return Err(ClusterError::OtherServer { name: row.name.clone(), endpoint: target.endpoint() }.into());
        }
        Ok(host)
    }

    /// Opens the cluster of a placement.
    ///
    /// # Errors
    /// No place, or the server can't be reached or isn't the one that was added.
    pub async fn host(
        &mut self,
        control: &ControlPlane,
        vault: &Vault,
        placement: &Placement,
    ) -> Result<(ClusterHost, Uuid), CommandError> {
        let chosen;
        let row = match &placement.on {
            On::Own => return self.cluster(control, vault, placement.provider).await,
            On::Project => {
                return Err(CommandError::new(ErrorKind::Internal, "a Supabase project was taken for a cluster"));
            }
            On::This(row) => row,
            On::Region => {
                chosen = choose(&mut *control.session.get().await, &placement.region).await?;
                self.ui.note(&format!("cluster {}", chosen.name));
                &chosen
            }
        };
        Ok((self.open_cluster(control, vault, row).await?, row.id))
    }
}
