//! The settings that a file must not leave behind for the next one.

use super::limit::Limit;
use crate::domain::ident::literal;
use crate::postgres::{DatabaseError, db};
use sqlx::{PgConnection, Row};

/// How long a statement may take.
const TIMEOUT: &str = "statement_timeout";

/// `role` first: the others may be set as anybody.
const NAMES: [&str; 13] = [
    "role",
    "search_path",
    TIMEOUT,
    "lock_timeout",
    "idle_in_transaction_session_timeout",
    "default_transaction_read_only",
    "default_transaction_isolation",
    "DateStyle",
    "IntervalStyle",
    "TimeZone",
    "standard_conforming_strings",
    "row_security",
    "check_function_bodies",
];

/// The session's settings as they were before the first file.
#[derive(Debug)]
pub(super) struct Settings(Vec<String>);

/// The transaction's id, where it has one, and the settings.
pub(super) struct State {
    /// Of a transaction that has written.
    pub(super) transaction: Option<String>,
    /// As they are now.
    pub(super) settings: Settings,
}

/// Reads both in one round trip.
pub(super) async fn read(connection: &mut PgConnection) -> Result<State, DatabaseError> {
    let doing = "reading the session's settings";
    let calls: Vec<String> = NAMES.iter().map(|name| format!("pg_catalog.current_setting('{name}')")).collect();
    let sql = format!(
        "SELECT pg_catalog.pg_current_xact_id_if_assigned()::pg_catalog.text, ARRAY[{}]::pg_catalog.text[]",
        calls.join(", ")
    );
    let row = sqlx::raw_sql(sqlx::AssertSqlSafe(sql)).fetch_one(connection).await.map_err(db(doing))?;
    Ok(State {
        transaction: row.try_get(0).map_err(db(doing))?,
        settings: Settings(row.try_get(1).map_err(db(doing))?),
    })
}

impl Settings {
    /// The same, as a file finds them: its own statements take their time.
    pub(super) fn of_a_file(mut self) -> Self {
        for (_, value) in NAMES.iter().zip(&mut self.0).filter(|(name, _)| **name == TIMEOUT) {
            *value = "0".to_owned();
        }
        self
    }

    /// Returns the names of those that differ.
    pub(super) fn changed(&self, now: &Self) -> Vec<&'static str> {
        NAMES.iter().zip(self.0.iter().zip(&now.0)).filter(|(_, (a, b))| a != b).map(|(name, _)| *name).collect()
    }

    /// Sets these again; the statements that follow are ours, and bounded.
    pub(super) async fn restore(
        &self,
        connection: &mut PgConnection,
        names: &[&str],
        limit: &Limit,
    ) -> Result<(), DatabaseError> {
        let bound = (&TIMEOUT, &limit.setting());
        let calls: Vec<String> = NAMES
            .iter()
            .zip(&self.0)
            .filter(|(name, _)| **name != TIMEOUT && names.contains(name))
            .chain([bound])
            .map(|(name, value)| format!("pg_catalog.set_config('{name}', {}, false)", literal(value)))
            .collect();
        let sql = format!("SELECT {}", calls.join(", "));
        sqlx::raw_sql(sqlx::AssertSqlSafe(sql))
            .execute(connection)
            .await
            .map_err(db("setting the session's settings again"))?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::{NAMES, Settings};

    #[test]
    fn names_what_changed() {
        let before = Settings(NAMES.iter().map(ToString::to_string).collect());
        let mut now = Settings(before.0.clone());
        assert!(before.changed(&now).is_empty());
        now.0[1] = "evil".into();
        assert_eq!(before.changed(&now), ["search_path"]);
        assert_eq!(before.changed(&Settings(before.0.clone()).of_a_file()), ["statement_timeout"]);
    }
}
