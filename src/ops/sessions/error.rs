//! Why something about sessions couldn't be done.

use crate::control_plane::PlaneError;
use crate::ops::users::UserError;
use crate::postgres::DatabaseError;
use crate::token::SignError;
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
    /// Nobody a session could be issued to.
    #[error("{0} is no user of the tenant, or is disabled")]
    NoUser(Uuid),
    /// Nothing was signed; the session's row is there, and ends by itself.
    #[error("the session was begun, but its token can't be signed")]
    Sign(#[source] SignError),
    /// No such session.
    #[error("the tenant has no session {0}")]
    NotFound(Uuid),
}
