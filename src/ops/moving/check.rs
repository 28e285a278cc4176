//! Whether a tenant can be moved, and how long it would take.

use super::{MoveDeps, MoveError};
use crate::control_plane::{self as plane, MoveRow, TenantRow};
use crate::domain::cluster::Closed;
use crate::domain::status::Status;
use crate::domain::tenant::Marker;
use crate::host::HostError;
use crate::ops::lifecycle::own_names;
use crate::ops::provision::{SourceError, StepError};
use std::time::Duration;

/// What is copied, compared and indexed in a second, as a cautious guess.
const BYTES_A_SECOND: u64 = 30 << 20;

/// What a move would be like.
#[derive(Debug, Clone, Copy)]
pub struct Estimate {
    /// The size of the database, in bytes.
    pub bytes: i64,
    /// How long nobody writes, about.
    pub frozen: Duration,
}

/// Refuses what can't be moved, before any effect, and says how long writers would be turned away.
///
/// # Errors
/// [`MoveError`].
pub async fn estimate(deps: &MoveDeps<'_>, tenant: &TenantRow) -> Result<Estimate, MoveError> {
    refuse(deps, tenant).await?;
    refuse_copy(deps, tenant).await?;
    let names = own_names(tenant)?;
    let marker = Marker { tenant: tenant.uuid, control_plane: deps.control.id };
    deps.here.host.doors(&names, marker).await.map_err(StepError::from)?;
    let (owned, named) = deps.here.host.bound_to_logins(&names, Some(marker)).await.map_err(StepError::from)?;
    if owned + named > 0 {
        return Err(StepError::from(SourceError::Bound { id: tenant.id.clone(), owned, named }).into());
    }
    let major = |version: &str| version.split('.').next().and_then(|major| major.parse::<u32>().ok());
    let (here, there) = (&deps.here.host.facts.version, &deps.there.host.facts.version);
    if major(there) < major(here) {
        let (cluster, version) = (deps.there_name.to_owned(), there.clone());
        return Err(MoveError::Older { id: tenant.id.clone(), cluster, version });
    }
    deps.here
        .programs
        .check(major(here).max(major(there)), &deps.here.scratch)
        .map_err(SourceError::from)
        .map_err(StepError::from)?;
    let remains = deps.there.host.remains(&names, marker).await.map_err(StepError::from)?;
    tracing::debug!(?remains, "what an earlier run left there");
    let bytes = deps.here.host.size_of(&names).await.map_err(StepError::from)?;
    let seconds = u64::try_from(bytes).unwrap_or(0) / BYTES_A_SECOND + 2;
    Ok(Estimate { bytes, frozen: Duration::from_secs(seconds) })
}

/// Refuses a tenant that isn't at rest.
pub(super) async fn refuse(deps: &MoveDeps<'_>, tenant: &TenantRow) -> Result<(), MoveError> {
    let id = || tenant.id.clone();
    if tenant.status != Status::Active {
        return Err(MoveError::Status { id: id(), status: tenant.status });
    }
    let mut connection = deps.control.session.get().await;
    let newest = plane::newest_change(&mut connection, tenant.uuid).await?;
    if let Some(open) = newest.filter(|operation| matches!(operation.state.as_str(), "running" | "failed")) {
        return Err(MoveError::Busy { id: id(), kind: open.kind });
    }
    match plane::old_logins(&mut connection, tenant.uuid).await?.is_empty() {
        true => Ok(()),
        false => Err(MoveError::Rotating { id: id() }),
    }
}

/// Refuses a tenant that has a second copy elsewhere, and a cluster that takes none. Returns what an earlier run of the
/// same move wrote down.
pub(super) async fn refuse_copy(deps: &MoveDeps<'_>, tenant: &TenantRow) -> Result<Option<MoveRow>, MoveError> {
    let id = || tenant.id.clone();
    let mut connection = deps.control.session.get().await;
    let copy = plane::move_of(&mut connection, tenant.uuid).await?;
    if let Some(copy) = copy.as_ref().filter(|copy| copy.moved || copy.other_cluster != deps.there.cluster) {
        return Err(MoveError::Copied { id: id(), cluster: copy.other_name.clone(), moved: copy.moved });
    }
    let load = plane::cluster_load(&mut connection, deps.there.cluster).await?;
    let closed = load.map_or(Some(Closed::Removed), |load| load.closed());
    match closed {
        Some(closed) => Err(MoveError::Closed { id: id(), cluster: deps.there_name.to_owned(), closed }),
        None => Ok(copy),
    }
}

/// What isn't the tenant's is left alone, and told.
pub(super) fn taken(removal: crate::host::Removal) -> Result<(), HostError> {
    removal.left_alone.into_iter().next().map_or(Ok(()), Err)
}
