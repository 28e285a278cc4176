//! `tenantctl migrate verify`

use super::verify_report;
use crate::commands::selection::{OneTenant, SelectionArgs, say_skipped};
use crate::context::Context;
use crate::control_plane::{ControlPlane, TenantRow};
use crate::domain::migration::MigrationSet;
use crate::domain::status::Status;
use crate::domain::tenant::TenantId;
use crate::error::CommandError;
use crate::ops::migrate::{Judged, MigrateOptions, Sight, expected, see};
use clap::Args;

/// Arguments of `migrate verify`.
#[derive(Debug, Args)]
#[command(after_long_help = "Examples:
  tenantctl migrate verify
  tenantctl migrate verify --selector region=eu-west-1 -o json
  tenantctl migrate verify --diff acme-corp

What a tenant's version should look like is made once, in a scratch database that is dropped. Compared
are tables, columns, constraints, indexes, triggers, functions, views, types, sequences, policies,
grants and settings. - is what is missing in the tenant, + is what is too much, ~ what is another one.

Of a Supabase project, what Supabase itself puts there is left out: its schemas (auth, storage and the like), extensions,
the database's own settings, and what its default privileges give anon, authenticated and service_role in public.
Its schema is compared on a cluster, or the control plane's server, of the same major version of PostgreSQL.")]
pub struct VerifyArgs {
    #[command(flatten)]
    selection: SelectionArgs,
    /// Show object by object what differs in this tenant
    #[arg(long, value_name = "TENANT", conflicts_with_all = ["tenant_id", "all", "selector", "exclude", "from_file"])]
    diff: Option<TenantId>,
    /// Your own migration files in place of the built-in ones
    #[arg(long, value_name = "FOLDER")]
    pub(super) dir: Option<String>,
}

/// Compares tenants' schemas with what the files make.
///
/// # Errors
/// The check failed if a tenant drifted; partial or unavailable when tenants couldn't be looked at.
pub(super) async fn run(cx: &mut Context, args: VerifyArgs) -> Result<(), CommandError> {
    let set = cx.migrations()?;
    let control = cx.read_plane().await?;
    let tenants = match args.diff.clone() {
        Some(id) => vec![OneTenant::named(Some(id)).find(cx, &control).await?],
        None => chosen(cx, &control, args.selection).await?,
    };
    let options = cx.migrate_options();
    let sight = {
        let vault = cx.vault(&control).await?;
        let locator = cx.locator(&control, &vault);
        let observer = cx.fleet_observer(tenants.len(), "reading schemas");
        see(&locator, &set, tenants, &options, &observer).await
    };
    let judged = judge(cx, &control, &set, sight, &options).await?;
    if args.diff.is_some() {
        verify_report::differences(cx, &judged)?;
    } else {
        verify_report::groups(cx, &judged)?;
    }
    verify_report::verdict(&judged, args.diff.is_some())
}

/// Returns the chosen tenants: all without a choice. Whoever is named is looked at whatever its status.
///
/// # Errors
/// No such tenant.
pub(super) async fn chosen(
    cx: &Context,
    control: &ControlPlane,
    mut selection: SelectionArgs,
) -> Result<Vec<TenantRow>, CommandError> {
    let named = !selection.tenant_id.is_empty() || selection.from_file.is_some();
    selection.all = selection.all || !selection.is_given();
    let all = selection.tenants(cx, control).await?;
    let (tenants, skipped): (Vec<_>, Vec<_>) = all.into_iter().partition(|t| named || t.status == Status::Active);
    say_skipped(cx, skipped.len());
    Ok(tenants)
}

/// Makes each expected schema once.
async fn judge(
    cx: &mut Context,
    control: &ControlPlane,
    set: &MigrationSet,
    sight: Sight,
    options: &MigrateOptions,
) -> Result<Judged, CommandError> {
    let mut judged = Judged::new(sight);
    let vault = cx.vault(control).await?;
    for (against, tenant) in judged.wanted() {
        let host = match against.is_project {
            true => cx.scratch_host(control, &vault, |major| major == against.server).await?,
            false => Some(cx.host_of(control, &vault, &tenant).await?.0),
        };
        let Some(host) = host else {
            judged.give_up(against);
            continue;
        };
        let stepping = cx.interrupts.stepping();
        let stop = || stepping.asked().is_some();
        let made = expected(&host, set, against, options, &stop).await;
        let about = format!("making the schema of version {}", against.version);
        judged.add(against, made.map_err(|error| CommandError::from(error).about(&about))?);
    }
    Ok(judged)
}
