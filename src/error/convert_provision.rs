//! From provisioning and its undoing to what a person reads.

use super::convert_cluster::code;
use super::{CommandError, ErrorKind};
use crate::domain::operation::ProvisionStep;
use crate::domain::status::Status;
use crate::domain::tenant::TenantId;
use crate::ops::pool::PoolError;
use crate::ops::provision::{ProvisionError, RosterError, StepError, UndoError};

impl From<StepError> for CommandError {
    fn from(error: StepError) -> Self {
        match error {
            StepError::Plane(error) => error.into(),
            StepError::Host(error) => error.into(),
            StepError::Template(error) => error.into(),
            StepError::Credentials(error) => error.into(),
            StepError::TenantDb(error) => error.into(),
            StepError::MockData(error) => error.into(),
            StepError::Supabase(error) => (*error).into(),
            StepError::Project(error) => error.into(),
            StepError::Locate(error) => error.into(),
            StepError::User(error) => (*error).into(),
            StepError::DemoUsers(error) => Self::from(*error).about("the rows are in, but not all demo users are"),
            StepError::Source(error) => error.into(),
            StepError::Stopped | StepError::CutOff => Self::new(ErrorKind::Interrupted, error.to_string()),
        }
    }
}

/// Says at which step it stopped, with the kind, the code and the causes of what was below.
pub(super) fn at_step(text: String, source: StepError) -> CommandError {
    let below = CommandError::from(source);
    let made = CommandError::new(below.kind(), text).with_code(below.code()).with_class(below.class());
    let made = made.cause(below.message());
    let made = below.causes().iter().fold(made, |made, cause| made.cause(cause.clone()));
    made.hints_from(below.hints().to_vec())
}

pub(super) fn held(text: String) -> CommandError {
    let made = CommandError::new(ErrorKind::Conflict, text).with_code("held");
    made.hint("wait for it, then run the command again")
}

fn completed_by_itself(made: CommandError, id: &TenantId, step: ProvisionStep) -> CommandError {
    made.hint(format!(
        "what was made before {step} stays recorded; run the same command again and tenant {id} is completed"
    ))
    .hint(format!("or undo it: tenantctl operation list --tenant-id {id}, then tenantctl operation rollback ID"))
}

/// The failure without its last hints: after an undoing nothing is there to be completed.
fn failure_alone(failure: ProvisionError) -> CommandError {
    match failure {
        ProvisionError::Step { id, step, source } => {
            at_step(format!("provisioning tenant {id} stopped at the step {step}"), *source)
        }
        other => other.into(),
    }
}

impl From<ProvisionError> for CommandError {
    fn from(error: ProvisionError) -> Self {
        let text = error.to_string();
        match error {
            ProvisionError::OtherSpec { differences, id } => {
                let made = Self::new(ErrorKind::Conflict, text).with_code("other_specification");
                let made = differences
                    .into_iter()
                    .fold(made, |e, d| e.cause(format!("{} is {}, not {}", d.field, d.existing, d.wanted)));
                made.hint(format!("tenantctl show {id}"))
            }
            ProvisionError::Held { .. } => held(text),
            ProvisionError::Status { id, status: Status::Deleted } => Self::new(ErrorKind::Conflict, text)
                .with_code("wrong_status")
                .hint(format!("it was rolled back or purged; make it anew: tenantctl provision --tenant-id {id}")),
            ProvisionError::Status { id, .. } => Self::new(ErrorKind::Conflict, text)
                .with_code("wrong_status")
                .hint(format!("tenantctl operation list --tenant-id {id}")),
            ProvisionError::Step { id, step, source } => completed_by_itself(at_step(text, *source), &id, step),
            ProvisionError::Interrupted { ref id, .. } => Self::new(ErrorKind::Interrupted, text)
                .hint(format!("what was made stays recorded; the same command completes tenant {id}")),
            ProvisionError::RolledBack { failure, undone } => {
                let made = failure_alone(*failure).with_class(None);
                let removed = match undone.removed.is_empty() {
                    true => "rolled back; there was nothing to remove on the server".to_owned(),
                    false => format!("rolled back, and removed: {}", undone.removed.join(", ")),
                };
                let made = undone.left_alone.iter().fold(made.cause(removed), |made, what| made.cause(what.clone()));
                let id = &undone.tenant.id;
                made.hint(format!(
                    "nothing of it is left, and the id {id} is free: mend the cause, then provision again"
                ))
            }
            ProvisionError::NotRolledBack { failure, operation, undo } => {
                let undo = Self::from(*undo);
                let made = failure_alone(*failure).with_class(None);
                let made = made.cause(format!("undoing it failed as well: {}", undo.message()));
                let made = undo.causes().iter().fold(made, |made, cause| made.cause(cause.clone()));
                made.hints_from(undo.hints().to_vec()).hint(format!("tenantctl operation show {operation}"))
            }
            ProvisionError::Kind { operation, .. } => {
                Self::new(ErrorKind::Conflict, text).hint(format!("tenantctl operation show {operation}"))
            }
            ProvisionError::NoPlace { closed, .. } => {
                Self::new(ErrorKind::Conflict, text).with_code(code(closed)).hint("tenantctl cluster list")
            }
            ProvisionError::Elsewhere { .. } => Self::new(ErrorKind::Conflict, text).hint("run the command again"),
            ProvisionError::Before(error) => error.into(),
        }
    }
}

impl From<UndoError> for CommandError {
    fn from(error: UndoError) -> Self {
        let text = error.to_string();
        match error {
            UndoError::Kind { operation, .. } => {
                Self::new(ErrorKind::Conflict, text).hint(format!("tenantctl operation show {operation}"))
            }
            UndoError::Status { id, status } => {
                let hint = match status {
                    Status::Deleted => "it was purged: nothing of it is left to be undone".to_owned(),
                    _ => format!("tenantctl show {id}"),
                };
                Self::new(ErrorKind::Conflict, text).with_code("wrong_status").hint(hint)
            }
            UndoError::Held { .. } => held(text),
            UndoError::Elsewhere { .. } => {
                Self::new(ErrorKind::Conflict, text).hint("name its server: DATABASE_URL; tenantctl config list")
            }
            UndoError::Step { id, operation, source, removed, .. } => {
                let mut made = at_step(text, *source);
                if !removed.is_empty() {
                    made = made.cause(format!("removed before: {}", removed.join(", ")));
                }
                made.hint(format!(
                    "tenant {id} keeps its row and its id; what is left is undone by: tenantctl operation rollback {operation}"
                ))
            }
            UndoError::Interrupted { operation, .. } => Self::new(ErrorKind::Interrupted, text).hint(format!(
                "what is left stays recorded, and is undone by: tenantctl operation rollback {operation}"
            )),
            UndoError::Before(error) => error.into(),
        }
    }
}

impl From<RosterError> for CommandError {
    fn from(error: RosterError) -> Self {
        let made = Self::new(ErrorKind::BadInput, error.to_string());
        match error {
            RosterError::Mistakes(mistakes) => {
                let more = mistakes.len().saturating_sub(20);
                let made = mistakes.into_iter().take(20).fold(made, Self::cause);
                let made = if more > 0 { made.cause(format!("and {more} more")) } else { made };
                made.hint("nothing was provisioned; mend the list and run the command again")
            }
            RosterError::Source(_) => made,
            RosterError::Empty => made.hint("its fields: id, name, region, owner_email, labels"),
        }
    }
}

impl From<PoolError> for CommandError {
    fn from(error: PoolError) -> Self {
        match error {
            PoolError::Plane(error) => error.into(),
            PoolError::Host(error) => error.into(),
            PoolError::Template(error) => error.into(),
            PoolError::Credentials(error) => error.into(),
        }
    }
}
