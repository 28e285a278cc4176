//! Where a tenant's login connects to.

use crate::control_plane::{self as plane, ControlPlane, PlaneError, TenantRow};
use crate::ops::credentials::{CredentialsError, LoginRole, Vault};
use crate::postgres::{InvalidTarget, Target};
use secrecy::ExposeSecret;

/// Why a tenant's address can't be had.
#[derive(Debug, thiserror::Error)]
pub enum LocateError {
    /// Credentials or control plane.
    #[error(transparent)]
    Credentials(#[from] CredentialsError),
    /// The stored URL of its cluster.
    #[error("the stored URL of the cluster {cluster:?} {source}")]
    Target {
        /// The cluster.
        cluster: String,
        /// What is wrong with it.
        source: InvalidTarget,
    },
    /// The tenant has no cluster.
    #[error("tenant {0} is on no cluster")]
    NoCluster(String),
}

impl From<PlaneError> for LocateError {
    fn from(error: PlaneError) -> Self {
        Self::Credentials(error.into())
    }
}

/// Finds tenants' databases. The embedded server's socket may have moved since a cluster's URL
/// was stored, so its present address is given.
pub struct Locator<'a> {
    /// The control plane.
    pub control: &'a ControlPlane,
    /// The sealing key.
    pub vault: &'a Vault,
    /// The embedded server, if it runs.
    pub embedded: Option<Target>,
}

impl Locator<'_> {
    /// Returns where the tenant's login connects to, with its password.
    ///
    /// # Errors
    /// [`LocateError`].
    pub async fn target(&self, tenant: &TenantRow, role: LoginRole) -> Result<Target, LocateError> {
        let server = match &self.embedded {
            Some(target) if tenant.provider == "local" => target.clone(),
            _ => self.cluster_target(tenant).await?,
        };
        let login = match role {
            LoginRole::Migrator => &tenant.migrator,
            LoginRole::App => &tenant.app,
        };
        let password = self.vault.password(self.control, tenant.uuid, role).await?;
        Ok(server.with_login(login, password, &tenant.database))
    }

    async fn cluster_target(&self, tenant: &TenantRow) -> Result<Target, LocateError> {
        let missing = || LocateError::NoCluster(tenant.id.to_string());
        let (id, _) = tenant.cluster.as_ref().ok_or_else(missing)?;
        let row = {
            let mut connection = self.control.session.get().await;
            plane::cluster_by_id(&mut connection, *id).await?.ok_or_else(missing)?
        };
        let url = self.vault.open_cluster_url(row.id, &row.admin_url).map_err(CredentialsError::from)?;
        Target::parse(url.expose_secret()).map_err(|source| LocateError::Target { cluster: row.name, source })
    }
}
