//! ISO 8601 as the import reads it: the extended format, with a fixed order and no guesses.

use super::calendar;
use super::fault;
use super::moment::{Clock, Moment, Reading, Zone};
use crate::cell::ValueFault;

/// The largest hour of an offset that PostgreSQL reads.
const LARGEST_OFFSET_HOUR: i32 = 15;

/// Reads `YYYY-MM-DD`, or that with `T` or a blank, `HH:MM[:SS[.f…]]` and an optional zone, or an infinity.
pub(super) fn read(text: &str) -> Result<Reading, ValueFault> {
    let Some((date, rest)) = text.as_bytes().split_first_chunk::<10>() else {
        return match text {
            "infinity" => Ok(Reading::Infinity),
            "-infinity" => Ok(Reading::MinusInfinity),
            _ => Err(malformed()),
        };
    };
    let day = read_date(date)?;
    let (clock, zone) = match rest {
        [] => (Clock::MIDNIGHT, Zone::Unsaid),
        [b'T' | b't' | b' ', rest @ ..] => {
            let (clock, rest) = read_clock(rest).ok_or_else(malformed)??;
            (clock, read_zone(rest)?)
        }
        _ => return Err(malformed()),
    };
    Ok(Reading::Moment(Moment { day, clock, zone }))
}

/// Reads `HH:MM[:SS[.f…]]`.
pub(super) fn read_time(text: &str) -> Result<Clock, ValueFault> {
    match read_clock(text.as_bytes()) {
        Some(Ok((clock, []))) => Ok(clock),
        Some(Err(fault)) => Err(fault),
        _ => Err(fault::new(fault::DATE_MALFORMED, "isn't a time of day (HH:MM:SS)")),
    }
}

/// Reads a date.
fn read_date(text: &[u8; 10]) -> Result<i32, ValueFault> {
    let [c, y, d, e, b'-', m, n, b'-', f, g] = text else { return Err(malformed()) };
    let (Some(century), Some(year), Some(month), Some(day)) = (two(*c, *y), two(*d, *e), two(*m, *n), two(*f, *g))
    else {
        return Err(malformed());
    };
    let year = century * 100 + year;
    if year == 0 || !(1..=12).contains(&month) || day == 0 || day > calendar::days_in_month(year, month) {
        return Err(fault::new(fault::DATE_OUT_OF_RANGE, "is a date that doesn't exist"));
    }
    Ok(calendar::day_of(year, month, day))
}

/// Reads a time of day and gives what follows it; none where it is malformed.
fn read_clock(text: &[u8]) -> Option<Result<(Clock, &[u8]), ValueFault>> {
    let ([a, b, b':', c, d], mut rest) = text.split_first_chunk::<5>()? else { return None };
    let (hour, minute) = (two(*a, *b)?, two(*c, *d)?);
    let (mut second, mut nanos, mut more) = (0, 0, false);
    if let [b':', a, b, after @ ..] = rest {
        second = two(*a, *b)?;
        rest = after;
        if let [b'.', after @ ..] = rest {
            (nanos, more, rest) = read_fraction(after)?;
        }
    }
    if hour > 23 || minute > 59 || second > 59 {
        return Some(Err(fault::new(fault::DATE_OUT_OF_RANGE, "has a time of day that doesn't exist")));
    }
    let seconds = u32::try_from(hour * 3600 + minute * 60 + second).ok()?;
    Some(Ok((Clock { seconds, nanos, more }, rest)))
}

/// Reads the digits after a point: nanoseconds, whether there is more, and what follows.
fn read_fraction(text: &[u8]) -> Option<(u32, bool, &[u8])> {
    let (mut nanos, mut unit, mut more) = (0, 100_000_000, false);
    let mut rest = text;
    while let [digit @ b'0'..=b'9', after @ ..] = rest {
        let digit = u32::from(digit & 0x0f);
        nanos += digit * unit;
        more |= unit == 0 && digit != 0;
        unit /= 10;
        rest = after;
    }
    (rest.len() < text.len()).then_some((nanos, more, rest))
}

/// Reads what may follow a time: nothing, `Z`, `±HH`, `±HHMM` or `±HH:MM`.
fn read_zone(text: &[u8]) -> Result<Zone, ValueFault> {
    let (sign, digits) = match text {
        [] => return Ok(Zone::Unsaid),
        [b'Z' | b'z'] => return Ok(Zone::Utc),
        [b'+', digits @ ..] => (1, digits),
        [b'-', digits @ ..] => (-1, digits),
        _ => return Err(malformed()),
    };
    let (hour, minute) = match digits {
        [a, b] => (two(*a, *b), Some(0)),
        [a, b, b':', c, d] | [a, b, c, d] => (two(*a, *b), two(*c, *d)),
        _ => return Err(malformed()),
    };
    let (Some(hour), Some(minute)) = (hour, minute) else { return Err(malformed()) };
    if hour > LARGEST_OFFSET_HOUR || minute > 59 {
        return Err(fault::new(fault::ZONE_OUT_OF_RANGE, "has an offset from UTC that doesn't exist"));
    }
    Ok(Zone::Offset(sign * (hour * 3600 + minute * 60)))
}

/// Two digits.
#[inline]
fn two(high: u8, low: u8) -> Option<i32> {
    let (high, low) = (high.wrapping_sub(b'0'), low.wrapping_sub(b'0'));
    (high <= 9 && low <= 9).then_some(i32::from(high) * 10 + i32::from(low))
}

/// The fault of anything else.
#[cold]
fn malformed() -> ValueFault {
    fault::new(fault::DATE_MALFORMED, "isn't an ISO 8601 date (--date-format names another)")
}
