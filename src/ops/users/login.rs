//! A user's own password, checked at the Auth server.

use super::{Found, UserError, Users};
use crate::supabase::auth::LogoutScope;
use secrecy::SecretString;

/// Lets the Auth server say whether it is the user's password. The session that it begins for that is ended at once.
///
/// # Errors
/// [`UserError::NoAuth`]; [`UserError::WrongPassword`]; the server's own.
pub async fn log_in(users: &Users<'_>, found: &Found, password: &SecretString) -> Result<(), UserError> {
    let auth = users.auth.ok_or(UserError::NoAuth { what: "a login" })?;
    let wrong = || UserError::WrongPassword;
    // Only somebody whom the Auth server knows as this tenant's user was found there.
    let email = found.user.as_ref().and_then(|user| user.email.as_deref()).ok_or_else(wrong)?;
    let session = auth.login(email, password).await.map_err(|error| match error.code() {
        Some("invalid_credentials") => wrong(),
        _ => error.into(),
    })?;
    let is_the_same = session.user.id == found.id;
    if let Err(error) = auth.logout(&session.access_token, LogoutScope::Local).await {
        tracing::warn!(%error, "the session that checked the password goes on at the Auth server");
    }
    if is_the_same { Ok(()) } else { Err(wrong()) }
}
