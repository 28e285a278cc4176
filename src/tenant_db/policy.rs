//! Writing the permission policy into a tenant's database.

use super::error::TenantDbError;
use super::session::TenantSession;
use crate::domain::policy::Policy;
use crate::postgres::{Transaction, begin, commit, db};
use sqlx::postgres::PgArguments;
use sqlx::query::Query;
use sqlx::{PgConnection, Postgres, Row};

const PERMISSIONS: &str = "INSERT INTO access.permissions (name, description)
    SELECT p.name, p.description
    FROM ROWS FROM (pg_catalog.unnest($1::pg_catalog.text[]), pg_catalog.unnest($2::pg_catalog.text[]))
        AS p (name, description)
    ON CONFLICT (name) DO UPDATE SET description = excluded.description";
const ROLES: &str = "INSERT INTO access.roles (name, description)
    SELECT r.name, r.description
    FROM ROWS FROM (pg_catalog.unnest($1::pg_catalog.text[]), pg_catalog.unnest($2::pg_catalog.text[]))
        AS r (name, description)
    ON CONFLICT (name) DO UPDATE SET description = excluded.description";
const REVOKE: &str = "DELETE FROM access.role_permissions e
    WHERE NOT EXISTS (SELECT
        FROM ROWS FROM (pg_catalog.unnest($1::pg_catalog.text[]), pg_catalog.unnest($2::pg_catalog.text[]))
            AS w (role, permission)
        WHERE w.role OPERATOR(pg_catalog.=) e.role AND w.permission OPERATOR(pg_catalog.=) e.permission)";
const GRANT: &str = "INSERT INTO access.role_permissions (role, permission)
    SELECT w.role, w.permission
    FROM ROWS FROM (pg_catalog.unnest($1::pg_catalog.text[]), pg_catalog.unnest($2::pg_catalog.text[]))
        AS w (role, permission)
    ON CONFLICT (role, permission) DO NOTHING";
const VERSION: &str = "INSERT INTO access.policy_version (version) VALUES ($1)
    ON CONFLICT (only_row) DO UPDATE SET version = excluded.version, applied_at = pg_catalog.now()";
/// Two runs at once would meet in the rows in any order.
const LOCK: &str = "LOCK TABLE access.policy_version IN SHARE ROW EXCLUSIVE MODE";

/// Makes the policy the tenant's: roles and permissions are added or described anew, and each
/// role gets exactly what the policy gives it. Roles and permissions that the policy no longer
/// has stay, without effect, since users may still be mapped to them. A schema without
/// permissions (an operator's own migrations) is left alone.
///
/// # Errors
/// [`TenantDbError::Database`]; then nothing was changed.
pub async fn apply(session: &mut TenantSession, policy: &Policy) -> Result<(), TenantDbError> {
    let (connection, limit) = session.parts();
    limit.within("writing the permission policy", write(connection, policy)).await
}

async fn write(connection: &mut PgConnection, policy: &Policy) -> Result<(), TenantDbError> {
    let doing = "looking for the permission tables";
    let row = sqlx::raw_sql("SELECT pg_catalog.to_regclass('access.policy_version') IS NOT NULL")
        .fetch_one(&mut *connection)
        .await
        .map_err(db(doing))?;
    if !row.try_get::<bool, _>(0).map_err(db(doing))? {
        return Ok(());
    }
    let (names, texts): (Vec<&str>, Vec<&str>) =
        policy.permissions.iter().map(|p| (p.name.as_str(), p.description.as_str())).unzip();
    let (role_names, role_texts): (Vec<&str>, Vec<&str>) =
        policy.roles.iter().map(|r| (r.name.as_str(), r.description.as_str())).unzip();
    let (roles, permissions): (Vec<&str>, Vec<&str>) = policy
        .roles
        .iter()
        .flat_map(|role| role.permissions.iter().map(|permission| (role.name.as_str(), permission.as_str())))
        .unzip();

    let mut transaction = begin(connection).await?;
    run(&mut transaction, sqlx::query(LOCK)).await?;
    run(&mut transaction, sqlx::query(PERMISSIONS).bind(&names).bind(&texts)).await?;
    run(&mut transaction, sqlx::query(ROLES).bind(&role_names).bind(&role_texts)).await?;
    run(&mut transaction, sqlx::query(REVOKE).bind(&roles).bind(&permissions)).await?;
    run(&mut transaction, sqlx::query(GRANT).bind(&roles).bind(&permissions)).await?;
    run(&mut transaction, sqlx::query(VERSION).bind(policy.version)).await?;
    commit(transaction).await?;
    Ok(())
}

async fn run(transaction: &mut Transaction<'_>, query: Query<'_, Postgres, PgArguments>) -> Result<(), TenantDbError> {
    query.persistent(false).execute(&mut **transaction).await.map_err(db("writing the permission policy"))?;
    Ok(())
}
