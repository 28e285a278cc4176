//! Where a tenant's login connects to.

use super::ahead::Ahead;
use super::head_start::{HeadStart, Manner};
use super::location::Location;
use crate::control_plane::{self as plane, ControlPlane, PlaneError, TenantRow};
use crate::domain::tenant::Marker;
use crate::ops::credentials::{CredentialsError, LoginRole, Vault};
use crate::postgres::{Connection, FailureClass, InvalidTarget, Target};
use crate::tenant_db::{Mark, TenantDbError, TenantSession};
use secrecy::{ExposeSecret, SecretString};
use std::path::PathBuf;
use std::time::Duration;
use uuid::Uuid;

/// Why a tenant's address can't be had.
#[derive(Debug, thiserror::Error)]
pub enum LocateError {
    /// Credentials or control plane.
    #[error(transparent)]
    Credentials(#[from] CredentialsError),
    /// The stored URL of its cluster.
    #[error("the stored URL of the cluster {cluster:?} {source}")]
    Target {
        /// The cluster.
        cluster: String,
        /// What is wrong with it.
        source: InvalidTarget,
    },
    /// The tenant has no cluster.
    #[error("tenant {0} is on no cluster")]
    NoCluster(String),
    /// Its project isn't that far.
    #[error("where the project of tenant {0} has its database isn't known yet")]
    NoAddress(String),
    /// A project has none: its application uses the API with the project's keys.
    #[error("tenant {0} has a Supabase project, whose application has no database login but the project's API keys")]
    NoAppLogin(String),
}

impl From<PlaneError> for LocateError {
    fn from(error: PlaneError) -> Self {
        Self::Credentials(error.into())
    }
}

/// Finds tenants' databases. The embedded server's socket may have moved since a cluster's URL
/// was stored, so its present address is given.
pub struct Locator<'a> {
    /// The control plane.
    pub control: &'a ControlPlane,
    /// The sealing key.
    pub vault: &'a Vault,
    /// The embedded server, if it runs.
    pub embedded: Option<Target>,
    /// What the servers of Supabase projects are verified with.
    pub project_root: Option<PathBuf>,
    /// What was read for many tenants at once.
    pub ahead: Ahead,
    /// A connection that was begun before the control plane had said anything.
    pub head_start: Option<HeadStart>,
}

impl Locator<'_> {
    /// Returns where the tenant's login connects to, with its password.
    ///
    /// # Errors
    /// [`LocateError`].
    pub async fn target(&self, tenant: &TenantRow, role: LoginRole) -> Result<Target, LocateError> {
        if tenant.address.is_some() && role == LoginRole::App {
            return Err(LocateError::NoAppLogin(tenant.id.to_string()));
        }
        let password = self.vault.password(self.control, tenant.uuid, role).await?;
        self.target_of(tenant, role, password).await
    }

    /// The same as it is shown, which needs no password.
    ///
    /// # Errors
    /// [`LocateError`].
    pub async fn masked_url(&self, tenant: &TenantRow, role: LoginRole) -> Result<String, LocateError> {
        Ok(self.target_of(tenant, role, SecretString::default()).await?.masked_url())
    }

    async fn target_of(
        &self,
        tenant: &TenantRow,
        role: LoginRole,
        password: SecretString,
    ) -> Result<Target, LocateError> {
        if let Some(address) = &tenant.address {
            let place = (address.host.as_str(), address.port);
            return Ok(Target::tcp(place, &address.user, password, &tenant.database, self.project_root.clone()));
        }
        let server = match &self.embedded {
            Some(target) if tenant.provider == "local" => target.clone(),
            _ => self.cluster_target(tenant).await?,
        };
        let login = match role {
            LoginRole::Migrator => &tenant.migrator,
            LoginRole::App => &tenant.app,
        };
        Ok(server.with_login(login, password, &tenant.database))
    }

    /// Reads the passwords of the logins that migrate these tenants, for [`Locator::open`].
    ///
    /// # Errors
    /// [`PlaneError`].
    pub async fn read_ahead(&self, connection: &mut Connection, tenants: &[Uuid]) -> Result<(), PlaneError> {
        let found = plane::sealed_secrets(connection, tenants, LoginRole::Migrator.column()).await?;
        self.ahead.keep(found);
        Ok(())
    }

    /// Connects to the tenant's database as the login that migrates it, and proves that it is the tenant's.
    ///
    /// # Errors
    /// It can't be found or reached, or is another one.
    pub async fn open<E: From<LocateError> + From<TenantDbError>>(
        &self,
        tenant: &TenantRow,
        application: &str,
        lock_timeout: Duration,
        timeout: Duration,
    ) -> Result<TenantSession, E> {
        let manner = Manner { application: application.to_owned(), lock_timeout, timeout };
        let role = LoginRole::Migrator;
        if let Some(sealed) = self.ahead.take(tenant.uuid).or_else(|| self.control.foreseen_secret(tenant.uuid)) {
            let password = self.vault.open_sealed(&sealed, role.column(), "password").map_err(LocateError::from)?;
            let target = self.target_of(tenant, role, password).await?;
            match self.open_at(tenant, target, &manner).await {
                // It may have been changed since it was read.
                Err(TenantDbError::Database(error)) if error.class == FailureClass::Refused => {}
                opened => return Ok(opened?),
            }
        }
        let target = self.target(tenant, role).await?;
        Ok(self.open_at(tenant, target, &manner).await?)
    }

    async fn open_at(
        &self,
        tenant: &TenantRow,
        target: Target,
        manner: &Manner,
    ) -> Result<TenantSession, TenantDbError> {
        let marker = Marker { tenant: tenant.uuid, control_plane: self.control.id };
        let is_project = tenant.address.is_some();
        if let Some(head_start) = &self.head_start {
            return head_start.open(&tenant.id, Location { marker, is_project, target }, manner).await;
        }
        if is_project {
            return manner.open(&target, Mark::Row(&marker)).await;
        }
        let server = target.endpoint();
        let mut session = manner.open(&target, self.ahead.mark(&server, &marker)).await?;
        self.ahead.look(server, &mut session, self.control.id).await;
        Ok(session)
    }

    async fn cluster_target(&self, tenant: &TenantRow) -> Result<Target, LocateError> {
        let missing = || match tenant.provider.as_str() {
            "supabase" => LocateError::NoAddress(tenant.id.to_string()),
            _ => LocateError::NoCluster(tenant.id.to_string()),
        };
        let (id, _) = tenant.cluster.as_ref().ok_or_else(missing)?;
        let row = match self.control.foreseen_cluster(*id) {
            Some(row) => row,
            None => {
                let mut connection = self.control.session.get().await;
                plane::cluster_by_id(&mut connection, *id).await?.ok_or_else(missing)?
            }
        };
        let url = self.vault.open_cluster_url(&row).map_err(CredentialsError::from)?;
        Target::parse(url.expose_secret()).map_err(|source| LocateError::Target { cluster: row.name, source })
    }
}
