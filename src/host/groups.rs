//! The three cluster-wide roles without a login.

use super::HostError;
use super::cluster::run;
use crate::domain::names::{APP_ROLE, DATABASES_ROLE, OWNER_ROLE};
use crate::postgres::db;
use sqlx::PgConnection;

/// Makes what is missing, and lets the operator's login own databases through the first.
///
/// # Errors
/// [`HostError::Foreign`] when a role of such a name may log in or is a superuser.
pub(super) async fn ensure(connection: &mut PgConnection) -> Result<(), HostError> {
    for role in [DATABASES_ROLE, OWNER_ROLE, APP_ROLE] {
        match flags(connection, role).await? {
            Some((false, false)) => {}
            Some(_) => {
                let found = "it may log in or is a superuser".to_owned();
                return Err(HostError::Foreign { what: format!("a role named {role}"), found });
            }
            None => create(connection, role).await?,
        }
    }
    // On 16 and later the creator has only the ADMIN option on a role it made; this adds the rest.
    join(connection).await
}

async fn join(connection: &mut PgConnection) -> Result<(), HostError> {
    let doing = "joining the owner of the databases";
    let sql = format!("GRANT {DATABASES_ROLE} TO CURRENT_USER");
    match run(connection, doing, sql.clone()).await {
        // Another process joined the same login at the same moment; once it is done, this finds it done.
        Err(HostError::Database(error)) if error.is("23505") || error.is("XX000") => run(connection, doing, sql).await,
        other => other,
    }
}

async fn flags(connection: &mut PgConnection, role: &str) -> Result<Option<(bool, bool)>, HostError> {
    let flags = sqlx::query_as("SELECT rolcanlogin, rolsuper FROM pg_catalog.pg_roles WHERE rolname = $1")
        .bind(role)
        .fetch_optional(connection)
        .await;
    Ok(flags.map_err(db("looking for the group roles"))?)
}

async fn create(connection: &mut PgConnection, role: &str) -> Result<(), HostError> {
    let sql = format!("CREATE ROLE {role} NOLOGIN; COMMENT ON ROLE {role} IS 'tenantctl:v1:group'");
    match run(connection, "creating the group roles", sql).await {
        // Another process was faster.
        Err(HostError::Database(error)) if error.is("42710") || error.is("23505") => Ok(()),
        other => other,
    }
}
