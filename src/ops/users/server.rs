//! Which Auth server a tenant's users are at.

use super::UserError;
use crate::control_plane::{ControlPlane, TenantRow};
use crate::ops::credentials::{ProjectKey, Vault};
use crate::supabase::auth::{AuthApi, AuthKey, AuthServer};
use crate::supabase::http::HttpOptions;
use secrecy::SecretString;

/// The Auth server that all tenants on clusters share.
#[derive(Debug, Clone)]
pub struct SharedAuth {
    /// Its own address, or that of the Supabase API that it is a part of.
    pub url: String,
    /// The address is its own.
    pub is_base: bool,
    /// A key that administers users; missed only by whoever needs it.
    pub key: Option<SecretString>,
    /// How long calls may take.
    pub options: HttpOptions,
}

impl SharedAuth {
    /// Finds the server.
    ///
    /// # Errors
    /// The key can't administer users, or no Auth server answers there.
    pub async fn open(&self) -> Result<AuthApi, UserError> {
        let key = AuthKey::parse(self.key.as_ref().ok_or(UserError::NoKey)?)?;
        if self.is_base {
            let server = AuthServer { base: self.url.clone(), version: None };
            return Ok(AuthApi::new(server, &key, self.options.clone())?);
        }
        Ok(AuthApi::discover(&self.url, &key, self.options.clone()).await?)
    }
}

/// Returns the Auth server of a tenant: its own project's, else the shared one, else none.
///
/// # Errors
/// As [`SharedAuth::open`], or the project's key can't be opened.
pub async fn auth_of(
    control: &ControlPlane,
    vault: &Vault,
    tenant: &TenantRow,
    shared: Option<&SharedAuth>,
    options: &HttpOptions,
) -> Result<Option<AuthApi>, UserError> {
    let Some(address) = &tenant.address else {
        return match shared {
            Some(shared) => shared.open().await.map(Some),
            None => Ok(None),
        };
    };
    let key = vault.project_key(control, tenant.uuid, ProjectKey::Service).await?;
    let server = AuthServer { base: format!("{}/auth/v1", address.api_url), version: None };
    Ok(Some(AuthApi::new(server, &AuthKey::parse(&key)?, options.clone())?))
}
