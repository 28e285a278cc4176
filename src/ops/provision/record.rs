//! What a run writes into the control plane before its first effect, and when it takes up what
//! another one left.

use super::error::StepError;
use super::run::Deps;
use super::spec::Spec;
use crate::control_plane::{self as plane, LogEntry, NewTenant, Phase, TenantRow};
use crate::domain::names::PhysicalNames;
use crate::domain::operation::ProvisionStep;
use crate::domain::status::Status;
use crate::host::DatabaseHost;
use crate::ops::credentials::Passwords;
use crate::postgres::{Transaction, begin};
use uuid::Uuid;

/// Tenant, secrets, operation, steps and the log's begin in one commit, before any effect.
pub(super) async fn reserve<H: DatabaseHost>(
    deps: &Deps<'_, H>,
    spec: &Spec,
    uuid: Uuid,
    names: &PhysicalNames,
    operation: Uuid,
    passwords: &Passwords,
) -> Result<bool, StepError> {
    let mut connection = deps.control.session.get().await;
    let mut transaction = begin(&mut connection).await?;
    let new = NewTenant {
        uuid,
        id: &spec.id,
        name: &spec.name,
        provider: spec.provider,
        region: spec.region.as_str(),
        cluster: Some(deps.cluster),
        database: names.database.name(),
        migrator: names.migrator.name(),
        app: names.app.name(),
        labels: &spec.labels,
        owner_email: spec.owner_email.as_deref(),
    };
    if !plane::insert_tenant(&mut transaction, &new).await? {
        return Ok(false);
    }
    deps.vault.store(&mut transaction, uuid, passwords).await?;
    let steps: Vec<&str> = ProvisionStep::ALL.into_iter().map(ProvisionStep::as_str).collect();
    let document = spec.document();
    plane::insert_operation(&mut transaction, operation, uuid, "provision", &document, deps.runner, &steps).await?;
    let log = LogEntry {
        run_id: operation,
        phase: Phase::Begin,
        action: "provision",
        actor: deps.runner,
        tenant: Some((uuid, spec.id.as_str())),
        outcome: None,
        detail: document,
    };
    plane::append(&mut transaction, &log).await?;
    commit(transaction).await?;
    Ok(true)
}

pub(super) async fn commit(transaction: Transaction<'_>) -> Result<(), StepError> {
    crate::postgres::commit(transaction).await?;
    Ok(())
}

/// Marks the operation running again, by this runner.
pub(super) async fn take_up<H: DatabaseHost>(
    deps: &Deps<'_, H>,
    spec: &Spec,
    found: &TenantRow,
    operation: Uuid,
) -> Result<(), StepError> {
    let mut connection = deps.control.session.get().await;
    let mut transaction = begin(&mut connection).await?;
    if found.status == Status::Failed {
        plane::set_status(&mut transaction, found.uuid, Status::Failed, Status::Provisioning).await?;
    }
    plane::restart_operation(&mut transaction, operation, &spec.document(), deps.runner).await?;
    let log = LogEntry {
        run_id: operation,
        phase: Phase::Begin,
        action: "provision",
        actor: deps.runner,
        tenant: Some((found.uuid, spec.id.as_str())),
        outcome: None,
        detail: serde_json::json!({"resumed": true}),
    };
    plane::append(&mut transaction, &log).await?;
    commit(transaction).await
}
