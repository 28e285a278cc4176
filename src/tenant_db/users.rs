//! `access.user_mappings`: which role a user of the Auth server has in this tenant.

use super::sessions::wait_for_issues;
use crate::postgres::{Connection, DatabaseError, begin, commit, db};
use chrono::{DateTime, Utc};
use sqlx::FromRow;
use uuid::Uuid;

/// A user's row.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Mapping {
    /// The user's id at the Auth server: `sub` of their tokens.
    pub auth_user_id: Uuid,
    /// The role.
    pub role: String,
    /// The e-mail address, for people.
    pub email: Option<String>,
    /// Since when the user may do nothing; none if they may.
    pub disabled_at: Option<DateTime<Utc>>,
    /// When the row was written.
    pub created_at: DateTime<Utc>,
}

const COLUMNS: &str = "m.auth_user_id, m.role, m.email, m.disabled_at, m.created_at FROM access.user_mappings m";

/// Tells whether the tenant's schema has the table at all; an operator's own migrations may not.
///
/// # Errors
/// [`DatabaseError`].
pub async fn are_kept(connection: &mut Connection) -> Result<bool, DatabaseError> {
    let sql = "SELECT pg_catalog.to_regclass('access.user_mappings') IS NOT NULL";
    sqlx::query_scalar(sql).fetch_one(connection).await.map_err(db("looking for the tenant's users"))
}

/// Returns a user's row.
///
/// # Errors
/// [`DatabaseError`].
pub async fn mapping(connection: &mut Connection, user: Uuid) -> Result<Option<Mapping>, DatabaseError> {
    let sql = format!("SELECT {COLUMNS} WHERE m.auth_user_id OPERATOR(pg_catalog.=) $1");
    let row = sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(user).fetch_optional(connection).await;
    row.map_err(db("reading the user's role"))
}

/// Returns the rows of an e-mail address, in whatever letters it is written.
///
/// # Errors
/// [`DatabaseError`].
pub async fn mappings_of(connection: &mut Connection, email: &str) -> Result<Vec<Mapping>, DatabaseError> {
    let sql = format!(
        "SELECT {COLUMNS} WHERE pg_catalog.lower(m.email) OPERATOR(pg_catalog.=) pg_catalog.lower($1::pg_catalog.text)
         ORDER BY m.created_at, m.auth_user_id"
    );
    let rows = sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(email).fetch_all(connection).await;
    rows.map_err(db("looking for the user"))
}

/// Returns at most `limit` rows whose id is greater than `after`, by id.
///
/// # Errors
/// [`DatabaseError`].
pub async fn mappings(
    connection: &mut Connection,
    after: Option<Uuid>,
    limit: i64,
) -> Result<Vec<Mapping>, DatabaseError> {
    let sql = format!(
        "SELECT {COLUMNS} WHERE $1::pg_catalog.uuid IS NULL OR m.auth_user_id OPERATOR(pg_catalog.>) $1
         ORDER BY m.auth_user_id LIMIT $2"
    );
    let rows = sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(after).bind(limit).fetch_all(connection).await;
    rows.map_err(db("listing the users"))
}

/// Returns the names of the roles that the tenant has.
///
/// # Errors
/// [`DatabaseError`].
pub async fn roles(connection: &mut Connection) -> Result<Vec<String>, DatabaseError> {
    let names = sqlx::query_scalar("SELECT r.name FROM access.roles r ORDER BY 1").fetch_all(connection).await;
    names.map_err(db("listing the roles"))
}

/// Writes a user's role, and the e-mail address where one is given. Whether the user is disabled stays.
///
/// # Errors
/// [`DatabaseError`].
pub async fn put_mapping(
    connection: &mut Connection,
    user: Uuid,
    role: &str,
    email: Option<&str>,
) -> Result<(), DatabaseError> {
    let sql = "INSERT INTO access.user_mappings (auth_user_id, role, email) VALUES ($1, $2, $3)
               ON CONFLICT (auth_user_id) DO UPDATE
               SET role = excluded.role, email = COALESCE(excluded.email, user_mappings.email)";
    let done = sqlx::query(sql).bind(user).bind(role).bind(email).execute(connection).await;
    done.map(drop).map_err(db("writing the user's role"))
}

/// Disables a user and ends their sessions, or enables them again. Since when a disabled one is stays.
///
/// # Errors
/// [`DatabaseError`].
pub async fn set_disabled(connection: &mut Connection, user: Uuid, disabled: bool) -> Result<(), DatabaseError> {
    let sql = "WITH ended AS (
                   DELETE FROM access.sessions s WHERE $2 AND s.user_id OPERATOR(pg_catalog.=) $1
               )
               UPDATE access.user_mappings m
               SET disabled_at = CASE WHEN $2 THEN COALESCE(m.disabled_at, pg_catalog.now()) END
               WHERE m.auth_user_id OPERATOR(pg_catalog.=) $1";
    let mut transaction = begin(connection).await?;
    wait_for_issues(&mut transaction).await?;
    let done = sqlx::query(sql).bind(user).bind(disabled).execute(&mut *transaction).await;
    done.map(drop).map_err(db("changing the user"))?;
    commit(transaction).await
}

/// Deletes a user's row and ends their sessions. False if there was none.
///
/// # Errors
/// [`DatabaseError`].
pub async fn delete_mapping(connection: &mut Connection, user: Uuid) -> Result<bool, DatabaseError> {
    let sql = "WITH ended AS (
                   DELETE FROM access.sessions s WHERE s.user_id OPERATOR(pg_catalog.=) $1
               )
               DELETE FROM access.user_mappings m WHERE m.auth_user_id OPERATOR(pg_catalog.=) $1";
    let mut transaction = begin(connection).await?;
    wait_for_issues(&mut transaction).await?;
    let done = sqlx::query(sql).bind(user).execute(&mut *transaction).await;
    let gone = done.map_err(db("removing the user"))?.rows_affected() > 0;
    commit(transaction).await?;
    Ok(gone)
}
