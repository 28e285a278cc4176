//! Why a tenant couldn't be changed.

use crate::control_plane::PlaneError;
use crate::domain::life_step::LifeStep;
use crate::domain::lifecycle::Change;
use crate::domain::status::Status;
use crate::domain::tenant::TenantId;
use crate::ops::provision::StepError;
use crate::postgres::FailureClass;
use uuid::Uuid;

/// Why a tenant couldn't be changed.
#[derive(Debug, thiserror::Error)]
pub enum LifeError {
    /// Its status forbids it.
    #[error("tenant {id} is {status}, so {change} is refused")]
    Status {
        /// The tenant.
        id: TenantId,
        /// Its status.
        status: Status,
        /// The command.
        change: Change,
    },
    /// It is locked against deletion.
    #[error("tenant {id} is locked against deletion")]
    Locked {
        /// The tenant.
        id: TenantId,
    },
    /// Parts of it may be gone already.
    #[error("the purge of tenant {id} has begun, and can't be taken back")]
    Begun {
        /// The tenant.
        id: TenantId,
    },
    /// The operation that alone was to be gone on with isn't the unfinished one any more.
    #[error("operation {operation} on tenant {id} was ended by another run meanwhile")]
    Ended {
        /// The tenant.
        id: TenantId,
        /// The operation.
        operation: Uuid,
    },
    /// It has a second copy on another cluster.
    #[error("tenant {id} has a second copy on another cluster from a move")]
    Moving {
        /// The tenant.
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
    /// A step failed; what was done before it stays recorded.
    #[error("{change} of tenant {id} stopped at the step {step}")]
    Step {
        /// The tenant.
        id: TenantId,
        /// The command.
        change: Change,
        /// The step.
        step: LifeStep,
        /// Why.
        source: Box<StepError>,
    },
    /// A signal asked to stop; the ledger says how far it came.
    #[error("{change} of tenant {id} was stopped before the step {step}")]
    Interrupted {
        /// The tenant.
        id: TenantId,
        /// The command.
        change: Change,
        /// The step that wasn't done.
        step: LifeStep,
    },
    /// Before the first effect.
    #[error(transparent)]
    Before(#[from] StepError),
}

impl LifeError {
    /// Returns how the failure behind it may be met, if there is one.
    pub fn class(&self) -> Option<FailureClass> {
        match self {
            Self::Step { source, .. } => source.class(),
            Self::Before(source) => source.class(),
            Self::Status { .. }
            | Self::Locked { .. }
            | Self::Begun { .. }
            | Self::Ended { .. }
            | Self::Moving { .. }
            | Self::Held { .. }
            | Self::Elsewhere { .. }
            | Self::Interrupted { .. } => None,
        }
    }
}

impl From<PlaneError> for LifeError {
    fn from(error: PlaneError) -> Self {
        Self::Before(error.into())
    }
}

/// The ledger asks for a step that this kind of tenant doesn't have.
pub(super) fn foreign_step(step: LifeStep) -> StepError {
    StepError::Plane(PlaneError::Inconsistent(format!("the step {step} isn't one of this kind of tenant")))
}
