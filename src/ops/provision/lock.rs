//! The tenant's lock: who works on it, and how long that is waited for.

use super::error::StepError;
use super::home::Home;
use crate::control_plane::{self as plane, ControlPlane, OperationRow};
use crate::domain::operation_state::OperationState;
use std::time::{Duration, Instant};
use uuid::Uuid;

/// How long the answer to an unlocking is waited for: the line may be busy with a statement that a signal cut off.
const UNLOCKING: Duration = Duration::from_millis(300);

/// Gives the tenant's lock back, whatever the result.
pub(in crate::ops) async fn unlock<T>(home: &impl Home, uuid: Uuid, result: T) -> T {
    // The lock goes with its connection, and what was done is done.
    match tokio::time::timeout(UNLOCKING, home.unlock(uuid)).await {
        Ok(Ok(())) => {}
        Ok(Err(error)) => tracing::debug!(%error, "giving the tenant's lock back"),
        Err(_) => tracing::debug!("giving the tenant's lock back wasn't answered in time"),
    }
    result
}

/// How long the server may take with the last statement of a runner that is dead.
const ORPHAN: Duration = Duration::from_secs(60);

/// How another run on the same tenant is waited for.
#[derive(Clone, Copy)]
pub struct Waiting<'a> {
    /// How long.
    pub patience: Duration,
    /// Tells of a runner whether it may still be at work. What a dead one left ends by itself.
    pub alive: &'a dyn Fn(&str) -> bool,
}

/// What came of trying to lock a tenant.
pub(in crate::ops) enum Hold {
    /// It is ours.
    Taken,
    /// Somebody has it: who, since when.
    Held(String),
}

/// Waits a little, and longer for a dead runner: its lock ends when its last statement does, and a
/// CREATE DATABASE goes on without its client.
pub(in crate::ops) async fn lock(
    home: &impl Home,
    control: &ControlPlane,
    waiting: Waiting<'_>,
    tenant: Uuid,
) -> Result<Hold, StepError> {
    let begun = Instant::now();
    while !home.lock(tenant).await? {
        if begun.elapsed() >= waiting.patience {
            let newest = plane::newest_operation(&mut *control.session.get().await, tenant).await?;
            // Whoever ended one has given the lock back, so it is somebody else's.
            let operation =
                newest.filter(|o| matches!(o.state.parse(), Ok(OperationState::Running | OperationState::Undoing)));
            let orphaned = operation.as_ref().is_some_and(|o| !(waiting.alive)(&o.runner));
            if orphaned && begun.elapsed() < ORPHAN {
                tokio::time::sleep(Duration::from_millis(200)).await;
                continue;
            }
            return Ok(Hold::Held(operation.map_or_else(
                || "which one isn't recorded".to_owned(),
                |o| format!("operation {} of {}, since {}", o.id, o.runner, o.started_at.format("%Y-%m-%dT%H:%M:%SZ")),
            )));
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    Ok(Hold::Taken)
}

/// The newest provisioning of the tenant.
pub(super) async fn latest(control: &ControlPlane, tenant: Uuid) -> Result<Option<OperationRow>, StepError> {
    let mut connection = control.session.get().await;
    Ok(plane::latest_operation(&mut connection, tenant, "provision").await?)
}
