//! Entering a tenant's database: pinned settings, and proof that it is the right one, before
//! anything is written.

use super::error::TenantDbError;
use crate::domain::names::OWNER_ROLE;
use crate::domain::tenant::Marker;
use crate::postgres::{Pins, Target, close, connect, db};
use sqlx::{PgConnection, Row};
use std::time::Duration;

/// What the session must turn out to be.
#[derive(Debug, Clone, Copy)]
pub struct Expect<'a> {
    /// The database's mark; none only for a template that is being made.
    pub marker: Option<&'a Marker>,
    /// It acts as the owner of the objects.
    pub migrator: bool,
    /// How long a statement waits for a lock.
    pub lock_timeout: Duration,
}

/// Connects as a tenant's login. One round trip reads back database, login and mark.
///
/// # Errors
/// [`TenantDbError::WrongDatabase`] when a connection string leads elsewhere.
pub async fn open(
    target: &Target,
    application: &str,
    expect: Expect<'_>,
    timeout: Duration,
) -> Result<PgConnection, TenantDbError> {
    let mut pins = Pins::new("public").with("lock_timeout", format!("{}ms", expect.lock_timeout.as_millis()));
    if expect.migrator {
        pins = pins.with("role", OWNER_ROLE);
    }
    let mut connection = connect(target, application, &pins, timeout).await?;
    if let Err(error) = prove(&mut connection, target, expect).await {
        close(connection).await;
        return Err(error);
    }
    Ok(connection)
}

async fn prove(connection: &mut PgConnection, target: &Target, expect: Expect<'_>) -> Result<(), TenantDbError> {
    let doing = "reading the database's mark";
    let row = sqlx::raw_sql(
        "SELECT d.datname::text, session_user::text, r.rolsuper,
                pg_catalog.shobj_description(d.oid, 'pg_database')
         FROM pg_catalog.pg_database d, pg_catalog.pg_roles r
         WHERE d.datname OPERATOR(pg_catalog.=) pg_catalog.current_database()
           AND r.rolname OPERATOR(pg_catalog.=) session_user",
    )
    .fetch_one(connection)
    .await
    .map_err(db(doing))?;
    let text = |index: usize| row.try_get::<String, _>(index).map_err(db(doing));
    let (database, login) = (text(0)?, text(1)?);
    if row.try_get::<bool, _>(2).map_err(db(doing))? {
        return Err(TenantDbError::Privileged(login));
    }
    if (&database, &login) != (&target.database, &target.user) {
        return Err(TenantDbError::WrongDatabase {
            expected: format!("{} as {}", target.database, target.user),
            found: format!("{database} as {login}"),
        });
    }
    let mark: Option<String> = row.try_get(3).map_err(db(doing))?;
    match expect.marker.map(ToString::to_string) {
        Some(expected) if mark.as_deref() != Some(expected.as_str()) => Err(TenantDbError::WrongDatabase {
            expected,
            found: mark.unwrap_or_else(|| "a database without a mark".to_owned()),
        }),
        _ => Ok(()),
    }
}
