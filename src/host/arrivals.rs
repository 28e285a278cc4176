//! Sessions on their way into a database: they are past its doors, but in no view yet.
//!
//! A session that starts up locks its database, looks then whether it may come in, and gives the lock back when it is in
//! `pg_stat_activity` (PostgreSQL's source, postinit.c: InitPostgres). So, once a database or login is closed, whoever
//! doesn't hold that lock is in the view or will be refused. Its client decides how long that takes: `post_auth_delay` is
//! everybody's to set.

use super::HostError;
use super::doors::join;
use crate::domain::ident::Ident;
use crate::postgres::{begin, db, once};
use sqlx::PgConnection;

/// Those who were on their way at one moment. When the doors had been closed by then, nobody comes after them.
pub(super) struct Arrivals<'n> {
    database: &'n Ident,
    pids: Vec<i32>,
}

impl<'n> Arrivals<'n> {
    /// Looks who is on the way.
    ///
    /// # Errors
    /// [`HostError::Database`].
    pub(super) async fn into_database(connection: &mut PgConnection, database: &'n Ident) -> Result<Self, HostError> {
        let pids = on_the_way(connection, database).await?;
        Ok(Self { database, pids })
    }

    /// Asks those still on the way to end that are one of `logins`, and returns how many they are. A lock doesn't say whose
    /// it is: the server does, when it refuses to end a session of another login.
    ///
    /// # Errors
    /// [`HostError::Database`].
    pub(super) async fn end(&mut self, connection: &mut PgConnection, logins: &[String]) -> Result<usize, HostError> {
        if self.pids.is_empty() || logins.is_empty() {
            return Ok(0);
        }
        let now = on_the_way(connection, self.database).await?;
        let mut left = Vec::new();
        for pid in self.pids.iter().copied().filter(|pid| now.contains(pid)) {
            if ask_to_end(connection, logins, pid).await? {
                left.push(pid);
            }
        }
        self.pids = left;
        Ok(self.pids.len())
    }
}

/// Asks a session to end, and returns whether it is of these logins. The membership is never committed.
async fn ask_to_end(connection: &mut PgConnection, logins: &[String], pid: i32) -> Result<bool, HostError> {
    let doing = "ending sessions that are starting up";
    let mut transaction = begin(connection).await?;
    join(&mut transaction, logins, doing).await?;
    let asked = sqlx::query("SELECT pg_catalog.pg_terminate_backend($1)").bind(pid).execute(&mut *transaction).await;
    let is_theirs = match asked.map_err(db(doing)) {
        Ok(_) => true,
        Err(error) if error.is("42501") => false,
        Err(error) => return Err(error.into()),
    };
    transaction.rollback().await.map_err(db(doing))?;
    Ok(is_theirs)
}

async fn on_the_way(connection: &mut PgConnection, database: &Ident) -> Result<Vec<i32>, HostError> {
    let rows = once(
        "SELECT l.pid FROM pg_catalog.pg_locks l JOIN pg_catalog.pg_database d ON d.oid = l.objid
         WHERE l.locktype = 'object' AND l.classid = 'pg_catalog.pg_database'::pg_catalog.regclass
           AND l.mode = 'RowExclusiveLock' AND l.granted AND d.datname = $1",
    )
    .bind(database.name())
    .rows(connection)
    .await;
    let rows: Vec<(i32,)> = rows.map_err(db("looking for sessions that are starting up"))?;
    Ok(rows.into_iter().map(|(pid,)| pid).collect())
}
