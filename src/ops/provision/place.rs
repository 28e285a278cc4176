//! Tenants that don't belong on the cluster that was opened for them.

use super::error::{ProvisionError, StepError};
use super::run::Deps;
use super::spec::Spec;
use crate::control_plane::{self as plane, TenantRow};
use crate::domain::cluster::Closed;
use crate::host::DatabaseHost;

/// Says which cluster took the tenant in no more.
pub(super) async fn no_place<H: DatabaseHost>(
    deps: &Deps<'_, H>,
    spec: &Spec,
    closed: Closed,
) -> Result<ProvisionError, StepError> {
    let mut connection = deps.control.session.get().await;
    let row = plane::cluster_by_id(&mut connection, deps.cluster).await?;
    let cluster = row.map_or_else(|| deps.cluster.to_string(), |row| row.name);
    Ok(ProvisionError::NoPlace { id: spec.id.clone(), cluster, closed })
}

/// A tenant stays where it was placed; a run that opened another cluster mustn't touch it.
pub(super) fn refuse_elsewhere<H: DatabaseHost>(
    deps: &Deps<'_, H>,
    spec: &Spec,
    found: &TenantRow,
) -> Result<(), ProvisionError> {
    match &found.cluster {
        Some((id, _)) if *id == deps.cluster => Ok(()),
        other => {
            let cluster = other.as_ref().map_or_else(String::new, |(_, name)| name.clone());
            Err(ProvisionError::Elsewhere { id: spec.id.clone(), cluster })
        }
    }
}
