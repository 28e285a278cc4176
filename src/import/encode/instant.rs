//! `date`, `timestamp` and `timestamp with time zone`.

use super::calendar::{self, DAY_SECONDS};
use super::decimal::Decimal;
use super::moment::{Clock, Moment, Reading, Zone};
use super::{Format, Rules, epoch, fault, iso};
use crate::cell::{Cell, ValueFault};
use tenantctl_domain::catalog::{ColumnType, Kind};

/// The microseconds of a day.
const DAY_MICROS: i64 = DAY_SECONDS * 1_000_000;

/// Appends a moment.
pub(super) fn append(
    cell: Cell<'_>,
    column: &ColumnType,
    format: Format,
    rules: &Rules,
    out: &mut Vec<u8>,
) -> Result<(), ValueFault> {
    match read(cell, rules)? {
        Reading::Moment(moment) => return append_moment(moment, column, format, rules, out),
        Reading::Infinity if format == Format::Text => out.extend_from_slice(b"infinity"),
        Reading::MinusInfinity if format == Format::Text => out.extend_from_slice(b"-infinity"),
        Reading::Infinity if column.kind == Kind::Date => out.extend_from_slice(&i32::MAX.to_be_bytes()),
        Reading::MinusInfinity if column.kind == Kind::Date => out.extend_from_slice(&i32::MIN.to_be_bytes()),
        Reading::Infinity => out.extend_from_slice(&i64::MAX.to_be_bytes()),
        Reading::MinusInfinity => out.extend_from_slice(&i64::MIN.to_be_bytes()),
    }
    Ok(())
}

/// Appends a moment that is read, if the column is one of dates or timestamps.
pub(super) fn append_moment(
    moment: Moment,
    column: &ColumnType,
    format: Format,
    rules: &Rules,
    out: &mut Vec<u8>,
) -> Result<(), ValueFault> {
    match column.kind {
        Kind::Date => append_date(moment, column, format, out),
        Kind::Timestamp(digits) => {
            if let Zone::Offset(_) = moment.zone {
                return Err(has_zone());
            }
            append_micros(micros(moment, 0, digits, column, rules)?, false, format, out);
            Ok(())
        }
        Kind::TimestampTz(digits) => {
            let offset = if let Zone::Offset(seconds) = moment.zone { i64::from(seconds) } else { 0 };
            append_micros(micros(moment, offset, digits, column, rules)?, true, format, out);
            Ok(())
        }
        _ => Err(fault::new(fault::MISMATCH, format!("is a moment, the column is {}", column.name))),
    }
}

/// Reads a moment in the formats that the rules name.
fn read(cell: Cell<'_>, rules: &Rules) -> Result<Reading, ValueFault> {
    let text = fault::readable(cell, "a date")?;
    let number = matches!(cell, Cell::Number(_));
    if rules.date_formats.is_empty() && !number {
        return iso::read(text).map_err(|fault| if Decimal::parse(text).is_some() { needs_epoch() } else { fault });
    }
    let mut first: Option<ValueFault> = None;
    for format in &rules.date_formats {
        // A JSON number is never a pattern's text, `20240131` neither.
        if number && !format.is_epoch() {
            continue;
        }
        match format.read(text) {
            Ok(reading) => return Ok(reading),
            // A format that knows the value and refuses it says more than one that doesn't know it.
            Err(fault) => match &first {
                Some(known) if known.sqlstate != fault::DATE_MALFORMED || fault.sqlstate == fault::DATE_MALFORMED => {}
                _ => first = Some(fault),
            },
        }
    }
    Err(match first {
        None => needs_epoch(),
        Some(known) if known.sqlstate == fault::DATE_MALFORMED && rules.date_formats.len() > 1 => {
            fault::new(fault::DATE_MALFORMED, "isn't written in any of the date formats given")
        }
        Some(known) => known,
    })
}

/// Appends a date.
fn append_date(moment: Moment, column: &ColumnType, format: Format, out: &mut Vec<u8>) -> Result<(), ValueFault> {
    if let Zone::Offset(_) = moment.zone {
        return Err(has_zone());
    }
    if moment.clock != Clock::MIDNIGHT {
        return Err(fault::new(
            fault::DATE_MALFORMED,
            format!("has a time of day other than midnight, the column {} has none", column.name),
        ));
    }
    match format {
        Format::Binary => out.extend_from_slice(&moment.day.to_be_bytes()),
        Format::Text => append_day(moment.day, out),
    }
    Ok(())
}

/// Microseconds since 2000-01-01, `offset` seconds before.
fn micros(moment: Moment, offset: i64, digits: u8, column: &ColumnType, rules: &Rules) -> Result<i64, ValueFault> {
    let clock = moment.clock.micros(digits, column, rules)?;
    let micros = i64::from(moment.day) * DAY_MICROS + clock - offset * 1_000_000;
    let first = i64::from(calendar::FIRST_DAY) * DAY_MICROS;
    let end = i64::from(calendar::LAST_DAY + 1) * DAY_MICROS;
    if (first..end).contains(&micros) { Ok(micros) } else { Err(epoch::out_of_range()) }
}

/// Appends microseconds since 2000-01-01.
fn append_micros(micros: i64, zone: bool, format: Format, out: &mut Vec<u8>) {
    if format == Format::Binary {
        out.extend_from_slice(&micros.to_be_bytes());
        return;
    }
    append_day(micros.div_euclid(DAY_MICROS) as i32, out);
    out.push(b' ');
    append_clock(micros.rem_euclid(DAY_MICROS), out);
    if zone {
        out.extend_from_slice(b"+00");
    }
}

/// Appends `YYYY-MM-DD`.
fn append_day(day: i32, out: &mut Vec<u8>) {
    let (year, month, day) = calendar::date_of(day);
    let ([a, b], [c, d], [e, f], [g, h]) = (two(year / 100), two(year % 100), two(month), two(day));
    out.extend_from_slice(&[a, b, c, d, b'-', e, f, b'-', g, h]);
}

/// Appends `HH:MM:SS.ffffff` of microseconds since midnight.
pub(super) fn append_clock(micros: i64, out: &mut Vec<u8>) {
    let (seconds, fraction) = ((micros / 1_000_000) as i32, (micros % 1_000_000) as i32);
    let ([a, b], [c, d], [e, f]) = (two(seconds / 3600), two(seconds / 60 % 60), two(seconds % 60));
    out.extend_from_slice(&[a, b, b':', c, d, b':', e, f]);
    if fraction != 0 {
        let ([a, b], [c, d], [e, f]) = (two(fraction / 10_000), two(fraction / 100 % 100), two(fraction % 100));
        out.extend_from_slice(&[b'.', a, b, c, d, e, f]);
    }
}

/// Two digits.
fn two(number: i32) -> [u8; 2] {
    [b'0' + (number / 10 % 10) as u8, b'0' + (number % 10) as u8]
}

/// The fault of a zone where none fits.
#[cold]
fn has_zone() -> ValueFault {
    fault::new(fault::DATE_MALFORMED, "has a time zone, the column has none")
}

/// The fault of a number where nothing says what it counts.
#[cold]
fn needs_epoch() -> ValueFault {
    let reason = "is a number, not a date (--date-format epoch-ms, epoch-s or epoch-us says what it counts)";
    fault::new(fault::DATE_MALFORMED, reason)
}
