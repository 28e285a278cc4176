//! Banning all users of an Auth server that is a tenant's own, and lifting what was banned so. Whoever was banned
//! before stays banned after.

use super::UserError;
use crate::supabase::auth::{AuthApi, Ban, UserChanges};
use serde_json::Value;

/// What marks a ban as the tenant's suspension, among what only administrators write.
const MARK: &str = "tenant_suspended";

/// Bans everybody who isn't banned; ban and mark are one change.
///
/// # Errors
/// The Auth server; the same call again completes it.
pub(in crate::ops) async fn ban_users(auth: &AuthApi) -> Result<(), UserError> {
    let now = chrono::Utc::now();
    for user in auth.users().await? {
        if user.deleted_at.is_none() && !user.is_banned(now) {
            change(auth, user.id, Value::Bool(true), Ban::Forever).await?;
        }
    }
    Ok(())
}

/// Lifts the bans that [`ban_users`] set.
///
/// # Errors
/// The Auth server; the same call again completes it.
pub(in crate::ops) async fn unban_users(auth: &AuthApi) -> Result<(), UserError> {
    for user in auth.users().await? {
        if user.app_metadata.get(MARK) == Some(&Value::Bool(true)) {
            change(auth, user.id, Value::Null, Ban::Lifted).await?;
        }
    }
    Ok(())
}

async fn change(auth: &AuthApi, user: uuid::Uuid, mark: Value, ban: Ban) -> Result<(), UserError> {
    let app_metadata = [(MARK.to_owned(), mark)].into_iter().collect();
    auth.update_user(user, &UserChanges { ban: Some(ban), app_metadata, ..UserChanges::default() }).await?;
    Ok(())
}
