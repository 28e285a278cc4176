//! Turning away whoever waits for a tenant's tables while they are being copied.

use super::HostError;
use super::arrivals::Arrivals;
use super::cluster::ClusterHost;
use super::doors::{TERMINATE, joined, marked};
use crate::domain::names::PhysicalNames;
use crate::domain::tenant::Marker;
use crate::postgres::{Connection, Pins, close, connect, db};
use std::time::{Duration, Instant};

/// How long a writer waits before it is turned away.
const PAUSE: Duration = Duration::from_millis(200);

/// How long ending the sessions may take.
const PATIENCE: Duration = Duration::from_secs(3);

impl ClusterHost {
    /// Cancels the statements of the tenant's logins that wait for the session `holder`, again and again, until the
    /// future is dropped: a writer gets an error at once, in a session that goes on reading.
    ///
    /// # Errors
    /// [`HostError::Database`].
    pub async fn turn_writers_away(
        &self,
        names: &PhysicalNames,
        marker: Marker,
        holder: i32,
        timeout: Duration,
    ) -> Result<(), HostError> {
        // Not the operator's own connection, which others need meanwhile.
        let mut connection = connect(self.session().target(), "tenantctl move", &Pins::new(""), timeout).await?;
        let turned_away = async {
            let logins = marked(&mut connection, &marker.to_string()).await?;
            loop {
                cancel_once(&mut connection, names, &logins, holder).await?;
                tokio::time::sleep(PAUSE).await;
            }
        };
        let result = turned_away.await;
        close(connection).await;
        result
    }

    /// Ends the sessions of the tenant's logins but one, until none is left; the doors are closed by then. Those that wait
    /// for it don't get what they wait for.
    ///
    /// # Errors
    /// [`HostError::Database`]; [`HostError::InUse`] when some don't end in time.
    pub async fn end_sessions_but(&self, names: &PhysicalNames, marker: Marker, holder: i32) -> Result<(), HostError> {
        let doing = "ending the tenant's sessions";
        let mut connection = self.session().get().await;
        let logins = marked(&mut connection, &marker.to_string()).await?;
        let end = Instant::now() + PATIENCE;
        let mut arrivals = Arrivals::into_database(&mut connection, &names.database).await?;
        loop {
            let arriving = arrivals.end(&mut connection, &logins).await?;
            let sql = "SELECT pid FROM pg_catalog.pg_stat_activity WHERE usename = ANY ($1) AND pid <> $2";
            let left: Vec<i32> = sqlx::query_scalar(sql)
                .bind(&logins)
                .bind(holder)
                .fetch_all(&mut *connection)
                .await
                .map_err(db(doing))?;
            if left.is_empty() && arriving == 0 {
                return Ok(());
            }
            if Instant::now() >= end {
                return Err(HostError::InUse { database: names.database.name().to_owned() });
            }
            if !left.is_empty() {
                joined(&mut connection, &logins, doing, TERMINATE, &left).await?;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }
}

async fn cancel_once(
    connection: &mut Connection,
    names: &PhysicalNames,
    logins: &[String],
    holder: i32,
) -> Result<(), HostError> {
    let doing = "looking for writers";
    let waiting: Vec<i32> = sqlx::query_scalar(
        "SELECT DISTINCT l.pid FROM pg_catalog.pg_locks l
         WHERE NOT l.granted AND l.database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = $1)
           AND $2 = ANY (pg_catalog.pg_blocking_pids(l.pid))",
    )
    .bind(names.database.name())
    .bind(holder)
    .fetch_all(&mut *connection)
    .await
    .map_err(db(doing))?;
    if waiting.is_empty() {
        return Ok(());
    }
    let sql = "SELECT pg_catalog.pg_cancel_backend(pid) FROM pg_catalog.pg_stat_activity
               WHERE pid = ANY ($1) AND usename = ANY ($2)";
    joined(connection, logins, "turning writers away", sql, &waiting).await
}
