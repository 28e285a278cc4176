//! Why a provisioning couldn't be undone.

use super::error::StepError;
use crate::domain::operation::ProvisionStep;
use crate::domain::status::Status;
use crate::domain::tenant::TenantId;
use uuid::Uuid;

/// Why a provisioning couldn't be undone.
#[derive(Debug, thiserror::Error)]
pub enum UndoError {
    /// It is no provisioning of a tenant.
    #[error("operation {operation} is a {kind}, and only a provisioning can be rolled back")]
    Kind {
        /// The operation.
        operation: Uuid,
        /// Its command.
        kind: String,
    },
    /// Its tenant is in use, or on its way out by another command.
    #[error("tenant {id} is {status}; only an unfinished or failed provisioning can be rolled back")]
    Status {
        /// The tenant.
        id: TenantId,
        /// Its status.
        status: Status,
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
    /// A step couldn't be undone; what is left stays recorded, and the tenant keeps its id.
    #[error("rolling tenant {id} back stopped at the step {step}")]
    Step {
        /// The tenant.
        id: TenantId,
        /// The operation.
        operation: Uuid,
        /// The step.
        step: ProvisionStep,
        /// Why.
        source: Box<StepError>,
        /// What was removed before.
        removed: Vec<String>,
    },
    /// A signal asked to stop; the ledger says how far it came.
    #[error("rolling tenant {id} back was stopped before the step {step}")]
    Interrupted {
        /// The tenant.
        id: TenantId,
        /// The operation.
        operation: Uuid,
        /// The step that isn't undone.
        step: ProvisionStep,
    },
    /// Before the first effect.
    #[error(transparent)]
    Before(#[from] StepError),
}
