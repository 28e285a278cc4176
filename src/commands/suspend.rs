//! `tenantctl suspend`

use super::retrying::retrying;
use super::selection::OneTenant;
use super::time::future_time;
use crate::context::Context;
use crate::control_plane::TenantRow;
use crate::domain::lifecycle::Change;
use crate::domain::status::Status;
use crate::error::CommandError;
use crate::ops::lifecycle::{Changed, Wish};
use crate::output::views::{LifeStepView, TenantView};
use chrono::{DateTime, Utc};
use clap::Args;

/// Arguments of `suspend`.
#[derive(Debug, Args)]
#[command(after_long_help = "Examples:
  tenantctl suspend acme-corp --reason 'invoice 4711 is overdue' --yes
  tenantctl suspend acme-corp --until 2026-12-24T00:00:00Z --yes
  tenantctl suspend acme-corp --pause --yes

Its logins are closed, its connections end, and its users' sessions are deleted; the data stays as it is.
With --until it is opened again by the next `tenantctl resume --due` after that time.")]
pub struct SuspendArgs {
    #[command(flatten)]
    tenant: OneTenant,
    /// Why, for whoever looks at the tenant later
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
    /// When the suspension lapses, such as 2026-12-24T00:00:00Z
    #[arg(long, value_name = "TIME", value_parser = future_time)]
    until: Option<DateTime<Utc>>,
    /// Pause its Supabase project as well; organizations with a paid plan can't
    #[arg(long)]
    pause: bool,
}

/// Closes a tenant to its users.
///
/// # Errors
/// Not found, not confirmed, a conflict with its status or another run, or a step failed; then the same command goes on.
pub async fn run(cx: &mut Context, args: SuspendArgs) -> Result<(), CommandError> {
    let SuspendArgs { tenant, reason, until, pause } = args;
    let wish = Wish { reason, until, pause, ..Wish::plain(Change::Suspend) };
    let control = if cx.dry_run { cx.read_plane().await? } else { cx.write_plane().await?.0 };
    let tenant = tenant.find(cx, &control).await?;
    if cx.dry_run {
        return would(cx, &control, &tenant, &wish).await;
    }
    if tenant.status == Status::Active {
        let question = format!(
            "This closes tenant {} ({}) to its users: their connections and sessions end.\nSuspend it?",
            tenant.id,
            tenant.place()
        );
        cx.ui.confirm(&question, "-y")?;
    }
    let changed = apply(cx, &tenant, &wish).await?;
    show(cx, &changed, "suspended")
}

/// Makes the change, and tries again what passes by itself.
///
/// # Errors
/// As [`Context::change`].
pub(super) async fn apply(cx: &mut Context, tenant: &TenantRow, wish: &Wish) -> Result<Changed, CommandError> {
    let mut done = None;
    retrying(cx, async |cx, retries| {
        let (control, _) = cx.write_plane().await?;
        retries.connected();
        let vault = cx.vault(&control).await?;
        let schema = match wish.change {
            Change::Resume | Change::Restore => Some(cx.schema(&control).await?),
            Change::Suspend | Change::Deprovision | Change::Purge => None,
        };
        done = Some(cx.change(&control, &vault, schema.as_ref(), (tenant, wish), retries).await?);
        Ok(())
    })
    .await?;
    done.ok_or_else(|| CommandError::new(crate::error::ErrorKind::Internal, "nothing was done"))
}

/// Shows the steps that would be done.
///
/// # Errors
/// As [`Context::would_change`].
pub(super) async fn would(
    cx: &mut Context,
    control: &crate::control_plane::ControlPlane,
    tenant: &TenantRow,
    wish: &Wish,
) -> Result<(), CommandError> {
    let vault = cx.vault(control).await?;
    let steps = cx.would_change(control, &vault, tenant, wish).await?;
    match steps.is_empty() {
        true => cx.ui.note(&format!("nothing to do: tenant {} is {}", tenant.id, tenant.status)),
        false => cx.ui.note(&format!("tenant {} is {}; these steps would be done", tenant.id, tenant.status)),
    }
    cx.ui.show_list(steps.iter().map(LifeStepView::of))?;
    Ok(())
}

/// Shows the tenant as it is now.
///
/// # Errors
/// Nobody reads the output any more.
pub(super) fn show(cx: &Context, changed: &Changed, done: &str) -> Result<(), CommandError> {
    let tenant = &changed.tenant;
    cx.ui.show_one(&TenantView::of(tenant))?;
    match changed.already {
        true => cx.ui.note(&format!("nothing to do: tenant {} is {}", tenant.id, tenant.status)),
        false => cx.ui.success(&format!("{done} {}", tenant.id)),
    }
    Ok(())
}
