//! One load into one or several tenants, each on its own connection as its own migrator.

use super::error::SeedError;
use super::load::{Loaded, load};
use super::{LoadError, PlannedField, SeedSpec};
use crate::control_plane::{self as plane, ControlPlane, LogEntry, Phase, PlaneError, TenantRow};
use crate::domain::status::Status;
use crate::ops::locate::Locator;
use crate::ops::observer::{Event, Observer};
use crate::ops::runner::Runner;
use crate::ops::users::DemoUsers;
use crate::postgres::{begin, commit};
use crate::tenant_db::TenantSession;
use futures_util::stream::{self, StreamExt};
use std::time::{Duration, Instant};
use uuid::Uuid;

/// What happened to one tenant.
#[derive(Debug)]
pub struct SeedResult {
    /// The tenant.
    pub tenant: TenantRow,
    /// How it went.
    pub result: Result<Loaded, SeedError>,
    /// How many demo users were made or brought in line.
    pub demo_users: usize,
    /// How long it took, in milliseconds.
    pub duration_ms: u64,
}

/// How tenants are reached.
#[derive(Debug, Clone, Copy)]
pub struct Reach {
    /// How long a statement waits for a lock.
    pub lock_timeout: Duration,
    /// Bound of a connection attempt.
    pub timeout: Duration,
    /// How many tenants at once.
    pub jobs: usize,
}

/// Loads into the tenants, and makes `demo` users after the rows; at most `jobs` tenants at once. One bad tenant doesn't stop the others. The
/// log gets one begin and one end for the run.
///
/// # Errors
/// [`PlaneError`] when the log can't be written: without it nothing is changed.
pub async fn seed_tenants(
    locator: &Locator<'_>,
    (spec, demo): (&SeedSpec, Option<&DemoUsers<'_>>),
    tenants: Vec<TenantRow>,
    reach: Reach,
    runner: Runner<'_>,
    observer: &impl Observer,
) -> Result<Vec<SeedResult>, PlaneError> {
    let run = Uuid::now_v7();
    let only = match tenants.as_slice() {
        [one] => Some((one.uuid, one.id.to_string())),
        _ => None,
    };
    let only = only.as_ref().map(|(uuid, id)| (*uuid, id.as_str()));
    let names: Vec<String> = tenants.iter().take(100).map(|t| t.id.to_string()).collect();
    let begun = serde_json::json!({"tenants": tenants.len(), "first": names, "source": spec.source});
    if !spec.dry_run {
        log(locator.control, entry(run, Phase::Begin, runner.name, only, None, begun)).await?;
    }
    let results: Vec<SeedResult> = stream::iter(tenants)
        .map(|tenant| async {
            let begun = Instant::now();
            let done = one(locator, (spec, demo), &tenant, reach, observer).await;
            observer.on(Event::TenantDone { tenant: tenant.id.as_str() });
            let duration_ms = u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX);
            let (result, demo_users) = match done {
                Ok((loaded, demo_users)) => (Ok(loaded), demo_users),
                Err(error) => (Err(error), 0),
            };
            SeedResult { tenant, result, demo_users, duration_ms }
        })
        .buffered(reach.jobs.max(1))
        .collect()
        .await;
    if !spec.dry_run {
        let failed: Vec<&str> = results.iter().filter(|r| r.result.is_err()).map(|r| r.tenant.id.as_str()).collect();
        let outcome = if failed.is_empty() { "done" } else { "failed" };
        let rows: u64 = results.iter().filter_map(|r| r.result.as_ref().ok()).map(rows).sum();
        let detail = serde_json::json!({"tenants": results.len(), "failed": failed, "rows": rows});
        log(locator.control, entry(run, Phase::End, runner.name, only, Some(outcome), detail)).await?;
    }
    Ok(results)
}

fn rows(loaded: &Loaded) -> u64 {
    loaded.tables.iter().map(|table| table.counts.inserted + table.counts.updated).sum()
}

fn entry<'e>(
    run_id: Uuid,
    phase: Phase,
    actor: &'e str,
    tenant: Option<(Uuid, &'e str)>,
    outcome: Option<&'e str>,
    detail: serde_json::Value,
) -> LogEntry<'e> {
    LogEntry { run_id, phase, action: "seed", actor, tenant, outcome, detail }
}

async fn log(control: &ControlPlane, entry: LogEntry<'_>) -> Result<(), PlaneError> {
    let mut connection = control.session.get().await;
    let mut transaction = begin(&mut connection).await?;
    plane::append(&mut transaction, &entry).await?;
    Ok(commit(transaction).await?)
}

async fn one(
    locator: &Locator<'_>,
    (spec, demo): (&SeedSpec, Option<&DemoUsers<'_>>),
    tenant: &TenantRow,
    reach: Reach,
    observer: &impl Observer,
) -> Result<(Loaded, usize), SeedError> {
    let mut session = open(locator, tenant, reach).await?;
    let loaded = load(&mut session, spec, observer).await;
    let made = match demo.filter(|_| loaded.is_ok() && !spec.dry_run) {
        Some(demo) => demo.make_in(locator, tenant, &mut session).await,
        None => Ok(0),
    };
    session.close().await;
    Ok((loaded?, made.map_err(|error| SeedError::DemoUsers(Box::new(error)))?))
}

async fn open(locator: &Locator<'_>, tenant: &TenantRow, reach: Reach) -> Result<TenantSession, SeedError> {
    if tenant.status != Status::Active {
        return Err(SeedError::Status(tenant.status));
    }
    let application = format!("tenantctl seed {}", tenant.id);
    locator.open(tenant, &application, reach.lock_timeout, reach.timeout).await
}

/// Shows the mapping that a load into the tenant would use.
///
/// # Errors
/// [`SeedError`].
pub async fn plan_for(
    locator: &Locator<'_>,
    spec: &SeedSpec,
    tenant: &TenantRow,
    reach: Reach,
) -> Result<Vec<PlannedField>, SeedError> {
    let mut session = open(locator, tenant, reach).await?;
    let planned: Result<_, LoadError> = super::plan::plan(&mut session, spec).await;
    session.close().await;
    Ok(planned?)
}
