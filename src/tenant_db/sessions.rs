//! `access.sessions`: a token is good while the row that it names is there. Revoking deletes it.
//!
//! On a Supabase project the Auth server has sessions of its own, in `auth.sessions`. Newer columns are read through
//! `to_jsonb`, since older projects lack them, and never the ones that hold keys of refresh tokens.

use crate::postgres::{Connection, DatabaseError, FailureClass, db, once};
use chrono::{DateTime, Utc};
use sqlx::{AssertSqlSafe, FromRow};
use uuid::Uuid;

/// The lock that issuing a session takes in common, and revoking many takes alone: what isn't committed yet is waited
/// for, and what comes later was issued later.
pub(super) const LOCK: i64 = 0x7465_6e61_7365_7373;

/// A session.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct SessionRow {
    /// Its id: the token's `jti`, or at a Supabase project `session_id`.
    pub id: Uuid,
    /// Whose it is.
    pub user_id: Uuid,
    /// Their e-mail address, where the tenant knows it.
    pub email: Option<String>,
    /// When it began.
    pub issued_at: DateTime<Utc>,
    /// When its token ends; none where only the Auth server knows.
    pub expires_at: Option<DateTime<Utc>>,
    /// What the user logged in with.
    pub user_agent: Option<String>,
    /// From where.
    pub ip: Option<String>,
    /// Why an operator issued it.
    pub reason: Option<String>,
    /// Whose table it is in: `tenantctl` or `supabase`.
    pub source: String,
}

const OURS: &str = "SELECT s.jti AS id, s.user_id, m.email, s.issued_at, s.expires_at, s.user_agent,
        pg_catalog.host(s.ip) AS ip, s.reason, 'tenantctl'::pg_catalog.text AS source
    FROM access.sessions s
    LEFT JOIN access.user_mappings m ON m.auth_user_id OPERATOR(pg_catalog.=) s.user_id";

const SUPABASE: &str = "SELECT s.id, s.user_id, u.email::pg_catalog.text AS email, s.created_at AS issued_at,
        (pg_catalog.to_jsonb(s) OPERATOR(pg_catalog.->>) 'not_after')::pg_catalog.timestamptz AS expires_at,
        pg_catalog.to_jsonb(s) OPERATOR(pg_catalog.->>) 'user_agent' AS user_agent,
        pg_catalog.to_jsonb(s) OPERATOR(pg_catalog.->>) 'ip' AS ip,
        NULL::pg_catalog.text AS reason, 'supabase'::pg_catalog.text AS source
    FROM auth.sessions s JOIN auth.users u ON u.id OPERATOR(pg_catalog.=) s.user_id";

/// Tells whether the tenant's schema keeps sessions; an operator's own may not.
///
/// # Errors
/// [`DatabaseError`].
pub async fn are_kept(connection: &mut Connection) -> Result<bool, DatabaseError> {
    let sql = "SELECT pg_catalog.to_regclass('access.sessions') IS NOT NULL";
    sqlx::query_scalar(sql).fetch_one(connection).await.map_err(db("looking for the tenant's sessions"))
}

/// Which sessions are meant.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Which {
    /// This one.
    pub id: Option<Uuid>,
    /// Those of this user.
    pub user: Option<Uuid>,
    /// Those that began before.
    pub before: Option<DateTime<Utc>>,
}

/// Where sessions of a tenant are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Where {
    /// In our own table.
    Ours,
    /// At the project's Auth server.
    Supabase,
}

/// Sorts by what can't be equal for two, the newest first.
const ORDER: &str = "ORDER BY 4 DESC, 1 DESC LIMIT $6";

/// Returns at most `limit` sessions, the newest first, from after that one on.
///
/// # Errors
/// [`DatabaseError`].
pub async fn list(
    connection: &mut Connection,
    place: Where,
    which: Which,
    after: Option<(DateTime<Utc>, Uuid)>,
    limit: i64,
) -> Result<Vec<SessionRow>, DatabaseError> {
    let (select, id, begun) = match place {
        Where::Ours => (OURS, "s.jti", "s.issued_at"),
        Where::Supabase => (SUPABASE, "s.id", "s.created_at"),
    };
    let sql = format!("{select} WHERE {} AND {} {ORDER}", condition(id, begun), after_that(id, begun));
    let (at, last) = after.unzip();
    let rows = sqlx::query_as(AssertSqlSafe(sql))
        .bind(which.id)
        .bind(which.user)
        .bind(which.before)
        .bind(at)
        .bind(last)
        .bind(limit)
        .fetch_all(connection)
        .await;
    rows.map_err(db("listing the sessions"))
}

fn condition(id: &str, begun: &str) -> String {
    format!(
        "($1::pg_catalog.uuid IS NULL OR {id} OPERATOR(pg_catalog.=) $1)
         AND ($2::pg_catalog.uuid IS NULL OR s.user_id OPERATOR(pg_catalog.=) $2)
         AND ($3::pg_catalog.timestamptz IS NULL OR {begun} OPERATOR(pg_catalog.<) $3)"
    )
}

fn after_that(id: &str, begun: &str) -> String {
    format!(
        "($4::pg_catalog.timestamptz IS NULL OR {begun} OPERATOR(pg_catalog.<) $4
          OR ({begun} OPERATOR(pg_catalog.=) $4 AND {id} OPERATOR(pg_catalog.<) $5::pg_catalog.uuid))"
    )
}

/// What was revoked.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Revoked {
    /// How many.
    pub count: u64,
    /// When the last of their tokens ends, for whoever doesn't ask.
    pub until: Option<DateTime<Utc>>,
}

/// Waits for every issuing of a session that hasn't ended, and holds back new ones until the caller's transaction ends.
pub(super) async fn wait_for_issues(connection: &mut Connection) -> Result<(), DatabaseError> {
    let locked = sqlx::query("SELECT pg_catalog.pg_advisory_xact_lock($1)").bind(LOCK).execute(connection).await;
    locked.map(drop).map_err(db("waiting for sessions that are being issued"))
}

/// Deletes the sessions, in the caller's transaction. Where many are meant, an issuing that hasn't committed yet is
/// waited for.
///
/// # Errors
/// [`DatabaseError`]; also where row level security would hide sessions instead of deleting them.
pub async fn revoke(connection: &mut Connection, place: Where, which: Which) -> Result<Revoked, DatabaseError> {
    let doing = "revoking the sessions";
    match (place, which) {
        (Where::Ours, Which { id: Some(id), user: None, before: None }) => return revoke_one(connection, id).await,
        (Where::Ours, Which { id: None, .. }) => wait_for_issues(connection).await?,
        _ => {}
    }
    let sql = match place {
        Where::Ours => format!(
            "WITH gone AS (DELETE FROM access.sessions s WHERE {} RETURNING s.expires_at)
             SELECT pg_catalog.count(*), pg_catalog.max(g.expires_at) FROM gone g",
            condition("s.jti", "s.issued_at")
        ),
        Where::Supabase => {
            guard(connection).await?;
            format!(
                "WITH gone AS (DELETE FROM auth.sessions s WHERE {} RETURNING s.id)
                 SELECT pg_catalog.count(*), NULL::pg_catalog.timestamptz FROM gone g",
                condition("s.id", "s.created_at")
            )
        }
    };
    let (count, until): (i64, Option<DateTime<Utc>>) = sqlx::query_as(AssertSqlSafe(sql))
        .bind(which.id)
        .bind(which.user)
        .bind(which.before)
        .fetch_one(connection)
        .await
        .map_err(db(doing))?;
    Ok(Revoked { count: u64::try_from(count).unwrap_or(0), until })
}

/// Without what adds up, which a new session would have to learn first.
const REVOKE_ONE: &str =
    "DELETE FROM access.sessions s WHERE s.jti OPERATOR(pg_catalog.=) $1::pg_catalog.uuid RETURNING s.expires_at";

async fn revoke_one(connection: &mut Connection, id: Uuid) -> Result<Revoked, DatabaseError> {
    revoked_by(connection, REVOKE_ONE, id).await
}

/// Deletes one session of ours in a transaction of its own, which [`end_held`] ends, in one round trip. Closing the
/// connection takes it back.
///
/// # Errors
/// [`DatabaseError`].
pub async fn revoke_held(connection: &mut Connection, id: Uuid) -> Result<Revoked, DatabaseError> {
    revoked_by(connection, &format!("BEGIN; {REVOKE_ONE}"), id).await
}

/// Ends the transaction of [`revoke_held`].
///
/// # Errors
/// [`DatabaseError`]; after one of class `Unknown` it may or may not have been committed.
pub async fn end_held(connection: &mut Connection, for_good: bool) -> Result<(), DatabaseError> {
    let sql = if for_good { "COMMIT" } else { "ROLLBACK" };
    once(sql).execute(connection).await.map(drop).map_err(db("committing"))
}

async fn revoked_by(connection: &mut Connection, sql: &str, id: Uuid) -> Result<Revoked, DatabaseError> {
    let gone: Vec<(DateTime<Utc>,)> = once(sql).bind(id).rows(connection).await.map_err(db("revoking the session"))?;
    Ok(Revoked { count: gone.len() as u64, until: gone.first().map(|(until,)| *until) })
}

/// Row level security without a policy hides every row from a login that doesn't bypass it, and a DELETE then deletes
/// nothing, silently.
async fn guard(connection: &mut Connection) -> Result<(), DatabaseError> {
    let doing = "looking whether the Auth server's sessions can be deleted";
    let hidden: bool = sqlx::query_scalar("SELECT pg_catalog.row_security_active('auth.sessions')")
        .fetch_one(connection)
        .await
        .map_err(db(doing))?;
    if hidden {
        let text = "row level security hides auth.sessions from this login; nothing was revoked there";
        return Err(DatabaseError::plain(doing, text, FailureClass::Refused));
    }
    Ok(())
}

/// Deletes at most `limit` sessions that ended before that time.
///
/// # Errors
/// [`DatabaseError`].
pub async fn purge(connection: &mut Connection, before: DateTime<Utc>, limit: i64) -> Result<u64, DatabaseError> {
    let sql = "DELETE FROM access.sessions s WHERE s.jti OPERATOR(pg_catalog.=) ANY (
                   SELECT o.jti FROM access.sessions o WHERE o.expires_at OPERATOR(pg_catalog.<) $1
                   ORDER BY o.expires_at LIMIT $2)";
    let done = sqlx::query(sql).bind(before).bind(limit).execute(connection).await;
    Ok(done.map_err(db("removing ended sessions"))?.rows_affected())
}

/// Returns the database's clock.
///
/// # Errors
/// [`DatabaseError`].
pub async fn clock(connection: &mut Connection) -> Result<DateTime<Utc>, DatabaseError> {
    let now = sqlx::query_scalar("SELECT pg_catalog.clock_timestamp()").fetch_one(connection).await;
    now.map_err(db("asking for the time"))
}
