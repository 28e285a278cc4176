//! Every place of tenants, compared with the control plane.

mod projects;

use super::Context;
use crate::control_plane::{self as plane, ClusterRow, ControlPlane, TenantRow};
use crate::domain::reconcile::{Difference, Repair};
use crate::error::CommandError;
use crate::ops::credentials::Vault;
use crate::ops::reconcile::{Reconciled, mend, on_cluster};
use uuid::Uuid;

impl Context {
    /// Compares; with `fix` mends what can be, and compares again. A place that can't be reached is a difference.
    ///
    /// # Errors
    /// The control plane.
    pub async fn reconcile(
        &mut self,
        control: &ControlPlane,
        vault: &Vault,
        fix: bool,
    ) -> Result<Vec<Reconciled>, CommandError> {
        let clusters = plane::clusters(&mut *control.session.get().await).await?;
        let mut all = Vec::new();
        for row in &clusters {
            match self.cluster_reconciled(control, vault, row, fix).await {
                Ok(found) => all.extend(found),
                Err(error) => all.push(unreachable(Some(row), &error)),
            }
        }
        let (found, at_work) = self.projects_reconciled(control, vault, fix).await?;
        all.extend(found);
        all.extend(self.users_reconciled(control, vault, &at_work, fix).await?);
        Ok(all)
    }

    async fn cluster_reconciled(
        &mut self,
        control: &ControlPlane,
        vault: &Vault,
        row: &ClusterRow,
        fix: bool,
    ) -> Result<Vec<Reconciled>, CommandError> {
        let host = self.open_cluster(control, vault, row).await?;
        let found = on_cluster(control, &host, row.id).await?;
        let runner = self.runner();
        let mut tried: Vec<Tried> = Vec::new();
        for difference in found.iter().filter(|_| fix) {
            let Some(wanted) = difference.uuid.zip(difference.repair) else { continue };
            if !tried.iter().any(|(done, _)| *done == wanted) {
                let result = mend((control, &runner), &host, wanted).await;
                tried.push((wanted, result.map_err(|error| CommandError::from(error).message().to_owned())));
            }
        }
        let left = if tried.is_empty() { found.clone() } else { on_cluster(control, &host, row.id).await? };
        Ok(settled(Some(&row.name), found, left, &tried))
    }
}

/// What was tried to mend differences of a kind and a tenant, and what came of it.
type Tried = ((Uuid, Repair), Result<(), String>);

/// Tells of each difference what became of it, by those that are left.
fn settled(cluster: Option<&str>, found: Vec<Difference>, left: Vec<Difference>, tried: &[Tried]) -> Vec<Reconciled> {
    let new: Vec<Difference> = left.iter().filter(|difference| !found.contains(difference)).cloned().collect();
    let reconciled = |difference: Difference| {
        let wanted = difference.uuid.zip(difference.repair);
        let failed = tried.iter().find(|(done, _)| Some(*done) == wanted).and_then(|(_, r)| r.clone().err());
        let mended = match left.contains(&difference) {
            false => Some(Ok(())),
            true => failed.map(Err),
        };
        Reconciled { cluster: cluster.map(str::to_owned), difference, mended }
    };
    found.into_iter().chain(new).map(reconciled).collect()
}

/// What can't be looked at isn't known to be well.
fn unreachable(cluster: Option<&ClusterRow>, error: &CommandError) -> Reconciled {
    let (object, mend) = match cluster {
        Some(row) => (row.name.clone(), format!("tenantctl cluster check {}", row.name)),
        None => ("Supabase Management API".to_owned(), "tenantctl doctor".to_owned()),
    };
    unreached(cluster.map(|row| row.name.as_str()), None, (object, mend), error)
}

fn unreached(
    cluster: Option<&str>,
    tenant: Option<&TenantRow>,
    (object, mend): (String, String),
    error: &CommandError,
) -> Reconciled {
    let text = error.causes().iter().fold(error.message().to_owned(), |text, cause| format!("{text}: {cause}"));
    let (uuid, tenant) = (tenant.map(|row| row.uuid), tenant.map(|row| row.id.to_string()));
    let difference = Difference { kind: "unreachable", tenant, uuid, object, text, mend, repair: None };
    Reconciled { cluster: cluster.map(str::to_owned), difference, mended: None }
}
