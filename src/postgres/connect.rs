//! Opening one connection whose settings are known to hold.

use super::failure::{DatabaseError, FailureClass, db};
use super::target::Target;
use futures_util::TryStreamExt;
use sqlx::postgres::{PgConnectOptions, PgRow};
use sqlx::{ConnectOptions, Connection, PgConnection, Row};
use std::future::poll_fn;
use std::pin::pin;
use std::task::Poll;
use std::time::Duration;
use tokio::task::JoinSet;

/// Of a newer server than the oldest we know: one that hasn't got it refuses it in the start-up packet, and nobody
/// knows the version before.
const NEWER: (&str, &str) = ("transaction_timeout", "0");

/// The settings that a session is pinned to, so that neither `ALTER DATABASE … SET` nor
/// `ALTER ROLE … SET` steers it.
#[derive(Debug, Clone)]
pub struct Pins {
    settings: Vec<(&'static str, String)>,
}

impl Pins {
    /// The pins of every session; `search_path` empty means `pg_catalog` alone.
    pub fn new(search_path: &str) -> Self {
        let pairs = [
            ("search_path", search_path),
            ("statement_timeout", "0"),
            ("lock_timeout", "10s"),
            ("idle_in_transaction_session_timeout", "1min"),
            ("idle_session_timeout", "0"),
            ("default_transaction_read_only", "off"),
            ("default_transaction_isolation", "read committed"),
            ("DateStyle", "ISO, MDY"),
            ("IntervalStyle", "postgres"),
            ("TimeZone", "UTC"),
            ("client_encoding", "UTF8"),
            ("standard_conforming_strings", "on"),
            ("row_security", "on"),
            ("bytea_output", "hex"),
        ];
        Self { settings: pairs.into_iter().map(|(name, value)| (name, value.to_owned())).collect() }
    }

    /// Replaces or adds one pin.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.settings.retain(|(n, _)| *n != name);
        self.settings.push((name, value.into()));
        self
    }

    /// `set_config` for all of them in one statement, for servers that ignored the start-up packet.
    fn set_statement(&self) -> String {
        let set = |name: &str, value: &str| {
            format!("pg_catalog.set_config('{name}', '{}', false)", value.replace('\'', "''"))
        };
        let mut calls: Vec<String> = self.settings.iter().map(|(name, value)| set(name, value)).collect();
        let (name, value) = NEWER;
        let there = format!("pg_catalog.current_setting('{name}', true) IS NOT NULL");
        calls.push(format!("CASE WHEN {there} THEN {} END", set(name, value)));
        format!("SELECT {}", calls.join(", "))
    }

    /// One row with the values of all pins, and what is asked besides.
    fn check_statement(&self, question: Question<'_>) -> String {
        // Values are compared as the server would write them, by letting it normalise both:
        // only durations differ in spelling, so those are compared in milliseconds.
        let mut columns: Vec<String> =
            self.settings.iter().map(|(name, _)| format!("pg_catalog.current_setting('{name}')")).collect();
        let (name, value) = NEWER;
        columns.push(format!("COALESCE(pg_catalog.current_setting('{name}', true), '{value}')"));
        let Question { columns: others, wish } = question;
        format!("SELECT ARRAY[{}]{others}; {wish}", columns.join(", "))
    }

    fn broken(&self, actual: &[String]) -> Option<String> {
        let settings = self.settings.iter().map(|(name, value)| (*name, value.as_str()));
        settings
            .chain([NEWER])
            .zip(actual)
            .find(|((_, wanted), actual)| !same_value(wanted, actual))
            .map(|((name, wanted), actual)| format!("{name} is {actual:?} where {wanted:?} was set"))
    }
}

/// What is asked in the round trip that reads the pins back.
#[derive(Debug, Clone, Copy, Default)]
pub struct Question<'a> {
    /// Columns of the answer's row behind the first one, each after a comma.
    pub columns: &'a str,
    /// A statement of its own that a server may refuse.
    pub wish: &'a str,
}

/// What the server said to a question.
pub struct Answer {
    /// The row of its columns; the first one is ours.
    pub row: PgRow,
    /// The rows of its wish, or why it was refused; the session goes on then.
    pub wish: Result<Vec<PgRow>, DatabaseError>,
}

fn same_value(wanted: &str, actual: &str) -> bool {
    fn plain(text: &str) -> String {
        text.chars().filter(|c| !matches!(c, ' ' | '"')).collect::<String>().to_lowercase()
    }
    fn milliseconds(text: &str) -> Option<u64> {
        let digits = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
        let number: u64 = text[..digits].parse().ok()?;
        match &text[digits..] {
            "" | "ms" => Some(number),
            "s" => Some(number * 1000),
            "min" => Some(number * 60_000),
            _ => None,
        }
    }
    plain(wanted) == plain(actual)
        || matches!((milliseconds(wanted), milliseconds(actual)), (Some(a), Some(b)) if a == b)
}

/// Connects within `timeout` and returns a session whose pins were read back.
///
/// # Errors
/// [`DatabaseError`]; class `Unknown` when the server couldn't be reached or didn't answer in
/// time, `Refused` for bad credentials, `Permanent` when the pins don't hold.
pub async fn connect(
    target: &Target,
    application: &str,
    pins: &Pins,
    timeout: Duration,
) -> Result<PgConnection, DatabaseError> {
    Ok(connect_asking(target, application, pins, Question::default(), timeout).await?.0)
}

/// The same, and what the server says to the question.
///
/// # Errors
/// As [`connect`].
pub async fn connect_asking(
    target: &Target,
    application: &str,
    pins: &Pins,
    question: Question<'_>,
    timeout: Duration,
) -> Result<(PgConnection, Answer), DatabaseError> {
    let doing = || format!("connecting to {} as {}", target.endpoint(), target.user);
    let late = || {
        let text = format!("no answer within {}", humantime::format_duration(timeout));
        DatabaseError::plain(doing(), text, FailureClass::Unknown)
    };
    let within = async {
        match pinned(target, application, pins, question, &doing()).await {
            // The server knows the setting, and the login's own is too short even for reading it.
            Err(error) if error.is("25P04") => {
                let (name, value) = NEWER;
                pinned(target, application, &pins.clone().with(name, value), question, &doing()).await
            }
            other => other,
        }
    };
    match tokio::time::timeout(timeout, within).await {
        Ok(result) => result,
        Err(_) => Err(late()),
    }
}

async fn pinned(
    target: &Target,
    application: &str,
    pins: &Pins,
    question: Question<'_>,
    doing: &str,
) -> Result<(PgConnection, Answer), DatabaseError> {
    let pairs = pins.settings.iter().map(|(name, value)| (*name, value.as_str()));
    let first = connect_beside(target.options(application).options(pairs)).await;
    let mut connection = match first {
        Ok(connection) => connection,
        // PgBouncer refuses the start-up parameter `options` (08P01).
        Err(error) if is_unsupported_parameter(&error) => {
            connect_beside(target.options(application)).await.map_err(db(doing))?
        }
        Err(error) => return Err(DatabaseError::new(doing, &error)),
    };
    let (broken, mut answer) = read_back(&mut connection, pins, question).await?;
    if let Some(broken) = broken {
        tracing::debug!(%broken, "start-up settings were ignored, setting them now");
        answer = pin_and_ask(&mut connection, pins, question).await?;
    }
    Ok((connection, answer))
}

/// Connects as a task of its own: hashing a password yields a thousand times, and each time all that waits together with
/// the caller would be asked whether it can go on. It ends with the caller.
async fn connect_beside(options: PgConnectOptions) -> Result<PgConnection, sqlx::Error> {
    match connecting(options).join_next().await {
        Some(Ok(connected)) => connected,
        Some(Err(_)) | None => Err(sqlx::Error::WorkerCrashed),
    }
}

/// Not an asynchronous function, and not inlined: the machine code of those is made where they are awaited, thus by the
/// package of the caller, for size; hashing a password would take twice as long.
#[inline(never)]
fn connecting(options: PgConnectOptions) -> JoinSet<Result<PgConnection, sqlx::Error>> {
    let mut task = JoinSet::new();
    task.spawn(async move { insistently(options.connect()).await });
    task
}

/// How often what waits is asked again at once.
const TURNS: usize = 64;

/// Hashing a password yields every few rounds, and each time the runtime would ask the system for news: 800 times for a
/// connection. What really waits is asked in vain a few times more.
async fn insistently<F: Future>(future: F) -> F::Output {
    let mut future = pin!(future);
    poll_fn(|cx| (0..TURNS).map(|_| future.as_mut().poll(cx)).find(Poll::is_ready).unwrap_or(Poll::Pending)).await
}

/// Pins the settings of an open connection, and reads them back.
pub(super) async fn pinned_again(connection: &mut PgConnection, pins: &Pins) -> Result<(), DatabaseError> {
    pin_and_ask(connection, pins, Question::default()).await.map(drop)
}

async fn pin_and_ask(
    connection: &mut PgConnection,
    pins: &Pins,
    question: Question<'_>,
) -> Result<Answer, DatabaseError> {
    let doing = "pinning the session's settings";
    let set = sqlx::raw_sql(sqlx::AssertSqlSafe(pins.set_statement())).execute(&mut *connection).await;
    set.map_err(db(doing))?;
    match read_back(connection, pins, question).await? {
        (Some(broken), _) => Err(DatabaseError::plain(doing, broken, FailureClass::Permanent)),
        (None, answer) => Ok(answer),
    }
}

/// Returns the first pin that doesn't hold, and the answer.
async fn read_back(
    connection: &mut PgConnection,
    pins: &Pins,
    question: Question<'_>,
) -> Result<(Option<String>, Answer), DatabaseError> {
    let doing = "reading the session's settings";
    let mut answer = sqlx::raw_sql(sqlx::AssertSqlSafe(pins.check_statement(question))).fetch(connection);
    let row = answer.try_next().await.map_err(db(doing))?;
    let row = row.ok_or_else(|| DatabaseError::plain(doing, "no answer", FailureClass::Unknown))?;
    let wish: Result<Vec<PgRow>, DatabaseError> = answer.try_collect().await.map_err(db(doing));
    let wish = match wish {
        Err(error) if !is_refusal(&error) => return Err(error),
        wish => wish,
    };
    let actual: Vec<String> = row.try_get(0).map_err(db(doing))?;
    Ok((pins.broken(&actual), Answer { row, wish }))
}

/// The statement can't be done there, and the session goes on: the classes of PostgreSQL's manual, appendix A, for a value,
/// a name or a right, and a schema that isn't.
fn is_refusal(error: &DatabaseError) -> bool {
    error.sqlstate.as_deref().is_some_and(|code| ["22", "42", "3F"].iter().any(|class| code.starts_with(class)))
}

fn is_unsupported_parameter(error: &sqlx::Error) -> bool {
    matches!(error, sqlx::Error::Database(e)
        if e.code().as_deref() == Some("08P01") || e.message().contains("unsupported startup parameter"))
}

/// Closes politely; a connection that is gone already is no failure.
pub async fn close(connection: PgConnection) {
    if let Err(error) = connection.close().await {
        tracing::debug!(%error, "closing a connection");
    }
}

#[cfg(test)]
mod tests {
    use super::same_value;

    #[test]
    fn compares_settings_as_the_server_writes_them() {
        for (wanted, actual, same) in [
            ("10s", "10s", true),
            ("60s", "1min", true),
            ("0", "0", true),
            ("3000ms", "3s", true),
            ("0", "1ms", false),
            ("ISO, MDY", "ISO, MDY", true),
            ("", "\"\"", true),
            ("", "evil", false),
            ("on", "off", false),
        ] {
            assert_eq!(same_value(wanted, actual), same, "{wanted} / {actual}");
        }
    }
}
