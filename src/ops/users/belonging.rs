//! Which users of an Auth server belong to a tenant.

use super::{Belongs, UserError, belongs};
use crate::control_plane::TenantRow;
use crate::domain::reconcile::UserOf;
use crate::supabase::auth::{AuthApi, AuthUser};
use uuid::Uuid;

/// Returns the users of a shared Auth server who belong to this tenant and to no other one.
///
/// # Errors
/// The Auth server.
pub(in crate::ops) async fn users_of(auth: &AuthApi, tenant: &TenantRow) -> Result<Vec<Uuid>, UserError> {
    let all = auth.users().await?;
    Ok(all.iter().filter(|user| is_only_of(user, tenant)).map(|user| user.id).collect())
}

/// Both names must be this tenant's, as far as they are there, and no list may name another one.
fn is_only_of(user: &AuthUser, tenant: &TenantRow) -> bool {
    let text = |name: &str| user.app_metadata.get(name).and_then(serde_json::Value::as_str);
    let others = ["tenants", "tenant_ids"].iter().any(|name| {
        let list = user.app_metadata.get(*name).and_then(serde_json::Value::as_array);
        list.is_some_and(|list| list.iter().any(|item| item.as_str() != Some(tenant.id.as_str())))
    });
    let renamed = text("tenant_id").is_some_and(|id| id != tenant.id.as_str());
    user.deleted_at.is_none() && belongs(user, tenant) == Belongs::Here && !renamed && !others
}

/// Returns the uuid of the tenant that a user belongs to and to no other one, as far as the Auth server says.
pub(in crate::ops) fn only_tenant_of(user: &AuthUser) -> Option<Uuid> {
    let is_of_several = ["tenants", "tenant_ids"].iter().any(|name| user.app_metadata.contains_key(*name));
    let uuid = user.app_metadata.get("tenant_uuid")?.as_str()?.parse().ok()?;
    (user.deleted_at.is_none() && !is_of_several).then_some(uuid)
}

/// Tells whose a user is, seen from this tenant.
pub(in crate::ops) fn owner_of(user: &AuthUser, tenant: &TenantRow) -> UserOf {
    match belongs(user, tenant) {
        Belongs::Here => UserOf::This,
        Belongs::Nowhere => UserOf::Nobody,
        Belongs::Elsewhere(_) => UserOf::Another,
    }
}
