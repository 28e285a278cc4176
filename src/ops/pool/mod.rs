//! The warm pool: tenants without a name, made ahead so that provisioning is a single transaction.
//!
//! A member is recorded before anything of it exists, and its row goes after everything of it is gone; who makes or drops
//! one holds the lock of its uuid. So whatever a killed run leaves is found by its row, and taken away by the next.

mod drop;
mod fill;

pub use drop::{Drained, drain};
pub use fill::{Filled, fill};

use crate::control_plane::{ControlPlane, PlaneError, PoolMember};
use crate::domain::ident::InvalidIdent;
use crate::domain::names::PhysicalNames;
use crate::domain::tenant::Marker;
use crate::host::{DatabaseHost, HostError};
use crate::ops::credentials::{CredentialsError, Vault};
use crate::ops::template::{Schema, TemplateError};
use crate::postgres::DatabaseError;
use crate::secrets::SecretsError;
use std::time::Duration;
use uuid::Uuid;

/// What work on the pool of one cluster needs.
pub struct PoolDeps<'a, H: DatabaseHost> {
    /// The control plane.
    pub control: &'a ControlPlane,
    /// The cluster.
    pub host: &'a H,
    /// Its id.
    pub cluster: Uuid,
    /// The sealing key.
    pub vault: &'a Vault,
    /// Migrations and policy.
    pub schema: &'a Schema,
    /// Who runs this.
    pub runner: &'a str,
    /// Bound of a connection attempt.
    pub timeout: Duration,
}

/// Why the pool couldn't be filled or drained.
#[derive(Debug, thiserror::Error)]
pub enum PoolError {
    /// The control plane.
    #[error(transparent)]
    Plane(#[from] PlaneError),
    /// The cluster.
    #[error(transparent)]
    Host(#[from] HostError),
    /// The template.
    #[error(transparent)]
    Template(#[from] TemplateError),
    /// The credentials.
    #[error(transparent)]
    Credentials(#[from] CredentialsError),
}

impl From<SecretsError> for PoolError {
    fn from(error: SecretsError) -> Self {
        Self::Credentials(error.into())
    }
}

impl From<InvalidIdent> for PoolError {
    fn from(error: InvalidIdent) -> Self {
        Self::Host(error.into())
    }
}

impl From<DatabaseError> for PoolError {
    fn from(error: DatabaseError) -> Self {
        Self::Plane(error.into())
    }
}

impl<H: DatabaseHost> PoolDeps<'_, H> {
    fn marker(&self, member: Uuid) -> Marker {
        Marker { tenant: member, control_plane: self.control.id }
    }

    fn template(&self) -> &str {
        self.schema.template().database.name()
    }
}

/// The names of a member before it has a tenant.
fn pool_names(member: Uuid) -> Result<PhysicalNames, InvalidIdent> {
    let hex = member.simple().to_string();
    PhysicalNames::from_base(&format!("pool_{}", hex.get(20..).unwrap_or_default()))
}

/// The names that a member was recorded with.
pub(super) fn recorded_names(member: &PoolMember) -> Result<PhysicalNames, InvalidIdent> {
    PhysicalNames::from_base(&member.database_name)
}
