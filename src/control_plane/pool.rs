//! `pool_members`: tenants without a name.

use super::plane::PlaneError;
use crate::domain::ident::literal;
use crate::postgres::db;
use chrono::{DateTime, Utc};
use sqlx::{FromRow, PgConnection, Row};
use uuid::Uuid;

/// A member of the pool, its secrets sealed.
#[derive(Debug, Clone, FromRow)]
pub struct PoolMember {
    /// The uuid that the tenant will have.
    pub uuid: Uuid,
    /// Its cluster.
    pub cluster_id: Uuid,
    /// The template that it was cloned from.
    pub template: String,
    /// Its database, under the name of the pool.
    pub database_name: String,
    /// Its migrator, under the name of the pool.
    pub migrator_login: String,
    /// Its application's login, under the name of the pool.
    pub app_login: String,
    /// The master key.
    pub kek_id: String,
    /// Its data key, wrapped.
    pub wrapped_key: Vec<u8>,
    /// Sealed.
    pub migrator_password: Vec<u8>,
    /// Sealed.
    pub app_password: Vec<u8>,
    /// `making`, `ready` or `dropping`.
    pub state: String,
    /// Who made it.
    pub runner: String,
    /// When.
    pub created_at: DateTime<Utc>,
}

/// Writes down a member before anything of it is made.
///
/// # Errors
/// [`PlaneError::Database`].
pub async fn insert_member(connection: &mut PgConnection, member: &PoolMember) -> Result<(), PlaneError> {
    sqlx::query(
        "INSERT INTO control_plane.pool_members (uuid, cluster_id, template, database_name, migrator_login, app_login,
             kek_id, wrapped_key, migrator_password, app_password, state, runner)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'making', $11)",
    )
    .bind(member.uuid)
    .bind(member.cluster_id)
    .bind(&member.template)
    .bind(&member.database_name)
    .bind(&member.migrator_login)
    .bind(&member.app_login)
    .bind(&member.kek_id)
    .bind(&member.wrapped_key)
    .bind(&member.migrator_password)
    .bind(&member.app_password)
    .bind(&member.runner)
    .execute(connection)
    .await
    .map_err(db("recording a pool member"))?;
    Ok(())
}

/// Changes a member's state, if it still is `from`.
///
/// # Errors
/// [`PlaneError::Stale`] when it isn't.
pub async fn set_member_state(
    connection: &mut PgConnection,
    member: Uuid,
    from: &str,
    to: &str,
) -> Result<(), PlaneError> {
    let done = sqlx::query("UPDATE control_plane.pool_members SET state = $3 WHERE uuid = $1 AND state = $2")
        .bind(member)
        .bind(from)
        .bind(to)
        .execute(connection)
        .await
        .map_err(db("recording a pool member's state"))?;
    PlaneError::expect_rows("the pool member", 1, done.rows_affected())
}

/// Tells whether [`take_member`] may find one; one statement, by the simple protocol.
///
/// # Errors
/// [`PlaneError::Database`].
pub async fn has_member(connection: &mut PgConnection, cluster: Uuid, template: &str) -> Result<bool, PlaneError> {
    let sql = format!(
        "SELECT EXISTS (SELECT FROM control_plane.pool_members
             WHERE cluster_id = '{cluster}' AND template = {} AND state = 'ready')",
        literal(template)
    );
    let row = sqlx::raw_sql(sqlx::AssertSqlSafe(sql)).fetch_one(connection).await.map_err(db("looking at the pool"))?;
    Ok(row.try_get(0).map_err(db("looking at the pool"))?)
}

/// Takes the oldest ready member out of the pool, in the caller's transaction; whoever comes at the
/// same moment takes another one. One of another template is never taken.
///
/// # Errors
/// [`PlaneError::Database`].
pub async fn take_member(
    connection: &mut PgConnection,
    cluster: Uuid,
    template: &str,
) -> Result<Option<PoolMember>, PlaneError> {
    let row = sqlx::query_as(
        "DELETE FROM control_plane.pool_members WHERE uuid = (
             SELECT uuid FROM control_plane.pool_members
             WHERE cluster_id = $1 AND template = $2 AND state = 'ready'
             ORDER BY created_at LIMIT 1 FOR UPDATE SKIP LOCKED)
         RETURNING *",
    )
    .bind(cluster)
    .bind(template)
    .fetch_optional(connection)
    .await;
    Ok(row.map_err(db("claiming a pool member"))?)
}

/// Removes a member's row, after everything of it is gone.
///
/// # Errors
/// [`PlaneError::Database`].
pub async fn delete_member(connection: &mut PgConnection, member: Uuid) -> Result<(), PlaneError> {
    sqlx::query("DELETE FROM control_plane.pool_members WHERE uuid = $1")
        .bind(member)
        .execute(connection)
        .await
        .map_err(db("removing a pool member"))?;
    Ok(())
}

/// Returns the members of a cluster, or of all, the oldest first.
///
/// # Errors
/// [`PlaneError::Database`].
pub async fn members(connection: &mut PgConnection, cluster: Option<Uuid>) -> Result<Vec<PoolMember>, PlaneError> {
    let rows = sqlx::query_as(
        "SELECT * FROM control_plane.pool_members WHERE $1::uuid IS NULL OR cluster_id = $1 ORDER BY created_at, uuid",
    )
    .bind(cluster)
    .fetch_all(connection)
    .await;
    Ok(rows.map_err(db("reading pool_members"))?)
}
