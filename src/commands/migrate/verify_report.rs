//! What `migrate verify` says.

use super::report;
use crate::context::Context;
use crate::domain::run_end::NAMED;
use crate::error::{CommandError, ErrorKind};
use crate::ops::migrate::{Group, Judged, MigrateError};
use crate::output::Format;
use crate::output::views::{DriftView, VerifiedGroupView, VerifySummaryView};

/// Shows how many tenants are as they should be, and the others, those that differ alike together.
///
/// # Errors
/// stdout can't be written.
pub(super) fn groups(cx: &Context, judged: &Judged) -> Result<(), CommandError> {
    let groups = judged.groups();
    let views = groups.iter().map(|group| group_view(judged, group));
    let failed = judged.failed().map(|(tenant, error)| VerifiedGroupView::failed(tenant, error.to_string()));
    cx.ui.show_list(views.chain(failed))?;
    let (equal, drifted) = count(&groups);
    let (r#type, failed) = ("summary", judged.failed().count());
    let tenants = judged.sight.tenants.len();
    cx.ui.event(&VerifySummaryView { r#type, tenants, equal, drifted, failed })?;
    cx.ui.note(&format!(
        "{equal} equal, {drifted} differ{}",
        match failed {
            0 => String::new(),
            count => format!(", {count} couldn't be looked at"),
        }
    ));
    Ok(())
}

fn group_view(judged: &Judged, group: &Group<'_>) -> VerifiedGroupView {
    let status = if group.equal { "equal" } else { "drifted" };
    let against = group.seen.against;
    let view = VerifiedGroupView::new(status, against.version, against.server, &group.tenants);
    if group.equal {
        return view;
    }
    let (faults, drift) = judged.differences(group.seen);
    let mut words: Vec<String> = faults.iter().map(ToString::to_string).collect();
    match drift {
        Some(drift) => words.extend(drift.iter().map(ToString::to_string)),
        None if words.is_empty() => return view,
        None => {}
    }
    view.with_differences(&words)
}

fn count(groups: &[Group<'_>]) -> (usize, usize) {
    let of = |equal| groups.iter().filter(|group| group.equal == equal).map(|group| group.tenants.len()).sum();
    (of(true), of(false))
}

/// Shows object by object what differs.
///
/// # Errors
/// stdout can't be written.
pub(super) fn differences(cx: &Context, judged: &Judged) -> Result<(), CommandError> {
    let mut views = Vec::new();
    for (tenant, seen) in judged.sight.tenants.iter().filter_map(|t| Some((&t.tenant, t.result.as_ref().ok()?))) {
        let (faults, drift) = judged.differences(seen);
        views.extend(faults.iter().map(|fault| DriftView::of_ledger(tenant, fault)));
        views.extend(drift.unwrap_or_default().iter().map(|drift| DriftView::of(tenant, drift)));
    }
    if views.is_empty() && judged.failed().next().is_none() && judged.groups().iter().all(|group| group.equal) {
        cx.ui.success("nothing differs");
    }
    match cx.ui.format() {
        Format::Table => cx.ui.text(&views.iter().map(DriftView::lines).collect::<String>())?,
        _ => cx.ui.show_list(views)?,
    }
    Ok(())
}

/// Fails unless every tenant was looked at and is as it should be. `shown` if the differences were.
///
/// # Errors
/// The check failed; partial or unavailable when tenants couldn't be looked at.
pub(super) fn verdict(judged: &Judged, shown: bool) -> Result<(), CommandError> {
    let groups = judged.groups();
    let (_, drifted) = count(&groups);
    let all = judged.sight.tenants.len();
    let failed: Vec<_> = judged.failed().collect();
    if let Some((tenant, error)) = failed.first() {
        let kind = match failed.len() == all && failed.iter().all(|(_, error)| MigrateError::is_unreachable(error)) {
            true => ErrorKind::Unavailable,
            false => ErrorKind::Partial,
        };
        let text = match all {
            1 => format!("tenant {} couldn't be looked at", tenant.id),
            _ => format!("{} of {all} tenants couldn't be looked at", failed.len()),
        };
        let made = CommandError::new(kind, text);
        let made = match all {
            1 => made.cause(error.to_string()),
            _ => report::name(made, failed.iter().map(|(t, e)| format!("{}: {e}", t.id)).take(NAMED), failed.len()),
        };
        let made = if drifted > 0 { made.cause(format!("{drifted} others drifted")) } else { made };
        return Err(made.hint("nothing was changed anywhere; run it again, or leave them out by --exclude"));
    }
    let Some(group) = groups.iter().find(|group| !group.equal) else { return Ok(()) };
    let text = match (all, group.tenants.as_slice()) {
        (1, [only, ..]) => format!("tenant {} isn't as the migrations make it", only.id),
        _ => format!("{drifted} of {all} tenants aren't as the migrations make them"),
    };
    let made = CommandError::new(ErrorKind::CheckFailed, text).with_code("schema_drift");
    let made = match group.tenants.first() {
        Some(tenant) if !shown => made.hint(format!("what differs: tenantctl migrate verify --diff {}", tenant.id)),
        _ => made,
    };
    Err(match groups.iter().any(|group| !group.seen.faults.is_empty()) {
        true => made.hint("about the ledger: tenantctl migrate repair --explain, with the same selection"),
        false => made,
    })
}
