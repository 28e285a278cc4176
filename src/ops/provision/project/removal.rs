//! Deleting what provisioning created: the project whose name bears the tenant's mark.

use super::{ProjectError, ProjectHome, project_name};
use crate::control_plane::TenantRow;
use crate::domain::reconcile::bears_mark;
use crate::host::{HostError, Removal};
use crate::ops::provision::error::StepError;
use crate::supabase::management::{Deleted, Project};
use std::time::Duration;

/// A project that is just being created can't be deleted yet, and soon can.
const PAUSES: [Duration; 4] =
    [Duration::from_secs(1), Duration::from_secs(2), Duration::from_secs(4), Duration::from_secs(8)];

impl ProjectHome {
    /// Refuses a project whose name isn't the one that only this tenant's can bear.
    pub(in crate::ops) fn refuse_foreign(&self, tenant: &TenantRow, project: &Project) -> Result<(), HostError> {
        if bears_mark(&project.name, tenant.uuid) {
            return Ok(());
        }
        let name = project_name(&tenant.id, tenant.uuid);
        let what = format!("the project {}", project.id);
        Err(HostError::Foreign { what, found: format!("its name is {}, not {name}", project.name) })
    }

    /// Deletes the tenant's project. One that was created and never recorded is found by its name; one that bears
    /// another name is left alone.
    pub(super) async fn remove(&self, tenant: &TenantRow) -> Result<Removal, StepError> {
        let mut removal = Removal::default();
        let name = project_name(&tenant.id, tenant.uuid);
        let found = match &tenant.project {
            Some(project) => self.api.project(project).await?,
            None => self.find(&name).await?,
        };
        let Some(project) = found else { return Ok(removal) };
        if let Err(foreign) = self.refuse_foreign(tenant, &project) {
            removal.left_alone.push(foreign);
            return Ok(removal);
        }
        crate::fail_point!("project.deleting");
        let mut deleted = self.api.delete_project(&project.id).await?;
        for pause in PAUSES {
            if !matches!(deleted, Deleted::NotReady(_)) {
                break;
            }
            tokio::time::sleep(pause).await;
            deleted = self.api.delete_project(&project.id).await?;
        }
        match deleted {
            Deleted::Done => removal.removed.push(format!("project {}", project.id)),
            Deleted::Gone => {}
            Deleted::NotReady(message) => return Err(ProjectError::NotReady { project: project.id, message }.into()),
        }
        crate::fail_point!("project.deleted");
        Ok(removal)
    }
}
