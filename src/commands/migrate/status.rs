//! `tenantctl migrate status`

use super::apply::migrate_with;
use super::report;
use crate::commands::selection::SelectionArgs;
use crate::context::Context;
use crate::control_plane::{self as plane, ControlPlane};
use crate::domain::fleet::TenantState;
use crate::domain::migration::MigrationSet;
use crate::domain::status::Status;
use crate::error::CommandError;
use crate::ops::migrate::MigrateOptions;
use crate::output::views::{VersionGroupView, VersionView};
use clap::Args;

/// Arguments of `migrate status`.
#[derive(Debug, Args)]
pub struct StatusArgs {
    #[command(flatten)]
    selection: SelectionArgs,
    /// Your own migration files in place of the built-in ones
    #[arg(long, value_name = "FOLDER")]
    pub(super) dir: Option<String>,
    /// Ask the databases, not the control plane
    #[arg(long)]
    live: bool,
    /// Show each tenant, not how many have which version
    #[arg(long)]
    tenants: bool,
}

/// Shows how far the tenants' schemas are.
///
/// # Errors
/// With `--live` partial when some tenants couldn't be asked.
pub(super) async fn run(cx: &mut Context, args: StatusArgs) -> Result<(), CommandError> {
    let set = cx.migrations()?;
    let control = cx.read_plane().await?;
    let mut selection = args.selection;
    selection.all = selection.all || !selection.is_given();
    if !args.live && !args.tenants && selection.tenant_id.is_empty() {
        return histogram(cx, &control, &set, &selection).await;
    }
    let tenants = selection.tenants(cx, &control).await?;
    if !args.live {
        let views = tenants.iter().map(|t| VersionView::cached(t, &set));
        cx.ui.show_list(views)?;
        return Ok(());
    }
    let options = MigrateOptions { dry_run: true, ..cx.migrate_options() };
    let tenants = tenants.into_iter().filter(|t| t.status == Status::Active).collect();
    let results = migrate_with(cx, &control, &set, tenants, &options).await?;
    report::results(cx, &results, true)
}

/// Shows how many tenants have which version, and who failed in the last run.
async fn histogram(
    cx: &Context,
    control: &ControlPlane,
    set: &MigrationSet,
    chosen: &SelectionArgs,
) -> Result<(), CommandError> {
    let selection = chosen.resolved(cx, control).await?;
    let mut connection = control.session.get().await;
    let groups = plane::version_groups(&mut connection, &selection).await?;
    let all = groups.iter().map(|group| group.tenants).sum();
    cx.ui.show_list(groups.iter().map(|group| VersionGroupView::of(group, all, set)))?;
    let runs = plane::fleet_runs(&mut connection, None, 1).await?;
    for run in runs.iter().filter(|run| run.kind == "migrate") {
        let failed = plane::fleet_tenants(&mut connection, run.id, 0, Some(TenantState::Failed), 10).await?;
        for tenant in &failed {
            cx.ui.warn(&format!("{} failed: {}", tenant.id, tenant.error.as_deref().unwrap_or_default()));
        }
        if !failed.is_empty() {
            cx.ui.note(&format!("all of the last run: tenantctl migrate runs {} --failed", run.id));
        }
    }
    Ok(())
}
