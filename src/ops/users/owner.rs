//! A new tenant's first user.

use super::create::make;
use super::{Belongs, UserError, Users, Welcome, Wish, belongs, id_of};
use crate::control_plane::TenantRow;
use crate::supabase::auth::AuthApi;
use crate::tenant_db;

/// The role of whoever owns a tenant.
const OWNER: &str = "owner";

/// Makes the owner, or finds them made. False if the tenant's schema, an operator's own, keeps no users.
///
/// # Errors
/// [`UserError`]; the same call again completes it.
pub(in crate::ops) async fn make_owner(users: &mut Users<'_>, email: &str) -> Result<bool, UserError> {
    if !tenant_db::users::are_kept(users.session).await? {
        return Ok(false);
    }
    let wish = Wish { email: email.to_lowercase(), role: OWNER.to_owned(), welcome: Welcome::Nothing, adopt: false };
    make(users, &wish).await?;
    Ok(true)
}

/// Takes the owner back whom [`make_owner`] made at a shared Auth server. Says whom; none if there is nobody of the
/// tenant's.
///
/// # Errors
/// The Auth server.
pub(in crate::ops) async fn remove_owner(auth: &AuthApi, tenant: &TenantRow) -> Result<Option<String>, UserError> {
    let Some(email) = &tenant.owner_email else { return Ok(None) };
    let Some(user) = auth.user(id_of(tenant, email)).await? else { return Ok(None) };
    if belongs(&user, tenant) != Belongs::Here {
        return Ok(None);
    }
    auth.delete_user(user.id, false).await?;
    Ok(Some(format!("user {} at the Auth server", user.id)))
}
