//! Tying a server to its row in `clusters`.

use crate::control_plane::{self as plane, ControlPlane, NewCluster};
use crate::host::{ClusterHost, Facts};
use crate::ops::credentials::{CredentialsError, Vault};
use crate::postgres::Target;
use uuid::Uuid;

/// A server that doesn't fit the registered clusters.
#[derive(Debug, thiserror::Error)]
pub enum RegisterError {
    /// Credentials or control plane.
    #[error(transparent)]
    Credentials(#[from] CredentialsError),
    /// The name is another server's.
    #[error("{endpoint} is another server than the cluster {name:?} (which was at {registered})")]
    OtherServer {
        /// The cluster's name.
        name: &'static str,
        /// The server given now.
        endpoint: String,
        /// The server known.
        registered: String,
    },
    /// Roles there were made by another login, and only that one can manage them.
    #[error("the cluster {name:?} was set up by the login {registered}, not by {login}")]
    OtherLogin {
        /// The cluster's name.
        name: String,
        /// The login used now.
        login: String,
        /// The login that made the roles.
        registered: String,
    },
}

impl From<crate::control_plane::PlaneError> for RegisterError {
    fn from(error: crate::control_plane::PlaneError) -> Self {
        Self::Credentials(error.into())
    }
}

/// Returns the id of the server's row, writing it the first time and again when the address or
/// the password changed.
///
/// # Errors
/// [`RegisterError`].
pub async fn register(
    control: &ControlPlane,
    vault: &Vault,
    host: &ClusterHost,
    provider: &'static str,
    target: &Target,
) -> Result<Uuid, RegisterError> {
    let Facts { system_identifier, login, .. } = &host.facts;
    let name = if provider == "local" { "local" } else { "default" };
    let mut connection = control.session.get().await;
    if let Some(row) = plane::cluster_by_system(&mut connection, system_identifier).await? {
        if &row.operator_login != login {
            return Err(RegisterError::OtherLogin {
                name: row.name,
                login: login.clone(),
                registered: row.operator_login,
            });
        }
        let url = target.url();
        let stored = vault.open_cluster_url(&row).map_err(CredentialsError::from)?;
        if secrecy::ExposeSecret::expose_secret(&stored) != secrecy::ExposeSecret::expose_secret(&url) {
            let sealed = vault.seal_cluster_url(row.id, &url).map_err(CredentialsError::from)?;
            plane::update_cluster(&mut connection, row.id, &target.endpoint(), &sealed, vault.kek_id()).await?;
        }
        return Ok(row.id);
    }
    if let Some(row) = plane::cluster_of_provider(&mut connection, provider).await?.into_iter().find(|r| r.name == name)
    {
        return Err(RegisterError::OtherServer { name, endpoint: target.endpoint(), registered: row.endpoint });
    }
    let id = Uuid::now_v7();
    let sealed = vault.seal_cluster_url(id, &target.url()).map_err(CredentialsError::from)?;
    let endpoint = target.endpoint();
    let new = NewCluster {
        id,
        name,
        provider,
        system_identifier,
        endpoint: &endpoint,
        operator_login: login,
        admin_url: &sealed,
        admin_url_kek: vault.kek_id(),
    };
    plane::insert_cluster(&mut connection, &new).await?;
    let row = plane::cluster_by_system(&mut connection, system_identifier).await?;
    Ok(row.map_or(id, |row| row.id))
}
