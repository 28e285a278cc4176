//! Why a password wasn't changed.

use crate::control_plane::PlaneError;
use crate::domain::ident::InvalidIdent;
use crate::domain::status::Status;
use crate::host::HostError;
use crate::ops::credentials::CredentialsError;
use crate::ops::locate::LocateError;
use crate::postgres::{DatabaseError, FailureClass};
use crate::secrets::SecretsError;
use crate::supabase::http::{ApiError, Class};
use crate::tenant_db::TenantDbError;

/// Why a tenant's password wasn't changed, or not all of it.
#[derive(Debug, thiserror::Error)]
pub enum RotateError {
    /// The control plane.
    #[error(transparent)]
    Plane(#[from] PlaneError),
    /// The cluster.
    #[error(transparent)]
    Host(#[from] HostError),
    /// The sealed passwords.
    #[error(transparent)]
    Credentials(#[from] CredentialsError),
    /// Where it is.
    #[error(transparent)]
    Locate(#[from] LocateError),
    /// It isn't in use.
    #[error("it is {0}; only an active tenant's passwords are changed")]
    Status(Status),
    /// The old login is on its way out already.
    #[error("its login was switched to {login} already, and the old one is ended")]
    Switched {
        /// The new login.
        login: String,
    },
    /// What was ended stays so.
    #[error("it ends old logins, and none comes back")]
    Ending,
    /// Another run works on it.
    #[error("another run works on it")]
    Busy,
    /// Its database is a Supabase project's, and there is no second login in those.
    #[error("it has a Supabase project, whose API replaces the password at once: there is no overlap")]
    NoOverlap,
    /// A Supabase project has no login of an application.
    #[error(
        "it has a Supabase project, whose application has API keys in place of a login; those are changed in the project's settings"
    )]
    NoAppLogin,
    /// The Management API.
    #[error(transparent)]
    Api(#[from] ApiError),
    /// The Management API isn't configured.
    #[error("it has a Supabase project, and {0}")]
    NoApi(String),
    /// Its cluster can't be opened.
    #[error("its cluster can't be used: {text}")]
    Cluster {
        /// Why.
        text: String,
        /// It couldn't be reached.
        unreachable: bool,
    },
    /// A signal came before its turn.
    #[error("it wasn't begun, since a signal came")]
    Stopped,
    /// The new login doesn't get in.
    #[error("the new login {login} doesn't get in, and was closed again; the old one is as it was")]
    Unproven {
        /// The new login.
        login: String,
        /// Why.
        source: TenantDbError,
    },
    /// A project's new password doesn't get in.
    #[error("the new password of its project's database doesn't get in; the old one was set again")]
    UnprovenPassword(#[source] TenantDbError),
}

impl RotateError {
    /// Whether a server couldn't be reached.
    pub fn is_unreachable(&self) -> bool {
        let lost = |error: &DatabaseError| matches!(error.class, FailureClass::Unknown | FailureClass::Transient);
        match self {
            Self::Host(HostError::Database(error)) | Self::Plane(PlaneError::Database(error)) => lost(error),
            Self::Unproven { source: TenantDbError::Database(error), .. }
            | Self::UnprovenPassword(TenantDbError::Database(error)) => lost(error),
            Self::Cluster { unreachable, .. } => *unreachable,
            Self::Api(error) => matches!(error.class(), Class::Transient | Class::Unknown),
            _ => false,
        }
    }
}

impl From<InvalidIdent> for RotateError {
    fn from(error: InvalidIdent) -> Self {
        Self::Host(error.into())
    }
}

impl From<SecretsError> for RotateError {
    fn from(error: SecretsError) -> Self {
        Self::Credentials(error.into())
    }
}

impl From<DatabaseError> for RotateError {
    fn from(error: DatabaseError) -> Self {
        Self::Plane(error.into())
    }
}
