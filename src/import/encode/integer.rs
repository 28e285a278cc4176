//! `smallint`, `integer` and `bigint`.

use std::io::Write as _;

use super::decimal::Decimal;
use super::{Format, fault};
use crate::cell::{Cell, ValueFault};

/// A type by its number of bytes.
#[derive(Debug, Clone, Copy)]
pub(super) enum Width {
    /// `smallint`.
    Two,
    /// `integer`.
    Four,
    /// `bigint`.
    Eight,
}

/// Appends a whole number; `1e3` and `1.0` are whole too.
pub(super) fn append(cell: Cell<'_>, width: Width, format: Format, out: &mut Vec<u8>) -> Result<(), ValueFault> {
    let text = fault::readable(cell, "a whole number")?;
    let value = match plain(text) {
        Some(value) => value,
        None => read(text, width)?,
    };
    let (two, four) = (i16::try_from(value), i32::try_from(value));
    match (width, two, four, format) {
        (Width::Two, Ok(value), _, Format::Binary) => out.extend_from_slice(&value.to_be_bytes()),
        (Width::Four, _, Ok(value), Format::Binary) => out.extend_from_slice(&value.to_be_bytes()),
        (Width::Eight, _, _, Format::Binary) => out.extend_from_slice(&value.to_be_bytes()),
        (Width::Two, Ok(_), ..) | (Width::Four, _, Ok(_), _) | (Width::Eight, ..) => {
            // Writing into memory can't fail.
            let _ = write!(out, "{value}");
        }
        _ => return Err(out_of_range(width)),
    }
    Ok(())
}

/// The usual spelling: at most 18 digits, which no `i64` overflows.
fn plain(text: &str) -> Option<i64> {
    let bytes = text.as_bytes();
    let (negative, digits) = match bytes {
        [b'-', digits @ ..] => (true, digits),
        digits => (false, digits),
    };
    if digits.is_empty() || digits.len() > 18 {
        return None;
    }
    let mut value = 0_i64;
    for digit in digits {
        let digit = digit.wrapping_sub(b'0');
        if digit > 9 {
            return None;
        }
        value = value * 10 + i64::from(digit);
    }
    Some(if negative { -value } else { value })
}

/// Every other spelling.
fn read(text: &str, width: Width) -> Result<i64, ValueFault> {
    let Some(number) = Decimal::parse(text) else {
        return Err(fault::new(fault::MALFORMED, "isn't a whole number"));
    };
    match number.whole_of(0) {
        Some((_, true)) => Err(fault::new(fault::MALFORMED, "isn't a whole number")),
        Some((size, false)) => {
            let signed = i128::try_from(size).ok().map(|size| if number.negative { -size } else { size });
            signed.and_then(|value| i64::try_from(value).ok()).ok_or_else(|| out_of_range(width))
        }
        None if number.low() < 0 => Err(fault::new(fault::MALFORMED, "isn't a whole number")),
        None => Err(out_of_range(width)),
    }
}

/// The fault of a number that the type can't hold.
#[cold]
fn out_of_range(width: Width) -> ValueFault {
    let (name, from, to) = match width {
        Width::Two => ("smallint", i64::from(i16::MIN), i64::from(i16::MAX)),
        Width::Four => ("integer", i64::from(i32::MIN), i64::from(i32::MAX)),
        Width::Eight => ("bigint", i64::MIN, i64::MAX),
    };
    fault::new(fault::OUT_OF_RANGE, format!("is outside the range of {name} ({from} to {to})"))
}
