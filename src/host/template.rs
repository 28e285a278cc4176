//! One template database per hash of the tenant migrations and the policy.

use super::HostError;
use super::cluster::{find_database, run};
use super::logins::{self, LoginVerifiers};
use super::removal::drop_database;
use super::rights::close_to_public;
use crate::domain::ident::{Ident, InvalidIdent, literal};
use crate::domain::names::{DATABASES_ROLE, OWNER_ROLE, PhysicalNames};
use crate::postgres::{Pins, Session, close, connect, db};
use sqlx::PgConnection;
use std::time::Duration;

/// A template's name, and the mark that it bears when it is whole.
#[derive(Debug, Clone)]
pub struct TemplateDatabase {
    /// The database.
    pub database: Ident,
    /// The logins that exist while it is made.
    pub names: PhysicalNames,
    /// The mark of its logins.
    pub building: String,
    ready: String,
}

/// How far a template is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TemplateState {
    /// There is none, or only what a killed run left.
    Missing,
    /// Whole and closed.
    Ready,
}

impl TemplateDatabase {
    /// Names the template of this hash, given in hex.
    ///
    /// # Errors
    /// [`InvalidIdent`], which no hash reaches.
    pub fn of_hash(hex: &str) -> Result<Self, InvalidIdent> {
        let short: String = hex.chars().take(16).collect();
        let names = PhysicalNames::from_base(&format!("tenantctl_template_{short}"))?;
        Ok(Self {
            database: names.database.clone(),
            names,
            building: format!("tenantctl:v1:template-login={hex}"),
            ready: format!("tenantctl:v1:template={hex}"),
        })
    }
}

/// Returns the hashes of templates that a killed run left half made: their logins are there only while one is made.
pub(super) async fn half_made(connection: &mut PgConnection) -> Result<Vec<String>, HostError> {
    let hashes = sqlx::query_scalar(
        "SELECT DISTINCT pg_catalog.split_part(pg_catalog.shobj_description(oid, 'pg_authid'), 'template-login=', 2)
         FROM pg_catalog.pg_roles
         WHERE pg_catalog.shobj_description(oid, 'pg_authid') LIKE 'tenantctl:v1:template-login=%'",
    )
    .fetch_all(connection)
    .await;
    Ok(hashes.map_err(db("looking for half-made templates"))?)
}

/// Drops a half-made template and its logins; a whole one stays.
pub(super) async fn discard(connection: &mut PgConnection, template: &TemplateDatabase) -> Result<(), HostError> {
    if state(connection, template).await? == TemplateState::Ready {
        return Ok(());
    }
    drop_database(connection, "dropping a half-made template", &template.database).await?;
    let logins = format!("DROP ROLE IF EXISTS {}, {}", template.names.migrator, template.names.app);
    run(connection, "dropping the logins of a half-made template", logins).await
}

pub(super) async fn state(
    connection: &mut PgConnection,
    template: &TemplateDatabase,
) -> Result<TemplateState, HostError> {
    match find_database(connection, template.database.name()).await? {
        Some(found) if found.owner != DATABASES_ROLE => Err(HostError::Foreign {
            what: format!("a database named {}", template.database.name()),
            found: format!("its owner is {}", found.owner),
        }),
        Some(found) if found.comment.as_deref() == Some(template.ready.as_str()) => Ok(TemplateState::Ready),
        _ => Ok(TemplateState::Missing),
    }
}

pub(super) async fn create(
    session: &Session,
    template: &TemplateDatabase,
    verifiers: &LoginVerifiers,
) -> Result<(), HostError> {
    let database = &template.database;
    {
        let mut connection = session.get().await;
        // `state` has proven that a leftover of this name is ours and not whole.
        drop_database(&mut connection, "dropping a half-made template", database).await?;
        logins::ensure(&mut connection, &template.names, &template.building, verifiers).await?;
        let create = format!(
            "CREATE DATABASE {database} TEMPLATE template0 ENCODING 'UTF8' OWNER {DATABASES_ROLE} ALLOW_CONNECTIONS false"
        );
        run(&mut connection, "creating the template", create).await?;
        let open = format!(
            "{}
             GRANT CONNECT ON DATABASE {database} TO {migrator}, CURRENT_USER;
             ALTER DATABASE {database} ALLOW_CONNECTIONS true",
            close_to_public(database),
            migrator = template.names.migrator,
        );
        run(&mut connection, "opening the template to its migrator", open).await?;
    }
    open_public_schema(session, database).await
}

/// The schema `public` belongs to the database's owner, which only the operator may act as. This
/// is the one time that the operator connects to such a database: it is a fresh copy of
/// template0, and nobody else has been in it.
pub(super) async fn open_public_schema(session: &Session, database: &Ident) -> Result<(), HostError> {
    let mut target = session.target().clone();
    target.database = database.name().to_owned();
    let mut connection = connect(&target, "tenantctl template", &Pins::new(""), Duration::from_secs(30)).await?;
    let sql = format!("GRANT USAGE, CREATE ON SCHEMA public TO {OWNER_ROLE} WITH GRANT OPTION");
    let granted = run(&mut connection, "opening the schema public of the template", sql).await;
    close(connection).await;
    granted
}

pub(super) async fn seal(connection: &mut PgConnection, template: &TemplateDatabase) -> Result<(), HostError> {
    let database = &template.database;
    let migrator = &template.names.migrator;
    let close = format!(
        "ALTER DATABASE {database} ALLOW_CONNECTIONS false;
         REVOKE CONNECT ON DATABASE {database} FROM {migrator}, CURRENT_USER;
         DROP ROLE {migrator};
         DROP ROLE {app};
         COMMENT ON DATABASE {database} IS {ready}",
        app = template.names.app,
        ready = literal(&template.ready),
    );
    run(connection, "closing the template", close).await
}
