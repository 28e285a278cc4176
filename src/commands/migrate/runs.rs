//! `tenantctl migrate runs`

use super::{page, report};
use crate::context::Context;
use crate::control_plane::{self as plane, ControlPlane, FleetRun};
use crate::domain::fleet::TenantState;
use crate::domain::operation_state::OperationRef;
use crate::error::{CommandError, ErrorKind};
use crate::output::views::FleetRunLine;
use clap::Args;
use std::path::PathBuf;

/// Arguments of `migrate runs`.
#[derive(Debug, Args)]
#[command(after_long_help = "Examples:
  tenantctl migrate runs
  tenantctl migrate runs 0192f0c1
  tenantctl migrate runs 0192f0c1 --failed -o json
  tenantctl migrate runs 0192f0c1 --report run.html")]
pub struct RunsArgs {
    /// Show how each tenant of this run came through; the beginning of its id is enough
    #[arg(value_name = "ID")]
    id: Option<OperationRef>,
    /// Only the tenants that failed
    #[arg(long, requires = "id")]
    failed: bool,
    /// Write a page for a browser as well: versions, timeline, failures
    #[arg(long, value_name = "FILE", requires = "id")]
    report: Option<PathBuf>,
    /// How many runs at most
    #[arg(long, value_name = "N", default_value_t = 20, value_parser = clap::value_parser!(u16).range(1..=1_000))]
    limit: u16,
}

/// Lists runs, or the tenants of one.
///
/// # Errors
/// Not found, or the control plane can't be read.
pub(super) async fn run(cx: &mut Context, args: RunsArgs) -> Result<(), CommandError> {
    let control = cx.read_plane().await?;
    if let Some(id) = &args.id {
        page::check(args.report.as_deref())?;
        let run = find(&control, id).await?;
        page::write(cx, &control, &run, args.report.as_deref()).await?;
        return report::show_tenants(cx, &control, &run, args.failed.then_some(TenantState::Failed)).await;
    }
    let mut connection = control.session.get().await;
    let mut lines = Vec::new();
    for run in plane::fleet_runs(&mut connection, None, i64::from(args.limit)).await? {
        let counts = plane::fleet_counts(&mut connection, run.id).await?;
        lines.push(FleetRunLine::of(&run, &counts));
    }
    Ok(cx.ui.show_list(lines)?)
}

/// Finds the run whose id begins so.
///
/// # Errors
/// Not found, usage if it is the beginning of several.
pub(super) async fn find(control: &ControlPlane, wanted: &OperationRef) -> Result<FleetRun, CommandError> {
    let mut found = plane::fleet_runs(&mut *control.session.get().await, Some(wanted), 6).await?;
    match found.len() {
        1 => Ok(found.remove(0)),
        0 => Err(CommandError::new(ErrorKind::NotFound, format!("there is no run {wanted}"))
            .with_code("run_not_found")
            .hint("tenantctl migrate runs")),
        _ => {
            let made = CommandError::new(ErrorKind::Usage, format!("several runs begin with {wanted}"));
            let made = made.with_code("ambiguous_id");
            let made = found.iter().take(5).fold(made, |made, run| made.cause(run.id.to_string()));
            Err(made.hint("give more of the id: tenantctl migrate runs"))
        }
    }
}
