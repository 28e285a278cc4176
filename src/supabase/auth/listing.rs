//! Lists of users.

use super::api::AuthApi;
use super::page::Paging;
use super::user::AuthUser;
use crate::supabase::http::{ApiError, ErrorKind, Request};
use serde::Deserialize;
use std::collections::HashSet;

/// The users of a page, and of one where users have so much metadata that those don't fit in an answer.
const SIZES: [u64; 2] = [1_000, 50];

#[derive(Deserialize)]
struct Users {
    users: Vec<AuthUser>,
}

impl AuthApi {
    /// Returns all users, the oldest first: in that order a user who is created meanwhile moves nobody to
    /// another page. One who is deleted meanwhile can hide another one, since the server counts pages from the
    /// beginning. Deleted users whose rows were kept are among them.
    ///
    /// # Errors
    /// An [`ApiError`].
    pub async fn users(&self) -> Result<Vec<AuthUser>, ApiError> {
        self.list(None).await
    }

    /// Returns the user with an e-mail address, if there is one.
    ///
    /// # Errors
    /// An [`ApiError`].
    pub async fn user_by_email(&self, email: &str) -> Result<Option<AuthUser>, ApiError> {
        // The server's filter is a LIKE over lower-case addresses, and over names: it finds more than is asked for.
        let email = email.to_lowercase();
        let found = self.list(Some(&email)).await?;
        Ok(found.into_iter().find(|user| user.email.as_deref().is_some_and(|known| known.to_lowercase() == email)))
    }

    /// Asks for a single user, which only an administrator may, and returns how many there are, as far as the server
    /// says.
    ///
    /// # Errors
    /// An [`ApiError`].
    pub async fn count_users(&self) -> Result<Option<u64>, ApiError> {
        let request = Request::get("/admin/users", "asking for a user").query("page", 1).query("per_page", 1);
        let answer = self.http.answer(&request).await?;
        let Users { .. } = answer.json()?;
        Ok(answer.header("x-total-count").and_then(|text| text.parse().ok()))
    }

    /// Returns the users whose e-mail address ends with a text in lower case, such as `@acme.example`.
    ///
    /// # Errors
    /// An [`ApiError`].
    pub async fn users_at(&self, end: &str) -> Result<Vec<AuthUser>, ApiError> {
        let found = self.list(Some(end)).await?;
        let fits = |user: &AuthUser| user.email.as_deref().is_some_and(|email| email.to_lowercase().ends_with(end));
        Ok(found.into_iter().filter(fits).collect())
    }

    async fn list(&self, filter: Option<&str>) -> Result<Vec<AuthUser>, ApiError> {
        let [large, small] = SIZES;
        match self.list_by(large, filter).await {
            Err(error) if error.kind == ErrorKind::TooLarge => self.list_by(small, filter).await,
            other => other,
        }
    }

    /// Reads pages of so many users up to the last one.
    async fn list_by(&self, size: u64, filter: Option<&str>) -> Result<Vec<AuthUser>, ApiError> {
        let mut all = Vec::new();
        // Where many were created in the same instant, their order is open, and one may come twice.
        let mut seen = HashSet::new();
        for page in 1.. {
            let request = Request::get("/admin/users", "listing the users").query("page", page);
            let request = request.query("per_page", size).query("sort", "created_at asc");
            let request = match filter {
                Some(filter) => request.query("filter", filter),
                None => request,
            };
            let answer = self.http.answer(&request).await?;
            let Users { users } = answer.json()?;
            let count = u64::try_from(users.len()).unwrap_or(u64::MAX);
            let known = all.len();
            all.extend(users.into_iter().filter(|user| seen.insert(user.id)));
            let paging = Paging::of(answer.header("link"), answer.header("x-total-count"));
            // A server that gives the same page for ever ends the list too.
            if paging.is_last(page, count, size) || all.len() == known {
                break;
            }
        }
        Ok(all)
    }
}
