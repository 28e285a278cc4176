//! What `migrate` says at its end.

use crate::context::Context;
use crate::control_plane::{self as plane, ControlPlane, FleetCounts, FleetRun, PlaneError};
use crate::domain::fleet::{RunState, TenantState};
use crate::domain::migration::MigrationSet;
use crate::domain::run_end::{NAMED, RunEnd};
use crate::error::{CommandError, ErrorKind};
use crate::ops::migrate::{MigratePlan, MigrateSpec, TenantResult};
use crate::output::views::{MigrationView, RunSummaryView, SummaryView};

const PAGE: i64 = 1_000;
/// What to do about a file that was changed or renamed after it ran.
pub(super) const REPAIR: &str =
    "a file that was changed or renamed: bring it back, or see what differs: tenantctl migrate repair --explain";

/// Reads what a run was asked for.
///
/// # Errors
/// It is another command's run.
pub(super) fn spec_of(run: &FleetRun) -> Result<MigrateSpec, CommandError> {
    if run.kind != "migrate" {
        let text = format!("run {} is a {}", run.id, run.kind);
        return Err(CommandError::new(ErrorKind::Conflict, text).hint("tenantctl migrate runs"));
    }
    let wrong = |e: serde_json::Error| PlaneError::Inconsistent(format!("fleet_runs, id {}: {e}", run.id));
    Ok(serde_json::from_value(run.spec.clone()).map_err(wrong)?)
}

/// Sees that the files are the run's.
///
/// # Errors
/// They are others.
pub(super) fn check_files(run: &FleetRun, spec: &MigrateSpec, set: &MigrationSet) -> Result<(), CommandError> {
    if spec.has_files(set) {
        return Ok(());
    }
    let text = format!("these migration files aren't those of run {}", run.id);
    Err(CommandError::new(ErrorKind::Conflict, text).with_code("other_files").hint("name its files: --dir FOLDER"))
}

/// Shows how tenants came through that were migrated without a run.
///
/// # Errors
/// Partial when some failed, unavailable when none could be reached.
pub(super) fn results(cx: &Context, results: &[TenantResult], dry_run: bool) -> Result<(), CommandError> {
    let mut views = results.iter().map(|r| MigrationView::of(r, dry_run));
    cx.ui.show_list(&mut views)?;
    let failed: Vec<&TenantResult> = results.iter().filter(|r| r.result.is_err()).collect();
    cx.ui.event(&SummaryView::of(results))?;
    if failed.is_empty() {
        return Ok(());
    }
    let unreachable = |r: &&TenantResult| r.result.as_ref().is_err_and(|e| e.is_unreachable());
    let kind = if failed.len() == results.len() && failed.iter().all(unreachable) {
        ErrorKind::Unavailable
    } else {
        ErrorKind::Partial
    };
    let error = CommandError::new(kind, format!("{} of {} tenants failed", failed.len(), results.len()));
    let causes = failed.iter().filter_map(|r| Some(format!("{}: {}", r.tenant.id, r.result.as_ref().err()?)));
    let error = name(error, causes.take(NAMED), failed.len());
    let repairable = failed.iter().any(|r| r.result.as_ref().is_err_and(|e| e.is_repairable()));
    let error = if repairable { error.hint(REPAIR) } else { error };
    Err(error.hint("nothing of a failed migration stays in its tenant; mend the cause and run the same command again"))
}

/// Shows what a run would begin with.
///
/// # Errors
/// stdout can't be written.
pub(super) fn planned(cx: &Context, plan: &MigratePlan) -> Result<(), CommandError> {
    Ok(cx.ui.show_list(plan.tenants.iter().map(MigrationView::of_planned))?)
}

/// Shows a run that has nothing to do.
///
/// # Errors
/// stdout can't be written.
pub(super) fn nothing_to_do(cx: &Context, plan: &MigratePlan) -> Result<(), CommandError> {
    planned(cx, plan)?;
    Ok(cx.ui.event(&SummaryView::nothing_to_do(plan.tenants.len()))?)
}

/// Names the first of `all` failures.
pub(super) fn name(error: CommandError, causes: impl Iterator<Item = String>, all: usize) -> CommandError {
    let error = causes.fold(error, CommandError::cause);
    if all > NAMED { error.cause(format!("and {} more", all - NAMED)) } else { error }
}

/// Shows how a run came out.
///
/// # Errors
/// Partial when tenants failed, unavailable when none could be reached, conflict when it was paused or cancelled.
pub(super) async fn run(
    cx: &Context,
    control: &ControlPlane,
    run: &FleetRun,
    state: RunState,
) -> Result<(), CommandError> {
    show_tenants(cx, control, run, None).await?;
    let counts = plane::fleet_counts(&mut *control.session.get().await, run.id).await?;
    let now = plane::fleet_runs(&mut *control.session.get().await, Some(&run.id.into()), 1).await?;
    let reason = now.first().and_then(|run| run.reason.clone());
    let ended = now.first().and_then(|run| run.finished_at).filter(|_| state.is_over());
    let named = failures(control, run, &counts).await?;
    // Who paused or cancelled it knows.
    if let Some(ended) = ended.filter(|_| state != RunState::Cancelled) {
        let count = |number: i64| u64::try_from(number).unwrap_or_default();
        cx.run_ended(RunEnd {
            run: Some((run.id, ended.timestamp_millis())),
            state,
            reason: reason.clone(),
            tenants: u64::try_from(run.tenants).unwrap_or_default(),
            failed: count(counts.failed),
            skipped: count(counts.skipped),
            not_begun: count(counts.waiting + counts.running),
            failures: named.clone(),
        });
    }
    cx.ui.event(&RunSummaryView::of(run, state, &counts, reason.as_deref()))?;
    let id = run.id;
    summarize(cx, state, &counts, &named);
    let left = counts.waiting + counts.running;
    let error = match state {
        RunState::Done => return Ok(()),
        RunState::Running => {
            let text = format!("stopped; {left} of {} tenants of run {id} are left", run.tenants);
            let error = CommandError::new(ErrorKind::Interrupted, text);
            return Err(error.hint(format!("go on: tenantctl migrate resume {id}, or the same command again")));
        }
        RunState::Paused => {
            let text = format!("run {id} was paused; {left} of {} tenants are left", run.tenants);
            let error = CommandError::new(ErrorKind::Conflict, text).with_code("run_paused");
            return Err(error.hint(format!("go on: tenantctl migrate resume {id}")));
        }
        RunState::Cancelled => {
            let text = format!("run {id} was cancelled; {left} of {} tenants are as they were", run.tenants);
            return Err(CommandError::new(ErrorKind::Conflict, text).with_code("run_cancelled"));
        }
        RunState::Stopped => {
            let reason = reason.unwrap_or_default();
            let text = format!("run {id} was stopped ({reason}): {} of {} tenants failed", counts.failed, run.tenants);
            let text = format!("{text}, {left} weren't begun");
            CommandError::new(ErrorKind::Partial, text).with_code("run_stopped")
        }
        RunState::Failed => {
            CommandError::new(ErrorKind::Partial, format!("{} of {} tenants failed", counts.failed, run.tenants))
        }
    };
    let all_unreachable = counts.done + counts.skipped == 0 && counts.failed == counts.unreachable;
    let error = if all_unreachable { error.with_kind(ErrorKind::Unavailable) } else { error };
    let causes = named.into_iter().map(|(id, error)| format!("{id}: {error}"));
    let error = name(error, causes, usize::try_from(counts.failed).unwrap_or(usize::MAX));
    Err(error
        .hint("nothing of a failed migration stays in its tenant")
        .hint(format!("mend the cause, then: tenantctl migrate resume {id} --retry-failed")))
}

/// Reads the first failures of a run.
async fn failures(
    control: &ControlPlane,
    run: &FleetRun,
    counts: &FleetCounts,
) -> Result<Vec<(String, String)>, CommandError> {
    if counts.failed == 0 {
        return Ok(Vec::new());
    }
    let limit = i64::try_from(NAMED).unwrap_or(i64::MAX);
    let failed = Some(TenantState::Failed);
    let named = plane::fleet_tenants(&mut *control.session.get().await, run.id, 0, failed, limit).await?;
    Ok(named.into_iter().map(|tenant| (tenant.id.to_string(), tenant.error.unwrap_or_default())).collect())
}

/// Tells a GitHub workflow how the run came out.
fn summarize(cx: &Context, state: RunState, counts: &FleetCounts, failures: &[(String, String)]) {
    let left = counts.waiting + counts.running;
    let columns = [("done", counts.done), ("failed", counts.failed), ("skipped", counts.skipped), ("left", left)];
    cx.ui.step_summary(cx.step_summary_file().as_deref(), &format!("tenantctl migrate: {state}"), &columns, failures);
}

/// Writes a run's tenants, a page at a time.
///
/// # Errors
/// The control plane can't be read, or stdout can't be written.
pub(super) async fn show_tenants(
    cx: &Context,
    control: &ControlPlane,
    run: &FleetRun,
    state: Option<TenantState>,
) -> Result<(), CommandError> {
    let mut list = cx.ui.list_writer()?;
    let mut after = 0;
    loop {
        let page = plane::fleet_tenants(&mut *control.session.get().await, run.id, after, state, PAGE).await?;
        for tenant in &page {
            list.push(&MigrationView::of_run(tenant))?;
        }
        match page.last() {
            Some(last) => after = last.position,
            None => break,
        }
    }
    Ok(list.finish()?)
}
