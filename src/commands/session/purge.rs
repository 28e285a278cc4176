//! `tenantctl session purge`

use super::InTenant;
use crate::context::{About, Context};
use crate::error::CommandError;
use crate::ops::act::Actor;
use crate::ops::errand::Errand;
use crate::ops::sessions::{Sessions, purge};
use crate::output::views::PurgedView;
use clap::Args;
use std::time::Duration;

/// Arguments of `session purge`.
#[derive(Debug, Args)]
#[command(after_long_help = "Examples:
  tenantctl session purge -t acme-corp
  tenantctl session purge -t acme-corp --keep 24h")]
pub struct PurgeArgs {
    #[command(flatten)]
    tenant: InTenant,
    /// Keep those that ended within this time
    #[arg(long, value_name = "TIME", default_value = "1h", value_parser = humantime::parse_duration)]
    keep: Duration,
}

/// Deletes the rows of sessions that ended.
///
/// # Errors
/// Not found, or the tenant's database can't be reached.
pub(super) async fn run(cx: &mut Context, args: PurgeArgs) -> Result<(), CommandError> {
    let control = cx.plane_about(About::tenant(args.tenant.id(cx)?.as_ref(), Errand::Users)).await?;
    let tenant = args.tenant.find(cx, &control).await?;
    if cx.dry_run {
        cx.ui.note(&format!("sessions of {} that ended would be deleted", tenant.id));
        return Ok(());
    }
    let vault = cx.vault(&control).await?;
    let mut session = cx.users_session(&cx.locator(&control, &vault), &tenant).await?;
    let runner = cx.runner();
    let actor = Actor { control: &control, tenant: &tenant, runner: &runner };
    let purged = purge(&mut Sessions { actor, session: &mut session }, args.keep).await;
    session.close().await;
    let count = purged?;
    cx.ui.show_one(&PurgedView { tenant: tenant.id.to_string(), deleted: count })?;
    cx.ui.success(&format!("deleted sessions of {} that ended: {count}", tenant.id));
    Ok(())
}
