//! `tenantctl migrate plan`

use super::gate;
use crate::commands::selection::SelectionArgs;
use crate::context::Context;
use crate::domain::fleet::{Policy, Share, Waves};
use crate::error::CommandError;
use crate::ops::migrate::{MigrateOptions, MigratePlan, MigrateSpec, Wanted};
use crate::output::views::{PlanSummaryView, PlannedFileView};
use clap::Args;
use std::time::Duration;

/// Arguments of `migrate plan`.
#[derive(Debug, Args)]
#[command(after_long_help = "Examples:
  tenantctl migrate plan
  tenantctl migrate plan --selector region=eu-west-1 --dir ./migrations")]
pub struct PlanArgs {
    #[command(flatten)]
    selection: SelectionArgs,
    /// Your own migration files in place of the built-in ones
    #[arg(long, value_name = "FOLDER")]
    pub(super) dir: Option<String>,
    /// Up to this version only
    #[arg(long, value_name = "VERSION")]
    target: Option<i64>,
    /// How many tenants may be refused, as a number or P%: 5% without a selection or with --all, else 0
    #[arg(long, value_name = "N|P%")]
    max_failures: Option<Share>,
    /// How long a statement waits for a lock, such as 3s
    #[arg(long, value_name = "TIME")]
    pub(super) lock_timeout: Option<String>,
}

/// Shows for each pending version how many tenants would get it.
///
/// # Errors
/// Partial if the gate would refuse the run, unavailable if no tenant could be reached.
pub(super) async fn run(cx: &mut Context, args: PlanArgs) -> Result<(), CommandError> {
    let set = cx.migrations()?;
    super::check_target(&set, args.target)?;
    let control = cx.read_plane().await?;
    let mut chosen = args.selection;
    chosen.all = chosen.all || !chosen.is_given();
    let selection = chosen.resolved(cx, &control).await?;
    let policy = Policy {
        waves: Waves::default(),
        has_canaries: false,
        pause_between: Duration::ZERO,
        max_failures: args.max_failures.unwrap_or(if chosen.all { Share::Percent(5) } else { Share::Count(0) }),
    };
    let options = MigrateOptions { target: args.target, dry_run: true, ..cx.migrate_options() };
    let mut plan = MigratePlan::new(MigrateSpec::new(&set, args.target, chosen.all, &selection), policy);
    let wanted =
        Wanted { selection: &selection, skip_inactive: chosen.all, canaries: None, gate: true, jobs: options.jobs };
    let found = gate::look(cx, &control, &set, &mut plan, &wanted, &options).await?;
    let pending = |version: i64| found.pending.get(&version).copied();
    let lines = set.files().iter().filter_map(|file| Some(PlannedFileView::of(file, pending(file.version)?)));
    cx.ui.show_list(lines)?;
    let summary = PlanSummaryView::of(&plan, &found);
    cx.ui.event(&summary)?;
    cx.ui.note(&summary.sentence());
    gate::refuse(&plan, &found)
}
