//! From exporting a tenant and restoring an export to what a person reads.

use super::{CommandError, ErrorKind};
use crate::host::DumpError;
use crate::ops::export::ExportError;
use crate::ops::restore_dump::RestoreError;

impl From<ExportError> for CommandError {
    fn from(error: ExportError) -> Self {
        let text = error.to_string();
        let conflict = |code| Self::new(ErrorKind::Conflict, text.clone()).with_code(code);
        let failed = |code| Self::new(ErrorKind::Unavailable, text.clone()).with_code(code);
        match error {
            ExportError::Plane(error) => error.into(),
            ExportError::Locate(error) => error.into(),
            ExportError::TenantDb(error) => error.into(),
            ExportError::Dump(DumpError::Failed { .. }) => {
                failed("export_failed").hint("no file was left; mend the cause and run the same command again")
            }
            ExportError::Dump(DumpError::File { .. }) => {
                failed("export_file").hint("name a place with room that can be written: --out PATH")
            }
            ExportError::Dump(error) => error.into(),
            ExportError::Status(_) => {
                conflict("wrong_status").hint("bring it back to use first: tenantctl show says what it is")
            }
            ExportError::Exists(_) => {
                conflict("file_exists").hint("name another place: --out PATH; or replace it: --force")
            }
            ExportError::Foreign(_) => conflict("file_exists").hint("name another place: --out PATH"),
            ExportError::Busy(_) => conflict("export_busy").hint("wait for its end, or name another place: --out PATH"),
            ExportError::Unequal { .. } | ExportError::CutOff(_) => {
                failed("export_unequal").hint("no file was left; run the same command again")
            }
            ExportError::Interrupted => {
                Self::new(ErrorKind::Interrupted, text).hint("no file was left; run the same command again")
            }
        }
    }
}

/// What holds after every restore that failed.
const NOTHING: &str = "nothing was loaded: the tenant is as it was before; run the same command again";

impl From<RestoreError> for CommandError {
    fn from(error: RestoreError) -> Self {
        let text = error.to_string();
        let conflict = |code| Self::new(ErrorKind::Conflict, text.clone()).with_code(code);
        let rejected = |code| Self::new(ErrorKind::BadInput, text.clone()).with_code(code);
        match error {
            RestoreError::Plane(error) => error.into(),
            RestoreError::Locate(error) => error.into(),
            RestoreError::TenantDb(error) => Self::from(error).hint(NOTHING),
            RestoreError::Dump(DumpError::Failed { .. }) => {
                Self::new(ErrorKind::Unavailable, text).with_code("restore_failed").hint(NOTHING)
            }
            RestoreError::Dump(DumpError::File { .. }) => rejected("export_file").hint(NOTHING),
            RestoreError::Dump(error) => error.into(),
            RestoreError::NoManifest(_) => rejected("no_manifest")
                .hint("name a file or a folder that tenantctl export made, with its manifest beside it or in it")
                .hint(
                    "other dumps: pg_restore or psql, as the tenant's own login; rows of other files: tenantctl seed",
                ),
            RestoreError::Manifest { .. } => rejected("invalid_manifest").hint("take another copy of the export"),
            RestoreError::Plain(_) => rejected("plain_export").hint("tenantctl export --format custom, csv or ndjson"),
            RestoreError::Changed { .. } | RestoreError::Rows { .. } => {
                rejected("export_changed").hint("nothing was loaded; take another copy of the export")
            }
            RestoreError::Erased { .. } => conflict("tenant_erased")
                .hint("its erasure certificate: tenantctl purge ID; the export should be deleted"),
            RestoreError::Status(_) => conflict("wrong_status").hint("tenantctl show says what to do"),
            RestoreError::NotEmpty(_) => {
                conflict("not_empty").hint("restore into a new tenant: tenantctl provision ID")
            }
            RestoreError::Behind { .. } => conflict("schema_behind").hint("first: tenantctl migrate --tenant-id ID"),
            RestoreError::Ahead { export, .. } => conflict("schema_ahead").hint(format!(
                "provision a tenant with the migrations up to {export} (--dir), restore into it, and migrate it then"
            )),
            RestoreError::OtherMigration(_) => {
                conflict("other_schema").hint("provision the tenant with the migrations of the export: --dir FOLDER")
            }
            RestoreError::Missing(_) => {
                conflict("other_schema").hint("make it in the tenant by a migration, and run the same command again")
            }
            RestoreError::Interrupted => Self::new(ErrorKind::Interrupted, text).hint(NOTHING),
        }
    }
}
