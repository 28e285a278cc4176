//! A new row of `access.sessions`, for a token that is about to be signed.

use super::sessions::LOCK;
use crate::postgres::{Connection, DatabaseError, db};
use chrono::{DateTime, Utc};
use sqlx::FromRow;
use std::net::IpAddr;
use uuid::Uuid;

/// A session to begin.
#[derive(Debug, Clone)]
pub struct NewSession<'a> {
    /// Its id, the token's `jti`.
    pub jti: Uuid,
    /// Whose it is.
    pub user: Uuid,
    /// How long it lasts, in seconds.
    pub seconds: u32,
    /// What the user logged in with.
    pub user_agent: Option<&'a str>,
    /// From where.
    pub ip: Option<IpAddr>,
    /// Why an operator begins it.
    pub reason: Option<&'a str>,
}

/// A session that was begun, by the database's clock in whole seconds, as tokens have them.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Begun {
    /// When it began.
    pub issued_at: DateTime<Utc>,
    /// When it ends.
    pub expires_at: DateTime<Utc>,
    /// The user's role.
    pub role: String,
}

/// Writes the row, in the caller's transaction: whoever revokes all waits for its end, and deletes what was committed.
/// None if the user is none of this tenant, or disabled.
///
/// # Errors
/// [`DatabaseError`].
pub async fn insert_session(connection: &mut Connection, new: &NewSession<'_>) -> Result<Option<Begun>, DatabaseError> {
    let doing = "beginning the session";
    sqlx::query("SELECT pg_catalog.pg_advisory_xact_lock_shared($1)")
        .bind(LOCK)
        .execute(&mut *connection)
        .await
        .map_err(db(doing))?;
    // The clock is read after the lock: what comes after a revocation is issued after it. A token's times are whole
    // seconds, so the row's end is one too.
    let sql = "WITH now AS MATERIALIZED (SELECT pg_catalog.clock_timestamp() AS at),
                    begun AS (
             INSERT INTO access.sessions (jti, user_id, issued_at, expires_at, user_agent, ip, reason)
             SELECT $1, m.auth_user_id, n.at,
                    pg_catalog.date_trunc('second', n.at) OPERATOR(pg_catalog.+) pg_catalog.make_interval(secs => $3),
                    $4, $5::pg_catalog.inet, $6
             FROM access.user_mappings m CROSS JOIN now n
             WHERE m.auth_user_id OPERATOR(pg_catalog.=) $2 AND m.disabled_at IS NULL
             RETURNING user_id, issued_at, expires_at)
         SELECT b.issued_at, b.expires_at, m.role FROM begun b
         JOIN access.user_mappings m ON m.auth_user_id OPERATOR(pg_catalog.=) b.user_id";
    let begun = sqlx::query_as(sql)
        .bind(new.jti)
        .bind(new.user)
        .bind(f64::from(new.seconds))
        .bind(new.user_agent)
        .bind(new.ip.map(|ip| ip.to_string()))
        .bind(new.reason)
        .fetch_optional(connection)
        .await;
    begun.map_err(db(doing))
}
