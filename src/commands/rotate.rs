//! `tenantctl rotate`

use super::selection::{SelectionArgs, say_skipped};
use crate::context::Context;
use crate::control_plane::{ControlPlane, OperationRecord, TenantRow};
use crate::domain::run_end::RunEnd;
use crate::domain::status::Status;
use crate::error::{CommandError, ErrorKind};
use crate::ops::credentials::LoginRole;
use crate::ops::rotate::{RotateDeps, RotateError, RotateResult, Wanted, rotate_tenants, undo_rotation};
use crate::output::views::{RotatedLoginsView, RotationSummaryView, TenantView};
use clap::Args;
use std::time::Duration;

/// How many failed tenants the error names.
const NAMED: usize = 5;

/// Arguments of `rotate`.
#[derive(Debug, Args)]
#[command(after_long_help = "Examples:
  tenantctl rotate -t acme-corp                       # both logins, the old ones end at once
  tenantctl rotate -t acme-corp --app --overlap 1h    # the old login gets in for another hour
  tenantctl rotate -t acme-corp --finish              # end the old login now
  tenantctl rotate --all -j 8

Each login has two names, such as …_app and …_app2, and a rotation goes from one to the other: the other one gets the new
password and has to log in before the control plane names it and the old one ends, with its sessions. The application
needs the new URL: tenantctl url ID --reveal. During an overlap both get in; the server itself refuses the old password
afterwards, and --finish or the next rotate ends its sessions too. No password is in any statement.

A Supabase project has one database password, which its API replaces at once, without an overlap; it is proven afterwards,
and the old one set again where the new one doesn't get in. Its API keys are changed in the project's settings.")]
pub struct RotateArgs {
    #[command(flatten)]
    selection: SelectionArgs,
    /// Only the application's login
    #[arg(long)]
    app: bool,
    /// Only the migrator's login
    #[arg(long)]
    migrator: bool,
    /// Let the old login get in for this time, such as 1h
    #[arg(long, value_name = "TIME", value_parser = overlap, conflicts_with = "finish")]
    overlap: Option<Duration>,
    /// Change nothing but end the old logins that still get in
    #[arg(long)]
    finish: bool,
}

fn overlap(text: &str) -> Result<Duration, String> {
    let longest = Duration::from_secs(90 * 24 * 3600);
    let time = humantime::parse_duration(text).map_err(|error| error.to_string())?;
    if time.is_zero() || time > longest { Err("from 1s to 90d".to_owned()) } else { Ok(time) }
}

/// Changes passwords.
///
/// # Errors
/// Partial when some tenants failed, unavailable when none could be reached.
pub async fn run(cx: &mut Context, args: RotateArgs) -> Result<(), CommandError> {
    let control = if cx.dry_run { cx.read_plane().await? } else { cx.write_plane().await?.0 };
    let all = args.selection.tenants(cx, &control).await?;
    // Whoever is named must be changed or reported; a fleet leaves out those that have nothing to change.
    let fits = |row: &TenantRow| row.status == Status::Active;
    let (tenants, skipped): (Vec<TenantRow>, Vec<TenantRow>) =
        all.into_iter().partition(|row| !args.selection.all || fits(row));
    say_skipped(cx, skipped.len());
    let roles = match (args.app, args.migrator) {
        (true, false) => vec![LoginRole::App],
        (false, true) => vec![LoginRole::Migrator],
        _ => vec![LoginRole::Migrator, LoginRole::App],
    };
    let wanted = Wanted { roles, overlap: args.overlap, finish: args.finish, dry_run: cx.dry_run, only: None };
    apply(cx, &control, (tenants, skipped.len()), &wanted).await
}

/// Changes the passwords of tenants, and says what became of each.
///
/// # Errors
/// As [`run`].
pub(super) async fn apply(
    cx: &mut Context,
    control: &ControlPlane,
    (tenants, skipped): (Vec<TenantRow>, usize),
    wanted: &Wanted,
) -> Result<(), CommandError> {
    let vault = cx.vault(control).await?;
    let hosts = cx.hosts_of(control, &vault, &tenants).await?;
    let projects = cx.projects().map_err(|error| error.message().to_owned());
    let runner = cx.runner();
    let deps = RotateDeps { control, vault: &vault, runner: &runner, timeout: cx.timeout() };
    let jobs = cx.migrate_options().jobs;
    let results = {
        let observer = cx.bulk_observer(tenants.len(), "rotating");
        rotate_tenants(&deps, (&hosts, &projects), tenants, wanted, jobs, &observer).await
    };
    cx.ui.show_list(results.iter().map(|result| RotatedLoginsView::of(result, wanted)))?;
    cx.ui.event(&RotationSummaryView::of(&results))?;
    if results.len() > 1 {
        let error = |r: &RotateResult| Some((r.tenant.id.to_string(), r.result.as_ref().err()?.to_string()));
        cx.run_ended(RunEnd::of(results.len(), results.iter().filter_map(error)).without(skipped, 0));
    }
    conclude(cx, &results)
}

/// Takes an unfinished rotation back.
///
/// # Errors
/// Its new login is the tenant's already, another run holds it, or its cluster can't be reached.
pub(super) async fn take_back(
    cx: &mut Context,
    control: &ControlPlane,
    tenant: &TenantRow,
    operation: &OperationRecord,
) -> Result<(), CommandError> {
    let vault = cx.vault(control).await?;
    let host = match tenant.provider.as_str() {
        "supabase" => None,
        _ => Some(cx.host_of(control, &vault, tenant).await?.0),
    };
    let projects = cx.projects().map_err(|error| error.message().to_owned());
    let runner = cx.runner();
    let deps = RotateDeps { control, vault: &vault, runner: &runner, timeout: cx.timeout() };
    let undone = undo_rotation(&deps, (host.as_ref(), &projects), tenant, operation).await;
    undone.map_err(|error| {
        let text = format!("the rotation of tenant {} wasn't taken back: {error}", tenant.id);
        let kind = match &error {
            error if error.is_unreachable() => ErrorKind::Unavailable,
            RotateError::Host(_) | RotateError::Plane(_) | RotateError::Api(_) => ErrorKind::Internal,
            _ => ErrorKind::Conflict,
        };
        let made = CommandError::new(kind, text).with_code("not_taken_back");
        made.hint(format!("finish it: tenantctl operation resume {}", operation.id))
    })?;
    cx.ui.show_one(&TenantView::of(tenant))?;
    cx.ui.success(&format!("rolled back; the logins of {} are as they were", tenant.id));
    Ok(())
}

fn conclude(cx: &Context, results: &[RotateResult]) -> Result<(), CommandError> {
    let failed: Vec<_> =
        results.iter().filter_map(|r| r.result.as_ref().err().map(|error| (&r.tenant.id, error))).collect();
    if failed.is_empty() {
        if let Some(first) = results.iter().find(|r| r.result.as_ref().is_ok_and(|done| !done.new.is_empty())) {
            cx.ui.hint(&format!("the application's new URL: tenantctl url {} --reveal", first.tenant.id));
        }
        return Ok(());
    }
    let unreachable = failed.len() == results.len() && failed.iter().all(|(_, error)| error.is_unreachable());
    let kind = match (cx.interrupts.asked(), unreachable) {
        (Some(_), _) => ErrorKind::Interrupted,
        (None, true) => ErrorKind::Unavailable,
        (None, false) => ErrorKind::Partial,
    };
    let error = CommandError::new(kind, format!("{} of {} tenants failed", failed.len(), results.len()));
    let error = failed.iter().take(NAMED).fold(error, |error, (id, cause)| error.cause(format!("{id}: {cause}")));
    let error = match failed.len().saturating_sub(NAMED) {
        0 => error,
        more => error.cause(format!("and {more} more")),
    };
    Err(error.hint("the stored login of each tenant gets in; mend the cause and run the same command again"))
}
