//! What a feed refuses, and where.

use crate::mapping::Unresolved;
use crate::position::{Position, SourceError};
use tenantctl_domain::catalog::TableName;

/// A record that was refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reject {
    /// The number of the input, from 0.
    pub input: usize,
    /// The number of the record in it, from 0.
    pub record: u64,
    /// Where the value stands, or the record.
    pub at: Position,
    /// The table it was meant for.
    pub table: Option<TableName>,
    /// The column.
    pub column: Option<String>,
    /// The value as the source has it, cut.
    pub value: Option<String>,
    /// Why.
    pub reason: String,
    /// The SQLSTATE that PostgreSQL gave or would have given.
    pub sqlstate: String,
}

/// How much of a value is shown.
const SHOWN: usize = 80;

/// Cuts a value to what is shown of it.
pub fn cut(value: &str) -> String {
    match value.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", value.get(..end).unwrap_or_default()),
        None => value.to_owned(),
    }
}

/// Why a feed ended early.
#[derive(Debug, thiserror::Error)]
pub enum FeedError {
    /// The source can't be read any further.
    #[error("{shown}: {source}")]
    Source {
        /// The input's number.
        input: usize,
        /// Its name.
        shown: String,
        /// What is wrong.
        source: SourceError,
    },
    /// A field fits nothing, or a rule doesn't.
    #[error("{shown}: {source}")]
    Mapping {
        /// The input's name, with line and column where a field is to blame.
        shown: String,
        /// What is wrong.
        source: Unresolved,
    },
    /// More records were refused than allowed: the first of them.
    #[error("{}", reject_text(.shown, .reject))]
    Rejected {
        /// The input's name.
        shown: String,
        /// The record.
        reject: Box<Reject>,
    },
    /// Whoever takes the rows wants no more.
    #[error("stopped")]
    Stopped,
}

/// Writes a refused record for a person: file, line, column, value, reason, SQLSTATE.
pub fn reject_text(shown: &str, reject: &Reject) -> String {
    let mut text = format!("{shown}, line {}, column {}", reject.at.line, reject.at.column);
    match (&reject.column, &reject.table) {
        (Some(column), Some(table)) => text.push_str(&format!(" ({table}.{column})")),
        (None, Some(table)) => text.push_str(&format!(" ({table})")),
        _ => {}
    }
    text.push_str(": ");
    if let Some(value) = &reject.value {
        text.push_str(&format!("{value:?} "));
    }
    text.push_str(&reject.reason);
    text.push_str(&format!(" (SQLSTATE {})", reject.sqlstate));
    text
}

#[cfg(test)]
mod tests {
    use super::cut;

    #[test]
    fn cuts_at_characters() {
        assert_eq!(cut("short"), "short");
        let long = "ä".repeat(100);
        assert_eq!(cut(&long).chars().count(), 81);
    }
}
