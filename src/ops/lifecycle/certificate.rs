//! The end of a tenant in the control plane: no secret is left, its row is its tombstone, and a certificate says what
//! was removed.

use super::record::Ledger;
use super::run::Premises;
use crate::control_plane::{self as plane, CertificateRow, ControlPlane, Durability, TenantRow};
use crate::domain::status::Status;
use crate::domain::tenant::TenantId;
use crate::ops::provision::StepError;
use crate::postgres::Transaction;
use chrono::{SecondsFormat, Utc};
use serde_json::{Value, json};

impl<H: Premises> Ledger<'_, '_, H> {
    /// Takes the secrets and what names a person, and returns what the certificate says, for the log.
    pub(super) async fn erase(
        &self,
        transaction: &mut Transaction<'_>,
        tenant: &TenantRow,
    ) -> Result<Value, StepError> {
        let uuid = tenant.uuid;
        let secrets = plane::delete_secrets(transaction, uuid).await?;
        let secrets: Vec<String> = secrets.iter().map(|name| format!("secret {name}")).collect();
        let removed = plane::note_removed(transaction, self.operation, &secrets, Durability::Now).await?;
        plane::set_status(transaction, uuid, tenant.status, Status::Deleted).await?;
        plane::forget_person(transaction, uuid).await?;
        let time = |at: &chrono::DateTime<Utc>| at.to_rfc3339_opts(SecondsFormat::Secs, true);
        let backup = tenant.deletion.backup.as_ref();
        Ok(json!({
            "tenant": tenant.id.as_str(),
            "tenant_uuid": uuid,
            "control_plane": self.deps.control.id,
            "operation": self.operation,
            "deleting_since": tenant.deletion.since.as_ref().map(time),
            "erased_by": self.deps.runner,
            "removed": removed,
            "backup": backup.map(|(file, sha256)| json!({ "file": file, "sha256": sha256 })),
        }))
    }

    /// Stores the certificate, with the place of the log's entry that says the same.
    pub(super) async fn certify(&self, transaction: &mut Transaction<'_>, document: Value) -> Result<(), StepError> {
        let head = plane::log_position(transaction).await?;
        let row = CertificateRow {
            tenant_uuid: self.tenant.uuid,
            tenant_id: self.tenant.id.to_string(),
            operation_id: self.operation,
            erased_at: Utc::now(),
            log_seq: head.seq,
            log_hash: head.hash,
            document,
        };
        Ok(plane::insert_certificate(transaction, &row).await?)
    }
}

/// Returns the certificate of the newest tenant of that id that was purged.
///
/// # Errors
/// The control plane.
pub async fn certificate(control: &ControlPlane, id: &TenantId) -> Result<Option<CertificateRow>, StepError> {
    Ok(plane::certificate(&mut *control.session.get().await, id).await?)
}
