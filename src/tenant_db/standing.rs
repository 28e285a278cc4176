//! How the sessions behind a page of tokens stand: one question for all of them.

use super::sessions::Where;
use crate::postgres::{Connection, DatabaseError, db, once};
use chrono::{DateTime, Utc};
use sqlx::FromRow;
use uuid::Uuid;

/// How one session stands.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Standing {
    /// The session's id, as it was asked for.
    pub id: Uuid,
    /// Whose it is; none if there is no such session.
    pub user_id: Option<Uuid>,
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

/// Returns how each session stands, and the database's clock unless none was asked for.
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
    let sql = format!(
        "SELECT a.id, s.user_id, m.disabled_at IS NOT NULL AS is_disabled,
                COALESCE(s.expires_at OPERATOR(pg_catalog.<=) c.before, false) AS is_over,
                (SELECT pg_catalog.count(*) FROM access.role_permissions p
                 WHERE p.role OPERATOR(pg_catalog.=) m.role
                     AND p.permission OPERATOR(pg_catalog.=) ANY ($2::pg_catalog.text[])) AS granted,
                c.now
         FROM pg_catalog.unnest($1::pg_catalog.uuid[]) AS a (id)
         CROSS JOIN (SELECT n.now, n.now OPERATOR(pg_catalog.-) pg_catalog.make_interval(secs => $3) AS before
                     FROM pg_catalog.clock_timestamp() AS n (now)) c
         LEFT JOIN ({sessions}) s ON s.id OPERATOR(pg_catalog.=) a.id
         LEFT JOIN access.user_mappings m ON m.auth_user_id OPERATOR(pg_catalog.=) s.user_id"
    );
    let rows: Vec<Row> = once(sql)
        .bind(question.ids)
        .bind(question.permissions)
        .bind(f64::from(question.leeway))
        .rows(connection)
        .await
        .map_err(db(doing))?;
    let clock = rows.first().map(|row| row.now);
    Ok((rows.into_iter().map(|row| row.standing).collect(), clock))
}

#[derive(FromRow)]
struct Row {
    #[sqlx(flatten)]
    standing: Standing,
    now: DateTime<Utc>,
}
