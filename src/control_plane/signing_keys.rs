//! `signing_keys`: the keys of session tokens; of their private parts only sealed bytes pass through here.

use super::plane::PlaneError;
use crate::domain::signing_key::KeyState;
use crate::postgres::{db, once};
use chrono::{DateTime, Utc};
use serde_json::Value;
use sqlx::postgres::PgRow;
use sqlx::{FromRow, PgConnection};

/// A signing key, without its private part.
#[derive(Debug, Clone, FromRow)]
pub struct SigningKeyRow {
    /// Its id: the public key's thumbprint (RFC 7638).
    pub kid: String,
    /// `ES256`, `RS256` or `EdDSA`.
    pub algorithm: String,
    /// The public key (RFC 7517).
    pub public_jwk: Value,
    /// What it is used for.
    #[sqlx(try_from = "String")]
    pub state: KeyState,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// Since when it signs or signed.
    pub activated_at: Option<DateTime<Utc>>,
    /// Since when it signs no more.
    pub verifying_at: Option<DateTime<Utc>>,
    /// When it was retired.
    pub retired_at: Option<DateTime<Utc>>,
    /// What the database's clock said when this was read.
    pub read_at: DateTime<Utc>,
}

/// The private part of a key as the control plane keeps it.
#[derive(Debug, FromRow)]
pub struct SealedSigningKey {
    /// The key's id, which it is sealed for.
    pub kid: String,
    /// `ES256`, `RS256` or `EdDSA`.
    pub algorithm: String,
    /// PKCS#8, sealed.
    pub private_key: Vec<u8>,
    /// Which master key sealed it.
    pub private_key_kek: String,
}

/// A key to store.
#[derive(Debug)]
pub struct NewSigningKey<'a> {
    /// Its id.
    pub kid: &'a str,
    /// `ES256`, `RS256` or `EdDSA`.
    pub algorithm: &'a str,
    /// The public key.
    pub public_jwk: &'a Value,
    /// The private part, sealed.
    pub private_key: &'a [u8],
    /// Which master key sealed it.
    pub private_key_kek: &'a str,
}

/// Asks for every key.
pub(super) const SIGNING_KEYS: &str =
    "SELECT kid, algorithm, public_jwk, state, created_at, activated_at, verifying_at, retired_at,
         pg_catalog.clock_timestamp() AS read_at
     FROM control_plane.signing_keys";

/// Returns every key, in the order of their making.
///
/// # Errors
/// [`PlaneError::Database`].
pub async fn signing_keys(connection: &mut PgConnection) -> Result<Vec<SigningKeyRow>, PlaneError> {
    Ok(sorted(once(SIGNING_KEYS).rows(connection).await.map_err(db("reading signing_keys"))?))
}

/// The same of the rows that [`SIGNING_KEYS`] gave.
pub(super) fn signing_keys_of(rows: &[PgRow]) -> Result<Vec<SigningKeyRow>, sqlx::Error> {
    Ok(sorted(rows.iter().map(SigningKeyRow::from_row).collect::<Result<_, _>>()?))
}

/// Sorted here: a new session would have to learn how first.
fn sorted(mut keys: Vec<SigningKeyRow>) -> Vec<SigningKeyRow> {
    keys.sort_by(|a, b| (a.created_at, &a.kid).cmp(&(b.created_at, &b.kid)));
    keys
}

/// Returns the private part of the active key, sealed.
///
/// # Errors
/// [`PlaneError::Database`].
pub async fn active_signing_key(connection: &mut PgConnection) -> Result<Option<SealedSigningKey>, PlaneError> {
    let sql =
        "SELECT kid, algorithm, private_key, private_key_kek FROM control_plane.signing_keys WHERE state = 'active'";
    Ok(sqlx::query_as(sql).fetch_optional(connection).await.map_err(db("reading signing_keys"))?)
}

/// Returns the private part of a key, sealed; a retired key has none.
///
/// # Errors
/// [`PlaneError::Database`].
pub async fn sealed_signing_key(
    connection: &mut PgConnection,
    kid: &str,
) -> Result<Option<SealedSigningKey>, PlaneError> {
    let sql = "SELECT kid, algorithm, private_key, private_key_kek FROM control_plane.signing_keys
               WHERE kid = $1 AND private_key IS NOT NULL";
    Ok(sqlx::query_as(sql).bind(kid).fetch_optional(connection).await.map_err(db("reading signing_keys"))?)
}

/// Lets nobody else change a key until the transaction ends; reading goes on.
///
/// # Errors
/// [`PlaneError::Database`].
pub async fn lock_signing_keys(connection: &mut PgConnection) -> Result<(), PlaneError> {
    sqlx::query("LOCK TABLE control_plane.signing_keys IN SHARE ROW EXCLUSIVE MODE")
        .execute(connection)
        .await
        .map_err(db("locking signing_keys"))?;
    Ok(())
}

/// Stores a new key, on standby.
///
/// # Errors
/// [`PlaneError::Database`].
pub async fn insert_signing_key(connection: &mut PgConnection, new: &NewSigningKey<'_>) -> Result<(), PlaneError> {
    sqlx::query(
        "INSERT INTO control_plane.signing_keys (kid, algorithm, public_jwk, private_key, private_key_kek, state)
         VALUES ($1, $2, $3, $4, $5, 'standby')",
    )
    .bind(new.kid)
    .bind(new.algorithm)
    .bind(new.public_jwk)
    .bind(new.private_key)
    .bind(new.private_key_kek)
    .execute(connection)
    .await
    .map_err(db("storing the signing key"))?;
    Ok(())
}

/// Lets a standby key sign; where another one signs, that one goes to verifying first.
///
/// # Errors
/// [`PlaneError::Stale`] if it isn't on standby any more.
pub async fn activate_signing_key(connection: &mut PgConnection, kid: &str) -> Result<(), PlaneError> {
    let sql = "UPDATE control_plane.signing_keys SET state = 'active', activated_at = now()
               WHERE kid = $1 AND state = 'standby'";
    move_on(connection, sql, kid).await
}

/// Lets the active key sign no more.
///
/// # Errors
/// [`PlaneError::Stale`] if it isn't active any more.
pub async fn replace_signing_key(connection: &mut PgConnection, kid: &str) -> Result<(), PlaneError> {
    let sql = "UPDATE control_plane.signing_keys SET state = 'verifying', verifying_at = now()
               WHERE kid = $1 AND state = 'active'";
    move_on(connection, sql, kid).await
}

/// Retires a standby or verifying key; its private part is gone.
///
/// # Errors
/// [`PlaneError::Stale`] if it is neither any more.
pub async fn retire_signing_key(connection: &mut PgConnection, kid: &str) -> Result<(), PlaneError> {
    let sql = "UPDATE control_plane.signing_keys
               SET state = 'retired', retired_at = now(), private_key = NULL, private_key_kek = NULL
               WHERE kid = $1 AND state IN ('standby', 'verifying')";
    move_on(connection, sql, kid).await
}

async fn move_on(connection: &mut PgConnection, sql: &'static str, kid: &str) -> Result<(), PlaneError> {
    let done = sqlx::query(sql).bind(kid).execute(connection).await.map_err(db("changing the signing key's state"))?;
    PlaneError::expect_rows("the signing key", 1, done.rows_affected())
}
