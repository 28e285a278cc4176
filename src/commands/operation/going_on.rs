//! Going on with an operation on a tenant that was made already: the same steps with what they were asked for.

use super::tenant_of;
use super::work::Work;
use crate::commands::{moving, purge, rename, rotate, suspend};
use crate::context::Context;
use crate::control_plane::{self as plane, ControlPlane, OperationRecord, TenantRow};
use crate::domain::lifecycle::Change;
use crate::domain::operation_state::{OperationState, StepState};
use crate::error::{CommandError, ErrorKind};
use crate::ops::lifecycle::Wish;
use crate::ops::rotate::Wanted;
use crate::output::views::{OperationStepView, TenantView};

/// Goes on with it.
///
/// # Errors
/// It was rolled back, another run ended or holds it, or a step failed again.
pub(super) async fn run(
    cx: &mut Context,
    control: &ControlPlane,
    operation: &OperationRecord,
    work: &Work,
) -> Result<(), CommandError> {
    let tenant = tenant_of(control, operation).await?;
    let (id, kind) = (&tenant.id, &operation.kind);
    match operation.state {
        OperationState::Running | OperationState::Failed => {}
        OperationState::Done => {
            cx.ui.note(&format!("the {kind} of {id} is done; there is nothing to go on with"));
            return match work {
                Work::Life(Change::Purge) => purge::show(cx, control, id, true).await.map(drop),
                _ => Ok(cx.ui.show_one(&TenantView::of(&tenant))?),
            };
        }
        OperationState::Undoing | OperationState::FailedCleanup | OperationState::RolledBack => {
            let made = CommandError::new(ErrorKind::Conflict, format!("the {kind} of {id} was taken back"));
            let made = made.with_code("rolled_back");
            return Err(made.hint(format!("begin anew: tenantctl {kind} {id}; tenantctl help {kind}")));
        }
    }
    if cx.dry_run {
        cx.ui.note(&format!("the {kind} of {id} would go on with these steps"));
        let steps = plane::operation_steps(&mut *control.session.get().await, operation.id).await?;
        let left = steps.iter().filter(|step| step.state != StepState::Done);
        return Ok(cx.ui.show_list(left.map(OperationStepView::of))?);
    }
    match work {
        Work::Life(change) => life(cx, control, operation, (&tenant, *change)).await,
        Work::Rename(from, to) => rename::apply(cx, tenant.uuid, (from, to)).await,
        Work::Rotate => {
            let wanted = Wanted::of_operation(operation.id, &operation.spec);
            rotate::apply(cx, control, (vec![tenant], 0), &wanted).await
        }
        Work::Move(cluster) => moving::go_on(cx, control, (&tenant, cluster), operation.id).await,
    }
}

async fn life(
    cx: &mut Context,
    control: &ControlPlane,
    operation: &OperationRecord,
    (tenant, change): (&TenantRow, Change),
) -> Result<(), CommandError> {
    let _usable = cx.migrations()?;
    let wish = Wish::of_operation(change, (operation.id, &operation.spec), cx.dump_programs());
    let changed = suspend::apply(cx, tenant, &wish).await?;
    let done = match change {
        Change::Suspend => "suspended",
        Change::Resume => "resumed",
        Change::Deprovision => "closed, and waits for its end:",
        Change::Restore => "restored",
        Change::Purge => return purge::show(cx, control, &tenant.id, changed.already).await.map(drop),
    };
    suspend::show(cx, &changed, done)
}
