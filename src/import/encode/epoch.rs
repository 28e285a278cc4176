//! Moments that count from 1970-01-01 00:00 UTC.

use super::calendar::{self, DAY_SECONDS, EPOCH_UNIX_SECONDS};
use super::decimal::Decimal;
use super::fault;
use super::moment::{Clock, Moment, Zone};
use crate::cell::ValueFault;

/// The nanoseconds of a second.
const SECOND_NANOS: i128 = 1_000_000_000;

/// Reads a number of units of `10^-power` seconds; decimals are read too.
pub(super) fn read(text: &str, power: i64) -> Result<Moment, ValueFault> {
    let Some(number) = Decimal::parse(text) else {
        return Err(fault::new(fault::DATE_MALFORMED, "isn't a number, as the date format given needs"));
    };
    let Some((size, more)) = number.whole_of(9 - power) else { return Err(out_of_range()) };
    let size = i128::try_from(size).map_err(|_| out_of_range())?;
    // What was cut makes a moment later, before 1970 too.
    let nanos = if number.negative { -size - i128::from(more) } else { size };
    from_nanos(nanos, more)
}

/// The moment this many milliseconds after the epoch.
pub(super) fn from_millis(millis: i64) -> Result<Moment, ValueFault> {
    from_nanos(i128::from(millis) * 1_000_000, false)
}

/// The moment this many seconds, and nanoseconds more, after the epoch.
pub(super) fn from_seconds(seconds: i64, nanos: u32) -> Result<Moment, ValueFault> {
    if i128::from(nanos) >= SECOND_NANOS {
        return Err(out_of_range());
    }
    from_nanos(i128::from(seconds) * SECOND_NANOS + i128::from(nanos), false)
}

/// The moment this many nanoseconds after the epoch, and less than one more if `more`.
fn from_nanos(nanos: i128, more: bool) -> Result<Moment, ValueFault> {
    let seconds = i64::try_from(nanos.div_euclid(SECOND_NANOS)).map_err(|_| out_of_range())?;
    let seconds = seconds.checked_sub(EPOCH_UNIX_SECONDS).ok_or_else(out_of_range)?;
    let nanos = u32::try_from(nanos.rem_euclid(SECOND_NANOS)).map_err(|_| out_of_range())?;
    let day = i32::try_from(seconds.div_euclid(DAY_SECONDS)).map_err(|_| out_of_range())?;
    if !(calendar::FIRST_DAY..=calendar::LAST_DAY).contains(&day) {
        return Err(out_of_range());
    }
    let seconds = u32::try_from(seconds.rem_euclid(DAY_SECONDS)).map_err(|_| out_of_range())?;
    Ok(Moment { day, clock: Clock { seconds, nanos, more }, zone: Zone::Utc })
}

/// The fault of a moment too far away.
#[cold]
pub(super) fn out_of_range() -> ValueFault {
    fault::new(fault::DATE_OUT_OF_RANGE, "is outside the years 1 to 9999")
}
