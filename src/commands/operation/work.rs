//! Operations on tenants that were made already: what they are, and what they were asked for.

use crate::control_plane::{OperationRecord, PlaneError};
use crate::domain::cluster::ClusterName;
use crate::domain::lifecycle::Change;
use crate::domain::tenant::TenantId;
use serde_json::Value;

/// What such an operation does.
#[derive(Debug, Clone)]
pub(super) enum Work {
    /// It changes the tenant's status.
    Life(Change),
    /// It gives it another id.
    Rename(TenantId, TenantId),
    /// It changes its passwords.
    Rotate,
    /// It brings it to that cluster.
    Move(ClusterName),
}

impl Work {
    /// Reads the ledger; none for a provisioning.
    pub(super) fn of(operation: &OperationRecord) -> Result<Option<Self>, PlaneError> {
        let wrong = |name: &str| PlaneError::Inconsistent(format!("operation {}, spec.{name}", operation.id));
        let text = |name: &str| operation.spec.get(name).and_then(Value::as_str).ok_or_else(|| wrong(name));
        let id = |name: &str| text(name).and_then(|text| TenantId::stored(text).map_err(|_| wrong(name)));
        Ok(match operation.kind.as_str() {
            "rename" => Some(Self::Rename(id("from")?, id("to")?)),
            "rotate" => Some(Self::Rotate),
            "move" => Some(Self::Move(text("to")?.parse().map_err(|_| wrong("to"))?)),
            kind => Change::parse(kind).map(Self::Life),
        })
    }
}
