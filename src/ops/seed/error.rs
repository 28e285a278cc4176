//! Why something wasn't loaded.

use crate::control_plane::PlaneError;
use crate::domain::status::Status;
use crate::import::feed::{FeedError, Reject, reject_text};
use crate::import::mapping::Unresolved;
use crate::ops::locate::LocateError;
use crate::ops::users::UserError;
use crate::postgres::{DatabaseError, FailureClass};
use crate::tenant_db::TenantDbError;
use std::path::PathBuf;

/// An input that can't be used at all.
#[derive(Debug, thiserror::Error)]
pub enum InputError {
    /// The file or standard input couldn't be read.
    #[error("{shown}: {source}")]
    Read {
        /// Its name.
        shown: String,
        /// Why.
        source: std::io::Error,
    },
    /// Nobody knows what is in it.
    #[error("{shown}: the name doesn't say what is in it")]
    UnknownFormat {
        /// Its name.
        shown: String,
    },
    /// A folder without a file to load.
    #[error("{0} holds no .csv, .tsv, .json or .ndjson file")]
    EmptyFolder(String),
    /// Bytes that are no text.
    #[error("{0} is neither text nor gzip: it begins with NUL bytes")]
    NotText(String),
    /// More than is kept of a pipe.
    #[error("standard input has more than {0} GiB; write it to a file and name that")]
    TooLarge(u64),
}

/// Why nothing was loaded into a tenant.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    /// What was read or mapped.
    #[error(transparent)]
    Feed(#[from] FeedError),
    /// An input's table.
    #[error("{shown}: {source}")]
    NoTable {
        /// The input.
        shown: String,
        /// What is wrong.
        source: Unresolved,
    },
    /// Flags that name columns, and no single table to have them.
    #[error("--map and --set need a single table; for several, write a mapping file")]
    FlagsNeedOneTable,
    /// The server refused a row, and it is known which.
    #[error("{}", refused_text(.shown, .reject, *.count, .more))]
    Refused {
        /// The input.
        shown: String,
        /// The first refused record.
        reject: Box<Reject>,
        /// How many were refused, as far as was looked.
        count: usize,
        /// What else the server said.
        more: Option<String>,
    },
    /// The server or the line.
    #[error(transparent)]
    Database(#[from] DatabaseError),
    /// Foreign keys in a circle.
    #[error("the foreign keys {names} go round in a circle, and --keep-indexes forbids to set one aside")]
    Cycle {
        /// The keys.
        names: String,
    },
    /// No key, or several, for `--on-conflict`.
    #[error("--on-conflict needs the key of {table} that counts; there are: {keys}")]
    NoKey {
        /// The table.
        table: String,
        /// Its keys.
        keys: String,
    },
    /// A lookup by something that isn't unique.
    #[error("{table}.{by} isn't unique, so no row can be looked up by it")]
    AmbiguousLookup {
        /// The table searched.
        table: String,
        /// The column.
        by: String,
    },
    /// The file of refused records.
    #[error("{} can't be written: {source}; nothing was loaded", .path.display())]
    Rejects {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// A temporary file.
    #[error("the temporary folder: {0}")]
    Spool(std::io::Error),
    /// A bug.
    #[error("reading the input stopped without a word")]
    ReaderLost,
}

/// What happened to one tenant.
#[derive(Debug, thiserror::Error)]
pub enum SeedError {
    /// Where it is.
    #[error(transparent)]
    Locate(#[from] LocateError),
    /// Its database.
    #[error(transparent)]
    TenantDb(#[from] TenantDbError),
    /// The load.
    #[error(transparent)]
    Load(#[from] LoadError),
    /// The control plane.
    #[error(transparent)]
    Plane(#[from] PlaneError),
    /// The rows are in, and not all demo users are.
    #[error("the rows are in, but not the demo users: {0}")]
    DemoUsers(#[source] Box<UserError>),
    /// Its status.
    #[error("the tenant is {0}; rows are loaded into active ones only")]
    Status(Status),
}

impl SeedError {
    /// Whether the database or the Auth server couldn't be reached.
    pub fn is_unreachable(&self) -> bool {
        let class = match self {
            Self::DemoUsers(error) => return error.class().is_some_and(passes),
            Self::TenantDb(TenantDbError::Database(error)) | Self::Load(LoadError::Database(error)) => error.class,
            _ => return false,
        };
        passes(class)
    }

    /// Whether rows were loaded all the same.
    pub fn after_the_rows(&self) -> bool {
        matches!(self, Self::DemoUsers(_))
    }
}

fn passes(class: FailureClass) -> bool {
    matches!(class, FailureClass::Unknown | FailureClass::Transient)
}

impl LoadError {
    /// Another load runs in the same database, or somebody holds a lock on a table.
    pub fn is_busy(&self) -> bool {
        matches!(self, Self::Database(error) if error.is("55P03"))
    }

    /// What may be meant.
    pub fn suggestion(&self) -> Option<&str> {
        match self {
            Self::NoTable { source, .. } | Self::Feed(FeedError::Mapping { source, .. }) => {
                source.suggestion.as_deref()
            }
            _ => None,
        }
    }
}

fn refused_text(shown: &str, reject: &Reject, count: usize, more: &Option<String>) -> String {
    let mut text = reject_text(shown, reject);
    if let Some(more) = more {
        text.push_str(&format!("; {more}"));
    }
    if count > 1 {
        text.push_str(&format!("; {} more", count - 1));
    }
    text
}
