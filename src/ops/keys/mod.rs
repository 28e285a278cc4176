//! The keys that sign session tokens: making, rotating and retiring them, and what others get of them.

mod change;

pub use change::{Planned, create, plan_rotation, retire, rotate};

use crate::control_plane::{self as plane, ControlPlane, PlaneError, SealedSigningKey, SigningKeyRow};
use crate::domain::signing_key::KeyState;
use crate::ops::credentials::{CredentialsError, Vault};
use crate::postgres::DatabaseError;
use crate::secrets::SecretsError;
use crate::token::{KeyAlgorithm, SignError, SigningKey};
use serde_json::{Value, json};

/// Why something couldn't be done with a signing key. No text here holds a part of a private one.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// The control plane.
    #[error(transparent)]
    Plane(#[from] PlaneError),
    /// The sealing key.
    #[error(transparent)]
    Credentials(#[from] CredentialsError),
    /// No key could be made.
    #[error("a signing key can't be made")]
    Make(#[source] SignError),
    /// The private part is another key's, or was changed.
    #[error("the private part of the signing key {0} is another key's, or was changed")]
    Unsealed(String),
    /// No key signs.
    #[error("there is no signing key yet")]
    NoActive,
    /// No key of that id.
    #[error("there is no signing key {0}")]
    Unknown(String),
    /// The key signs; it can't be retired.
    #[error("the signing key {0} is the active one")]
    Active(String),
    /// Verifiers may not know the key that would sign.
    #[error("{0}")]
    TooYoung(Young),
    /// Another run changed the keys at the same moment.
    #[error("another run changed the signing keys meanwhile")]
    Raced,
}

/// How young the key is that would sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Young {
    /// None is on standby, so a new one would be made.
    #[error("no signing key is on standby, and verifiers don't know a new one yet")]
    Unmade,
    /// It was made so many minutes ago.
    #[error("the signing key on standby is {0} min old, and verifiers may not know it yet")]
    Minutes(i64),
}

impl From<SecretsError> for KeyError {
    fn from(error: SecretsError) -> Self {
        Self::Credentials(error.into())
    }
}

impl From<DatabaseError> for KeyError {
    fn from(error: DatabaseError) -> Self {
        Self::Plane(error.into())
    }
}

/// Returns every key, in the order of their making.
///
/// # Errors
/// [`KeyError::Plane`].
pub async fn all(control: &ControlPlane) -> Result<Vec<SigningKeyRow>, KeyError> {
    Ok(plane::signing_keys(&mut *control.session.get().await).await?)
}

/// Finds a key.
///
/// # Errors
/// [`KeyError::Unknown`].
pub async fn find(control: &ControlPlane, kid: &str) -> Result<SigningKeyRow, KeyError> {
    let found = all(control).await?.into_iter().find(|row| row.kid == kid);
    found.ok_or_else(|| KeyError::Unknown(kid.to_owned()))
}

/// Returns the key that signs.
///
/// # Errors
/// [`KeyError::NoActive`]; [`KeyError::Unsealed`] when its row was changed.
pub async fn active(control: &ControlPlane, vault: &Vault) -> Result<SigningKey, KeyError> {
    let sealed = plane::active_signing_key(&mut *control.session.get().await).await?;
    open(vault, &sealed.ok_or(KeyError::NoActive)?)
}

/// Returns the JWK set (RFC 7517) that verifiers get: the public parts of standby, active and verifying keys.
///
/// # Errors
/// [`KeyError::Plane`].
pub async fn verifying_set(control: &ControlPlane) -> Result<Value, KeyError> {
    let rows = match control.foreseen_signing_keys() {
        Some(rows) => rows,
        None => all(control).await?,
    };
    let keys: Vec<Value> = rows.into_iter().filter(|row| row.state.is_published()).map(|row| row.public_jwk).collect();
    Ok(json!({ "keys": keys }))
}

/// Opens a key and sees that it is the one of its row.
fn open(vault: &Vault, sealed: &SealedSigningKey) -> Result<SigningKey, KeyError> {
    let unsealed = || KeyError::Unsealed(sealed.kid.clone());
    let pkcs8 = vault.open_signing_key(sealed).map_err(|error| match error {
        SecretsError::Sealed => unsealed(),
        other => other.into(),
    })?;
    let algorithm = KeyAlgorithm::from_name(&sealed.algorithm).ok_or_else(unsealed)?;
    let key = SigningKey::from_pkcs8(algorithm, pkcs8).map_err(|_| unsealed())?;
    if key.kid() == sealed.kid { Ok(key) } else { Err(unsealed()) }
}

/// Returns the key that signs among these.
fn signing(rows: &[SigningKeyRow]) -> Option<&SigningKeyRow> {
    rows.iter().find(|row| row.state == KeyState::Active)
}
