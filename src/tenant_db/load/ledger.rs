//! `tenantctl.loads`: which content was loaded into which tables.

use crate::domain::catalog::TableName;
use crate::postgres::{Connection, DatabaseError, db};
use crate::tenant_db::limit::Limit;
use sqlx::Postgres;
use sqlx::postgres::PgArguments;
use sqlx::query::Query;

/// A load that was made, or is being made.
#[derive(Debug, Clone)]
pub struct LoadRecord {
    /// Stands for the bytes, the mapping and the tables.
    pub content_hash: String,
    /// The tables, sorted.
    pub tables: Vec<String>,
    /// What people call the input.
    pub source: String,
    /// The size of the input after decompression, in bytes.
    pub bytes: u64,
    /// How it was mapped.
    pub mapping: serde_json::Value,
    /// Rows by table.
    pub row_counts: serde_json::Value,
}

const LOOKING: &str = "looking for an earlier load";

/// Returns when this content was loaded into these tables.
///
/// # Errors
/// [`DatabaseError`].
pub async fn find_load(
    connection: &mut Connection,
    limit: &Limit,
    content_hash: &str,
    tables: &[String],
) -> Result<Option<chrono::DateTime<chrono::Utc>>, DatabaseError> {
    let query = sqlx::query_scalar(
        "SELECT COALESCE(finished_at, started_at) FROM tenantctl.loads WHERE content_hash OPERATOR(pg_catalog.=) $1
            AND tables OPERATOR(pg_catalog.=) $2",
    );
    let found = query.bind(content_hash).bind(tables).fetch_optional(connection);
    limit.within(LOOKING, async { found.await.map_err(db(LOOKING)) }).await
}

/// Tells whether something of this size was loaded into these tables before; any size if none is
/// given. Only then is the content worth reading twice.
///
/// # Errors
/// [`DatabaseError`].
pub async fn same_tables(
    connection: &mut Connection,
    limit: &Limit,
    tables: &[String],
    bytes: Option<u64>,
) -> Result<bool, DatabaseError> {
    let bytes = bytes.map(|bytes| i64::try_from(bytes).unwrap_or(i64::MAX));
    let query = sqlx::query_scalar(
        "SELECT EXISTS (SELECT FROM tenantctl.loads WHERE tables OPERATOR(pg_catalog.=) $1
             AND ($2::pg_catalog.int8 IS NULL OR bytes OPERATOR(pg_catalog.=) $2))",
    );
    let found = query.bind(tables).bind(bytes).fetch_one(connection);
    limit.within(LOOKING, async { found.await.map_err(db(LOOKING)) }).await
}

/// Writes the row; one of the same content and tables is replaced if `again`.
///
/// # Errors
/// [`DatabaseError`]: 23505 when the same was loaded meanwhile.
pub async fn save_load(
    connection: &mut Connection,
    limit: &Limit,
    load: &LoadRecord,
    again: bool,
) -> Result<(), DatabaseError> {
    if again {
        let query = sqlx::query(
            "DELETE FROM tenantctl.loads WHERE content_hash OPERATOR(pg_catalog.=) $1
            AND tables OPERATOR(pg_catalog.=) $2",
        );
        let query = query.bind(&load.content_hash).bind(&load.tables);
        execute(connection, limit, "replacing the record of the earlier load", query).await?;
    }
    let query = sqlx::query(
        "INSERT INTO tenantctl.loads (content_hash, tables, source, bytes, mapping, row_counts, finished_at)
         VALUES ($1, $2, $3, $4, $5, $6, pg_catalog.clock_timestamp())",
    )
    .bind(&load.content_hash)
    .bind(&load.tables)
    .bind(&load.source)
    .bind(i64::try_from(load.bytes).unwrap_or(i64::MAX))
    .bind(&load.mapping)
    .bind(&load.row_counts);
    execute(connection, limit, "recording the load", query).await
}

/// Forgets the loads into tables that were emptied: what they loaded is gone.
///
/// # Errors
/// [`DatabaseError`].
pub async fn forget_loads(
    connection: &mut Connection,
    limit: &Limit,
    tables: &[TableName],
) -> Result<(), DatabaseError> {
    let names: Vec<String> = tables.iter().map(ToString::to_string).collect();
    let query = sqlx::query("DELETE FROM tenantctl.loads WHERE tables OPERATOR(pg_catalog.&&) $1").bind(names);
    execute(connection, limit, "forgetting earlier loads", query).await
}

async fn execute(
    connection: &mut Connection,
    limit: &Limit,
    doing: &str,
    query: Query<'_, Postgres, PgArguments>,
) -> Result<(), DatabaseError> {
    let done = async { query.execute(connection).await.map(|_| ()).map_err(db(doing)) };
    limit.within(doing, done).await
}
