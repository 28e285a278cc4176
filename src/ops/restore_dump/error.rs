//! Why an export wasn't restored.

use crate::control_plane::PlaneError;
use crate::domain::catalog::TableName;
use crate::domain::export::InvalidManifest;
use crate::domain::status::Status;
use crate::host::DumpError;
use crate::ops::locate::LocateError;
use crate::postgres::DatabaseError;
use crate::tenant_db::TenantDbError;
use std::path::PathBuf;

/// Why an export wasn't restored. The tenant is as it was before.
#[derive(Debug, thiserror::Error)]
pub enum RestoreError {
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
    /// Nothing says what the file is.
    #[error("there is no manifest {}", .0.display())]
    NoManifest(PathBuf),
    /// The manifest.
    #[error("the manifest {} can't be used: {source}", .path.display())]
    Manifest {
        /// Where it is.
        path: PathBuf,
        /// Why.
        source: InvalidManifest,
    },
    /// SQL isn't run, whoever wrote it.
    #[error("{} is SQL, which isn't run", .0.display())]
    Plain(PathBuf),
    /// A file isn't what the manifest says.
    #[error("{} isn't what was exported: {what}", .path.display())]
    Changed {
        /// The file.
        path: PathBuf,
        /// How it differs.
        what: String,
    },
    /// Whose data it is was erased.
    #[error("it is the data of tenant {id} (uuid {uuid}), which was erased; it isn't brought back")]
    Erased {
        /// What it was called.
        id: String,
        /// Its uuid.
        uuid: uuid::Uuid,
    },
    /// The tenant isn't in use.
    #[error("the tenant is {0}; only an active one can be restored into")]
    Status(Status),
    /// It has rows.
    #[error("the tenant isn't empty: there are rows in {}", names(.0))]
    NotEmpty(Vec<TableName>),
    /// The tenant's schema is older.
    #[error("the export has schema version {export}, and the tenant {tenant}")]
    Behind {
        /// The export's.
        export: String,
        /// The tenant's.
        tenant: String,
    },
    /// The tenant's schema is newer.
    #[error("the export has schema version {export}, and the tenant's schema is newer: {tenant}")]
    Ahead {
        /// The export's.
        export: String,
        /// The tenant's.
        tenant: String,
    },
    /// The schemas were made by different migrations.
    #[error("migration {0} isn't the same in the export and in the tenant")]
    OtherMigration(String),
    /// The tenant has no place for something.
    #[error("the tenant has no {0}, which the export has rows for")]
    Missing(String),
    /// A table's rows aren't those that were exported.
    #[error("the export has {expected} rows of {table}, and {found} were read")]
    Rows {
        /// The table.
        table: TableName,
        /// By the manifest.
        expected: u64,
        /// In the file.
        found: u64,
    },
    /// A signal asked to stop.
    #[error("the restore was stopped")]
    Interrupted,
}

/// Names the first few.
fn names(tables: &[TableName]) -> String {
    let named: Vec<String> = tables.iter().take(5).map(ToString::to_string).collect();
    match tables.len().saturating_sub(named.len()) {
        0 => named.join(", "),
        more => format!("{} and {more} more", named.join(", ")),
    }
}

impl From<DatabaseError> for RestoreError {
    fn from(error: DatabaseError) -> Self {
        Self::TenantDb(error.into())
    }
}
