//! Why tokens can't be verified, for people and programs.

use super::{CommandError, ErrorKind};
use crate::ops::verify::VerifyError;

impl From<VerifyError> for CommandError {
    fn from(error: VerifyError) -> Self {
        match error {
            VerifyError::Plane(error) => error.into(),
            VerifyError::Keys(error) => error.into(),
            VerifyError::Tenant(id, error) => Self::from(*error).about(&format!("tenant {id}")),
            VerifyError::Published(_) => Self::from_error(ErrorKind::Conflict, &error).hint("tenantctl key list"),
            VerifyError::Jwks(error) => error.into(),
            VerifyError::Address(_) => Self::from_error(ErrorKind::Conflict, &error).hint("tenantctl doctor"),
            VerifyError::Locate(error) => error.into(),
            VerifyError::TenantDb(error) => error.into(),
            VerifyError::Database(error) => error.into(),
        }
    }
}
