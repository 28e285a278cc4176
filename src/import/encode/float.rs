//! `real` and `double precision`.

use super::decimal::Decimal;
use super::{Format, fault};
use crate::cell::{Cell, ValueFault};

/// Appends a `real`.
pub(super) fn append_single(cell: Cell<'_>, format: Format, out: &mut Vec<u8>) -> Result<(), ValueFault> {
    let text = fault::readable(cell, "a number")?;
    let value = match special(text) {
        Some(value) => value as f32,
        None => {
            let zero = is_zero(text)?;
            // Straight from the text: by way of a double it would be rounded twice.
            let value: f32 = text.parse().map_err(|_| not_a_number())?;
            check(zero, value.is_infinite(), value == 0.0, "real")?;
            value
        }
    };
    match format {
        Format::Binary => out.extend_from_slice(&value.to_be_bytes()),
        Format::Text => out.extend_from_slice(text.as_bytes()),
    }
    Ok(())
}

/// Appends a `double precision`.
pub(super) fn append_double(cell: Cell<'_>, format: Format, out: &mut Vec<u8>) -> Result<(), ValueFault> {
    let text = fault::readable(cell, "a number")?;
    let value = match special(text) {
        Some(value) => value,
        None => {
            let zero = is_zero(text)?;
            let value: f64 = text.parse().map_err(|_| not_a_number())?;
            check(zero, value.is_infinite(), value == 0.0, "double precision")?;
            value
        }
    };
    match format {
        Format::Binary => out.extend_from_slice(&value.to_be_bytes()),
        Format::Text => out.extend_from_slice(text.as_bytes()),
    }
    Ok(())
}

/// The three values that aren't numbers, in exactly these spellings.
fn special(text: &str) -> Option<f64> {
    match text {
        "NaN" => Some(f64::NAN),
        "Infinity" => Some(f64::INFINITY),
        "-Infinity" => Some(f64::NEG_INFINITY),
        _ => None,
    }
}

/// Whether a number is written as zero; refuses what isn't a number, since Rust also reads `inf` and `+1`.
fn is_zero(text: &str) -> Result<bool, ValueFault> {
    Decimal::parse(text).map(|number| number.is_zero()).ok_or_else(not_a_number)
}

/// Refuses what became infinite or zero by being read.
fn check(written_zero: bool, infinite: bool, zero: bool, name: &str) -> Result<(), ValueFault> {
    if infinite {
        return Err(fault::new(fault::OUT_OF_RANGE, format!("is too large for {name}")));
    }
    if zero && !written_zero {
        return Err(fault::new(fault::OUT_OF_RANGE, format!("is too close to zero for {name}")));
    }
    Ok(())
}

/// The fault of anything else.
#[cold]
fn not_a_number() -> ValueFault {
    fault::new(fault::MALFORMED, "isn't a number")
}
