//! One imported user: at the Auth server, and in the tenant.

use crate::control_plane::TenantRow;
use crate::import::users::ImportedUser;
use crate::ops::users::{Belongs, Outcome, UserError, Users, belongs, metadata};
use crate::supabase::auth::{AuthApi, AuthUser, Ban, Created, Credential, Existing, NewUser, UserChanges};
use crate::tenant_db;
use serde_json::{Map, Value};
use uuid::Uuid;

/// Makes the user at the Auth server, or brings the one there is in line; what the user may change themselves is left
/// as it is then. Without an Auth server only the id is told.
pub(super) async fn at_auth(
    auth: Option<&AuthApi>,
    tenant: &TenantRow,
    user: &ImportedUser,
    role: &str,
) -> Result<(Uuid, Option<Outcome>), UserError> {
    let Some(auth) = auth else { return Ok((user.id, None)) };
    let app_metadata = app_metadata(tenant, user, role);
    let new = NewUser {
        id: Some(user.id),
        email: user.email.clone(),
        phone: user.phone.clone(),
        credential: user.hash.clone().map(Credential::Hash),
        email_confirm: user.email_verified,
        phone_confirm: user.phone_verified.unwrap_or(true),
        app_metadata: app_metadata.clone(),
        user_metadata: user_metadata(user),
        ban: user.disabled.then_some(Ban::Forever),
    };
    let found = match auth.create_user(&new).await? {
        Created::Made(made) => return Ok((made.id, Some(Outcome::Created))),
        Created::Exists(Existing::Id(found)) => *found,
        Created::Exists(_) => by_address(auth, user).await?,
    };
    if belongs(&found, tenant) != Belongs::Here {
        let email = user.email.clone().or_else(|| user.phone.clone()).unwrap_or_default();
        return Err(match belongs(&found, tenant) {
            Belongs::Elsewhere(tenant) => UserError::OtherTenant { email, tenant },
            _ => UserError::NoTenant { email },
        });
    }
    let banned = found.is_banned(chrono::Utc::now());
    let in_line = app_metadata.iter().all(|(name, value)| found.app_metadata.get(name) == Some(value));
    if in_line && banned == user.disabled {
        return Ok((found.id, Some(Outcome::Unchanged)));
    }
    let ban = (banned != user.disabled).then_some(if user.disabled { Ban::Forever } else { Ban::Lifted });
    auth.update_user(found.id, &UserChanges { app_metadata, ban, ..UserChanges::default() }).await?;
    Ok((found.id, Some(Outcome::Updated)))
}

/// Whoever has the address already. By phone nobody can be looked for.
async fn by_address(auth: &AuthApi, user: &ImportedUser) -> Result<AuthUser, UserError> {
    let found = match &user.email {
        Some(email) => auth.user_by_email(email).await?,
        None => None,
    };
    let address = user.phone.clone().or_else(|| user.email.clone()).unwrap_or_default();
    found.ok_or(UserError::NoTenant { email: address })
}

/// Writes the user's row, where it isn't so already.
pub(super) async fn in_tenant(
    users: &mut Users<'_>,
    user: &ImportedUser,
    (id, role): (Uuid, &str),
    at_auth: Option<Outcome>,
) -> Result<Outcome, UserError> {
    crate::fail_point!("user.imported");
    let before = tenant_db::users::mapping(users.session, id).await?;
    let email = user.email.as_deref();
    let same = before
        .as_ref()
        .is_some_and(|m| m.role == role && m.email.as_deref() == email && m.disabled_at.is_some() == user.disabled);
    if !same {
        tenant_db::users::put_mapping(users.session, id, role, email).await?;
        tenant_db::users::set_disabled(users.session, id, user.disabled).await?;
    }
    Ok(match (at_auth.unwrap_or(Outcome::Unchanged), before) {
        (Outcome::Created, _) | (Outcome::Unchanged, None) => Outcome::Created,
        (Outcome::Unchanged, Some(_)) if same => Outcome::Unchanged,
        _ => Outcome::Updated,
    })
}

/// Custom claims, then what is tenantctl's.
fn app_metadata(tenant: &TenantRow, user: &ImportedUser, role: &str) -> Map<String, Value> {
    let mut all = user.custom_claims.clone();
    all.extend(user.external_id.iter().map(|id| ("firebase_uid".to_owned(), id.clone().into())));
    all.extend(metadata(tenant, role));
    all
}

fn user_metadata(user: &ImportedUser) -> Map<String, Value> {
    let mut all = user.fields.clone();
    all.extend(user.display_name.iter().map(|name| ("full_name".to_owned(), name.clone().into())));
    all.extend(user.photo_url.iter().map(|url| ("avatar_url".to_owned(), url.clone().into())));
    all
}
