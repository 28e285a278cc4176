//! What the policy is refused with, for people and programs.

use super::{CommandError, ErrorKind};
use crate::domain::policy::InvalidPolicy;
use crate::ops::policy::PolicyError;

impl From<InvalidPolicy> for CommandError {
    fn from(error: InvalidPolicy) -> Self {
        let made = Self::new(ErrorKind::BadInput, error.to_string()).with_code("invalid_policy");
        match error {
            InvalidPolicy::UnknownPermission { near: Some(near), .. } => made.hint(format!("did you mean {near}?")),
            _ => made.hint("tenantctl policy show --toml prints the present policy in the format of the file"),
        }
    }
}

impl From<PolicyError> for CommandError {
    fn from(error: PolicyError) -> Self {
        let text = error.to_string();
        match error {
            PolicyError::Plane(error) => error.into(),
            PolicyError::TenantDb(error) => error.into(),
            PolicyError::Locate(error) => error.into(),
            PolicyError::Invalid(error) => error.into(),
            PolicyError::Version { present, .. } => Self::new(ErrorKind::Conflict, text)
                .with_code("policy_version")
                .hint("see what differs: tenantctl policy diff FILE")
                .hint(format!("if the file has all of version {present}, write version = {} into it", present + 1)),
            PolicyError::Raced => {
                Self::new(ErrorKind::Conflict, text).with_code("policy_changed").hint("run the command again")
            }
            PolicyError::Status(_) => Self::new(ErrorKind::Conflict, text).with_code("wrong_status"),
            PolicyError::NoPermissions => Self::new(ErrorKind::Conflict, text)
                .with_code("no_permissions")
                .hint("tenantctl's own migrations keep them in the schema access"),
            PolicyError::Several { .. } => {
                Self::new(ErrorKind::Conflict, text).hint("name the user by one of these ids")
            }
        }
    }
}
