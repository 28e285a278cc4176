//! What a cluster is refused with.

use crate::control_plane::PlaneError;
use crate::domain::cluster::Closed;
use crate::host::HostError;
use crate::ops::credentials::CredentialsError;
use crate::secrets::SecretsError;

/// Why something couldn't be done with a cluster.
#[derive(Debug, thiserror::Error)]
pub enum ClusterError {
    /// The control plane.
    #[error(transparent)]
    Plane(#[from] PlaneError),
    /// The server.
    #[error(transparent)]
    Host(#[from] HostError),
    /// The sealing key.
    #[error(transparent)]
    Credentials(#[from] CredentialsError),
    /// No cluster of that name.
    #[error("there is no cluster {name}")]
    Unknown {
        /// The name.
        name: String,
        /// The nearest one there is.
        near: Option<String>,
    },
    /// The name is taken.
    #[error("there is a cluster {0} already")]
    Exists(String),
    /// The server is registered.
    #[error("the server at {endpoint} is the cluster {cluster} already")]
    SameServer {
        /// The address given now.
        endpoint: String,
        /// The cluster's name.
        cluster: String,
    },
    /// Its roles were made by another login, and only that one can manage them.
    #[error("the cluster {cluster} was set up by the login {registered}, not by {login}")]
    OtherLogin {
        /// The cluster's name.
        cluster: String,
        /// The login used now.
        login: String,
        /// The login that made the roles.
        registered: String,
    },
    /// Tenants are on it.
    #[error("the cluster {name} still has tenants ({tenants})")]
    Occupied {
        /// The cluster's name.
        name: String,
        /// How many.
        tenants: i32,
    },
    /// What moved tenants left is kept on it.
    #[error("the cluster {name} still has copies of tenants that are being moved ({copies})")]
    Copies {
        /// The cluster's name.
        name: String,
        /// How many.
        copies: i64,
    },
    /// Another server answers at the cluster's address.
    #[error("another server answers at {endpoint} than the one that was added as the cluster {name}")]
    OtherServer {
        /// The cluster's name.
        name: String,
        /// Its address.
        endpoint: String,
    },
    /// The stored URL can't be used.
    #[error("the stored URL of the cluster {name} {reason}")]
    StoredUrl {
        /// The cluster's name.
        name: String,
        /// What is wrong with it.
        reason: String,
    },
    /// No cluster in that region.
    #[error("there is no cluster in the region {region}")]
    NoRegion {
        /// The region asked for.
        region: String,
        /// Those that have one.
        regions: Vec<String>,
    },
    /// Every cluster of the region is full or draining.
    #[error("no cluster in the region {region} takes a tenant")]
    AllClosed {
        /// The region.
        region: String,
        /// Each cluster with its reason.
        clusters: Vec<(String, Closed)>,
    },
    /// The named cluster is in another region.
    #[error("the cluster {name} is in {there}, not in {wanted}")]
    OtherRegion {
        /// The cluster's name.
        name: String,
        /// Its region.
        there: String,
        /// The region asked for.
        wanted: String,
    },
}

impl From<SecretsError> for ClusterError {
    fn from(error: SecretsError) -> Self {
        Self::Credentials(error.into())
    }
}

impl From<crate::postgres::DatabaseError> for ClusterError {
    fn from(error: crate::postgres::DatabaseError) -> Self {
        Self::Plane(error.into())
    }
}
