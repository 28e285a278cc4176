//! Loads: what was wrong with the input, the flags, or the database.

use super::{CommandError, ErrorKind};
use crate::import::feed::FeedError;
use crate::import::position::SourceError;
use crate::ops::seed::{InputError, LoadError, SeedError};

impl From<InputError> for CommandError {
    fn from(error: InputError) -> Self {
        let made = Self::new(ErrorKind::BadInput, error.to_string());
        match error {
            InputError::UnknownFormat { .. } => made.hint("say it: --format csv, tsv, json or ndjson"),
            InputError::Read { .. } | InputError::EmptyFolder(_) | InputError::NotText(_) | InputError::TooLarge(_) => {
                made
            }
        }
    }
}

impl From<LoadError> for CommandError {
    fn from(error: LoadError) -> Self {
        let text = error.to_string();
        let busy = error.is_busy();
        let suggestion = error.suggestion().map(str::to_owned);
        let made = match error {
            LoadError::Database(below) if busy => Self::new(ErrorKind::Conflict, below.doing.clone())
                .with_code("held")
                .cause(below.message)
                .hint("wait for it, then run the command again"),
            LoadError::Database(below) => database(below),
            LoadError::Feed(FeedError::Source { source: SourceError::Changed, .. }) => {
                Self::new(ErrorKind::BadInput, text)
                    .hint("nothing was loaded; run it again when nobody writes to the file")
            }
            LoadError::Feed(FeedError::Stopped) | LoadError::ReaderLost => Self::new(ErrorKind::Internal, text),
            LoadError::Feed(FeedError::Rejected { .. }) | LoadError::Refused { .. } => {
                Self::new(ErrorKind::BadInput, text)
                    .with_code("row_refused")
                    .hint("nothing was loaded; mend the input, or go on after some: --max-rejects N --rejects FILE")
            }
            LoadError::Feed(_) | LoadError::NoTable { .. } | LoadError::AmbiguousLookup { .. } => {
                Self::new(ErrorKind::BadInput, text)
            }
            LoadError::FlagsNeedOneTable | LoadError::Cycle { .. } | LoadError::NoKey { .. } => {
                Self::new(ErrorKind::Usage, text)
            }
            LoadError::Rejects { .. } => Self::new(ErrorKind::Config, text),
            LoadError::Spool(_) => {
                Self::new(ErrorKind::Unavailable, text).hint("free space there, or name another folder by TMPDIR")
            }
        };
        suggestion.into_iter().fold(made, Self::hint)
    }
}

/// What the server says of rows is the input's fault, though nobody knows of which row.
fn database(error: crate::postgres::DatabaseError) -> CommandError {
    if !error.is_about_a_row() {
        return error.into();
    }
    let code = error.sqlstate.clone().unwrap_or_default();
    let mut made = CommandError::new(ErrorKind::BadInput, format!("{}: {}", error.doing, error.message));
    made = made.with_code("row_refused").cause(format!("SQLSTATE {code}"));
    for cause in [error.detail, error.report.context].into_iter().flatten() {
        made = made.cause(cause);
    }
    made.hint("nothing was loaded")
}

impl From<SeedError> for CommandError {
    fn from(error: SeedError) -> Self {
        let text = error.to_string();
        match error {
            SeedError::Locate(error) => error.into(),
            SeedError::TenantDb(error) => error.into(),
            SeedError::Load(error) => error.into(),
            SeedError::Plane(error) => error.into(),
            SeedError::DemoUsers(error) => Self::from(*error)
                .about("the rows are in, but not all demo users are")
                .hint("run the same command again: it leaves the rows as they are and makes the users"),
            SeedError::Status(_) => Self::new(ErrorKind::Conflict, text),
        }
    }
}
