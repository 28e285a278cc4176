//! Why a tenant couldn't be exported.

use crate::control_plane::PlaneError;
use crate::domain::catalog::TableName;
use crate::domain::status::Status;
use crate::host::DumpError;
use crate::ops::locate::LocateError;
use crate::postgres::DatabaseError;
use crate::tenant_db::TenantDbError;
use std::path::{Path, PathBuf};

/// Why a tenant couldn't be exported. Nothing that looks like an export is left of the attempt.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The control plane.
    #[error(transparent)]
    Plane(#[from] PlaneError),
    /// Where the tenant is.
    #[error(transparent)]
    Locate(#[from] LocateError),
    /// The tenant's database.
    #[error(transparent)]
    TenantDb(#[from] TenantDbError),
    /// PostgreSQL's programs, or the files.
    #[error(transparent)]
    Dump(#[from] DumpError),
    /// It isn't in use.
    #[error("the tenant is {0}; only an active one can be exported")]
    Status(Status),
    /// There is something already.
    #[error("{} exists already", .0.display())]
    Exists(PathBuf),
    /// What is there isn't one's own to replace.
    #[error("{} exists already and is no export, so it isn't replaced", .0.display())]
    Foreign(PathBuf),
    /// Another run writes there.
    #[error("another run writes to {}", .0.display())]
    Busy(PathBuf),
    /// What was written isn't what is in the database.
    #[error("{table} has {expected} rows, and {found} of them were read back")]
    Unequal {
        /// The table.
        table: TableName,
        /// In the snapshot.
        expected: u64,
        /// In the file.
        found: u64,
    },
    /// The end is missing.
    #[error("what is read back of {} is cut off", .0.display())]
    CutOff(PathBuf),
    /// A signal asked to stop.
    #[error("the export was stopped")]
    Interrupted,
}

impl ExportError {
    /// A file that couldn't be read or written.
    pub(super) fn file(path: &Path) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.to_owned();
        move |source| Self::Dump(DumpError::File { path, source })
    }
}

impl From<DatabaseError> for ExportError {
    fn from(error: DatabaseError) -> Self {
        Self::TenantDb(error.into())
    }
}
