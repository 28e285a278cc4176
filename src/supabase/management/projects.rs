//! Calls about projects.

use super::ManagementApi;
use super::project::{NewProject, Project};
use crate::supabase::error::{ApiError, Kind};
use crate::supabase::http::Method;
use serde::Deserialize;
use std::collections::HashSet;

/// Entries a page, the most that the API gives.
const PAGE: usize = 100;
/// No organization has more projects than these pages hold.
const PAGES: usize = 1000;

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
    /// [`ApiError`]; where [`is_unknown_outcome`](ApiError::is_unknown_outcome), [`Self::projects_named`] tells whether
    /// it was created.
    pub async fn create_project(&self, new: &NewProject) -> Result<Project, ApiError> {
        let call = self.call("creating the project", Method::Post, "/v1/projects", &[]).json(&new.body()?)?;
        self.http.send(&call).await?.json()
    }

    /// Finds a project by its ref.
    ///
    /// # Errors
    /// [`ApiError`].
    pub async fn project(&self, project: &str) -> Result<Option<Project>, ApiError> {
        let call = self.call("reading the project", Method::Get, "/v1/projects/{ref}", &[project]);
        match self.http.send(&call).await {
            Ok(answer) => answer.json().map(Some),
            Err(error) if error.status() == Some(404) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Returns an organization's projects of exactly this name, oldest first.
    ///
    /// # Errors
    /// [`ApiError`].
    pub async fn projects_named(&self, organization: &str, name: &str) -> Result<Vec<Project>, ApiError> {
        let mut found = Vec::new();
        let mut seen = HashSet::new();
        let mut offset = 0;
        for _ in 0..PAGES {
            let path = "/v1/organizations/{slug}/projects";
            let call = self
                .call("looking for the project", Method::Get, path, &[organization])
                .query("search", name)
                .query("sort", "created_asc")
                .query("limit", PAGE)
                .query("offset", offset);
            let page: Page = self.http.send(&call).await?.json()?;
            let entries = page.projects.len();
            offset += entries;
            // A project that is created meanwhile may move another one to the next page.
            found.extend(page.projects.into_iter().filter(|p| p.name == name && seen.insert(p.id.clone())));
            let more = page.pagination.count.map_or(entries == PAGE, |count| offset < count);
            if entries == 0 || !more {
                return Ok(found);
            }
        }
        Err(ApiError::new("looking for the project", Kind::Malformed, "the list of projects doesn't end"))
    }

    /// Deletes a project and everything in it.
    ///
    /// # Errors
    /// [`ApiError`]; doing it again is safe.
    pub async fn delete_project(&self, project: &str) -> Result<Deleted, ApiError> {
        let call = self.call("deleting the project", Method::Delete, "/v1/projects/{ref}", &[project]).repeatable();
        match self.http.send(&call).await {
            Ok(_) => Ok(Deleted::Done),
            Err(error) if error.status() == Some(404) => Ok(Deleted::Gone),
            Err(error) if error.status() == Some(400) && error.message.to_lowercase().contains("not ready") => {
                Ok(Deleted::NotReady(error.message.into()))
            }
            Err(error) => Err(error),
        }
    }
}
