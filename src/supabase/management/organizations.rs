//! Organizations.

use super::ManagementApi;
use crate::supabase::http::{ApiError, Class, Request};
use serde::Deserialize;

/// An organization that the token may see.
#[derive(Debug, Clone, Deserialize)]
pub struct Organization {
    /// By which requests name it.
    #[serde(default)]
    pub slug: String,
    /// For people.
    pub name: String,
    /// What it pays for; told only when it is asked for alone.
    #[serde(default)]
    pub plan: Option<String>,
}

impl ManagementApi {
    /// Lists the organizations that the token may see.
    ///
    /// # Errors
    /// [`ApiError`].
    pub async fn organizations(&self) -> Result<Vec<Organization>, ApiError> {
        let call = Request::get("/v1/organizations", "listing the organizations");
        self.http.json(&call).await
    }

    /// Finds an organization by its slug.
    ///
    /// # Errors
    /// [`ApiError`].
    pub async fn organization(&self, slug: &str) -> Result<Option<Organization>, ApiError> {
        let call = Request::get("/v1/organizations/{}", "reading the organization").argument(slug);
        match self.http.json::<Organization>(&call).await {
            Ok(found) => Ok(Some(Organization { slug: slug.to_owned(), ..found })),
            Err(error) if error.class() == Class::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }
}
