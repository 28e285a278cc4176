//! A user's own session.

use super::api::AuthApi;
use super::lenient;
use super::user::AuthUser;
use crate::supabase::http::{ApiError, Request};
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use serde_json::json;

/// What a login gave.
#[derive(Debug, Clone, Deserialize)]
pub struct Session {
    /// The access token, a JWT.
    pub access_token: SecretString,
    /// Good for one new session.
    pub refresh_token: SecretString,
    /// How long the access token is good, in seconds.
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub expires_in: Option<u64>,
    /// Until when, in seconds since 1970.
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub expires_at: Option<i64>,
    /// Who logged in.
    pub user: AuthUser,
}

/// Which sessions end with a logout.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogoutScope {
    /// All of the user.
    Global,
    /// The one that the token belongs to.
    Local,
    /// All but that one.
    Others,
}

impl LogoutScope {
    /// Returns the server's name of it.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Global => "global",
            Self::Local => "local",
            Self::Others => "others",
        }
    }
}

impl AuthApi {
    /// Logs a user in with their password: a new session.
    ///
    /// # Errors
    /// An [`ApiError`]: the codes `invalid_credentials`, `user_banned`, `email_not_confirmed`.
    pub async fn login(&self, email: &str, password: &SecretString) -> Result<Session, ApiError> {
        let body = json!({ "email": email, "password": password.expose_secret() });
        let request = Request::post("/token", "logging the user in").query("grant_type", "password");
        self.http.json(&request.json(&body).secret(password)).await
    }

    /// Ends sessions of the user whose access token it is. A session that is gone already is as good.
    ///
    /// # Errors
    /// An [`ApiError`]: the code `bad_jwt` for a token that isn't a user's, or has expired.
    pub async fn logout(&self, access_token: &SecretString, scope: LogoutScope) -> Result<(), ApiError> {
        let bearer = SecretString::from(format!("Bearer {}", access_token.expose_secret()));
        let request = Request::post("/logout", "logging the user out").query("scope", scope.name());
        let request = request.header("authorization", bearer).secret(access_token).repeatable();
        match self.http.done(&request).await {
            Err(error) if error.code() == Some("session_not_found") => Ok(()),
            other => other,
        }
    }
}
