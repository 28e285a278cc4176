//! Demo users: one for each role of the tenant's policy.

use super::create::make;
use super::{Belongs, Outcome, SharedAuth, UserError, Users, Welcome, Wish, auth_of, belongs, id_of};
use crate::control_plane::TenantRow;
use crate::domain::contact;
use crate::ops::locate::Locator;
use crate::supabase::auth::AuthApi;
use crate::supabase::http::HttpOptions;
use crate::tenant_db::{self, TenantSession};
use serde_json::json;

/// Where demo users are made.
pub struct DemoUsers<'a> {
    /// The Auth server that tenants on clusters share, if there is one.
    pub shared: Option<&'a SharedAuth>,
    /// How long calls may take.
    pub options: HttpOptions,
    /// Who runs this.
    pub runner: &'a str,
}

impl DemoUsers<'_> {
    /// Makes those of a tenant, and returns how many had to be made or brought in line: none where the tenant has no
    /// Auth server.
    ///
    /// # Errors
    /// [`UserError`]; the same call again completes it.
    pub(in crate::ops) async fn make_in(
        &self,
        locator: &Locator<'_>,
        tenant: &TenantRow,
        session: &mut TenantSession,
    ) -> Result<usize, UserError> {
        let Locator { control, vault, .. } = *locator;
        let Some(auth) = auth_of(control, vault, tenant, self.shared, &self.options).await? else { return Ok(0) };
        let mut users = Users { control, tenant, auth: Some(&auth), session, runner: self.runner };
        let act = users.actor().begin("user demo", json!({})).await?;
        let made = make_demo_users(&mut users).await;
        users.actor().end(act, made).await
    }
}

/// The domain of a tenant's demo users. RFC 2606 keeps `.example` from ever being somebody's.
fn domain(tenant: &TenantRow) -> String {
    format!("@{}.example", tenant.id)
}

/// Makes the demo users within somebody else's act; returns how many had to be made or brought in line. A tenant whose
/// schema keeps no users, or that has no Auth server, has none.
///
/// # Errors
/// [`UserError`]; the same call again completes it.
pub(in crate::ops) async fn make_demo_users(users: &mut Users<'_>) -> Result<usize, UserError> {
    if users.auth.is_none() || !tenant_db::users::are_kept(users.session).await? {
        return Ok(0);
    }
    let mut changed = 0;
    for role in tenant_db::users::roles(users.session).await? {
        let email = format!("{role}{}", domain(users.tenant)).to_lowercase();
        if contact::email(&email).is_err() {
            tracing::warn!("the role {role:?} can't stand in an e-mail address, so it gets no demo user");
            continue;
        }
        let wish = Wish { email, role, welcome: Welcome::Nothing, adopt: false };
        if make(users, &wish).await?.outcome != Outcome::Unchanged {
            changed += 1;
        }
    }
    Ok(changed)
}

/// Takes the demo users of a tenant back from a shared Auth server. Says whom.
///
/// # Errors
/// The Auth server.
pub(in crate::ops) async fn remove_demo_users(auth: &AuthApi, tenant: &TenantRow) -> Result<Vec<String>, UserError> {
    let mut removed = Vec::new();
    for user in auth.users_at(&domain(tenant)).await? {
        let made = user.email.as_deref().is_some_and(|email| user.id == id_of(tenant, email));
        if made && belongs(&user, tenant) == Belongs::Here {
            auth.delete_user(user.id, false).await?;
            removed.push(format!("user {} at the Auth server", user.id));
        }
    }
    Ok(removed)
}
