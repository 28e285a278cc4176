//! One load into one or several tenants, each on its own connection as its own migrator.

use super::error::SeedError;
use super::load::{Loaded, load};
use super::{LoadError, PlannedField, SeedSpec};
use crate::control_plane::{PlaneError, TenantRow};
use crate::domain::status::Status;
use crate::ops::locate::Locator;
use crate::ops::observer::{Observer, Told};
use crate::ops::runner::Runner;
use crate::ops::several::{Done, Logged, each};
use crate::ops::users::DemoUsers;
use crate::tenant_db::TenantSession;
use serde_json::json;
use std::time::Duration;

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
    let source = json!({ "source": spec.source });
    let logged = match spec.dry_run {
        true => None,
        false => Some(Logged::begin(locator.control, ("seed", runner.name), &tenants, source).await?),
    };
    let work = async |tenant: &TenantRow| one(locator, (spec, demo), tenant, reach, observer).await;
    let done = each(tenants, reach.jobs, observer, work).await.into_iter();
    let results: Vec<SeedResult> = done
        .map(|Done { tenant, result, duration_ms }| {
            let (result, demo_users) = match result {
                Ok((loaded, demo_users)) => (Ok(loaded), demo_users),
                Err(error) => (Err(error), 0),
            };
            SeedResult { tenant, result, demo_users, duration_ms }
        })
        .collect();
    if let Some(logged) = logged {
        let failed: Vec<&str> = results.iter().filter(|r| r.result.is_err()).map(|r| r.tenant.id.as_str()).collect();
        let rows: u64 = results.iter().filter_map(|r| r.result.as_ref().ok()).map(rows).sum();
        logged.end(&failed, json!({ "rows": rows })).await?;
    }
    Ok(results)
}

impl Told for (Loaded, usize) {
    fn told(&self) -> String {
        match &self.0 {
            loaded if loaded.already.is_some() => "already loaded".to_owned(),
            loaded => format!("{} rows", rows(loaded)),
        }
    }
}

fn rows(loaded: &Loaded) -> u64 {
    loaded.tables.iter().map(|table| table.counts.inserted + table.counts.updated).sum()
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
