//! `tenantctl migrate`

use super::selection::SelectionArgs;
use crate::config::{Key, keys};
use crate::context::Context;
use crate::control_plane::TenantRow;
use crate::domain::migration::MigrationSet;
use crate::domain::status::Status;
use crate::error::{CommandError, ErrorKind};
use crate::ops::migrate::{MigrateOptions, TenantResult, migrate_tenants};
use crate::ops::runner::Runner;
use crate::output::views::{MigrationView, SummaryView, VersionView};
use clap::{Args, Subcommand};

/// Arguments of `migrate`.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
#[command(after_long_help = "Examples:
  tenantctl migrate --tenant-id acme-corp
  tenantctl migrate --all --jobs 8
  tenantctl migrate status")]
pub struct MigrateArgs {
    #[command(subcommand)]
    command: Option<MigrateCommand>,
    #[command(flatten)]
    selection: SelectionArgs,
    /// Your own migration files in place of the built-in ones
    #[arg(long, value_name = "FOLDER")]
    dir: Option<String>,
    /// Up to this version only
    #[arg(long, value_name = "VERSION")]
    target: Option<i64>,
    /// How long a statement waits for a lock, such as 3s
    #[arg(long, value_name = "TIME")]
    lock_timeout: Option<String>,
}

/// The commands of `migrate`.
#[derive(Debug, Subcommand)]
pub enum MigrateCommand {
    /// How far each tenant's schema is
    #[command(after_long_help = "Examples:\n  tenantctl migrate status\n  tenantctl migrate status --live")]
    Status(StatusArgs),
}

/// Arguments of `migrate status`.
#[derive(Debug, Args)]
pub struct StatusArgs {
    #[command(flatten)]
    selection: SelectionArgs,
    /// Your own migration files in place of the built-in ones
    #[arg(long, value_name = "FOLDER")]
    dir: Option<String>,
    /// Ask the databases, not the control plane
    #[arg(long)]
    live: bool,
}

impl MigrateArgs {
    /// Returns the settings that these flags set.
    pub fn settings(&self) -> Vec<(&'static Key, String)> {
        let dir = match &self.command {
            Some(MigrateCommand::Status(args)) => &args.dir,
            None => &self.dir,
        };
        [(keys::MIGRATIONS_DIR, dir), (keys::LOCK_TIMEOUT, &self.lock_timeout)]
            .into_iter()
            .filter_map(|(key, value)| value.clone().map(|value| (key, value)))
            .collect()
    }
}

/// Applies pending migrations, or shows how far they are.
///
/// # Errors
/// Partial when some tenants failed, unavailable when none could be reached.
pub async fn run(cx: &mut Context, args: MigrateArgs) -> Result<(), CommandError> {
    match args.command {
        Some(MigrateCommand::Status(args)) => status(cx, args).await,
        None => apply(cx, args).await,
    }
}

async fn apply(cx: &mut Context, args: MigrateArgs) -> Result<(), CommandError> {
    let set = cx.migrations()?;
    if let Some(target) = args.target
        && !set.files().iter().any(|f| f.version == target)
    {
        return Err(CommandError::new(ErrorKind::Usage, format!("there is no migration of version {target}")));
    }
    let control = if cx.dry_run { cx.read_plane().await? } else { cx.write_plane().await?.0 };
    let all = args.selection.tenants(cx, &control).await?;
    // Whoever is named must be migrated or reported; a fleet leaves out those not in use.
    let (tenants, skipped): (Vec<TenantRow>, Vec<TenantRow>) =
        all.into_iter().partition(|t| !args.selection.all || t.status == Status::Active);
    if !skipped.is_empty() {
        cx.ui.note(&format!("{} tenants that aren't active were skipped", skipped.len()));
    }
    let options = MigrateOptions { target: args.target, dry_run: cx.dry_run, ..cx.migrate_options() };
    let results = migrate_with(cx, &control, &set, tenants, &options).await?;
    report(cx, &results, cx.dry_run)
}

async fn migrate_with(
    cx: &Context,
    control: &crate::control_plane::ControlPlane,
    set: &MigrationSet,
    tenants: Vec<TenantRow>,
    options: &MigrateOptions,
) -> Result<Vec<TenantResult>, CommandError> {
    let vault = cx.vault(control).await?;
    let locator = cx.locator(control, &vault);
    let observer = cx.fleet_observer(tenants.len(), "migrating");
    let (name, alive) = (cx.runner(), |runner: &str| cx.may_be_alive(runner));
    let runner = Runner { name: &name, alive: &alive };
    Ok(migrate_tenants(&locator, set, tenants, options, runner, &observer).await?)
}

fn report(cx: &Context, results: &[TenantResult], dry_run: bool) -> Result<(), CommandError> {
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
    let mut error = CommandError::new(kind, format!("{} of {} tenants failed", failed.len(), results.len()));
    for result in failed.iter().take(5) {
        if let Err(cause) = &result.result {
            error = error.cause(format!("{}: {cause}", result.tenant.id));
        }
    }
    if failed.len() > 5 {
        error = error.cause(format!("and {} more", failed.len() - 5));
    }
    Err(error.hint("nothing of a failed migration stays in its tenant; mend the cause and run the same command again"))
}

async fn status(cx: &mut Context, args: StatusArgs) -> Result<(), CommandError> {
    let set = cx.migrations()?;
    let control = cx.read_plane().await?;
    let mut selection = args.selection;
    selection.all = selection.all || !selection.is_given();
    let tenants = selection.tenants(cx, &control).await?;
    if !args.live {
        let views = tenants.iter().map(|t| VersionView::cached(t, &set));
        cx.ui.show_list(views)?;
        return Ok(());
    }
    let options = MigrateOptions { dry_run: true, ..cx.migrate_options() };
    let tenants = tenants.into_iter().filter(|t| t.status == Status::Active).collect();
    let results = migrate_with(cx, &control, &set, tenants, &options).await?;
    report(cx, &results, true)
}
