//! Writing the permission policy into a tenant's database.

use super::read::{is_kept, read_in};
use crate::domain::policy::{Difference, Policy, differences};
use crate::postgres::{DatabaseError, Transaction, begin, commit, db};
use crate::tenant_db::{TenantDbError, TenantSession};
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
const DROP_ROLES: &str = "DELETE FROM access.roles r WHERE NOT (r.name OPERATOR(pg_catalog.=) ANY ($1))";
const DROP_PERMISSIONS: &str = "DELETE FROM access.permissions p WHERE NOT (p.name OPERATOR(pg_catalog.=) ANY ($1))";
const VERSION: &str = "INSERT INTO access.policy_version (version) VALUES ($1)
    ON CONFLICT (only_row) DO UPDATE SET version = excluded.version, applied_at = pg_catalog.now()";
/// Two runs at once would meet in the rows in any order. What row level security reads stays readable.
const LOCK: &str = "LOCK TABLE access.policy_version IN SHARE ROW EXCLUSIVE MODE";
/// Nobody is given a role that is about to go.
const LOCK_USERS: &str = "LOCK TABLE access.user_mappings IN SHARE MODE";
const IN_USE: &str = "SELECT pg_catalog.left(m.role, 200), pg_catalog.count(*) FROM access.user_mappings m
    WHERE NOT (m.role OPERATOR(pg_catalog.=) ANY ($1)) GROUP BY m.role ORDER BY 1 LIMIT 100";
const DOING: &str = "writing the permission policy";

/// Makes the policy the tenant's, exactly and in one transaction, and returns what that changed: nothing where the tenant
/// has it already. `proceed` is asked under the tenant's lock, before anything is written. None where the tenant's schema
/// keeps no permissions (an operator's own migrations).
///
/// # Errors
/// What `proceed` says; [`TenantDbError::RolesInUse`] where users have a role that the policy doesn't;
/// [`TenantDbError::ForeignPolicy`] where the tables keep something else than what was written;
/// [`TenantDbError::Database`]. Nothing was changed then, unless the line was lost at the commit.
pub async fn apply<E: From<TenantDbError> + From<DatabaseError>>(
    session: &mut TenantSession,
    policy: &Policy,
    proceed: impl AsyncFnOnce() -> Result<(), E>,
) -> Result<Option<Vec<Difference>>, E> {
    let (connection, limit) = session.parts();
    limit.within(DOING, apply_in(connection, policy, proceed)).await
}

/// Returns what [`apply`] would change now, and changes nothing.
///
/// # Errors
/// As [`apply`].
pub async fn preview(session: &mut TenantSession, policy: &Policy) -> Result<Option<Vec<Difference>>, TenantDbError> {
    let (connection, limit) = session.parts();
    let looked = async {
        let Some(held) = read_in(connection).await? else { return Ok(None) };
        if loses_roles(&held, policy) {
            let kept: Vec<&str> = policy.roles.iter().map(|role| role.name.as_str()).collect();
            refuse_in_use(users_of_other_roles(connection, &kept).await?)?;
        }
        Ok(Some(differences(&held, policy)))
    };
    limit.within("comparing the permission policy", looked).await
}

/// Returns the roles that users have and that the policy doesn't, with how many users each has; none where the tenant's
/// schema keeps no permissions.
///
/// # Errors
/// [`TenantDbError::Database`].
pub async fn roles_in_use(session: &mut TenantSession, policy: &Policy) -> Result<Vec<(String, i64)>, TenantDbError> {
    let (connection, limit) = session.parts();
    let looked = async {
        if !is_kept(connection).await? {
            return Ok(Vec::new());
        }
        let kept: Vec<&str> = policy.roles.iter().map(|role| role.name.as_str()).collect();
        users_of_other_roles(connection, &kept).await
    };
    limit.within("looking who has a role that goes", looked).await
}

fn loses_roles(held: &Policy, policy: &Policy) -> bool {
    held.roles.iter().any(|role| policy.role(&role.name).is_none())
}

fn refuse_in_use(roles: Vec<(String, i64)>) -> Result<(), TenantDbError> {
    if roles.is_empty() { Ok(()) } else { Err(TenantDbError::RolesInUse(roles)) }
}

async fn apply_in<E: From<TenantDbError> + From<DatabaseError>>(
    connection: &mut PgConnection,
    policy: &Policy,
    proceed: impl AsyncFnOnce() -> Result<(), E>,
) -> Result<Option<Vec<Difference>>, E> {
    // Looked for outside of the transaction: locking what isn't there would be its end.
    if !is_kept(connection).await? {
        return Ok(None);
    }
    let mut transaction = begin(connection).await?;
    run(&mut transaction, sqlx::query(LOCK)).await?;
    proceed().await?;
    let held = read_in(&mut transaction).await?.unwrap_or_else(none);
    let changes = differences(&held, policy);
    if changes.is_empty() {
        return Ok(Some(changes));
    }
    write(&mut transaction, &held, policy).await?;
    // A trigger or a rule of the tenant's may have kept something away.
    let now = read_in(&mut transaction).await?.unwrap_or_else(none);
    if let Some(left) = differences(&now, policy).first() {
        return Err(TenantDbError::ForeignPolicy(format!("after writing there still is: {left}")).into());
    }
    commit(transaction).await?;
    Ok(Some(changes))
}

fn none() -> Policy {
    Policy { version: 0, permissions: Vec::new(), roles: Vec::new() }
}

async fn write(transaction: &mut Transaction<'_>, held: &Policy, policy: &Policy) -> Result<(), TenantDbError> {
    let (names, texts): (Vec<&str>, Vec<&str>) =
        policy.permissions.iter().map(|p| (p.name.as_str(), p.description.as_str())).unzip();
    let (role_names, role_texts): (Vec<&str>, Vec<&str>) =
        policy.roles.iter().map(|r| (r.name.as_str(), r.description.as_str())).unzip();
    let (roles, permissions): (Vec<&str>, Vec<&str>) = policy.grants().unzip();
    if loses_roles(held, policy) {
        run(transaction, sqlx::query(LOCK_USERS)).await?;
        refuse_in_use(users_of_other_roles(transaction, &role_names).await?)?;
    }
    run(transaction, sqlx::query(PERMISSIONS).bind(&names).bind(&texts)).await?;
    run(transaction, sqlx::query(ROLES).bind(&role_names).bind(&role_texts)).await?;
    run(transaction, sqlx::query(REVOKE).bind(&roles).bind(&permissions)).await?;
    run(transaction, sqlx::query(GRANT).bind(&roles).bind(&permissions)).await?;
    run(transaction, sqlx::query(DROP_ROLES).bind(&role_names)).await?;
    run(transaction, sqlx::query(DROP_PERMISSIONS).bind(&names)).await?;
    run(transaction, sqlx::query(VERSION).bind(policy.version)).await
}

/// Returns the roles that users have and that aren't among these, with how many users each has.
async fn users_of_other_roles(
    connection: &mut PgConnection,
    kept: &[&str],
) -> Result<Vec<(String, i64)>, TenantDbError> {
    let doing = "looking who has a role that goes";
    let rows = sqlx::query(IN_USE).persistent(false).bind(kept).fetch_all(connection).await.map_err(db(doing))?;
    let pair = |row: sqlx::postgres::PgRow| {
        let role: Option<String> = row.try_get(0).map_err(db(doing))?;
        Ok((role.unwrap_or_default(), row.try_get(1).map_err(db(doing))?))
    };
    rows.into_iter().map(pair).collect()
}

async fn run(transaction: &mut Transaction<'_>, query: Query<'_, Postgres, PgArguments>) -> Result<(), TenantDbError> {
    query.persistent(false).execute(&mut **transaction).await.map_err(db(DOING))?;
    Ok(())
}
