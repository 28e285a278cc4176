//! `uuid`.

use super::{Format, fault};
use crate::cell::{Cell, ValueFault};

/// The value of a hexadecimal digit, 0xff for any other byte.
pub(super) const HEX: [u8; 256] = {
    let mut table = [0xff; 256];
    let mut digit = 0;
    while digit < 16 {
        table[b"0123456789abcdef"[digit] as usize] = digit as u8;
        table[b"0123456789ABCDEF"[digit] as usize] = digit as u8;
        digit += 1;
    }
    table
};

/// Where the pairs of digits begin in the form with hyphens.
const HYPHENATED: [usize; 16] = [0, 2, 4, 6, 9, 11, 14, 16, 19, 21, 24, 26, 28, 30, 32, 34];
/// Lower-case hexadecimal digits.
const DIGITS: &[u8; 16] = b"0123456789abcdef";

/// Appends a UUID written in either case, with its four hyphens or with none.
pub(super) fn append(cell: Cell<'_>, format: Format, out: &mut Vec<u8>) -> Result<(), ValueFault> {
    let (Cell::Text(text) | Cell::String(text)) = cell else { return Err(fault::not(cell, "a UUID")) };
    let Some(uuid) = read(text.as_bytes()) else {
        return Err(fault::new(fault::MALFORMED, "isn't a UUID"));
    };
    match format {
        Format::Binary => out.extend_from_slice(&uuid),
        Format::Text => {
            let mut text = [b'-'; 36];
            for (byte, at) in uuid.iter().zip(HYPHENATED) {
                text[at] = DIGITS[usize::from(byte >> 4)];
                text[at + 1] = DIGITS[usize::from(byte & 0x0f)];
            }
            out.extend_from_slice(&text);
        }
    }
    Ok(())
}

/// Reads the 16 bytes.
fn read(text: &[u8]) -> Option<[u8; 16]> {
    let mut uuid = [0; 16];
    let mut wrong = 0;
    if let Ok(text) = <&[u8; 36]>::try_from(text) {
        if [text[8], text[13], text[18], text[23]] != [b'-'; 4] {
            return None;
        }
        for (byte, at) in uuid.iter_mut().zip(HYPHENATED) {
            let (high, low) = (HEX[usize::from(text[at])], HEX[usize::from(text[at + 1])]);
            wrong |= high | low;
            *byte = high << 4 | low;
        }
    } else {
        let text = <&[u8; 32]>::try_from(text).ok()?;
        let (pairs, _) = text.as_chunks::<2>();
        for (byte, [high, low]) in uuid.iter_mut().zip(pairs) {
            let (high, low) = (HEX[usize::from(*high)], HEX[usize::from(*low)]);
            wrong |= high | low;
            *byte = high << 4 | low;
        }
    }
    // A digit's value has no high bits; 0xff has.
    (wrong <= 0x0f).then_some(uuid)
}
