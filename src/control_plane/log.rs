//! Reading `policy_sync_logs` page by page.

use super::plane::PlaneError;
use crate::domain::log_chain::{Entry, canonical_time};
use crate::postgres::db;
use chrono::{DateTime, Utc};
use sqlx::{FromRow, PgConnection, Postgres, QueryBuilder};
use uuid::Uuid;

const DOING: &str = "reading policy_sync_logs";

/// The time as text: one that somebody changed needn't be one that this program can hold.
pub(super) const COLUMNS: &str = "seq, at::text AS at, run_id, phase, action, actor, tenant_uuid, tenant_id, outcome, \
     detail::text AS detail, prev_hash, hash";

/// An entry as it is stored.
#[derive(Debug, Clone, FromRow)]
pub struct LogRow {
    /// Its place, from 1.
    pub seq: i64,
    at: String,
    /// Ties begin and end together.
    pub run_id: Uuid,
    /// `begin` or `end`.
    pub phase: String,
    /// The command.
    pub action: String,
    /// Who.
    pub actor: String,
    /// The tenant.
    pub tenant_uuid: Option<Uuid>,
    /// The id that it had then.
    pub tenant_id: Option<String>,
    /// How it ended.
    pub outcome: Option<String>,
    /// The rest: JSON, as PostgreSQL writes it.
    pub detail: String,
    /// The hash of the entry before.
    pub prev_hash: Vec<u8>,
    /// Its own.
    pub hash: Vec<u8>,
}

impl LogRow {
    /// Returns when it was written: RFC 3339 with six decimals.
    pub fn at(&self) -> String {
        format!("{}Z", canonical_time(&self.at))
    }

    /// What the chain's rules look at.
    pub fn entry(&self) -> Entry<'_> {
        Entry {
            seq: self.seq,
            at: &self.at,
            run_id: self.run_id,
            phase: &self.phase,
            action: &self.action,
            actor: &self.actor,
            tenant_uuid: self.tenant_uuid,
            tenant_id: self.tenant_id.as_deref(),
            outcome: self.outcome.as_deref(),
            detail: &self.detail,
            prev_hash: &self.prev_hash,
            hash: &self.hash,
        }
    }
}

/// Which entries are wanted; empty means any.
#[derive(Debug, Clone, Default)]
pub struct LogFilter {
    /// About one of these tenants.
    pub tenants: Vec<Uuid>,
    /// Of one of these commands.
    pub actions: Vec<String>,
    /// Not before this time.
    pub since: Option<DateTime<Utc>>,
    /// Before this time.
    pub until: Option<DateTime<Utc>>,
}

impl LogFilter {
    fn push(&self, sql: &mut QueryBuilder<Postgres>) {
        if !self.tenants.is_empty() {
            sql.push(" AND tenant_uuid = ANY(").push_bind(self.tenants.clone()).push(")");
        }
        if !self.actions.is_empty() {
            sql.push(" AND action = ANY(").push_bind(self.actions.clone()).push(")");
        }
        if let Some(since) = self.since {
            sql.push(" AND at >= ").push_bind(since);
        }
        if let Some(until) = self.until {
            sql.push(" AND at < ").push_bind(until);
        }
    }
}

/// From where a page goes which way.
#[derive(Debug, Clone, Copy)]
pub enum LogPage {
    /// The newest ones before this place, the newest first; from the end if there is none.
    Before(Option<i64>),
    /// The oldest ones after this place, the oldest first.
    After(i64),
}

/// Returns up to `limit` entries.
///
/// # Errors
/// [`PlaneError`].
pub async fn log_page(
    connection: &mut PgConnection,
    filter: &LogFilter,
    page: LogPage,
    limit: i64,
) -> Result<Vec<LogRow>, PlaneError> {
    let mut sql = QueryBuilder::new(format!("SELECT {COLUMNS} FROM control_plane.policy_sync_logs WHERE true"));
    filter.push(&mut sql);
    let order = match page {
        LogPage::Before(None) => "DESC",
        LogPage::Before(Some(seq)) => {
            sql.push(" AND seq < ").push_bind(seq);
            "DESC"
        }
        LogPage::After(seq) => {
            sql.push(" AND seq > ").push_bind(seq);
            "ASC"
        }
    };
    sql.push(" ORDER BY seq ").push(order).push(" LIMIT ").push_bind(limit);
    Ok(sql.build_query_as().fetch_all(connection).await.map_err(db(DOING))?)
}

/// Returns the uuids of all tenants that ever had this id, deleted ones too.
///
/// # Errors
/// [`PlaneError`].
pub async fn tenants_ever(connection: &mut PgConnection, id: &str) -> Result<Vec<Uuid>, PlaneError> {
    let found = sqlx::query_scalar("SELECT uuid FROM control_plane.tenant_metadata WHERE id = $1 ORDER BY uuid")
        .bind(id)
        .fetch_all(connection)
        .await;
    Ok(found.map_err(db("reading tenant_metadata"))?)
}
