//! `tenantctl.loads`: which content was loaded into which tables.

use crate::domain::catalog::TableName;
use crate::postgres::{Connection, DatabaseError, db};
use sqlx::Row;

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

const LOADS: &str = "replacing the record of the earlier load";

/// Returns when this content was loaded into these tables.
///
/// # Errors
/// [`DatabaseError`].
pub async fn find_load(
    connection: &mut Connection,
    content_hash: &str,
    tables: &[String],
) -> Result<Option<chrono::DateTime<chrono::Utc>>, DatabaseError> {
    let found = sqlx::query(
        "SELECT COALESCE(finished_at, started_at) FROM tenantctl.loads WHERE content_hash = $1 AND tables = $2",
    )
    .bind(content_hash)
    .bind(tables)
    .fetch_optional(connection)
    .await
    .map_err(db("looking for an earlier load"))?;
    found.map(|row| row.try_get(0)).transpose().map_err(db("looking for an earlier load"))
}

/// Tells whether something of this size was loaded into these tables before; any size if none is
/// given. Only then is the content worth reading twice.
///
/// # Errors
/// [`DatabaseError`].
pub async fn same_tables(
    connection: &mut Connection,
    tables: &[String],
    bytes: Option<u64>,
) -> Result<bool, DatabaseError> {
    let bytes = bytes.map(|bytes| i64::try_from(bytes).unwrap_or(i64::MAX));
    sqlx::query_scalar(
        "SELECT EXISTS (SELECT FROM tenantctl.loads WHERE tables = $1 AND ($2::int8 IS NULL OR bytes = $2))",
    )
    .bind(tables)
    .bind(bytes)
    .fetch_one(connection)
    .await
    .map_err(db("looking for an earlier load"))
}

/// Writes the row; one of the same content and tables is replaced if `again`.
///
/// # Errors
/// [`DatabaseError`]: 23505 when the same was loaded meanwhile.
pub async fn save_load(connection: &mut Connection, load: &LoadRecord, again: bool) -> Result<(), DatabaseError> {
    if again {
        sqlx::query("DELETE FROM tenantctl.loads WHERE content_hash = $1 AND tables = $2")
            .bind(&load.content_hash)
            .bind(&load.tables)
            .execute(&mut *connection)
            .await
            .map_err(db(LOADS))?;
    }
    sqlx::query(
        "INSERT INTO tenantctl.loads (content_hash, tables, source, bytes, mapping, row_counts, finished_at)
         VALUES ($1, $2, $3, $4, $5, $6, pg_catalog.clock_timestamp())",
    )
    .bind(&load.content_hash)
    .bind(&load.tables)
    .bind(&load.source)
    .bind(i64::try_from(load.bytes).unwrap_or(i64::MAX))
    .bind(&load.mapping)
    .bind(&load.row_counts)
    .execute(connection)
    .await
    .map_err(db("recording the load"))?;
    Ok(())
}

/// Forgets the loads into tables that were emptied: what they loaded is gone.
///
/// # Errors
/// [`DatabaseError`].
pub async fn forget_loads(connection: &mut Connection, tables: &[TableName]) -> Result<(), DatabaseError> {
    let names: Vec<String> = tables.iter().map(ToString::to_string).collect();
    sqlx::query("DELETE FROM tenantctl.loads WHERE tables && $1")
        .bind(names)
        .execute(connection)
        .await
        .map_err(db("forgetting earlier loads"))?;
    Ok(())
}
