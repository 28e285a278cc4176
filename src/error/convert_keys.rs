//! What signing keys are refused with, for people and programs.

use super::{CommandError, ErrorKind};
use crate::ops::keys::{KeyError, Young};

impl From<KeyError> for CommandError {
    fn from(error: KeyError) -> Self {
        let text = error.to_string();
        match error {
            KeyError::Plane(error) => error.into(),
            KeyError::Credentials(error) => error.into(),
            KeyError::Make(_) => Self::from_error(ErrorKind::Internal, &error),
            KeyError::Unsealed(_) => Self::new(ErrorKind::Conflict, text)
                .with_code("key_unsealed")
                .hint("the control plane's rows were changed or exchanged: restore them from a backup"),
            KeyError::NoActive => {
                Self::new(ErrorKind::NotFound, text).with_code("no_signing_key").hint("tenantctl key create")
            }
            KeyError::Unknown(_) => {
                Self::new(ErrorKind::NotFound, text).with_code("key_not_found").hint("tenantctl key list")
            }
            KeyError::Active(_) => Self::new(ErrorKind::Conflict, text)
                .with_code("key_active")
                .hint("let another key sign first: tenantctl key rotate"),
            KeyError::TooYoung(young) => {
                let made = Self::new(ErrorKind::Conflict, text)
                    .with_code("key_too_young")
                    .cause("they cache the key set, and would refuse good tokens until they read it again");
                let made = match young {
                    Young::Unmade => made
                        .hint("tenantctl key create, then tenantctl key export; 20 minutes later tenantctl key rotate"),
                    Young::Minutes(age) => made.hint(format!("wait another {} min", 20 - age.min(19))),
                };
                made.hint("at once, as after a theft: tenantctl key rotate --now")
            }
            KeyError::Raced => {
                Self::new(ErrorKind::Conflict, text).with_code("keys_changed").hint("tenantctl key list")
            }
        }
    }
}
