//! `tenantctl purge`

use super::deprovision::expect;
use super::due;
use super::selection::find;
use super::suspend::{apply, would};
use crate::context::Context;
use crate::control_plane::{ControlPlane, TenantRow};
use crate::domain::lifecycle::{Answer, Change};
use crate::domain::tenant::TenantId;
use crate::error::CommandError;
use crate::ops::lifecycle::{LifeError, Wish, certificate};
use crate::output::views::CertificateView;
use chrono::Utc;
use clap::Args;
use uuid::Uuid;

/// Arguments of `purge`.
#[derive(Debug, Args)]
#[command(after_long_help = "Examples:
  tenantctl purge acme-corp
  tenantctl purge acme-corp --confirm acme-corp -o json > erasure.json
  tenantctl purge --due --yes --jobs 4

Removes the database, logins, project, users and secrets of a tenant that was deprovisioned. Before its grace has ended
the id has to be typed, or given as --confirm. It ends with an erasure certificate, which the control plane keeps: the
same command shows it again. The backup file stays where it is.")]
pub struct PurgeArgs {
    /// The tenant
    #[arg(value_name = "TENANT", required_unless_present_any = ["tenant_id", "due"], conflicts_with_all = ["tenant_id", "due"])]
    tenant: Option<TenantId>,
    /// The tenant
    #[arg(short, long, value_name = "ID", conflicts_with = "due")]
    tenant_id: Option<TenantId>,
    /// Every tenant whose grace has ended and that isn't locked
    #[arg(long)]
    due: bool,
    /// The tenant's id once more, in place of typing it
    #[arg(long, value_name = "ID", conflicts_with = "due")]
    confirm: Option<String>,
    /// Refuse unless the tenant has this uuid
    #[arg(long, value_name = "UUID", conflicts_with = "due")]
    expect_uuid: Option<Uuid>,
}

/// Removes all of a tenant, or of all whose grace has ended.
///
/// # Errors
/// Not found, not confirmed, locked, a conflict with its status or another run, something that isn't the tenant's, or a
/// step failed; then the same command goes on. With `--due` partial when some tenants failed.
pub async fn run(cx: &mut Context, args: PurgeArgs) -> Result<(), CommandError> {
    let control = if cx.dry_run { cx.read_plane().await? } else { cx.write_plane().await?.0 };
    let wish = Wish::plain(Change::Purge);
    let Some(id) = args.tenant.or(args.tenant_id) else {
        return due::run(cx, &control, &wish, None).await;
    };
    let tenant = match find(&control, &id).await {
        Ok(tenant) => tenant,
        // Gone already: by an earlier run, or by another one at this moment.
        Err(not_found) => return if show(cx, &control, &id, true).await? { Ok(()) } else { Err(not_found) },
    };
    expect(&tenant, args.expect_uuid)?;
    if cx.dry_run {
        return would(cx, &control, &tenant, &wish).await;
    }
    if wish.change.on(tenant.status) == Answer::Act {
        if tenant.deletion_locked {
            return Err(LifeError::Locked { id: tenant.id }.into());
        }
        confirm(cx, &tenant, args.confirm.as_deref())?;
    }
    let changed = apply(cx, &tenant, &wish).await?;
    show(cx, &control, &id, changed.already).await?;
    Ok(())
}

fn confirm(cx: &Context, tenant: &TenantRow, given: Option<&str>) -> Result<(), CommandError> {
    let what = format!("This removes tenant {} (uuid {}, {}) for good.", tenant.id, tenant.uuid, tenant.place());
    if tenant.deletion.purge_after.is_some_and(|after| after <= Utc::now()) && given.is_none() {
        cx.ui.confirm(&format!("{what}\nRemove it?"), "-y")?;
        return Ok(());
    }
    let question = format!("{what}\nUntil its grace ends it could be restored. Type its id to remove it:");
    cx.ui.confirm_by_typing(&question, tenant.id.as_str(), given, "--confirm")?;
    Ok(())
}

/// Shows the certificate; false if there is none.
///
/// # Errors
/// The control plane can't be read.
pub(super) async fn show(
    cx: &Context,
    control: &ControlPlane,
    id: &TenantId,
    already: bool,
) -> Result<bool, CommandError> {
    let Some(row) = certificate(control, id).await? else { return Ok(false) };
    cx.ui.show_one(&CertificateView::of(&row))?;
    match already {
        true => cx.ui.note(&format!("nothing to do: tenant {id} is purged; this is its certificate")),
        false => cx.ui.success(&format!("purged {id}; the id is free")),
    }
    Ok(true)
}
