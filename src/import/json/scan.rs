//! Finding the end of runs of bytes: white space, string contents, numbers.

use super::fault::{Stop, What};

const ONES: u64 = u64::MAX / 255;
const HIGHS: u64 = ONES << 7;

/// The first byte at or after `at` that isn't JSON white space, or the length.
#[inline]
pub(super) fn space(bytes: &[u8], mut at: usize) -> usize {
    while let Some(b' ' | b'\n' | b'\t' | b'\r') = bytes.get(at) {
        at += 1;
    }
    at
}

/// The first byte at or after `at` that ends a run of plain string content (a quote, a backslash or a control
/// character), or the length.
#[inline]
pub(super) fn plain(bytes: &[u8], mut at: usize) -> usize {
    let mut rest = bytes.get(at..).unwrap_or_default();
    // Eight bytes at once: a zero byte in `x` shows as a high bit in `(x - ONES) & !x`. Bits above the lowest one
    // may be wrong because of the borrow, but only the lowest is used.
    while let Some((chunk, tail)) = rest.split_first_chunk::<8>() {
        let word = u64::from_le_bytes(*chunk);
        let quote = word ^ (ONES * u64::from(b'"'));
        let slash = word ^ (ONES * u64::from(b'\\'));
        let hits = ((quote.wrapping_sub(ONES) & !quote)
            | (slash.wrapping_sub(ONES) & !slash)
            | (word.wrapping_sub(ONES * 0x20) & !word))
            & HIGHS;
        if hits != 0 {
            return at + (hits.trailing_zeros() / 8) as usize;
        }
        at += 8;
        rest = tail;
    }
    for &byte in rest {
        if byte < 0x20 || byte == b'"' || byte == b'\\' {
            break;
        }
        at += 1;
    }
    at
}

/// The end of the number that begins at `at` (RFC 8259 section 6).
///
/// # Errors
/// At the first byte that can't stand there; [`What::End`] where the bytes end too early.
#[inline]
pub(super) fn number(bytes: &[u8], start: usize) -> Result<usize, Stop> {
    let mut at = start;
    if bytes.get(at) == Some(&b'-') {
        at += 1;
    }
    if bytes.get(at) == Some(&b'0') {
        if let Some(b'0'..=b'9') = bytes.get(at + 1) {
            return Err(Stop::new(at, What::LeadingZero));
        }
        at += 1;
    } else {
        at = digits(bytes, at)?;
    }
    if bytes.get(at) == Some(&b'.') {
        at = digits(bytes, at + 1)?;
    }
    if let Some(b'e' | b'E') = bytes.get(at) {
        at += 1;
        if let Some(b'+' | b'-') = bytes.get(at) {
            at += 1;
        }
        at = digits(bytes, at)?;
    }
    Ok(at)
}

/// The end of a run of at least one digit.
#[inline]
fn digits(bytes: &[u8], start: usize) -> Result<usize, Stop> {
    let mut at = start;
    while let Some(b'0'..=b'9') = bytes.get(at) {
        at += 1;
    }
    match bytes.get(at) {
        Some(_) if at == start => Err(Stop::new(at, What::Digit)),
        None if at == start => Err(Stop::new(at, What::End)),
        _ => Ok(at),
    }
}
