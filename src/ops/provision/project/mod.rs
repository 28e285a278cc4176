//! A tenant's home in a Supabase project of its own.

mod address;
mod create;
mod health;
mod removal;
mod schema;

use super::error::StepError;
use super::home::{Home, Place};
use super::run::{Deps, Provisioned, Run};
use super::spec::Spec;
use crate::control_plane::{self as plane, ControlPlane, TenantRow};
use crate::domain::operation::ProvisionStep;
use crate::domain::tenant::TenantId;
use crate::host::Removal;
use crate::ops::credentials::{LoginRole, Vault};
use crate::ops::observer::Observer;
use crate::ops::users::auth_of;
use crate::postgres::{Connection, DatabaseError, Session};
use crate::secrets::generate_password;
use crate::supabase::auth::AuthApi;
use crate::supabase::http::HttpOptions;
use crate::supabase::management::ManagementApi;
use crate::tenant_db::TenantSession;
use secrecy::SecretString;
use std::path::PathBuf;
use std::time::Duration;
use uuid::Uuid;

pub use create::ProjectError;

/// The database of every project, and the login that owns what is in it.
pub(super) const DATABASE: &str = "postgres";

/// The Management API and how new projects are to be.
pub struct ProjectHome {
    /// The API.
    pub api: ManagementApi,
    /// The control plane's own connection, on which the tenant's lock lives.
    pub session: Session,
    /// The organization that owns new projects.
    pub organization: String,
    /// The project to take where several bear the tenant's name.
    pub chosen: Option<String>,
    /// Where a project's own API is; `{ref}` stands for the project.
    pub project_url: String,
    /// How long a new project may take until it and its services are healthy.
    pub patience: Duration,
    /// How long calls to the project's own API may take.
    pub options: HttpOptions,
    /// What the projects' servers are verified with.
    pub root: Option<PathBuf>,
}

impl ProjectHome {
    /// Returns where a project's own API is.
    pub(super) fn api_url(&self, project: &str) -> String {
        self.project_url.replace("{ref}", project).trim_end_matches('/').to_owned()
    }
}

/// Names a tenant's project. The end of its uuid, which nobody else knows before, is the mark by which a project whose
/// creation was never answered is found again.
pub(super) fn project_name(id: &TenantId, uuid: Uuid) -> String {
    let hex = uuid.simple().to_string();
    format!("{id}-{}", &hex[20..])
}

impl Home for ProjectHome {
    /// The password of the login `postgres`.
    type Keys = SecretString;

    async fn check(&self) -> Result<(), StepError> {
        self.check_organization().await
    }

    fn steps(&self, spec: &Spec) -> Vec<ProvisionStep> {
        ProvisionStep::on_a_project(spec.owner_email.is_some())
    }

    fn place(&self, _: &Spec, _: Uuid) -> Result<Place, StepError> {
        let [database, migrator, app] = [DATABASE; 3].map(str::to_owned);
        Ok(Place { cluster: None, database, migrator, app })
    }

    fn elsewhere(&self, tenant: &TenantRow) -> Option<String> {
        tenant.cluster.as_ref().map(|(_, name)| format!("the cluster {name}"))
    }

    fn new_keys(&self) -> Result<SecretString, StepError> {
        Ok(generate_password()?)
    }

    async fn store_keys(
        &self,
        connection: &mut Connection,
        vault: &Vault,
        tenant: Uuid,
        keys: &SecretString,
    ) -> Result<(), StepError> {
        Ok(vault.store_project(connection, tenant, keys).await?)
    }

    async fn stored_keys(
        &self,
        control: &ControlPlane,
        vault: &Vault,
        tenant: &TenantRow,
    ) -> Result<SecretString, StepError> {
        Ok(vault.password(control, tenant.uuid, LoginRole::Migrator).await?)
    }

    async fn lock(&self, tenant: Uuid) -> Result<bool, StepError> {
        Ok(plane::lock_tenant(&mut *self.session.get().await, tenant).await?)
    }

    async fn unlock(&self, tenant: Uuid) -> Result<(), StepError> {
        Ok(plane::unlock_tenant(&mut *self.session.get().await, tenant).await?)
    }

    /// There is no pool of projects: each costs money from its first hour.
    async fn claim(&self, _: &Deps<'_, Self>, _: &Spec) -> Result<Option<Provisioned>, StepError> {
        Ok(None)
    }

    async fn apply<O: Observer>(&self, run: &Run<'_, '_, Self, O>, step: ProvisionStep) -> Result<(), StepError> {
        match step {
            ProvisionStep::Project => self.create(run).await,
            ProvisionStep::Health => self.wait_until_healthy(run).await,
            ProvisionStep::Keys => self.read_keys(run).await,
            ProvisionStep::Schema => self.migrate(run).await,
            other => Err(StepError::foreign_step(other)),
        }
    }

    async fn open<O: Observer>(&self, run: &Run<'_, '_, Self, O>) -> Result<TenantSession, StepError> {
        self.connect(run, true).await
    }

    async fn auth(
        &self,
        control: &ControlPlane,
        vault: &Vault,
        tenant: &TenantRow,
    ) -> Result<Option<AuthApi>, StepError> {
        Ok(auth_of(control, vault, tenant, None, &self.options).await?)
    }

    async fn take_back(&self, step: ProvisionStep, tenant: &TenantRow, _: &ControlPlane) -> Result<Removal, StepError> {
        match step {
            ProvisionStep::Project => self.remove(tenant).await,
            // All of it goes with the project.
            _ => Ok(Removal::default()),
        }
    }

    async fn reopen(&self, _: &ControlPlane, _: Duration) -> Result<(), DatabaseError> {
        Ok(())
    }
}

impl<O: Observer> Run<'_, '_, ProjectHome, O> {
    /// Reads the tenant's row again: what earlier steps found out is there.
    async fn row(&self) -> Result<TenantRow, StepError> {
        let row = plane::tenant_by_uuid(&mut *self.deps.control.session.get().await, self.uuid).await?;
        Ok(row.ok_or_else(|| plane::PlaneError::Inconsistent(format!("tenant {} has no row", self.spec.id)))?)
    }

    /// Returns the tenant's project.
    async fn project(&self) -> Result<String, StepError> {
        let project = self.row().await?.project;
        Ok(project.ok_or_else(|| plane::PlaneError::Inconsistent(format!("tenant {} has no project", self.spec.id)))?)
    }
}
