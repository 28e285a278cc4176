//! A tenant's passwords: made here, sealed here, opened here.

mod project;
mod rewrap;
mod rotation;
mod signing;
mod vault;

pub use project::ProjectKey;
pub use rewrap::Opened;
pub use vault::Vault;
pub(crate) use vault::held;

use crate::control_plane::{
    self as plane, ClusterRow, ControlPlane, NewPasswords, PlaneError, StoredSecret, TenantRow,
};
use crate::host::LoginVerifiers;
use crate::postgres::Connection;
use crate::secrets::{Aad, DataKey, SecretsError, Verifier, generate_password};
use secrecy::{ExposeSecret, SecretString};
use std::sync::Arc;
use uuid::Uuid;

/// Why a tenant's credentials can't be had.
#[derive(Debug, thiserror::Error)]
pub enum CredentialsError {
    /// The control plane.
    #[error(transparent)]
    Plane(#[from] PlaneError),
    /// The master key or a sealed secret.
    #[error(transparent)]
    Secrets(#[from] SecretsError),
    /// The control plane has no such secret.
    #[error("the control plane holds no {0} of this tenant")]
    Missing(&'static str),
}

/// Which of a tenant's two logins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LoginRole {
    /// Migrates and loads.
    Migrator,
    /// The tenant's application.
    App,
}

impl LoginRole {
    /// The secret's name in the control plane; part of what it is sealed with.
    pub fn column(self) -> &'static str {
        match self {
            Self::Migrator => "migrator_password",
            Self::App => "app_password",
        }
    }
}

/// Both passwords of a tenant.
pub struct Passwords {
    migrator: SecretString,
    app: SecretString,
}

impl Passwords {
    /// Makes new ones.
    ///
    /// # Errors
    /// [`SecretsError`] without randomness.
    pub fn generate() -> Result<Self, SecretsError> {
        Ok(Self { migrator: generate_password()?, app: generate_password()? })
    }

    /// What the server is given.
    ///
    /// # Errors
    /// [`SecretsError`] without randomness.
    pub fn verifiers(&self) -> Result<LoginVerifiers, SecretsError> {
        Ok(LoginVerifiers {
            migrator: Verifier::of(&self.migrator)?.as_str().to_owned(),
            app: Verifier::of(&self.app)?.as_str().to_owned(),
        })
    }

    /// What the server is given, made on another thread: twice 4,096 rounds of hashing needn't keep the first writes
    /// waiting.
    pub fn hash_beside(self: &Arc<Self>) -> tokio::task::JoinHandle<Result<LoginVerifiers, SecretsError>> {
        let passwords = Arc::clone(self);
        tokio::task::spawn_blocking(move || passwords.verifiers())
    }

    /// One of the two.
    pub fn of(&self, role: LoginRole) -> &SecretString {
        match role {
            LoginRole::Migrator => &self.migrator,
            LoginRole::App => &self.app,
        }
    }
}

/// Both passwords as the control plane keeps them.
#[derive(Debug)]
pub struct SealedPasswords {
    /// The master key.
    pub kek_id: String,
    /// The data key, wrapped.
    pub wrapped_key: Vec<u8>,
    /// The migrator's.
    pub migrator: Vec<u8>,
    /// The application's.
    pub app: Vec<u8>,
}

impl Vault {
    /// Seals a cluster's admin URL.
    ///
    /// # Errors
    /// [`SecretsError`].
    pub fn seal_cluster_url(&self, cluster: Uuid, url: &SecretString) -> Result<Vec<u8>, SecretsError> {
        self.kek().seal_direct(url.expose_secret().as_bytes(), &Aad::new(self.control_plane, cluster, "admin_url"))
    }

    /// Opens a cluster's admin URL.
    ///
    /// # Errors
    /// [`SecretsError::Sealed`] when it was changed or is another cluster's.
    pub fn open_cluster_url(&self, row: &ClusterRow) -> Result<SecretString, SecretsError> {
        let aad = Aad::new(self.control_plane, row.id, "admin_url");
        self.kek_of(&row.admin_url_kek)?.open_direct(&row.admin_url, &aad)
    }

    /// Seals both passwords and stores them, in the caller's transaction.
    ///
    /// # Errors
    /// [`CredentialsError`].
    pub async fn store(
        &self,
        connection: &mut Connection,
        tenant: Uuid,
        passwords: &Passwords,
    ) -> Result<(), CredentialsError> {
        let sealed = self.seal(tenant, passwords)?;
        let SealedPasswords { kek_id, wrapped_key, migrator, app } = &sealed;
        Ok(plane::insert_passwords(connection, tenant, NewPasswords { kek_id, wrapped_key, migrator, app }).await?)
    }

    /// Seals both passwords for a tenant.
    ///
    /// # Errors
    /// [`SecretsError`].
    pub fn seal(&self, tenant: Uuid, passwords: &Passwords) -> Result<SealedPasswords, SecretsError> {
        let key = DataKey::generate()?;
        let seal = |role: LoginRole| {
            let aad = Aad::new(self.control_plane, tenant, role.column());
            key.seal(passwords.of(role).expose_secret().as_bytes(), &aad)
        };
        Ok(SealedPasswords {
            kek_id: self.kek_id().to_owned(),
            wrapped_key: self.kek().wrap(&key, &Aad::new(self.control_plane, tenant, "data_key"))?,
            migrator: seal(LoginRole::Migrator)?,
            app: seal(LoginRole::App)?,
        })
    }

    /// Opens one password of a tenant.
    ///
    /// # Errors
    /// [`SecretsError::Sealed`] when the row was changed or is another tenant's.
    pub async fn password(
        &self,
        control: &ControlPlane,
        tenant: Uuid,
        role: LoginRole,
    ) -> Result<SecretString, CredentialsError> {
        let mut connection = control.session.get().await;
        self.open_secret(&mut connection, tenant, role.column(), "password").await
    }

    async fn open_secret(
        &self,
        connection: &mut Connection,
        tenant: Uuid,
        column: &str,
        what: &'static str,
    ) -> Result<SecretString, CredentialsError> {
        let found = plane::sealed_secret(connection, tenant, column).await?;
        self.open_sealed(&found.ok_or(CredentialsError::Missing("data key"))?, column, what)
    }

    /// Opens a secret as it is stored.
    ///
    /// # Errors
    /// As [`Vault::password`].
    pub(super) fn open_sealed(
        &self,
        found: &StoredSecret,
        column: &str,
        what: &'static str,
    ) -> Result<SecretString, CredentialsError> {
        let tenant = found.tenant_uuid;
        let aad = |name: &str| Aad::new(self.control_plane, tenant, name);
        let key = self.kek_of(&found.kek_id)?.unwrap(&found.wrapped_key, &aad("data_key"))?;
        let sealed = found.sealed.as_deref().ok_or(CredentialsError::Missing(what))?;
        Ok(key.open(sealed, &aad(column))?)
    }

    async fn data_key(&self, connection: &mut Connection, tenant: Uuid) -> Result<DataKey, CredentialsError> {
        let key = plane::tenant_key(connection, tenant).await?;
        let (kek_id, wrapped) = key.ok_or(CredentialsError::Missing("data key"))?;
        Ok(self.kek_of(&kek_id)?.unwrap(&wrapped, &Aad::new(self.control_plane, tenant, "data_key"))?)
    }

    /// Opens both passwords of a tenant.
    ///
    /// # Errors
    /// As [`Vault::password`].
    pub async fn passwords(&self, control: &ControlPlane, tenant: &TenantRow) -> Result<Passwords, CredentialsError> {
        let roles = [LoginRole::Migrator, LoginRole::App];
        let mut connection = control.session.get().await;
        let found = plane::sealed_pair(&mut connection, tenant.uuid, roles.map(LoginRole::column)).await?;
        let found = found.ok_or(CredentialsError::Missing("data key"))?;
        let open = |at: usize| self.open_sealed(&found[at], roles[at].column(), "password");
        Ok(Passwords { migrator: open(0)?, app: open(1)? })
    }
}
