//! How a server's clock goes.

use super::connect::{close, connect};
use super::failure::{DatabaseError, FailureClass, db};
use super::pins::Pins;
use super::target::Target;
use chrono::{DateTime, TimeDelta, Utc};
use sqlx::Row;
use std::time::Duration;

/// Returns how far a server's clock is ahead of ours, negative where it is behind; exact to half of the time that the
/// question takes. The simple protocol is right through any pooler.
///
/// # Errors
/// [`DatabaseError`] when the server can't be asked within `timeout`.
pub async fn clock_ahead(target: &Target, timeout: Duration) -> Result<TimeDelta, DatabaseError> {
    let doing = "reading the server's clock";
    let ask = async {
        let mut connection = connect(target, "tenantctl clock", &Pins::new(""), timeout).await?;
        let before = Utc::now();
        let row = sqlx::raw_sql("SELECT pg_catalog.clock_timestamp()").fetch_one(&mut connection).await;
        let took = Utc::now() - before;
        let now: DateTime<Utc> = row.and_then(|row| row.try_get(0)).map_err(db(doing))?;
        close(connection).await;
        Ok(now - (before + took / 2))
    };
    let late = || Err(DatabaseError::plain(doing, "no answer in time", FailureClass::Unknown));
    tokio::time::timeout(timeout, ask).await.unwrap_or_else(|_| late())
}
