//! The tenant's lock: who works on it, and how long that is waited for.

use super::error::{ProvisionError, StepError};
use super::run::{Deps, Provisioned};
use super::spec::Spec;
use crate::control_plane::{self as plane, OperationRow};
use crate::host::DatabaseHost;
use std::time::{Duration, Instant};
use uuid::Uuid;

/// Gives the tenant's lock back, whatever the result.
pub(super) async fn unlock<H: DatabaseHost>(
    deps: &Deps<'_, H>,
    uuid: Uuid,
    result: Result<Provisioned, ProvisionError>,
) -> Result<Provisioned, ProvisionError> {
    if let Err(error) = deps.host.unlock(uuid).await {
        // The lock goes with its connection, and what was done is done.
        tracing::debug!(%error, "giving the tenant's lock back");
    }
    result
}

/// How long the server may take with the last statement of a runner that is dead.
const ORPHAN: Duration = Duration::from_secs(60);

/// Waits a little, and longer for a dead runner: its lock ends when its last statement does, and a
/// CREATE DATABASE goes on without its client.
pub(super) async fn lock<H: DatabaseHost>(deps: &Deps<'_, H>, spec: &Spec, uuid: Uuid) -> Result<(), ProvisionError> {
    let begun = Instant::now();
    while !deps.host.lock(uuid).await.map_err(StepError::from)? {
        if begun.elapsed() >= deps.patience {
            let operation = latest(deps, uuid).await?;
            let orphaned = operation.as_ref().is_some_and(|o| !(deps.alive)(&o.runner));
            if orphaned && begun.elapsed() < ORPHAN {
                tokio::time::sleep(Duration::from_millis(200)).await;
                continue;
            }
            let holder = operation.map_or_else(
                || "its operation isn't recorded yet".to_owned(),
                |o| format!("operation {} of {}, since {}", o.id, o.runner, o.started_at.format("%Y-%m-%dT%H:%M:%SZ")),
            );
            return Err(ProvisionError::Held { id: spec.id.clone(), holder });
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    Ok(())
}

/// The newest provisioning of the tenant.
pub(super) async fn latest<H: DatabaseHost>(
    deps: &Deps<'_, H>,
    tenant: Uuid,
) -> Result<Option<OperationRow>, StepError> {
    let mut connection = deps.control.session.get().await;
    Ok(plane::latest_operation(&mut connection, tenant, "provision").await?)
}
