//! The id of a tenant that was renamed, in what its Auth server keeps of its users.

use super::{Belongs, UserError, belongs, metadata};
use crate::control_plane::TenantRow;
use crate::domain::tenant::TenantId;
use crate::supabase::auth::{AuthApi, AuthUser, UserChanges};
use chrono::{DateTime, Utc};
use serde_json::Value;

/// Gives every user of the tenant its present id and its uuid, and returns how many had others. Who was known by the
/// former id alone is the tenant's too, unless that user is younger than the renaming: the former id may be another
/// tenant's by then.
///
/// # Errors
/// The Auth server; the same call again completes it.
pub(in crate::ops) async fn rename_users(
    auth: &AuthApi,
    tenant: &TenantRow,
    former: &TenantId,
    renamed_at: DateTime<Utc>,
) -> Result<usize, UserError> {
    let mut changed = 0;
    for user in auth.users().await? {
        let text = |name: &str| user.app_metadata.get(name).and_then(Value::as_str);
        let is_named = text("tenant_id") == Some(tenant.id.as_str()) && text("tenant_uuid").is_some();
        if user.deleted_at.is_some() || is_named || !is_of(&user, tenant, former, renamed_at) {
            continue;
        }
        let mut app_metadata = metadata(tenant, "");
        app_metadata.remove("role");
        auth.update_user(user.id, &UserChanges { app_metadata, ..UserChanges::default() }).await?;
        crate::fail_point!("rename.renamed_user");
        changed += 1;
    }
    Ok(changed)
}

fn is_of(user: &AuthUser, tenant: &TenantRow, former: &TenantId, renamed_at: DateTime<Utc>) -> bool {
    if belongs(user, tenant) == Belongs::Here {
        return true;
    }
    let has = |name: &str| user.app_metadata.contains_key(name);
    let is_former = user.app_metadata.get("tenant_id").and_then(Value::as_str) == Some(former.as_str());
    is_former && !has("tenant_uuid") && user.created_at.is_none_or(|created| created <= renamed_at)
}
