//! Makes projects.

use super::super::auth::AuthServer;
use super::super::jwt::{LETTERS, random_text};
use super::super::options::{Phase, Plan, Timeline};
use super::super::pooler::Pooler;
use super::super::project_server::ProjectServer;
use super::super::state::{Project, Shared};
use super::super::wire::{Answer, Request};
pub(in super::super) use super::validate::NewProject;
use super::validate::new_project;
use super::{error, organizations, projects};
use std::sync::Arc;

/// How many active projects a member of free organizations may have.
const FREE_PROJECTS: usize = 2;

pub(super) async fn create(shared: &Arc<Shared>, request: &Request) -> Result<Answer, Answer> {
    let new = new_project(request)?;
    let organization = organizations::find(shared, &new.organization)?;
    if organization.overdue {
        return Err(error(400, "There are overdue invoices in the organization(s)"));
    }
    if organization.plan == Plan::Pro && new.size.as_deref() == Some("nano") {
        return Err(error(400, "The nano instance size cannot be launched on paid plans"));
    }
    let mut existing = shared.state().all();
    existing.retain(|project| project.organization == new.organization);
    if shared.options.unique_names && existing.iter().any(|project| project.name == new.name) {
        return Err(error(400, "A project with this name already exists in the organization"));
    }
    let idle = |status: &str| ["INACTIVE", "REMOVED", "GOING_DOWN", "INIT_FAILED"].contains(&status);
    let active =
        existing.iter_mut().filter_map(|project| project.timeline.now()).filter(|status| !idle(status)).count();
    if organization.plan == Plan::Free && active >= FREE_PROJECTS {
        let message = "The following organization members have reached their maximum limits for the number of active \
                       free projects within organizations where they are an administrator or owner: fake (2 project limit).";
        return Err(error(400, message));
    }
    let phases = shared.state().scripts.pop_front().unwrap_or_else(|| shared.options.creation.clone());
    let project = add(shared, &new, &phases).await;
    if project.timeline.becomes_active() {
        let server = Arc::clone(&project.server);
        // In the background; the poll that first says healthy waits for it.
        tokio::spawn(async move { server.running().await });
    }
    Ok(Answer::json(201, &projects::bare(&project, "UNKNOWN")))
}

impl NewProject {
    /// One as a test plants it.
    pub(in super::super) fn planted(organization: &str, name: &str) -> Self {
        Self {
            name: name.to_owned(),
            password: "planted-password".to_owned(),
            organization: organization.to_owned(),
            region: "us-east-1".to_owned(),
            size: None,
        }
    }
}

/// Adds the project; its server starts when it is first needed.
pub(in super::super) async fn add(shared: &Arc<Shared>, new: &NewProject, phases: &[Phase]) -> Project {
    let reference = random_text(LETTERS, 20);
    let number = {
        let mut state = shared.state();
        state.created += 1;
        state.created
    };
    let server = Arc::new(ProjectServer::new(shared.folder.join(&reference), &new.password));
    let pooler = Pooler::start(&reference, number, &server, &shared.options).await.expect("the pooler starts");
    let project = Project {
        number,
        name: new.name.clone(),
        organization: new.organization.clone(),
        region: new.region.clone(),
        size: new.size.clone().unwrap_or_else(|| "micro".to_owned()),
        created_at: chrono::Utc::now(),
        timeline: Timeline::new(phases),
        health: 0,
        pool_mode: if shared.options.transaction_pooler { "transaction" } else { "session" },
        pool_size: None,
        auth: AuthServer::of_project(&reference, &shared.url, &server, &shared.options),
        server,
        pooler,
        reference: reference.clone(),
    };
    shared.state().projects.insert(reference, project.clone());
    project
}
