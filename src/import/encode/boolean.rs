//! `boolean`.

use super::{Format, fault};
use crate::cell::{Cell, ValueFault};

/// Appends a boolean: JSON's own, the two words in a JSON string, and the usual spellings in CSV.
pub(super) fn append(cell: Cell<'_>, format: Format, out: &mut Vec<u8>) -> Result<(), ValueFault> {
    let value = match cell {
        Cell::Bool(value) => value,
        Cell::String("true") => true,
        Cell::String("false") => false,
        Cell::String(_) => return Err(fault::new(fault::MALFORMED, "isn't a boolean (true, false)")),
        Cell::Text(text) => read(text)?,
        other => return Err(fault::not(other, "a boolean")),
    };
    out.push(match (format, value) {
        (Format::Binary, value) => u8::from(value),
        (Format::Text, true) => b't',
        (Format::Text, false) => b'f',
    });
    Ok(())
}

/// Reads a CSV cell.
fn read(text: &str) -> Result<bool, ValueFault> {
    let is = |words: [&str; 4]| words.iter().any(|word| text.eq_ignore_ascii_case(word));
    if is(["true", "t", "1", "yes"]) {
        Ok(true)
    } else if is(["false", "f", "0", "no"]) {
        Ok(false)
    } else {
        Err(fault::new(fault::MALFORMED, "isn't a boolean (true, false, t, f, 1, 0, yes, no)"))
    }
}
