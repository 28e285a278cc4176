//! `tenantctl seed`

mod args;
mod spec;

pub use args::SeedArgs;

use crate::commands::selection::{say_skipped, the_only_one};
use crate::context::Context;
use crate::control_plane::{ControlPlane, TenantRow};
use crate::domain::run_end::RunEnd;
use crate::domain::status::Status;
use crate::error::{CommandError, ErrorKind};
use crate::import::feed::reject_text;
use crate::ops::runner::Runner;
use crate::ops::seed::{Loaded, Reach, SeedResult, SeedSpec, plan_for, seed_tenants};
use crate::ops::users::DemoUsers;
use crate::output::views::{LoadedView, PlannedFieldView, SeedSummaryView};

/// How many refused records are shown; the file of rejects has them all.
const SHOWN: usize = 5;

/// Loads mock data or files into tenants.
///
/// # Errors
/// Bad input with file, line and column; partial when some of several tenants failed.
pub async fn run(cx: &mut Context, args: SeedArgs) -> Result<(), CommandError> {
    let spec = spec::read(cx, &args)?;
    let control = if cx.dry_run || args.mapping.plan { cx.read_plane().await? } else { cx.write_plane().await?.0 };
    let fleet = args.selection.all || args.selection.selector.is_some() || args.selection.from_file.is_some();
    let chosen = if args.selection.is_given() {
        args.selection.tenants(cx, &control).await?
    } else {
        vec![the_only_one(cx, &control).await?]
    };
    let (tenants, skipped): (Vec<TenantRow>, Vec<TenantRow>) =
        chosen.into_iter().partition(|t| !args.selection.all || t.status == Status::Active);
    say_skipped(cx, skipped.len());
    let fleet = fleet || tenants.len() > 1;
    if args.mapping.plan {
        return show_plan(cx, &control, &spec, tenants.first()).await;
    }
    if spec.truncate && !spec.dry_run {
        confirm_truncate(cx, &tenants)?;
    }
    let results = load(cx, &control, (&spec, args.include_mock_data), tenants, fleet).await?;
    report(cx, &spec, results, fleet)
}

/// Loads the mock data into a tenant that is in use already, and makes its demo users.
///
/// # Errors
/// As for a load.
pub(super) async fn mock_data_into(
    cx: &Context,
    control: &ControlPlane,
    tenant: &TenantRow,
) -> Result<(), CommandError> {
    let spec = SeedSpec::mock_data(cx.migrate_options().lock_wait)?;
    let results = load(cx, control, (&spec, true), vec![tenant.clone()], false).await?;
    for result in results {
        tell(cx, &spec, &result);
        result.result?;
    }
    Ok(())
}

fn reach(cx: &Context) -> Reach {
    let options = cx.migrate_options();
    Reach { lock_timeout: options.lock_timeout, timeout: options.timeout, jobs: options.jobs }
}

fn confirm_truncate(cx: &Context, tenants: &[TenantRow]) -> Result<(), CommandError> {
    let which = match tenants {
        [one] => format!("tenant {} (database {})", one.id, one.database),
        several => format!("{} tenants", several.len()),
    };
    cx.ui.confirm(&format!("Empty the tables of {which} before loading?"), "--yes").map(|_| ())
}

async fn show_plan(
    cx: &Context,
    control: &ControlPlane,
    spec: &SeedSpec,
    tenant: Option<&TenantRow>,
) -> Result<(), CommandError> {
    let Some(tenant) = tenant else {
        return Err(CommandError::new(ErrorKind::NotFound, "no tenant fits the selection"));
    };
    let vault = cx.vault(control).await?;
    let planned = plan_for(&cx.locator(control, &vault), spec, tenant, reach(cx)).await?;
    let left_over = planned.iter().filter(|field| field.how == "left over").count();
    cx.ui.show_list(planned.into_iter().map(PlannedFieldView::of))?;
    if left_over > 0 {
        let fields = if left_over == 1 { "1 field is".to_owned() } else { format!("{left_over} fields are") };
        cx.ui.warn(&format!("{fields} left over: map them, or pass --ignore-unknown"));
    }
    Ok(())
}

async fn load(
    cx: &Context,
    control: &ControlPlane,
    (spec, with_users): (&SeedSpec, bool),
    tenants: Vec<TenantRow>,
    fleet: bool,
) -> Result<Vec<SeedResult>, CommandError> {
    let vault = cx.vault(control).await?;
    let locator = cx.locator(control, &vault);
    let (name, alive) = (cx.runner(), |runner: &str| cx.may_be_alive(runner));
    let runner = Runner { name: &name, alive: &alive };
    let shared = cx.shared_auth()?;
    let demo = DemoUsers { shared: shared.as_ref(), options: cx.http_options(), runner: &name };
    let what = (spec, Some(&demo).filter(|_| with_users));
    if fleet {
        let observer = cx.fleet_observer(tenants.len(), "loading");
        return Ok(seed_tenants(&locator, what, tenants, reach(cx), runner, &observer).await?);
    }
    Ok(seed_tenants(&locator, what, tenants, reach(cx), runner, &cx.load_observer()).await?)
}

fn report(cx: &Context, spec: &SeedSpec, results: Vec<SeedResult>, fleet: bool) -> Result<(), CommandError> {
    if !fleet && results.iter().any(|r| r.result.is_err()) {
        let failed = results.into_iter().find_map(|r| r.result.err().map(|error| (r.tenant.id, error)));
        return match failed {
            Some((id, error)) => Err(CommandError::from(error).about(&format!("tenant {id}"))),
            None => Ok(()),
        };
    }
    cx.ui.show_list(results.iter().flat_map(|r| LoadedView::of(r, spec.dry_run)))?;
    if fleet {
        let error = |r: &SeedResult| Some((r.tenant.id.to_string(), r.result.as_ref().err()?.to_string()));
        cx.run_ended(RunEnd::of(results.len(), results.iter().filter_map(error)));
        cx.ui.event(&SeedSummaryView::of(&results))?;
    }
    for result in &results {
        tell(cx, spec, result);
    }
    let failed: Vec<String> =
        results.iter().filter_map(|r| r.result.as_ref().err().map(|e| format!("{}: {e}", r.tenant.id))).collect();
    let unreachable = |r: &SeedResult| r.result.as_ref().is_err_and(|e| e.is_unreachable());
    if failed.is_empty() {
        return Ok(());
    }
    let kind = if results.iter().all(unreachable) { ErrorKind::Unavailable } else { ErrorKind::Partial };
    let error = CommandError::new(kind, format!("{} of {} tenants failed", failed.len(), results.len()));
    let error = failed.into_iter().take(SHOWN).fold(error, CommandError::cause);
    let rows_are_in = |r: &SeedResult| r.result.as_ref().is_err_and(|e| e.after_the_rows());
    Err(error.hint(match results.iter().any(rows_are_in) {
        true => "mend the cause and run the same command again: what was loaded is left as it is",
        false => "nothing was loaded into those; mend the cause and run the same command again",
    }))
}

/// What a person wants to know beside the table.
fn tell(cx: &Context, spec: &SeedSpec, result: &SeedResult) {
    let Ok(loaded) = &result.result else { return };
    tell_loaded(cx, spec, result.tenant.id.as_str(), loaded);
    if result.demo_users > 0 {
        cx.ui.demo_users(result.demo_users, result.tenant.id.as_str());
    }
}

fn tell_loaded(cx: &Context, spec: &SeedSpec, id: &str, loaded: &Loaded) {
    if let Some(at) = loaded.already {
        let at = at.format("%Y-%m-%d %H:%M:%S UTC");
        cx.ui.note(&format!("already loaded into {id} on {at}; nothing was changed (--again loads it once more)"));
        return;
    }
    if loaded.blank_lines > 0 {
        cx.ui.note(&format!("{} blank lines were passed over", loaded.blank_lines));
    }
    for reject in loaded.rejects.iter().take(SHOWN) {
        let shown = spec.inputs.get(reject.input).map_or("", |input| input.shown.as_str());
        cx.ui.warn(&format!("refused: {}", reject_text(shown, reject)));
    }
    let rejects = loaded.rejects.len();
    if rejects > 0 {
        let file = spec.rejects.as_ref().filter(|_| !spec.dry_run);
        let file = file.map(|path| format!("; written to {}", path.display())).unwrap_or_default();
        let records = if rejects == 1 { "1 record was".to_owned() } else { format!("{rejects} records were") };
        cx.ui.warn(&format!("{records} refused{file}"));
    }
    let rows: u64 = loaded.tables.iter().map(|t| t.counts.inserted + t.counts.updated).sum();
    let done = if spec.dry_run { "would be loaded" } else { "loaded" };
    let seconds = std::time::Duration::from_millis(loaded.duration_ms).as_secs_f64();
    cx.ui.success(&format!("{rows} rows {done} into {id} in {seconds:.2} s"));
}
