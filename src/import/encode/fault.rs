//! Makes faults: a phrase that follows the value, and PostgreSQL's code for it.

use crate::cell::{Cell, ValueFault};

/// `invalid_text_representation`: it isn't a value of the type.
pub(super) const MALFORMED: &str = "22P02";
/// `numeric_value_out_of_range`.
pub(super) const OUT_OF_RANGE: &str = "22003";
/// `invalid_datetime_format`.
pub(super) const DATE_MALFORMED: &str = "22007";
/// `datetime_field_overflow`.
pub(super) const DATE_OUT_OF_RANGE: &str = "22008";
/// `invalid_time_zone_displacement_value`.
pub(super) const ZONE_OUT_OF_RANGE: &str = "22009";
/// `string_data_right_truncation`.
pub(super) const TOO_LONG: &str = "22001";
/// `character_not_in_repertoire`.
pub(super) const NUL: &str = "22021";
/// `untranslatable_character`: what `jsonb` says to `\u0000`.
pub(super) const JSON_NUL: &str = "22P05";
/// `datatype_mismatch`.
pub(super) const MISMATCH: &str = "42804";
/// `program_limit_exceeded`.
pub(super) const LIMIT: &str = "54000";
/// `feature_not_supported`.
pub(super) const UNSUPPORTED: &str = "0A000";

/// A fault.
#[cold]
pub(super) fn new(sqlstate: &'static str, reason: impl Into<String>) -> ValueFault {
    ValueFault { reason: reason.into(), sqlstate }
}

/// A cell's text where a type is read from text and from numbers; `what` is the type's noun: `a number`.
#[inline]
pub(super) fn readable<'a>(cell: Cell<'a>, what: &str) -> Result<&'a str, ValueFault> {
    match cell {
        Cell::Text(text) | Cell::String(text) | Cell::Number(text) => Ok(text),
        other => Err(not(other, what)),
    }
}

/// The fault of a cell whose JSON type is wrong.
#[cold]
pub(super) fn not(cell: Cell<'_>, what: &str) -> ValueFault {
    let is = match cell {
        Cell::Null => "null",
        Cell::Text(_) | Cell::String(_) => "a string",
        Cell::Number(_) => "a number",
        Cell::Bool(_) => "a boolean",
        Cell::Json(text) if text.starts_with('[') => "a JSON array",
        Cell::Json(_) => "a JSON object",
    };
    new(MALFORMED, format!("is {is}, not {what}"))
}
