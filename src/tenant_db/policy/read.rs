//! Reading which policy a tenant has.

use crate::domain::policy::{Permission, Policy, Role};
use crate::postgres::db;
use crate::tenant_db::{TenantDbError, TenantSession};
use sqlx::{PgConnection, Row};
use std::collections::BTreeMap;

/// How many rows are read at most: no policy has as many.
const MOST: usize = 50_000;

/// One statement, so that it is one policy whatever is written meanwhile. What only the tenant can have written is cut.
const READ: &str = "(SELECT 'version'::pg_catalog.text, v.version::pg_catalog.text, ''::pg_catalog.text
        FROM access.policy_version v LIMIT 1)
    UNION ALL (SELECT 'permission', pg_catalog.left(p.name, 200), pg_catalog.left(p.description, 1000)
        FROM access.permissions p LIMIT 1001)
    UNION ALL (SELECT 'role', pg_catalog.left(r.name, 200), pg_catalog.left(r.description, 1000)
        FROM access.roles r LIMIT 1001)
    UNION ALL (SELECT 'grant', pg_catalog.left(g.role, 200), pg_catalog.left(g.permission, 200)
        FROM access.role_permissions g LIMIT 50001)";

/// Reads the policy that the tenant has, sorted by names; none where its schema keeps no permissions (an operator's own
/// migrations). It needn't be one that could be applied: the tables are the tenant's.
///
/// # Errors
/// [`TenantDbError::Database`]; [`TenantDbError::ForeignPolicy`] where there is more than any policy has.
pub async fn read(session: &mut TenantSession) -> Result<Option<Policy>, TenantDbError> {
    let (connection, limit) = session.parts();
    limit.within("reading the permission policy", read_in(connection)).await
}

pub(super) async fn read_in(connection: &mut PgConnection) -> Result<Option<Policy>, TenantDbError> {
    let doing = "reading the permission policy";
    if !is_kept(connection).await? {
        return Ok(None);
    }
    let rows = sqlx::query(READ).persistent(false).fetch_all(connection).await.map_err(db(doing))?;
    if rows.len() > MOST {
        return Err(TenantDbError::ForeignPolicy(format!("over {MOST} rows")));
    }
    let mut version = 0;
    let mut permissions = Vec::new();
    let mut roles: BTreeMap<String, Role> = BTreeMap::new();
    let mut grants = Vec::new();
    for row in rows {
        let text = |at: usize| row.try_get::<Option<String>, _>(at).map_err(db(doing));
        let (name, more) = (text(1)?.unwrap_or_default(), text(2)?.unwrap_or_default());
        match text(0)?.as_deref() {
            Some("version") => version = name.parse().unwrap_or_default(),
            Some("permission") => permissions.push(Permission { name, description: more }),
            Some("role") => {
                roles.insert(name.clone(), Role { name, description: more, permissions: Vec::new() });
            }
            _ => grants.push((name, more)),
        }
    }
    for (role, permission) in grants {
        if let Some(role) = roles.get_mut(&role) {
            role.permissions.push(permission);
        }
    }
    permissions.sort_by(|a, b| a.name.cmp(&b.name));
    let mut roles: Vec<Role> = roles.into_values().collect();
    roles.iter_mut().for_each(|role| role.permissions.sort());
    Ok(Some(Policy { version, permissions, roles }))
}

pub(super) async fn is_kept(connection: &mut PgConnection) -> Result<bool, TenantDbError> {
    let doing = "looking for the permission tables";
    let row = sqlx::raw_sql("SELECT pg_catalog.to_regclass('access.policy_version') IS NOT NULL")
        .fetch_one(connection)
        .await
        .map_err(db(doing))?;
    Ok(row.try_get(0).map_err(db(doing))?)
}
