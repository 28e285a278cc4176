//! A moment as a source gives it, before it is fitted into a column.

use super::{Rules, fault};
use crate::cell::ValueFault;
use tenantctl_domain::catalog::ColumnType;

/// What a date column can be given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reading {
    /// A date with or without a time.
    Moment(Moment),
    /// Later than every moment.
    Infinity,
    /// Earlier than every moment.
    MinusInfinity,
}

/// A date and a time of day, in the zone that it was written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Moment {
    /// Days since 2000-01-01.
    pub(super) day: i32,
    /// The time of day.
    pub(super) clock: Clock,
    /// The zone.
    pub(super) zone: Zone,
}

/// A time of day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Clock {
    /// Whole seconds, below 86,400.
    pub(super) seconds: u32,
    /// Nanoseconds, below a billion.
    pub(super) nanos: u32,
    /// Whether something smaller than a nanosecond was cut.
    pub(super) more: bool,
}

/// How a moment says where it is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Zone {
    /// Not at all.
    Unsaid,
    /// By `Z`, or because it counts from an instant.
    Utc,
    /// By its distance from UTC in seconds, east of it above 0.
    Offset(i32),
}

impl Clock {
    /// Midnight.
    pub(super) const MIDNIGHT: Self = Self { seconds: 0, nanos: 0, more: false };

    /// Microseconds since midnight with this many decimals of a second. What is beyond is refused or rounded, a half
    /// to the later moment, so that it may be those of a whole day.
    pub(super) fn micros(self, digits: u8, column: &ColumnType, rules: &Rules) -> Result<i64, ValueFault> {
        let digits = digits.min(6);
        let unit = 10_u32.pow(9 - u32::from(digits));
        let (units, rest) = (self.nanos / unit, self.nanos % unit);
        let up = if rest == 0 && !self.more {
            0
        } else if rules.round {
            u32::from(rest >= unit / 2)
        } else {
            return Err(too_many_decimals(digits, column));
        };
        Ok(i64::from(self.seconds) * 1_000_000 + i64::from(units + up) * i64::from(unit / 1000))
    }
}

/// The fault of decimals of a second that would be lost.
#[cold]
fn too_many_decimals(digits: u8, column: &ColumnType) -> ValueFault {
    let reason = format!(
        "has more decimals of a second than {digits}, the most that the column {} holds (--round rounds)",
        column.name
    );
    fault::new(fault::DATE_OUT_OF_RANGE, reason)
}
