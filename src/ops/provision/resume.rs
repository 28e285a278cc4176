//! Taking up an operation by its id.

use super::error::ProvisionError;
use super::home::Home;
use super::run::{Deps, Provisioned, existing_tenant};
use super::spec::Spec;
use crate::control_plane::{self as plane, OperationRecord, PlaneError};
use crate::domain::status::Status;
use crate::ops::observer::Observer;

/// Goes on with an unfinished provisioning as the same `provision` would: what was asked for
/// comes from the ledger.
///
/// # Errors
/// As [`provision`](super::provision); a conflict when it was rolled back or is another kind of operation.
pub async fn resume_operation<H: Home>(
    deps: &Deps<'_, H>,
    operation: &OperationRecord,
    observer: &impl Observer,
) -> Result<Provisioned, ProvisionError> {
    let (uuid, id) = match &operation.tenant {
        Some((uuid, id)) if operation.kind == "provision" => (*uuid, id),
        _ => return Err(ProvisionError::Kind { operation: operation.id, kind: operation.kind.clone() }),
    };
    let found = plane::tenant_by_uuid(&mut *deps.control.session.get().await, uuid).await?;
    let found = found.ok_or_else(|| PlaneError::Inconsistent(format!("tenant {id} has no row")))?;
    // What was asked for a tenant that is gone isn't kept whole.
    if found.status == Status::Deleted {
        return Err(ProvisionError::Status { id: id.clone(), status: found.status });
    }
    let spec = Spec::from_ledger(id.clone(), &operation.spec)?;
    existing_tenant(deps, &spec, found, observer).await
}
