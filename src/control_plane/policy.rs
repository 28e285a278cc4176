//! `policy_version`, `roles`, `permissions`, `role_permissions`: the permission policy that was applied.

use super::plane::PlaneError;
use crate::domain::policy::{Permission, Policy, Role};
use crate::postgres::{db, once};
use chrono::{DateTime, Utc};
use sqlx::types::Json;
use sqlx::{FromRow, PgConnection};

/// The policy as it was applied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredPolicy {
    /// The policy.
    pub policy: Policy,
    /// When.
    pub applied_at: DateTime<Utc>,
    /// By whom: user, host and process.
    pub applied_by: String,
}

#[derive(FromRow)]
struct Row {
    version: i32,
    applied_at: DateTime<Utc>,
    applied_by: String,
    permissions: Json<Vec<Permission>>,
    roles: Json<Vec<Role>>,
}

/// Reads the policy in one statement, so that it is whole. None was applied while there is no row.
///
/// # Errors
/// [`PlaneError::Inconsistent`] when it isn't a policy that could have been applied.
pub async fn stored_policy(connection: &mut PgConnection) -> Result<Option<StoredPolicy>, PlaneError> {
    let sql = "SELECT v.version, v.applied_at, v.applied_by,
                   (SELECT coalesce(jsonb_agg(jsonb_build_object('name', p.name, 'description', p.description)
                        ORDER BY p.position), '[]') FROM control_plane.permissions p) AS permissions,
                   (SELECT coalesce(jsonb_agg(jsonb_build_object('name', r.name, 'description', r.description,
                        'permissions', (
                            SELECT coalesce(jsonb_agg(g.permission ORDER BY p.position), '[]')
                            FROM control_plane.role_permissions g JOIN control_plane.permissions p ON p.name = g.permission
                            WHERE g.role = r.name))
                        ORDER BY r.position), '[]') FROM control_plane.roles r) AS roles
               FROM control_plane.policy_version v";
    let row: Option<Row> = sqlx::query_as(sql).fetch_optional(connection).await.map_err(db("reading the policy"))?;
    let Some(Row { version, applied_at, applied_by, permissions, roles }) = row else { return Ok(None) };
    let policy = Policy { version, permissions: permissions.0, roles: roles.0 };
    policy.check().map_err(|error| PlaneError::Inconsistent(format!("the policy: {error}")))?;
    Ok(Some(StoredPolicy { policy, applied_at, applied_by }))
}

/// Reads which version was applied. Until the transaction ends nobody applies another one.
///
/// # Errors
/// [`PlaneError::Database`].
pub async fn policy_version(connection: &mut PgConnection) -> Result<Option<i32>, PlaneError> {
    let row = once("SELECT version FROM control_plane.policy_version").row(connection).await;
    Ok(row.map_err(db("reading the policy's version"))?.map(|(version,)| version))
}

/// Lets nobody else read or apply a policy until the transaction ends. Whoever holds it is waited for at most 10 seconds.
///
/// # Errors
/// [`PlaneError::Database`].
pub async fn lock_policy(connection: &mut PgConnection) -> Result<(), PlaneError> {
    sqlx::raw_sql("SET LOCAL lock_timeout = '10s'; LOCK TABLE control_plane.policy_version IN ACCESS EXCLUSIVE MODE")
        .execute(connection)
        .await
        .map_err(db("locking the policy"))?;
    Ok(())
}

/// Puts a policy in the place of the one there is, in the caller's transaction and under its lock.
///
/// # Errors
/// [`PlaneError::Database`].
pub async fn store_policy(connection: &mut PgConnection, policy: &Policy, by: &str) -> Result<(), PlaneError> {
    let doing = || db("storing the policy");
    sqlx::raw_sql("DELETE FROM control_plane.roles; DELETE FROM control_plane.permissions")
        .execute(&mut *connection)
        .await
        .map_err(doing())?;
    let permissions = policy.permissions.iter().map(|p| (p.name.as_str(), p.description.as_str()));
    let (names, texts): (Vec<&str>, Vec<&str>) = permissions.unzip();
    named(connection, "permissions", &names, &texts).await?;
    let roles = policy.roles.iter().map(|r| (r.name.as_str(), r.description.as_str()));
    let (names, texts): (Vec<&str>, Vec<&str>) = roles.unzip();
    named(connection, "roles", &names, &texts).await?;
    let (roles, permissions): (Vec<&str>, Vec<&str>) = policy.grants().unzip();
    sqlx::query(
        "INSERT INTO control_plane.role_permissions (role, permission) SELECT * FROM unnest($1::text[], $2::text[])",
    )
    .bind(&roles)
    .bind(&permissions)
    .execute(&mut *connection)
    .await
    .map_err(doing())?;
    sqlx::query(
        "INSERT INTO control_plane.policy_version (version, applied_by) VALUES ($1, $2)
         ON CONFLICT (only_row) DO UPDATE
         SET version = excluded.version, applied_at = excluded.applied_at, applied_by = excluded.applied_by",
    )
    .bind(policy.version)
    .bind(by)
    .execute(connection)
    .await
    .map_err(doing())?;
    Ok(())
}

async fn named(
    connection: &mut PgConnection,
    table: &'static str,
    names: &[&str],
    texts: &[&str],
) -> Result<(), PlaneError> {
    let sql = format!(
        "INSERT INTO control_plane.{table} (name, description, position)
         SELECT * FROM unnest($1::text[], $2::text[]) WITH ORDINALITY"
    );
    let done = sqlx::query(sqlx::AssertSqlSafe(sql)).bind(names).bind(texts).execute(connection).await;
    done.map_err(db("storing the policy"))?;
    Ok(())
}
