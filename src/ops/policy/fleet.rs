//! The policy in one or several tenants, each on its own connection as its own migrator.

use super::{Effective, PolicyError, still};
use crate::control_plane::{ControlPlane, PlaneError, TenantRow};
use crate::domain::policy::{Difference, Policy, differences};
use crate::domain::status::Status;
use crate::ops::locate::Locator;
use crate::ops::observer::{Observer, Told};
use crate::ops::runner::Runner;
use crate::ops::seed::Reach;
use crate::ops::several::{Done, Logged, each};
use crate::tenant_db::{TenantDbError, TenantSession, policy};
use serde_json::json;

/// What is done in each tenant.
#[derive(Debug, Clone, Copy)]
pub enum Work<'a> {
    /// Make the policy the tenant's.
    Sync(&'a Effective),
    /// Tell what that would change, or why it would be refused.
    Preview(&'a Effective),
    /// Tell what differs.
    Compare(&'a Effective),
    /// See that nobody has one of the roles that the first policy has and the second hasn't.
    LookForUsers(&'a Policy, &'a Policy),
}

/// What was found in a tenant, or done.
#[derive(Debug)]
pub enum Finding {
    /// It has the policy.
    Same,
    /// It has another one, or had until it was synced.
    Differs(Vec<Difference>),
    /// Its schema keeps no permissions.
    NoPermissions,
    /// It isn't in use, and was left out.
    Skipped(Status),
}

impl Told for Finding {
    fn told(&self) -> String {
        match self {
            Self::Same => "the same".to_owned(),
            Self::Differs(found) => format!("{} differences", found.len()),
            Self::NoPermissions => "keeps no permissions".to_owned(),
            Self::Skipped(status) => status.to_string(),
        }
    }
}

/// One tenant's result.
#[derive(Debug)]
pub struct TenantPolicy {
    /// The tenant.
    pub tenant: TenantRow,
    /// How it went.
    pub result: Result<Finding, PolicyError>,
    /// How long it took, in milliseconds.
    pub duration_ms: u64,
}

/// How tenants are reached, and by whom.
#[derive(Clone, Copy)]
pub struct Reached<'a> {
    /// Where they are.
    pub locator: &'a Locator<'a>,
    /// How.
    pub reach: Reach,
    /// Who runs this.
    pub runner: Runner<'a>,
}

/// Does the work in the tenants, at most `jobs` at once; one bad tenant doesn't stop the others. The log gets one begin and
/// one end for a run that changes something.
///
/// # Errors
/// [`PlaneError`] when the log can't be written: without it nothing is changed.
pub async fn work_on(
    reached: Reached<'_>,
    work: Work<'_>,
    tenants: Vec<TenantRow>,
    observer: &impl Observer,
) -> Result<Vec<TenantPolicy>, PlaneError> {
    let Reached { locator, runner, .. } = reached;
    let logged = match work {
        Work::Sync(wanted) => {
            let version = json!({ "version": wanted.policy.version });
            Some((
                version.clone(),
                Logged::begin(locator.control, ("policy sync", runner.name), &tenants, version).await?,
            ))
        }
        _ => None,
    };
    let done = each(tenants, reached.reach.jobs, observer, async |tenant| one(reached, work, tenant).await).await;
    let results: Vec<TenantPolicy> = done
        .into_iter()
        .map(|Done { tenant, result, duration_ms }| TenantPolicy { tenant, result, duration_ms })
        .collect();
    if let Some((mut detail, logged)) = logged {
        let failed: Vec<&str> = results.iter().filter(|r| r.result.is_err()).map(|r| r.tenant.id.as_str()).collect();
        detail["changed"] = results.iter().filter(|r| matches!(r.result, Ok(Finding::Differs(_)))).count().into();
        logged.end(&failed, detail).await?;
    }
    Ok(results)
}

async fn one(reached: Reached<'_>, work: Work<'_>, tenant: &TenantRow) -> Result<Finding, PolicyError> {
    if tenant.status != Status::Active {
        return Err(PolicyError::Status(tenant.status));
    }
    let Reached { locator, reach, .. } = reached;
    let application = format!("tenantctl policy {}", tenant.id);
    let opened: Result<_, PolicyError> = locator.open(tenant, &application, reach.lock_timeout, reach.timeout).await;
    let mut session = opened?;
    let found = inside(&mut session, work, locator.control).await;
    session.close().await;
    found
}

async fn inside(session: &mut TenantSession, work: Work<'_>, control: &ControlPlane) -> Result<Finding, PolicyError> {
    let changes = match work {
        // Asked under the tenant's lock: a run that was overtaken by a newer policy doesn't bring its own one back.
        Work::Sync(wanted) => policy::apply(session, &wanted.policy, async || still(control, wanted).await).await?,
        Work::Preview(wanted) => policy::preview(session, &wanted.policy).await?,
        Work::Compare(wanted) => policy::read(session).await?.map(|held| differences(&held, &wanted.policy)),
        Work::LookForUsers(from, to) => {
            let mut roles = policy::roles_in_use(session, to).await?;
            roles.retain(|(role, _)| from.role(role).is_some());
            return match roles.is_empty() {
                true => Ok(Finding::Same),
                false => Err(TenantDbError::RolesInUse(roles).into()),
            };
        }
    };
    Ok(match changes {
        None => Finding::NoPermissions,
        Some(changes) if changes.is_empty() => Finding::Same,
        Some(changes) => Finding::Differs(changes),
    })
}
