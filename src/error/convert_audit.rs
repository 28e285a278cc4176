//! What a broken log is told as.

use super::{CommandError, ErrorKind};
use crate::ops::audit::AuditError;

impl From<AuditError> for CommandError {
    fn from(error: AuditError) -> Self {
        let text = error.to_string();
        match error {
            AuditError::Plane(error) => error.into(),
            AuditError::Broken(broken) => Self::new(ErrorKind::CheckFailed, text)
                .with_code("audit_broken")
                .hint(format!("tenantctl audit list --before {} --limit 10", broken.seq().saturating_add(5)))
                .hint("compare with an export or a backup from before; who may change the control plane's tables can do this"),
            AuditError::NoHead => {
                Self::new(ErrorKind::CheckFailed, text).with_code("audit_broken").hint("tenantctl audit verify")
            }
        }
    }
}
