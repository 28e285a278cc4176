//! Why something about sessions couldn't be done.

use crate::control_plane::PlaneError;
use crate::ops::users::UserError;
use crate::postgres::DatabaseError;
use uuid::Uuid;

/// Why something about sessions couldn't be done.
#[derive(Debug, thiserror::Error)]
pub enum SessionError {
    /// The tenant's database.
    #[error(transparent)]
    Database(#[from] DatabaseError),
    /// The log.
    #[error(transparent)]
    Plane(#[from] PlaneError),
    /// The user.
    #[error(transparent)]
    User(#[from] UserError),
    /// No such session.
    #[error("the tenant has no session {0}")]
    NotFound(Uuid),
}
