//! What a run writes into the control plane before its first effect, and when it takes up what
//! another one left.

use super::error::StepError;
use super::home::{Home, Place};
use super::run::Deps;
use super::spec::Spec;
use crate::control_plane::{self as plane, NewTenant, PlaneError, StepRow, TenantRow};
use crate::domain::cluster::Closed;
use crate::domain::operation::ProvisionStep;
use crate::domain::status::Status;
use crate::ops::saga::{Journal, unknown_step};
use crate::postgres::{Transaction, begin};
use uuid::Uuid;

/// Reads the tenant.
pub(super) async fn tenant<H: Home>(deps: &Deps<'_, H>, spec: &Spec) -> Result<Option<TenantRow>, StepError> {
    let mut connection = deps.control.session.get().await;
    Ok(plane::tenant_by_id(&mut connection, &spec.id).await?)
}

/// What became of a reservation.
pub(super) enum Reserved {
    /// The tenant is ours to make.
    Yes,
    /// Somebody has the id.
    Taken,
    /// The cluster has no place; nothing was written.
    Closed(Closed),
}

/// Tenant and its place, secrets, operation, steps and the log's begin in one commit, before any
/// effect. The insert counts the tenant on its cluster's row, whose lock then keeps every other
/// count out until the commit; the count read after it is the place taken or refused.
pub(super) async fn reserve<H: Home>(
    deps: &Deps<'_, H>,
    spec: &Spec,
    uuid: Uuid,
    place: &Place,
    operation: Uuid,
    keys: &H::Keys,
) -> Result<Reserved, StepError> {
    let mut connection = deps.control.session.get().await;
    let mut transaction = begin(&mut connection).await?;
    let reserved = reserve_in(&mut transaction, deps, spec, uuid, place, operation).await?;
    if matches!(reserved, Reserved::Yes) {
        deps.home.store_keys(&mut transaction, deps.vault, uuid, keys).await?;
        crate::fail_point!("provision.reserving");
        commit(transaction).await?;
    }
    Ok(reserved)
}

/// The same without secrets, in the caller's transaction.
pub(super) async fn reserve_in<H: Home>(
    transaction: &mut Transaction<'_>,
    deps: &Deps<'_, H>,
    spec: &Spec,
    uuid: Uuid,
    place: &Place,
    operation: Uuid,
) -> Result<Reserved, StepError> {
    let new = NewTenant {
        uuid,
        id: &spec.id,
        name: &spec.name,
        provider: spec.provider,
        region: spec.region.as_str(),
        cluster: place.cluster,
        database: &place.database,
        migrator: &place.migrator,
        app: &place.app,
        labels: &spec.labels,
        owner_email: spec.owner_email.as_deref(),
    };
    match plane::insert_tenant(transaction, &new).await {
        Ok(true) => {}
        Ok(false) => return Ok(Reserved::Taken),
        // The foreign key: the cluster's row is gone.
        Err(PlaneError::Database(error)) if error.is("23503") => return Ok(Reserved::Closed(Closed::Removed)),
        Err(error) => return Err(error.into()),
    }
    if let Some(cluster) = place.cluster {
        let load = plane::cluster_load(transaction, cluster).await?;
        if let Some(closed) = load.map_or(Some(Closed::Removed), |load| load.closed_to_the_last()) {
            return Ok(Reserved::Closed(closed));
        }
    }
    let steps: Vec<&str> = deps.home.steps(spec).into_iter().map(ProvisionStep::as_str).collect();
    let document = spec.document();
    plane::insert_operation(transaction, operation, uuid, "provision", &document, deps.runner, &steps).await?;
    journal(deps, spec, uuid, operation).begin(transaction, document).await?;
    Ok(Reserved::Yes)
}

pub(super) async fn commit(transaction: Transaction<'_>) -> Result<(), StepError> {
    crate::postgres::commit(transaction).await?;
    Ok(())
}

/// Marks the operation running again, by this runner.
pub(super) async fn take_up<H: Home>(
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
    let detail = serde_json::json!({"resumed": true});
    journal(deps, spec, found.uuid, operation).begin(&mut transaction, detail).await?;
    commit(transaction).await
}

/// The operation, as the log has it.
pub(super) fn journal<'a, H: Home>(deps: &Deps<'a, H>, spec: &'a Spec, uuid: Uuid, operation: Uuid) -> Journal<'a> {
    let action = if spec.clone_of.is_some() { "clone" } else { "provision" };
    Journal { operation, action, runner: deps.runner, tenant: (uuid, spec.id.as_str()) }
}

/// Returns which step a row of the ledger is.
pub(super) fn step_of(row: &StepRow) -> Result<ProvisionStep, StepError> {
    Ok(ProvisionStep::parse(&row.name).ok_or_else(|| unknown_step(&row.name))?)
}
