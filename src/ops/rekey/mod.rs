//! Changing the master key, and proving that everything it protects opens.

mod check;
mod run;

pub use check::{Checked, KeyUse, check};
pub use run::{Rekeyed, rekey};

use crate::control_plane::{PlaneError, Protected, ProtectedRow};
use crate::ops::credentials::CredentialsError;
use crate::postgres::DatabaseError;
use crate::secrets::SecretsError;

/// How many rows are worked on at once.
const BATCH: i64 = 500;

/// Why the master key can't be changed, or the secrets can't be looked at.
#[derive(Debug, thiserror::Error)]
pub enum RekeyError {
    /// The control plane.
    #[error(transparent)]
    Plane(#[from] PlaneError),
    /// The keys.
    #[error(transparent)]
    Credentials(#[from] CredentialsError),
    /// Another run does it.
    #[error("another run is changing the master key")]
    Busy,
    /// Something doesn't open.
    #[error("{} {} open", .0.len(), if .0.len() == 1 { "sealed value doesn't" } else { "sealed values don't" })]
    Unopened(Vec<String>),
}

impl From<SecretsError> for RekeyError {
    fn from(error: SecretsError) -> Self {
        Self::Credentials(error.into())
    }
}

impl From<DatabaseError> for RekeyError {
    fn from(error: DatabaseError) -> Self {
        Self::Plane(error.into())
    }
}

/// Says what doesn't open, and why.
fn unopened(what: &str, of: Protected, row: &ProtectedRow, error: &SecretsError) -> String {
    let name = row.label.as_deref().unwrap_or(&row.key);
    let noun = match of {
        Protected::TenantKey => "tenant",
        Protected::PoolKey => "pool member",
        Protected::ClusterUrl => "cluster",
        Protected::SigningKey => "signing key",
    };
    let why = match error {
        SecretsError::KeyNotHeld { kek_id } => format!("sealed with the key {kek_id}, which isn't configured"),
        _ => "changed, or another row's".to_owned(),
    };
    format!("{noun} {name}: {what} ({why})")
}

/// What a row of the kind holds.
fn content(what: Protected) -> &'static str {
    match what {
        Protected::TenantKey | Protected::PoolKey => "data key",
        Protected::ClusterUrl => "admin URL",
        Protected::SigningKey => "private part",
    }
}
