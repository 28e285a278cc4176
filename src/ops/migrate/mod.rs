//! Migrating one or several tenants, each on its own connection as its own migrator.

mod gate;
mod gather;
mod judged;
mod plan;
mod rehearse;
mod repair;
mod task;
mod verify;

pub use gate::{Gate, Refusal};
pub use gather::{Gathered, Wanted, gather, nothing_to_do};
pub use judged::{Group, Judged};
pub use plan::{MigratePlan, MigrateSpec, Planned};
pub use rehearse::{RehearsalError, rehearse, server_major};
pub use repair::{Found, FoundTenant, Repaired, RepairedTenant, find_faults, repair};
pub use task::{MigrateTask, migrated_detail};
pub use verify::{Against, Seen, SeenTenant, Sight, expected, see};

use crate::control_plane::{self as plane, PlaneError, TenantRow};
use crate::domain::migration::MigrationSet;
use crate::domain::status::Status;
use crate::ops::locate::{LocateError, Locator};
use crate::ops::observer::{Observer, Told};
use crate::ops::runner::Runner;
use crate::ops::several::{Done, Logged, each};
use crate::postgres::FailureClass;
use crate::tenant_db::{self, ExecutorOptions, Outcome, TenantDbError};
use serde_json::json;
use std::time::Duration;

/// How to migrate.
#[derive(Debug, Clone)]
pub struct MigrateOptions {
    /// Up to this version only.
    pub target: Option<i64>,
    /// Look, and change nothing.
    pub dry_run: bool,
    /// How long a tenant's migration lock is waited for.
    pub lock_wait: Duration,
    /// How long a statement waits for a lock.
    pub lock_timeout: Duration,
    /// Bound of a connection attempt.
    pub timeout: Duration,
    /// How many tenants at once.
    pub jobs: usize,
}

/// What happened to one tenant.
#[derive(Debug)]
pub struct TenantResult {
    /// The tenant.
    pub tenant: TenantRow,
    /// How it went.
    pub result: Result<Outcome, MigrateError>,
    /// How long it took, in milliseconds.
    pub duration_ms: u64,
}

impl Told for Outcome {
    fn told(&self) -> String {
        came_words(self.applied.len(), self.pending.len())
    }
}

/// Says what came of a tenant whose database has so many more files now, and lacks others.
fn came_words(applied: usize, pending: usize) -> String {
    match (applied, pending) {
        (0, 0) => "up to date".to_owned(),
        (0, pending) => format!("{pending} pending"),
        (applied, _) => format!("{applied} applied"),
    }
}

/// Why a tenant wasn't migrated.
#[derive(Debug, thiserror::Error)]
pub enum MigrateError {
    /// Where it is.
    #[error(transparent)]
    Locate(#[from] LocateError),
    /// Its database.
    #[error(transparent)]
    TenantDb(#[from] TenantDbError),
    /// Recording the outcome.
    #[error("migrated, but the control plane couldn't be told: {0}")]
    Record(#[source] PlaneError),
    /// Its project has a version of PostgreSQL that no server of ours has.
    #[error(
        "its schema is compared on a server of PostgreSQL {0}, as its project has, and there is none where databases may be made; add one: tenantctl cluster add"
    )]
    NoServer(i32),
    /// A signal ended it; what wasn't committed was rolled back.
    #[error("cut off by a signal")]
    CutOff,
    /// Its status.
    #[error("the tenant is {0}; only active ones are migrated")]
    Status(Status),
}

impl MigrateError {
    /// Whether the database goes with other files or isn't the tenant's: no failure budget covers that.
    pub fn is_foreign(&self) -> bool {
        use TenantDbError::{ForeignLedger, Incompatible, Privileged, WrongDatabase};
        let Self::TenantDb(error) = self else { return false };
        matches!(error, Incompatible(_) | WrongDatabase { .. } | Privileged { .. } | ForeignLedger { .. })
    }

    /// Whether somebody may agree to what differs in the ledger: `migrate repair`.
    pub fn is_repairable(&self) -> bool {
        matches!(self, Self::TenantDb(TenantDbError::Incompatible(difference)) if difference.is_repairable())
    }

    /// Whether the claim ended before anything more was done.
    pub fn is_claim_lost(&self) -> bool {
        matches!(self, Self::TenantDb(TenantDbError::ClaimLost { .. }))
    }

    /// Returns how it may be met by doing the whole again; a lock that isn't given was waited for already.
    pub fn class(&self) -> Option<FailureClass> {
        match self {
            Self::TenantDb(TenantDbError::Database(error)) => Some(error.class),
            Self::TenantDb(TenantDbError::OutcomeUnknown { .. }) => Some(FailureClass::Unknown),
            _ => None,
        }
    }

    /// Whether the database couldn't be reached.
    pub fn is_unreachable(&self) -> bool {
        // A busy lock is transient too, but somebody answered.
        matches!(self, Self::TenantDb(TenantDbError::Database(e))
            if matches!(e.class, FailureClass::Unknown | FailureClass::Transient))
    }
}

/// Migrates the tenants, at most `jobs` at once; one bad tenant doesn't stop the others. The log
/// gets one begin and one end for the run.
///
/// # Errors
/// [`PlaneError`] when the log can't be written: without it nothing is changed.
pub async fn migrate_tenants(
    locator: &Locator<'_>,
    set: &MigrationSet,
    tenants: Vec<TenantRow>,
    options: &MigrateOptions,
    runner: Runner<'_>,
    observer: &impl Observer,
) -> Result<Vec<TenantResult>, PlaneError> {
    let to = json!({ "to": options.target.unwrap_or(set.newest()) });
    let logged = match options.dry_run {
        true => None,
        false => Some(Logged::begin(locator.control, ("migrate", runner.name), &tenants, to).await?),
    };
    let work = async |tenant: &TenantRow| one(locator, set, tenant, options).await;
    let done = each(tenants, options.jobs, observer, work).await.into_iter();
    let results: Vec<TenantResult> =
        done.map(|Done { tenant, result, duration_ms }| TenantResult { tenant, result, duration_ms }).collect();
    if let Some(logged) = logged {
        let failed: Vec<&str> = results.iter().filter(|r| r.result.is_err()).map(|r| r.tenant.id.as_str()).collect();
        logged.end(&failed, json!({})).await?;
    }
    Ok(results)
}

async fn one(
    locator: &Locator<'_>,
    set: &MigrationSet,
    tenant: &TenantRow,
    options: &MigrateOptions,
) -> Result<Outcome, MigrateError> {
    if tenant.status != Status::Active {
        return Err(MigrateError::Status(tenant.status));
    }
    let application = format!("tenantctl migrate {}", tenant.id);
    let opened: Result<_, MigrateError> =
        locator.open(tenant, &application, options.lock_timeout, options.timeout).await;
    let mut session = opened?;
    // Whoever names a tenant and a version means it; else the tenant's pin holds.
    let pin = tenant.pinned_version.filter(|_| options.target.is_none());
    let within = set.target_within(options.target, pin);
    let executor = ExecutorOptions {
        target: within,
        lock_wait: options.lock_wait,
        dry_run: options.dry_run || (pin.is_some() && within.is_none()),
        permit: None,
    };
    let outcome = tenant_db::migrate(&mut session, set, &executor, &mut |_| {}).await;
    session.close().await;
    let outcome = outcome?;
    if !options.dry_run && tenant.schema_version != Some(outcome.to) {
        let mut connection = locator.control.session.get().await;
        plane::set_schema_version(&mut connection, tenant.uuid, outcome.to).await.map_err(MigrateError::Record)?;
    }
    Ok(outcome)
}
