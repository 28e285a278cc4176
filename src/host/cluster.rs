//! A PostgreSQL server that the operator's login reaches: registered, given by `DATABASE_URL`,
//! or the embedded one.

use super::logins::LoginVerifiers;
use super::template::{TemplateDatabase, TemplateState};
use super::{DatabaseHost, HostError, Removal, groups, logins, removal, rights, template};
use crate::domain::names::{DATABASES_ROLE, PhysicalNames};
use crate::domain::tenant::{Marker, lock_key};
use crate::postgres::{DatabaseError, FailureClass, Session, Target, db, once};
use futures_util::TryStreamExt;
use secrecy::SecretString;
use sqlx::postgres::PgRow;
use sqlx::{PgConnection, Row};
use std::time::{Duration, Instant};
use uuid::Uuid;

/// What is known of a server after the first look at it.
#[derive(Debug, Clone)]
pub struct Facts {
    /// PostgreSQL's own id of the server.
    pub system_identifier: String,
    /// Such as `15.18`.
    pub version: String,
    /// The operator's login there.
    pub login: String,
    /// It is a superuser, which is more than is needed.
    pub superuser: bool,
}

impl Facts {
    /// PostgreSQL's major version.
    pub fn major(&self) -> Option<i32> {
        self.version.split('.').next().and_then(|major| major.parse().ok())
    }
}

/// A server and the operator's session on it.
pub struct ClusterHost {
    session: Session,
    /// What is known of it.
    pub facts: Facts,
}

impl ClusterHost {
    /// Looks at the server: version, rights of the login, the three group roles (made where
    /// they are missing). Only the group roles are an effect.
    ///
    /// # Errors
    /// [`HostError::TooOld`], [`HostError::MissingRights`], [`HostError::Foreign`] before any effect.
    pub async fn open(session: Session) -> Result<Self, HostError> {
        let endpoint = session.target().endpoint();
        let mut connection = session.get().await;
        let (facts, groups_there) = look(&mut connection, &endpoint).await?;
        if !groups_there {
            groups::ensure(&mut connection).await?;
        }
        drop(connection);
        Ok(Self { session, facts })
    }

    /// Returns the operator's session.
    pub fn session(&self) -> &Session {
        &self.session
    }
}

async fn look(connection: &mut PgConnection, endpoint: &str) -> Result<(Facts, bool), HostError> {
    let doing = "looking at the server";
    let mut answer = sqlx::raw_sql(
        "SELECT pg_catalog.current_setting('server_version_num')::integer AS number,
                pg_catalog.current_setting('server_version') AS version,
                r.rolname::text AS login, r.rolsuper AS super, r.rolcreatedb AS createdb, r.rolcreaterole AS createrole,
                (SELECT system_identifier::text FROM pg_catalog.pg_control_system()) AS system,
                (SELECT pg_catalog.count(*) = 3 AND pg_catalog.bool_and(NOT g.rolcanlogin AND NOT g.rolsuper
                        AND (g.rolname <> 'tenantctl_databases' OR pg_catalog.pg_has_role(g.oid, 'USAGE')))
                 FROM pg_catalog.pg_roles g
                 WHERE g.rolname IN ('tenantctl_databases', 'tenantctl_owner', 'tenantctl_app')) AS groups
         FROM pg_catalog.pg_roles r WHERE r.rolname = current_user;
         SET client_connection_check_interval = '500ms'",
    )
    .fetch(connection);
    let row = answer.try_next().await.map_err(db(doing))?;
    let row = row.ok_or_else(|| DatabaseError::plain(doing, "no answer", FailureClass::Unknown))?;
    // Lets the server give up a CREATE DATABASE whose client died; not every platform can.
    let watched: Result<Vec<PgRow>, sqlx::Error> = answer.try_collect().await;
    if let Err(error) = watched {
        tracing::debug!(%error, "the server won't notice a client that dies");
    }
    let read = |name: &str| row.try_get::<String, _>(name).map_err(db(doing));
    let flag = |name: &str| row.try_get::<Option<bool>, _>(name).map(|f| f == Some(true)).map_err(db(doing));
    let facts = Facts {
        system_identifier: read("system")?,
        version: read("version")?.split(' ').next().unwrap_or_default().to_owned(),
        login: read("login")?,
        superuser: flag("super")?,
    };
    let number: i32 = row.try_get("number").map_err(db(doing))?;
    if is_too_old(number) {
        return Err(HostError::TooOld { endpoint: endpoint.to_owned(), version: facts.version });
    }
    let mut missing = Vec::new();
    if !facts.superuser {
        for (attribute, column) in [("CREATEDB", "createdb"), ("CREATEROLE", "createrole")] {
            if !flag(column)? {
                missing.push(attribute);
            }
        }
    }
    if !missing.is_empty() {
        return Err(HostError::MissingRights {
            login: facts.login,
            endpoint: endpoint.to_owned(),
            missing: missing.join(" and "),
        });
    }
    let groups = flag("groups")?;
    Ok((facts, groups))
}

/// Whether `server_version_num` is below PostgreSQL 15, whose NULLS NOT DISTINCT and STRATEGY
/// WAL_LOG are needed.
pub(super) fn is_too_old(server_version_num: i32) -> bool {
    server_version_num < 150_000
}

/// What is known of a database without connecting to it.
#[derive(sqlx::FromRow)]
pub(super) struct Found {
    pub(super) owner: String,
    /// Its mark, if it is ours.
    pub(super) comment: Option<String>,
    /// It lets sessions in.
    pub(super) open: bool,
    /// An interrupted DROP DATABASE left it; all that can be done is to drop it again.
    pub(super) invalid: bool,
}

pub(super) async fn find_database(connection: &mut PgConnection, name: &str) -> Result<Option<Found>, HostError> {
    let found = once(
        "SELECT pg_catalog.pg_get_userbyid(datdba)::text AS owner, datallowconn AS open, datconnlimit = -2 AS invalid,
                pg_catalog.shobj_description(oid, 'pg_database') AS comment
         FROM pg_catalog.pg_database WHERE datname = $1",
    )
    .bind(name)
    .row(connection)
    .await
    .map_err(db("looking for the database"))?;
    Ok(found)
}

pub(super) async fn run(connection: &mut PgConnection, doing: &str, sql: String) -> Result<(), HostError> {
    sqlx::raw_sql(sqlx::AssertSqlSafe(sql)).execute(connection).await.map_err(db(doing))?;
    Ok(())
}

impl DatabaseHost for ClusterHost {
    async fn lock(&self, tenant: Uuid) -> Result<bool, HostError> {
        let mut connection = self.session.get().await;
        let got = once("SELECT pg_catalog.pg_try_advisory_lock($1)").bind(lock_key(tenant)).row(&mut connection).await;
        Ok(got.map_err(db("locking the tenant"))?.is_some_and(|(got,)| got))
    }

    async fn unlock(&self, tenant: Uuid) -> Result<(), HostError> {
        let mut connection = self.session.get().await;
        let held = once("SELECT pg_catalog.pg_advisory_unlock($1)").bind(lock_key(tenant)).row(&mut connection).await;
        if !held.map_err(db("unlocking the tenant"))?.is_some_and(|(held,)| held) {
            tracing::warn!(%tenant, "the tenant's lock was lost meanwhile");
        }
        Ok(())
    }

    async fn template_state(&self, wanted: &TemplateDatabase) -> Result<TemplateState, HostError> {
        template::state(&mut *self.session.get().await, wanted).await
    }

    async fn create_template(&self, wanted: &TemplateDatabase, verifiers: &LoginVerifiers) -> Result<(), HostError> {
        template::create(&self.session, wanted, verifiers).await
    }

    async fn half_made_templates(&self) -> Result<Vec<String>, HostError> {
        template::half_made(&mut *self.session.get().await).await
    }

    async fn discard_template(&self, template: &TemplateDatabase) -> Result<(), HostError> {
        template::discard(&mut *self.session.get().await, template).await
    }

    async fn seal_template(&self, made: &TemplateDatabase) -> Result<(), HostError> {
        template::seal(&mut *self.session.get().await, made).await
    }

    async fn create_logins(
        &self,
        names: &PhysicalNames,
        marker: Marker,
        verifiers: &LoginVerifiers,
    ) -> Result<(), HostError> {
        logins::ensure(&mut *self.session.get().await, names, &marker.to_string(), verifiers).await
    }

    async fn create_database(
        &self,
        names: &PhysicalNames,
        marker: Marker,
        template: &TemplateDatabase,
    ) -> Result<bool, HostError> {
        let mut connection = self.session.get().await;
        let marker = marker.to_string();
        let end = Instant::now() + Duration::from_secs(60);
        // It hardly ever exists: the first attempt finds out by itself.
        let mut found = None;
        let mut pause = Duration::ZERO;
        loop {
            if let Some(foreign) = found.as_ref().and_then(|found| removal::foreign(found, names, &marker)) {
                return Err(foreign);
            }
            match found {
                // An undoing was killed in the middle of its DROP DATABASE.
                Some(found) if found.invalid => {
                    let doing = "dropping what an interrupted DROP DATABASE left";
                    removal::drop_database(&mut connection, doing, &names.database).await?;
                }
                Some(_) => return Ok(false),
                None => {}
            }
            let sql = format!(
                "CREATE DATABASE {} TEMPLATE {} STRATEGY WAL_LOG OWNER {DATABASES_ROLE} ALLOW_CONNECTIONS false",
                names.database, template.database
            );
            match run(&mut connection, "creating the database", sql).await {
                Ok(()) => return Ok(true),
                // 42P04 and 23505: an earlier run made it, or a killed one of our own makes it just now: look.
                // 55006: the template is in use for a moment.
                Err(HostError::Database(error))
                    if ["42P04", "23505", "55006"].iter().any(|code| error.is(code)) && Instant::now() < end =>
                {
                    tracing::debug!(%error, "looking again");
                    tokio::time::sleep(pause).await;
                    pause = Duration::from_millis(100);
                }
                Err(error) => return Err(error),
            }
            found = find_database(&mut connection, names.database.name()).await?;
        }
    }

    async fn grant_rights(&self, names: &PhysicalNames, marker: Marker) -> Result<(), HostError> {
        rights::grant(&mut *self.session.get().await, names, &marker.to_string()).await
    }

    async fn close_database(&self, names: &PhysicalNames, marker: Marker) -> Result<bool, HostError> {
        removal::close(&mut *self.session.get().await, names, &marker.to_string()).await
    }

    async fn drop_database(&self, names: &PhysicalNames, marker: Marker) -> Result<Removal, HostError> {
        removal::database(&mut *self.session.get().await, names, &marker.to_string()).await
    }

    async fn drop_logins(&self, names: &PhysicalNames, marker: Marker) -> Result<Removal, HostError> {
        removal::drop_logins(&mut *self.session.get().await, names, &marker.to_string()).await
    }

    fn target(&self, user: &str, password: SecretString, database: &str) -> Target {
        self.session.target().with_login(user, password, database)
    }
}

#[cfg(test)]
mod tests {
    use super::is_too_old;

    #[test]
    fn fifteen_is_the_oldest() {
        for (number, refused) in [(90_624, true), (130_014, true), (149_999, true), (150_000, false), (180_004, false)]
        {
            assert_eq!(is_too_old(number), refused, "{number}");
        }
    }
}
