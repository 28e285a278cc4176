//! Why a tenant couldn't be provisioned.

use super::project::ProjectError;
use super::source::SourceError;
use super::spec::Difference;
use super::undo::Undone;
use super::undo_error::UndoError;
use crate::control_plane::PlaneError;
use crate::domain::cluster::Closed;
use crate::domain::ident::InvalidIdent;
use crate::domain::operation::ProvisionStep;
use crate::domain::status::Status;
use crate::domain::tenant::TenantId;
use crate::host::HostError;
use crate::ops::credentials::CredentialsError;
use crate::ops::locate::LocateError;
use crate::ops::seed::LoadError;
use crate::ops::template::TemplateError;
use crate::ops::users::UserError;
use crate::postgres::FailureClass;
use crate::secrets::SecretsError;
use crate::supabase::http::{ApiError, Class, ErrorKind};
use crate::tenant_db::TenantDbError;

/// Why a tenant couldn't be provisioned.
#[derive(Debug, thiserror::Error)]
pub enum ProvisionError {
    /// A tenant of that id was asked for with other values.
    #[error("tenant {id} exists with another specification")]
    OtherSpec {
        /// The id.
        id: TenantId,
        /// What differs.
        differences: Vec<Difference>,
    },
    /// Another run works on it.
    #[error("another run holds tenant {id}: {holder}")]
    Held {
        /// The id.
        id: TenantId,
        /// Who, since when.
        holder: String,
    },
    /// Its status forbids it.
    #[error("tenant {id} is {status}, so it can't be provisioned")]
    Status {
        /// The id.
        id: TenantId,
        /// Its status.
        status: Status,
    },
    /// A step failed; what is there stays recorded, and the same command goes on from there.
    #[error("provisioning tenant {id} stopped at the step {step}")]
    Step {
        /// The id.
        id: TenantId,
        /// The step.
        step: ProvisionStep,
        /// Why.
        source: Box<StepError>,
    },
    /// A signal asked to stop; the ledger says how far it came.
    #[error("provisioning {id} was stopped before the step {step}")]
    Interrupted {
        /// The tenant.
        id: TenantId,
        /// The step that wasn't done.
        step: ProvisionStep,
    },
    /// A step failed, and as it was asked for, all was undone.
    #[error("{failure}; all of it was undone")]
    RolledBack {
        /// Which step failed, and why.
        failure: Box<ProvisionError>,
        /// What was undone.
        undone: Box<Undone>,
    },
    /// A step failed, and not all could be undone.
    #[error("{failure}; {undo}")]
    NotRolledBack {
        /// Which step failed, and why.
        failure: Box<ProvisionError>,
        /// The operation.
        operation: uuid::Uuid,
        /// Why it couldn't be undone.
        undo: Box<UndoError>,
    },
    /// It is no provisioning of a tenant.
    #[error("operation {operation} is a {kind}, and only a provisioning can be resumed")]
    Kind {
        /// The operation.
        operation: uuid::Uuid,
        /// Its command.
        kind: String,
    },
    /// The cluster takes no tenant; nothing was written.
    #[error("tenant {id} can't be placed: the cluster {cluster} {closed}")]
    NoPlace {
        /// The id.
        id: TenantId,
        /// The cluster's name.
        cluster: String,
        /// Why.
        closed: Closed,
    },
    /// It was reserved in another place meanwhile.
    #[error("tenant {id} is on {place}")]
    Elsewhere {
        /// The id.
        id: TenantId,
        /// Where it is.
        place: String,
    },
    /// Before the first effect.
    #[error(transparent)]
    Before(#[from] StepError),
}

/// What a step failed with.
#[derive(Debug, thiserror::Error)]
pub enum StepError {
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
    /// The tenant's own database, on resume.
    #[error(transparent)]
    TenantDb(#[from] TenantDbError),
    /// The mock data.
    #[error(transparent)]
    MockData(#[from] LoadError),
    /// A Supabase API.
    #[error(transparent)]
    Supabase(Box<ApiError>),
    /// The tenant's project.
    #[error(transparent)]
    Project(#[from] ProjectError),
    /// Where the tenant's database is.
    #[error(transparent)]
    Locate(#[from] LocateError),
    /// The tenant's first user.
    #[error(transparent)]
    User(Box<UserError>),
    /// The mock data's rows are in, and not all demo users are.
    #[error("the rows are in, but not all demo users are: {0}")]
    DemoUsers(#[source] Box<StepError>),
    /// The tenant that is copied.
    #[error(transparent)]
    Source(#[from] SourceError),
    /// A signal asked to stop while something was waited for.
    #[error("a signal asked to stop")]
    Stopped,
    /// The same, and what was being done didn't end in time.
    #[error("a signal asked to stop, and the step didn't end in time")]
    CutOff,
}

impl StepError {
    /// The ledger asks for a step that this kind of tenant doesn't have.
    pub(super) fn foreign_step(step: ProvisionStep) -> Self {
        Self::Plane(PlaneError::Inconsistent(format!("the step {step} isn't one of this kind of tenant")))
    }

    /// Returns how the database's failure behind it may be met, if there is one.
    pub fn class(&self) -> Option<FailureClass> {
        match self {
            Self::Plane(PlaneError::Database(error))
            | Self::Host(HostError::Database(error))
            | Self::Credentials(CredentialsError::Plane(PlaneError::Database(error)))
            | Self::Template(TemplateError::Host(HostError::Database(error)))
            | Self::MockData(LoadError::Database(error)) => Some(error.class),
            Self::TenantDb(error) => Some(error.class()),
            Self::Supabase(error) => Some(class_of(error)),
            Self::Project(error) => Some(error.class()),
            Self::User(error) => error.class(),
            Self::DemoUsers(error) => error.class(),
            Self::Template(TemplateError::Migration(error)) => Some(error.class()),
            _ => None,
        }
    }
}

impl ProvisionError {
    /// Returns how the database's failure behind it may be met, if there is one.
    pub fn class(&self) -> Option<FailureClass> {
        match self {
            Self::Step { source, .. } => source.class(),
            Self::Before(source) => source.class(),
            // What was undone isn't tried again.
            Self::RolledBack { .. } | Self::NotRolledBack { .. } => None,
            Self::OtherSpec { .. }
            | Self::Held { .. }
            | Self::Status { .. }
            | Self::NoPlace { .. }
            | Self::Elsewhere { .. }
            | Self::Interrupted { .. }
            | Self::Kind { .. } => None,
        }
    }
}

impl From<ApiError> for StepError {
    fn from(error: ApiError) -> Self {
        Self::Supabase(Box::new(error))
    }
}

impl From<UserError> for StepError {
    fn from(error: UserError) -> Self {
        Self::User(Box::new(error))
    }
}

impl From<SecretsError> for StepError {
    fn from(error: SecretsError) -> Self {
        Self::Credentials(error.into())
    }
}

impl From<InvalidIdent> for StepError {
    fn from(error: InvalidIdent) -> Self {
        Self::Host(error.into())
    }
}

impl From<crate::postgres::DatabaseError> for StepError {
    fn from(error: crate::postgres::DatabaseError) -> Self {
        Self::Plane(error.into())
    }
}

impl From<PlaneError> for ProvisionError {
    fn from(error: PlaneError) -> Self {
        Self::Before(error.into())
    }
}

/// Sorts an API's failure as a database's. One that was told to come back later than a call may take isn't tried again.
pub fn class_of(error: &ApiError) -> FailureClass {
    match error.class() {
        _ if matches!(error.kind, ErrorKind::RateLimited { .. }) => FailureClass::Permanent,
        Class::Transient => FailureClass::Transient,
        Class::Unknown => FailureClass::Unknown,
        Class::Refused => FailureClass::Refused,
        Class::NotFound | Class::Conflict | Class::Malformed | Class::Configuration | Class::Permanent => {
            FailureClass::Permanent
        }
    }
}
