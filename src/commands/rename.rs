//! `tenantctl rename`

use super::retrying::retrying;
use super::selection::find;
use crate::context::Context;
use crate::control_plane::{self as plane, ControlPlane, TenantRow};
use crate::domain::tenant::TenantId;
use crate::error::{CommandError, ErrorKind};
use crate::ops::rename::{Renamed, refuse_rename, renamed_before};
use crate::output::views::TenantView;
use clap::Args;
use uuid::Uuid;

/// Arguments of `rename`.
#[derive(Debug, Args)]
#[command(after_long_help = "Examples:
  tenantctl rename acme-corp acme
  tenantctl rename acme-corp acme --dry-run

Only the id changes, and a name that was the same. The uuid stays, and so do the names of its database and logins, its
passwords, data, users and sessions: applications go on undisturbed. At its Auth server the users' app_metadata gets the
new tenant_id; a token that was issued before is known by its tenant_uuid.")]
pub struct RenameArgs {
    /// The tenant, by its present id
    #[arg(value_name = "TENANT")]
    tenant: TenantId,
    /// Its new id
    #[arg(value_name = "NEW")]
    new: TenantId,
}

/// Gives a tenant another id.
///
/// # Errors
/// Not found, a conflict with another tenant, its status or another run, or its users couldn't be told; then the same
/// command goes on.
pub async fn run(cx: &mut Context, args: RenameArgs) -> Result<(), CommandError> {
    let RenameArgs { tenant: from, new: to } = args;
    if from == to {
        let made = CommandError::new(ErrorKind::Usage, format!("{to} is the id that it has"));
        return Err(made.hint("name a new one: tenantctl rename --help"));
    }
    if cx.dry_run {
        let control = cx.read_plane().await?;
        let tenant = which(&control, &from, &to).await?;
        if tenant.id == from {
            refuse_rename(&control, &tenant, &to).await?;
        }
        cx.ui.show_one(&TenantView::of(&tenant))?;
        match tenant.id == to {
            true => cx.ui.note(&format!("nothing to do: the tenant that was {from} is {to}")),
            false => cx.ui.note(&format!("tenant {from} would be {to}; {} stays", tenant.place())),
        }
        return Ok(());
    }
    let mut done = None;
    retrying(cx, async |cx, retries| {
        let (control, _) = cx.write_plane().await?;
        retries.connected();
        let tenant = which(&control, &from, &to).await?;
        let vault = cx.vault(&control).await?;
        done = Some(cx.rename(&control, &vault, &tenant, (&from, &to), retries).await?);
        Ok(())
    })
    .await?;
    done.map_or(Ok(()), |done| show(cx, &from, &done))
}

/// Finds the tenant under its present id, or under the new one if that is what an earlier run gave it.
async fn which(control: &ControlPlane, from: &TenantId, to: &TenantId) -> Result<TenantRow, CommandError> {
    match renamed_before(control, from, to).await? {
        Some(tenant) => Ok(tenant),
        None => find(control, from).await,
    }
}

/// Goes on with a renaming, or takes it back, by the tenant's uuid.
///
/// # Errors
/// As [`run`].
pub(super) async fn apply(
    cx: &mut Context,
    uuid: Uuid,
    (from, to): (&TenantId, &TenantId),
) -> Result<(), CommandError> {
    let mut done = None;
    retrying(cx, async |cx, retries| {
        let (control, _) = cx.write_plane().await?;
        retries.connected();
        let tenant = plane::tenant_by_uuid(&mut *control.session.get().await, uuid).await?;
        let Some(tenant) = tenant else { return Ok(()) };
        let vault = cx.vault(&control).await?;
        done = Some(cx.rename(&control, &vault, &tenant, (from, to), retries).await?);
        Ok(())
    })
    .await?;
    done.map_or(Ok(()), |done| show(cx, from, &done))
}

fn show(cx: &Context, from: &TenantId, done: &Renamed) -> Result<(), CommandError> {
    let Renamed { tenant, already, users } = done;
    cx.note_renamed(from, tenant);
    cx.ui.show_one(&TenantView::of(tenant))?;
    match already {
        true => cx.ui.note(&format!("nothing to do: the tenant that was {from} is {}", tenant.id)),
        false => cx.ui.success(&format!("{from} is {} now", tenant.id)),
    }
    match users {
        0 => {}
        1 => cx.ui.note("1 user at its Auth server got the new id"),
        count => cx.ui.note(&format!("{count} users at its Auth server got the new id")),
    }
    if cx.default_tenant()?.is_some_and(|named| named == *from) {
        cx.ui.warn(&format!("the setting tenant still names {from}: tenantctl config set tenant {}", tenant.id));
    }
    Ok(())
}
