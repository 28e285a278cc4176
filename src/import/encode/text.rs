//! `text`, `varchar(n)` and `char(n)`.

use super::fault;
use crate::cell::{Cell, ValueFault};
use tenantctl_domain::catalog::ColumnType;

/// Appends a text of at most `limit` characters. Nothing is cut, not even blanks, which SQL would.
pub(super) fn append(
    cell: Cell<'_>,
    limit: Option<u32>,
    column: &ColumnType,
    out: &mut Vec<u8>,
) -> Result<(), ValueFault> {
    let text = match cell {
        Cell::Text(text) | Cell::String(text) | Cell::Number(text) => text,
        Cell::Bool(true) => "true",
        Cell::Bool(false) => "false",
        Cell::Null | Cell::Json(_) => {
            let is = if matches!(cell, Cell::Json(text) if text.starts_with('[')) { "array" } else { "object" };
            return Err(fault::new(fault::MISMATCH, format!("is a JSON {is}, not a text: map it to a json column")));
        }
    };
    refuse_nul(text)?;
    if let Some(limit) = limit {
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        // A character has at least one byte: most texts need no counting.
        if text.len() > limit {
            let characters = text.chars().count();
            if characters > limit {
                let reason = format!("has {characters} characters, the column {} holds {limit}", column.name);
                return Err(fault::new(fault::TOO_LONG, reason));
            }
        }
    }
    out.extend_from_slice(text.as_bytes());
    Ok(())
}

/// Refuses the one character that PostgreSQL's texts can't hold.
pub(super) fn refuse_nul(text: &str) -> Result<(), ValueFault> {
    match memchr::memchr(0, text.as_bytes()) {
        None => Ok(()),
        Some(_) => Err(fault::new(fault::NUL, "has a NUL character (U+0000), which PostgreSQL can't hold")),
    }
}
