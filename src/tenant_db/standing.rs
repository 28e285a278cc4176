//! How the sessions behind a page of tokens stand: one question for all of them.

use super::sessions::Where;
use crate::postgres::{Connection, DatabaseError, db, once};
use chrono::{DateTime, TimeDelta, Utc};
use sqlx::FromRow;
use uuid::Uuid;

/// How one session stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// The session's id, as it was asked for.
    pub id: Uuid,
    /// Whose it is.
    pub user_id: Uuid,
    /// It has ended by the database's clock.
    pub is_over: bool,
    /// The user may do nothing.
    pub is_disabled: bool,
    /// How many of the permissions that were asked for the user has.
    pub granted: i64,
}

/// What is asked about sessions.
#[derive(Debug, Clone, Copy)]
pub struct Question<'a> {
    /// The sessions.
    pub ids: &'a [Uuid],
    /// Names of permissions, each once.
    pub permissions: &'a [String],
    /// How far clocks may be apart, in seconds.
    pub leeway: u8,
}

const OURS: &str = "SELECT s.jti AS id, s.user_id, s.expires_at FROM access.sessions s";

/// A session may have no end of its own.
const SUPABASE: &str = "SELECT s.id, s.user_id,
        (pg_catalog.to_jsonb(s) OPERATOR(pg_catalog.->>) 'not_after')::pg_catalog.timestamptz AS expires_at
    FROM auth.sessions s JOIN auth.users u ON u.id OPERATOR(pg_catalog.=) s.user_id
    WHERE u.banned_until IS NULL OR u.banned_until OPERATOR(pg_catalog.<=) pg_catalog.clock_timestamp()";

/// How many of the permissions `$2` the user has.
const GRANTED: &str = "(SELECT pg_catalog.count(*) FROM access.role_permissions p
    JOIN access.user_mappings m ON p.role OPERATOR(pg_catalog.=) m.role
    WHERE m.auth_user_id OPERATOR(pg_catalog.=) s.user_id
        AND p.permission OPERATOR(pg_catalog.=) ANY ($2::pg_catalog.text[]))";

/// Returns how each session stands that is there, and the database's clock if one is.
///
/// # Errors
/// [`DatabaseError`].
pub async fn standings(
    connection: &mut Connection,
    place: Where,
    question: Question<'_>,
) -> Result<(Vec<Standing>, Option<DateTime<Utc>>), DatabaseError> {
    let doing = "looking for the tokens' sessions";
    let sessions = match place {
        Where::Ours => OURS,
        Where::Supabase => SUPABASE,
    };
    // Each part that isn't needed is left out: a new session would have to learn it first.
    let granted = if question.permissions.is_empty() { "0::pg_catalog.int8" } else { GRANTED };
    let sql = format!(
        "SELECT s.id, s.user_id, s.expires_at, {granted} AS granted, pg_catalog.clock_timestamp() AS now,
                EXISTS (SELECT FROM access.user_mappings m
                        WHERE m.auth_user_id OPERATOR(pg_catalog.=) s.user_id AND m.disabled_at IS NOT NULL) AS is_disabled
         FROM ({sessions}) s WHERE s.id OPERATOR(pg_catalog.=) ANY ($1::pg_catalog.uuid[])"
    );
    let mut asked = once(sql).bind(question.ids);
    if !question.permissions.is_empty() {
        asked = asked.bind(question.permissions);
    }
    let rows: Vec<Row> = asked.rows(connection).await.map_err(db(doing))?;
    let clock = rows.first().map(|row| row.now);
    let leeway = TimeDelta::seconds(question.leeway.into());
    let standing = |row: Row| Standing {
        id: row.id,
        user_id: row.user_id,
        is_over: row.expires_at.is_some_and(|end| end <= row.now - leeway),
        is_disabled: row.is_disabled,
        granted: row.granted,
    };
    Ok((rows.into_iter().map(standing).collect(), clock))
}

#[derive(FromRow)]
struct Row {
    id: Uuid,
    user_id: Uuid,
    expires_at: Option<DateTime<Utc>>,
    is_disabled: bool,
    granted: i64,
    now: DateTime<Utc>,
}
