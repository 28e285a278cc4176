//! What commands about a tenant's users work with.

use super::Context;
use crate::control_plane::{ControlPlane, TenantRow};
use crate::domain::status::Status;
use crate::error::CommandError;
use crate::ops::credentials::Vault;
use crate::ops::errand::Errand;
use crate::ops::head_start::Manner;
use crate::ops::locate::Locator;
use crate::ops::policy::PolicyError;
use crate::ops::users::{UserError, auth_of};
use crate::supabase::auth::AuthApi;
use crate::tenant_db::TenantSession;

impl Context {
    /// Finds the tenant's Auth server, if it has one.
    ///
    /// # Errors
    /// It can't be found or reached, or its key is none.
    pub async fn auth_server(
        &self,
        control: &ControlPlane,
        vault: &Vault,
        tenant: &TenantRow,
    ) -> Result<Option<AuthApi>, CommandError> {
        let shared = self.shared_auth()?;
        Ok(auth_of(control, vault, tenant, shared.as_ref(), &self.http_options()).await?)
    }

    /// Opens the database of a tenant in use, for its users.
    ///
    /// # Errors
    /// The tenant isn't in use, or its database can't be reached.
    pub async fn users_session(
        &self,
        locator: &Locator<'_>,
        tenant: &TenantRow,
    ) -> Result<TenantSession, CommandError> {
        if tenant.status != Status::Active {
            return Err(UserError::Status(tenant.status).into());
        }
        let Manner { application, lock_timeout, timeout } = self.manner(&tenant.id, Errand::Users);
        let opened: Result<_, UserError> = locator.open(tenant, &application, lock_timeout, timeout).await;
        Ok(opened?)
    }

    /// Opens the database of a tenant in use, to look at its policy.
    ///
    /// # Errors
    /// The tenant isn't in use, or its database can't be reached.
    pub async fn policy_session(
        &self,
        locator: &Locator<'_>,
        tenant: &TenantRow,
    ) -> Result<TenantSession, CommandError> {
        if tenant.status != Status::Active {
            return Err(PolicyError::Status(tenant.status).into());
        }
        let Manner { application, lock_timeout, timeout } = self.manner(&tenant.id, Errand::Policy);
        let opened: Result<_, PolicyError> = locator.open(tenant, &application, lock_timeout, timeout).await;
        Ok(opened?)
    }
}
