//! Tenants that don't belong on the cluster that was opened for them.

use super::error::{ProvisionError, StepError};
use super::home::{Home, Place};
use super::run::Deps;
use super::spec::Spec;
use crate::control_plane::{self as plane, TenantRow};
use crate::domain::cluster::Closed;

/// Says which cluster took the tenant in no more.
pub(super) async fn no_place<H: Home>(
    deps: &Deps<'_, H>,
    spec: &Spec,
    place: &Place,
    closed: Closed,
) -> Result<ProvisionError, StepError> {
    let mut connection = deps.control.session.get().await;
    let id = place.cluster.unwrap_or_default();
    let row = plane::cluster_by_id(&mut connection, id).await?;
    let cluster = row.map_or_else(|| id.to_string(), |row| row.name);
    Ok(ProvisionError::NoPlace { id: spec.id.clone(), cluster, closed })
}

/// A tenant stays where it was placed; a run that opened another place mustn't touch it.
pub(super) fn refuse_elsewhere<H: Home>(
    deps: &Deps<'_, H>,
    spec: &Spec,
    found: &TenantRow,
) -> Result<(), ProvisionError> {
    match deps.home.elsewhere(found) {
        None => Ok(()),
        Some(place) => Err(ProvisionError::Elsewhere { id: spec.id.clone(), place }),
    }
}
