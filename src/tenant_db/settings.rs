//! The settings that a file must not leave behind for the next one.

use super::limit::Limit;
use crate::domain::ident::literal;
use crate::postgres::{DatabaseError, db};
use sqlx::postgres::PgRow;
use sqlx::{PgConnection, Row};

pub(super) const READING: &str = "reading the session's settings";

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

/// An expression for all of them.
pub(super) fn column() -> String {
    let calls: Vec<String> = NAMES.iter().map(|name| format!("pg_catalog.current_setting('{name}')")).collect();
    format!("ARRAY[{}]::pg_catalog.text[]", calls.join(", "))
}

/// Reads them from a row that has that expression.
pub(super) fn of(row: &PgRow, at: usize) -> Result<Settings, DatabaseError> {
    Ok(Settings(row.try_get(at).map_err(db(READING))?))
}

/// The statement that reads a [`State`].
pub(super) fn state_statement() -> String {
    format!("SELECT pg_catalog.pg_current_xact_id_if_assigned()::pg_catalog.text, {}", column())
}

/// Takes its answer.
pub(super) fn state(row: &PgRow) -> Result<State, DatabaseError> {
    Ok(State { transaction: row.try_get(0).map_err(db(READING))?, settings: of(row, 1)? })
}

/// Reads the settings.
pub(super) async fn read(connection: &mut PgConnection) -> Result<Settings, DatabaseError> {
    let sql = format!("SELECT {}", column());
    let row = sqlx::raw_sql(sqlx::AssertSqlSafe(sql)).fetch_one(connection).await.map_err(db(READING))?;
    of(&row, 0)
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

    /// The statement that sets these again; those that follow are ours, and bounded.
    pub(super) fn restoring(&self, names: &[&str], limit: &Limit) -> String {
        let bound = (&TIMEOUT, &limit.setting());
        let calls: Vec<String> = NAMES
            .iter()
            .zip(&self.0)
            .filter(|(name, _)| **name != TIMEOUT && names.contains(name))
            .chain([bound])
            .map(|(name, value)| format!("pg_catalog.set_config('{name}', {}, false)", literal(value)))
            .collect();
        format!("SELECT {}", calls.join(", "))
    }

    /// Sets these again.
    pub(super) async fn restore(
        &self,
        connection: &mut PgConnection,
        names: &[&str],
        limit: &Limit,
    ) -> Result<(), DatabaseError> {
        let sql = self.restoring(names, limit);
        let set = sqlx::raw_sql(sqlx::AssertSqlSafe(sql)).execute(connection).await;
        set.map_err(db("setting the session's settings again"))?;
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
