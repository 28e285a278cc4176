//! The gate of `migrate` over several tenants.

use super::report;
use crate::commands::selection::say_skipped;
use crate::context::Context;
use crate::control_plane::ControlPlane;
use crate::domain::migration::MigrationSet;
use crate::error::{CommandError, ErrorKind};
use crate::ops::migrate::{Gate, Gathered, MigrateOptions, MigratePlan, Wanted, gather};

/// Looks at every tenant that is wanted, and says what is worth saying.
///
/// # Errors
/// The control plane can't be read.
pub(super) async fn look(
    cx: &Context,
    control: &ControlPlane,
    set: &MigrationSet,
    plan: &mut MigratePlan,
    wanted: &Wanted<'_>,
    options: &MigrateOptions,
) -> Result<Gathered, CommandError> {
    let vault = cx.vault(control).await?;
    let locator = cx.locator(control, &vault);
    let gate = Gate::new(&locator, set, options);
    let found = {
        let observer = cx.gate_observer(if wanted.gate { "looking at every tenant" } else { "counting tenants" });
        gather(control, &gate, plan, wanted, &observer).await?
    };
    say_skipped(cx, found.skipped);
    match found.pinned {
        0 => {}
        1 => cx.ui.note("1 tenant is pinned and stays behind the newest version"),
        more => cx.ui.note(&format!("{more} tenants are pinned and stay behind the newest version")),
    }
    Ok(found)
}

/// Refuses a run that may not begin.
///
/// # Errors
/// Partial; unavailable if no tenant could be reached.
pub(super) fn refuse(plan: &MigratePlan, found: &Gathered) -> Result<(), CommandError> {
    let charged = plan.charged().saturating_sub(found.foreign);
    if plan.policy.may_begin(plan.tenants.len(), found.foreign, charged) {
        return Ok(());
    }
    let all = plan.tenants.len();
    let kind = if found.unreachable == all { ErrorKind::Unavailable } else { ErrorKind::Partial };
    let text = format!("{} of {all} tenants can't be migrated; nothing was changed anywhere", found.refusals);
    let causes = found.refused.iter().map(|refusal| format!("{}: {}", refusal.id, refusal.error));
    let error = report::name(CommandError::new(kind, text).with_code("gate_refused"), causes, found.refusals);
    let repairable = found.refused.iter().any(|refusal| refusal.error.is_repairable());
    let error = if repairable { error.hint(report::REPAIR) } else { error };
    let error = error.hint("mend the causes, leave tenants out by --exclude");
    Err(if found.foreign > 0 { error } else { error.hint("or allow for some: --max-failures N") })
}
