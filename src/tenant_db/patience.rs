//! How long statements in a tenant's database may take. Our own end after the bound that the session was opened with,
//! since a tenant can make any of them slow: a policy on the ledger, a trigger on it. An operator's files and rows take
//! as long as they take.

use crate::domain::ident::literal;
use crate::postgres::{Connection, DatabaseError, db};
use sqlx::Row;

/// The two bounds of a session, of which one is set.
#[derive(Debug)]
pub struct Patience {
    ours: String,
    theirs: String,
}

impl Patience {
    /// Reads the bound of our own statements, which is the one that is set.
    ///
    /// # Errors
    /// [`DatabaseError`].
    pub async fn of(connection: &mut Connection) -> Result<Self, DatabaseError> {
        let sql = "SELECT pg_catalog.current_setting('statement_timeout')";
        let ours = one(connection, sql.to_owned()).await?;
        Ok(Self { ours, theirs: "0".to_owned() })
    }

    /// From now on statements of the operator's run: without a bound, or with the one that an earlier one set.
    ///
    /// # Errors
    /// [`DatabaseError`].
    pub async fn theirs(&self, connection: &mut Connection) -> Result<(), DatabaseError> {
        one(connection, format!("SELECT pg_catalog.set_config('statement_timeout', {}, false)", literal(&self.theirs)))
            .await
            .map(drop)
    }

    /// From now on our own run.
    ///
    /// # Errors
    /// [`DatabaseError`].
    pub async fn ours(&mut self, connection: &mut Connection) -> Result<(), DatabaseError> {
        let ours = literal(&self.ours);
        let sql = format!(
            "SELECT pg_catalog.current_setting('statement_timeout'),
                    pg_catalog.set_config('statement_timeout', {ours}, false)"
        );
        self.theirs = one(connection, sql).await?;
        Ok(())
    }
}

async fn one(connection: &mut Connection, sql: String) -> Result<String, DatabaseError> {
    let doing = "setting how long statements may take";
    let row = sqlx::raw_sql(sqlx::AssertSqlSafe(sql)).fetch_one(connection).await.map_err(db(doing))?;
    row.try_get(0).map_err(db(doing))
}
