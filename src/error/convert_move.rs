//! From moving a tenant to what a person reads.

use super::convert_provision::{at_step, held};
use super::{CommandError, ErrorKind};
use crate::ops::moving::MoveError;

impl From<MoveError> for CommandError {
    fn from(error: MoveError) -> Self {
        let text = error.to_string();
        let conflict = |code| Self::new(ErrorKind::Conflict, text.clone()).with_code(code);
        match error {
            MoveError::Status { id, .. } => conflict("wrong_status").hint(format!("tenantctl show {id}")),
            MoveError::Busy { id, kind } => {
                let made = conflict("operation_under_way").hint(format!("finish it first: tenantctl {kind} {id}"));
                made.hint(format!("how far it came: tenantctl operation list --tenant-id {id}"))
            }
            MoveError::Rotating { id } => {
                conflict("rotation_under_way").hint(format!("end it first: tenantctl rotate -t {id} --finish"))
            }
            MoveError::Copied { id, moved: true, .. } => conflict("second_copy")
                .hint(format!("drop it: tenantctl move {id} --commit"))
                .hint(format!("or go back to it: tenantctl move {id} --rollback")),
            MoveError::Copied { id, cluster, moved: false } => conflict("second_copy")
                .hint(format!("finish that move: tenantctl move {id} --cluster {cluster}"))
                .hint(format!("or drop the copy: tenantctl move {id} --rollback")),
            MoveError::NoCopy { id } => conflict("no_second_copy").hint(format!("tenantctl move {id} --cluster NAME")),
            MoveError::Unmoved { id, cluster } => conflict("not_moved")
                .hint(format!("finish it: tenantctl move {id} --cluster {cluster}"))
                .hint(format!("or drop the copy: tenantctl move {id} --rollback")),
            MoveError::Closed { .. } => conflict("cluster_closed").hint("tenantctl cluster list"),
            MoveError::Older { .. } => {
                conflict("cluster_older").hint("move it to a server that is as new: tenantctl cluster list")
            }
            MoveError::Held { .. } => held(text.clone()),
            MoveError::Differs { id, .. } => Self::new(ErrorKind::CheckFailed, text.clone())
                .with_code("copy_differs")
                .hint(format!("the tenant is in use where it was; drop the copy: tenantctl move {id} --rollback")),
            MoveError::Stopped { id, source } => at_step(text.clone(), *source)
                .hint("run the same command again; it begins anew")
                .hint(format!("or drop the unfinished copy: tenantctl move {id} --rollback")),
            MoveError::Shut { id, source } => at_step(text.clone(), *source)
                .hint(format!("open it again as soon as its server can be reached: tenantctl move {id} --rollback")),
            MoveError::Before(error) => error.into(),
        }
    }
}
