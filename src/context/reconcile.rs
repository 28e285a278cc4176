//! Every place of tenants, compared with the control plane.

use super::{Context, ProjectWish};
use crate::control_plane::{self as plane, ClusterRow, ControlPlane, TenantRow};
use crate::domain::reconcile::Difference;
use crate::domain::selection::{Selection, Selector};
use crate::error::CommandError;
use crate::ops::credentials::Vault;
use crate::ops::reconcile::{Reconciled, mend, on_cluster, on_project};

/// How many tenants are read at once.
const PAGE: i64 = 500;

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
        all.extend(self.projects_reconciled(control).await?);
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
        let mut tried = Vec::new();
        for difference in found.iter().filter(|_| fix) {
            let Some(wanted) = difference.uuid.zip(difference.repair) else { continue };
            if !tried.iter().any(|(done, _)| *done == wanted) {
                let result = mend((control, &runner), &host, wanted).await;
                tried.push((wanted, result.map_err(|error| CommandError::from(error).message().to_owned())));
            }
        }
        let left = if tried.is_empty() { found.clone() } else { on_cluster(control, &host, row.id).await? };
        let reconciled = |difference: Difference| {
            let wanted = difference.uuid.zip(difference.repair);
            let failed = tried.iter().find(|(done, _)| Some(*done) == wanted).and_then(|(_, r)| r.clone().err());
            let mended = match left.contains(&difference) {
                false => Some(Ok(())),
                true => failed.map(Err),
            };
            Reconciled { cluster: Some(row.name.clone()), difference, mended }
        };
        let new: Vec<Difference> = left.iter().filter(|difference| !found.contains(difference)).cloned().collect();
        Ok(found.into_iter().chain(new).map(reconciled).collect())
    }

    async fn projects_reconciled(&self, control: &ControlPlane) -> Result<Vec<Reconciled>, CommandError> {
        let selector = Selector { provider: Some("supabase".to_owned()), ..Selector::default() };
        let selection = Selection { selector, ..Selection::default() };
        let mut all = Vec::new();
        let mut last: Option<TenantRow> = None;
        loop {
            let after = last.as_ref().map(|tenant| &tenant.id);
            let page = plane::page(&mut *control.session.get().await, &selection, after, PAGE).await?;
            if page.is_empty() {
                return Ok(all);
            }
            let home = match self.project_home(control, "", &ProjectWish::default()) {
                Ok(home) => home,
                Err(error) => {
                    all.push(unreachable(None, &error));
                    return Ok(all);
                }
            };
            for tenant in &page {
                match on_project(&home.api, tenant).await {
                    Ok(found) => {
                        all.extend(found.map(|difference| Reconciled { cluster: None, difference, mended: None }))
                    }
                    Err(error) => {
                        all.push(unreachable(None, &error.into()));
                        return Ok(all);
                    }
                }
            }
            last = page.into_iter().last();
        }
    }
}

/// What can't be looked at isn't known to be well.
fn unreachable(cluster: Option<&ClusterRow>, error: &CommandError) -> Reconciled {
    let (object, mend) = match cluster {
        Some(row) => (row.name.clone(), format!("tenantctl cluster check {}", row.name)),
        None => ("Supabase Management API".to_owned(), "tenantctl doctor".to_owned()),
    };
    let text = error.causes().iter().fold(error.message().to_owned(), |text, cause| format!("{text}: {cause}"));
    let difference = Difference { kind: "unreachable", tenant: None, uuid: None, object, text, mend, repair: None };
    Reconciled { cluster: cluster.map(|row| row.name.clone()), difference, mended: None }
}
