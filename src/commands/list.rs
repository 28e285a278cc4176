//! `tenantctl list`

use super::selection::SelectionArgs;
use crate::cli::ListingArgs;
use crate::context::Context;
use crate::control_plane::{self as plane, TenantRow};
use crate::domain::tenant::TenantId;
use crate::error::CommandError;
use crate::output::views::{TenantLine, TenantView};
use crate::seen::Seen;
use clap::Args;

/// How many rows are asked for at once.
const PAGE: i64 = 1000;

/// Arguments of `list`.
#[derive(Debug, Args)]
#[command(after_long_help = "Examples:
  tenantctl list
  tenantctl list --selector region=us-east-1,status=active
  tenantctl list -o csv > tenants.csv")]
pub struct ListArgs {
    #[command(flatten)]
    selection: SelectionArgs,
    #[command(flatten)]
    _listing: ListingArgs,
}

/// Lists tenants in the order of their ids, page by page, so that memory stays small.
///
/// # Errors
/// The control plane can't be read.
pub async fn run(cx: &mut Context, args: ListArgs) -> Result<(), CommandError> {
    let selection = args.selection.selection()?;
    let control = cx.read_plane().await?;
    let mut writer = cx.ui.list_writer::<TenantLine>()?;
    let mut seen: Vec<TenantRow> = Vec::new();
    let mut after: Option<TenantId> = None;
    // A short first page, so that the first line is out at once.
    let mut limit = 100;
    loop {
        let rows = plane::page(&mut *control.session.get().await, &selection, after.as_ref(), limit).await?;
        for row in &rows {
            writer.push(&TenantLine(TenantView::of(row)))?;
        }
        let is_last = i64::try_from(rows.len()).is_ok_and(|n| n < limit);
        after = rows.last().map(|row| row.id.clone());
        let room = Seen::MOST.saturating_sub(seen.len());
        seen.extend(rows.into_iter().take(room));
        if is_last {
            break;
        }
        limit = PAGE;
    }
    writer.finish()?;
    cx.note_tenants(&seen, selection.is_everything());
    Ok(())
}
