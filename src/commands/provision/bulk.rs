//! `tenantctl provision --from LIST`

use super::ProvisionArgs;
use crate::commands::stopped::stopped;
use crate::context::{Context, Placement, ProjectWish};
use crate::control_plane::{ControlPlane, Durability};
use crate::domain::labels::Labels;
use crate::domain::region::Region;
use crate::domain::run_end::RunEnd;
use crate::domain::tenant::TenantId;
use crate::error::{CommandError, ErrorKind};
use crate::import::source::FileFormat;
use crate::ops::provision::{
    BulkResult, ClusterHome, ProjectHome, RosterEntry, Shared, Spec, Worker, provision_all, read_roster,
};
use crate::ops::seed::{InputOptions, read_inputs};
use crate::output::views::{BulkSummaryView, BulkView};
use std::path::{Path, PathBuf};

/// Provisions every tenant of a list; run again, it completes what is missing.
///
/// # Errors
/// Bad input before the first effect; partial when some tenants failed.
pub(super) async fn run(cx: &mut Context, args: ProvisionArgs, list: &Path) -> Result<(), CommandError> {
    let entries = entries(list)?;
    let named = args.cluster.as_ref();
    let mut seen: Vec<Option<&str>> = Vec::new();
    for entry in &entries {
        let region = entry.region.as_ref().map(Region::as_str);
        if seen.contains(&region) {
            continue;
        }
        seen.push(region);
        let refused = cx.refuse_early(named, entry.region.as_ref()).await;
        refused.map_err(|error| error.about(&format!("line {}", entry.line)))?;
    }
    let _usable = cx.migrations()?;
    if cx.dry_run {
        cx.ui.show_list(entries.iter().map(|entry| BulkView::planned(&entry.id)))?;
        return Ok(());
    }
    let (control, _) = cx.write_plane().await?;
    let schema = cx.schema(&control).await?;
    let order: Vec<TenantId> = entries.iter().map(|entry| entry.id.clone()).collect();
    let specs = specs(cx, &args, &control, entries).await?;
    let observer = cx.bulk_observer(specs.len(), "provisioning");
    let runner = cx.runner();
    let mut results = Vec::with_capacity(specs.len());
    // One cluster after the other, each with all its workers.
    for (placement, specs) in cx.spread(&control, specs).await? {
        let jobs = cx.migrate_options().jobs.clamp(1, specs.len().max(1));
        let workers = match placement.is_project() {
            true => Workers::Projects(project_workers(cx, jobs).await?),
            false => Workers::Clusters(cluster_workers(cx, &placement, jobs).await?),
        };
        let alive = |runner: &str| cx.may_be_alive(runner);
        let shared = Shared {
            schema: &schema,
            runner: &runner,
            timeout: cx.timeout(),
            alive: &alive,
            rollback_on_failure: args.rollback_on_failure,
        };
        results.extend(match workers {
            Workers::Clusters(workers) => provision_all(workers, specs, &shared, &observer).await,
            Workers::Projects(workers) => provision_all(workers, specs, &shared, &observer).await,
        });
    }
    drop(observer);
    results.sort_by_key(|result| order.iter().position(|id| *id == result.id));
    report(cx, &results)
}

enum Workers {
    Clusters(Vec<Worker<ClusterHome>>),
    Projects(Vec<Worker<ProjectHome>>),
}

/// Each with a connection of its own to the control plane; the API is the same for all.
async fn project_workers(cx: &mut Context, jobs: usize) -> Result<Vec<Worker<ProjectHome>>, CommandError> {
    let wish = ProjectWish::default();
    let organization = cx.organization().unwrap_or_default();
    let mut workers = Vec::with_capacity(jobs);
    for _ in 0..jobs {
        let (control, _) = cx.write_plane().await?;
        let vault = cx.vault(&control).await?;
        let home = cx.project_home(&control, &organization, &wish)?;
        workers.push(Worker { control, vault, home, durability: Durability::Now });
    }
    Ok(workers)
}

async fn cluster_workers(
    cx: &mut Context,
    placement: &Placement,
    jobs: usize,
) -> Result<Vec<Worker<ClusterHome>>, CommandError> {
    let mut workers = Vec::with_capacity(jobs);
    for _ in 0..jobs {
        let (control, _) = cx.write_plane().await?;
        let vault = cx.vault(&control).await?;
        let (host, cluster) = cx.host(&control, &vault, placement).await?;
        let durability = cx.durability(&control, &host);
        workers.push(Worker { control, vault, home: cx.home_on(host, cluster)?, durability });
    }
    Ok(workers)
}

fn entries(list: &Path) -> Result<Vec<RosterEntry>, CommandError> {
    // A pipe without a name is CSV unless it begins like JSON.
    let options = InputOptions { format: FileFormat::of_file(list).0, ..InputOptions::default() };
    let inputs = read_inputs(&[PathBuf::from(list)], &options, &mut std::io::stdin().lock())?;
    let Some(input) = inputs.first().filter(|_| inputs.len() == 1) else {
        return Err(CommandError::new(ErrorKind::Usage, format!("{} is a folder; name one file", list.display())));
    };
    read_roster(input).map_err(|error| CommandError::from(error).about(&input.shown))
}

async fn specs(
    cx: &mut Context,
    args: &ProvisionArgs,
    control: &ControlPlane,
    entries: Vec<RosterEntry>,
) -> Result<Vec<(Placement, Spec)>, CommandError> {
    let common: Labels = args.label.iter().cloned().collect();
    let mut specs: Vec<(Placement, Spec)> = Vec::with_capacity(entries.len());
    for entry in entries {
        let placement = cx.placement(Some(control), &entry.id, args.cluster.as_ref(), entry.region.as_ref()).await;
        let placement = placement.map_err(|error| error.about(&format!("line {}", entry.line)))?;
        if specs.is_empty() {
            cx.say_placement(&placement);
        }
        let mut labels = common.clone();
        labels.0.extend(entry.labels.0);
        let spec = Spec {
            name: entry.name.unwrap_or_else(|| entry.id.to_string()),
            region: placement.region.clone(),
            id: entry.id,
            provider: placement.provider,
            labels,
            owner_email: entry.owner_email,
            naming: cx.naming(),
            organization: (placement.provider == "supabase").then(|| cx.organization()).flatten(),
            size: args.size,
            mock_data: args.include_mock_data,
            clone_of: None,
        };
        specs.push((placement, spec));
    }
    Ok(specs)
}

fn report(cx: &Context, results: &[BulkResult]) -> Result<(), CommandError> {
    cx.ui.show_list(results.iter().map(BulkView::of))?;
    let summary = BulkSummaryView::of(results);
    cx.ui.event(&summary)?;
    let failed = results.iter().filter_map(|r| match &r.result {
        Some(Err(error)) => Some(format!("{}: {error}", r.id)),
        _ => None,
    });
    let failed: Vec<String> = failed.collect();
    let error = |r: &BulkResult| Some((r.id.to_string(), r.result.as_ref()?.as_ref().err()?.to_string()));
    let not_begun = results.iter().filter(|r| r.result.is_none()).count();
    cx.run_ended(RunEnd::of(results.len() - not_begun, results.iter().filter_map(error)).without(0, not_begun));
    if let Some(error) = stopped(cx, not_begun, failed.len()) {
        return Err(error.hint("the same command completes the list"));
    }
    if failed.is_empty() {
        cx.ui.success(&summary.sentence());
        return Ok(());
    }
    let text = format!("{} of {} tenants failed", failed.len(), results.len());
    let error = failed.into_iter().take(5).fold(CommandError::new(ErrorKind::Partial, text), CommandError::cause);
    Err(error.hint("the same command completes the list; what is there is left as it is"))
}
