//! A tenant's two logins.

use super::HostError;
use super::cluster::run;
use crate::domain::ident::{Ident, literal};
use crate::domain::names::{APP_ROLE, OWNER_ROLE, PhysicalNames};
use crate::postgres::{db, once};
use sqlx::PgConnection;

/// SCRAM verifiers: what the server stores in place of a password, so that none is in any DDL.
#[derive(Debug)]
pub struct LoginVerifiers {
    /// Of the migrator.
    pub migrator: String,
    /// Of the application.
    pub app: String,
}

/// Makes both logins with their mark and memberships in one implicit transaction, or, where they
/// exist and bear the mark, gives them these passwords.
///
/// Doesn't wait for the disk: the CREATE DATABASE that follows does, for everything before it as well, and a crash of
/// the server before that takes nothing away that a resumed run doesn't make again (PostgreSQL manual,
/// `synchronous_commit`).
///
/// # Errors
/// [`HostError::Foreign`] when a login of that name bears no or another mark.
pub(super) async fn ensure(
    connection: &mut PgConnection,
    names: &PhysicalNames,
    marker: &str,
    verifiers: &LoginVerifiers,
) -> Result<(), HostError> {
    let pairs = [(&names.migrator, &verifiers.migrator, OWNER_ROLE), (&names.app, &verifiers.app, APP_ROLE)];
    // They hardly ever exist: the first attempt finds out by itself.
    let mut found = vec![Ok(false), Ok(false)];
    for attempt in 0.. {
        let mut sql = "SET LOCAL synchronous_commit = off;\n".to_owned();
        for ((login, verifier, group), ours) in pairs.into_iter().zip(found) {
            sql.push_str(&if ours? {
                format!("ALTER ROLE {login} LOGIN PASSWORD {};\n", literal(verifier))
            } else {
                create_statement(login, verifier, group, marker)
            });
        }
        match run(connection, "creating the tenant's logins", sql).await {
            // Made by an earlier run, or at this moment by one that we took for dead (42710, 23505), or touched at the
            // same moment (XX000): look.
            Err(HostError::Database(e)) if attempt < 6 && ["42710", "23505", "XX000"].iter().any(|c| e.is(c)) => {
                if attempt > 0 {
                    tokio::time::sleep(std::time::Duration::from_millis(25 << attempt)).await;
                }
            }
            other => return other,
        }
        found = are_ours(connection, &pairs.map(|(login, ..)| login), marker).await?;
    }
    Ok(())
}

pub(super) fn create_statement(login: &Ident, verifier: &str, group: &str, marker: &str) -> String {
    let mut sql = format!(
        "CREATE ROLE {login} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION PASSWORD {};
         COMMENT ON ROLE {login} IS {};
         GRANT {group} TO {login};\n",
        literal(verifier),
        literal(marker)
    );
    if group == OWNER_ROLE {
        // What it makes belongs to the group, also in a psql session.
        sql.push_str(&format!("ALTER ROLE {login} SET role = {};\n", literal(OWNER_ROLE)));
    }
    sql
}

/// Tells whether a login exists and bears the mark.
///
/// # Errors
/// [`HostError::Foreign`] when it exists and bears no or another mark.
pub(super) async fn is_ours(connection: &mut PgConnection, login: &Ident, marker: &str) -> Result<bool, HostError> {
    are_ours(connection, &[login], marker).await?.pop().unwrap_or(Ok(false))
}

/// The same of several logins, in their order.
///
/// # Errors
/// The server; inside, as [`is_ours`].
pub(super) async fn are_ours(
    connection: &mut PgConnection,
    logins: &[&Ident],
    marker: &str,
) -> Result<Vec<Result<bool, HostError>>, HostError> {
    let names: Vec<String> = logins.iter().map(|login| login.name().to_owned()).collect();
    let found: Vec<(String, bool, Option<String>)> = once(
        "SELECT w.name, r.oid IS NOT NULL, pg_catalog.shobj_description(r.oid, 'pg_authid')
         FROM pg_catalog.unnest($1::text[]) WITH ORDINALITY w (name, place)
         LEFT JOIN pg_catalog.pg_roles r ON r.rolname = w.name ORDER BY w.place",
    )
    .bind(&names[..])
    .rows(connection)
    .await
    .map_err(db("looking for the tenant's logins"))?;
    let judge = |(name, exists, comment): (String, bool, Option<String>)| match comment {
        _ if !exists => Ok(false),
        Some(comment) if comment == marker => Ok(true),
        comment => Err(HostError::Foreign {
            what: format!("a login named {name}"),
            found: comment.map_or_else(|| "it bears no mark".to_owned(), |_| "it bears another mark".to_owned()),
        }),
    };
    Ok(found.into_iter().map(judge).collect())
}
