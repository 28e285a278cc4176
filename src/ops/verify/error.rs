//! Why tokens can't be verified, which is never a yes.

use crate::control_plane::PlaneError;
use crate::ops::jwks::InvalidJwksUrl;
use crate::ops::keys::KeyError;
use crate::ops::locate::LocateError;
use crate::postgres::DatabaseError;
use crate::tenant_db::TenantDbError;
use crate::token::JwksError;

/// Why tokens can't be verified.
#[derive(Debug, thiserror::Error)]
pub enum VerifyError {
    /// The control plane.
    #[error(transparent)]
    Plane(#[from] PlaneError),
    /// Our own keys.
    #[error(transparent)]
    Keys(#[from] KeyError),
    /// Our own published keys can't be read.
    #[error("the control plane's own signing keys can't be read")]
    Published(#[source] JwksError),
    /// The keys that somebody else publishes.
    #[error(transparent)]
    Jwks(#[from] crate::ops::jwks::JwksError),
    /// Where a project should publish its keys.
    #[error("the address of the tenant's project can't be one of keys: {0}")]
    Address(InvalidJwksUrl),
    /// The database of the tenant with this id.
    #[error("tenant {0}: {1}")]
    Tenant(String, #[source] Box<VerifyError>),
    /// Where a tenant's database is.
    #[error(transparent)]
    Locate(#[from] LocateError),
    /// A tenant's database.
    #[error(transparent)]
    TenantDb(#[from] TenantDbError),
    /// A question to it.
    #[error(transparent)]
    Database(#[from] DatabaseError),
}
