//! `time`.

use super::instant::append_clock;
use super::{Format, Rules, fault, iso};
use crate::cell::{Cell, ValueFault};
use tenantctl_domain::catalog::ColumnType;

/// The microseconds of a day.
const DAY_MICROS: i64 = 86_400_000_000;

/// Appends `HH:MM[:SS[.f…]]`; formats of dates don't concern it.
pub(super) fn append(
    cell: Cell<'_>,
    digits: u8,
    column: &ColumnType,
    format: Format,
    rules: &Rules,
    out: &mut Vec<u8>,
) -> Result<(), ValueFault> {
    let (Cell::Text(text) | Cell::String(text)) = cell else { return Err(fault::not(cell, "a time of day")) };
    let micros = iso::read_time(text)?.micros(digits, column, rules)?;
    // PostgreSQL would store 24:00:00, which the import doesn't read either.
    if micros >= DAY_MICROS {
        return Err(fault::new(fault::DATE_OUT_OF_RANGE, "is rounded to the end of the day"));
    }
    match format {
        Format::Binary => out.extend_from_slice(&micros.to_be_bytes()),
        Format::Text => append_clock(micros, out),
    }
    Ok(())
}
