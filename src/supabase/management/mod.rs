//! The Management API: organizations and projects, as far as commands use them.

mod health;
mod keys;
mod organizations;
mod pooler;
mod project;
mod projects;
mod size;
mod status;
#[cfg(test)]
mod tests;

pub use health::{Health, Service, ServiceHealth};
pub use keys::ApiKey;
pub use organizations::Organization;
pub use pooler::{Pooler, SessionPooler};
pub use project::{NewProject, Project, RegionSelection};
pub use projects::Deleted;
pub use size::{InstanceSize, UnknownSize};
pub use status::ProjectStatus;

use super::error::ApiError;
use super::http::{Bounds, Call, HttpClient, Method};
use secrecy::{ExposeSecret, SecretString};

/// Calls the Management API as one account.
#[derive(Debug)]
pub struct ManagementApi {
    http: HttpClient,
    token: SecretString,
}

impl ManagementApi {
    /// Makes a client for the API at `base`.
    ///
    /// # Errors
    /// A URL that the token can't be sent to.
    pub fn new(base: &str, token: SecretString, bounds: Bounds) -> Result<Self, ApiError> {
        Ok(Self { http: HttpClient::new(base, bounds)?, token })
    }

    fn call(&self, doing: &'static str, method: Method, path: &str, parts: &[&str]) -> Call {
        let bearer = SecretString::from(format!("Bearer {}", self.token.expose_secret()));
        Call::new(doing, method, path, parts).header("authorization", bearer)
    }
}
