//! Opening a session in a tenant's database that is proven to be the right one.

use super::error::TenantDbError;
use super::project;
use crate::domain::names::OWNER_ROLE;
use crate::domain::tenant::Marker;
use crate::postgres::{DatabaseError, FailureClass, Pins, Target, close, connect, db};
use sqlx::{PgConnection, Row};
use std::time::{Duration, Instant};

/// Where the tenant's mark must be.
#[derive(Debug, Clone, Copy)]
pub enum Mark<'a> {
    /// Not there yet: a template, or a project that is just being set up.
    None,
    /// The database's comment, which none of the tenant's logins can change: on a cluster.
    Comment(&'a Marker),
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

/// `is_superuser` follows SET ROLE, so the login itself is looked up as well.
const IDENTITY: &str = "SELECT pg_catalog.current_database()::pg_catalog.text,
        SESSION_USER::pg_catalog.text,
        (pg_catalog.current_setting('is_superuser') OPERATOR(pg_catalog.=) 'on'
            OR EXISTS (SELECT FROM pg_catalog.pg_roles r
                WHERE r.rolname OPERATOR(pg_catalog.=) SESSION_USER AND r.rolsuper))::pg_catalog.text,
        pg_catalog.shobj_description(
            (SELECT d.oid FROM pg_catalog.pg_database d
                WHERE d.datname OPERATOR(pg_catalog.=) pg_catalog.current_database()), 'pg_database')";

/// Connects within `timeout`, with every setting pinned (no statement of ours takes longer either, see
/// [`Patience`](super::Patience)), and proves in one round trip that the
/// session is the expected login in the expected database.
///
/// # Errors
/// [`TenantDbError::WrongDatabase`] and [`TenantDbError::Privileged`] before anything was
/// written; [`TenantDbError::Database`].
pub async fn open(
    target: &Target,
    application: &str,
    expect: Expect<'_>,
    timeout: Duration,
) -> Result<PgConnection, TenantDbError> {
    let end = Instant::now() + timeout;
    let mut pins = Pins::new("public")
        .with("lock_timeout", server_duration(expect.lock_timeout))
        .with("statement_timeout", server_duration(timeout));
    if expect.as_owner {
        pins = pins.with("role", OWNER_ROLE);
    }
    let mut connection = connect(target, application, &pins, timeout).await?;
    let left = end.saturating_duration_since(Instant::now());
    let proven = match tokio::time::timeout(left, prove(&mut connection, target, expect.mark)).await {
        Ok(proven) => proven,
        Err(_) => {
            let text = format!("no answer within {}", humantime::format_duration(timeout));
            Err(DatabaseError::plain("asking whose database this is", text, FailureClass::Unknown).into())
        }
    };
    match proven {
        Ok(()) => Ok(connection),
        Err(error) => {
            // Politely where the server answered; a silent one isn't waited for a second time.
            if error.class() != FailureClass::Unknown {
                close(connection).await;
            }
            Err(error)
        }
    }
}

async fn prove(connection: &mut PgConnection, target: &Target, mark: Mark<'_>) -> Result<(), TenantDbError> {
    let doing = "asking whose database this is";
    let row = sqlx::raw_sql(IDENTITY).fetch_one(&mut *connection).await.map_err(db(doing))?;
    let database: String = row.try_get(0).map_err(db(doing))?;
    let user: String = row.try_get(1).map_err(db(doing))?;
    let superuser: String = row.try_get(2).map_err(db(doing))?;
    let comment: Option<String> = row.try_get(3).map_err(db(doing))?;
    let wrong = |expected: String, found: String| TenantDbError::WrongDatabase { expected, found };
    if database != target.database {
        return Err(wrong(format!("the database {}", target.database), database));
    }
    if !is_login(&target.user, &user) {
        return Err(wrong(format!("the login {}", target.user), user));
    }
    if superuser != "false" {
        return Err(TenantDbError::Privileged { user });
    }
    let (marker, found) = match mark {
        Mark::None => return Ok(()),
        Mark::Comment(marker) => (marker, comment),
        Mark::Row(marker) => (marker, project::mark(connection).await?),
    };
    if found.as_deref() == Some(marker.to_string().as_str()) {
        return Ok(());
    }
    let found = found.map_or_else(|| "no mark at all".to_owned(), |mark| format!("the mark {mark:?}"));
    Err(wrong(format!("the mark {marker} on {database}"), found))
}

/// Supabase's pooler takes `<login>.<project>` and logs in as `<login>`.
fn is_login(asked: &str, session_user: &str) -> bool {
    asked == session_user || asked.strip_prefix(session_user).is_some_and(|rest| rest.starts_with('.'))
}

/// Writes a duration so that reading it back compares equal; never 0, which means for ever.
fn server_duration(duration: Duration) -> String {
    const HOUR: u128 = 3_600_000;
    let milliseconds = duration.as_millis().clamp(1, 23 * HOUR);
    if milliseconds < HOUR { format!("{milliseconds}ms") } else { format!("{}h", milliseconds / HOUR) }
}

#[cfg(test)]
mod tests {
    use super::{is_login, server_duration};
    use std::time::Duration;

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

    #[test]
    fn never_waits_for_ever() {
        for (milliseconds, text) in
            [(0, "1ms"), (1500, "1500ms"), (60_000, "60000ms"), (3_600_000, "1h"), (9_000_000_000, "23h")]
        {
            assert_eq!(server_duration(Duration::from_millis(milliseconds)), text);
        }
    }
}
