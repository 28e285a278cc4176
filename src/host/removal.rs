//! Taking away what bears a tenant's mark, and nothing else.

use super::HostError;
use super::cluster::{Found, find_database, run};
use super::logins;
use crate::domain::ident::Ident;
use crate::domain::names::{DATABASES_ROLE, PhysicalNames};
use crate::postgres::db;
use sqlx::PgConnection;
use std::time::{Duration, Instant};

/// What was taken away, and what has such a name but isn't the tenant's.
#[derive(Debug, Default)]
pub struct Removal {
    /// In words, such as `database acme_corp_5556667778ab`.
    pub removed: Vec<String>,
    /// One [`HostError::Foreign`] each.
    pub left_alone: Vec<HostError>,
}

/// Returns why a database isn't the tenant's. One without a mark is, as long as nobody was let
/// in: the mark is set in the commit that opens it, and the name was written down beforehand.
fn why_foreign(found: &Found, marker: &str) -> Option<String> {
    match &found.comment {
        _ if found.owner != DATABASES_ROLE => Some(format!("its owner is {}", found.owner)),
        Some(comment) if comment == marker => None,
        Some(_) => Some("it bears another mark".to_owned()),
        None if found.open => Some("it bears no mark".to_owned()),
        None => None,
    }
}

/// Returns the refusal of a database that isn't the tenant's.
pub(super) fn foreign(found: &Found, names: &PhysicalNames, marker: &str) -> Option<HostError> {
    let what = format!("a database named {}", names.database.name());
    why_foreign(found, marker).map(|found| HostError::Foreign { what, found })
}

/// Keeps new sessions out of the tenant's database. One that is gone, or isn't the tenant's,
/// stays as it is.
pub(super) async fn close(
    connection: &mut PgConnection,
    names: &PhysicalNames,
    marker: &str,
) -> Result<bool, HostError> {
    match find_database(connection, names.database.name()).await? {
        Some(found) if why_foreign(&found, marker).is_none() => close_found(connection, names, &found).await,
        _ => Ok(false),
    }
}

async fn close_found(connection: &mut PgConnection, names: &PhysicalNames, found: &Found) -> Result<bool, HostError> {
    // An interrupted DROP DATABASE left it invalid, and nobody gets into such a one.
    let opens = found.open && !found.invalid;
    if opens {
        let sql = format!("ALTER DATABASE {} ALLOW_CONNECTIONS false", names.database);
        run(connection, "closing the database", sql).await?;
    }
    Ok(opens)
}

/// Ends the sessions in the tenant's database and drops it.
pub(super) async fn database(
    connection: &mut PgConnection,
    names: &PhysicalNames,
    marker: &str,
) -> Result<Removal, HostError> {
    let database = &names.database;
    let mut removal = Removal::default();
    let Some(found) = find_database(connection, database.name()).await? else { return Ok(removal) };
    if let Some(foreign) = foreign(&found, names, marker) {
        removal.left_alone.push(foreign);
        return Ok(removal);
    }
    close_found(connection, names, &found).await?;
    let doing = "dropping the database";
    let mut joined = None;
    if who_is_in(connection, database).await?.any {
        joined = join(connection, names, marker).await?;
    }
    let mut dropped = drop_database(connection, doing, database).await;
    // One that is starting up is in no view yet, and FORCE ends it only for a member.
    if joined.is_none() && matches!(&dropped, Err(HostError::Database(error)) if error.is("42501")) {
        joined = join(connection, names, marker).await?;
        dropped = drop_database(connection, doing, database).await;
    }
    if let Some(logins) = joined {
        run(connection, "leaving the tenant's logins", format!("REVOKE {logins} FROM CURRENT_USER")).await?;
    }
    dropped?;
    removal.removed.push(format!("database {}", database.name()));
    Ok(removal)
}

/// Joins the tenant's logins: only a member may end their sessions.
async fn join(connection: &mut PgConnection, names: &PhysicalNames, marker: &str) -> Result<Option<String>, HostError> {
    let (ours, _) = sorted(connection, names, marker).await?;
    if ours.is_empty() {
        return Ok(None);
    }
    let list = ours.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
    run(connection, "joining the tenant's logins to end their sessions", format!("GRANT {list} TO CURRENT_USER"))
        .await?;
    Ok(Some(list))
}

/// Drops a database, its sessions with it, if it is there.
pub(super) async fn drop_database(
    connection: &mut PgConnection,
    doing: &str,
    database: &Ident,
) -> Result<(), HostError> {
    let end = Instant::now() + Duration::from_secs(10);
    let mut force = " WITH (FORCE)";
    loop {
        let error = match run(connection, doing, format!("DROP DATABASE IF EXISTS {database}{force}")).await {
            Err(HostError::Database(error)) if Instant::now() < end => error,
            other => return other,
        };
        let refused = error.is("42501") && !force.is_empty();
        let inside = if refused { Some(who_is_in(connection, database).await?) } else { None };
        match inside {
            // An autovacuum worker is nobody's, so that FORCE is a superuser's alone there; without FORCE the server ends
            // it itself (PostgreSQL's source, procarray.c: TerminateOtherDBBackends, CountOtherDBBackends).
            Some(Inside { workers: true, .. }) => {
                force = "";
                continue;
            }
            // Whoever it was has ended, or is starting up and not seen yet.
            Some(Inside { any: false, .. }) => {}
            // Such a transaction ends when somebody wants it to.
            None if error.is("55006") => {
                prepared(connection, database).await?;
                force = " WITH (FORCE)";
            }
            // 40P01, XX000: another DROP at the same moment.
            None if ["40P01", "XX000"].iter().any(|code| error.is(code)) => force = " WITH (FORCE)",
            _ => return Err(error.into()),
        }
        tracing::debug!(%error, "trying again");
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
}

/// Refuses a database that transactions are left in which no session has any more.
async fn prepared(connection: &mut PgConnection, database: &Ident) -> Result<(), HostError> {
    let sql = "SELECT gid, pg_catalog.count(*) OVER () FROM pg_catalog.pg_prepared_xacts WHERE database = $1
               ORDER BY prepared LIMIT 1";
    let found: Result<Option<(String, i64)>, _> =
        sqlx::query_as(sql).bind(database.name()).fetch_optional(connection).await;
    match found.map_err(db("looking for prepared transactions"))? {
        Some((gid, count)) => Err(HostError::Prepared { database: database.name().to_owned(), count, gid }),
        None => Ok(()),
    }
}

/// Who is in a database.
#[derive(sqlx::FromRow)]
struct Inside {
    /// Anybody.
    any: bool,
    /// Something of the server's own, which has no role.
    workers: bool,
}

async fn who_is_in(connection: &mut PgConnection, database: &Ident) -> Result<Inside, HostError> {
    let sql = "SELECT pg_catalog.count(*) > 0 AS any, pg_catalog.count(*) > pg_catalog.count(usesysid) AS workers
               FROM pg_catalog.pg_stat_activity WHERE datname = $1";
    let found = sqlx::query_as(sql).bind(database.name()).fetch_one(connection).await;
    Ok(found.map_err(db("looking for sessions in the database"))?)
}

/// Returns those of the tenant's logins that bear its mark, and the others of such a name.
async fn sorted<'n>(
    connection: &mut PgConnection,
    names: &'n PhysicalNames,
    marker: &str,
) -> Result<(Vec<&'n Ident>, Vec<HostError>), HostError> {
    let (mut ours, mut others) = (Vec::new(), Vec::new());
    let logins = [&names.migrator, &names.app];
    for (login, found) in logins.into_iter().zip(logins::are_ours(connection, &logins, marker).await?) {
        match found {
            Ok(true) => ours.push(login),
            Ok(false) => {}
            Err(foreign @ HostError::Foreign { .. }) => others.push(foreign),
            Err(error) => return Err(error),
        }
    }
    Ok((ours, others))
}

/// Drops the tenant's logins, all in one implicit transaction.
pub(super) async fn drop_logins(
    connection: &mut PgConnection,
    names: &PhysicalNames,
    marker: &str,
) -> Result<Removal, HostError> {
    for attempt in 0.. {
        let (ours, left_alone) = sorted(connection, names, marker).await?;
        let sql: String = ours.iter().map(|login| format!("DROP ROLE {login};\n")).collect();
        if sql.is_empty() {
            return Ok(Removal { removed: Vec::new(), left_alone });
        }
        match run(connection, "dropping the tenant's logins", sql).await {
            Ok(()) => {
                let removed = ours.iter().map(|login| format!("login {}", login.name())).collect();
                return Ok(Removal { removed, left_alone });
            }
            // Touched at the same moment by somebody else.
            Err(HostError::Database(e)) if attempt < 5 && (e.is("XX000") || e.is("42704")) => {
                tokio::time::sleep(Duration::from_millis(50 << attempt)).await;
            }
            Err(error) => return Err(error),
        }
    }
    Ok(Removal::default())
}

#[cfg(test)]
mod tests {
    use super::why_foreign;
    use crate::domain::names::DATABASES_ROLE;
    use crate::host::cluster::Found;

    #[test]
    fn only_what_is_proven_to_be_the_tenants_is_taken() {
        let found = |owner: &str, comment: Option<&str>, open| Found {
            owner: owner.to_owned(),
            comment: comment.map(str::to_owned),
            open,
            invalid: false,
        };
        for (database, ours) in [
            (found(DATABASES_ROLE, Some("mark"), true), true),
            (found(DATABASES_ROLE, Some("mark"), false), true),
            (found(DATABASES_ROLE, None, false), true),
            (found(DATABASES_ROLE, None, true), false),
            (found(DATABASES_ROLE, Some("other"), false), false),
            (found("postgres", Some("mark"), false), false),
            (found("postgres", None, false), false),
        ] {
            assert_eq!(why_foreign(&database, "mark").is_none(), ours);
        }
    }
}
