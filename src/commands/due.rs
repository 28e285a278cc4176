//! What is due: lapsed suspensions, and deletions whose grace has ended.

use super::stopped::stopped;
use crate::context::{Context, Each};
use crate::control_plane::{self as plane, ControlPlane, TenantRow};
use crate::domain::counted;
use crate::domain::lifecycle::Change;
use crate::domain::run_end::RunEnd;
use crate::error::{CommandError, ErrorKind};
use crate::ops::lifecycle::Wish;
use crate::ops::template::Schema;
use crate::output::views::{DueSummaryView, DueView};
use chrono::Utc;
use std::collections::HashMap;
use uuid::Uuid;

/// Does it for every tenant that is due, several at once; one bad tenant doesn't stop the others.
///
/// # Errors
/// Not confirmed; partial when some tenants failed, unavailable when none could be reached.
pub(super) async fn run(
    cx: &mut Context,
    control: &ControlPlane,
    wish: &Wish,
    schema: Option<&Schema>,
) -> Result<(), CommandError> {
    let tenants = due(control, wish.change).await?;
    if cx.dry_run {
        cx.ui.show_list(tenants.iter().map(DueView::planned))?;
        cx.ui.note(&format!("due: {}", counted::tenants(tenants.len())));
        return Ok(());
    }
    if wish.change == Change::Purge && !tenants.is_empty() {
        let ids: Vec<&str> = tenants.iter().map(|tenant| tenant.id.as_str()).collect();
        let shown = ids.iter().take(20).copied().collect::<Vec<_>>().join(", ");
        let more = if ids.len() > 20 { ", …" } else { "" };
        let count = counted::tenants(ids.len());
        cx.ui.confirm(&format!("This removes {count} for good: {shown}{more}\nGo on?"), "-y")?;
    }
    let results = cx.change_each(tenants, wish, schema).await?;
    cx.ui.show_list(results.iter().map(view))?;
    let count = |wanted: fn(&Each) -> bool| results.iter().filter(|each| wanted(each)).count();
    let done = count(|each| matches!(each.result, Some(Ok(_))));
    let failed = count(|each| matches!(each.result, Some(Err(_))));
    cx.ui.event(&DueSummaryView::of(results.len(), done, failed))?;
    if !results.is_empty() {
        let error = |each: &Each| {
            Some((each.tenant.id.to_string(), each.result.as_ref()?.as_ref().err()?.message().to_owned()))
        };
        let end = RunEnd::of(done + failed, results.iter().filter_map(error));
        cx.run_ended(end.without(0, results.len() - done - failed));
    }
    report(cx, &results, wish.change)
}

fn view(each: &Each) -> DueView {
    let result = each.result.as_ref().map(|result| result.as_ref().map(|changed| &changed.tenant));
    DueView::of(&each.tenant, result, each.duration_ms)
}

async fn due(control: &ControlPlane, change: Change) -> Result<Vec<TenantRow>, CommandError> {
    let mut connection = control.session.get().await;
    let uuids = match change {
        Change::Purge => plane::deletions_due(&mut connection, Utc::now()).await?,
        _ => plane::suspensions_lapsed(&mut connection, Utc::now()).await?,
    };
    // Whose time came first is done first.
    let place: HashMap<Uuid, usize> = uuids.iter().copied().zip(0..).collect();
    let mut tenants = plane::tenants_by_uuid(&mut connection, &uuids).await?;
    tenants.sort_by_key(|tenant| place.get(&tenant.uuid).copied());
    Ok(tenants)
}

fn report(cx: &Context, results: &[Each], change: Change) -> Result<(), CommandError> {
    let failed: Vec<(&Each, &CommandError)> =
        results.iter().filter_map(|each| Some((each, each.result.as_ref()?.as_ref().err()?))).collect();
    let not_begun = results.iter().filter(|each| each.result.is_none()).count();
    if let Some(error) = stopped(cx, not_begun, failed.len()) {
        return Err(error.hint(format!("go on: tenantctl {change} --due")));
    }
    if failed.is_empty() {
        match results.len() {
            0 => cx.ui.note("nothing to do: no tenant is due"),
            count => cx.ui.success(&format!("{change}: {}", counted::tenants(count))),
        }
        return Ok(());
    }
    let all = failed.len() == results.len() && failed.iter().all(|(_, e)| e.kind() == ErrorKind::Unavailable);
    let kind = if all { ErrorKind::Unavailable } else { ErrorKind::Partial };
    let text = format!("{} of {} tenants failed", failed.len(), results.len());
    let causes = failed.iter().take(5).map(|(each, error)| {
        let why = std::iter::once(error.message()).chain(error.causes().iter().map(String::as_str));
        format!("{}: {}", each.tenant.id, why.collect::<Vec<_>>().join(": "))
    });
    let error = causes.fold(CommandError::new(kind, text), CommandError::cause);
    Err(error.hint(format!("go on: tenantctl {change} --due; what is done stays done")))
}
