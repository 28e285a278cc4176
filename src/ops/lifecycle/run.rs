//! One run of such a command.

use super::error::LifeError;
use super::record::Ledger;
use super::wish::Wish;
use crate::control_plane::{self as plane, ControlPlane, Durability, OperationRow, PlaneError, TenantRow};
use crate::domain::life_step::LifeStep;
use crate::domain::lifecycle::{Answer, Change};
use crate::domain::tenant::Marker;
use crate::ops::after_signal::recorded;
use crate::ops::credentials::Vault;
use crate::ops::observer::{Event, Observer, Told};
use crate::ops::provision::{Hold, Home, StepError, Waiting, lock, unlock};
use crate::ops::saga::{Halt, walk};
use crate::ops::template::Schema;
use crate::postgres::Connection;
use std::time::Duration;
use uuid::Uuid;

/// What a run works with.
pub struct LifeDeps<'a, H: Premises> {
    /// The control plane.
    pub control: &'a ControlPlane,
    /// Where the tenant is.
    pub home: &'a H,
    /// The sealing key.
    pub vault: &'a Vault,
    /// The migrations and the policy that a tenant gets before it is active again.
    pub schema: Option<&'a Schema>,
    /// Who runs this: user, host and process.
    pub runner: &'a str,
    /// Bound of a connection attempt.
    pub timeout: Duration,
    /// How another run on the same tenant is waited for.
    pub waiting: Waiting<'a>,
    /// When a step's begin must be on disk.
    pub durability: Durability,
}

/// A place whose tenants can be closed and opened again.
#[expect(async_fn_in_trait, reason = "used inside this crate only, on a single-threaded runtime")]
pub trait Premises: Home {
    /// Returns the steps of a command, in their order.
    fn life_steps(&self, wish: &Wish, tenant: &TenantRow) -> Vec<LifeStep>;

    /// Refuses a wrong target before there is any effect: what isn't the tenant's, or doesn't open with its own keys.
    /// Returns the connection limit of the tenant's database, where it has one of its own.
    ///
    /// # Errors
    /// [`StepError`].
    async fn look(&self, deps: &LifeDeps<'_, Self>, tenant: &TenantRow, wish: &Wish) -> Result<Option<i32>, StepError>;

    /// Does a step. `Record` and `Finish` are the saga's own.
    ///
    /// # Errors
    /// [`StepError`]; the same step is done again by the next run.
    async fn perform<O: Observer>(&self, run: &LifeRun<'_, '_, Self, O>, step: LifeStep) -> Result<(), StepError>;
}

/// What became of a tenant.
#[derive(Debug)]
pub struct Changed {
    /// The tenant, as it is now.
    pub tenant: TenantRow,
    /// It was so before this run.
    pub already: bool,
}

impl Told for Changed {
    fn told(&self) -> String {
        if self.already { format!("{} already", self.tenant.status) } else { self.tenant.status.to_string() }
    }
}

/// One run of one operation.
pub struct LifeRun<'a, 'd, H: Premises, O: Observer> {
    pub(super) deps: &'a LifeDeps<'d, H>,
    pub(super) tenant: TenantRow,
    pub(super) wish: &'a Wish,
    pub(super) operation: Uuid,
    pub(super) observer: &'a O,
}

impl<H: Premises, O: Observer> LifeRun<'_, '_, H, O> {
    /// The tenant's mark.
    pub(super) fn marker(&self) -> Marker {
        Marker { tenant: self.tenant.uuid, control_plane: self.deps.control.id }
    }

    /// Writes down what is about to be removed, for the certificate.
    pub(super) async fn note(&self, what: &[String]) -> Result<(), StepError> {
        if what.is_empty() {
            return Ok(());
        }
        let mut connection = self.deps.control.session.get().await;
        plane::note_removed(&mut connection, self.operation, what, self.deps.durability).await?;
        Ok(())
    }
}

/// Changes a tenant, or completes what an earlier run of the same command began; what another command left unfinished,
/// this one takes the place of.
///
/// # Errors
/// [`LifeError`]; after a `Step` error the same command goes on where this one stopped.
pub async fn change<H: Premises>(
    deps: &LifeDeps<'_, H>,
    tenant: &TenantRow,
    wish: &Wish,
    observer: &impl Observer,
) -> Result<Changed, LifeError> {
    refuse(tenant, wish.change)?;
    if let Some(place) = deps.home.elsewhere(tenant) {
        return Err(LifeError::Elsewhere { id: tenant.id.clone(), place });
    }
    if let Hold::Held(holder) = lock(deps.home, deps.control, deps.waiting, tenant.uuid).await? {
        return Err(LifeError::Held { id: tenant.id.clone(), holder });
    }
    let result = locked(deps, tenant.uuid, wish, observer).await;
    unlock(deps.home, tenant.uuid, result).await
}

/// Says what would be done, and does nothing: the steps, none where it is so already.
///
/// # Errors
/// The status forbids it, or the control plane can't be read.
pub async fn plan<H: Premises>(
    home: &H,
    control: &ControlPlane,
    tenant: &TenantRow,
    wish: &Wish,
) -> Result<Vec<LifeStep>, LifeError> {
    let answer = refuse(tenant, wish.change)?;
    let open = unfinished(control, tenant, wish.change).await?;
    let idle = answer == Answer::Already && open.is_none();
    Ok(if idle { Vec::new() } else { home.life_steps(wish, tenant) })
}

fn refuse(tenant: &TenantRow, change: Change) -> Result<Answer, LifeError> {
    match change.on(tenant.status) {
        Answer::Refuse => Err(LifeError::Status { id: tenant.id.clone(), status: tenant.status, change }),
        Answer::Act if tenant.deletion_locked && matches!(change, Change::Deprovision | Change::Purge) => {
            Err(LifeError::Locked { id: tenant.id.clone() })
        }
        answer => Ok(answer),
    }
}

async fn locked<H: Premises>(
    deps: &LifeDeps<'_, H>,
    uuid: Uuid,
    wish: &Wish,
    observer: &impl Observer,
) -> Result<Changed, LifeError> {
    // Read again under the lock: whoever held it may have changed everything.
    let tenant = read(deps.control, uuid).await?;
    let answer = refuse(&tenant, wish.change)?;
    let ends = matches!(wish.change, Change::Deprovision | Change::Purge);
    if ends && plane::move_of(&mut *deps.control.session.get().await, uuid).await?.is_some() {
        return Err(LifeError::Moving { id: tenant.id });
    }
    let open = unfinished(deps.control, &tenant, wish.change).await?;
    let is_so = answer == Answer::Already && open.is_none();
    if let Some(operation) = wish.missed(open.as_ref()).filter(|_| !is_so) {
        return Err(LifeError::Ended { id: tenant.id, operation });
    }
    if is_so {
        let tenant = super::record::note(deps, tenant, wish).await?;
        return Ok(Changed { tenant, already: true });
    }
    let limit = deps.home.look(deps, &tenant, wish).await?;
    let ledger = Ledger::open(deps, &tenant, wish, open).await?;
    if let (operation, true) = (ledger.operation, ledger.resumed) {
        observer.on(Event::Resumed { operation });
    }
    ledger.begin(limit).await?;
    crate::fail_point!("life.recorded");
    let run = LifeRun { deps, tenant: read(deps.control, uuid).await?, wish, operation: ledger.operation, observer };
    let walked = walk(&ledger.steps, observer, async |step, position| {
        if step == LifeStep::Finish {
            return ledger.finish().await;
        }
        ledger.step(position).await?;
        deps.home.perform(&run, step).await
    });
    let id = || tenant.id.clone();
    let change = wish.change;
    match walked.await {
        Ok(()) => {}
        Err(Halt::Stopped(step)) => {
            recorded(observer, ledger.fail(&StepError::Stopped.to_string())).await;
            return Err(LifeError::Interrupted { id: id(), change, step });
        }
        Err(Halt::Failed(step, source)) => {
            recorded(observer, ledger.fail(&source.to_string())).await;
            return Err(LifeError::Step { id: id(), change, step, source: Box::new(source) });
        }
    }
    crate::fail_point!("life.finished");
    Ok(Changed { tenant: read(deps.control, uuid).await?, already: false })
}

/// Reads the tenant's row.
pub(super) async fn read(control: &ControlPlane, uuid: Uuid) -> Result<TenantRow, StepError> {
    read_in(&mut *control.session.get().await, uuid).await
}

/// The same in the caller's transaction.
pub(super) async fn read_in(connection: &mut Connection, uuid: Uuid) -> Result<TenantRow, StepError> {
    let row = plane::tenant_by_uuid(connection, uuid).await?;
    Ok(row.ok_or_else(|| PlaneError::Inconsistent(format!("tenant {uuid} has no row")))?)
}

/// Returns the tenant's newest operation, if it is one of these commands, isn't at its end, and this command goes on
/// with it or takes its place.
async fn unfinished(
    control: &ControlPlane,
    tenant: &TenantRow,
    change: Change,
) -> Result<Option<OperationRow>, LifeError> {
    let newest = plane::newest_change(&mut *control.session.get().await, tenant.uuid).await?;
    let Some(open) = newest.filter(|operation| matches!(operation.state.as_str(), "running" | "failed")) else {
        return Ok(None);
    };
    match Change::parse(&open.kind) {
        Some(Change::Purge) if change != Change::Purge => Err(LifeError::Begun { id: tenant.id.clone() }),
        Some(other) if change.takes_over(other) => Ok(Some(open)),
        _ => Ok(None),
    }
}
