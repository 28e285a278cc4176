//! A look at a tenant's database as of one moment. What is begun here ends with the session, and each of its statements
//! is bounded by the session's [`Limit`](super::Limit): only reading the rows takes the time that it takes.

use super::session::TenantSession;
use crate::postgres::{DatabaseError, db};

const DOING: &str = "taking a snapshot of the database";

/// A row security policy that hides something is an error, never a smaller copy.
const BEGIN: &str = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;
    SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0;
    SET LOCAL row_security = off";

/// Begins a transaction that changes nothing, and sees the database as it is at its first look.
///
/// # Errors
/// [`DatabaseError`], also when there is no answer in time.
pub async fn begin_snapshot(session: &mut TenantSession) -> Result<(), DatabaseError> {
    let (connection, limit) = session.parts();
    let begun = async { sqlx::raw_sql(BEGIN).execute(connection).await.map_err(db(DOING)) };
    limit.within(DOING, begun).await.map(drop)
}

/// Lets others see what the transaction that was begun sees, as long as it lasts. Returns the snapshot's name, for
/// pg_dump.
///
/// # Errors
/// [`DatabaseError`], also when there is no answer in time.
pub(super) async fn share_snapshot(session: &mut TenantSession) -> Result<String, DatabaseError> {
    let (connection, limit) = session.parts();
    let shared = async {
        let name = sqlx::query_scalar("SELECT pg_catalog.pg_export_snapshot()").persistent(false);
        name.fetch_one(connection).await.map_err(db(DOING))
    };
    limit.within(DOING, shared).await
}

/// Both: holds a snapshot until the session ends, and returns its name.
///
/// # Errors
/// [`DatabaseError`], also when there is no answer in time.
pub async fn hold_snapshot(session: &mut TenantSession) -> Result<String, DatabaseError> {
    begin_snapshot(session).await?;
    share_snapshot(session).await
}
