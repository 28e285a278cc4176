//! `tenantctl operation rollback`

use super::work::Work;
use super::{find, taking_back, tenant_of};
use crate::commands::retrying::retrying;
use crate::context::Context;
use crate::control_plane as plane;
use crate::domain::operation_state::{OperationRef, OperationState};
use crate::error::CommandError;
use crate::ops::provision::{Undone, refuse_rollback};
use crate::ops::retry::Retries;
use crate::output::views::{OperationStepView, RolledBackView};
use clap::Args;

/// Arguments of `operation rollback`.
#[derive(Debug, Args)]
#[command(after_long_help = "Examples:
  tenantctl operation rollback 0192f0c1
  tenantctl operation rollback 0192f0c1 --yes
  tenantctl operation rollback 0192f0c1 --dry-run

Of a provisioning or a clone it removes the tenant's database, its logins and its secrets as far as they were made, and
frees its id. What doesn't bear the tenant's mark is left alone. A tenant in use is refused. A suspend, resume,
deprovision, rename, move or rotate that isn't finished is taken back; a purge never, a restore only by deprovision, and a
login that was switched stays so: that is refused with exit code 5 and the command that leads on.")]
pub struct RollbackArgs {
    /// The operation's id, or its beginning
    #[arg(value_name = "ID")]
    id: OperationRef,
}

/// Undoes an unfinished or failed operation.
///
/// # Errors
/// Not found, not confirmed, a conflict with another run or with the tenant's status, or a step
/// couldn't be undone; then the same command goes on.
pub(super) async fn run(cx: &mut Context, args: RollbackArgs) -> Result<(), CommandError> {
    let control = if cx.dry_run { cx.read_plane().await? } else { cx.write_plane().await?.0 };
    let operation = find(&control, &args.id).await?;
    if let Some(work) = Work::of(&operation)? {
        return taking_back::run(cx, &control, &operation, &work).await;
    }
    let tenant = tenant_of(&control, &operation).await?;
    // What is refused needs no question.
    refuse_rollback(&operation, &tenant)?;
    if cx.dry_run {
        let steps = plane::operation_steps(&mut *control.session.get().await, operation.id).await?;
        cx.ui.note(&format!("the provisioning of {} would be undone, its last step first", tenant.id));
        cx.ui.show_list(steps.iter().rev().map(OperationStepView::of).filter(OperationStepView::has_effect))?;
        return Ok(());
    }
    if operation.state != OperationState::RolledBack {
        let what = match &tenant.project {
            Some(project) => format!("its Supabase project {project} and all that is in it"),
            None if tenant.provider == "supabase" => "its Supabase project".to_owned(),
            None => format!("its database {}, its logins", tenant.database),
        };
        let question = format!(
            "This undoes the provisioning of tenant {} ({}):\n{what} and its secrets are deleted, as far as they were made.\nUndo it?",
            tenant.id, tenant.status
        );
        cx.ui.confirm(&question, "-y")?;
    }
    let wanted = OperationRef::from(operation.id);
    retrying(cx, async |cx, retries| once(cx, &wanted, retries).await).await
}

/// One attempt; a later one goes on where it stopped.
async fn once(cx: &mut Context, id: &OperationRef, retries: &mut Retries) -> Result<(), CommandError> {
    let (control, _) = cx.write_plane().await?;
    retries.connected();
    let operation = find(&control, id).await?;
    let tenant = tenant_of(&control, &operation).await?;
    if let Some(undone) = Undone::before(&operation, &tenant) {
        return show(cx, &undone);
    }
    let vault = cx.vault(&control).await?;
    let undone = cx.roll_back(&control, &vault, (&operation, &tenant), retries).await?;
    show(cx, &undone)
}

fn show(cx: &Context, undone: &Undone) -> Result<(), CommandError> {
    cx.ui.show_one(&RolledBackView::of(undone))?;
    for what in &undone.left_alone {
        cx.ui.warn(what);
    }
    if undone.already {
        cx.ui.note(&format!("already rolled back: {}", undone.tenant.id));
    } else {
        cx.ui.success(&format!("rolled back; the id {} is free", undone.tenant.id));
    }
    Ok(())
}
