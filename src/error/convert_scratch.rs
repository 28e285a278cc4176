//! Scratch databases and migrations of single tenants.

use super::{CommandError, ErrorKind};
use crate::host::DumpError;
use crate::ops::migrate::{MigrateError, RehearsalError};
use crate::ops::scratch::ScratchError;

impl From<ScratchError> for CommandError {
    fn from(error: ScratchError) -> Self {
        match error {
            ScratchError::Host(error) => error.into(),
            ScratchError::TenantDb(error) => error.into(),
            ScratchError::Secrets(error) => error.into(),
            ScratchError::Stopped { .. } => Self::new(ErrorKind::Interrupted, error.to_string()).hint("run it again"),
        }
    }
}

/// What is left where a project's schema can't be made anywhere else.
const IN_A_PROJECT: &str = "try the files in a trial tenant with a project of its own, one canary, and then without --rehearse: \
     tenantctl migrate -t TRIAL, tenantctl migrate --all --canary 1";

impl From<RehearsalError> for CommandError {
    fn from(error: RehearsalError) -> Self {
        match error {
            RehearsalError::Tenant(error) => error.into(),
            RehearsalError::Scratch(error) => error.into(),
            RehearsalError::File(error) => error.into(),
            RehearsalError::OnlyThere(_) => Self::new(ErrorKind::Conflict, error.to_string()).hint(IN_A_PROJECT),
            RehearsalError::NoServer(_) => {
                let made = Self::new(ErrorKind::Conflict, error.to_string());
                made.hint("register a server of that version: tenantctl cluster add").hint(IN_A_PROJECT)
            }
            RehearsalError::Copy(error @ DumpError::Failed { .. }) => {
                Self::new(ErrorKind::Unavailable, error.to_string())
            }
            RehearsalError::Copy(error) => error.into(),
        }
    }
}

impl From<MigrateError> for CommandError {
    fn from(error: MigrateError) -> Self {
        match error {
            MigrateError::Locate(error) => error.into(),
            MigrateError::TenantDb(error) => error.into(),
            MigrateError::Record(error) => error.into(),
            MigrateError::CutOff => Self::new(ErrorKind::Interrupted, error.to_string()),
            MigrateError::Status(_) | MigrateError::NoServer(_) => Self::new(ErrorKind::Conflict, error.to_string()),
        }
    }
}
