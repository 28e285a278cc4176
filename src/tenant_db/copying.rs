//! What a copy of a tenant's database needs on either side.

use super::error::TenantDbError;
use super::ledger;
use super::session::TenantSession;
use crate::domain::names::APP_ROLE;
use crate::postgres::db;
use sqlx::Row;

/// What isn't the copy's: who is logged in, which loads were made, whose database it is.
pub const NOT_COPIED: [&str; 3] = ["access.sessions", "tenantctl.loads", "tenantctl.identity"];

/// What belongs to the schema though it is in rows: the migration ledger and the policy.
pub const OF_THE_SCHEMA: [&str; 6] = [
    "tenantctl.schema_migrations",
    "tenantctl.schema_migration_statements",
    "access.roles",
    "access.permissions",
    "access.role_permissions",
    "access.policy_version",
];

/// What the application's role may do in the schema `public` itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PublicSchema {
    usage: bool,
    create: bool,
}

/// Looks what the application's role may do in the schema `public`, which only the operator's rights can be dumped of.
///
/// # Errors
/// [`TenantDbError::Database`].
pub async fn public_schema(session: &mut TenantSession) -> Result<PublicSchema, TenantDbError> {
    let doing = "looking at the schema public";
    let sql = format!(
        "SELECT pg_catalog.has_schema_privilege('{APP_ROLE}', 'public', 'USAGE'),
                pg_catalog.has_schema_privilege('{APP_ROLE}', 'public', 'CREATE')"
    );
    let row = sqlx::raw_sql(sqlx::AssertSqlSafe(sql)).fetch_one(&mut **session).await.map_err(db(doing))?;
    Ok(PublicSchema { usage: row.try_get(0).map_err(db(doing))?, create: row.try_get(1).map_err(db(doing))? })
}

/// Gives the application's role the same rights to the schema `public` as it has in the source.
///
/// # Errors
/// [`TenantDbError::Database`].
pub async fn grant_public(session: &mut TenantSession, rights: PublicSchema) -> Result<(), TenantDbError> {
    for (given, privilege) in [(rights.usage, "USAGE"), (rights.create, "CREATE")] {
        if given {
            let sql = format!("GRANT {privilege} ON SCHEMA public TO {APP_ROLE}");
            let granted = sqlx::raw_sql(sqlx::AssertSqlSafe(sql)).execute(&mut **session).await;
            granted.map_err(db("letting the application use the schema public"))?;
        }
    }
    Ok(())
}

/// Empties what isn't the copy's, where it is there.
///
/// # Errors
/// [`TenantDbError::Database`].
pub async fn forget(session: &mut TenantSession) -> Result<(), TenantDbError> {
    let doing = "emptying what isn't the copy's";
    for table in NOT_COPIED {
        let there: Option<String> = sqlx::query_scalar("SELECT pg_catalog.to_regclass($1)::pg_catalog.text")
            .bind(table)
            .persistent(false)
            .fetch_one(&mut **session)
            .await
            .map_err(db(doing))?;
        if there.is_some() {
            let sql = format!("DELETE FROM {table}");
            sqlx::raw_sql(sqlx::AssertSqlSafe(sql)).execute(&mut **session).await.map_err(db(doing))?;
        }
    }
    Ok(())
}

/// Returns the newest migration that the database has; 0 without any.
///
/// # Errors
/// [`TenantDbError`].
pub async fn newest(session: &mut TenantSession) -> Result<i64, TenantDbError> {
    let applied = ledger::read(session).await?;
    Ok(applied.iter().filter(|migration| migration.finished).map(|migration| migration.version).max().unwrap_or(0))
}
