//! Why a tenant couldn't be moved.

use crate::control_plane::PlaneError;
use crate::domain::cluster::Closed;
use crate::domain::status::Status;
use crate::domain::tenant::TenantId;
use crate::ops::provision::StepError;
use crate::postgres::FailureClass;

/// Why a tenant couldn't be moved.
#[derive(Debug, thiserror::Error)]
pub enum MoveError {
    /// Its status forbids it.
    #[error("tenant {id} is {status}, and only an active one is moved")]
    Status {
        /// The tenant.
        id: TenantId,
        /// Its status.
        status: Status,
    },
    /// An operation on it isn't at its end.
    #[error("a {kind} of tenant {id} isn't finished")]
    Busy {
        /// The tenant.
        id: TenantId,
        /// Its command.
        kind: String,
    },
    /// A rotation left logins that still let in.
    #[error("a rotation of tenant {id} isn't ended: its old logins still let in")]
    Rotating {
        /// The tenant.
        id: TenantId,
    },
    /// There is a second copy already.
    #[error("tenant {id} has a second copy on the cluster {cluster} from an earlier move")]
    Copied {
        /// The tenant.
        id: TenantId,
        /// Where it is.
        cluster: String,
        /// The tenant is in its new place.
        moved: bool,
    },
    /// There is no second copy to be dropped or taken back.
    #[error("tenant {id} has no second copy")]
    NoCopy {
        /// The tenant.
        id: TenantId,
    },
    /// It has to be in its new place first.
    #[error("tenant {id} isn't moved yet")]
    Unmoved {
        /// The tenant.
        id: TenantId,
        /// Where to.
        cluster: String,
    },
    /// The cluster takes no tenant.
    #[error("tenant {id} can't be moved there: the cluster {cluster} {closed}")]
    Closed {
        /// The tenant.
        id: TenantId,
        /// The cluster.
        cluster: String,
        /// Why.
        closed: Closed,
    },
    /// What a newer server has may be unknown to an older one.
    #[error("the cluster {cluster} is PostgreSQL {version}, older than the server that tenant {id} is on")]
    Older {
        /// The tenant.
        id: TenantId,
        /// The cluster.
        cluster: String,
        /// Its version.
        version: String,
    },
    /// Another run works on it.
    #[error("another run holds tenant {id}: {holder}")]
    Held {
        /// The tenant.
        id: TenantId,
        /// Who, since when.
        holder: String,
    },
    /// The copy isn't what it was copied from.
    #[error("the copy of tenant {id} differs from the original: {what}")]
    Differs {
        /// The tenant.
        id: TenantId,
        /// The first table that differs.
        what: String,
    },
    /// Something failed on the way, and the tenant is in use where it was.
    #[error("moving tenant {id} stopped; it is in use where it was")]
    Stopped {
        /// The tenant.
        id: TenantId,
        /// Why.
        source: Box<StepError>,
    },
    /// Something failed at the switch, and the tenant couldn't be opened again where it was.
    #[error("moving tenant {id} stopped at the switch, and it couldn't be opened again where it was")]
    Shut {
        /// The tenant.
        id: TenantId,
        /// Why.
        source: Box<StepError>,
    },
    /// Before the first effect.
    #[error(transparent)]
    Before(#[from] StepError),
}

impl MoveError {
    /// Returns how the failure behind it may be met, if there is one.
    pub fn class(&self) -> Option<FailureClass> {
        match self {
            Self::Before(source) => source.class(),
            _ => None,
        }
    }

    /// What the ledger keeps of it: what failed, without what it means.
    pub(super) fn why(&self) -> String {
        match self {
            Self::Stopped { source, .. } | Self::Shut { source, .. } => source.to_string(),
            other => other.to_string(),
        }
    }
}

impl From<PlaneError> for MoveError {
    fn from(error: PlaneError) -> Self {
        Self::Before(error.into())
    }
}
