//! `tenantctl policy sync`

use super::fleet::{failure, in_chosen};
use crate::commands::selection::SelectionArgs;
use crate::context::Context;
use crate::domain::counted;
use crate::domain::run_end::RunEnd;
use crate::error::CommandError;
use crate::ops::policy::{Finding, TenantPolicy, Work, effective};
use crate::output::views::{PolicySummaryView, SyncedView};
use clap::Args;

/// Arguments of `policy sync`.
#[derive(Debug, Args)]
#[command(after_long_help = "Examples:
  tenantctl policy sync -t acme-corp
  tenantctl policy sync --all --jobs 8
  tenantctl policy sync --all --dry-run

A tenant gets the whole policy in one transaction, and sessions that are open obey it at once. Roles
and permissions that the policy doesn't have go; where a user has such a role, the tenant is left as
it is.")]
pub struct SyncArgs {
    #[command(flatten)]
    selection: SelectionArgs,
}

/// Brings the present policy into tenants.
///
/// # Errors
/// Partial when some tenants failed, unavailable when none could be reached; a single tenant's own error.
pub(super) async fn run(cx: &mut Context, args: SyncArgs) -> Result<(), CommandError> {
    let control = if cx.dry_run { cx.read_plane().await? } else { cx.write_plane().await?.0 };
    let wanted = effective(&control).await?;
    let version = wanted.policy.version;
    let work = if cx.dry_run { Work::Preview(&wanted) } else { Work::Sync(&wanted) };
    let results = in_chosen(cx, &control, &args.selection, work, "syncing the policy").await?;
    cx.ui.show_list(results.iter().map(|result| SyncedView::of(result, version, cx.dry_run)))?;
    cx.ui.event(&PolicySummaryView::of(&results))?;
    if results.len() > 1 {
        let error = |r: &TenantPolicy| Some((r.tenant.id.to_string(), r.result.as_ref().err()?.to_string()));
        let skipped = results.iter().filter(|r| matches!(r.result, Ok(Finding::Skipped(_)))).count();
        let end = RunEnd::of(results.len() - skipped, results.iter().filter_map(error));
        cx.run_ended(end.without(skipped, 0));
    }
    let count = |wanted: fn(&Finding) -> bool| results.iter().filter(|r| r.result.as_ref().is_ok_and(wanted)).count();
    let changed = count(|found| matches!(found, Finding::Differs(_)));
    let same = count(|found| matches!(found, Finding::Same));
    let without = count(|found| matches!(found, Finding::NoPermissions));
    if without > 0 {
        cx.ui.note(&format!("own schemas that keep no permissions were left alone: {without}"));
    }
    if let Some(error) = failure(results) {
        return Err(error);
    }
    let tenants = counted::tenants(changed);
    match (changed, cx.dry_run) {
        (0, _) if same > 0 => cx.ui.note(&format!("nothing to do: version {version} is there already")),
        (0, _) => {}
        (_, true) => cx.ui.note(&format!("would bring version {version} into {tenants}")),
        (_, false) => cx.ui.success(&format!("brought version {version} into {tenants}")),
    }
    Ok(())
}
