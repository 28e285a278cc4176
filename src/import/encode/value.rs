//! Picks the encoding of a column's kind.

use super::{
    Format, Rules, array, boolean, bytea, enumeration, float, instant, integer, json_value, numeric, other, text,
    time_of_day, uuid,
};
use crate::cell::{Cell, ValueFault};
use tenantctl_domain::catalog::{ColumnType, Kind};

/// Appends a value that isn't NULL, without its length and without escapes: in text, what the type's input function
/// reads.
pub(super) fn append(
    cell: Cell<'_>,
    column: &ColumnType,
    format: Format,
    rules: &Rules,
    out: &mut Vec<u8>,
) -> Result<(), ValueFault> {
    match &column.kind {
        Kind::Bool => boolean::append(cell, format, out),
        Kind::Int2 => integer::append(cell, integer::Width::Two, format, out),
        Kind::Int4 => integer::append(cell, integer::Width::Four, format, out),
        Kind::Int8 => integer::append(cell, integer::Width::Eight, format, out),
        Kind::Float4 => float::append_single(cell, format, out),
        Kind::Float8 => float::append_double(cell, format, out),
        Kind::Numeric(limits) => numeric::append(cell, *limits, column, format, rules, out),
        Kind::Text(limit) => text::append(cell, *limit, column, out),
        Kind::PaddedText(limit) => text::append(cell, Some(*limit), column, out),
        Kind::Bytea => bytea::append(cell, format, out),
        Kind::Uuid => uuid::append(cell, format, out),
        Kind::Date | Kind::Timestamp(_) | Kind::TimestampTz(_) => instant::append(cell, column, format, rules, out),
        Kind::Time(digits) => time_of_day::append(cell, *digits, column, format, rules, out),
        Kind::Json => json_value::append(cell, false, format, out),
        Kind::Jsonb => json_value::append(cell, true, format, out),
        Kind::Enum(labels) => enumeration::append(cell, labels, out),
        Kind::Array(element) => array::append(cell, element, format, rules, out),
        Kind::Other => other::append(cell, format, out),
    }
}
