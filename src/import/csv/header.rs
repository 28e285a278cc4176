//! Checks the names of the columns.

use std::collections::HashSet;

use super::record::Record;
use crate::position::{Position, SourceError};

/// Returns the names, exactly as they are written.
pub(super) fn names(record: &Record<'_>) -> Result<Vec<String>, SourceError> {
    let mut seen = HashSet::new();
    for field in 0..record.len() {
        let name = record.text(field);
        if name.is_empty() {
            return Err(fault(record, field, format!("column {} of the header has no name", field + 1)));
        }
        if !seen.insert(name) {
            return Err(fault(record, field, format!("the header has the name {name:?} twice")));
        }
    }
    Ok((0..record.len()).map(|field| record.text(field).to_owned()).collect())
}

/// Says that there is no header.
pub(super) fn missing(line: u64) -> SourceError {
    let reason = "the file is empty: it has no header".to_owned();
    SourceError::Syntax { at: Position { line, column: 1 }, field: None, reason, recoverable: false }
}

fn fault(record: &Record<'_>, field: usize, reason: String) -> SourceError {
    SourceError::Syntax { at: record.position(field), field: Some(field), reason, recoverable: false }
}
