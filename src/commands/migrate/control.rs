//! `tenantctl migrate resume`, `pause`, `cancel`

use super::{fleet, page, report, runs};
use crate::context::Context;
use crate::control_plane::{self as plane, ControlPlane, FleetRun};
use crate::domain::fleet::Share;
use crate::domain::operation_state::OperationRef;
use crate::error::CommandError;
use crate::ops::fleet::{Change, change_run};
use crate::output::views::FleetRunLine;
use clap::Args;
use std::path::PathBuf;

/// A run to pause or to cancel.
#[derive(Debug, Args)]
pub struct RunArgs {
    /// The run's id, or its beginning
    #[arg(value_name = "ID")]
    id: OperationRef,
}

/// Arguments of `migrate resume`.
#[derive(Debug, Args)]
#[command(after_long_help = "Examples:
  tenantctl migrate resume 0192f0c1
  tenantctl migrate resume 0192f0c1 --retry-failed
  tenantctl migrate resume 0192f0c1 --max-failures 20")]
pub struct ResumeArgs {
    /// The run's id, or its beginning
    #[arg(value_name = "ID")]
    id: OperationRef,
    /// Give the tenants that failed another try
    #[arg(long)]
    retry_failed: bool,
    /// How many tenants may fail from now on, as a number or P%
    #[arg(long, value_name = "N|P%")]
    max_failures: Option<Share>,
    /// At the end write a page for a browser: versions, timeline, failures
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
    /// The run's own migration files, if it isn't the built-in ones
    #[arg(long, value_name = "FOLDER")]
    pub(super) dir: Option<String>,
    /// How long a statement waits for a lock, such as 3s
    #[arg(long, value_name = "TIME")]
    pub(super) lock_timeout: Option<String>,
}

/// Goes on with a run, and works on it.
///
/// # Errors
/// Not found, a conflict with its state, or as the run ends.
pub(super) async fn resume(cx: &mut Context, args: ResumeArgs) -> Result<(), CommandError> {
    let set = cx.migrations()?;
    page::check(args.report.as_deref())?;
    let (control, run) = find(cx, &args.id).await?;
    report::check_files(&run, &report::spec_of(&run)?, &set)?;
    if cx.dry_run {
        cx.ui.note(&format!("run {}, which is {}, would go on", run.id, run.state));
        return show(cx, &control, &run).await;
    }
    let change = Change::Resume { retry_failed: args.retry_failed, max_failures: args.max_failures };
    let run = change_run(&control, run.id, change, &cx.runner()).await?;
    let options = cx.migrate_options();
    fleet::go_on(cx, &control, &set, &run, options, args.report.as_deref()).await
}

/// Pauses a run.
///
/// # Errors
/// Not found, or a conflict with its state.
pub(super) async fn pause(cx: &mut Context, args: RunArgs) -> Result<(), CommandError> {
    change(cx, &args.id, Change::Pause, "paused").await
}

/// Cancels a run.
///
/// # Errors
/// Not found, or a conflict with its state.
pub(super) async fn cancel(cx: &mut Context, args: RunArgs) -> Result<(), CommandError> {
    change(cx, &args.id, Change::Cancel, "cancelled").await
}

async fn change(cx: &mut Context, id: &OperationRef, change: Change, word: &str) -> Result<(), CommandError> {
    let (control, run) = find(cx, id).await?;
    if cx.dry_run {
        cx.ui.note(&format!("run {}, which is {}, would be {word}", run.id, run.state));
        return show(cx, &control, &run).await;
    }
    let changed = change_run(&control, run.id, change, &cx.runner()).await?;
    show(cx, &control, &changed).await?;
    cx.ui.success(&format!("run {} is {word}; tenants that are worked on come through", changed.id));
    Ok(())
}

async fn find(cx: &mut Context, id: &OperationRef) -> Result<(ControlPlane, FleetRun), CommandError> {
    let control = if cx.dry_run { cx.read_plane().await? } else { cx.write_plane().await?.0 };
    let run = runs::find(&control, id).await?;
    Ok((control, run))
}

async fn show(cx: &Context, control: &ControlPlane, run: &FleetRun) -> Result<(), CommandError> {
    let counts = plane::fleet_counts(&mut *control.session.get().await, run.id).await?;
    Ok(cx.ui.show_one(&FleetRunLine::of(run, &counts))?)
}
