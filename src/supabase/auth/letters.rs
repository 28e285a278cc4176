//! The calls that bring a user in: an invitation, or a link for whoever hands it on.

use super::api::AuthApi;
use super::link::{GeneratedLink, LinkKind, LinkRequest};
use super::user::AuthUser;
use crate::supabase::http::{ApiError, Request};
use serde_json::{Map, Value, json};

impl AuthApi {
    /// Sends an invitation to an address, and creates its user if there is none. A user who hasn't confirmed the
    /// address yet is sent a new one. `data` is the `user_metadata` of a new user.
    ///
    /// # Errors
    /// An [`ApiError`]: the code `email_exists` for a user who has confirmed the address.
    pub async fn invite(
        &self,
        email: &str,
        data: &Map<String, Value>,
        redirect_to: Option<&str>,
    ) -> Result<AuthUser, ApiError> {
        let mut body = json!({ "email": email });
        if !data.is_empty() {
            body["data"] = json!(data);
        }
        let request = Request::post("/invite", "inviting the user").json(&body);
        let request = match redirect_to {
            Some(to) => request.query("redirect_to", to),
            None => request,
        };
        self.http.json(&request).await
    }

    /// Makes a link and sends nothing. The server creates the user for an invitation, a signup, and a magic link
    /// to an address that it doesn't know.
    ///
    /// # Errors
    /// An [`ApiError`]: the code `user_not_found` for the recovery of a user who isn't there, `email_exists` for
    /// the invitation of one who is.
    pub async fn generate_link(&self, link: &LinkRequest) -> Result<GeneratedLink, ApiError> {
        let request = Request::post("/admin/generate_link", "making a link for the user").json(&link.body());
        let request = match &link.kind {
            LinkKind::Signup(password) => request.secret(password),
            _ => request,
        };
        self.http.json(&request).await
    }
}
