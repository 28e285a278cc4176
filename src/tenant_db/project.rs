//! What a Supabase project's database needs before and after the tenant's migrations: the two group roles, and the mark.

use super::error::TenantDbError;
use crate::domain::names::{APP_ROLE, OWNER_ROLE};
use crate::domain::tenant::Marker;
use crate::postgres::{DatabaseError, db};
use sqlx::PgConnection;

/// Every signed-in user of a project's Data API has this role.
const SIGNED_IN: &str = "authenticated";

/// Reads the mark, as its text would be in a comment; none if nobody has marked the database.
pub(super) async fn mark(connection: &mut PgConnection) -> Result<Option<String>, DatabaseError> {
    let sql = "SELECT pg_catalog.concat('tenantctl:v1:tenant=', i.tenant, ':control_plane=', i.control_plane)
               FROM tenantctl.identity i LIMIT 1";
    match sqlx::query_scalar(sql).fetch_optional(connection).await {
        Ok(mark) => Ok(mark),
        Err(error) => {
            let error = DatabaseError::new("reading the database's mark", &error);
            // No table, or no schema.
            if error.is("42P01") || error.is("3F000") { Ok(None) } else { Err(error) }
        }
    }
}

/// Makes the group roles that the migrations grant to. In a project both are only names: its objects belong to
/// `postgres`, and whoever is signed in uses them as a member of the second.
///
/// # Errors
/// [`TenantDbError::WrongDatabase`] for a database that bears another tenant's mark, before anything is written.
pub async fn prepare_project(connection: &mut PgConnection, marker: &Marker) -> Result<(), TenantDbError> {
    refuse_another(connection, marker).await?;
    for role in [OWNER_ROLE, APP_ROLE] {
        let doing = "making the group roles";
        let there: Option<bool> = sqlx::query_scalar(
            "SELECT rolcanlogin FROM pg_catalog.pg_roles WHERE rolname OPERATOR(pg_catalog.=) $1::pg_catalog.name",
        )
        .bind(role)
        .fetch_optional(&mut *connection)
        .await
        .map_err(db(doing))?;
        if there.is_none() {
            let sql = format!("CREATE ROLE {role} NOLOGIN");
            sqlx::raw_sql(sqlx::AssertSqlSafe(sql)).execute(&mut *connection).await.map_err(db(doing))?;
        }
    }
    let sql = format!("GRANT {APP_ROLE} TO {SIGNED_IN}");
    sqlx::raw_sql(sqlx::AssertSqlSafe(sql))
        .execute(connection)
        .await
        .map_err(db("letting signed-in users use the tenant's tables"))?;
    Ok(())
}

/// Marks a migrated database as the tenant's.
///
/// # Errors
/// [`TenantDbError::WrongDatabase`] when it is another's.
pub async fn mark_project(connection: &mut PgConnection, marker: &Marker) -> Result<(), TenantDbError> {
    sqlx::query("INSERT INTO tenantctl.identity (tenant, control_plane) VALUES ($1, $2) ON CONFLICT DO NOTHING")
        .bind(marker.tenant)
        .bind(marker.control_plane)
        .execute(&mut *connection)
        .await
        .map_err(db("marking the database"))?;
    refuse_another(connection, marker).await
}

async fn refuse_another(connection: &mut PgConnection, marker: &Marker) -> Result<(), TenantDbError> {
    match mark(connection).await? {
        Some(found) if found != marker.to_string() => Err(TenantDbError::WrongDatabase {
            expected: format!("the mark {marker}, or none"),
            found: format!("the mark {found:?}"),
        }),
        _ => Ok(()),
    }
}
