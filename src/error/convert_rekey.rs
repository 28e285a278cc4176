//! What a change of the master key is refused with.

use super::{CommandError, ErrorKind};
use crate::ops::rekey::RekeyError;

/// How many of them are named.
const NAMED: usize = 20;

impl From<RekeyError> for CommandError {
    fn from(error: RekeyError) -> Self {
        let text = error.to_string();
        match error {
            RekeyError::Plane(error) => error.into(),
            RekeyError::Credentials(error) => error.into(),
            RekeyError::Busy => {
                Self::new(ErrorKind::Conflict, text).with_code("rekey_running").hint("try again when it is done")
            }
            RekeyError::Unopened(names) => {
                let made = Self::new(ErrorKind::CheckFailed, text).with_code("secrets_unopened");
                let made = names.iter().take(NAMED).fold(made, |made, name| made.cause(name));
                let made = match names.len().saturating_sub(NAMED) {
                    0 => made,
                    more => made.cause(format!("and {more} more")),
                };
                made.hint("what was changed or exchanged comes back from a backup of the control plane, and only so")
                    .hint("what needs another master key opens with it: TENANTCTL_NEW_MASTER_KEY_FILE")
            }
        }
    }
}
