//! What strict JSON may have and `jsonb` can't hold: U+0000, halves of surrogate pairs, and numbers beyond `numeric`.

use super::column_limit;
use super::decimal::Decimal;
use super::fault;
use crate::cell::ValueFault;

/// No shorter number without an exponent is beyond the limits of `numeric`.
const SUSPICIOUS_LENGTH: usize = 16_000;

/// Checks a text that is strict JSON.
pub(super) fn check(text: &str) -> Result<(), ValueFault> {
    let mut rest = text.as_bytes();
    while let [byte, after @ ..] = rest {
        rest = match byte {
            b'"' => skip_string(after)?,
            b'-' | b'0'..=b'9' => skip_number(rest)?,
            _ => after,
        };
    }
    Ok(())
}

/// Checks a string of which the first quote is gone, and gives what follows it.
fn skip_string(mut text: &[u8]) -> Result<&[u8], ValueFault> {
    while let Some(at) = memchr::memchr2(b'"', b'\\', text) {
        text = match text.get(at..) {
            Some([b'"', after @ ..]) => return Ok(after),
            Some([b'\\', b'u', after @ ..]) => skip_unicode(after)?,
            Some([b'\\', _, after @ ..]) => after,
            _ => &[],
        };
    }
    Ok(&[])
}

/// Checks what follows `\u`, and gives what follows that.
fn skip_unicode(text: &[u8]) -> Result<&[u8], ValueFault> {
    let (unit, after) = code_unit(text).ok_or_else(half)?;
    match unit {
        0 => Err(nul()),
        0xd800..=0xdbff => match after {
            [b'\\', b'u', low @ ..] => match code_unit(low) {
                Some((0xdc00..=0xdfff, after)) => Ok(after),
                _ => Err(half()),
            },
            _ => Err(half()),
        },
        0xdc00..=0xdfff => Err(half()),
        _ => Ok(after),
    }
}

/// Four hexadecimal digits and what follows.
fn code_unit(text: &[u8]) -> Option<(u32, &[u8])> {
    let (digits, after) = text.split_first_chunk::<4>()?;
    let mut unit = 0;
    for digit in digits {
        unit = unit * 16 + char::from(*digit).to_digit(16)?;
    }
    Some((unit, after))
}

/// Checks the number at the front, and gives what follows.
fn skip_number(text: &[u8]) -> Result<&[u8], ValueFault> {
    let mut exponent = false;
    let mut length = 0;
    for byte in text {
        match byte {
            b'0'..=b'9' | b'-' | b'+' | b'.' => {}
            b'e' | b'E' => exponent = true,
            _ => break,
        }
        length += 1;
    }
    let (number, after) = text.split_at_checked(length).unwrap_or((text, &[]));
    if exponent || length > SUSPICIOUS_LENGTH {
        check_number(number)?;
    }
    Ok(after)
}

/// Checks a number: `jsonb` stores a `numeric`.
fn check_number(number: &[u8]) -> Result<(), ValueFault> {
    let number = str::from_utf8(number).ok().and_then(Decimal::parse);
    match number.map(column_limit::unconstrained) {
        Some(Err(_)) => {
            Err(fault::new(fault::OUT_OF_RANGE, "has a number that jsonb can't hold (its limits are numeric's)"))
        }
        _ => Ok(()),
    }
}

/// The fault of U+0000.
#[cold]
pub(super) fn nul() -> ValueFault {
    fault::new(fault::JSON_NUL, r"has the character U+0000 (\u0000), which jsonb can't hold")
}

/// The fault of half a character.
#[cold]
fn half() -> ValueFault {
    fault::new(fault::MALFORMED, r"has half of a surrogate pair (\ud800 to \udfff), which jsonb can't hold")
}
