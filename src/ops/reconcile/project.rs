//! Tenants' projects, compared with those of their organizations.

use crate::control_plane::{self as plane, ControlPlane, PlaneError};
use crate::domain::reconcile::{Condition, Difference, FoundProject, KnownProject, Repair, project_differences};
use crate::domain::status::Status;
use crate::ops::act::Actor;
use crate::ops::credentials::Vault;
use crate::ops::observer::Observer;
use crate::ops::provision::{Home, ProjectHome, StepError};
use crate::ops::users::{auth_of, ban_users};
use crate::supabase::management::{ManagementApi, Project, ProjectStatus};
use serde_json::json;
use std::collections::{BTreeSet, HashSet};
use uuid::Uuid;

/// What was seen of the projects.
#[derive(Debug, Default)]
pub struct SeenProjects {
    /// What differs.
    pub differences: Vec<Difference>,
    /// The refs of those at work.
    pub at_work: HashSet<String>,
}

/// Compares the tenants that have or had projects with the projects of their organizations and of `organization`, the one
/// that new projects go to.
///
/// # Errors
/// The control plane can't be read, or the API can't be asked.
pub async fn on_projects(
    control: &ControlPlane,
    api: &ManagementApi,
    organization: Option<&str>,
) -> Result<SeenProjects, StepError> {
    let known = plane::known_projects(&mut *control.session.get().await).await?;
    let live = |tenant: &&KnownProject| tenant.status != Status::Deleted;
    let homes = known.iter().filter(live).filter_map(|tenant| tenant.organization.clone());
    let organizations: BTreeSet<String> = homes.chain(organization.map(str::to_owned)).collect();
    let mut found = Vec::new();
    for organization in organizations {
        let projects = api.projects_of(&organization, None).await?;
        found.extend(projects.into_iter().map(|project| found_project(project, Some(organization.clone()))));
    }
    // Once more after the projects were listed: what was made meanwhile is known by then.
    let known = plane::known_projects(&mut *control.session.get().await).await?;
    for reference in known.iter().filter(live).filter_map(|tenant| tenant.reference.as_ref()) {
        if !found.iter().any(|project| project.reference == *reference) {
            let project = api.project(reference).await?;
            found.extend(project.map(|mut project| {
                let owner = project.organization_slug.take();
                found_project(project, owner)
            }));
        }
    }
    let running = found.iter().filter(|project| project.condition == Condition::Running);
    let at_work = running.map(|project| project.reference.clone()).collect();
    Ok(SeenProjects { differences: project_differences(&known, &found, organization), at_work })
}

fn found_project(project: Project, organization: Option<String>) -> FoundProject {
    let condition = match &project.status {
        ProjectStatus::Inactive | ProjectStatus::Pausing => Condition::Paused,
        ProjectStatus::GoingDown | ProjectStatus::Removed => Condition::Leaving,
        other if other.is_terminal_failure() => Condition::Broken,
        _ => Condition::Running,
    };
    let status = project.status.to_string();
    FoundProject { reference: project.id, name: project.name, organization, condition, status }
}

/// Mends one difference, if the tenant still is what it was when that was found. The log gets a begin and an end.
///
/// # Errors
/// [`StepError`].
pub async fn mend_project(
    (control, vault, runner): (&ControlPlane, &Vault, &str),
    home: &ProjectHome,
    (tenant, repair): (Uuid, Repair),
    observer: &impl Observer,
) -> Result<(), StepError> {
    if !home.lock(tenant).await? {
        return Err(super::held().into());
    }
    let mended = locked((control, vault, runner), home, (tenant, repair), observer).await;
    home.unlock(tenant).await?;
    mended
}

async fn locked(
    (control, vault, runner): (&ControlPlane, &Vault, &str),
    home: &ProjectHome,
    (uuid, repair): (Uuid, Repair),
    observer: &impl Observer,
) -> Result<(), StepError> {
    let tenant = super::row(control, uuid, repair).await?;
    let actor = Actor { control, tenant: &tenant, runner };
    let act = actor.begin("doctor", json!({ "repair": repair })).await?;
    let done = async {
        match repair {
            Repair::Wake => home.wake(&tenant, observer).await,
            Repair::Close => {
                home.own(&tenant).await?;
                let auth = auth_of(control, vault, &tenant, None, &home.options).await?;
                match auth {
                    Some(auth) => Ok(ban_users(&auth).await?),
                    None => Ok(()),
                }
            }
            Repair::Rights | Repair::DropLogins => {
                let text = format!("tenant {} has a project, which has no logins of its own", tenant.id);
                Err(PlaneError::Inconsistent(text).into())
            }
        }
    };
    let done = done.await;
    actor.end(act, done).await
}
