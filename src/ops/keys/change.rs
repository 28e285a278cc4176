//! Making, rotating and retiring signing keys: one transaction each, effect and log together.

use super::{KeyError, Young, open, signing};
use crate::control_plane::{self as plane, ControlPlane, NewSigningKey, PlaneError, SigningKeyRow};
use crate::domain::signing_key::{KNOWN_AFTER, KeyState};
use crate::ops::act::log_at_once;
use crate::ops::credentials::Vault;
use crate::postgres::{Connection, begin, commit};
use crate::token::{KeyAlgorithm, SigningKey};
use serde_json::{Value, json};

/// Makes a key: the first one signs at once, a later one is on standby. Returns its id.
///
/// # Errors
/// [`KeyError`].
pub async fn create(
    control: &ControlPlane,
    vault: &Vault,
    algorithm: KeyAlgorithm,
    actor: &str,
) -> Result<String, KeyError> {
    let key = make(algorithm).await?;
    let mut connection = control.session.get().await;
    let mut transaction = begin(&mut connection).await?;
    plane::lock_signing_keys(&mut transaction).await?;
    let first = plane::active_signing_key(&mut transaction).await?.is_none();
    store(&mut transaction, vault, &key).await?;
    if first {
        plane::activate_signing_key(&mut transaction, key.kid()).await?;
    }
    let state = if first { KeyState::Active } else { KeyState::Standby };
    let detail = json!({ "kid": key.kid(), "algorithm": algorithm.as_str(), "state": state });
    log_at_once(&mut transaction, "key create", actor, detail).await?;
    commit(transaction).await?;
    Ok(key.kid().to_owned())
}

/// What a rotation will do.
#[derive(Debug)]
pub struct Planned {
    /// The key that signs now.
    pub old: SigningKeyRow,
    /// The standby key that will sign; without one, a new one of the same algorithm is made.
    pub new: Option<SigningKeyRow>,
}

/// Looks which key a rotation replaces, and by which: the oldest on standby.
///
/// # Errors
/// [`KeyError::NoActive`]; [`KeyError::TooYoung`] unless `now`: a verifier that has cached the key set wouldn't know the
/// new key, and refuse good tokens.
pub async fn plan_rotation(control: &ControlPlane, now: bool) -> Result<Planned, KeyError> {
    let rows = super::all(control).await?;
    let old = signing(&rows).ok_or(KeyError::NoActive)?.clone();
    let new = rows.into_iter().find(|row| row.state == KeyState::Standby);
    match young(new.as_ref()) {
        Some(young) if !now => Err(KeyError::TooYoung(young)),
        _ => Ok(Planned { old, new }),
    }
}

fn young(standby: Option<&SigningKeyRow>) -> Option<Young> {
    let Some(row) = standby else { return Some(Young::Unmade) };
    let age = row.read_at.signed_duration_since(row.created_at);
    let known = age.to_std().is_ok_and(|age| age >= KNOWN_AFTER);
    if known { None } else { Some(Young::Minutes(age.num_minutes().max(0))) }
}

/// Does what was planned. Returns the id of the key that signs now.
///
/// # Errors
/// [`KeyError::Raced`] when another run was faster; [`KeyError::Unsealed`] when the standby key's row was changed.
pub async fn rotate(control: &ControlPlane, vault: &Vault, planned: &Planned, actor: &str) -> Result<String, KeyError> {
    let key = next(control, vault, planned).await?;
    let mut connection = control.session.get().await;
    let mut transaction = begin(&mut connection).await?;
    plane::replace_signing_key(&mut transaction, &planned.old.kid).await.map_err(raced)?;
    if planned.new.is_none() {
        store(&mut transaction, vault, &key).await?;
    }
    plane::activate_signing_key(&mut transaction, key.kid()).await.map_err(raced)?;
    let detail = json!({ "kid": key.kid(), "replaced": planned.old.kid });
    log_at_once(&mut transaction, "key rotate", actor, detail).await?;
    commit(transaction).await?;
    Ok(key.kid().to_owned())
}

/// The standby key, opened: one that doesn't open would sign nothing from then on. Else a new one.
async fn next(control: &ControlPlane, vault: &Vault, planned: &Planned) -> Result<SigningKey, KeyError> {
    if let Some(row) = &planned.new {
        let sealed = plane::sealed_signing_key(&mut *control.session.get().await, &row.kid).await?;
        return open(vault, &sealed.ok_or(KeyError::Raced)?);
    }
    let algorithm = KeyAlgorithm::from_name(&planned.old.algorithm);
    let stored = || PlaneError::Inconsistent(format!("signing_keys: algorithm {}", planned.old.algorithm));
    make(algorithm.ok_or_else(stored)?).await
}

/// Retires a key that is on standby or verifies.
///
/// # Errors
/// [`KeyError::Active`] for the one that signs; [`KeyError::Raced`] when another run was faster.
pub async fn retire(control: &ControlPlane, row: &SigningKeyRow, actor: &str) -> Result<(), KeyError> {
    if row.state == KeyState::Active {
        return Err(KeyError::Active(row.kid.clone()));
    }
    let mut connection = control.session.get().await;
    let mut transaction = begin(&mut connection).await?;
    plane::retire_signing_key(&mut transaction, &row.kid).await.map_err(raced)?;
    let detail = json!({ "kid": row.kid, "algorithm": row.algorithm, "was": row.state });
    log_at_once(&mut transaction, "key retire", actor, detail).await?;
    Ok(commit(transaction).await?)
}

fn raced(error: PlaneError) -> KeyError {
    match error {
        PlaneError::Stale { .. } => KeyError::Raced,
        other => other.into(),
    }
}

/// Made on another thread: an RSA key takes a second.
async fn make(algorithm: KeyAlgorithm) -> Result<SigningKey, KeyError> {
    let made = tokio::task::spawn_blocking(move || SigningKey::generate(algorithm)).await;
    made.unwrap_or(Err(crate::token::SignError::Library)).map_err(KeyError::Make)
}

async fn store(connection: &mut Connection, vault: &Vault, key: &SigningKey) -> Result<(), KeyError> {
    let new = NewSigningKey {
        kid: key.kid(),
        algorithm: key.algorithm().as_str(),
        public_jwk: &Value::Object(key.public_jwk()),
        private_key: &vault.seal_signing_key(key.kid(), key.pkcs8())?,
        private_key_kek: vault.kek_id(),
    };
    Ok(plane::insert_signing_key(connection, &new).await?)
}
