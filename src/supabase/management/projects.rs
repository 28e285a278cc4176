//! Calls about projects.

use super::ManagementApi;
use super::project::{NewProject, Project};
use crate::supabase::http::{ApiError, Class, Request};
use serde::Deserialize;
use std::collections::HashSet;

/// Entries a page, the most that the API gives.
const PAGE: usize = 100;
/// No organization has more projects.
const MOST: usize = 100_000;

/// What became of a deletion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Deleted {
    /// It is being deleted.
    Done,
    /// There was none.
    Gone,
    /// The API deletes it later only, in its own words.
    NotReady(String),
}

#[derive(Deserialize)]
struct Page {
    projects: Vec<Project>,
    #[serde(default)]
    pagination: Pagination,
}

#[derive(Deserialize, Default)]
struct Pagination {
    #[serde(default)]
    count: Option<usize>,
}

impl ManagementApi {
    /// Creates a project. It isn't at work before some minutes have passed.
    ///
    /// # Errors
    /// [`ApiError`]; where its class is [`Class::Unknown`], [`Self::projects_named`] tells whether it was created.
    pub async fn create_project(&self, new: &NewProject) -> Result<Project, ApiError> {
        let call = Request::post("/v1/projects", "creating the project").json(&new.body()?).secret(&new.password);
        self.http.json(&call).await
    }

    /// Finds a project by its ref.
    ///
    /// # Errors
    /// [`ApiError`].
    pub async fn project(&self, project: &str) -> Result<Option<Project>, ApiError> {
        let call = Request::get("/v1/projects/{}", "reading the project").argument(project);
        match self.http.json(&call).await {
            Ok(project) => Ok(Some(project)),
            Err(error) if error.class() == Class::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Returns an organization's projects of exactly this name, oldest first.
    ///
    /// # Errors
    /// [`ApiError`].
    pub async fn projects_named(&self, organization: &str, name: &str) -> Result<Vec<Project>, ApiError> {
        let mut found = self.projects_of(organization, Some(name)).await?;
        found.retain(|project| project.name == name);
        Ok(found)
    }

    /// Lists an organization's projects, oldest first; those alone whose names hold `search`, where one is given.
    ///
    /// # Errors
    /// [`ApiError`].
    pub async fn projects_of(&self, organization: &str, search: Option<&str>) -> Result<Vec<Project>, ApiError> {
        let mut found = Vec::new();
        let mut seen = HashSet::new();
        let mut offset = 0;
        loop {
            let call = Request::get("/v1/organizations/{}/projects", "listing the projects").argument(organization);
            let call = search.into_iter().fold(call, |call, search| call.query("search", search));
            let call = call.query("sort", "created_asc").query("limit", PAGE).query("offset", offset);
            let answer = self.http.answer(&call).await?;
            let page: Page = answer.json()?;
            let (entries, before) = (page.projects.len(), seen.len());
            offset += entries;
            for project in page.projects {
                // A project that is created meanwhile may move another one to the next page.
                if seen.insert(project.id.clone()) {
                    found.push(project);
                }
            }
            if entries > 0 && (seen.len() == before || seen.len() > MOST) {
                return Err(answer.fault("the list of projects doesn't end"));
            }
            let more = page.pagination.count.map_or(entries == PAGE, |count| offset < count);
            if entries == 0 || !more {
                return Ok(found);
            }
        }
    }

    /// Deletes a project and everything in it.
    ///
    /// # Errors
    /// [`ApiError`]; doing it again is safe.
    pub async fn delete_project(&self, project: &str) -> Result<Deleted, ApiError> {
        let call = Request::delete("/v1/projects/{}", "deleting the project").argument(project).repeatable();
        match self.http.done(&call).await {
            Ok(()) => Ok(Deleted::Done),
            Err(error) if error.class() == Class::NotFound => Ok(Deleted::Gone),
            Err(error) if error.status() == Some(400) && error.message.to_lowercase().contains("not ready") => {
                Ok(Deleted::NotReady(error.message))
            }
            Err(error) => Err(error),
        }
    }
}
