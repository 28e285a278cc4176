//! Opening a session in a tenant's database that is proven to be the right one.

use super::error::TenantDbError;
use super::limit::{Limit, server_duration};
use super::project;
use crate::domain::names::OWNER_ROLE;
use crate::domain::tenant::Marker;
use crate::postgres::{DatabaseError, Pins, Place, Question, Target, close, connect, connect_asking, db};
use sqlx::postgres::PgRow;
use sqlx::{AssertSqlSafe, PgConnection, Row};
use std::ops::{Deref, DerefMut};
use std::time::Duration;

/// Where the tenant's mark must be.
#[derive(Debug, Clone, Copy)]
pub enum Mark<'a> {
    /// Not there yet: a template, or a project that is just being set up.
    None,
    /// The database's comment, which none of the tenant's logins can change: on a cluster.
    Comment(&'a Marker),
    /// The same, and the database of this number bore it a short while ago, as [`super::marks`] has seen.
    Seen(&'a Marker, u32),
    /// The row of `tenantctl.identity`: in a Supabase project, whose database isn't ours to comment on.
    Row(&'a Marker),
}

/// What must hold before anything is done in the database.
#[derive(Debug, Clone, Copy)]
pub struct Expect<'a> {
    /// The tenant's mark.
    pub mark: Mark<'a>,
    /// The session works as the owner of the objects, whatever the login is.
    pub as_owner: bool,
    /// How long a statement waits for a lock.
    pub lock_timeout: Duration,
}

/// Asked in the round trip that reads the pins back, and behind it what tells of the mark. Whoever is a superuser has every
/// role, which is looked up without the views that cost a new session more than all the rest.
const IDENTITY: &str = ", pg_catalog.current_database()::pg_catalog.text,
    SESSION_USER::pg_catalog.text,
    pg_catalog.current_setting('is_superuser'),
    pg_catalog.pg_has_role(SESSION_USER, 'pg_execute_server_program', 'USAGE')::pg_catalog.text,
    pg_catalog.pg_backend_pid(),
    ";

/// The comment, looked up by the catalogs' own numbers: the function for it is planned anew in each session.
const COMMENT: &str = "(SELECT s.description FROM pg_catalog.pg_shdescription s
    WHERE s.objoid OPERATOR(pg_catalog.=) (SELECT d.oid FROM pg_catalog.pg_database d
            WHERE d.datname OPERATOR(pg_catalog.=) pg_catalog.current_database())
        AND s.classoid OPERATOR(pg_catalog.=) 1262::pg_catalog.oid)";

/// The file of `pg_class`, in the folder of the database's number: what tells the number without any plan.
const FILE: &str = "pg_catalog.pg_relation_filepath(1259::pg_catalog.regclass)";

/// Lets the server end what runs on when we don't any more; not every platform can.
const WATCHED: &str = "SET client_connection_check_interval = '500ms'";

/// `is_superuser` follows SET ROLE, so a login that may be one is looked up itself.
const SUPERUSER: &str = "SELECT EXISTS (SELECT FROM pg_catalog.pg_roles r
    WHERE r.rolname OPERATOR(pg_catalog.=) SESSION_USER AND r.rolsuper)";

/// A proven session in a tenant's database. Its statements are bounded by the [`Limit`] unless somebody sets it aside.
pub struct TenantSession {
    connection: PgConnection,
    limit: Limit,
    target: Target,
    application: String,
    backend: i32,
}

impl Deref for TenantSession {
    type Target = PgConnection;

    fn deref(&self) -> &PgConnection {
        &self.connection
    }
}

impl DerefMut for TenantSession {
    fn deref_mut(&mut self) -> &mut PgConnection {
        &mut self.connection
    }
}

impl TenantSession {
    /// Returns the bound of what is ours.
    pub fn limit(&self) -> &Limit {
        &self.limit
    }

    /// Returns the number of its process on the server.
    pub fn backend(&self) -> i32 {
        self.backend
    }

    /// Borrows both.
    pub(super) fn parts(&mut self) -> (&mut PgConnection, &Limit) {
        (&mut self.connection, &self.limit)
    }

    /// Ends the session, in which no transaction is open, together with the program. On this machine the end of the line is
    /// enough for the server: told to end, its process would be woken on our processor, in our place.
    pub async fn leave(self) {
        match self.target.place {
            Place::Unix(..) if !self.limit.is_late() => drop(self.connection),
            _ => self.close().await,
        }
    }

    /// Ends the session, and on the server too what it still owes an answer to.
    pub async fn close(self) {
        let Self { connection, limit, target, application, backend } = self;
        if !limit.is_late() {
            return close(connection).await;
        }
        drop(connection);
        if let Err(error) = end_backend(&target, &application, backend).await {
            tracing::debug!(%error, "ending a session that didn't answer");
        }
    }
}

/// How long ending a session may take.
const PATIENCE: Duration = Duration::from_secs(5);

/// Ends a session from another one of the same login, which is always allowed to.
async fn end_backend(target: &Target, application: &str, backend: i32) -> Result<(), DatabaseError> {
    let pins = Pins::new("").with("statement_timeout", server_duration(PATIENCE)).with("role", "none");
    let mut connection = connect(target, application, &pins, PATIENCE).await?;
    let sql = "SELECT pg_catalog.pg_terminate_backend(a.pid, 1000) FROM pg_catalog.pg_stat_activity a
               WHERE a.pid OPERATOR(pg_catalog.=) $1 AND a.usename OPERATOR(pg_catalog.=) SESSION_USER
                   AND a.application_name OPERATOR(pg_catalog.=) $2::pg_catalog.text";
    let ended = sqlx::query(sql).bind(backend).bind(application).execute(&mut connection).await;
    close(connection).await;
    ended.map(|_| ()).map_err(db("ending a session that didn't answer"))
}

/// Connects within `timeout`, with every setting pinned, and proves in one round trip that they hold and that the
/// session is the expected login in the expected database. `timeout` bounds each later statement of ours as well.
///
/// # Errors
/// [`TenantDbError::WrongDatabase`] and [`TenantDbError::Privileged`] before anything was
/// written; [`TenantDbError::Database`].
pub async fn open(
    target: &Target,
    application: &str,
    expect: Expect<'_>,
    timeout: Duration,
) -> Result<TenantSession, TenantDbError> {
    let limit = Limit::new(timeout);
    let mut pins = Pins::new("public")
        .with("statement_timeout", limit.setting())
        .with("lock_timeout", server_duration(expect.lock_timeout));
    if expect.as_owner {
        pins = pins.with("role", OWNER_ROLE);
    }
    let told_by = if matches!(expect.mark, Mark::Seen(..)) { FILE } else { COMMENT };
    let question = Question { columns: &format!("{IDENTITY}{told_by}"), wish: WATCHED };
    let (connection, answer) = connect_asking(target, application, &pins, question, timeout).await?;
    if let Err(error) = answer.wish {
        tracing::debug!(%error, "a setting that the server doesn't know");
    }
    let (target, application) = (target.clone(), application.to_owned());
    let mut session = TenantSession { connection, limit, target, application, backend: 0 };
    match prove(&mut session, &answer.row, expect.mark).await {
        Ok(()) => Ok(session),
        Err(error) => {
            session.close().await;
            Err(error)
        }
    }
}

async fn prove(session: &mut TenantSession, row: &PgRow, mark: Mark<'_>) -> Result<(), TenantDbError> {
    let TenantSession { connection, limit, target, backend, .. } = session;
    let doing = "asking whose database this is";
    *backend = row.try_get(5).map_err(db(doing))?;
    let database: String = row.try_get(1).map_err(db(doing))?;
    let user: String = row.try_get(2).map_err(db(doing))?;
    let [acts_as_superuser, has_every_role]: [String; 2] =
        [row.try_get(3).map_err(db(doing))?, row.try_get(4).map_err(db(doing))?];
    let told: Option<String> = row.try_get(6).map_err(db(doing))?;
    let wrong = |expected: String, found: String| TenantDbError::WrongDatabase { expected, found };
    if database != target.database {
        return Err(wrong(format!("the database {}", target.database), database));
    }
    if !is_login(&target.user, &user) {
        return Err(wrong(format!("the login {}", target.user), user));
    }
    let may_be = has_every_role != "false";
    if acts_as_superuser != "off" || (may_be && limit.within(doing, is_superuser(connection)).await?) {
        return Err(TenantDbError::Privileged { user });
    }
    let (marker, found) = match mark {
        Mark::None => return Ok(()),
        Mark::Comment(marker) => (marker, told),
        Mark::Seen(_, number) if told.as_deref().and_then(database_of) == Some(number) => return Ok(()),
        // Another database than was seen, or nobody knows which.
        Mark::Seen(marker, _) => (marker, limit.within(doing, comment(connection)).await?),
        Mark::Row(marker) => (marker, limit.within(doing, project::mark(connection)).await?),
    };
    if found.as_deref() == Some(marker.to_string().as_str()) {
        return Ok(());
    }
    let found = found.map_or_else(|| "no mark at all".to_owned(), |mark| format!("the mark {mark:?}"));
    Err(wrong(format!("the mark {marker} on {database}"), found))
}

async fn comment(connection: &mut PgConnection) -> Result<Option<String>, DatabaseError> {
    let doing = "reading the database's mark";
    let sql = AssertSqlSafe(format!("SELECT {COMMENT}"));
    let row = sqlx::raw_sql(sql).fetch_one(connection).await.map_err(db(doing))?;
    row.try_get(0).map_err(db(doing))
}

/// The number of the database that a relation's file belongs to: `base/16384/1259`, or in a tablespace
/// `pg_tblspc/16385/PG_15_202209061/16384/1259`.
fn database_of(file: &str) -> Option<u32> {
    file.rsplit('/').nth(1)?.parse().ok()
}

async fn is_superuser(connection: &mut PgConnection) -> Result<bool, DatabaseError> {
    let doing = "asking whether the login is a superuser";
    let row = sqlx::raw_sql(SUPERUSER).fetch_one(connection).await.map_err(db(doing))?;
    row.try_get(0).map_err(db(doing))
}

/// Supabase's pooler takes `<login>.<project>` and logs in as `<login>`.
fn is_login(asked: &str, session_user: &str) -> bool {
    asked == session_user || asked.strip_prefix(session_user).is_some_and(|rest| rest.starts_with('.'))
}

#[cfg(test)]
mod tests {
    use super::{database_of, is_login};

    #[test]
    fn reads_a_databases_number() {
        for (file, number) in [
            ("base/16384/1259", Some(16384)),
            ("pg_tblspc/16385/PG_15_202209061/16386/1259", Some(16386)),
            ("global/1262", None),
            ("1259", None),
            ("", None),
        ] {
            assert_eq!(database_of(file), number, "{file}");
        }
    }

    #[test]
    fn knows_a_poolers_way_of_naming_logins() {
        for (asked, session, same) in [
            ("postgres", "postgres", true),
            ("postgres.abcdefgh", "postgres", true),
            ("postgres2", "postgres", false),
            ("acme_migrator", "acme_app", false),
        ] {
            assert_eq!(is_login(asked, session), same, "{asked} / {session}");
        }
    }
}
