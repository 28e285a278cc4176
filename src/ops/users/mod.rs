//! Users of a tenant: at the Auth server, and in the tenant's own `access.user_mappings`. The Auth server comes first and
//! the row after it; both are idempotent, so a run that was cut off is repaired by running it again.

mod belonging;
mod change;
mod create;
mod demo;
mod error;
mod find;
mod import;
mod login;
mod owner;
mod rename;
mod server;
mod suspend;

pub use crate::tenant_db::users::Mapping;
pub(super) use belonging::{only_tenant_of, owner_of, users_of};
pub use change::{disable, enable, remove};
pub use create::{Made, Outcome, Welcome, Wish, create};
pub use demo::DemoUsers;
pub(super) use demo::{make_demo_users, remove_demo_users};
pub use error::UserError;
pub use find::{Found, Who, find, list};
pub use import::{ImportError, ImportReport, ImportWish, import};
pub use login::log_in;
pub(super) use owner::{make_owner, remove_owner};
pub(super) use rename::rename_users;
pub use server::{SharedAuth, auth_of};
pub(super) use suspend::{ban_users, unban_users};

use crate::control_plane::{ControlPlane, TenantRow};
use crate::ops::act::Actor;
use crate::supabase::auth::{AuthApi, AuthUser};
use crate::tenant_db::TenantSession;
use uuid::Uuid;

/// What a command about users works with.
pub struct Users<'a> {
    /// The control plane.
    pub control: &'a ControlPlane,
    /// The tenant.
    pub tenant: &'a TenantRow,
    /// The tenant's Auth server, if it has one.
    pub auth: Option<&'a AuthApi>,
    /// A session in the tenant's database.
    pub session: &'a mut TenantSession,
    /// Who runs this.
    pub runner: &'a str,
}

impl Users<'_> {
    fn actor(&self) -> Actor<'_> {
        Actor { control: self.control, tenant: self.tenant, runner: self.runner }
    }
}

/// Which tenant a user of the Auth server belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Belongs {
    /// This one.
    Here,
    /// None.
    Nowhere,
    /// That one.
    Elsewhere(String),
}

/// Looks into what only administrators write. The uuid counts where there is one: ids may be renamed.
fn belongs(user: &AuthUser, tenant: &TenantRow) -> Belongs {
    let text = |name: &str| user.app_metadata.get(name).and_then(serde_json::Value::as_str);
    match (text("tenant_uuid"), text("tenant_id")) {
        (Some(uuid), _) if uuid.parse() == Ok(tenant.uuid) => Belongs::Here,
        (None, Some(id)) if id == tenant.id.as_str() => Belongs::Here,
        (None, None) => Belongs::Nowhere,
        (uuid, id) => Belongs::Elsewhere(id.or(uuid).unwrap_or_default().to_owned()),
    }
}

/// What the Auth server keeps of the tenant and the role, for tokens.
fn metadata(tenant: &TenantRow, role: &str) -> serde_json::Map<String, serde_json::Value> {
    [("tenant_id", tenant.id.to_string()), ("tenant_uuid", tenant.uuid.to_string()), ("role", role.to_owned())]
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value.into()))
        .collect()
}

/// A user's id, the same in every run.
fn id_of(tenant: &TenantRow, email: &str) -> Uuid {
    crate::import::users::user_id(&tenant.uuid, None, Some(email), None)
}
