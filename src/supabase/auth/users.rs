//! The calls about users.

use super::api::AuthApi;
use super::ban::Ban;
use super::new_user::{Credential, NewUser, UserChanges};
use super::user::AuthUser;
use crate::supabase::http::{ApiError, ErrorKind, Request};
use serde_json::json;
use uuid::Uuid;

/// What came of creating a user.
#[derive(Debug, Clone, PartialEq)]
pub enum Created {
    /// The user is there now.
    Made(Box<AuthUser>),
    /// There was one before.
    Exists(Existing),
}

/// What a user who was there before has in common with the one to be created.
#[derive(Debug, Clone, PartialEq)]
pub enum Existing {
    /// The e-mail address.
    Email,
    /// The phone number.
    Phone,
    /// The id; this is the user who has it.
    Id(Box<AuthUser>),
}

/// What came of deleting a user.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deleted {
    /// Deleted.
    Now,
    /// There was none.
    Before,
}

impl AuthApi {
    /// Creates a user. It is never tried twice: where the outcome is unknown, and for the server's own
    /// failures, which an id that is taken is one of, the user is looked for by the id that was sent.
    ///
    /// # Errors
    /// An [`ApiError`]. Of [`ErrorKind::UnknownOutcome`] only if no id was sent, or there is no user with it yet.
    pub async fn create_user(&self, user: &NewUser) -> Result<Created, ApiError> {
        let request = Request::post("/admin/users", "creating the user").json(&user.body());
        let request = match &user.credential {
            Some(Credential::Password(password)) => request.secret(password),
            Some(Credential::Hash(hash)) => request.secret(hash.secret()),
            None => request,
        };
        let error = match self.http.json(&request).await {
            Ok(made) => return Ok(Created::Made(Box::new(made))),
            Err(error) => error,
        };
        match error.code() {
            Some("email_exists") => return Ok(Created::Exists(Existing::Email)),
            Some("phone_exists") => return Ok(Created::Exists(Existing::Phone)),
            _ => {}
        }
        let Some(id) = user.id.filter(|_| may_be_there(&error)) else { return Err(error) };
        match self.user(id).await {
            // It says so after it took everything back: this user is an older one.
            Ok(Some(found)) if error.status() == Some(500) => Ok(Created::Exists(Existing::Id(Box::new(found)))),
            Ok(Some(found)) => Ok(Created::Made(Box::new(found))),
            Ok(None) | Err(_) => Err(error),
        }
    }

    /// Returns a user, if there is one with the id.
    ///
    /// # Errors
    /// An [`ApiError`].
    pub async fn user(&self, id: Uuid) -> Result<Option<AuthUser>, ApiError> {
        let request = Request::get("/admin/users/{}", "reading the user").argument(id.to_string());
        match self.http.json(&request).await {
            Ok(user) => Ok(Some(user)),
            Err(error) if is_no_user(&error) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Changes a user and returns it as it is then. A password is checked for its strength and ends the user's
    /// sessions.
    ///
    /// # Errors
    /// An [`ApiError`]: the code `user_not_found`, `weak_password`; an address that another user has is a
    /// failure of the server's own.
    pub async fn update_user(&self, id: Uuid, changes: &UserChanges) -> Result<AuthUser, ApiError> {
        let request = Request::put("/admin/users/{}", "changing the user").argument(id.to_string());
        let mut request = request.json(&changes.body());
        if let Some(password) = &changes.password {
            request = request.secret(password);
        }
        // An address that is taken is the same failure as a server that stumbles.
        if changes.email.is_none() && changes.phone.is_none() {
            request = request.repeatable();
        }
        self.http.json(&request).await
    }

    /// Bans a user, or lifts the ban. Sessions stay: until they expire, access tokens are good for whoever
    /// doesn't ask the server.
    ///
    /// # Errors
    /// As for [`AuthApi::update_user`].
    pub async fn ban(&self, id: Uuid, ban: Ban) -> Result<AuthUser, ApiError> {
        self.update_user(id, &UserChanges { ban: Some(ban), ..UserChanges::default() }).await
    }

    /// Deletes a user with their sessions. `soft` keeps the row without address and metadata, and such a user
    /// can be deleted softly again and again.
    ///
    /// # Errors
    /// An [`ApiError`].
    pub async fn delete_user(&self, id: Uuid, soft: bool) -> Result<Deleted, ApiError> {
        let request = Request::delete("/admin/users/{}", "deleting the user").argument(id.to_string()).repeatable();
        let request = if soft { request.json(&json!({ "should_soft_delete": true })) } else { request };
        match self.http.done(&request).await {
            Ok(()) => Ok(Deleted::Now),
            Err(error) if is_no_user(&error) => Ok(Deleted::Before),
            Err(error) => Err(error),
        }
    }
}

/// A path that isn't there is 404 too, with another code.
fn is_no_user(error: &ApiError) -> bool {
    error.status() == Some(404) && error.code() == Some("user_not_found")
}

fn may_be_there(error: &ApiError) -> bool {
    match error.kind {
        ErrorKind::UnknownOutcome | ErrorKind::DoneUnread => true,
        ErrorKind::Status => error.status().is_some_and(|status| status >= 500),
        _ => false,
    }
}
