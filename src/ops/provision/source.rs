//! The tenant that another one is made as a copy of.

use super::cluster::ClusterHome;
use super::error::StepError;
use super::home::Home;
use super::lock::{Hold, Waiting, lock};
use crate::control_plane::{self as plane, ControlPlane, TenantRow};
use crate::domain::clone::CloneWay;
use crate::domain::names::PhysicalNames;
use crate::domain::status::Status;
use crate::domain::tenant::{Marker, TenantId};
use crate::host::DumpError;
use crate::ops::lifecycle::own_names;
use uuid::Uuid;

/// Why a tenant can't be copied.
#[derive(Debug, thiserror::Error)]
pub enum SourceError {
    /// It was deleted.
    #[error("the tenant {0} that is to be copied is gone")]
    Gone(Uuid),
    /// It isn't in use.
    #[error("tenant {id} is {status}, and only an active one is copied")]
    Status {
        /// The tenant.
        id: TenantId,
        /// Its status.
        status: Status,
    },
    /// It is somewhere else than its copy.
    #[error("tenant {id} is on {place}, and its copy on another")]
    Elsewhere {
        /// The tenant.
        id: TenantId,
        /// Where it is.
        place: String,
    },
    /// Another run works on it.
    #[error("another run holds tenant {id}: {holder}")]
    Held {
        /// The tenant.
        id: TenantId,
        /// Who, since when.
        holder: String,
    },
    /// pg_dump or pg_restore.
    #[error(transparent)]
    Copying(#[from] DumpError),
    /// A copy would belong to, or name, a tenant's own login.
    #[error(
        "in the database of tenant {id}, {owned} objects belong to its own logins and {named} grants or policies name them"
    )]
    Bound {
        /// The tenant.
        id: TenantId,
        /// How many objects.
        owned: i64,
        /// How many grants and policies.
        named: i64,
    },
}

/// A source that is held, with the names of what is its.
pub(super) struct Source {
    pub(super) tenant: TenantRow,
    pub(super) names: PhysicalNames,
    pub(super) marker: Marker,
}

impl ClusterHome {
    /// Refuses, before anything is made, a tenant that can't be copied so. Returns the size of its database in bytes.
    ///
    /// # Errors
    /// [`StepError::Source`]; a name that is somebody else's; for a dump no programs that can make one.
    pub async fn check_source(
        &self,
        control: &ControlPlane,
        tenant: &TenantRow,
        way: CloneWay,
    ) -> Result<i64, StepError> {
        let id = || tenant.id.clone();
        if tenant.status != Status::Active {
            return Err(SourceError::Status { id: id(), status: tenant.status }.into());
        }
        if let Some(place) = self.elsewhere(tenant) {
            return Err(SourceError::Elsewhere { id: id(), place }.into());
        }
        let names = own_names(tenant)?;
        self.host.doors(&names, Marker { tenant: tenant.uuid, control_plane: control.id }).await?;
        let (owned, named) = self.host.bound_to_logins(&names, None).await?;
        // What is restored belongs to whoever restores it, and what the server copies to whom it did.
        if named > 0 || (owned > 0 && way == CloneWay::Offline) {
            return Err(SourceError::Bound { id: id(), owned, named }.into());
        }
        if way != CloneWay::Offline {
            let server = self.host.facts.version.split('.').next().and_then(|major| major.parse().ok());
            self.programs.check(server, &self.scratch).map_err(SourceError::from)?;
        }
        Ok(self.host.size_of(&names).await?)
    }

    /// Takes the source's lock, and looks at it again.
    pub(super) async fn hold_source(
        &self,
        control: &ControlPlane,
        waiting: Waiting<'_>,
        (uuid, way): (Uuid, CloneWay),
    ) -> Result<Source, StepError> {
        let tenant = read(control, uuid).await?;
        if let Hold::Held(holder) = lock(self, control, waiting, uuid).await? {
            return Err(SourceError::Held { id: tenant.id, holder }.into());
        }
        let held = async {
            let tenant = read(control, uuid).await?;
            self.check_source(control, &tenant, way).await?;
            let names = own_names(&tenant)?;
            Ok(Source { names, marker: Marker { tenant: uuid, control_plane: control.id }, tenant })
        };
        match held.await {
            Ok(source) => Ok(source),
            Err(error) => super::lock::unlock(self, uuid, Err(error)).await,
        }
    }
}

async fn read(control: &ControlPlane, uuid: Uuid) -> Result<TenantRow, StepError> {
    let row = plane::tenant_by_uuid(&mut *control.session.get().await, uuid).await?;
    Ok(row.ok_or(SourceError::Gone(uuid))?)
}
