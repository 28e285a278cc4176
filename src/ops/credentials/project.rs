//! What a tenant with a Supabase project has: one database password, and the project's API keys.

use super::{CredentialsError, LoginRole, Vault};
use crate::control_plane::{self as plane, ControlPlane};
use crate::postgres::Connection;
use crate::secrets::{Aad, DataKey};
use secrecy::{ExposeSecret, SecretString};
use uuid::Uuid;

/// One of the keys of a tenant's Supabase project.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProjectKey {
    /// Of the role `service_role`: everything.
    Service,
    /// What an application's client may hold.
    Anon,
}

impl ProjectKey {
    /// The secret's name in the control plane; part of what it is sealed with.
    fn column(self) -> &'static str {
        match self {
            Self::Service => "service_role_key",
            Self::Anon => "anon_key",
        }
    }
}

impl Vault {
    /// Stores the password of a Supabase project's database, in the caller's transaction.
    ///
    /// # Errors
    /// [`CredentialsError`].
    pub async fn store_project(
        &self,
        connection: &mut Connection,
        tenant: Uuid,
        password: &SecretString,
    ) -> Result<(), CredentialsError> {
        let key = DataKey::generate()?;
        let wrapped = self.kek().wrap(&key, &Aad::new(self.control_plane, tenant, "data_key"))?;
        plane::insert_tenant_key(connection, tenant, self.kek_id(), &wrapped).await?;
        let column = LoginRole::Migrator.column();
        let aad = Aad::new(self.control_plane, tenant, column);
        let sealed = key.seal(password.expose_secret().as_bytes(), &aad)?;
        Ok(plane::put_secret(connection, tenant, column, &sealed).await?)
    }

    /// Stores a key of a tenant's Supabase project, or replaces it, in the caller's transaction.
    ///
    /// # Errors
    /// [`CredentialsError`].
    pub async fn store_project_key(
        &self,
        connection: &mut Connection,
        tenant: Uuid,
        which: ProjectKey,
        value: &SecretString,
    ) -> Result<(), CredentialsError> {
        let key = self.data_key(connection, tenant).await?;
        let aad = Aad::new(self.control_plane, tenant, which.column());
        let sealed = key.seal(value.expose_secret().as_bytes(), &aad)?;
        Ok(plane::put_secret(connection, tenant, which.column(), &sealed).await?)
    }

    /// Opens a key of a tenant's Supabase project.
    ///
    /// # Errors
    /// As [`Vault::password`].
    pub async fn project_key(
        &self,
        control: &ControlPlane,
        tenant: Uuid,
        which: ProjectKey,
    ) -> Result<SecretString, CredentialsError> {
        let mut connection = control.session.get().await;
        self.open_secret(&mut connection, tenant, which.column(), "project key").await
    }
}
