//! `tenantctl operation list`

use crate::cli::ListingArgs;
use crate::context::Context;
use crate::control_plane::{self as plane, OperationFilter};
use crate::domain::operation_state::OperationState;
use crate::domain::tenant::TenantId;
use crate::error::CommandError;
use crate::output::views::OperationLine;
use clap::Args;

/// Arguments of `operation list`.
#[derive(Debug, Args)]
#[command(after_long_help = "Examples:
  tenantctl operation list
  tenantctl operation list --tenant-id acme-corp
  tenantctl operation list --status failed --status failed_cleanup -o json")]
pub struct ListArgs {
    /// Of this tenant, also if it was rolled back; may be given several times
    #[arg(short, long, value_name = "ID")]
    tenant_id: Vec<TenantId>,
    /// In this state: running, done, failed, undoing, failed_cleanup or rolled_back; may be given several times
    #[arg(long, value_name = "STATE")]
    status: Vec<OperationState>,
    /// How many at most
    #[arg(long, value_name = "N", default_value_t = 50, value_parser = clap::value_parser!(u16).range(1..=10_000))]
    limit: u16,
    #[command(flatten)]
    _listing: ListingArgs,
}

/// Lists operations, newest first.
///
/// # Errors
/// The control plane can't be read.
pub(super) async fn run(cx: &mut Context, args: ListArgs) -> Result<(), CommandError> {
    let control = cx.read_plane().await?;
    let filter = OperationFilter { tenants: args.tenant_id, states: args.status };
    let limit = usize::from(args.limit);
    // One more, to know whether there are more.
    let rows = plane::list_operations(&mut *control.session.get().await, &filter, i64::from(args.limit) + 1).await?;
    cx.ui.show_list(rows.iter().take(limit).map(OperationLine::of))?;
    if rows.len() > limit {
        cx.ui.note(&format!("there are older ones than these {limit}; see more with --limit N"));
    }
    Ok(())
}
