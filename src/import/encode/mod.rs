//! Turns cells into the fields of `COPY … FROM STDIN`, in its binary and in its text format.
//!
//! A value is checked here by the rules of the import and never by guess: what PostgreSQL would have stored
//! differently from what the source says is refused, so that the server has nothing left to correct.

mod array;
mod array_literal;
mod array_shape;
mod boolean;
mod bytea;
mod calendar;
mod column_limit;
mod date_format;
mod decimal;
mod enumeration;
mod epoch;
mod escape;
mod fault;
mod float;
mod frame;
mod instant;
mod integer;
mod iso;
mod json_value;
mod jsonb_limits;
mod moment;
mod numeric;
mod other;
mod scalar;
mod text;
mod time_of_day;
mod uuid;
mod value;

#[cfg(test)]
mod tests;

use super::cell::{Cell, ValueFault};
use tenantctl_domain::catalog::{ColumnType, Kind};

pub use date_format::DateFormat;
pub use frame::{field_separator, header, row_begin, row_end, trailer};
pub use scalar::{Scalar, encode_scalar};

/// The format of a COPY; a whole COPY has one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// `FORMAT binary`: the server parses nothing.
    Binary,
    /// `FORMAT text`: for tables with a column that only the server can read.
    Text,
}

/// What a load's options allow beyond the plain rules.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rules {
    /// Round a number or a fraction of a second to the decimals of its column instead of refusing it.
    pub round: bool,
    /// How dates are written, tried in order; when empty, ISO 8601 only.
    pub date_formats: Vec<DateFormat>,
}

/// Whether values of this kind have a binary form here.
///
/// One column without it makes its whole table go by [`Format::Text`].
#[must_use]
pub fn binary(kind: &Kind) -> bool {
    match kind {
        Kind::Other => false,
        // An array of arrays exists only through a domain: nothing tells its dimensions from its elements.
        Kind::Array(element) => !matches!(element.kind, Kind::Array(_)) && binary(&element.kind),
        _ => true,
    }
}

/// Appends one field to `out`: in binary a length of four bytes and the value (-1 alone for NULL), in text the
/// escaped value (`\N` for NULL) without the tab that parts it from the next.
///
/// Whether the column takes NULL is the caller's to check.
///
/// # Errors
///
/// Why the value doesn't fit the column; `out` is then as long as it was.
pub fn encode(
    cell: Cell<'_>,
    column_type: &ColumnType,
    format: Format,
    rules: &Rules,
    out: &mut Vec<u8>,
) -> Result<(), ValueFault> {
    match cell {
        Cell::Null => {
            frame::null(format, out);
            Ok(())
        }
        cell => frame::field(format, out, |out| value::append(cell, column_type, format, rules, out)),
    }
}
