//! From exporting a tenant to what a person reads.

use super::{CommandError, ErrorKind};
use crate::host::DumpError;
use crate::ops::export::ExportError;

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
