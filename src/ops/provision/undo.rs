//! Undoing an unfinished or failed provisioning: its steps backwards, the one that failed too.
//! A row is written before and after each effect; killed at any instant, it can be run again.

use super::error::StepError;
use super::home::Home;
use super::lock::{Hold, Waiting, lock, unlock};
use super::record::step_of;
use super::undo_error::UndoError;
use crate::control_plane::{self as plane, ControlPlane, OperationRecord, StepRow, TenantRow};
use crate::domain::operation::ProvisionStep;
use crate::domain::operation_state::{OperationState, StepState};
use crate::domain::status::Status;
use crate::host::Removal;
use crate::ops::after_signal::{self, recorded, unless_cut_off};
use crate::ops::observer::{Event, Observer};
use crate::ops::saga::Journal;
use crate::postgres::begin;
use uuid::Uuid;

/// What an undoing works with.
pub struct UndoDeps<'a, H: Home> {
    /// The control plane.
    pub control: &'a ControlPlane,
    /// Where the tenant has its database.
    pub home: &'a H,
    /// Who runs this: user, host and process.
    pub runner: &'a str,
    /// How another run on the same tenant is waited for.
    pub waiting: Waiting<'a>,
}

/// What was undone.
#[derive(Debug)]
pub struct Undone {
    /// The operation.
    pub operation: Uuid,
    /// The tenant, as it was before.
    pub tenant: TenantRow,
    /// It was rolled back before this run.
    pub already: bool,
    /// The steps, in the order of their undoing.
    pub steps: Vec<ProvisionStep>,
    /// What was removed, in words.
    pub removed: Vec<String>,
    /// What has such a name, was never made by this operation, and was left alone.
    pub left_alone: Vec<String>,
}

impl Undone {
    fn nothing_yet(operation: Uuid, tenant: TenantRow) -> Self {
        let already = tenant.status == Status::Deleted;
        Self { operation, tenant, already, steps: Vec::new(), removed: Vec::new(), left_alone: Vec::new() }
    }

    /// What was rolled back before, which no server is needed for: its cluster may be gone.
    pub fn before(operation: &OperationRecord, tenant: &TenantRow) -> Option<Self> {
        (tenant.status == Status::Deleted).then(|| Self::nothing_yet(operation.id, tenant.clone()))
    }
}

/// Looks whether the operation can't be undone at all; asked again under the lock.
///
/// # Errors
/// [`UndoError::Kind`], [`UndoError::Status`].
pub fn refuse_rollback(operation: &OperationRecord, tenant: &TenantRow) -> Result<(), UndoError> {
    match tenant.status {
        _ if operation.kind != "provision" => {
            Err(UndoError::Kind { operation: operation.id, kind: operation.kind.clone() })
        }
        // It was done, and what it made was purged since.
        status @ Status::Deleted if operation.state == OperationState::Done => {
            Err(UndoError::Status { id: tenant.id.clone(), status })
        }
        Status::Provisioning | Status::Failed | Status::Deleted => Ok(()),
        status => Err(UndoError::Status { id: tenant.id.clone(), status }),
    }
}

/// Undoes a provisioning; the tenant's id is free afterwards.
///
/// # Errors
/// [`UndoError`]; after a `Step` error the tenant keeps its id and the same call goes on.
pub async fn rollback<H: Home>(
    deps: &UndoDeps<'_, H>,
    operation: &OperationRecord,
    observer: &impl Observer,
) -> Result<Undone, UndoError> {
    let (uuid, id) = match &operation.tenant {
        Some((uuid, id)) if operation.kind == "provision" => (*uuid, id),
        _ => return Err(UndoError::Kind { operation: operation.id, kind: operation.kind.clone() }),
    };
    if let Hold::Held(holder) = lock(deps.home, deps.control, deps.waiting, uuid).await? {
        return Err(UndoError::Held { id: id.clone(), holder });
    }
    let result = undo(deps, operation.id, uuid, observer).await;
    unlock(deps.home, uuid, result).await
}

/// Undoes it; the caller holds the tenant's lock.
pub(super) async fn undo<H: Home>(
    deps: &UndoDeps<'_, H>,
    operation: Uuid,
    uuid: Uuid,
    observer: &impl Observer,
) -> Result<Undone, UndoError> {
    let (tenant, steps) = read(deps, operation, uuid).await?;
    let mut undone = Undone::nothing_yet(operation, tenant);
    match undone.tenant.status {
        Status::Provisioning | Status::Failed => {}
        Status::Deleted => return Ok(undone),
        status => return Err(UndoError::Status { id: undone.tenant.id, status }),
    }
    if let Some(place) = deps.home.elsewhere(&undone.tenant) {
        return Err(UndoError::Elsewhere { id: undone.tenant.id, place });
    }
    let run = Run { deps, operation, steps };
    run.begin(&undone.tenant).await?;
    crate::fail_point!("rollback.begun");
    for row in run.steps.iter().rev().filter(|row| run.is_to_be_undone(row)) {
        let step = step_of(row)?;
        if observer.stop_requested() {
            recorded(observer, run.record_failure(&undone.tenant, &StepError::Stopped.to_string())).await;
            return Err(UndoError::Interrupted { id: undone.tenant.id, operation, step });
        }
        observer.on(Event::StepBegan { step: step.as_str() });
        let done = unless_cut_off(observer, after_signal::STEP, run.take_back(step, row.position, &mut undone)).await;
        if let Err(source) = done.unwrap_or(Err(StepError::CutOff)) {
            recorded(observer, run.record_failure(&undone.tenant, &source.to_string())).await;
            let id = undone.tenant.id;
            return Err(UndoError::Step { id, operation, step, source: Box::new(source), removed: undone.removed });
        }
        undone.steps.push(step);
    }
    Ok(undone)
}

async fn read<H: Home>(
    deps: &UndoDeps<'_, H>,
    operation: Uuid,
    uuid: Uuid,
) -> Result<(TenantRow, Vec<StepRow>), StepError> {
    let mut connection = deps.control.session.get().await;
    let tenant = plane::tenant_by_uuid(&mut connection, uuid).await?.ok_or_else(|| {
        plane::PlaneError::Inconsistent(format!("operation {operation} is of a tenant that has no row"))
    })?;
    Ok((tenant, plane::operation_steps(&mut connection, operation).await?))
}

struct Run<'a, 'd, H: Home> {
    deps: &'a UndoDeps<'d, H>,
    operation: Uuid,
    steps: Vec<StepRow>,
}

impl<H: Home> Run<'_, '_, H> {
    /// What was begun may have had its effect. Reserving is always taken back, as the last.
    fn is_to_be_undone(&self, row: &StepRow) -> bool {
        row.name == ProvisionStep::Reserve.as_str() || !matches!(row.state, StepState::Planned | StepState::Undone)
    }

    /// Whether the operation once made what the step makes: only then a later one was begun.
    fn was_completed(&self, position: i32) -> bool {
        self.steps.iter().any(|row| row.position > position && row.state != StepState::Planned)
    }

    async fn begin(&self, tenant: &TenantRow) -> Result<(), StepError> {
        let mut connection = self.deps.control.session.get().await;
        let mut transaction = begin(&mut connection).await?;
        if tenant.status == Status::Provisioning {
            plane::set_status(&mut transaction, tenant.uuid, Status::Provisioning, Status::Failed).await?;
        }
        plane::begin_undo(&mut transaction, self.operation, self.deps.runner).await?;
        self.journal(tenant).begin(&mut transaction, serde_json::json!({})).await?;
        Ok(crate::postgres::commit(transaction).await?)
    }

    fn journal<'t>(&'t self, tenant: &'t TenantRow) -> Journal<'t> {
        let tenant = (tenant.uuid, tenant.id.as_str());
        Journal { operation: self.operation, action: "rollback", runner: self.deps.runner, tenant }
    }

    async fn take_back(&self, step: ProvisionStep, position: i32, undone: &mut Undone) -> Result<(), StepError> {
        if step == ProvisionStep::Reserve {
            crate::fail_point!("rollback.releasing");
            self.release(undone).await?;
            crate::fail_point!("rollback.released");
            return Ok(());
        }
        let mut connection = self.deps.control.session.get().await;
        plane::undo_step(&mut connection, self.operation, position).await?;
        drop(connection);
        let removal = self.deps.home.take_back(step, &undone.tenant, self.deps.control).await?;
        self.take_note(position, removal, undone)
    }

    /// What isn't ours stays. If the operation had made one of that name, then what became of
    /// that is for a person to find out, and the tenant keeps its row.
    fn take_note(&self, position: i32, removal: Removal, undone: &mut Undone) -> Result<(), StepError> {
        undone.removed.extend(removal.removed);
        let completed = self.was_completed(position);
        for foreign in removal.left_alone {
            if completed {
                return Err(foreign.into());
            }
            undone.left_alone.push(foreign.to_string());
        }
        Ok(())
    }

    /// The last write: secrets, what names a person, status, operation and the log's end in one commit.
    async fn release(&self, undone: &Undone) -> Result<(), StepError> {
        let tenant = &undone.tenant;
        let mut connection = self.deps.control.session.get().await;
        let mut transaction = begin(&mut connection).await?;
        let _names = plane::delete_secrets(&mut transaction, tenant.uuid).await?;
        plane::set_status(&mut transaction, tenant.uuid, Status::Failed, Status::Deleting).await?;
        plane::set_status(&mut transaction, tenant.uuid, Status::Deleting, Status::Deleted).await?;
        plane::forget_person(&mut transaction, tenant.uuid).await?;
        plane::finish_undo(&mut transaction, self.operation).await?;
        let detail = serde_json::json!({ "removed": undone.removed, "left_alone": undone.left_alone });
        self.journal(tenant).end(&mut transaction, "done", detail).await?;
        Ok(crate::postgres::commit(transaction).await?)
    }

    /// Best effort: when the control plane itself is gone, the steps already tell the story.
    async fn record_failure(&self, tenant: &TenantRow, text: &str) {
        let recorded = async {
            let mut connection = self.deps.control.session.get().await;
            let mut transaction = begin(&mut connection).await?;
            plane::fail_undo(&mut transaction, self.operation, text).await?;
            let state = OperationState::FailedCleanup;
            let detail = serde_json::json!({ "error": text });
            self.journal(tenant).end(&mut transaction, state.as_str(), detail).await?;
            Ok::<(), StepError>(crate::postgres::commit(transaction).await?)
        };
        if let Err(error) = recorded.await {
            tracing::warn!(%error, "the failure couldn't be recorded");
        }
    }
}
