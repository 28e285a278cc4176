//! Types that only PostgreSQL itself can read.

use super::{Format, fault, text};
use crate::cell::{Cell, ValueFault};

/// Appends a value as it is written: the server checks it.
pub(super) fn append(cell: Cell<'_>, format: Format, out: &mut Vec<u8>) -> Result<(), ValueFault> {
    if format == Format::Binary {
        return Err(fault::new(fault::UNSUPPORTED, "is of a type that has no binary form here"));
    }
    let written = match cell {
        Cell::Text(text) | Cell::String(text) | Cell::Number(text) | Cell::Json(text) => text,
        Cell::Bool(true) => "true",
        Cell::Bool(false) => "false",
        Cell::Null => return Err(fault::not(cell, "a value")),
    };
    text::refuse_nul(written)?;
    out.extend_from_slice(written.as_bytes());
    Ok(())
}
