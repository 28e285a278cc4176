//! One place that sorts what can go wrong with a database.

use sqlx::postgres::PgDatabaseError;

/// How a failure may be met.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FailureClass {
    /// The server or the line; trying again is safe and may help.
    Transient,
    /// The connection was lost or timed out: whether the statement took effect is unknown.
    Unknown,
    /// Credentials or permissions.
    Refused,
    /// Trying again changes nothing.
    Permanent,
}

/// What else the server reports, as far as it does.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// The server's HINT.
    pub hint: Option<Box<str>>,
    /// One-based character offset into the statement.
    pub position: Option<usize>,
    /// The server's CONTEXT: where it was, such as the line of a COPY.
    pub context: Option<Box<str>>,
    /// The column that the server names.
    pub column: Option<Box<str>>,
    /// The table that the server names, without its schema.
    pub table: Option<Box<str>>,
    /// The constraint that the server names; a unique index's own name counts.
    pub constraint: Option<Box<str>>,
}

/// A failed statement or connection: what was tried, and what the server said.
///
/// The text never holds the driver's `Display`, which adds line numbers of PostgreSQL's own
/// C source.
#[derive(Debug, thiserror::Error)]
#[error("{doing}: {message}")]
pub struct DatabaseError {
    /// What was tried, such as `creating the database`.
    pub doing: String,
    /// The server's or the driver's message.
    pub message: String,
    /// The five-character code, where a server answered.
    pub sqlstate: Option<Box<str>>,
    /// The server's DETAIL.
    pub detail: Option<Box<str>>,
    /// What else the server reports.
    pub report: Box<Report>,
    /// How it may be met.
    pub class: FailureClass,
}

impl DatabaseError {
    /// Sorts a driver error.
    pub fn new(doing: impl Into<String>, error: &sqlx::Error) -> Self {
        let doing = doing.into();
        let server = match error {
            sqlx::Error::Database(e) => e.try_downcast_ref::<PgDatabaseError>(),
            _ => None,
        };
        if let Some(e) = server {
            return Self {
                doing,
                message: e.message().to_owned(),
                sqlstate: Some(e.code().into()),
                detail: e.detail().map(Into::into),
                report: Box::new(Report {
                    hint: e.hint().map(Into::into),
                    position: match e.position() {
                        Some(sqlx::postgres::PgErrorPosition::Original(at)) => Some(at),
                        _ => None,
                    },
                    context: e.r#where().map(Into::into),
                    column: e.column().map(Into::into),
                    table: e.table().map(Into::into),
                    constraint: e.constraint().map(Into::into),
                }),
                class: class_of_sqlstate(e.code()),
            };
        }
        let (message, class) = match error {
            sqlx::Error::Io(e) => (io_message(e), FailureClass::Unknown),
            sqlx::Error::Tls(e) => (format!("TLS: {e}"), FailureClass::Permanent),
            sqlx::Error::Protocol(text) => (text.clone(), FailureClass::Unknown),
            sqlx::Error::Configuration(e) => (e.to_string(), FailureClass::Permanent),
            sqlx::Error::WorkerCrashed | sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed => {
                (error.to_string(), FailureClass::Unknown)
            }
            other => (other.to_string(), FailureClass::Permanent),
        };
        Self::plain(doing, message, class)
    }

    /// Makes a failure that no server reported.
    pub fn plain(doing: impl Into<String>, message: impl Into<String>, class: FailureClass) -> Self {
        Self {
            doing: doing.into(),
            message: message.into(),
            sqlstate: None,
            detail: None,
            report: Box::default(),
            class,
        }
    }

    /// Returns whether the rows are to blame: data exceptions, constraints, and what triggers raise, by codes of their
    /// own as well. The other classes of PostgreSQL's appendix A would be the same for every row.
    pub fn is_about_a_row(&self) -> bool {
        const OTHERS: [&str; 18] = [
            "00", "01", "02", "03", "08", "0A", "25", "26", "28", "40", "42", "53", "54", "55", "57", "58", "F0", "XX",
        ];
        let class = self.sqlstate.as_deref().and_then(|code| code.get(..2));
        self.is("428C9") || class.is_some_and(|class| !OTHERS.contains(&class))
    }

    /// Returns whether the server answered with this SQLSTATE.
    pub fn is(&self, sqlstate: &str) -> bool {
        self.sqlstate.as_deref() == Some(sqlstate)
    }
}

/// Gives a closure for `map_err` that names what was tried.
pub fn db(doing: impl Into<String>) -> impl FnOnce(sqlx::Error) -> DatabaseError {
    move |error| DatabaseError::new(doing, &error)
}

fn io_message(error: &std::io::Error) -> String {
    use std::io::ErrorKind;
    match error.kind() {
        ErrorKind::ConnectionRefused => "nothing listens there (connection refused)".to_owned(),
        ErrorKind::NotFound => "no server socket there".to_owned(),
        ErrorKind::UnexpectedEof | ErrorKind::ConnectionReset | ErrorKind::BrokenPipe => {
            "the connection was lost".to_owned()
        }
        _ => error.to_string(),
    }
}

/// The classes of PostgreSQL's appendix A, as far as they decide what to do next.
fn class_of_sqlstate(code: &str) -> FailureClass {
    match code {
        "28P01" | "28000" | "42501" => FailureClass::Refused,
        // 25P03, 57P05: a session that did nothing for too long was ended.
        "57P01" | "57P02" | "25P03" | "57P05" => FailureClass::Unknown,
        // 57014: a statement of ours took longer than it may, or somebody cancelled it.
        "57P03" | "57014" | "40001" | "40P01" | "55P03" | "55006" | "XX000" => FailureClass::Transient,
        _ if code.starts_with("08") => FailureClass::Unknown,
        // 53100 disk full is for a person; 53300 too many connections passes.
        "53300" | "53200" => FailureClass::Transient,
        _ => FailureClass::Permanent,
    }
}

#[cfg(test)]
mod tests {
    use super::{FailureClass, class_of_sqlstate};

    #[test]
    fn sorts_sqlstates() {
        use FailureClass::{Permanent, Refused, Transient, Unknown};
        for (code, class) in [
            ("28P01", Refused),
            ("42501", Refused),
            ("53300", Transient),
            ("25P03", Unknown),
            ("57P05", Unknown),
            ("57P03", Transient),
            ("57014", Transient),
            ("57P01", Unknown),
            ("08006", Unknown),
            ("40001", Transient),
            ("40P01", Transient),
            ("55P03", Transient),
            ("55006", Transient),
            ("XX000", Transient),
            ("53100", Permanent),
            ("25006", Permanent),
            ("42P04", Permanent),
        ] {
            assert_eq!(class_of_sqlstate(code), class, "{code}");
        }
    }
}
