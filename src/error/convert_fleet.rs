//! From runs over the fleet to what a person reads.

use super::{CommandError, ErrorKind};
use crate::ops::fleet::FleetError;

impl From<FleetError> for CommandError {
    fn from(error: FleetError) -> Self {
        let text = error.to_string();
        match error {
            FleetError::Plane(error) => error.into(),
            FleetError::Paused(run) => Self::new(ErrorKind::Conflict, text)
                .with_code("run_paused")
                .hint(format!("go on with it: tenantctl migrate resume {run}"))
                .hint("or begin another one beside it: --new-run"),
            FleetError::State { run, .. } => Self::new(ErrorKind::Conflict, text)
                .with_code("run_state")
                .hint(format!("tenantctl migrate runs {run}")),
            FleetError::Lost { run, .. } => Self::new(ErrorKind::Unavailable, text)
                .hint(format!("no tenant is left half done; go on: tenantctl migrate resume {run}")),
        }
    }
}
