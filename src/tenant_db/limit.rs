//! How long a tenant's database may take: what is ours is bounded, an operator's own statements take their time.
//!
//! A tenant can make any statement that touches its tables wait: by a policy, a trigger, a view. Ours run under a
//! `statement_timeout`; code that catches its end (`WHEN query_canceled`) or sets it anew is met by a clock on this
//! side, and then the session is ended from outside.

use crate::domain::ident::literal;
use crate::postgres::{DatabaseError, FailureClass, db};
use sqlx::{PgConnection, Row};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// What the server's own clock is ahead of ours, so that its answer is the one that counts.
const GRACE: Duration = Duration::from_secs(1);

/// The bound of a statement of ours; its clones know of each other's end.
#[derive(Debug, Clone)]
pub struct Limit {
    answer: Duration,
    patience: Duration,
    late: Arc<AtomicBool>,
}

impl Limit {
    pub(super) fn new(answer: Duration) -> Self {
        Self { answer, patience: answer + GRACE, late: Arc::default() }
    }

    /// Does something of ours in the tenant's database. Once it was late the connection is in no state for
    /// anything else but its end.
    ///
    /// # Errors
    /// Of class `Unknown` when there is no answer in time.
    pub async fn within<T, E: From<DatabaseError>>(
        &self,
        doing: &str,
        work: impl Future<Output = Result<T, E>>,
    ) -> Result<T, E> {
        match tokio::time::timeout(self.patience, work).await {
            Ok(done) => done,
            Err(_) => {
                self.late.store(true, Ordering::Relaxed);
                let text = format!("no answer within {}", humantime::format_duration(self.answer));
                Err(DatabaseError::plain(doing, text, FailureClass::Unknown).into())
            }
        }
    }

    /// Tells whether the server still owes an answer.
    pub fn is_late(&self) -> bool {
        self.late.load(Ordering::Relaxed)
    }

    /// The bound as the server's `statement_timeout`.
    pub(super) fn setting(&self) -> String {
        server_duration(self.answer)
    }

    /// Bounds the statements from here on, and returns the `statement_timeout` until now.
    pub(super) async fn begin(&self, connection: &mut PgConnection) -> Result<String, DatabaseError> {
        let doing = "bounding the statements";
        let sql = format!(
            "SELECT pg_catalog.current_setting('statement_timeout'),
                    pg_catalog.set_config('statement_timeout', {}, false)",
            literal(&self.setting())
        );
        let bounded = async {
            let row = sqlx::raw_sql(sqlx::AssertSqlSafe(sql)).fetch_one(connection).await.map_err(db(doing))?;
            row.try_get(0).map_err(db(doing))
        };
        self.within(doing, bounded).await
    }
}

/// Gives the statements from here on another `statement_timeout`; "0" is none.
pub(super) async fn set(connection: &mut PgConnection, value: &str) -> Result<(), DatabaseError> {
    let sql = format!("SET statement_timeout = {}", literal(value));
    sqlx::raw_sql(sqlx::AssertSqlSafe(sql)).execute(connection).await.map_err(db("setting statement_timeout"))?;
    Ok(())
}

/// Writes a duration so that reading it back compares equal; never 0, which means for ever.
pub(super) fn server_duration(duration: Duration) -> String {
    const HOUR: u128 = 3_600_000;
    let milliseconds = duration.as_millis().clamp(1, 23 * HOUR);
    if milliseconds < HOUR { format!("{milliseconds}ms") } else { format!("{}h", milliseconds / HOUR) }
}

#[cfg(test)]
mod tests {
    use super::{Limit, server_duration};
    use crate::postgres::{DatabaseError, FailureClass};
    use std::time::Duration;

    #[tokio::test]
    async fn what_is_late_is_remembered_by_all_who_share_it() {
        let limit = Limit { patience: Duration::ZERO, ..Limit::new(Duration::from_secs(5)) };
        let shared = limit.clone();
        let quick: Result<i32, DatabaseError> = limit.within("asking", async { Ok(1) }).await;
        assert_eq!((quick.expect("an answer"), shared.is_late()), (1, false));
        let slow: Result<(), DatabaseError> = limit.within("asking", std::future::pending()).await;
        let error = slow.expect_err("no answer");
        assert_eq!((error.to_string().as_str(), error.class), ("asking: no answer within 5s", FailureClass::Unknown));
        assert!(shared.is_late());
    }

    #[test]
    fn never_waits_for_ever() {
        for (milliseconds, text) in
            [(0, "1ms"), (1500, "1500ms"), (60_000, "60000ms"), (3_600_000, "1h"), (9_000_000_000, "23h")]
        {
            assert_eq!(server_duration(Duration::from_millis(milliseconds)), text);
        }
    }
}
