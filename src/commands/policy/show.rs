//! `tenantctl policy show`

use crate::context::Context;
use crate::error::CommandError;
use crate::ops::policy::effective;
use crate::output::Format;
use crate::output::views::{PermissionView, PolicyView};
use clap::Args;

/// Arguments of `policy show`.
#[derive(Debug, Args)]
#[command(after_long_help = "Examples:
  tenantctl policy show
  tenantctl policy show --toml >policy.toml
  tenantctl policy show -o json

Until a policy is applied, the one built into tenantctl counts.")]
pub struct ShowArgs {
    /// Print it in the format that `policy apply` reads, whatever -o says
    #[arg(long)]
    toml: bool,
}

/// Shows the policy that new tenants get, and that `policy sync` brings into the others.
///
/// # Errors
/// The control plane can't be read.
pub(super) async fn run(cx: &mut Context, args: ShowArgs) -> Result<(), CommandError> {
    let control = cx.read_plane().await?;
    let policy = effective(&control).await?;
    if args.toml {
        return Ok(cx.ui.raw(policy.policy.to_toml())?);
    }
    if matches!(cx.ui.format(), Format::Json | Format::Ndjson) {
        return Ok(cx.ui.show_one(&PolicyView::of(policy))?);
    }
    cx.ui.note(&match &policy.applied {
        None => format!("version {}, built into tenantctl", policy.policy.version),
        Some((at, by)) => {
            format!("version {}, applied {} by {by}", policy.policy.version, at.format("%Y-%m-%d %H:%M:%S UTC"))
        }
    });
    Ok(cx.ui.show_list(PermissionView::of(&policy.policy))?)
}
