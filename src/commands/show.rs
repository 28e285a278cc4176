//! `tenantctl show`

use super::selection::OneTenant;
use crate::context::Context;
use crate::error::CommandError;
use crate::output::views::TenantView;
use clap::Args;

/// Arguments of `show`.
#[derive(Debug, Args)]
#[command(after_long_help = "Examples:\n  tenantctl show acme-corp\n  tenantctl show acme-corp -o json")]
pub struct ShowArgs {
    #[command(flatten)]
    tenant: OneTenant,
}

/// Shows what the control plane knows of one tenant.
///
/// # Errors
/// Not found, or the control plane can't be read.
pub async fn run(cx: &mut Context, args: ShowArgs) -> Result<(), CommandError> {
    let control = cx.read_plane().await?;
    let tenant = args.tenant.find(cx, &control).await?;
    cx.ui.show_one(&TenantView::of(&tenant))?;
    Ok(())
}
