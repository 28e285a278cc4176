//! Finding the tenant's project, or creating it, exactly once.

use super::{ProjectHome, project_name};
use crate::control_plane as plane;
use crate::ops::observer::{Event, Observer};
use crate::ops::provision::error::StepError;
use crate::ops::provision::run::Run;
use crate::postgres::FailureClass;
use crate::supabase::http::Class;
use crate::supabase::management::{NewProject, Project, ProjectStatus, RegionSelection};
use std::time::Duration;

/// When a creation without an answer may still turn up in the list: looked for again after these pauses.
const LATE: [Duration; 4] =
    [Duration::from_millis(500), Duration::from_secs(1), Duration::from_secs(2), Duration::from_secs(4)];

/// A project that can't become the tenant's.
#[derive(Debug, thiserror::Error)]
pub enum ProjectError {
    /// The token doesn't see it.
    #[error("there is no organization {organization:?} that the access token may see")]
    NoOrganization {
        /// The slug that was given.
        organization: String,
        /// Those that it sees.
        known: Vec<String>,
    },
    /// Only a person can tell which one is meant.
    #[error("the organization has {} projects named {name}: {}", .projects.len(), .projects.join(", "))]
    Several {
        /// Their name.
        name: String,
        /// Their refs.
        projects: Vec<String>,
    },
    /// The project that was named isn't one of them.
    #[error("no project of the organization named {name} has the ref {project}")]
    NotOne {
        /// The tenant's project name.
        name: String,
        /// The ref that was named.
        project: String,
    },
    /// It will never be healthy.
    #[error("the project {project} is {status} and won't become healthy")]
    Dead {
        /// Its ref.
        project: String,
        /// Its status.
        status: String,
    },
    /// It was there, and isn't any more.
    #[error("the project {project} doesn't exist any more, or the token may not see it")]
    Gone {
        /// Its ref.
        project: String,
    },
    /// It takes longer than anybody wants to wait.
    #[error("the project {project} isn't healthy after {}: {what}", humantime::format_duration(*.waited))]
    Late {
        /// Its ref.
        project: String,
        /// How long it was waited for.
        waited: Duration,
        /// What is missing.
        what: String,
    },
    /// What the API says can't be used.
    #[error("the project {project} {what}")]
    Unusable {
        /// Its ref.
        project: String,
        /// Why.
        what: String,
    },
    /// The database can only be reached by IPv6, and this machine has none.
    #[error("the project {project} has no session pooler, and its database {host} can't be reached directly")]
    Unreachable {
        /// Its ref.
        project: String,
        /// The database's own host.
        host: String,
    },
    /// The API doesn't delete it yet.
    #[error("the project {project} can't be deleted yet: {message}")]
    NotReady {
        /// Its ref.
        project: String,
        /// The API's words.
        message: String,
    },
}

impl ProjectError {
    /// Tells how it may be met: what is only late is there another time.
    pub fn class(&self) -> FailureClass {
        match self {
            Self::NotReady { .. } => FailureClass::Transient,
            _ => FailureClass::Permanent,
        }
    }
}

impl ProjectHome {
    /// A mistyped organization would be found out only after the tenant's row is written.
    pub(super) async fn check_organization(&self) -> Result<(), StepError> {
        if self.api.organization(&self.organization).await?.is_some() {
            return Ok(());
        }
        let known = self.api.organizations().await?.into_iter().map(|organization| organization.slug).collect();
        Err(ProjectError::NoOrganization { organization: self.organization.clone(), known }.into())
    }

    /// Sees that the tenant has one project, and that the control plane knows which. What bears the tenant's mark in its
    /// name is taken; only where there is none, and none turns up late, one is created.
    pub(super) async fn create<O: Observer>(&self, run: &Run<'_, '_, Self, O>) -> Result<(), StepError> {
        if run.row().await?.project.is_some() {
            return Ok(());
        }
        let name = project_name(&run.spec.id, run.uuid);
        let mut found = self.find(&name).await?;
        if run.resumed {
            // The run before may have been killed while the API was at work.
            for pause in LATE {
                if found.is_some() || run.observer.stop_requested() {
                    break;
                }
                tokio::time::sleep(pause).await;
                found = self.find(&name).await?;
            }
        }
        let project = match found {
            Some(project) => {
                run.observer.on(Event::Waiting { what: &format!("taking the project {}, which is there", project.id) });
                project
            }
            None => self.create_one(run, &name).await?,
        };
        plane::set_project(&mut *run.deps.control.session.get().await, run.uuid, &project.id).await?;
        crate::fail_point!("project.recorded");
        Ok(())
    }

    async fn create_one<O: Observer>(&self, run: &Run<'_, '_, Self, O>, name: &str) -> Result<Project, StepError> {
        let new = NewProject {
            name: name.to_owned(),
            organization: self.organization.clone(),
            password: run.keys.clone(),
            region: RegionSelection::parse(run.spec.region.as_str()),
            size: run.spec.size,
        };
        crate::fail_point!("project.creating");
        let created = self.api.create_project(&new).await;
        crate::fail_point!("project.created");
        let error = match created {
            Ok(project) => return Ok(project),
            Err(error) if error.class() == Class::Unknown => error,
            Err(error) => return Err(error.into()),
        };
        // The answer was lost: the list tells whether it was done.
        tracing::debug!(%error, "looking for the project");
        for pause in LATE {
            tokio::time::sleep(pause).await;
            if let Some(project) = self.find(name).await? {
                return Ok(project);
            }
        }
        Err(error.into())
    }

    /// Finds the organization's project of this name that isn't on its way out.
    pub(super) async fn find(&self, name: &str) -> Result<Option<Project>, StepError> {
        let mut projects = self.api.projects_named(&self.organization, name).await?;
        projects.retain(|project| !matches!(project.status, ProjectStatus::Removed | ProjectStatus::GoingDown));
        if let Some(chosen) = &self.chosen {
            let found = projects.into_iter().find(|project| project.id == *chosen);
            let none = || ProjectError::NotOne { name: name.to_owned(), project: chosen.clone() };
            return Ok(Some(found.ok_or_else(none)?));
        }
        if projects.len() > 1 {
            let projects = projects.into_iter().map(|project| project.id).collect();
            return Err(ProjectError::Several { name: name.to_owned(), projects }.into());
        }
        Ok(projects.pop())
    }
}
