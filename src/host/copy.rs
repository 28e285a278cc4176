//! A tenant's database as a copy of another one on the same server.

use super::HostError;
use super::arrivals::Arrivals;
use super::cluster::{ClusterHost, find_database, run};
use super::doors::{end_once, marked};
use super::removal::foreign;
use super::rights::close_to_public;
use super::template::open_public_schema;
use crate::domain::ident::literal;
use crate::domain::names::{DATABASES_ROLE, PhysicalNames};
use crate::domain::tenant::Marker;
use crate::postgres::{Connection, Pins, close, connect, db};
use std::time::{Duration, Instant};

/// How often the source's connections are ended while its copy begins. The server itself waits 5 s for them.
const PAUSE: Duration = Duration::from_millis(50);

/// How long connections that can't be ended are waited for.
const PATIENCE: Duration = Duration::from_secs(8);

impl ClusterHost {
    /// Returns how large a database is, in bytes.
    ///
    /// # Errors
    /// [`HostError::Database`].
    pub async fn size_of(&self, names: &PhysicalNames) -> Result<i64, HostError> {
        let size = sqlx::query_scalar("SELECT pg_catalog.pg_database_size($1::pg_catalog.name)")
            .bind(names.database.name())
            .fetch_one(&mut *self.session().get().await)
            .await;
        Ok(size.map_err(db("asking how large the database is"))?)
    }

    /// Counts what in a database depends on a login of any tenant but `own`: objects that it owns, and others that name
    /// it, as grants and policies do.
    ///
    /// # Errors
    /// [`HostError::Database`].
    pub async fn bound_to_logins(&self, names: &PhysicalNames, own: Option<Marker>) -> Result<(i64, i64), HostError> {
        let counts = sqlx::query_as(
            "SELECT pg_catalog.count(*) FILTER (WHERE d.deptype = 'o'),
                    pg_catalog.count(*) FILTER (WHERE d.deptype <> 'o')
             FROM pg_catalog.pg_shdepend d JOIN pg_catalog.pg_roles r ON r.oid = d.refobjid
             WHERE d.refclassid = 'pg_catalog.pg_authid'::pg_catalog.regclass
               AND d.dbid = (SELECT oid FROM pg_catalog.pg_database WHERE datname = $1)
               AND pg_catalog.shobj_description(r.oid, 'pg_authid') LIKE 'tenantctl:v1:tenant=%'
               AND pg_catalog.shobj_description(r.oid, 'pg_authid') IS DISTINCT FROM $2",
        )
        .bind(names.database.name())
        .bind(own.map(|marker| marker.to_string()))
        .fetch_one(&mut *self.session().get().await)
        .await;
        Ok(counts.map_err(db("looking what belongs to the tenant's logins"))?)
    }

    /// Makes the tenant's database empty, in the place of whatever an earlier run copied into it, and lets in nobody but
    /// the login that migrates.
    ///
    /// # Errors
    /// [`HostError::Foreign`] when a database of that name isn't the tenant's.
    pub async fn create_blank(&self, names: &PhysicalNames, marker: Marker) -> Result<(), HostError> {
        let (database, mark) = (&names.database, marker.to_string());
        {
            let mut connection = self.session().get().await;
            let removal = super::removal::database(&mut connection, names, &mark).await?;
            if let Some(foreign) = removal.left_alone.into_iter().next() {
                return Err(foreign);
            }
            let create = format!(
                "CREATE DATABASE {database} TEMPLATE template0 ENCODING 'UTF8' OWNER {DATABASES_ROLE} ALLOW_CONNECTIONS false"
            );
            run(&mut connection, "creating the database", create).await?;
            let open = format!(
                "{}
                 GRANT CONNECT ON DATABASE {database} TO CURRENT_USER;
                 COMMENT ON DATABASE {database} IS {};
                 ALTER DATABASE {database} ALLOW_CONNECTIONS true",
                close_to_public(database),
                literal(&mark)
            );
            run(&mut connection, "opening the database to the operator", open).await?;
        }
        open_public_schema(self.session(), database).await?;
        let sql = format!(
            "REVOKE CONNECT ON DATABASE {database} FROM CURRENT_USER;
             GRANT CONNECT ON DATABASE {database} TO {}",
            names.migrator
        );
        run(&mut *self.session().get().await, "opening the database to the login that migrates", sql).await
    }

    /// Lets the login that migrates into a database that nobody else gets into yet.
    ///
    /// # Errors
    /// [`HostError::Foreign`], [`HostError::Missing`].
    pub async fn open_to_migrator(&self, names: &PhysicalNames, marker: Marker) -> Result<(), HostError> {
        let mut connection = self.session().get().await;
        let (database, mark) = (&names.database, marker.to_string());
        let found = find_database(&mut connection, database.name()).await?;
        let found = found.ok_or_else(|| HostError::Missing { what: database.name().to_owned() })?;
        if let Some(foreign) = foreign(&found, names, &mark) {
            return Err(foreign);
        }
        let sql = format!(
            "{}
             GRANT CONNECT ON DATABASE {database} TO {};
             COMMENT ON DATABASE {database} IS {};
             ALTER DATABASE {database} ALLOW_CONNECTIONS true",
            close_to_public(database),
            names.migrator,
            literal(&mark)
        );
        run(&mut connection, "opening the database to the login that migrates", sql).await
    }

    /// Copies a database that nobody may be connected to, and ends the connections of its tenant. Nothing is closed:
    /// while the server copies it keeps new connections waiting itself, so whatever becomes of this run, the source is
    /// open when the statement ends. The copy is closed.
    ///
    /// # Errors
    /// [`HostError::Foreign`]; [`HostError::Database`], also when somebody stays connected whom only a superuser can end.
    pub async fn copy_database(
        &self,
        (source, of): (&PhysicalNames, Marker),
        (names, marker): (&PhysicalNames, Marker),
        strategy: &str,
        timeout: Duration,
    ) -> Result<(), HostError> {
        let mut connection = self.session().get().await;
        let found = find_database(&mut connection, names.database.name()).await?;
        if let Some(foreign) = found.as_ref().and_then(|found| foreign(found, names, &marker.to_string())) {
            return Err(foreign);
        }
        match found {
            Some(found) if found.invalid => {
                let drop = format!("DROP DATABASE IF EXISTS {}", names.database);
                run(&mut connection, "dropping what an interrupted DROP DATABASE left", drop).await?;
            }
            Some(_) => return Ok(()),
            None => {}
        }
        let sql = format!(
            "CREATE DATABASE {} TEMPLATE {} STRATEGY {strategy} OWNER {DATABASES_ROLE} ALLOW_CONNECTIONS false",
            names.database, source.database
        );
        let mut second = connect(self.session().target(), "tenantctl clone", &Pins::new(""), timeout).await?;
        let copied = create(&mut connection, &mut second, &sql, (source, of)).await;
        close(second).await;
        copied
    }
}

async fn create(
    connection: &mut Connection,
    second: &mut Connection,
    sql: &str,
    (source, of): (&PhysicalNames, Marker),
) -> Result<(), HostError> {
    let end = Instant::now() + PATIENCE;
    let logins = marked(second, &of.to_string()).await?;
    loop {
        let creating = run(connection, "copying the database", sql.to_owned());
        let ending = async {
            loop {
                // The server waits for those who are starting up, however long their clients let that take.
                Arrivals::into_database(second, &source.database).await?.end(second, &logins).await?;
                end_once(second, &logins).await?;
                tokio::time::sleep(PAUSE).await;
            }
        };
        let ended: Result<(), HostError> = tokio::select! {
            biased;
            created = creating => created,
            failed = ending => failed,
        };
        match ended {
            // 55006: somebody was connected for longer than the server waits.
            Err(HostError::Database(error)) if error.is("55006") && Instant::now() < end => {
                tracing::debug!(%error, "trying again");
            }
            Err(HostError::Database(error)) if error.is("55006") => {
                return Err(HostError::InUse { database: source.database.name().to_owned() });
            }
            other => return other,
        }
    }
}
