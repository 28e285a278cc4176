//! Keeping everybody from writing to a tenant's database for a while, without changing anything in it: what holds them
//! off are locks, which go with their session, whatever becomes of it.

use super::error::TenantDbError;
use super::session::TenantSession;
use super::snapshot::{begin_snapshot, share_snapshot};
use crate::postgres::{DatabaseError, db};
use std::time::{Duration, Instant};

const DOING: &str = "keeping writers off the tenant's tables";

/// Every table that can be written to, quoted.
const TABLES: &str = "SELECT pg_catalog.format('%I.%I', n.nspname, c.relname) FROM pg_catalog.pg_class c
    JOIN pg_catalog.pg_namespace n ON n.oid OPERATOR(pg_catalog.=) c.relnamespace
    WHERE c.relkind IN ('r', 'p') AND c.relpersistence OPERATOR(pg_catalog.<>) 't'
        AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast')
    ORDER BY c.oid";

/// Takes the locks, in which readers don't get in each other's way, and then a snapshot, in which no writer is half
/// through. Returns its name. Who writes just now is waited for, at most for `patience`; for who wants to, see
/// [`crate::tenant_db`]'s callers: they end up waiting for this session.
///
/// # Errors
/// [`TenantDbError::Database`], also when somebody writes for longer.
pub async fn freeze(session: &mut TenantSession, patience: Duration) -> Result<String, TenantDbError> {
    let end = Instant::now() + patience;
    loop {
        match attempt(session).await {
            Ok(Some(snapshot)) => return Ok(snapshot),
            // A table was made meanwhile.
            Ok(None) if Instant::now() < end => {}
            Ok(None) => {
                return Err(TenantDbError::Database(DatabaseError::plain(
                    DOING,
                    "tables come and go".to_owned(),
                    crate::postgres::FailureClass::Transient,
                )));
            }
            // 55P03: somebody writes; 40P01: and waits for us.
            Err(error) if (error.is("55P03") || error.is("40P01")) && Instant::now() < end => {
                tracing::debug!(%error, "trying again");
            }
            Err(error) => return Err(error.into()),
        }
        sqlx::raw_sql("ROLLBACK").execute(&mut **session).await.map_err(db(DOING))?;
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
}

async fn attempt(session: &mut TenantSession) -> Result<Option<String>, DatabaseError> {
    let tables = tables(session).await?;
    begin_snapshot(session).await?;
    if !tables.is_empty() {
        // Before the first look: what it sees is what is there once nobody writes.
        let sql = format!("LOCK TABLE {} IN SHARE MODE", tables.join(", "));
        let (connection, limit) = session.parts();
        let locked = async { sqlx::raw_sql(sqlx::AssertSqlSafe(sql)).execute(connection).await.map_err(db(DOING)) };
        limit.within(DOING, locked).await?;
    }
    let snapshot = share_snapshot(session).await?;
    Ok((self::tables(session).await? == tables).then_some(snapshot))
}

async fn tables(session: &mut TenantSession) -> Result<Vec<String>, DatabaseError> {
    let (connection, limit) = session.parts();
    let found = async { sqlx::query_scalar(TABLES).persistent(false).fetch_all(connection).await.map_err(db(DOING)) };
    limit.within(DOING, found).await
}
