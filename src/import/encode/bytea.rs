//! `bytea`.

use super::uuid::HEX;
use super::{Format, fault};
use crate::cell::{Cell, ValueFault};

/// Lower-case hexadecimal digits.
const DIGITS: &[u8; 16] = b"0123456789abcdef";

/// Appends bytes written as `\x` and pairs of hexadecimal digits: PostgreSQL's older escapes are ambiguous in CSV.
pub(super) fn append(cell: Cell<'_>, format: Format, out: &mut Vec<u8>) -> Result<(), ValueFault> {
    let (Cell::Text(text) | Cell::String(text)) = cell else {
        return Err(fault::not(cell, r"bytes (\x and hexadecimal digits)"));
    };
    let Some(digits) = text.strip_prefix(r"\x") else { return Err(malformed()) };
    let (pairs, []) = digits.as_bytes().as_chunks::<2>() else { return Err(malformed()) };
    if format == Format::Text {
        out.extend_from_slice(br"\x");
    }
    for [high, low] in pairs {
        let (first, second) = (HEX[usize::from(*high)], HEX[usize::from(*low)]);
        if (first | second) > 0x0f {
            return Err(malformed());
        }
        match format {
            Format::Binary => out.push(first << 4 | second),
            Format::Text => out.extend_from_slice(&[*high, *low]),
        }
    }
    Ok(())
}

/// Appends bytes.
pub(super) fn append_bytes(bytes: &[u8], format: Format, out: &mut Vec<u8>) {
    match format {
        Format::Binary => out.extend_from_slice(bytes),
        Format::Text => {
            out.extend_from_slice(br"\x");
            for byte in bytes {
                out.extend([DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 0x0f)]]);
            }
        }
    }
}

/// The fault of anything else.
#[cold]
fn malformed() -> ValueFault {
    fault::new(fault::MALFORMED, r"isn't \x and pairs of hexadecimal digits")
}
