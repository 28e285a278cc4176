//! The users that tenants know, compared with those of their Auth servers.

use crate::control_plane::{self as plane, ControlPlane, PlaneError, TenantRow};
use crate::domain::reconcile::{Difference, FoundUser, KnownUser, Repair, UserOf, left_users, user_differences};
use crate::domain::status::Status;
use crate::ops::credentials::Vault;
use crate::ops::locate::Locator;
use crate::ops::observer::{Observer, Told};
use crate::ops::provision::StepError;
use crate::ops::seed::Reach;
use crate::ops::several::{Done, each};
use crate::ops::users::{auth_of, list, only_tenant_of, owner_of};
use crate::supabase::auth::{AuthApi, AuthUser};
use crate::supabase::http::HttpOptions;
use crate::tenant_db::{self, TenantSession};
use uuid::Uuid;

/// What a tenant's users are compared with.
pub struct AuthSide<'a> {
    /// The sealing key.
    pub vault: &'a Vault,
    /// The users of the server that tenants on clusters share; none where there is no such server.
    pub shared: Option<&'a [AuthUser]>,
    /// How long calls to a project's own server may take.
    pub options: &'a HttpOptions,
}

impl Told for Vec<Difference> {
    fn told(&self) -> String {
        if self.is_empty() { "the same".to_owned() } else { format!("{} differences", self.len()) }
    }
}

/// Compares the users of each tenant, several at once; one that can't be looked at doesn't stop the others.
pub async fn on_users(
    locator: &Locator<'_>,
    side: &AuthSide<'_>,
    tenants: Vec<TenantRow>,
    reach: Reach,
    observer: &impl Observer,
) -> Vec<(TenantRow, Result<Vec<Difference>, StepError>)> {
    let work = async |tenant: &TenantRow| match tenant.status {
        Status::Active => active(locator, side, tenant, reach).await,
        _ => closed(locator.control, side, tenant).await,
    };
    let done = each(tenants, reach.jobs, observer, work).await;
    done.into_iter().map(|Done { tenant, result, .. }| (tenant, result)).collect()
}

/// Finds the users of a shared Auth server, whose API is there, that erased tenants have left.
///
/// # Errors
/// The control plane.
pub async fn left_over(control: &ControlPlane, users: &[AuthUser], api: &str) -> Result<Vec<Difference>, PlaneError> {
    let of: Vec<(Uuid, Uuid)> = users.iter().filter_map(|user| Some((user.id, only_tenant_of(user)?))).collect();
    let mut tenants: Vec<Uuid> = of.iter().map(|(_, tenant)| *tenant).collect();
    tenants.sort_unstable();
    tenants.dedup();
    let erased = plane::erased(&mut *control.session.get().await, &tenants).await?;
    Ok(left_users(&of, &erased, api))
}

async fn active(
    locator: &Locator<'_>,
    side: &AuthSide<'_>,
    tenant: &TenantRow,
    reach: Reach,
) -> Result<Vec<Difference>, StepError> {
    let own = match own_server(locator.control, side, tenant).await? {
        Some(auth) => Some(auth.users().await?),
        None => None,
    };
    let Some(users) = own.as_deref().or(side.shared) else { return Ok(Vec::new()) };
    let opened: Result<TenantSession, StepError> =
        locator.open(tenant, "tenantctl doctor", reach.lock_timeout, reach.timeout).await;
    let mut session = opened?;
    let rows = async {
        match tenant_db::users::are_kept(&mut session).await? {
            true => Ok::<_, StepError>(Some(list(&mut session, None, usize::MAX).await?)),
            false => Ok(None),
        }
    };
    let rows = rows.await;
    session.close().await;
    let Some(rows) = rows? else { return Ok(Vec::new()) };
    let known: Vec<KnownUser> =
        rows.iter().map(|row| KnownUser { id: row.auth_user_id, is_disabled: row.disabled_at.is_some() }).collect();
    let now = chrono::Utc::now();
    let kept = users.iter().filter(|user| user.deleted_at.is_none());
    let found: Vec<FoundUser> = kept.map(|user| found_user(user, tenant, now)).collect();
    Ok(user_differences((tenant.id.as_str(), tenant.uuid), &known, &found))
}

fn found_user(user: &AuthUser, tenant: &TenantRow, now: chrono::DateTime<chrono::Utc>) -> FoundUser {
    let role = user.app_metadata.get("role").and_then(serde_json::Value::as_str);
    let of: UserOf = owner_of(user, tenant);
    FoundUser {
        id: user.id,
        email: user.email.clone(),
        role: role.map(str::to_owned),
        of,
        is_banned: user.is_banned(now),
    }
}

/// Nobody logs in to a project whose tenant is closed.
async fn closed(control: &ControlPlane, side: &AuthSide<'_>, tenant: &TenantRow) -> Result<Vec<Difference>, StepError> {
    let Some(auth) = own_server(control, side, tenant).await? else { return Ok(Vec::new()) };
    let now = chrono::Utc::now();
    let users = auth.users().await?;
    let open = users.iter().filter(|user| user.deleted_at.is_none() && !user.is_banned(now)).count();
    if open == 0 {
        return Ok(Vec::new());
    }
    let text = format!("the tenant is closed, and {open} of its users may log in");
    Ok(vec![Difference {
        kind: "open_users",
        tenant: Some(tenant.id.to_string()),
        uuid: Some(tenant.uuid),
        object: tenant.project.clone().unwrap_or_default(),
        text,
        mend: "tenantctl doctor --reconcile --fix".to_owned(),
        repair: Some(Repair::Close),
    }])
}

async fn own_server(
    control: &ControlPlane,
    side: &AuthSide<'_>,
    tenant: &TenantRow,
) -> Result<Option<AuthApi>, StepError> {
    Ok(auth_of(control, side.vault, tenant, None, side.options).await?)
}
