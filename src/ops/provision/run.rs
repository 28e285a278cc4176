//! One run of the saga.

use super::error::{ProvisionError, StepError};
use super::home::{Home, Place};
use super::lock::{Hold, Waiting, latest, lock, unlock};
use super::place::{no_place, refuse_elsewhere};
use super::record::{Reserved, reserve, take_up, tenant};
use super::spec::Spec;
use super::undo::{UndoDeps, undo};
use crate::control_plane::{self as plane, ControlPlane, Durability, TenantRow};
use crate::domain::operation::ProvisionStep;
use crate::domain::status::Status;
use crate::domain::tenant::Marker;
use crate::ops::after_signal::recorded;
use crate::ops::credentials::Vault;
use crate::ops::observer::{Event, Observer, Told};
use crate::ops::saga::{Halt, steps_of, walk};
use crate::ops::template::Schema;
use crate::postgres::FailureClass;
use std::time::Duration;
use uuid::Uuid;

/// What a run works with.
pub struct Deps<'a, H: Home> {
    /// The control plane.
    pub control: &'a ControlPlane,
    /// Where the tenant gets its database.
    pub home: &'a H,
    /// The sealing key.
    pub vault: &'a Vault,
    /// Migrations and policy.
    pub schema: &'a Schema,
    /// Who runs this: user, host and process.
    pub runner: &'a str,
    /// Bound of a connection attempt.
    pub timeout: Duration,
    /// How another run on the same tenant is waited for.
    pub waiting: Waiting<'a>,
    /// When a step's begin must be on disk: at once, unless control plane and cluster are one
    /// server.
    pub durability: Durability,
    /// Nobody had the id a moment ago: whoever takes it meanwhile is found when it is reserved.
    pub is_new: bool,
    /// Tells of a step's failure, by its class, whether everything is to be undone at once.
    pub rollback_on: &'a dyn Fn(Option<FailureClass>) -> bool,
}

/// The outcome of a provisioning.
#[derive(Debug)]
pub struct Provisioned {
    /// The tenant.
    pub tenant: TenantRow,
    /// It was there before this run.
    pub already: bool,
}

impl Told for Provisioned {
    fn told(&self) -> String {
        if self.already { "already provisioned" } else { "provisioned" }.to_owned()
    }
}

/// Provisions a tenant, or completes what an earlier run began.
///
/// # Errors
/// [`ProvisionError`]; after a `Step` error the same command goes on where this one stopped.
pub async fn provision<H: Home>(
    deps: &Deps<'_, H>,
    spec: &Spec,
    observer: &impl Observer,
) -> Result<Provisioned, ProvisionError> {
    if !deps.is_new
        && let Some(existing) = tenant(deps, spec).await?
    {
        return existing_tenant(deps, spec, existing, observer).await;
    }
    if spec.clone_of.is_none()
        && let Some(claimed) = deps.home.claim(deps, spec).await?
    {
        return Ok(claimed);
    }
    deps.home.check().await?;
    let uuid = Uuid::new_v4();
    hold(deps, spec, uuid).await?;
    let result = fresh(deps, spec, uuid, observer).await;
    unlock(deps.home, uuid, result).await
}

async fn hold<H: Home>(deps: &Deps<'_, H>, spec: &Spec, uuid: Uuid) -> Result<(), ProvisionError> {
    match lock(deps.home, deps.control, deps.waiting, uuid).await? {
        Hold::Taken => Ok(()),
        Hold::Held(holder) => Err(ProvisionError::Held { id: spec.id.clone(), holder }),
    }
}

pub(super) async fn existing_tenant<H: Home>(
    deps: &Deps<'_, H>,
    spec: &Spec,
    found: TenantRow,
    observer: &impl Observer,
) -> Result<Provisioned, ProvisionError> {
    let operation = latest(deps.control, found.uuid).await?;
    if let Some(operation) = &operation {
        let differences = spec.differences(&operation.spec);
        if !differences.is_empty() {
            return Err(ProvisionError::OtherSpec { id: spec.id.clone(), differences });
        }
    }
    match found.status {
        Status::Active => return Ok(Provisioned { tenant: found, already: true }),
        Status::Provisioning | Status::Failed => {}
        status => return Err(ProvisionError::Status { id: spec.id.clone(), status }),
    }
    refuse_elsewhere(deps, spec, &found)?;
    hold(deps, spec, found.uuid).await?;
    let result = resume(deps, spec, found.uuid, observer).await;
    unlock(deps.home, found.uuid, result).await
}

async fn fresh<H: Home>(
    deps: &Deps<'_, H>,
    spec: &Spec,
    uuid: Uuid,
    observer: &impl Observer,
) -> Result<Provisioned, ProvisionError> {
    let place = deps.home.place(spec, uuid)?;
    let keys = deps.home.new_keys()?;
    let steps = deps.home.steps(spec);
    let operation = Uuid::now_v7();
    let reserved = reserve(deps, spec, uuid, &place, operation, &keys).await?;
    if let Reserved::Closed(closed) = reserved {
        return Err(no_place(deps, spec, &place, closed).await?);
    }
    if let Reserved::Taken = reserved {
        // Somebody reserved the id between our look and our write.
        let found = tenant(deps, spec).await?.ok_or_else(|| ProvisionError::Held {
            id: spec.id.clone(),
            holder: "it was reserved and released at this moment".to_owned(),
        })?;
        return Box::pin(existing_tenant(deps, spec, found, observer)).await;
    }
    crate::fail_point!("provision.reserved");
    let run = Run { deps, spec, operation, uuid, place, keys, steps, resumed: false, observer };
    run.complete().await
}

async fn resume<H: Home>(
    deps: &Deps<'_, H>,
    spec: &Spec,
    uuid: Uuid,
    observer: &impl Observer,
) -> Result<Provisioned, ProvisionError> {
    // Read again under the lock: the run that held it may have finished it, or undone it, and
    // then the id may even be another tenant's already.
    let found = tenant(deps, spec).await?.filter(|found| found.uuid == uuid);
    let Some(found) = found else {
        return Err(ProvisionError::Held { id: spec.id.clone(), holder: "it was removed meanwhile".to_owned() });
    };
    if found.status == Status::Active {
        return Ok(Provisioned { tenant: found, already: true });
    }
    refuse_elsewhere(deps, spec, &found)?;
    let operation = latest(deps.control, found.uuid).await?.ok_or_else(|| {
        let text = format!("tenant {} has no operation", spec.id);
        StepError::from(plane::PlaneError::Inconsistent(text))
    })?;
    observer.on(Event::Resumed { operation: operation.id });
    let keys = deps.home.stored_keys(deps.control, deps.vault, &found).await?;
    let steps = steps_of(deps.control, operation.id, ProvisionStep::parse).await?;
    take_up(deps, spec, &found, operation.id).await?;
    let TenantRow { uuid, cluster, database, migrator, app, .. } = found;
    let place = Place { cluster: cluster.map(|(id, _)| id), database, migrator, app };
    let run = Run { deps, spec, operation: operation.id, uuid, place, keys, steps, resumed: true, observer };
    run.complete().await
}

/// One run of one operation.
pub struct Run<'a, 'd, H: Home, O: Observer> {
    pub(super) deps: &'a Deps<'d, H>,
    pub(super) spec: &'a Spec,
    pub(super) operation: Uuid,
    pub(super) uuid: Uuid,
    pub(super) place: Place,
    pub(super) keys: H::Keys,
    pub(super) steps: Vec<ProvisionStep>,
    pub(super) resumed: bool,
    pub(super) observer: &'a O,
}

impl<H: Home, O: Observer> Run<'_, '_, H, O> {
    /// The tenant's mark.
    pub(super) fn marker(&self) -> Marker {
        Marker { tenant: self.uuid, control_plane: self.deps.control.id }
    }

    async fn complete(&self) -> Result<Provisioned, ProvisionError> {
        let mut active = None;
        let apply = async |step, position| {
            active = self.apply(step, position).await?;
            Ok(())
        };
        match walk(&self.steps, self.observer, apply).await {
            Ok(()) => {}
            Err(Halt::Stopped(step)) => {
                recorded(self.observer, self.record_failure(&StepError::Stopped.to_string())).await;
                return Err(ProvisionError::Interrupted { id: self.spec.id.clone(), step });
            }
            Err(Halt::Failed(step, source)) => {
                recorded(self.observer, self.record_failure(&source.to_string())).await;
                let for_good = !matches!(source, StepError::CutOff) && (self.deps.rollback_on)(source.class());
                let failure = ProvisionError::Step { id: self.spec.id.clone(), step, source: Box::new(source) };
                return Err(if for_good { self.roll_back(failure).await } else { failure });
            }
        }
        let tenant = active.ok_or_else(|| {
            StepError::from(plane::PlaneError::Inconsistent(format!("tenant {} was never active", self.spec.id)))
        })?;
        Ok(Provisioned { tenant, already: false })
    }

    /// Undoes everything, as it was asked for; the lock is still held.
    async fn roll_back(&self, failure: ProvisionError) -> ProvisionError {
        let Deps { control, home, runner, waiting, .. } = *self.deps;
        let deps = UndoDeps { control, home, runner, waiting };
        let failure = Box::new(failure);
        match undo(&deps, self.operation, self.uuid, self.observer).await {
            Ok(undone) => ProvisionError::RolledBack { failure, undone: Box::new(undone) },
            Err(error) => ProvisionError::NotRolledBack { failure, operation: self.operation, undo: Box::new(error) },
        }
    }

    /// Returns the tenant once it is active.
    async fn apply(&self, step: ProvisionStep, position: i32) -> Result<Option<TenantRow>, StepError> {
        if step == ProvisionStep::Activate {
            if self.spec.mock_data {
                self.observer.on(Event::StepBegan { step: "mock data" });
                self.load_mock_data().await?;
                crate::fail_point!("provision.mock_data");
            }
            let active = self.activate().await?;
            crate::fail_point!("provision.activated");
            return Ok(Some(active));
        }
        let mut connection = self.deps.control.session.get().await;
        plane::begin_step(&mut connection, self.operation, position, self.deps.durability).await?;
        drop(connection);
        if step == ProvisionStep::Owner {
            self.make_owner().await?;
        } else {
            self.deps.home.apply(self, step).await?;
        }
        Ok(None)
    }
}
