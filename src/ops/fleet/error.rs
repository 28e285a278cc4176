//! Why a run over the fleet doesn't go on.

use crate::control_plane::PlaneError;
use crate::domain::fleet::RunState;
use crate::postgres::DatabaseError;
use uuid::Uuid;

/// Why a run can't begin, or can't be worked on. What happens to a tenant is none of it.
#[derive(Debug, thiserror::Error)]
pub enum FleetError {
    /// The control plane.
    #[error(transparent)]
    Plane(#[from] PlaneError),
    /// Somebody paused the same run.
    #[error("the same run is paused already: {0}")]
    Paused(Uuid),
    /// Its state forbids it.
    #[error("run {run} is {state}; {why}")]
    State {
        /// The run.
        run: Uuid,
        /// Its state.
        state: RunState,
        /// What it would have to be.
        why: &'static str,
    },
    /// The control plane was lost, and didn't come back in time.
    #[error("the control plane was lost while run {run} was worked on: {source}")]
    Lost {
        /// The run.
        run: Uuid,
        /// The last failure.
        source: PlaneError,
    },
}

impl From<DatabaseError> for FleetError {
    fn from(error: DatabaseError) -> Self {
        Self::Plane(error.into())
    }
}
