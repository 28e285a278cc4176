//! Writing the permission policy into a tenant.

use super::error::TenantDbError;
use crate::domain::policy::Policy;
use crate::postgres::{begin, commit, db};
use sqlx::{PgConnection, Row};

/// Makes the tenant's roles and permissions those of the policy, in one transaction. A database
/// of other migrations, without the schema `access`, has none.
///
/// # Errors
/// [`TenantDbError::Database`].
pub async fn apply_policy(connection: &mut PgConnection, policy: &Policy) -> Result<(), TenantDbError> {
    let doing = "writing the permission policy";
    let row = sqlx::raw_sql("SELECT pg_catalog.to_regclass('access.policy_version') IS NOT NULL")
        .fetch_one(&mut *connection)
        .await
        .map_err(db(doing))?;
    if !row.try_get::<bool, _>(0).map_err(db(doing))? {
        return Ok(());
    }
    let mut transaction = begin(connection).await?;
    let columns = |pairs: Vec<(String, String)>| pairs.into_iter().unzip::<_, _, Vec<_>, Vec<_>>();
    let permissions = columns(policy.permissions.iter().map(|p| (p.name.clone(), p.description.clone())).collect());
    let roles = columns(policy.roles.iter().map(|r| (r.name.clone(), r.description.clone())).collect());
    let grants = columns(
        policy.roles.iter().flat_map(|r| r.permissions.iter().map(|p| (r.name.clone(), p.clone()))).collect(),
    );
    for (statement, (first, second)) in [
        (
            "INSERT INTO access.permissions (name, description) SELECT * FROM unnest($1::text[], $2::text[])
             ON CONFLICT (name) DO UPDATE SET description = excluded.description",
            permissions,
        ),
        (
            "INSERT INTO access.roles (name, description) SELECT * FROM unnest($1::text[], $2::text[])
             ON CONFLICT (name) DO UPDATE SET description = excluded.description",
            roles,
        ),
        (
            "WITH wanted AS (SELECT * FROM unnest($1::text[], $2::text[]) AS w (role, permission)),
                  gone AS (DELETE FROM access.role_permissions g
                           WHERE NOT EXISTS (SELECT FROM wanted w WHERE (w.role, w.permission) = (g.role, g.permission)))
             INSERT INTO access.role_permissions (role, permission) SELECT role, permission FROM wanted
             ON CONFLICT DO NOTHING",
            grants,
        ),
    ] {
        sqlx::query(statement).bind(first).bind(second).execute(&mut *transaction).await.map_err(db(doing))?;
    }
    sqlx::query(
        "INSERT INTO access.policy_version (version) VALUES ($1)
         ON CONFLICT (only_row) DO UPDATE SET version = excluded.version, applied_at = now()",
    )
    .bind(policy.version)
    .execute(&mut *transaction)
    .await
    .map_err(db(doing))?;
    commit(transaction).await?;
    Ok(())
}
