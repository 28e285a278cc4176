//! `tenantctl migrate`: applying pending migrations.

use super::{MigrateArgs, check_target, fleet, report};
use crate::commands::selection::say_skipped;
use crate::context::Context;
use crate::control_plane::{ControlPlane, TenantRow};
use crate::domain::migration::MigrationSet;
use crate::domain::status::Status;
use crate::error::CommandError;
use crate::ops::migrate::{MigrateOptions, TenantResult, migrate_tenants};
use crate::ops::runner::Runner;

/// Applies pending migrations: to one tenant at once, to several in a run.
///
/// # Errors
/// Partial when some tenants failed, unavailable when none could be reached.
pub(super) async fn run(cx: &mut Context, args: MigrateArgs) -> Result<(), CommandError> {
    let set = cx.migrations()?;
    check_target(&set, args.target)?;
    let control = if cx.dry_run { cx.read_plane().await? } else { cx.write_plane().await?.0 };
    let options = MigrateOptions { target: args.target, dry_run: cx.dry_run, ..cx.migrate_options() };
    let rehearses = args.fleet.rehearse.is_some();
    if rehearses || !cx.dry_run && (args.selection.is_several() || args.fleet.is_given()) {
        return fleet::apply(cx, &control, &set, &args, options).await;
    }
    let all = args.selection.tenants(cx, &control).await?;
    // Whoever is named must be migrated or reported; a fleet leaves out those not in use.
    let (tenants, skipped): (Vec<TenantRow>, Vec<TenantRow>) =
        all.into_iter().partition(|t| !args.selection.all || t.status == Status::Active);
    say_skipped(cx, skipped.len());
    let results = migrate_with(cx, &control, &set, tenants, &options).await?;
    report::results(cx, &results, cx.dry_run)
}

/// Migrates tenants without a run.
///
/// # Errors
/// The log can't be written.
pub(super) async fn migrate_with(
    cx: &Context,
    control: &ControlPlane,
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
