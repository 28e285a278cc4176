//! Opening one connection whose settings are known to hold.

use super::failure::{DatabaseError, FailureClass, db};
use super::pins::{NEWER, Pins};
use super::target::Target;
use futures_util::{Stream, TryStreamExt};
use sqlx::postgres::{PgConnectOptions, PgQueryResult, PgRow};
use sqlx::{ConnectOptions, Connection, Either, PgConnection, Row};
use std::future::poll_fn;
use std::pin::pin;
use std::task::Poll;
use std::time::Duration;
use tokio::task::JoinSet;

/// What is asked in the round trip that reads the pins back.
#[derive(Debug, Clone, Copy, Default)]
pub struct Question<'a> {
    /// Columns of the answer's row behind the first one, each after a comma.
    pub columns: &'a str,
    /// Statements of their own that a server may refuse.
    pub wish: &'a str,
}

/// What the server said to a question.
pub struct Answer {
    /// The row of its columns; the first one is ours.
    pub row: PgRow,
    /// The rows of each statement of its wish, or why one was refused; the session goes on then.
    pub wish: Result<Vec<Vec<PgRow>>, DatabaseError>,
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
    let first = connect_beside(target.options(application).options(pins.pairs())).await;
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
    let none = || DatabaseError::plain(doing, "no answer", FailureClass::Unknown);
    let mut answer = sqlx::raw_sql(sqlx::AssertSqlSafe(pins.check_statement(question))).fetch_many(connection);
    let row = answer.try_next().await.map_err(db(doing))?.and_then(Either::right).ok_or_else(none)?;
    let _the_end_of_the_first = answer.try_next().await.map_err(db(doing))?;
    let wish = match by_statement(answer).await.map_err(db(doing)) {
        Err(error) if !is_refusal(&error) => return Err(error),
        wish => wish,
    };
    let actual: Vec<String> = row.try_get(0).map_err(db(doing))?;
    Ok((pins.broken(&actual), Answer { row, wish }))
}

/// Runs statements in one round trip, and returns the rows of each.
///
/// # Errors
/// [`DatabaseError`] of the first that fails.
pub async fn ask(connection: &mut PgConnection, sql: &str) -> Result<Vec<Vec<PgRow>>, DatabaseError> {
    let answer = sqlx::raw_sql(sqlx::AssertSqlSafe(sql.to_owned())).fetch_many(connection);
    by_statement(answer).await.map_err(db("asking"))
}

async fn by_statement(
    mut answer: impl Stream<Item = Result<Either<PgQueryResult, PgRow>, sqlx::Error>> + Unpin,
) -> Result<Vec<Vec<PgRow>>, sqlx::Error> {
    let (mut done, mut rows) = (Vec::new(), Vec::new());
    while let Some(next) = answer.try_next().await? {
        match next {
            Either::Right(row) => rows.push(row),
            Either::Left(_ended) => done.push(std::mem::take(&mut rows)),
        }
    }
    Ok(done)
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
