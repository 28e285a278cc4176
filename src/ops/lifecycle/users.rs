//! The users of a tenant that is removed, at an Auth server that it shares.

use super::run::{LifeRun, Premises};
use crate::ops::observer::Observer;
use crate::ops::provision::StepError;
use crate::ops::users::users_of;
use crate::supabase::auth::AuthApi;

/// Removes those who belong to this tenant and to no other one.
pub(super) async fn remove_users<H: Premises, O: Observer>(
    run: &LifeRun<'_, '_, H, O>,
    auth: &AuthApi,
) -> Result<(), StepError> {
    let users = users_of(auth, &run.tenant).await?;
    let names: Vec<String> = users.iter().map(|user| format!("user {user} at the Auth server")).collect();
    run.note(&names).await?;
    for user in users {
        auth.delete_user(user, false).await?;
        crate::fail_point!("life.removed_user");
    }
    Ok(())
}
