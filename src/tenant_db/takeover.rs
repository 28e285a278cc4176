//! Ending what an earlier claim on this tenant left: a runner that is stopped keeps its session, and with it the lock.

use super::session::TenantSession;
use crate::domain::ident::literal;
use crate::postgres::{DatabaseError, db};
use sqlx::Row;

/// Ends the sessions of this login in this database whose name begins with `prefix` and a number below `fence`. What
/// such a session hadn't committed is rolled back by the server, before this returns or soon after.
///
/// # Errors
/// [`DatabaseError`].
pub async fn end_earlier_sessions(
    session: &mut TenantSession,
    prefix: &str,
    fence: i64,
) -> Result<usize, DatabaseError> {
    let doing = "ending the session of an earlier claim";
    let (connection, limit) = session.parts();
    // A login may end its own sessions, the role that it works as may not.
    let others = "BEGIN; SET LOCAL ROLE none;
         SELECT a.pid, a.application_name FROM pg_catalog.pg_stat_activity a
         WHERE a.datname OPERATOR(pg_catalog.=) pg_catalog.current_database()
             AND a.usename OPERATOR(pg_catalog.=) SESSION_USER AND a.pid OPERATOR(pg_catalog.<>) pg_catalog.pg_backend_pid();
         COMMIT";
    let rows = limit
        .within(doing, async { sqlx::raw_sql(others).fetch_all(&mut *connection).await.map_err(db(doing)) })
        .await?;
    let mut ended = 0;
    for row in rows {
        let pid: i32 = row.try_get(0).map_err(db(doing))?;
        let name: String = row.try_get(1).map_err(db(doing))?;
        if number(&name, prefix).is_none_or(|number| number >= fence) {
            continue;
        }
        let sql = format!(
            "BEGIN; SET LOCAL ROLE none;
             SELECT pg_catalog.pg_terminate_backend(a.pid, 1000) FROM pg_catalog.pg_stat_activity a
             WHERE a.pid OPERATOR(pg_catalog.=) {pid}
                 AND a.application_name OPERATOR(pg_catalog.=) {}::pg_catalog.text;
             COMMIT",
            literal(&name)
        );
        limit
            .within(doing, async {
                sqlx::raw_sql(sqlx::AssertSqlSafe(sql)).execute(&mut *connection).await.map_err(db(doing))
            })
            .await?;
        ended += 1;
    }
    Ok(ended)
}

/// Reads the claim's number behind the prefix.
fn number(name: &str, prefix: &str) -> Option<i64> {
    name.strip_prefix(prefix)?.split(' ').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::number;

    #[test]
    fn reads_the_number_of_a_claim() {
        for (name, expected) in [
            ("tenantctl 456789ab.2 acme-corp", Some(2)),
            ("tenantctl 456789ab.17", Some(17)),
            ("tenantctl 456789ac.2 acme-corp", None),
            ("tenantctl 456789ab.x acme-corp", None),
            ("psql", None),
            ("", None),
        ] {
            assert_eq!(number(name, "tenantctl 456789ab."), expected, "{name}");
        }
    }
}
