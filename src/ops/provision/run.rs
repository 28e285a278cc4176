//! One run of the saga.

use super::claim::claim;
use super::error::{ProvisionError, StepError};
use super::lock::{Hold, Waiting, latest, lock, unlock};
use super::place::{no_place, refuse_elsewhere};
use super::record::{Reserved, reserve, take_up, tenant};
use super::spec::Spec;
use super::undo::{UndoDeps, undo};
use crate::control_plane::{self as plane, ControlPlane, Durability, TenantRow};
use crate::domain::names::PhysicalNames;
use crate::domain::operation::ProvisionStep;
use crate::domain::status::Status;
use crate::domain::tenant::Marker;
use crate::host::{DatabaseHost, LoginVerifiers};
use crate::ops::credentials::{Passwords, Vault};
use crate::ops::observer::{Event, Observer};
use crate::ops::template::Schema;
use crate::postgres::FailureClass;
use std::sync::Arc;
use std::time::Duration;
use uuid::Uuid;

/// What a run works with.
pub struct Deps<'a, H: DatabaseHost> {
    /// The control plane.
    pub control: &'a ControlPlane,
    /// The cluster.
    pub host: &'a H,
    /// The cluster's id in the control plane.
    pub cluster: Uuid,
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

/// Provisions a tenant, or completes what an earlier run began.
///
/// # Errors
/// [`ProvisionError`]; after a `Step` error the same command goes on where this one stopped.
pub async fn provision<H: DatabaseHost>(
    deps: &Deps<'_, H>,
    spec: &Spec,
    observer: &impl Observer,
) -> Result<Provisioned, ProvisionError> {
    let existing = tenant(deps, spec).await?;
    if let Some(existing) = existing {
        return existing_tenant(deps, spec, existing, observer).await;
    }
    if let Some(claimed) = claim(deps, spec).await? {
        return Ok(claimed);
    }
    let uuid = Uuid::new_v4();
    hold(deps, spec, uuid).await?;
    let result = fresh(deps, spec, uuid, observer).await;
    unlock(deps.host, uuid, result).await
}

async fn hold<H: DatabaseHost>(deps: &Deps<'_, H>, spec: &Spec, uuid: Uuid) -> Result<(), ProvisionError> {
    match lock(deps.host, deps.control, deps.waiting, uuid).await? {
        Hold::Taken => Ok(()),
        Hold::Held(holder) => Err(ProvisionError::Held { id: spec.id.clone(), holder }),
    }
}

pub(super) async fn existing_tenant<H: DatabaseHost>(
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
    unlock(deps.host, found.uuid, result).await
}

async fn fresh<H: DatabaseHost>(
    deps: &Deps<'_, H>,
    spec: &Spec,
    uuid: Uuid,
    observer: &impl Observer,
) -> Result<Provisioned, ProvisionError> {
    let names = PhysicalNames::of(&spec.id, uuid, spec.naming).map_err(StepError::from)?;
    let passwords = Arc::new(Passwords::generate().map_err(StepError::from)?);
    let hashing = passwords.hash_beside();
    let operation = Uuid::now_v7();
    let reserved = reserve(deps, spec, uuid, &names, operation, &passwords).await?;
    if let Reserved::Closed(closed) = reserved {
        return Err(no_place(deps, spec, closed).await?);
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
    let verifiers = match hashing.await {
        Ok(verifiers) => verifiers.map_err(StepError::from)?,
        Err(_) => passwords.verifiers().map_err(StepError::from)?,
    };
    let run = Run { deps, spec, operation, uuid, names, observer };
    run.complete(&verifiers, false).await
}

async fn resume<H: DatabaseHost>(
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
    let passwords = deps.vault.passwords(deps.control, &found).await.map_err(StepError::from)?;
    let verifiers = passwords.verifiers().map_err(StepError::from)?;
    take_up(deps, spec, &found, operation.id).await?;
    let names = PhysicalNames::from_base(&found.database).map_err(StepError::from)?;
    let run = Run { deps, spec, operation: operation.id, uuid: found.uuid, names, observer };
    run.complete(&verifiers, true).await
}

pub(super) struct Run<'a, 'd, H: DatabaseHost, O: Observer> {
    pub(super) deps: &'a Deps<'d, H>,
    pub(super) spec: &'a Spec,
    pub(super) operation: Uuid,
    pub(super) uuid: Uuid,
    pub(super) names: PhysicalNames,
    pub(super) observer: &'a O,
}

impl<H: DatabaseHost, O: Observer> Run<'_, '_, H, O> {
    async fn complete(&self, verifiers: &LoginVerifiers, resumed: bool) -> Result<Provisioned, ProvisionError> {
        for step in ProvisionStep::ALL.into_iter().skip(1) {
            if self.observer.stop_requested() {
                self.record_failure("a signal asked to stop").await;
                return Err(ProvisionError::Interrupted { id: self.spec.id.clone(), step });
            }
            self.observer.on(Event::StepBegan { step: step.as_str() });
            if let Err(source) = self.apply(step, verifiers, resumed).await {
                self.record_failure(&source.to_string()).await;
                let for_good = (self.deps.rollback_on)(source.class());
                let failure = ProvisionError::Step { id: self.spec.id.clone(), step, source: Box::new(source) };
                return Err(if for_good { self.roll_back(failure).await } else { failure });
            }
        }
        let tenant = tenant(self.deps, self.spec).await?.ok_or_else(|| {
            StepError::from(plane::PlaneError::Inconsistent(format!("tenant {} vanished", self.spec.id)))
        })?;
        Ok(Provisioned { tenant, already: false })
    }

    /// Undoes everything, as it was asked for; the lock is still held.
    async fn roll_back(&self, failure: ProvisionError) -> ProvisionError {
        let Deps { control, host, cluster, runner, waiting, .. } = *self.deps;
        let deps = UndoDeps { control, host, cluster, runner, waiting };
        let failure = Box::new(failure);
        match undo(&deps, self.operation, self.uuid, self.observer).await {
            Ok(undone) => ProvisionError::RolledBack { failure, undone: Box::new(undone) },
            Err(error) => ProvisionError::NotRolledBack { failure, operation: self.operation, undo: Box::new(error) },
        }
    }

    async fn apply(&self, step: ProvisionStep, verifiers: &LoginVerifiers, resumed: bool) -> Result<(), StepError> {
        let marker = Marker { tenant: self.uuid, control_plane: self.deps.control.id };
        let host = self.deps.host;
        if step != ProvisionStep::Activate {
            let mut connection = self.deps.control.session.get().await;
            plane::begin_step(&mut connection, self.operation, step.position(), self.deps.durability).await?;
        }
        match step {
            ProvisionStep::Reserve => {}
            ProvisionStep::Template => {
                crate::fail_point!("provision.making_template");
                self.deps.schema.ensure_template(host, self.deps.timeout, self.observer).await?;
                crate::fail_point!("provision.template");
            }
            ProvisionStep::Logins => {
                crate::fail_point!("provision.making_logins");
                host.create_logins(&self.names, marker, verifiers).await?;
                crate::fail_point!("provision.logins");
            }
            ProvisionStep::Database => {
                crate::fail_point!("provision.making_database");
                host.create_database(&self.names, marker, self.deps.schema.template()).await?;
                crate::fail_point!("provision.database");
            }
            ProvisionStep::Rights => {
                crate::fail_point!("provision.giving_rights");
                host.grant_rights(&self.names, marker).await?;
                crate::fail_point!("provision.rights");
                if resumed {
                    self.prove_login(marker).await?;
                }
            }
            ProvisionStep::Activate => {
                if self.spec.mock_data {
                    self.observer.on(Event::StepBegan { step: "mock data" });
                    self.load_mock_data(marker).await?;
                    crate::fail_point!("provision.mock_data");
                }
                self.activate().await?;
                crate::fail_point!("provision.activated");
            }
        }
        Ok(())
    }
}
