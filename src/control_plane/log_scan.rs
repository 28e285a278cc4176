//! All of `policy_sync_logs`, in its order and of one moment, for whoever checks or exports it.

use super::log::{COLUMNS, LogRow};
use super::plane::PlaneError;
use crate::domain::log_chain::{Anchor, ORIGIN, canonical_time};
use crate::postgres::{Transaction, begin, db};
use sqlx::{AssertSqlSafe, FromRow, PgConnection};

const DOING: &str = "reading policy_sync_logs";

/// How many entries are in memory at once while all of them are read.
const BATCH: usize = 2000;

/// All entries in their order, of one moment.
pub struct LogScan<'a> {
    transaction: Transaction<'a>,
    head: Option<(i64, Vec<u8>)>,
    guarded: bool,
}

impl<'a> LogScan<'a> {
    /// Begins: entries that are written from now on aren't part of it.
    ///
    /// # Errors
    /// [`PlaneError`].
    pub async fn begin(connection: &'a mut PgConnection) -> Result<Self, PlaneError> {
        let mut transaction = begin(connection).await?;
        sqlx::raw_sql(
            "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY;
             SET LOCAL idle_in_transaction_session_timeout = 0",
        )
        .execute(&mut *transaction)
        .await
        .map_err(db(DOING))?;
        let head = sqlx::query_as("SELECT seq, hash FROM control_plane.policy_sync_head")
            .fetch_optional(&mut *transaction)
            .await
            .map_err(db(DOING))?;
        let guarded = sqlx::query_scalar(
            "SELECT count(*) = 2 FROM pg_catalog.pg_trigger
             WHERE tgrelid = 'control_plane.policy_sync_logs'::regclass AND tgenabled IN ('O', 'A')
                 AND tgname IN ('append_only', 'append_only_truncate')",
        )
        .fetch_one(&mut *transaction)
        .await
        .map_err(db(DOING))?;
        // A cursor: the server reads on only as far as it is asked.
        let declare = format!(
            "DECLARE entries NO SCROLL CURSOR FOR SELECT {COLUMNS} FROM control_plane.policy_sync_logs ORDER BY seq"
        );
        sqlx::raw_sql(AssertSqlSafe(declare)).execute(&mut *transaction).await.map_err(db(DOING))?;
        Ok(Self { transaction, head, guarded })
    }

    /// Returns the stored head.
    pub fn head(&self) -> Option<(i64, &[u8])> {
        self.head.as_ref().map(|(seq, hash)| (*seq, hash.as_slice()))
    }

    /// Returns whether both triggers that refuse changes are there and on.
    pub fn guarded(&self) -> bool {
        self.guarded
    }

    /// Returns the next entries; none at the end.
    ///
    /// # Errors
    /// [`PlaneError`].
    pub async fn next(&mut self) -> Result<Vec<LogRow>, PlaneError> {
        let fetch = format!("FETCH {BATCH} FROM entries");
        let rows = sqlx::query_as(AssertSqlSafe(fetch)).fetch_all(&mut *self.transaction).await;
        Ok(rows.map_err(db(DOING))?)
    }

    /// Returns the place of the entry with this hash.
    ///
    /// # Errors
    /// [`PlaneError`].
    pub async fn place_of(&mut self, hash: &[u8]) -> Result<Option<i64>, PlaneError> {
        if hash == ORIGIN {
            return Ok(Some(0));
        }
        let found = sqlx::query_scalar("SELECT min(seq) FROM control_plane.policy_sync_logs WHERE hash = $1")
            .bind(hash)
            .fetch_one(&mut *self.transaction)
            .await;
        Ok(found.map_err(db(DOING))?)
    }
}

#[derive(FromRow)]
struct HeadRow {
    seq: i64,
    hash: Vec<u8>,
    /// Of the last entry, if it is there.
    at: Option<String>,
    own: Option<Vec<u8>>,
}

/// Returns the last entry's place, hash and time as an anchor, if it is the one that the head names.
///
/// # Errors
/// [`PlaneError`].
pub async fn log_head(connection: &mut PgConnection) -> Result<Option<(Anchor, Option<String>)>, PlaneError> {
    let row: Option<HeadRow> = sqlx::query_as(
        "SELECT h.seq, h.hash, l.at::text AS at, l.hash AS own FROM control_plane.policy_sync_head h
         LEFT JOIN (SELECT * FROM control_plane.policy_sync_logs ORDER BY seq DESC LIMIT 1) l ON l.seq = h.seq",
    )
    .fetch_optional(connection)
    .await
    .map_err(db(DOING))?;
    Ok(row.and_then(|head| {
        let whole = if head.seq == 0 { head.hash == ORIGIN } else { head.own.as_ref() == Some(&head.hash) };
        let hash = head.hash.try_into().ok().filter(|_| whole)?;
        let at = head.at.map(|at| format!("{}Z", canonical_time(&at)));
        Some((Anchor { seq: Some(head.seq), hash }, at))
    }))
}
