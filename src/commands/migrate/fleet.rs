//! Applying migrations to several tenants: a run that others may join.

use super::rehearsal::{self, Rehearsal};
use super::{MigrateArgs, gate, page, report};
use crate::context::Context;
use crate::control_plane::{ControlPlane, FleetRun, set_schema_versions};
use crate::domain::fleet::{Policy, Share, Waves};
use crate::domain::migration::MigrationSet;
use crate::domain::selection::Selector;
use crate::error::CommandError;
use crate::ops::fleet::{Begun, FleetDeps, begin_run, open_run, work};
use crate::ops::migrate::{MigrateOptions, MigratePlan, MigrateSpec, MigrateTask, Wanted, nothing_to_do};
use crate::ops::runner::Runner;
use clap::Args;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How a run goes.
#[derive(Debug, Args)]
#[command(next_help_heading = "Several tenants")]
pub(super) struct FleetArgs {
    /// First so many tenants, or P%: if one of them fails, no other begins
    #[arg(long, value_name = "N|P%")]
    canary: Option<Share>,
    /// First the tenants that fit key=value,…: if one of them fails, no other begins
    #[arg(long, value_name = "KEY=VALUE,…", conflicts_with = "canary")]
    canary_selector: Option<Selector>,
    /// How many tenants begin before the next ones wait for all of them, as a number or P%
    #[arg(long, value_name = "N|P%")]
    wave_size: Option<Share>,
    /// The pause between two waves, such as 10m
    #[arg(long, value_name = "TIME", value_parser = humantime::parse_duration)]
    pause_between: Option<Duration>,
    /// How many tenants may fail, as a number or P%, before no other begins: 5% with --all, else 0.
    /// A server that can't be reached counts once
    #[arg(long, value_name = "N|P%")]
    max_failures: Option<Share>,
    /// Let no other tenant begin after the first failure: --max-failures 0
    #[arg(long, conflicts_with = "max_failures")]
    fail_fast: bool,
    /// Don't look at every tenant before the first one is written to
    #[arg(long)]
    no_gate: bool,
    /// First run the files in a scratch database with the schema of one tenant for each version there is, by pg_dump;
    /// =data with its rows. If one fails, nothing is written anywhere
    #[arg(long, value_name = "schema|data", value_enum, num_args = 0..=1, require_equals = true,
        default_missing_value = "schema", hide_possible_values = true, conflicts_with = "no_gate")]
    pub(super) rehearse: Option<Rehearsal>,
    /// At the end write a page for a browser: versions, timeline, failures
    #[arg(long, value_name = "FILE")]
    pub(super) report: Option<PathBuf>,
    /// Begin a run of its own, even if the same one is under way
    #[arg(long)]
    new_run: bool,
}

impl FleetArgs {
    /// Returns whether something was said about the run.
    pub(super) fn is_given(&self) -> bool {
        self.canary.is_some()
            || self.canary_selector.is_some()
            || self.wave_size.is_some()
            || self.no_gate
            || self.rehearse.is_some()
            || self.report.is_some()
            || self.new_run
    }

    fn policy(&self, all: bool) -> Policy {
        let default = if all { Share::Percent(5) } else { Share::Count(0) };
        let max_failures = if self.fail_fast { Share::Count(0) } else { self.max_failures.unwrap_or(default) };
        Policy {
            waves: Waves { canary: self.canary, size: self.wave_size },
            has_canaries: false,
            pause_between: self.pause_between.unwrap_or_default(),
            max_failures,
        }
    }
}

/// Begins a run behind the gate, or joins the one that is under way, and works on it until it is over.
///
/// # Errors
/// The gate refuses, or as the run ends.
pub(super) async fn apply(
    cx: &mut Context,
    control: &ControlPlane,
    set: &MigrationSet,
    args: &MigrateArgs,
    options: MigrateOptions,
) -> Result<(), CommandError> {
    let file = args.fleet.report.as_deref();
    page::check(file)?;
    let selection = args.selection.resolved(cx, control).await?;
    let spec = MigrateSpec::new(set, args.target, args.selection.all, &selection);
    let may_join = !args.fleet.new_run && !cx.dry_run;
    if may_join && let Some(run) = open_run(control, &spec.hash()).await? {
        return join(cx, control, set, &run, options, file).await;
    }
    let hash = spec.hash();
    let mut plan = MigratePlan::new(spec, args.fleet.policy(args.selection.all));
    let wanted = Wanted {
        selection: &selection,
        skip_inactive: args.selection.all,
        canaries: args.fleet.canary_selector.as_ref(),
        gate: !args.fleet.no_gate,
        jobs: options.jobs,
    };
    let found = gate::look(cx, control, set, &mut plan, &wanted, &options).await?;
    // What refuses this one may be the same run, begun by somebody else meanwhile.
    if may_join && let Some(run) = open_run(control, &hash).await? {
        return join(cx, control, set, &run, options, file).await;
    }
    gate::refuse(&plan, &found)?;
    if let Some(rehearsal) = args.fleet.rehearse {
        rehearsal::run(cx, control, set, &found, rehearsal, &options).await?;
    }
    if cx.dry_run {
        return report::planned(cx, &plan);
    }
    set_schema_versions(&mut *control.session.get().await, &found.lagging).await?;
    let (name, alive) = (cx.runner(), |runner: &str| cx.may_be_alive(runner));
    if plan.is_done() {
        nothing_to_do(control, &plan, Runner { name: &name, alive: &alive }).await?;
        if file.is_some() {
            cx.ui.note("every tenant is up to date: there is no run to report on");
        }
        return report::nothing_to_do(cx, &plan);
    }
    match begin_run(control, &plan.finish(), &name, may_join).await? {
        Begun::New(run) => go_on(cx, control, set, &run, options, file).await,
        Begun::Joined(run) => join(cx, control, set, &run, options, file).await,
    }
}

async fn join(
    cx: &Context,
    control: &ControlPlane,
    set: &MigrationSet,
    run: &FleetRun,
    options: MigrateOptions,
    file: Option<&Path>,
) -> Result<(), CommandError> {
    cx.ui.note(&format!("run {} of the same tenants and files is under way: this joins it", run.id));
    go_on(cx, control, set, run, options, file).await
}

/// Works on a run until it is over, and reports.
///
/// # Errors
/// As the run ends.
pub(super) async fn go_on(
    cx: &Context,
    control: &ControlPlane,
    set: &MigrationSet,
    run: &FleetRun,
    options: MigrateOptions,
    file: Option<&Path>,
) -> Result<(), CommandError> {
    let spec: MigrateSpec = report::spec_of(run)?;
    report::check_files(run, &spec, set)?;
    let vault = cx.vault(control).await?;
    let locator = cx.locator(control, &vault);
    let (name, alive) = (cx.runner(), |runner: &str| cx.may_be_alive(runner));
    let deps = FleetDeps {
        control,
        runner: Runner { name: &name, alive: &alive },
        jobs: options.jobs,
        lease: cx.fleet_lease(),
        timeout: options.timeout,
    };
    let options = MigrateOptions { target: spec.target, ..options };
    let task = MigrateTask { locator: &locator, set, options: &options, skip_inactive: spec.all };
    let state = {
        let observer = cx.bulk_observer(usize::try_from(run.tenants).unwrap_or(0), "migrating");
        work(&deps, run.id, &task, &observer).await?
    };
    let result = report::run(cx, control, run, state).await;
    let written = page::write(cx, control, run, file).await;
    result.and(written)
}
