//! Migration files as SQL: their statements, what they may not hold, and where a transaction would be refused.
//!
//! The text is read as PostgreSQL's own scanner reads it with `standard_conforming_strings` on (PostgreSQL manual 4.1),
//! not as a grammar: a text that the server would refuse may pass here, and the server then says what is wrong with it.

mod forbidden;
mod lexer;
mod outside;
mod phrase;
mod place;
#[cfg(test)]
mod random_tests;
mod split;

pub use forbidden::{Forbidden, forbidden};
pub use outside::{OutsideCommand, needs_no_transaction};
pub use phrase::concurrent_index_name;
pub use place::{Place, line_column};
pub use split::{Statement, split};

use std::fmt;

/// The text that a file begins with to run outside a transaction.
pub const NO_TRANSACTION_MARK: &str = "-- no-transaction";

/// What U+FEFF at the start of a file is to every function here: nothing.
const BYTE_ORDER_MARK: char = '\u{feff}';

/// Returns whether the file asks to run outside a transaction: its text begins with exactly
/// [`NO_TRANSACTION_MARK`] (sqlx's rule), after a byte order mark if there is one.
pub fn has_no_transaction_mark(script: &str) -> bool {
    script.strip_prefix(BYTE_ORDER_MARK).unwrap_or(script).starts_with(NO_TRANSACTION_MARK)
}

/// Why a script can't be split into statements.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ScriptError {
    /// A string constant (`'…'`, `E'…'`, `U&'…'`, `B'…'`, `X'…'`) without its end.
    String(Place),
    /// A quoted identifier without its end.
    Identifier(Place),
    /// A block comment without its end; the place is that of the outermost one.
    Comment(Place),
    /// A dollar quote without its end.
    DollarQuote {
        /// The delimiter, such as `$body$`.
        delimiter: String,
        /// Where it begins.
        at: Place,
    },
    /// `BEGIN ATOMIC` of a function without its `END`.
    RoutineBody(Place),
    /// A NUL, which PostgreSQL's protocol can't carry.
    Nul(Place),
}

impl fmt::Display for ScriptError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::String(at) => write!(f, "unterminated string that begins at {at}"),
            Self::Identifier(at) => write!(f, "unterminated quoted identifier that begins at {at}"),
            Self::Comment(at) => write!(f, "unterminated comment that begins at {at}"),
            Self::DollarQuote { delimiter, at } => {
                write!(f, "unterminated dollar quote {delimiter} that begins at {at}")
            }
            Self::RoutineBody(at) => write!(f, "BEGIN ATOMIC without its END that begins at {at}"),
            Self::Nul(at) => write!(f, "a NUL at {at}"),
        }
    }
}

impl std::error::Error for ScriptError {}

#[cfg(test)]
mod tests {
    use super::{has_no_transaction_mark, split};

    #[test]
    fn reads_the_mark() {
        for (script, marked) in [
            ("-- no-transaction", true),
            ("-- no-transaction\nvacuum;", true),
            ("\u{feff}-- no-transaction\r\nvacuum;", true),
            ("-- no-transaction, since it builds an index", true),
            ("--no-transaction", false),
            (" -- no-transaction", false),
            ("\n-- no-transaction", false),
            ("-- No-Transaction", false),
            ("select 1; -- no-transaction", false),
            ("", false),
        ] {
            assert_eq!(has_no_transaction_mark(script), marked, "{script:?}");
        }
    }

    #[test]
    fn says_where_something_unterminated_begins() {
        for (script, message) in [
            ("select 'a", "unterminated string that begins at line 1, column 8"),
            ("select 'a''", "unterminated string that begins at line 1, column 8"),
            ("select 'ä', E'a\\'", "unterminated string that begins at line 1, column 13"),
            ("select E'a\\", "unterminated string that begins at line 1, column 8"),
            ("select E'a'\n'b\\'", "unterminated string that begins at line 1, column 8"),
            ("select 1;\r\n u&'", "unterminated string that begins at line 2, column 2"),
            ("\u{feff}\"a;\"\"", "unterminated quoted identifier that begins at line 1, column 1"),
            ("select U&\"a", "unterminated quoted identifier that begins at line 1, column 8"),
            ("--\n/* /* */", "unterminated comment that begins at line 2, column 1"),
            ("/*", "unterminated comment that begins at line 1, column 1"),
            ("select 1;\n\ndo $body$ $$ $Body$", "unterminated dollar quote $body$ that begins at line 3, column 4"),
            ("$$", "unterminated dollar quote $$ that begins at line 1, column 1"),
            (
                "create function f() begin atomic\n select 1;",
                "BEGIN ATOMIC without its END that begins at line 1, column 21",
            ),
            ("select\n '\0'", "a NUL at line 2, column 3"),
        ] {
            assert_eq!(split(script).expect_err(script).to_string(), message, "{script:?}");
        }
    }
}
