//! The transaction of a load, and what it does to whole tables.

use crate::domain::catalog::TableName;
use crate::postgres::{Connection, DatabaseError, FailureClass, db};
use crate::tenant_db::limit::Limit;
use std::time::{Duration, Instant};

/// The number of the lock that makes loads of one database wait for each other.
const LOAD_LOCK: i64 = 0x7465_6e61_6c6f_6164;

/// Begins and ends the transaction by statements, so that a COPY can borrow the connection.
pub struct LoadTransaction;

impl LoadTransaction {
    /// Lets the statements from here on take their time: those that move rows, and the tenant's triggers with them.
    ///
    /// # Errors
    /// [`DatabaseError`].
    pub async fn take_time(connection: &mut Connection) -> Result<(), DatabaseError> {
        run(connection, "beginning the load", "SET LOCAL statement_timeout = 0").await
    }

    /// Bounds the statements from here on.
    ///
    /// # Errors
    /// [`DatabaseError`].
    pub async fn hurry(connection: &mut Connection, limit: &Limit) -> Result<(), DatabaseError> {
        let sql = format!("SET LOCAL statement_timeout = '{}'", limit.setting());
        run(connection, "bounding the statements", &sql).await
    }

    /// Begins it, with its statements bounded, and waits at most `wait` until no other load runs in this database.
    ///
    /// # Errors
    /// [`DatabaseError`]; of class `Transient` with SQLSTATE 55P03 if another load runs on.
    pub async fn begin(connection: &mut Connection, limit: &Limit, wait: Duration) -> Result<(), DatabaseError> {
        // An index is built in memory as far as this goes; the server's own setting counts if it is larger.
        let begin = "BEGIN; SELECT pg_catalog.set_config('maintenance_work_mem', '256MB', true)
            WHERE (SELECT s.setting::pg_catalog.int8 FROM pg_catalog.pg_settings s
                WHERE s.name OPERATOR(pg_catalog.=) 'maintenance_work_mem'::pg_catalog.text) OPERATOR(pg_catalog.<) 262144::pg_catalog.int8";
        let doing = "beginning the load";
        limit.within(doing, run(connection, doing, begin)).await?;
        let end = Instant::now() + wait;
        loop {
            let doing = "asking whether another load runs";
            let asked = async {
                let asked = sqlx::query_scalar("SELECT pg_catalog.pg_try_advisory_xact_lock($1)").bind(LOAD_LOCK);
                asked.fetch_one(&mut *connection).await.map_err(db(doing))
            };
            let taken: bool = limit.within(doing, asked).await?;
            if taken {
                return Ok(());
            }
            if Instant::now() >= end {
                let text = format!("another load runs in this database; waited {}", humantime::format_duration(wait));
                let mut error = DatabaseError::plain("beginning the load", text, FailureClass::Transient);
                error.sqlstate = Some("55P03".into());
                return Err(error);
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// Makes the load permanent.
    ///
    /// # Errors
    /// [`DatabaseError`]; of class `Unknown` it may have been made permanent nevertheless.
    pub async fn commit(connection: &mut Connection, limit: &Limit) -> Result<(), DatabaseError> {
        let doing = "committing the load";
        limit.within(doing, run(connection, doing, "COMMIT")).await
    }

    /// Sets the mark that [`Self::back_to_mark`] goes back to.
    ///
    /// # Errors
    /// [`DatabaseError`].
    pub async fn mark(connection: &mut Connection) -> Result<(), DatabaseError> {
        run(connection, "marking the load", "SAVEPOINT tenantctl_records").await
    }

    /// Undoes what was done since the mark.
    ///
    /// # Errors
    /// [`DatabaseError`].
    pub async fn back_to_mark(connection: &mut Connection) -> Result<(), DatabaseError> {
        let sql = "ROLLBACK TO SAVEPOINT tenantctl_records; RELEASE SAVEPOINT tenantctl_records";
        run(connection, "going back to the mark", sql).await
    }

    /// Undoes everything.
    pub async fn roll_back(connection: &mut Connection) {
        if let Err(error) = run(connection, "rolling back", "ROLLBACK").await {
            // The server does it by itself when the connection ends.
            tracing::debug!(%error, "rolling back a load");
        }
    }

    /// Checks what is checked at the end of a transaction now, while it can still be told apart.
    ///
    /// # Errors
    /// [`DatabaseError`].
    pub async fn check_deferred(connection: &mut Connection) -> Result<(), DatabaseError> {
        run(connection, "checking the deferred constraints", "SET CONSTRAINTS ALL IMMEDIATE").await
    }

    /// Calls a function without arguments.
    ///
    /// # Errors
    /// [`DatabaseError`].
    pub async fn call(connection: &mut Connection, function: &str) -> Result<(), DatabaseError> {
        let name = TableName::parse(function).quoted();
        run(connection, &format!("calling {function}"), &format!("SELECT {name}()")).await
    }
}

pub(super) async fn run(connection: &mut Connection, doing: &str, sql: &str) -> Result<(), DatabaseError> {
    let done = sqlx::raw_sql(sqlx::AssertSqlSafe(sql)).execute(connection).await;
    done.map(|_| ()).map_err(db(doing))
}

/// Tells whether a table has no row.
///
/// # Errors
/// [`DatabaseError`].
pub async fn is_empty(connection: &mut Connection, table: &TableName) -> Result<bool, DatabaseError> {
    let sql = format!("SELECT NOT EXISTS (SELECT FROM {})", table.quoted());
    sqlx::query_scalar(sqlx::AssertSqlSafe(sql))
        .fetch_one(connection)
        .await
        .map_err(db(format!("looking into {table}")))
}

/// Locks the tables against everybody, readers included.
///
/// # Errors
/// [`DatabaseError`]: 55P03 when somebody doesn't let go in time.
pub async fn lock_tables(connection: &mut Connection, tables: &[TableName]) -> Result<(), DatabaseError> {
    let names: Vec<String> = tables.iter().map(TableName::quoted).collect();
    run(connection, "locking the tables", &format!("LOCK TABLE {} IN ACCESS EXCLUSIVE MODE", names.join(", "))).await
}

/// Empties the tables. What refers to them from elsewhere stands in the way: nothing is emptied
/// that wasn't named.
///
/// # Errors
/// [`DatabaseError`].
pub async fn truncate(connection: &mut Connection, tables: &[TableName]) -> Result<(), DatabaseError> {
    let names: Vec<String> = tables.iter().map(TableName::quoted).collect();
    run(connection, "emptying the tables", &format!("TRUNCATE {}", names.join(", "))).await
}
