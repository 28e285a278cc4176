//! Waiting until a project and its services are at work.

use super::{ProjectError, ProjectHome};
use crate::ops::observer::{Event, Observer};
use crate::ops::provision::error::StepError;
use crate::ops::provision::run::Run;
use crate::supabase::management::{Health, Service};
use std::time::{Duration, Instant};

/// What provisioning needs of a project. The Data API may be switched off for good reasons, so it isn't waited for.
const NEEDED: [Service; 3] = [Service::Auth, Service::Db, Service::Pooler];

/// The pauses grow up to this; two requests a round stay far below the API's 120 a minute.
const LONGEST: Duration = Duration::from_secs(5);

impl ProjectHome {
    /// Waits until the project and the services that are needed are healthy; ends at once for a project that never
    /// will be.
    pub(super) async fn wait_until_healthy<O: Observer>(&self, run: &Run<'_, '_, Self, O>) -> Result<(), StepError> {
        let project = run.project().await?;
        self.healthy(&project, run.observer).await?;
        crate::fail_point!("project.healthy");
        Ok(())
    }

    /// The same for any project.
    pub(in crate::ops) async fn healthy(&self, project: &str, observer: &impl Observer) -> Result<(), StepError> {
        let begun = Instant::now();
        let mut pause = Duration::from_millis(500);
        loop {
            let Some(what) = self.missing(project).await? else { return Ok(()) };
            if observer.stop_requested() {
                return Err(StepError::Stopped);
            }
            let waited = begun.elapsed();
            if waited >= self.patience {
                let project = project.to_owned();
                return Err(ProjectError::Late { project, waited: self.patience, what }.into());
            }
            observer.on(Event::Waiting { what: &format!("project {project}: {what}, {} s", waited.as_secs()) });
            tokio::time::sleep(pause.min(self.patience - waited)).await;
            pause = (pause * 3 / 2).min(LONGEST);
        }
    }

    /// Says what isn't healthy yet; none if all of it is.
    async fn missing(&self, project: &str) -> Result<Option<String>, StepError> {
        let gone = || ProjectError::Gone { project: project.to_owned() };
        let found = self.api.project(project).await?.ok_or_else(gone)?;
        if found.status.is_terminal_failure() {
            return Err(ProjectError::Dead { project: project.to_owned(), status: found.status.to_string() }.into());
        }
        if !found.status.is_ready() {
            return Ok(Some(found.status.to_string()));
        }
        let services = self.api.health(project, &NEEDED).await?;
        let missing = services.iter().find_map(|service| match service.health() {
            Health::Ready => None,
            Health::Pending(text) => Some(format!("{} {text}", service.name)),
        });
        let unheard = NEEDED.iter().find(|needed| !services.iter().any(|service| service.name == needed.as_str()));
        Ok(missing.or_else(|| unheard.map(|service| format!("{} doesn't report", service.as_str()))))
    }
}
