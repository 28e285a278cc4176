//! `numeric`: from digits to digits, never by way of a float.

use super::column_limit::{self, Fitted};
use super::decimal::Decimal;
use super::{Format, Rules, fault};
use crate::cell::{Cell, ValueFault};
use tenantctl_domain::catalog::ColumnType;

/// The signs of PostgreSQL's binary numeric (`utils/adt/numeric.c`).
const POSITIVE: u16 = 0x0000;
const NEGATIVE: u16 = 0x4000;
const NAN: u16 = 0xc000;
const INFINITY: u16 = 0xd000;
const MINUS_INFINITY: u16 = 0xf000;

/// Appends a numeric for a column with these limits (precision and scale), if it has any.
pub(super) fn append(
    cell: Cell<'_>,
    limits: Option<(u16, i16)>,
    column: &ColumnType,
    format: Format,
    rules: &Rules,
    out: &mut Vec<u8>,
) -> Result<(), ValueFault> {
    let text = fault::readable(cell, "a number")?;
    let Some(number) = Decimal::parse(text) else {
        return append_special(text, limits, column, format, out);
    };
    match column_limit::fit(number, limits, column, rules)? {
        Fitted::AsWritten { scale } => append_number(&number, scale, format, out),
        Fitted::Rounded { digits, top, scale } => {
            let rounded = Decimal { head: &digits, tail: &[], top, ..number };
            append_number(&rounded, scale, format, out);
        }
    }
    Ok(())
}

/// Appends what isn't a finite number.
fn append_special(
    text: &str,
    limits: Option<(u16, i16)>,
    column: &ColumnType,
    format: Format,
    out: &mut Vec<u8>,
) -> Result<(), ValueFault> {
    let sign = match text {
        "NaN" => NAN,
        "Infinity" => INFINITY,
        "-Infinity" => MINUS_INFINITY,
        _ => return Err(fault::new(fault::MALFORMED, "isn't a number")),
    };
    if sign != NAN && limits.is_some() {
        return Err(fault::new(fault::OUT_OF_RANGE, format!("can't be held by the column {}", column.name)));
    }
    match format {
        Format::Binary => append_header(0, 0, sign, 0, out),
        Format::Text => out.extend_from_slice(text.as_bytes()),
    }
    Ok(())
}

/// Appends a number that fits: `scale` decimals are shown.
fn append_number(number: &Decimal<'_>, scale: u16, format: Format, out: &mut Vec<u8>) {
    match format {
        Format::Binary => append_binary(number, scale, out),
        Format::Text => append_text(number, scale, out),
    }
}

/// Appends groups of four digits, the first and the last not zero, after a header.
fn append_binary(number: &Decimal<'_>, scale: u16, out: &mut Vec<u8>) {
    if number.is_zero() {
        append_header(0, 0, POSITIVE, scale, out);
        return;
    }
    let weight = number.top.div_euclid(4);
    let groups = weight - number.low().div_euclid(4) + 1;
    let sign = if number.negative { NEGATIVE } else { POSITIVE };
    append_header(groups, weight, sign, scale, out);
    // How many more digits the group takes after the one that comes.
    let mut left = number.top.rem_euclid(4);
    let mut group = 0_u16;
    for part in [number.head, number.tail] {
        for digit in part {
            group = group * 10 + u16::from(digit & 0x0f);
            if left == 0 {
                out.extend_from_slice(&group.to_be_bytes());
                group = 0;
                left = 3;
            } else {
                left -= 1;
            }
        }
    }
    if group != 0 {
        for _ in 0..=left {
            group *= 10;
        }
        out.extend_from_slice(&group.to_be_bytes());
    }
}

/// Appends the header: the limits of the type, checked before, keep all of it within 16 bits.
fn append_header(groups: i64, weight: i64, sign: u16, scale: u16, out: &mut Vec<u8>) {
    let mut header = [0; 8];
    let [a, b, c, d, e, f, g, h] = &mut header;
    [*a, *b] = (groups as u16).to_be_bytes();
    [*c, *d] = (weight as i16).to_be_bytes();
    [*e, *f] = sign.to_be_bytes();
    [*g, *h] = scale.to_be_bytes();
    out.extend_from_slice(&header);
}

/// Appends the number without an exponent.
fn append_text(number: &Decimal<'_>, scale: u16, out: &mut Vec<u8>) {
    if number.negative && !number.is_zero() {
        out.push(b'-');
    }
    let first = if number.is_zero() { 0 } else { number.top.max(0) };
    let mut digits = number.digits();
    let mut power = first;
    while power >= -i64::from(scale) {
        if power == -1 {
            out.push(b'.');
        }
        // Above the first digit and below the last stand zeros.
        let digit = if power > number.top { 0 } else { digits.next().unwrap_or(0) };
        out.push(b'0' + digit);
        power -= 1;
    }
}
