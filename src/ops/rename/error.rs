//! Why a tenant couldn't be renamed.

use crate::control_plane::PlaneError;
use crate::domain::status::Status;
use crate::domain::tenant::TenantId;
use crate::ops::provision::StepError;
use crate::postgres::FailureClass;
use uuid::Uuid;

/// Why a tenant couldn't be renamed.
#[derive(Debug, thiserror::Error)]
pub enum RenameError {
    /// Its status forbids it.
    #[error("tenant {id} is {status}, so it can't be renamed")]
    Status {
        /// The tenant.
        id: TenantId,
        /// Its status.
        status: Status,
    },
    /// An operation on it isn't at its end, and knows it by its id.
    #[error("a {kind} of tenant {id} isn't finished")]
    Busy {
        /// The tenant.
        id: TenantId,
        /// The operation.
        operation: Uuid,
        /// Its command.
        kind: String,
    },
    /// Another tenant has the new id.
    #[error("there is a tenant {id} already")]
    Taken {
        /// The id.
        id: TenantId,
    },
    /// Another run works on it.
    #[error("another run holds tenant {id}: {holder}")]
    Held {
        /// The tenant.
        id: TenantId,
        /// Who, since when.
        holder: String,
    },
    /// The tenant is in a place that this run isn't connected to.
    #[error("tenant {id} is on {place}, and this is another one")]
    Elsewhere {
        /// The tenant.
        id: TenantId,
        /// Where it is.
        place: String,
    },
    /// It bears its new id, and not all users of its Auth server do.
    #[error("tenant {from} is {to} now, but not all of its users at the Auth server know")]
    Users {
        /// The former id.
        from: TenantId,
        /// The new one.
        to: TenantId,
        /// Why.
        source: Box<StepError>,
    },
    /// Before the first effect.
    #[error(transparent)]
    Before(#[from] StepError),
}

impl RenameError {
    /// Returns how the failure behind it may be met, if there is one.
    pub fn class(&self) -> Option<FailureClass> {
        match self {
            Self::Users { source, .. } => source.class(),
            Self::Before(source) => source.class(),
            Self::Status { .. }
            | Self::Busy { .. }
            | Self::Taken { .. }
            | Self::Held { .. }
            | Self::Elsewhere { .. } => None,
        }
    }
}

impl From<PlaneError> for RenameError {
    fn from(error: PlaneError) -> Self {
        Self::Before(error.into())
    }
}
