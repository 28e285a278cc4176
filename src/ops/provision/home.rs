//! Where a tenant gets its database: on a cluster, or in a Supabase project of its own. The saga
//! asks nothing else about it.

use super::error::StepError;
use super::run::{Deps, Provisioned, Run};
use super::spec::Spec;
use crate::control_plane::{ControlPlane, TenantRow};
use crate::domain::operation::ProvisionStep;
use crate::host::Removal;
use crate::ops::credentials::Vault;
use crate::ops::observer::Observer;
use crate::postgres::{Connection, DatabaseError};
use crate::supabase::auth::AuthApi;
use crate::tenant_db::TenantSession;
use std::time::Duration;
use uuid::Uuid;

/// What is written down of a tenant's place before anything is made.
#[derive(Debug, Clone)]
pub struct Place {
    /// The cluster.
    pub cluster: Option<Uuid>,
    /// The database.
    pub database: String,
    /// The login that migrates.
    pub migrator: String,
    /// The login of the application.
    pub app: String,
}

/// A place that can be provisioned, and what was made there taken back. Every effect is
/// idempotent: what bears the tenant's mark is looked for before anything is made, and what bears
/// none is refused.
#[expect(async_fn_in_trait, reason = "used inside this crate only, on a single-threaded runtime")]
pub trait Home: Sized {
    /// The tenant's credentials, made before its row is.
    type Keys;

    /// Refuses, before anything is written, what can't come about.
    ///
    /// # Errors
    /// The place says no, or can't be asked.
    async fn check(&self) -> Result<(), StepError>;

    /// Returns the steps of a new tenant, in their order.
    fn steps(&self, spec: &Spec) -> Vec<ProvisionStep>;

    /// Returns what a new tenant's row says about its place.
    ///
    /// # Errors
    /// A name that PostgreSQL wouldn't take.
    fn place(&self, spec: &Spec, uuid: Uuid) -> Result<Place, StepError>;

    /// Returns why the tenant isn't at home here: the name of its place.
    fn elsewhere(&self, tenant: &TenantRow) -> Option<String>;

    /// Makes credentials.
    ///
    /// # Errors
    /// No randomness.
    fn new_keys(&self) -> Result<Self::Keys, StepError>;

    /// Seals and stores them, in the caller's transaction.
    ///
    /// # Errors
    /// Control plane or sealing.
    async fn store_keys(
        &self,
        connection: &mut Connection,
        vault: &Vault,
        tenant: Uuid,
        keys: &Self::Keys,
    ) -> Result<(), StepError>;

    /// Opens those that an earlier run stored.
    ///
    /// # Errors
    /// Control plane or sealing.
    async fn stored_keys(
        &self,
        control: &ControlPlane,
        vault: &Vault,
        tenant: &TenantRow,
    ) -> Result<Self::Keys, StepError>;

    /// Takes the tenant's lock. False if somebody holds it.
    ///
    /// # Errors
    /// The server that keeps it.
    async fn lock(&self, tenant: Uuid) -> Result<bool, StepError>;

    /// Gives the lock back.
    ///
    /// # Errors
    /// The server that keeps it.
    async fn unlock(&self, tenant: Uuid) -> Result<(), StepError>;

    /// Takes a tenant that is there already and has no name yet. None if there is none to take.
    ///
    /// # Errors
    /// Control plane or cluster.
    async fn claim(&self, deps: &Deps<'_, Self>, spec: &Spec) -> Result<Option<Provisioned>, StepError>;

    /// Makes what the step makes. `Reserve` and `Activate` are the saga's own.
    ///
    /// # Errors
    /// [`StepError`]; the same step is tried again by the next run.
    async fn apply<O: Observer>(&self, run: &Run<'_, '_, Self, O>, step: ProvisionStep) -> Result<(), StepError>;

    /// Connects to the tenant's database as the login that migrates it, and proves that it is the tenant's.
    ///
    /// # Errors
    /// It can't be reached, or is another one.
    async fn open<O: Observer>(&self, run: &Run<'_, '_, Self, O>) -> Result<TenantSession, StepError>;

    /// Returns the Auth server that the tenant's users are at, if there is one.
    ///
    /// # Errors
    /// It can't be found or reached.
    async fn auth(
        &self,
        control: &ControlPlane,
        vault: &Vault,
        tenant: &TenantRow,
    ) -> Result<Option<AuthApi>, StepError>;

    /// Takes back what the step made, as far as it is the tenant's.
    ///
    /// # Errors
    /// [`StepError`]; the same step is taken back by the next undoing.
    async fn take_back(
        &self,
        step: ProvisionStep,
        tenant: &TenantRow,
        control: &ControlPlane,
    ) -> Result<Removal, StepError>;

    /// Connects again to what the control plane's own connection doesn't reach.
    ///
    /// # Errors
    /// It isn't back yet.
    async fn reopen(&self, control: &ControlPlane, timeout: Duration) -> Result<(), DatabaseError>;
}
