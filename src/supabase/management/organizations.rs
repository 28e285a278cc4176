//! Organizations.

use super::ManagementApi;
use crate::supabase::http::{ApiError, Class, Request};
use chrono::{DateTime, Utc};
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
        Ok(self.organizations_and_date().await?.0)
    }

    /// Lists the same, and returns what the server's clock said, as far as it did.
    ///
    /// # Errors
    /// [`ApiError`].
    pub async fn organizations_and_date(&self) -> Result<(Vec<Organization>, Option<DateTime<Utc>>), ApiError> {
        let call = Request::get("/v1/organizations", "listing the organizations");
        let answer = self.http.answer(&call).await?;
        Ok((answer.json()?, answer.date()))
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
