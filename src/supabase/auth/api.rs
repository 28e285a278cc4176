//! The client: where the server is, and what every call carries.

use super::key::AuthKey;
use crate::supabase::http::{ApiError, HttpClient, HttpOptions};
use secrecy::SecretString;

/// The version of the API: with it errors have one shape, and without it three.
const API_VERSION: &str = "2024-01-01";

/// An Auth server, as it answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuthServer {
    /// Where its paths begin, such as `https://x.supabase.co/auth/v1`.
    pub base: String,
    /// Its version, such as `v2.196.0`.
    pub version: Option<String>,
}

/// A client of one Auth server, with the rights of an administrator.
#[derive(Debug)]
pub struct AuthApi {
    pub(super) http: HttpClient,
    pub(super) server: AuthServer,
}

impl AuthApi {
    /// Makes a client for a server whose base address is known; see [`AuthApi::discover`] for one where it isn't.
    /// Nothing is sent.
    ///
    /// # Errors
    /// An [`ApiError`] if the address can't be used, or is plain http to another machine.
    pub fn new(server: AuthServer, key: &AuthKey, options: HttpOptions) -> Result<Self, ApiError> {
        let http = HttpClient::new(&server.base, options)?
            .with_header("x-supabase-api-version", SecretString::from(API_VERSION))
            .with_header("apikey", key.secret().clone());
        let http = match key.bearer() {
            Some(token) => http.with_bearer(token),
            None => http,
        };
        Ok(Self { http, server })
    }

    /// Returns which server it is.
    pub fn server(&self) -> &AuthServer {
        &self.server
    }
}
