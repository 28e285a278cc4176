//! Disabling, enabling and removing a user: at the Auth server first, then in the tenant.

use super::{Found, UserError, Users};
use crate::supabase::auth::Ban;
use crate::tenant_db;
use serde_json::json;

/// Lets a user in no more and ends their sessions. False if it was so already.
///
/// # Errors
/// [`UserError`]; the same call again completes it.
pub async fn disable(users: &mut Users<'_>, found: &Found) -> Result<bool, UserError> {
    switch(users, found, true).await
}

/// Lets a user in again. False if it was so already.
///
/// # Errors
/// [`UserError`]; the same call again completes it.
pub async fn enable(users: &mut Users<'_>, found: &Found) -> Result<bool, UserError> {
    switch(users, found, false).await
}

async fn switch(users: &mut Users<'_>, found: &Found, off: bool) -> Result<bool, UserError> {
    let now = chrono::Utc::now();
    let at_auth = found.user.as_ref().is_none_or(|user| user.is_banned(now) == off);
    let here = found.mapping.as_ref().is_none_or(|mapping| mapping.disabled_at.is_some() == off);
    if at_auth && here {
        return Ok(false);
    }
    let action = if off { "user disable" } else { "user enable" };
    let act = users.actor().begin(action, json!({ "user": found.id })).await?;
    let done = async {
        if let (Some(auth), Some(user), false) = (users.auth, &found.user, at_auth) {
            auth.ban(user.id, if off { Ban::Forever } else { Ban::Lifted }).await?;
        }
        crate::fail_point!("user.switched_at_auth");
        tenant_db::users::set_disabled(users.session, found.id, off).await?;
        Ok(true)
    }
    .await;
    users.actor().end(act, done).await
}

/// Removes a user from the Auth server, with all their sessions, and from the tenant.
///
/// # Errors
/// [`UserError`]; the same call again completes it.
pub async fn remove(users: &mut Users<'_>, found: &Found) -> Result<(), UserError> {
    let act = users.actor().begin("user remove", json!({ "user": found.id })).await?;
    let done = async {
        if let (Some(auth), Some(user)) = (users.auth, &found.user) {
            auth.delete_user(user.id, false).await?;
        }
        crate::fail_point!("user.removed_at_auth");
        tenant_db::users::delete_mapping(users.session, found.id).await?;
        Ok(())
    }
    .await;
    users.actor().end(act, done).await
}
