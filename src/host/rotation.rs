//! A second login beside a tenant's own one, and the end of the one that it replaces.

use super::HostError;
use super::arrivals::Arrivals;
use super::cluster::{ClusterHost, find_database, run};
use super::doors::end_once;
use super::{login_settings, logins, removal};
use crate::domain::ident::{Ident, literal};
use crate::domain::names::PhysicalNames;
use crate::domain::tenant::Marker;
use crate::postgres::{DatabaseError, FailureClass, db};
use std::time::{Duration, Instant};

/// How long ending a login's sessions may take.
const PATIENCE: Duration = Duration::from_secs(20);

impl ClusterHost {
    /// Lets a login into the tenant's database, with the password that this is the verifier of and with the settings of
    /// the login that it takes the place of: a new member of `group`, or one that bears the mark already.
    ///
    /// # Errors
    /// [`HostError::Foreign`] when the database or the login isn't the tenant's; [`HostError::Database`], also when a
    /// setting is one that the operator may not give.
    pub async fn open_beside(
        &self,
        names: &PhysicalNames,
        marker: Marker,
        (old, login, group): (&Ident, &Ident, &str),
        verifier: &str,
    ) -> Result<(), HostError> {
        let mut connection = self.session().get().await;
        let mark = marker.to_string();
        if let Some(found) = find_database(&mut connection, names.database.name()).await?
            && let Some(foreign) = removal::foreign(&found, names, &mark)
        {
            return Err(foreign);
        }
        let mut sql = match logins::is_ours(&mut connection, login, &mark).await? {
            true => format!("ALTER ROLE {login} LOGIN PASSWORD {} VALID UNTIL 'infinity';\n", literal(verifier)),
            false => logins::create_statement(login, verifier, group, &mark),
        };
        // All of it or none: a login that lacks a setting lets nobody in.
        sql.push_str(&login_settings::statements(&mut connection, old, login).await?);
        sql.push_str(&format!("GRANT CONNECT ON DATABASE {} TO {login}", names.database));
        run(&mut connection, "opening the tenant's other login", sql).await
    }

    /// Has the server itself refuse a login's password after a time.
    ///
    /// # Errors
    /// [`HostError::Foreign`] when it isn't the tenant's.
    pub async fn expire(&self, login: &Ident, marker: Marker, after: Duration) -> Result<(), HostError> {
        let mut connection = self.session().get().await;
        if !logins::is_ours(&mut connection, login, &marker.to_string()).await? {
            return Ok(());
        }
        let doing = "letting the old login expire";
        // By the clock of the server that will look at it.
        let until: String =
            sqlx::query_scalar("SELECT (pg_catalog.now() + pg_catalog.make_interval(secs => $1))::text")
                .bind(after.as_secs_f64())
                .fetch_one(&mut *connection)
                .await
                .map_err(db(doing))?;
        run(&mut connection, doing, format!("ALTER ROLE {login} VALID UNTIL {}", literal(&until))).await
    }

    /// Ends a login: it lets nobody in any more, has no password, and its sessions end. One that is gone is fine.
    ///
    /// # Errors
    /// [`HostError::Foreign`] when it isn't the tenant's; [`HostError::Database`], also when sessions don't end in time.
    pub async fn retire(&self, names: &PhysicalNames, login: &Ident, marker: Marker) -> Result<(), HostError> {
        let mut connection = self.session().get().await;
        if !logins::is_ours(&mut connection, login, &marker.to_string()).await? {
            return Ok(());
        }
        let sql = format!(
            "ALTER ROLE {login} NOLOGIN PASSWORD NULL;
             REVOKE CONNECT ON DATABASE {} FROM {login}",
            names.database
        );
        run(&mut connection, "closing the tenant's old login", sql).await?;
        let end = Instant::now() + PATIENCE;
        let logins = [login.name().to_owned()];
        let mut arrivals = Arrivals::into_database(&mut connection, &names.database).await?;
        loop {
            let left = arrivals.end(&mut connection, &logins).await? + end_once(&mut connection, &logins).await?;
            if left == 0 {
                return Ok(());
            }
            if Instant::now() >= end {
                let text = format!("{left} are left after {} s", PATIENCE.as_secs());
                let doing = "ending the old login's sessions";
                return Err(DatabaseError::plain(doing, text, FailureClass::Transient).into());
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }
}
