//! From renaming to what a person reads.

use super::convert_provision::{at_step, held};
use super::{CommandError, ErrorKind};
use crate::ops::rename::RenameError;

impl From<RenameError> for CommandError {
    fn from(error: RenameError) -> Self {
        let text = error.to_string();
        match error {
            RenameError::Status { id, .. } => Self::new(ErrorKind::Conflict, text)
                .with_code("wrong_status")
                .hint(format!("only active and suspended tenants are renamed: tenantctl show {id}")),
            RenameError::Busy { operation, kind, id } => {
                let made = Self::new(ErrorKind::Conflict, text).with_code("operation_under_way");
                made.hint(format!("finish it first: tenantctl {kind} {id}"))
                    .hint(format!("how far it came: tenantctl operation show {operation}"))
            }
            RenameError::Taken { id } => {
                let made = Self::new(ErrorKind::Conflict, text).with_code("tenant_exists");
                made.hint(format!("choose another id, or look at that one: tenantctl show {id}"))
            }
            RenameError::Held { .. } => held(text),
            RenameError::Elsewhere { .. } => {
                Self::new(ErrorKind::Conflict, text).hint("name its server: DATABASE_URL; tenantctl config list")
            }
            RenameError::Users { from, to, source } => {
                at_step(text, *source).hint(format!("tell the others: tenantctl rename {from} {to}"))
            }
            RenameError::Before(error) => error.into(),
        }
    }
}
