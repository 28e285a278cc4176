//! From a tenant that can't be copied to what a person reads.

use super::convert_provision::held;
use super::{CommandError, ErrorKind};
use crate::host::DumpError;
use crate::ops::provision::SourceError;

impl From<SourceError> for CommandError {
    fn from(error: SourceError) -> Self {
        let text = error.to_string();
        let conflict = |code| Self::new(ErrorKind::Conflict, text.clone()).with_code(code);
        match error {
            SourceError::Gone(_) => Self::new(ErrorKind::NotFound, text.clone()).hint("tenantctl list"),
            SourceError::Status { id, .. } => conflict("wrong_status").hint(format!("tenantctl show {id}")),
            SourceError::Elsewhere { .. } => conflict("elsewhere").hint("run the command again"),
            SourceError::Held { .. } => held(text.clone()),
            SourceError::Copying(error @ (DumpError::NoProgram(_) | DumpError::TooOld { .. })) => error.into(),
            SourceError::Copying(_) => Self::new(ErrorKind::Unavailable, text.clone())
                .with_code("copy_failed")
                .hint("the source is as it was, and nobody gets into the copy yet"),
            SourceError::Bound { id, .. } => conflict("bound_to_logins")
                .hint("give them to tenantctl_owner and tenantctl_app, which every tenant's logins are members of")
                .hint(format!("as its own login: tenantctl connect {id} --role migrator")),
        }
    }
}
