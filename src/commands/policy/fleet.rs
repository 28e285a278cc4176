//! What `policy diff`, `sync` and `apply` have in common: work in the chosen tenants, and what is said of those that failed.

use crate::commands::selection::{SelectionArgs, say_skipped};
use crate::context::Context;
use crate::control_plane::{ControlPlane, TenantRow};
use crate::domain::status::Status;
use crate::error::{CommandError, ErrorKind};
use crate::ops::policy::{Finding, Reached, TenantPolicy, Work, work_on};
use crate::ops::runner::Runner;
use crate::ops::seed::Reach;

/// How many tenants an error names.
const NAMED: usize = 5;

/// Does the work in the chosen tenants. Whoever is named must be in use; a fleet leaves out those that aren't, and says so.
///
/// # Errors
/// No such tenant, or the control plane.
pub(super) async fn in_chosen(
    cx: &Context,
    control: &ControlPlane,
    selection: &SelectionArgs,
    work: Work<'_>,
    what: &str,
) -> Result<Vec<TenantPolicy>, CommandError> {
    let chosen = selection.tenants(cx, control).await?;
    let named = !selection.tenant_id.is_empty() || selection.from_file.is_some() || !selection.is_given();
    let (tenants, skipped): (Vec<TenantRow>, Vec<TenantRow>) =
        chosen.into_iter().partition(|tenant| named || tenant.status == Status::Active);
    say_skipped(cx, skipped.len());
    let mut results = in_these(cx, control, tenants, work, what).await?;
    results.extend(skipped.into_iter().map(|tenant| {
        let result = Ok(Finding::Skipped(tenant.status));
        TenantPolicy { tenant, result, duration_ms: 0 }
    }));
    Ok(results)
}

/// Does the work in these tenants.
///
/// # Errors
/// The control plane.
pub(super) async fn in_these(
    cx: &Context,
    control: &ControlPlane,
    tenants: Vec<TenantRow>,
    work: Work<'_>,
    what: &str,
) -> Result<Vec<TenantPolicy>, CommandError> {
    let vault = cx.vault(control).await?;
    let options = cx.migrate_options();
    let reach = Reach { lock_timeout: options.lock_timeout, timeout: options.timeout, jobs: options.jobs };
    let (name, alive) = (cx.runner(), |runner: &str| cx.may_be_alive(runner));
    let locator = cx.locator(control, &vault);
    let reached = Reached { locator: &locator, reach, runner: Runner { name: &name, alive: &alive } };
    let observer = cx.fleet_observer(tenants.len(), what);
    Ok(work_on(reached, work, tenants, &observer).await?)
}

/// Returns the error of a run in which tenants failed: a single tenant's own, else one that names some of them.
pub(super) fn failure(mut results: Vec<TenantPolicy>) -> Option<CommandError> {
    let alone = results.len() == 1;
    results.retain(|result| !matches!(result.result, Ok(Finding::Skipped(_))));
    let tried = results.len();
    let unreachable = |r: &TenantPolicy| r.result.as_ref().is_err_and(|error| error.is_unreachable());
    let kind = if results.iter().all(unreachable) { ErrorKind::Unavailable } else { ErrorKind::Partial };
    let errors = results.into_iter().filter_map(|r| r.result.err().map(|error| (r.tenant.id, error)));
    let mut errors: Vec<_> = errors.collect();
    if alone {
        return errors.pop().map(|(id, error)| CommandError::from(error).about(&format!("tenant {id}")));
    }
    let more = errors.len().saturating_sub(NAMED);
    let made = CommandError::new(kind, format!("{} of {tried} tenants failed", errors.len()));
    let made = errors.iter().take(NAMED).fold(made, |made, (id, error)| made.cause(format!("{id}: {error}")));
    let made = if more > 0 { made.cause(format!("and {more} more")) } else { made };
    let made = made.hint("nothing was changed in those; mend the cause and run the same command again");
    (!errors.is_empty()).then_some(made)
}
