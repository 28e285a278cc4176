//! Finds the Auth server of a Supabase URL: behind a gateway it is under `/auth/v1`, on its own it isn't.

use super::api::{AuthApi, AuthServer};
use super::key::AuthKey;
use super::lenient;
use crate::supabase::http::{ApiError, HttpOptions, Request};
use serde::Deserialize;

/// Where a gateway has the Auth server.
const PREFIX: &str = "/auth/v1";

/// What the server calls itself.
const NAME: &str = "GoTrue";

/// Why there is no Auth server to be found.
#[derive(Debug, thiserror::Error)]
pub enum DiscoverError {
    /// It can't be asked.
    #[error(transparent)]
    Api(#[from] ApiError),
    /// Something else answers there.
    #[error("what answers at {0}/health isn't a Supabase Auth server")]
    NotAuth(String),
}

/// The answer to `GET /health`.
#[derive(Deserialize)]
struct Health {
    #[serde(default, deserialize_with = "lenient::text")]
    name: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    version: Option<String>,
}

impl AuthApi {
    /// Finds the server of a Supabase URL and makes a client for it. A URL whose path ends in `/auth/v1` is taken
    /// as it is; else the server is looked for there, and then at the URL itself.
    ///
    /// # Errors
    /// [`DiscoverError`].
    pub async fn discover(url: &str, key: &AuthKey, options: HttpOptions) -> Result<Self, DiscoverError> {
        let url = url.trim().trim_end_matches('/');
        if url.ends_with(PREFIX) {
            return Self::ask(url.to_owned(), key, options).await;
        }
        match Self::ask(format!("{url}{PREFIX}"), key, options.clone()).await {
            Err(DiscoverError::Api(error)) if error.status() == Some(404) => {
                Self::ask(url.to_owned(), key, options).await
            }
            other => other,
        }
    }

    /// Makes a client for the server at a base address, after asking it who it is.
    ///
    /// # Errors
    /// [`DiscoverError`].
    pub async fn ask(base: String, key: &AuthKey, options: HttpOptions) -> Result<Self, DiscoverError> {
        let mut api = Self::new(AuthServer { base, version: None }, key, options)?;
        let health: Health = api.http.json(&Request::get("/health", "asking the Auth server who it is")).await?;
        if health.name.as_deref() != Some(NAME) {
            return Err(DiscoverError::NotAuth(api.server.base));
        }
        api.server.version = health.version;
        Ok(api)
    }
}
