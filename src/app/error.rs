//! Why a request can't be served.

use crate::control_plane::PlaneError;
use crate::domain::status::Status;
use crate::ops::credentials::CredentialsError;
use crate::ops::locate::LocateError;
use crate::ops::sessions::SessionError;
use crate::ops::verify::VerifyError;
use crate::postgres::{DatabaseError, FailureClass, InvalidTarget};
use crate::secrets::SecretsError;
use crate::tenant_db::TenantDbError;
use crate::token::Reason;

/// Why a request can't be served. Only [`AppError::Refused`] is the requester's doing: 401, or 403 for
/// [`Reason::PermissionDenied`].
#[derive(Debug, thiserror::Error)]
pub enum AppError {
    /// The token isn't good. Its text is what an outsider may see.
    #[error(transparent)]
    Refused(#[from] Reason),
    /// The tenant isn't in use.
    #[error("the tenant is {0}")]
    NotInUse(Status),
    /// There is no such tenant.
    #[error("there is no such tenant")]
    NoTenant,
    /// Where the control plane is.
    #[error("the control plane's URL {0}")]
    Url(#[from] InvalidTarget),
    /// The control plane.
    #[error(transparent)]
    Plane(#[from] PlaneError),
    /// The master key, or a secret.
    #[error(transparent)]
    Credentials(#[from] CredentialsError),
    /// Where a tenant's database is.
    #[error(transparent)]
    Locate(#[from] LocateError),
    /// A tenant's database.
    #[error(transparent)]
    TenantDb(#[from] TenantDbError),
    /// A statement.
    #[error(transparent)]
    Database(#[from] DatabaseError),
    /// Ending a session.
    #[error(transparent)]
    Session(#[from] SessionError),
    /// Keys, and what else a token is verified with.
    #[error(transparent)]
    Verify(#[from] VerifyError),
}

impl From<SecretsError> for AppError {
    fn from(error: SecretsError) -> Self {
        Self::Credentials(error.into())
    }
}

impl AppError {
    /// Says whether the control plane's connection may have been lost, so that a new one is worth a try.
    pub(super) fn is_lost(&self) -> bool {
        let database = match self {
            Self::Database(error)
            | Self::Plane(PlaneError::Database(error))
            | Self::Credentials(CredentialsError::Plane(PlaneError::Database(error)))
            | Self::Verify(VerifyError::Plane(PlaneError::Database(error)))
            | Self::Locate(LocateError::Credentials(CredentialsError::Plane(PlaneError::Database(error)))) => error,
            _ => return false,
        };
        matches!(database.class, FailureClass::Unknown | FailureClass::Transient)
    }
}
