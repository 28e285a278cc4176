//! `tenantctl audit list`

use crate::cli::ListingArgs;
use crate::commands::moment::moment;
use crate::context::Context;
use crate::control_plane::{self as plane, ControlPlane, LogFilter, LogPage, LogRow};
use crate::domain::tenant::TenantId;
use crate::error::{CommandError, ErrorKind};
use crate::output::ListWriter;
use crate::output::views::LogView;
use chrono::{DateTime, Utc};
use clap::Args;
use std::time::Duration;

/// How many entries are asked for at once.
const PAGE: i64 = 1000;

/// How often `--follow` looks.
const PAUSE: Duration = Duration::from_millis(500);

/// Arguments of `audit list`.
#[derive(Debug, Args)]
#[command(after_long_help = "Examples:
  tenantctl audit list
  tenantctl audit list -t acme-corp --since 7d
  tenantctl audit list --action provision --action rotate -o json
  tenantctl audit list --follow -o ndjson

A tenant's entries are those of its uuid, also from before it was given another id, and of deleted tenants of this id. A
run over several tenants (migrate, seed) is one entry of no tenant, with their names in its detail.")]
pub struct ListArgs {
    /// About this tenant, also a deleted one; may be given several times
    #[arg(short, long, value_name = "ID")]
    tenant_id: Vec<TenantId>,
    /// Of this command, such as 'key rotate'; may be given several times
    #[arg(long, value_name = "COMMAND")]
    action: Vec<String>,
    /// Not before this time: 2026-11-24T03:00:00Z, 2026-11-24, or 2h for two hours ago
    #[arg(long, value_name = "TIME", value_parser = moment)]
    since: Option<DateTime<Utc>>,
    /// Before this time
    #[arg(long, value_name = "TIME", value_parser = moment)]
    until: Option<DateTime<Utc>>,
    /// Only those before this position; the last of the page before
    #[arg(long, value_name = "POSITION")]
    before: Option<i64>,
    /// At most so many; with --follow, so many that are there already
    #[arg(long, value_name = "N", default_value_t = 100, value_parser = clap::value_parser!(u32).range(0..))]
    limit: u32,
    /// Show the oldest first, and go on with what comes until Ctrl-C
    #[arg(short, long, conflicts_with_all = ["until", "before"])]
    follow: bool,
    #[command(flatten)]
    _listing: ListingArgs,
}

/// Lists entries of the log.
///
/// # Errors
/// Not found for an id that no tenant ever had, or the control plane.
pub(super) async fn run(cx: &mut Context, args: ListArgs) -> Result<(), CommandError> {
    let control = cx.read_plane().await?;
    let mut filter =
        LogFilter { tenants: Vec::new(), actions: args.action.clone(), since: args.since, until: args.until };
    for id in &args.tenant_id {
        let found = plane::tenants_ever(&mut *control.session.get().await, id.as_str()).await?;
        if found.is_empty() {
            let text = format!("there never was a tenant {id}");
            return Err(CommandError::new(ErrorKind::NotFound, text).with_code("tenant_not_found"));
        }
        filter.tenants.extend(found);
    }
    if args.follow {
        return follow(cx, &control, &filter, i64::from(args.limit)).await;
    }
    let mut writer = cx.ui.list_writer::<LogView>()?;
    let (mut left, mut before) = (i64::from(args.limit), args.before);
    while left > 0 {
        let wanted = left.min(PAGE);
        let rows = page(&control, &filter, LogPage::Before(before), wanted).await?;
        for row in &rows {
            writer.push(&LogView::of(row))?;
        }
        let end = i64::try_from(rows.len()).is_ok_and(|count| count < wanted);
        before = rows.last().map(|row| row.seq).or(before);
        left = if end { 0 } else { left - wanted };
    }
    writer.finish()?;
    let more = page(&control, &filter, LogPage::Before(before), 1).await?;
    if let (Some(before), false) = (before, more.is_empty()) {
        cx.ui.hint(&format!("there are older ones: the same command with --before {before}"));
    }
    Ok(())
}

async fn page(
    control: &ControlPlane,
    filter: &LogFilter,
    page: LogPage,
    limit: i64,
) -> Result<Vec<LogRow>, CommandError> {
    Ok(plane::log_page(&mut *control.session.get().await, filter, page, limit).await?)
}

/// The last ones, then whatever comes: positions are given in the order of the commits, so that none is passed over.
async fn follow(cx: &Context, control: &ControlPlane, filter: &LogFilter, limit: i64) -> Result<(), CommandError> {
    let stepping = cx.interrupts.stepping();
    let newest = page(control, &LogFilter::default(), LogPage::Before(None), 1).await?;
    let mut after = newest.first().map_or(0, |row| row.seq);
    let mut rows = page(control, filter, LogPage::Before(Some(after.saturating_add(1))), limit).await?;
    rows.reverse();
    let mut writer = cx.ui.list_writer::<LogView>()?;
    write(&mut writer, &rows)?;
    while stepping.asked().is_none() {
        rows = page(control, filter, LogPage::After(after), PAGE).await?;
        after = rows.last().map_or(after, |row| row.seq);
        write(&mut writer, &rows)?;
        if rows.is_empty() {
            tokio::time::sleep(PAUSE).await;
        }
    }
    writer.finish()?;
    Err(CommandError::new(ErrorKind::Interrupted, "following ended by a signal"))
}

fn write(writer: &mut ListWriter<'_, LogView>, rows: &[LogRow]) -> Result<(), CommandError> {
    for row in rows {
        writer.push(&LogView::of(row))?;
    }
    Ok(writer.flush()?)
}
