//! Taking back an unfinished operation on a tenant that was made already, where there is a way back.

use super::tenant_of;
use super::work::Work;
use crate::commands::{moving, rename, rotate, suspend};
use crate::context::Context;
use crate::control_plane::{self as plane, ControlPlane, OperationRecord, TenantRow};
use crate::domain::lifecycle::Change;
use crate::domain::operation_state::OperationState;
use crate::error::{CommandError, ErrorKind};
use crate::ops::lifecycle::{LifeError, Only, Wish};
use crate::output::views::{OperationStepView, TenantView};

/// Takes it back.
///
/// # Errors
/// There is no way back, it is done, not confirmed, another run ended or holds it, or a step failed; then the same
/// command goes on.
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
        OperationState::Done => return Err(done(operation, work, &tenant)),
        OperationState::Undoing | OperationState::FailedCleanup | OperationState::RolledBack => {
            cx.ui.show_one(&TenantView::of(&tenant))?;
            cx.ui.note(&format!("the {kind} of {id} was taken back before"));
            return Ok(());
        }
    }
    // What has no way back needs no question.
    let what = way_back(operation, work, &tenant)?;
    if cx.dry_run {
        let steps = plane::operation_steps(&mut *control.session.get().await, operation.id).await?;
        cx.ui.note(&format!("this would take the {kind} of {id} back: {what}"));
        let undone = steps.iter().rev().map(OperationStepView::of).filter(OperationStepView::has_effect);
        return Ok(cx.ui.show_list(undone)?);
    }
    cx.ui.confirm(&format!("This takes the {kind} of tenant {id} back: {what}.\nTake it back?"), "-y")?;
    match work {
        Work::Life(change) => life(cx, operation, (&tenant, *change)).await,
        Work::Rename(from, to) => rename::apply(cx, tenant.uuid, (to, from)).await,
        Work::Rotate => rotate::take_back(cx, control, &tenant, operation).await,
        Work::Move(_) => moving::take_back(cx, control, &tenant, operation.id).await,
    }
}

/// Says what taking it back means, or why there is no way back.
fn way_back(operation: &OperationRecord, work: &Work, tenant: &TenantRow) -> Result<String, CommandError> {
    let id = &tenant.id;
    let go_on = format!("go on with it: tenantctl operation resume {}", operation.id);
    Ok(match work {
        Work::Life(Change::Suspend) => "it is opened to its users again; their sessions stay deleted".to_owned(),
        Work::Life(Change::Resume) => "it stays closed to its users".to_owned(),
        Work::Life(Change::Deprovision) => "it is as it was before; its users' sessions stay deleted".to_owned(),
        Work::Life(Change::Purge) => {
            return Err(CommandError::from(LifeError::Begun { id: id.clone() }).hint(go_on));
        }
        Work::Life(Change::Restore) => {
            let text =
                format!("the restore of {id} isn't taken back by itself: a deletion asks for its id and a backup");
            let made = CommandError::new(ErrorKind::Conflict, text).with_code("no_way_back").hint(go_on);
            return Err(made.hint(format!("or delete it again: tenantctl deprovision {id}")));
        }
        Work::Rename(from, to) => format!("{to} is {from} again"),
        Work::Rotate => "its logins and passwords stay as they were".to_owned(),
        Work::Move(_) => "it stays where it is, and the unfinished copy is dropped".to_owned(),
    })
}

/// What is done is taken back by a command of its own.
fn done(operation: &OperationRecord, work: &Work, tenant: &TenantRow) -> CommandError {
    let (id, kind) = (&tenant.id, &operation.kind);
    let text = format!("the {kind} of {id} is done, and only an unfinished one is rolled back");
    let made = CommandError::new(ErrorKind::Conflict, text).with_code("operation_done");
    made.hint(match work {
        Work::Life(Change::Suspend) => format!("the opposite: tenantctl resume {id}"),
        Work::Life(Change::Resume) => format!("the opposite: tenantctl suspend {id}"),
        Work::Life(Change::Deprovision) => format!("the opposite: tenantctl restore {id}"),
        Work::Life(Change::Restore) => format!("the opposite: tenantctl deprovision {id}"),
        Work::Life(Change::Purge) => format!("its certificate: tenantctl purge {id}"),
        Work::Rename(from, to) => format!("the opposite: tenantctl rename {to} {from}"),
        Work::Rotate => format!("new passwords: tenantctl rotate -t {id}"),
        Work::Move(_) => format!("go back to what it left: tenantctl move {id} --rollback"),
    })
}

async fn life(
    cx: &mut Context,
    operation: &OperationRecord,
    (tenant, change): (&TenantRow, Change),
) -> Result<(), CommandError> {
    let _usable = cx.migrations()?;
    let (opposite, done) = match change {
        Change::Suspend => (Change::Resume, "rolled back; open again:"),
        Change::Resume => (Change::Suspend, "rolled back; still suspended:"),
        Change::Deprovision | Change::Restore | Change::Purge => (Change::Restore, "rolled back; not deleted:"),
    };
    let mut wish = Wish { only: Some(Only::TakeBack(operation.id)), ..Wish::plain(opposite) };
    if opposite == Change::Suspend {
        wish.reason.clone_from(&tenant.suspension.reason);
        wish.until = tenant.suspension.until;
    }
    let changed = suspend::apply(cx, tenant, &wish).await?;
    suspend::show(cx, &changed, done)
}
