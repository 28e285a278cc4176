//! `tenantctl operation`

mod going_on;
mod list;
mod resume;
mod rollback;
mod show;
mod taking_back;
mod work;

use crate::config::Key;
use crate::context::Context;
use crate::control_plane::{self as plane, ControlPlane, OperationRecord, PlaneError, TenantRow};
use crate::domain::operation_state::OperationRef;
use crate::error::{CommandError, ErrorKind};
use clap::Subcommand;

/// The commands of `operation`.
#[derive(Debug, Subcommand)]
pub enum OperationCommand {
    /// List operations, newest first
    #[command(alias = "ls")]
    List(list::ListArgs),
    /// Show one with its steps
    Show(show::ShowArgs),
    /// Go on with an unfinished or failed operation
    Resume(resume::ResumeArgs),
    /// Take an unfinished or failed operation back, where there is a way back
    Rollback(rollback::RollbackArgs),
}

impl OperationCommand {
    /// Returns the settings that these flags set.
    pub fn settings(&self) -> Vec<(&'static Key, String)> {
        match self {
            Self::Resume(args) => args.settings(),
            Self::List(_) | Self::Show(_) | Self::Rollback(_) => Vec::new(),
        }
    }
}

/// Looks at operations, goes on with one, or undoes one.
///
/// # Errors
/// Not found, a conflict with another run or with the tenant's status, or a step failed.
pub async fn run(cx: &mut Context, command: OperationCommand) -> Result<(), CommandError> {
    match command {
        OperationCommand::List(args) => list::run(cx, args).await,
        OperationCommand::Show(args) => show::run(cx, args).await,
        OperationCommand::Resume(args) => resume::run(cx, args).await,
        OperationCommand::Rollback(args) => rollback::run(cx, args).await,
    }
}

/// Finds the operation whose id begins so.
async fn find(control: &ControlPlane, wanted: &OperationRef) -> Result<OperationRecord, CommandError> {
    let mut found = plane::operations_like(&mut *control.session.get().await, wanted, 6).await?;
    match found.len() {
        1 => Ok(found.remove(0)),
        0 => Err(CommandError::new(ErrorKind::NotFound, format!("there is no operation {wanted}"))
            .with_code("operation_not_found")
            .hint("tenantctl operation list")),
        _ => {
            let text = format!("several operations begin with {wanted}");
            let made = CommandError::new(ErrorKind::Usage, text).with_code("ambiguous_id");
            let made = found.iter().take(5).fold(made, |made, operation| made.cause(operation.id.to_string()));
            Err(made.hint("give more of the id: tenantctl operation list"))
        }
    }
}

/// Returns the operation's tenant, deleted or not.
async fn tenant_of(control: &ControlPlane, operation: &OperationRecord) -> Result<TenantRow, CommandError> {
    let none = || {
        let text = format!("operation {} is a {} of no single tenant", operation.id, operation.kind);
        CommandError::new(ErrorKind::Conflict, text).hint(format!("tenantctl operation show {}", operation.id))
    };
    let (uuid, id) = operation.tenant.as_ref().ok_or_else(none)?;
    let row = plane::tenant_by_uuid(&mut *control.session.get().await, *uuid).await?;
    Ok(row.ok_or_else(|| PlaneError::Inconsistent(format!("tenant {id} has no row")))?)
}
