//! A decimal number as written: every digit is kept and no exponent is carried out.

/// Beyond any exponent that could matter and far from where sums of it would overflow.
const EXPONENT_CAP: i64 = 1 << 50;

/// `-?digits[.digits][e[±]digits]` without its outer zeros.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Decimal<'a> {
    /// Whether it begins with a minus, zero too.
    pub(super) negative: bool,
    /// The significant digits before the written point (ASCII).
    pub(super) head: &'a [u8],
    /// Those after it; with no head they begin with the first digit that isn't 0.
    pub(super) tail: &'a [u8],
    /// The power of ten of the first significant digit; 0 for zero.
    pub(super) top: i64,
    /// The decimals as written, after the exponent; below 0 where the exponent is larger than they are many.
    pub(super) scale: i64,
}

impl<'a> Decimal<'a> {
    /// Reads a whole text. Digits may be missing on one side of the point, as PostgreSQL has it; a plus, blanks and
    /// separators are refused.
    pub(super) fn parse(text: &'a str) -> Option<Self> {
        let bytes = text.as_bytes();
        let (negative, bytes) = match bytes {
            [b'-', rest @ ..] => (true, rest),
            _ => (false, bytes),
        };
        let (whole, mut rest) = split_digits(bytes);
        let mut fraction: &[u8] = &[];
        if let [b'.', after @ ..] = rest {
            (fraction, rest) = split_digits(after);
        }
        if whole.is_empty() && fraction.is_empty() {
            return None;
        }
        let exponent = match rest {
            [] => 0,
            [b'e' | b'E', b'-', digits @ ..] => -exponent(digits)?,
            [b'e' | b'E', b'+', digits @ ..] | [b'e' | b'E', digits @ ..] => exponent(digits)?,
            _ => return None,
        };
        let scale = count(fraction) - exponent;
        let mut head = trim_start(whole);
        let mut tail = trim_end(fraction);
        let mut top = count(head) - 1 + exponent;
        if head.is_empty() {
            tail = trim_start(tail);
            // The zeros that went are those of the front: those of the end went before.
            top = exponent - (count(trim_end(fraction)) - count(tail)) - 1;
        }
        if tail.is_empty() {
            head = trim_end(head);
        }
        if head.is_empty() && tail.is_empty() {
            top = 0;
        }
        Some(Self { negative, head, tail, top, scale })
    }

    /// Whether it is zero.
    pub(super) fn is_zero(&self) -> bool {
        self.head.is_empty() && self.tail.is_empty()
    }

    /// The power of ten of its last significant digit.
    pub(super) fn low(&self) -> i64 {
        self.top - count(self.head) - count(self.tail) + 1
    }

    /// Its significant digits, as numbers.
    pub(super) fn digits(&self) -> impl Iterator<Item = u8> + use<'a> {
        self.head.iter().chain(self.tail).map(|digit| digit & 0x0f)
    }

    /// Its size times `10^shift`, cut to a whole number, and whether something was cut; none above 38 digits.
    pub(super) fn whole_of(&self, shift: i64) -> Option<(u128, bool)> {
        if self.is_zero() {
            return Some((0, false));
        }
        let Ok(keep) = usize::try_from(self.top + shift + 1) else { return Some((0, true)) };
        if keep > 38 {
            return None;
        }
        let mut value = 0;
        let mut taken = 0;
        for digit in self.digits().take(keep) {
            value = value * 10 + u128::from(digit);
            taken += 1;
        }
        for _ in taken..keep {
            value *= 10;
        }
        Some((value, self.low() + shift < 0))
    }
}

/// A length as a number that can be subtracted from.
fn count(digits: &[u8]) -> i64 {
    i64::try_from(digits.len()).unwrap_or(EXPONENT_CAP)
}

/// The digits at the front, and the rest.
fn split_digits(bytes: &[u8]) -> (&[u8], &[u8]) {
    let end = bytes.iter().position(|byte| !byte.is_ascii_digit()).unwrap_or(bytes.len());
    bytes.split_at_checked(end).unwrap_or((bytes, &[]))
}

/// Reads the digits of an exponent: a huge one is capped, since all of those mean the same.
fn exponent(digits: &[u8]) -> Option<i64> {
    if digits.is_empty() || !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    Some(digits.iter().fold(0, |value, digit| EXPONENT_CAP.min(value * 10 + i64::from(digit & 0x0f))))
}

/// Without the zeros at the front.
fn trim_start(mut digits: &[u8]) -> &[u8] {
    while let [b'0', rest @ ..] = digits {
        digits = rest;
    }
    digits
}

/// Without the zeros at the end.
fn trim_end(mut digits: &[u8]) -> &[u8] {
    while let [rest @ .., b'0'] = digits {
        digits = rest;
    }
    digits
}
