//! Escapes in strings: checking and resolving them (RFC 8259 section 7).

use memchr::memchr;

use super::fault::{Stop, What};

/// Checks the escape whose backslash is at `at` and returns its end; a surrogate pair is one escape.
///
/// # Errors
/// At the first byte that can't stand there; at the backslash for half a surrogate pair; [`What::End`] where the
/// bytes end too early.
pub(super) fn check(bytes: &[u8], at: usize) -> Result<usize, Stop> {
    match bytes.get(at + 1) {
        Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => Ok(at + 2),
        Some(b'u') => match hex(bytes, at + 2)? {
            0xd800..=0xdbff => low_half(bytes, at),
            0xdc00..=0xdfff => Err(Stop::new(at, What::Surrogate)),
            _ => Ok(at + 6),
        },
        Some(_) => Err(Stop::new(at + 1, What::Escape)),
        None => Err(Stop::new(bytes.len(), What::End)),
    }
}

/// Checks that the high half at `at` is followed by a low half.
fn low_half(bytes: &[u8], at: usize) -> Result<usize, Stop> {
    for (offset, wanted) in [(6, b'\\'), (7, b'u')] {
        match bytes.get(at + offset) {
            Some(&byte) if byte == wanted => {}
            Some(_) => return Err(Stop::new(at, What::Surrogate)),
            None => return Err(Stop::new(bytes.len(), What::End)),
        }
    }
    match hex(bytes, at + 8)? {
        0xdc00..=0xdfff => Ok(at + 12),
        _ => Err(Stop::new(at, What::Surrogate)),
    }
}

/// Four hexadecimal digits.
fn hex(bytes: &[u8], at: usize) -> Result<u32, Stop> {
    let mut unit = 0;
    for at in at..at + 4 {
        match bytes.get(at) {
            Some(&byte) => match char::from(byte).to_digit(16) {
                Some(digit) => unit = unit << 4 | digit,
                None => return Err(Stop::new(at, What::Hex)),
            },
            None => return Err(Stop::new(bytes.len(), What::End)),
        }
    }
    Ok(unit)
}

/// Appends the unescaped `raw` (checked string content without its quotes) to `out`.
pub(super) fn unescape(raw: &str, out: &mut String) {
    let mut rest = raw;
    while let Some(at) = memchr(b'\\', rest.as_bytes()) {
        out.push_str(rest.get(..at).unwrap_or_default());
        let (c, length) = resolve(rest.as_bytes(), at);
        out.push(c);
        rest = rest.get(at + length..).unwrap_or_default();
    }
    out.push_str(rest);
}

/// Whether two checked string contents are the same text, however written.
pub(super) fn same(left: &str, right: &str) -> bool {
    chars(left).eq(chars(right))
}

/// The characters that a checked string content stands for.
fn chars(raw: &str) -> impl Iterator<Item = char> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let c = raw.get(at..)?.chars().next()?;
        let (c, length) = if c == '\\' { resolve(raw.as_bytes(), at) } else { (c, c.len_utf8()) };
        at += length;
        Some(c)
    })
}

/// The character that the escape at `at` stands for, and its length in bytes. The escape has been checked: the
/// replacement character never comes out.
fn resolve(bytes: &[u8], at: usize) -> (char, usize) {
    match bytes.get(at + 1) {
        Some(b'u') => {
            let high = hex(bytes, at + 2).unwrap_or_default();
            if !(0xd800..0xdc00).contains(&high) {
                return (char::from_u32(high).unwrap_or(char::REPLACEMENT_CHARACTER), 6);
            }
            let low = hex(bytes, at + 8).unwrap_or_default();
            let code = 0x1_0000 + ((high & 0x3ff) << 10 | low & 0x3ff);
            (char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER), 12)
        }
        Some(b'b') => ('\u{8}', 2),
        Some(b'f') => ('\u{c}', 2),
        Some(b'n') => ('\n', 2),
        Some(b'r') => ('\r', 2),
        Some(b't') => ('\t', 2),
        Some(&same) => (char::from(same), 2),
        None => (char::REPLACEMENT_CHARACTER, 1),
    }
}
