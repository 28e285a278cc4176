//! Finding out whether a transaction pooler answers in the server's place.

use super::failure::{DatabaseError, FailureClass, db};
use super::target::Target;
use sqlx::{ConnectOptions, Connection, Row};
use std::time::Duration;

/// Two connections that are open at once and report one backend can only be behind a
/// transaction (or statement) pooler, where session locks and settings are void.
///
/// # Errors
/// [`DatabaseError`] when the server can't be reached within `timeout`.
pub async fn transaction_pooled(target: &Target, timeout: Duration) -> Result<bool, DatabaseError> {
    let doing = "asking whether a transaction pooler answers";
    let probe = async {
        let options = target.options("tenantctl probe").statement_cache_capacity(0);
        let mut first = options.connect().await.map_err(db(doing))?;
        let mut second = options.connect().await.map_err(db(doing))?;
        let mut hit = false;
        for _ in 0..5 {
            let mut backends = [0_i32; 2];
            for (backend, connection) in backends.iter_mut().zip([&mut first, &mut second]) {
                let row = sqlx::raw_sql("SELECT pg_catalog.pg_backend_pid()")
                    .fetch_one(connection)
                    .await
                    .map_err(db(doing))?;
                *backend = row.try_get(0).map_err(db(doing))?;
            }
            if backends[0] == backends[1] {
                hit = true;
                break;
            }
        }
        let _closed = (first.close().await, second.close().await);
        Ok(hit)
    };
    match tokio::time::timeout(timeout, probe).await {
        Ok(result) => result,
        Err(_) => Err(DatabaseError::plain(doing, "no answer in time", FailureClass::Unknown)),
    }
}
