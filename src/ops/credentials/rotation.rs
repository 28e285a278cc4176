//! A password that comes next: kept before anything is done with it, so that a killed run goes on with the same one.

use super::{CredentialsError, LoginRole, Vault};
use crate::control_plane::{self as plane, ControlPlane};
use crate::postgres::Connection;
use crate::secrets::{Aad, generate_password};
use secrecy::{ExposeSecret, SecretString};
use uuid::Uuid;

impl LoginRole {
    /// The secret's name while it isn't in use yet.
    fn next_column(self) -> &'static str {
        match self {
            Self::Migrator => "migrator_password_next",
            Self::App => "app_password_next",
        }
    }
}

impl Vault {
    /// Returns the password that comes next, making it the first time.
    ///
    /// # Errors
    /// [`CredentialsError`].
    pub async fn next_password(
        &self,
        control: &ControlPlane,
        tenant: Uuid,
        role: LoginRole,
    ) -> Result<SecretString, CredentialsError> {
        let mut connection = control.session.get().await;
        let key = self.data_key(&mut connection, tenant).await?;
        let aad = Aad::new(self.control_plane, tenant, role.next_column());
        if let Some(sealed) = plane::tenant_secret(&mut connection, tenant, role.next_column()).await? {
            return Ok(key.open(&sealed, &aad)?);
        }
        let made = generate_password()?;
        let sealed = key.seal(made.expose_secret().as_bytes(), &aad)?;
        plane::put_secret(&mut connection, tenant, role.next_column(), &sealed).await?;
        Ok(made)
    }

    /// Lets the next password be the one in use, in the caller's transaction.
    ///
    /// # Errors
    /// [`CredentialsError`].
    pub async fn use_next_password(
        &self,
        connection: &mut Connection,
        tenant: Uuid,
        role: LoginRole,
        password: &SecretString,
    ) -> Result<(), CredentialsError> {
        let key = self.data_key(connection, tenant).await?;
        let sealed =
            key.seal(password.expose_secret().as_bytes(), &Aad::new(self.control_plane, tenant, role.column()))?;
        plane::put_secret(connection, tenant, role.column(), &sealed).await?;
        Ok(plane::delete_secret(connection, tenant, role.next_column()).await?)
    }

    /// Forgets the next password.
    ///
    /// # Errors
    /// [`CredentialsError`].
    pub async fn forget_next_password(
        &self,
        control: &ControlPlane,
        tenant: Uuid,
        role: LoginRole,
    ) -> Result<(), CredentialsError> {
        Ok(plane::delete_secret(&mut *control.session.get().await, tenant, role.next_column()).await?)
    }
}
