//! The Management API: organizations and projects, as far as commands use them.

#[cfg(test)]
mod change_tests;
mod health;
mod keys;
mod lifecycle;
mod login;
mod organizations;
mod pooler;
mod project;
mod projects;
mod regions;
mod size;
mod status;
#[cfg(test)]
mod tests;

pub use health::{Health, Service, ServiceHealth};
pub use keys::ApiKey;
pub use login::LoginRole;
pub use organizations::Organization;
pub use pooler::{Pooler, SessionPooler};
pub use project::{NewProject, Project, RegionSelection};
pub use projects::Deleted;
pub use regions::{AvailableRegion, AvailableRegions};
pub use size::{InstanceSize, UnknownSize};
pub use status::ProjectStatus;

use super::http::{ApiError, HttpClient, HttpOptions};
use secrecy::SecretString;

/// Calls the Management API as one account.
pub struct ManagementApi {
    http: HttpClient,
}

impl ManagementApi {
    /// Makes a client for the API at `base`.
    ///
    /// # Errors
    /// A URL that the token can't be sent to.
    pub fn new(base: &str, token: &SecretString, options: HttpOptions) -> Result<Self, ApiError> {
        Ok(Self { http: HttpClient::new(base, options)?.with_bearer(token) })
    }
}
