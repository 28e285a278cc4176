//! Why something about the policy couldn't be done.

use crate::control_plane::PlaneError;
use crate::domain::policy::InvalidPolicy;
use crate::domain::status::Status;
use crate::ops::locate::LocateError;
use crate::postgres::{DatabaseError, FailureClass};
use crate::tenant_db::TenantDbError;

/// Why something about the policy couldn't be done.
#[derive(Debug, thiserror::Error)]
pub enum PolicyError {
    /// The control plane.
    #[error(transparent)]
    Plane(#[from] PlaneError),
    /// The tenant's database.
    #[error(transparent)]
    TenantDb(#[from] TenantDbError),
    /// Where the tenant is.
    #[error(transparent)]
    Locate(#[from] LocateError),
    /// The file.
    #[error(transparent)]
    Invalid(#[from] InvalidPolicy),
    /// The file is another policy, and not a newer version.
    #[error("the file is another policy than the present one and has version {file}; the present one has {present}")]
    Version {
        /// The file's.
        file: i32,
        /// The control plane's.
        present: i32,
    },
    /// Another policy was applied at the same moment.
    #[error("another policy was applied meanwhile")]
    Raced,
    /// The tenant isn't in use.
    #[error("the tenant is {0}; only an active one has its policy looked at or synced")]
    Status(Status),
    /// The tenant's schema keeps no permissions.
    #[error("the tenant's own schema keeps no permissions")]
    NoPermissions,
    /// Several users are called that.
    #[error("the tenant has several users {who}: {}", .ids.join(", "))]
    Several {
        /// What was asked for.
        who: String,
        /// Their ids.
        ids: Vec<String>,
    },
}

impl PolicyError {
    /// Whether the database couldn't be reached.
    pub fn is_unreachable(&self) -> bool {
        matches!(self, Self::TenantDb(TenantDbError::Database(e))
            if matches!(e.class, FailureClass::Unknown | FailureClass::Transient))
    }
}

impl From<DatabaseError> for PolicyError {
    fn from(error: DatabaseError) -> Self {
        Self::TenantDb(error.into())
    }
}
