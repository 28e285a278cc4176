//! Transactions for callers that don't name the driver.

use super::failure::{DatabaseError, db};
use sqlx::{Acquire, PgConnection, Postgres};

/// A transaction; dropped without [`commit`] it is rolled back.
pub type Transaction<'a> = sqlx::Transaction<'a, Postgres>;

/// Begins one.
///
/// # Errors
/// [`DatabaseError`].
pub async fn begin(connection: &mut PgConnection) -> Result<Transaction<'_>, DatabaseError> {
    connection.begin().await.map_err(db("beginning a transaction"))
}

/// Commits it. After an error of class `Unknown` it may or may not have been committed.
///
/// # Errors
/// [`DatabaseError`].
pub async fn commit(transaction: Transaction<'_>) -> Result<(), DatabaseError> {
    transaction.commit().await.map_err(db("committing"))
}
