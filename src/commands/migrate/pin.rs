//! `tenantctl migrate pin`, `unpin`

use crate::commands::selection::OneTenant;
use crate::context::Context;
use crate::control_plane::{TenantRow, set_pin};
use crate::error::CommandError;
use crate::ops::act::Actor;
use crate::output::views::PinView;
use clap::Args;

/// Arguments of `migrate pin`.
#[derive(Debug, Args)]
#[command(after_long_help = "Examples:\n  tenantctl migrate pin --tenant-id acme-corp --at 20260301000001")]
pub struct PinArgs {
    #[command(flatten)]
    tenant: OneTenant,
    /// The newest version that runs bring it to; what it has already stays
    #[arg(long, value_name = "VERSION")]
    at: i64,
    /// Your own migration files in place of the built-in ones
    #[arg(long, value_name = "FOLDER")]
    pub(super) dir: Option<String>,
}

/// Arguments of `migrate unpin`.
#[derive(Debug, Args)]
#[command(after_long_help = "Examples:\n  tenantctl migrate unpin --tenant-id acme-corp")]
pub struct UnpinArgs {
    #[command(flatten)]
    tenant: OneTenant,
}

/// Holds a tenant at a version.
///
/// # Errors
/// Usage if there is no such file, not found.
pub(super) async fn pin(cx: &mut Context, args: PinArgs) -> Result<(), CommandError> {
    super::check_target(&cx.migrations()?, Some(args.at))?;
    change(cx, args.tenant, Some(args.at)).await
}

/// Lets a tenant go.
///
/// # Errors
/// Not found.
pub(super) async fn unpin(cx: &mut Context, args: UnpinArgs) -> Result<(), CommandError> {
    change(cx, args.tenant, None).await
}

async fn change(cx: &mut Context, tenant: OneTenant, version: Option<i64>) -> Result<(), CommandError> {
    let control = if cx.dry_run { cx.read_plane().await? } else { cx.write_plane().await?.0 };
    let row: TenantRow = tenant.find(cx, &control).await?;
    if !cx.dry_run && row.pinned_version != version {
        let runner = cx.runner();
        let actor = Actor { control: &control, tenant: &row, runner: &runner };
        let action = if version.is_some() { "migrate pin" } else { "migrate unpin" };
        let before = row.pinned_version.map(|v| v.to_string());
        let detail = serde_json::json!({ "before": before, "version": version.map(|v| v.to_string()) });
        let act = actor.begin(action, detail).await?;
        let done = set_pin(&mut *control.session.get().await, row.uuid, version).await;
        actor.end(act, done).await?;
    }
    Ok(cx.ui.show_one(&PinView::of(&row, version))?)
}
