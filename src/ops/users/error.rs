//! Why something about a user couldn't be done.

use crate::control_plane::PlaneError;
use crate::domain::status::Status;
use crate::ops::locate::LocateError;
use crate::ops::provision::class_of;
use crate::postgres::{DatabaseError, FailureClass};
use crate::supabase::auth::{DiscoverError, InvalidAuthKey};
use crate::supabase::http::ApiError;
use crate::tenant_db::TenantDbError;

/// Why something about a user couldn't be done.
#[derive(Debug, thiserror::Error)]
pub enum UserError {
    /// The Auth server.
    #[error(transparent)]
    Api(#[from] ApiError),
    /// The tenant's database.
    #[error(transparent)]
    TenantDb(#[from] TenantDbError),
    /// A statement there.
    #[error(transparent)]
    Database(#[from] DatabaseError),
    /// Where the tenant is.
    #[error(transparent)]
    Locate(#[from] LocateError),
    /// No Auth server.
    #[error(transparent)]
    Discover(#[from] DiscoverError),
    /// A key that can't administer users.
    #[error(transparent)]
    Key(#[from] InvalidAuthKey),
    /// There is an Auth server and no key for it.
    #[error("the Auth server needs a service key, and none is set")]
    NoKey,
    /// The log.
    #[error(transparent)]
    Plane(#[from] PlaneError),
    /// The tenant isn't in use.
    #[error("the tenant is {0}; only the users of an active one can be changed")]
    Status(Status),
    /// No such role.
    #[error("the tenant has no role {role:?}")]
    UnknownRole {
        /// What was asked for.
        role: String,
        /// What there is.
        known: Vec<String>,
    },
    /// The address is another tenant's user's.
    #[error("{email} is a user of the tenant {tenant} at the same Auth server")]
    OtherTenant {
        /// The address.
        email: String,
        /// Its tenant.
        tenant: String,
    },
    /// The address belongs to a user whom tenantctl knows nothing about.
    #[error("{email} is a user of the Auth server who belongs to no tenant")]
    NoTenant {
        /// The address.
        email: String,
    },
    /// The user whom the address once made has another one now.
    #[error("the user {user} was made with the address {email} and has another one now")]
    OtherAddress {
        /// The address.
        email: String,
        /// The user.
        user: uuid::Uuid,
    },
    /// Without an Auth server there is nobody to send anything.
    #[error("{what} needs an Auth server, and the tenant has none")]
    NoAuth {
        /// What was asked for.
        what: &'static str,
    },
    /// The Auth server doesn't know the user by that password.
    #[error("the Auth server refused the e-mail address and the password")]
    WrongPassword,
    /// Nobody is called that.
    #[error("the tenant has no user {0}")]
    NotFound(String),
    /// Several are called that.
    #[error("the tenant has several users {who}: {}", .ids.join(", "))]
    Several {
        /// What was asked for.
        who: String,
        /// Their ids.
        ids: Vec<String>,
    },
}

impl UserError {
    /// Returns how the failure behind it may be met, if it is one that passes.
    pub fn class(&self) -> Option<FailureClass> {
        match self {
            Self::Api(error) | Self::Discover(DiscoverError::Api(error)) => Some(class_of(error)),
            Self::TenantDb(error) => Some(error.class()),
            Self::Database(error) | Self::Plane(PlaneError::Database(error)) => Some(error.class),
            _ => None,
        }
    }
}

impl From<crate::ops::credentials::CredentialsError> for UserError {
    fn from(error: crate::ops::credentials::CredentialsError) -> Self {
        Self::Locate(error.into())
    }
}
