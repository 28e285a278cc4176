//! Closing a tenant to its users, and opening it again. Only what bears the tenant's mark is touched.
//!
//! NOLOGIN doesn't end a session that is there, and a new one could come between any two statements; so logins are
//! closed first, then the database, and the sessions are ended last, until none is left and none on its way.

use super::HostError;
use super::arrivals::Arrivals;
use super::cluster::{ClusterHost, find_database, run};
use super::removal::foreign;
use crate::domain::ident::{Ident, literal};
use crate::domain::names::PhysicalNames;
use crate::domain::tenant::Marker;
use crate::postgres::{DatabaseError, FailureClass, begin, db};
use sqlx::PgConnection;
use std::time::{Duration, Instant};

/// How long ending the sessions may take.
const PATIENCE: Duration = Duration::from_secs(20);

/// Ends sessions ($1) of logins ($2).
pub(super) const TERMINATE: &str = "SELECT pg_catalog.pg_terminate_backend(pid) FROM pg_catalog.pg_stat_activity
    WHERE pid = ANY ($1) AND usename = ANY ($2)";

/// What a tenant's database and logins are like.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Doors {
    /// The database's connection limit; -1 is none.
    pub connection_limit: i32,
    /// The logins that bear the tenant's mark.
    pub logins: Vec<String>,
}

/// What is left of a tenant on the server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remains {
    /// Its database is there.
    pub database: bool,
    /// The logins that bear its mark.
    pub logins: Vec<String>,
}

impl ClusterHost {
    /// Looks at a tenant's database and logins before anything is done to them.
    ///
    /// # Errors
    /// [`HostError::Foreign`] when a name is somebody else's, [`HostError::Missing`] when the database or a login is gone.
    pub async fn doors(&self, names: &PhysicalNames, marker: Marker) -> Result<Doors, HostError> {
        let mut connection = self.session().get().await;
        let mark = marker.to_string();
        let missing = |what: &Ident| HostError::Missing { what: what.name().to_owned() };
        let found = find_database(&mut connection, names.database.name()).await?;
        let found = found.ok_or_else(|| missing(&names.database))?;
        if let Some(foreign) = foreign(&found, names, &mark) {
            return Err(foreign);
        }
        let logins = [&names.migrator, &names.app];
        for (login, ours) in logins.iter().zip(super::logins::are_ours(&mut connection, &logins, &mark).await?) {
            if !ours? {
                return Err(missing(login));
            }
        }
        let connection_limit = sqlx::query_scalar("SELECT datconnlimit FROM pg_catalog.pg_database WHERE datname = $1")
            .bind(names.database.name())
            .fetch_one(&mut *connection)
            .await
            .map_err(db("looking at the database"))?;
        Ok(Doors { connection_limit, logins: marked(&mut connection, &mark).await? })
    }

    /// Looks at what is left of a tenant that is being removed, and names it. What is gone already is fine.
    ///
    /// # Errors
    /// [`HostError::Foreign`] when a name is somebody else's.
    pub async fn remains(&self, names: &PhysicalNames, marker: Marker) -> Result<Remains, HostError> {
        let database = self.remaining_database(names, marker).await?;
        Ok(Remains { database, logins: self.remaining_logins(names, marker).await? })
    }

    /// Looks whether the database is left; as [`Self::remains`].
    ///
    /// # Errors
    /// As [`Self::remains`].
    pub async fn remaining_database(&self, names: &PhysicalNames, marker: Marker) -> Result<bool, HostError> {
        let found = find_database(&mut *self.session().get().await, names.database.name()).await?;
        match found.as_ref().and_then(|found| foreign(found, names, &marker.to_string())) {
            Some(foreign) => Err(foreign),
            None => Ok(found.is_some()),
        }
    }

    /// Looks which logins are left; as [`Self::remains`].
    ///
    /// # Errors
    /// As [`Self::remains`].
    pub async fn remaining_logins(&self, names: &PhysicalNames, marker: Marker) -> Result<Vec<String>, HostError> {
        let mut connection = self.session().get().await;
        let mark = marker.to_string();
        for ours in super::logins::are_ours(&mut connection, &[&names.migrator, &names.app], &mark).await? {
            ours?;
        }
        marked(&mut connection, &mark).await
    }

    /// Drops every login that still bears the tenant's mark: those of a rotation that overlapped.
    ///
    /// # Errors
    /// [`HostError`].
    pub async fn drop_marked_logins(&self, marker: Marker) -> Result<(), HostError> {
        let mut connection = self.session().get().await;
        for login in marked(&mut connection, &marker.to_string()).await? {
            run(&mut connection, "dropping the tenant's logins", format!("DROP ROLE {}", Ident::new(login)?)).await?;
        }
        Ok(())
    }

    /// Lets none of the tenant's logins in any more.
    ///
    /// # Errors
    /// [`HostError`].
    pub async fn close_logins(&self, marker: Marker) -> Result<(), HostError> {
        let mut connection = self.session().get().await;
        for attempt in 0.. {
            let mut sql = String::new();
            for login in marked(&mut connection, &marker.to_string()).await? {
                sql.push_str(&format!("ALTER ROLE {} NOLOGIN;\n", Ident::new(login)?));
            }
            match run(&mut connection, "closing the tenant's logins", sql).await {
                // Touched at the same moment by somebody else.
                Err(HostError::Database(error)) if attempt < 5 && error.is("XX000") => {
                    tokio::time::sleep(Duration::from_millis(50 << attempt)).await;
                }
                other => return other,
            }
        }
        Ok(())
    }

    /// Lets a login of the tenant's in, with the password that this is the verifier of.
    ///
    /// # Errors
    /// [`HostError::Foreign`] when it isn't the tenant's.
    pub async fn open_login(&self, login: &Ident, marker: Marker, verifier: &str) -> Result<(), HostError> {
        let mut connection = self.session().get().await;
        if !super::logins::is_ours(&mut connection, login, &marker.to_string()).await? {
            return Err(HostError::Missing { what: login.name().to_owned() });
        }
        let sql = format!("ALTER ROLE {login} LOGIN PASSWORD {}", literal(verifier));
        run(&mut connection, "opening the tenant's login", sql).await
    }

    /// Sets how many connections the tenant's database takes; -1 is any number.
    ///
    /// # Errors
    /// [`HostError::Foreign`] when it isn't the tenant's.
    pub async fn limit_connections(&self, names: &PhysicalNames, marker: Marker, limit: i32) -> Result<(), HostError> {
        let mut connection = self.session().get().await;
        let found = find_database(&mut connection, names.database.name()).await?;
        let found = found.ok_or_else(|| HostError::Missing { what: names.database.name().to_owned() })?;
        if let Some(foreign) = foreign(&found, names, &marker.to_string()) {
            return Err(foreign);
        }
        let sql = format!("ALTER DATABASE {} CONNECTION LIMIT {limit}", names.database);
        run(&mut connection, "setting the database's connection limit", sql).await
    }

    /// Ends every session of the tenant's logins, until none is left. The logins and the database are closed by then.
    /// Superusers pass every limit and are left alone.
    ///
    /// # Errors
    /// [`HostError::Database`]; also when some don't end in time.
    pub async fn end_sessions(&self, names: &PhysicalNames, marker: Marker) -> Result<(), HostError> {
        let mut connection = self.session().get().await;
        let end = Instant::now() + PATIENCE;
        let mark = marker.to_string();
        let mut arrivals = Arrivals::into_database(&mut connection, &names.database).await?;
        loop {
            let logins = marked(&mut connection, &mark).await?;
            // First those who are in no view yet: whoever has arrived meanwhile is then seen.
            let left = arrivals.end(&mut connection, &logins).await? + end_once(&mut connection, &logins).await?;
            if left == 0 {
                return Ok(());
            }
            if Instant::now() >= end {
                let text = format!("{left} are left after {} s", PATIENCE.as_secs());
                return Err(DatabaseError::plain("ending the tenant's sessions", text, FailureClass::Transient).into());
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }
}

/// Names the logins that bear a mark.
pub(super) async fn marked(connection: &mut PgConnection, mark: &str) -> Result<Vec<String>, HostError> {
    let names = sqlx::query_scalar(
        "SELECT r.rolname::text FROM pg_catalog.pg_shdescription d JOIN pg_catalog.pg_roles r ON r.oid = d.objoid
         WHERE d.classoid = 'pg_catalog.pg_authid'::pg_catalog.regclass AND d.description = $1 ORDER BY r.rolname",
    )
    .bind(mark)
    .fetch_all(connection)
    .await;
    Ok(names.map_err(db("looking for the tenant's logins"))?)
}

/// Asks their sessions to end, and returns how many there were.
pub(super) async fn end_once(connection: &mut PgConnection, logins: &[String]) -> Result<usize, HostError> {
    let doing = "ending the tenant's sessions";
    let pids: Vec<i32> = sqlx::query_scalar("SELECT pid FROM pg_catalog.pg_stat_activity WHERE usename = ANY ($1)")
        .bind(logins)
        .fetch_all(&mut *connection)
        .await
        .map_err(db(doing))?;
    if !pids.is_empty() {
        joined(connection, logins, doing, TERMINATE, &pids).await?;
    }
    Ok(pids.len())
}

/// Does something to sessions ($1) of these logins ($2) that only a member of the logins may. The membership is never
/// committed, so that no killed run leaves one.
pub(super) async fn joined(
    connection: &mut PgConnection,
    logins: &[String],
    doing: &str,
    sql: &'static str,
    pids: &[i32],
) -> Result<(), HostError> {
    let mut transaction = begin(connection).await?;
    join(&mut transaction, logins, doing).await?;
    sqlx::query(sql).bind(pids).bind(logins).execute(&mut *transaction).await.map_err(db(doing))?;
    transaction.rollback().await.map_err(db(doing))?;
    Ok(())
}

/// Makes the operator a member of these logins.
pub(super) async fn join(connection: &mut PgConnection, logins: &[String], doing: &str) -> Result<(), HostError> {
    let list: Result<Vec<String>, _> = logins.iter().map(|l| Ident::new(l.clone()).map(|i| i.to_string())).collect();
    run(connection, doing, format!("GRANT {} TO CURRENT_USER", list?.join(", "))).await
}
