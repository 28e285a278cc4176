//! The logins of a project's database, as far as the API makes them.

use super::ManagementApi;
use super::project::check_password;
use crate::supabase::http::{ApiError, Request};
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use std::time::Duration;

/// A login for a while, so that the database's own password needn't be kept.
#[derive(Debug)]
pub struct LoginRole {
    /// Its name. The pooler wants a dot and the project's ref after it.
    pub role: String,
    /// Its password.
    pub password: SecretString,
    /// How long it may log in.
    pub lifetime: Duration,
}

#[derive(Deserialize)]
struct Answer {
    role: String,
    password: SecretString,
    ttl_seconds: u64,
}

impl ManagementApi {
    /// Sets the password of the database's login `postgres`.
    ///
    /// # Errors
    /// [`ApiError`]; doing it again is safe.
    pub async fn set_database_password(&self, project: &str, password: &SecretString) -> Result<(), ApiError> {
        let doing = "setting the database's password";
        check_password(doing, password)?;
        let call = Request::patch("/v1/projects/{}/database/password", doing)
            .argument(project)
            .json(&serde_json::json!({"password": password.expose_secret()}))
            .secret(password)
            .repeatable();
        self.http.done(&call).await
    }

    /// Makes a login for a while. The pooler may take a moment to know it.
    ///
    /// # Errors
    /// [`ApiError`]; after a lost answer another one may be made, the lost one ends by itself.
    pub async fn create_login_role(&self, project: &str, read_only: bool) -> Result<LoginRole, ApiError> {
        let call = Request::post("/v1/projects/{}/cli/login-role", "making a login for the database")
            .argument(project)
            .json(&serde_json::json!({"read_only": read_only}));
        let Answer { role, password, ttl_seconds } = self.http.json(&call).await?;
        Ok(LoginRole { role, password, lifetime: Duration::from_secs(ttl_seconds) })
    }
}
