//! `tenantctl lock` and `tenantctl unlock`

use super::selection::OneTenant;
use crate::context::Context;
use crate::control_plane as plane;
use crate::error::CommandError;
use crate::ops::act::Actor;
use crate::ops::lifecycle::set_lock;
use crate::output::views::TenantView;
use clap::Args;

/// Arguments of `lock` and `unlock`.
#[derive(Debug, Args)]
#[command(after_long_help = "Examples:
  tenantctl lock acme-corp
  tenantctl unlock acme-corp

A locked tenant can be suspended, and can't be deleted: deprovision and purge refuse it.")]
pub struct LockArgs {
    #[command(flatten)]
    tenant: OneTenant,
}

/// Locks a tenant against deletion, or unlocks it.
///
/// # Errors
/// Not found, or the control plane can't be written.
pub async fn run(cx: &mut Context, args: LockArgs, locked: bool) -> Result<(), CommandError> {
    let control = if cx.dry_run { cx.read_plane().await? } else { cx.write_plane().await?.0 };
    let tenant = args.tenant.find(cx, &control).await?;
    let word = if locked { "locked against deletion" } else { "unlocked" };
    if cx.dry_run {
        cx.ui.show_one(&TenantView::of(&tenant))?;
        match tenant.deletion_locked == locked {
            true => cx.ui.note(&format!("nothing to do: tenant {} is {word}", tenant.id)),
            false => cx.ui.note(&format!("tenant {} would be {word}", tenant.id)),
        }
        return Ok(());
    }
    let runner = cx.runner();
    let changed = set_lock(Actor { control: &control, tenant: &tenant, runner: &runner }, locked).await?;
    let now = plane::tenant_by_uuid(&mut *control.session.get().await, tenant.uuid).await?.unwrap_or(tenant);
    cx.ui.show_one(&TenantView::of(&now))?;
    match changed {
        true => cx.ui.success(&format!("{} is {word}", now.id)),
        false => cx.ui.note(&format!("nothing to do: tenant {} is {word}", now.id)),
    }
    Ok(())
}
