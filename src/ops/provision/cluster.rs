//! A tenant's home on a cluster: a database cloned from the template, and two logins.

use super::claim::claim;
use super::error::StepError;
use super::home::{Home, Place};
use super::inside::LOCK;
use super::lock::latest;
use super::run::{Deps, Provisioned, Run};
use super::spec::Spec;
use crate::control_plane::{ControlPlane, TenantRow};
use crate::domain::names::PhysicalNames;
use crate::domain::operation::ProvisionStep;
use crate::domain::tenant::Marker;
use crate::host::{ClusterHost, DatabaseHost, DumpPrograms, LoginVerifiers, Removal};
use crate::ops::credentials::{LoginRole, Passwords, Vault};
use crate::ops::observer::Observer;
use crate::ops::users::{SharedAuth, auth_of, remove_demo_users, remove_owner};
use crate::postgres::{Connection, DatabaseError, Target};
use crate::secrets::SecretsError;
use crate::supabase::auth::AuthApi;
use crate::supabase::http::HttpOptions;
use crate::tenant_db::{self, Expect, Mark, TenantSession};
use std::cell::RefCell;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;
use tokio::task::JoinHandle;
use uuid::Uuid;

/// A cluster that is to take tenants in.
pub struct ClusterHome {
    /// The cluster.
    pub host: ClusterHost,
    /// Its id in the control plane.
    pub cluster: Uuid,
    /// Where the users of its tenants are.
    pub auth: Option<SharedAuth>,
    /// What dumps and restores databases.
    pub programs: DumpPrograms,
    /// A folder for files that are soon gone.
    pub scratch: PathBuf,
}

/// Both passwords, and what the server is given in their place, which may still be being computed.
pub struct ClusterKeys {
    pub(super) passwords: Arc<Passwords>,
    hashing: RefCell<Option<JoinHandle<Result<LoginVerifiers, SecretsError>>>>,
}

impl ClusterKeys {
    /// Where the login that migrates connects to.
    pub(super) fn migrator_target(&self, host: &ClusterHost, place: &Place) -> Target {
        host.target(&place.migrator, self.passwords.of(LoginRole::Migrator).clone(), &place.database)
    }

    async fn verifiers(&self) -> Result<LoginVerifiers, StepError> {
        let hashing = self.hashing.borrow_mut().take();
        if let Some(hashing) = hashing
            && let Ok(verifiers) = hashing.await
        {
            return Ok(verifiers?);
        }
        Ok(self.passwords.verifiers()?)
    }
}

impl Home for ClusterHome {
    type Keys = ClusterKeys;

    /// The reservation itself finds out whether there is a place.
    async fn check(&self) -> Result<(), StepError> {
        Ok(())
    }

    fn steps(&self, spec: &Spec) -> Vec<ProvisionStep> {
        match spec.clone_of {
            Some(_) => ProvisionStep::of_a_clone(),
            None => ProvisionStep::on_a_cluster(spec.owner_email.is_some()),
        }
    }

    fn place(&self, spec: &Spec, uuid: Uuid) -> Result<Place, StepError> {
        let names = PhysicalNames::of(&spec.id, uuid, spec.naming)?;
        Ok(Place {
            cluster: Some(self.cluster),
            database: names.database.name().to_owned(),
            migrator: names.migrator.name().to_owned(),
            app: names.app.name().to_owned(),
        })
    }

    fn elsewhere(&self, tenant: &TenantRow) -> Option<String> {
        match &tenant.cluster {
            Some((id, _)) if *id == self.cluster => None,
            Some((_, name)) => Some(format!("the cluster {name}")),
            None => Some(format!("the provider {}", tenant.provider)),
        }
    }

    fn new_keys(&self) -> Result<ClusterKeys, StepError> {
        let passwords = Arc::new(Passwords::generate()?);
        let hashing = RefCell::new(Some(passwords.hash_beside()));
        Ok(ClusterKeys { passwords, hashing })
    }

    async fn store_keys(
        &self,
        connection: &mut Connection,
        vault: &Vault,
        tenant: Uuid,
        keys: &ClusterKeys,
    ) -> Result<(), StepError> {
        Ok(vault.store(connection, tenant, &keys.passwords).await?)
    }

    async fn stored_keys(
        &self,
        control: &ControlPlane,
        vault: &Vault,
        tenant: &TenantRow,
    ) -> Result<ClusterKeys, StepError> {
        let passwords = Arc::new(vault.passwords(control, tenant).await?);
        Ok(ClusterKeys { passwords, hashing: RefCell::default() })
    }

    async fn lock(&self, tenant: Uuid) -> Result<bool, StepError> {
        Ok(self.host.lock(tenant).await?)
    }

    async fn unlock(&self, tenant: Uuid) -> Result<(), StepError> {
        Ok(self.host.unlock(tenant).await?)
    }

    async fn claim(&self, deps: &Deps<'_, Self>, spec: &Spec) -> Result<Option<Provisioned>, StepError> {
        claim(deps, spec).await
    }

    async fn apply<O: Observer>(&self, run: &Run<'_, '_, Self, O>, step: ProvisionStep) -> Result<(), StepError> {
        let names = PhysicalNames::from_base(&run.place.database)?;
        let (host, deps, marker) = (&self.host, run.deps, run.marker());
        match step {
            ProvisionStep::Template => {
                crate::fail_point!("provision.making_template");
                deps.schema.ensure_template(host, deps.timeout, run.observer).await?;
                crate::fail_point!("provision.template");
            }
            ProvisionStep::Logins => {
                crate::fail_point!("provision.making_logins");
                host.create_logins(&names, marker, &run.keys.verifiers().await?).await?;
                crate::fail_point!("provision.logins");
            }
            ProvisionStep::Database => {
                crate::fail_point!("provision.making_database");
                match run.spec.clone_of {
                    Some(clone) => self.make_copy(run, &names, clone).await?,
                    None => drop(host.create_database(&names, marker, deps.schema.template()).await?),
                }
                crate::fail_point!("provision.database");
            }
            ProvisionStep::Copy => {
                if let Some(clone) = run.spec.clone_of {
                    self.fill_copy(run, &names, clone).await?;
                }
            }
            ProvisionStep::Rights => {
                crate::fail_point!("provision.giving_rights");
                host.grant_rights(&names, marker).await?;
                crate::fail_point!("provision.rights");
                // A copy was logged into when it was filled, and has the migrations of its source.
                if run.resumed && run.spec.clone_of.is_none() {
                    run.prove_login().await?;
                }
            }
            other => return Err(StepError::foreign_step(other)),
        }
        Ok(())
    }

    async fn open<O: Observer>(&self, run: &Run<'_, '_, Self, O>) -> Result<TenantSession, StepError> {
        let target = run.keys.migrator_target(&self.host, &run.place);
        let marker = run.marker();
        let expect = Expect { mark: Mark::Comment(&marker), as_owner: true, lock_timeout: LOCK };
        Ok(tenant_db::open(&target, "tenantctl provision", expect, run.deps.timeout).await?)
    }

    async fn auth(
        &self,
        control: &ControlPlane,
        vault: &Vault,
        tenant: &TenantRow,
    ) -> Result<Option<AuthApi>, StepError> {
        let options = HttpOptions::default();
        Ok(auth_of(control, vault, tenant, self.auth.as_ref(), &options).await?)
    }

    async fn take_back(
        &self,
        step: ProvisionStep,
        tenant: &TenantRow,
        control: &ControlPlane,
    ) -> Result<Removal, StepError> {
        let names = PhysicalNames::from_base(&tenant.database)?;
        let marker = Marker { tenant: tenant.uuid, control_plane: control.id };
        let host = &self.host;
        let mut removal = Removal::default();
        match step {
            ProvisionStep::Rights => {
                let operation = latest(control, tenant.uuid).await?;
                let has_mock_data = operation.is_some_and(|operation| Spec::has_mock_data(&operation.spec));
                // Nobody can be asked for the roles later, but what was made says whose it is.
                if let Some(auth) = self.auth.as_ref().filter(|_| has_mock_data) {
                    removal.removed = remove_demo_users(&auth.open().await?, tenant).await?;
                }
                crate::fail_point!("rollback.closing");
                host.close_database(&names, marker).await?;
                crate::fail_point!("rollback.closed");
            }
            ProvisionStep::Database => {
                crate::fail_point!("rollback.dropping_database");
                removal = host.drop_database(&names, marker).await?;
                crate::fail_point!("rollback.database");
            }
            ProvisionStep::Logins => {
                crate::fail_point!("rollback.dropping_logins");
                removal = host.drop_logins(&names, marker).await?;
                crate::fail_point!("rollback.logins");
            }
            ProvisionStep::Owner => {
                if let Some(auth) = &self.auth {
                    removal.removed.extend(remove_owner(&auth.open().await?, tenant).await?);
                }
            }
            // The mock data goes with the database; the template is every tenant's.
            _ => {}
        }
        Ok(removal)
    }

    async fn reopen(&self, control: &ControlPlane, timeout: Duration) -> Result<(), DatabaseError> {
        if control.session.is(self.host.session()) {
            return Ok(());
        }
        self.host.session().reopen(timeout).await
    }
}
