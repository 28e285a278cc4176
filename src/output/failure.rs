//! Why output could not be written, and what a command makes of it.

use crate::domain::suggest::closest;
use crate::error::{CommandError, ErrorKind};
use std::io;

/// The code of the error that ends a command quietly.
const CLOSED: &str = "output_closed";

/// Output that could not be written.
///
/// `Closed` only comes out of [`ListWriter`](super::ListWriter) and [`Ui::raw_part`](super::Ui::raw_part), so that a
/// long listing stops reading rows; every other method takes a closed stdout for a success, since the work of a
/// changing command goes on when its reader has gone.
#[derive(Debug, thiserror::Error)]
pub enum OutputError {
    /// The reader of stdout has gone (`| head`): stop, say nothing, exit 0.
    #[error("nobody reads the output any more")]
    Closed,
    /// stdout can't be written, for example because the disk is full.
    #[error("can't write to standard output")]
    Io(#[source] io::Error),
    /// `--columns` or `--sort` names a column that the list doesn't have.
    #[error("there is no column {asked:?}")]
    NoSuchColumn {
        /// What was asked for.
        asked: String,
        /// What there is.
        columns: Vec<String>,
    },
    /// `--columns` with a format that has no columns.
    #[error("--columns is for tables and CSV; json and ndjson have every field")]
    NoColumns,
    /// A bug: a command showed two documents, and `-o json` is one.
    #[error("a second document was shown under -o json")]
    SecondDocument,
}

impl From<io::Error> for OutputError {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Self::Closed,
            _ => Self::Io(error),
        }
    }
}

impl OutputError {
    /// Makes a command's error of it; [`Ui::conclude`](super::Ui::conclude) knows the quiet one.
    #[must_use]
    pub fn into_command_error(self) -> CommandError {
        let made = CommandError::from_error(ErrorKind::Internal, &self);
        match self {
            Self::Closed => made.with_code(CLOSED),
            Self::Io(_) => made.with_code("output_failed"),
            Self::SecondDocument => made,
            Self::NoColumns => made.with_kind(ErrorKind::Usage).with_code(ErrorKind::Usage.default_code()),
            Self::NoSuchColumn { asked, columns } => {
                let made = made.with_kind(ErrorKind::Usage).with_code(ErrorKind::Usage.default_code());
                match closest(&asked, columns.iter().map(String::as_str)) {
                    Some(near) => made.hint(format!("did you mean {near}?")),
                    None => made.hint(format!("one of: {}", columns.join(", "))),
                }
            }
        }
    }

    /// Takes a closed stdout for a success.
    pub(super) fn unless_closed(result: Result<(), Self>) -> Result<(), Self> {
        match result {
            Err(Self::Closed) => Ok(()),
            other => other,
        }
    }
}

/// Tells whether `error` only says that the reader of stdout has gone: the exit code is 0.
#[must_use]
pub fn is_quiet_exit(error: &CommandError) -> bool {
    error.code() == CLOSED
}

#[cfg(test)]
mod tests {
    use super::{OutputError, is_quiet_exit};
    use crate::error::{CommandError, ErrorKind};
    use std::io;

    #[test]
    fn only_a_broken_pipe_is_quiet() {
        let cases =
            [(io::ErrorKind::BrokenPipe, true), (io::ErrorKind::StorageFull, false), (io::ErrorKind::Other, false)];
        for (kind, quiet) in cases {
            let error = OutputError::from(io::Error::from(kind)).into_command_error();
            assert_eq!(is_quiet_exit(&error), quiet, "{kind:?}");
        }
        assert!(!is_quiet_exit(&CommandError::new(ErrorKind::Internal, "x")));
    }

    #[test]
    fn a_full_disk_names_its_cause() {
        let error = OutputError::from(io::Error::from(io::ErrorKind::StorageFull));
        let error = error.into_command_error();
        assert_eq!((error.code(), error.kind().exit_code()), ("output_failed", 1));
        assert_eq!(error.causes(), ["no storage space"]);
    }
}
