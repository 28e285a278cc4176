//! How a source writes dates, where it isn't ISO 8601.

use std::fmt::Write as _;

use chrono::format::{Fixed, Item, ParseError, ParseErrorKind, Parsed, StrftimeItems};
use chrono::{DateTime, Datelike as _, NaiveDateTime, NaiveTime, Timelike as _};

use super::calendar;
use super::moment::{Clock, Moment, Reading, Zone};
use super::{epoch, fault, iso};
use crate::cell::ValueFault;

/// One of the formats that a load reads dates in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DateFormat(Way);

/// What a format is.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Way {
    /// ISO 8601.
    Iso,
    /// A number of units of `10^-power` seconds since 1970.
    Epoch {
        /// The power.
        power: i64,
    },
    /// A pattern of strftime's.
    Pattern(Vec<Item<'static>>),
}

impl DateFormat {
    /// Reads a format: `iso`, `epoch-s`, `epoch-ms`, `epoch-us` or a strftime pattern (`%d.%m.%Y`), which has to give
    /// a whole date; a time of day and an offset (`%z`) may follow.
    ///
    /// # Errors
    ///
    /// What is wrong with it, as a phrase that follows the format.
    pub fn parse(text: &str) -> Result<Self, String> {
        let way = match text {
            "iso" => Way::Iso,
            "epoch-s" => Way::Epoch { power: 0 },
            "epoch-ms" => Way::Epoch { power: 3 },
            "epoch-us" => Way::Epoch { power: 6 },
            pattern if pattern.contains('%') => Way::Pattern(parse_pattern(pattern)?),
            _ => return Err("isn't iso, epoch-s, epoch-ms, epoch-us or a pattern like %d.%m.%Y".into()),
        };
        Ok(Self(way))
    }

    /// Whether it reads numbers.
    pub(super) fn is_epoch(&self) -> bool {
        matches!(self.0, Way::Epoch { .. })
    }

    /// Reads a whole text.
    pub(super) fn read(&self, text: &str) -> Result<Reading, ValueFault> {
        match &self.0 {
            Way::Iso => iso::read(text),
            Way::Epoch { power } => epoch::read(text, *power).map(Reading::Moment),
            Way::Pattern(items) => read_pattern(text, items).map(Reading::Moment),
        }
    }
}

/// Reads a pattern and tries it on a sample, since chrono only says at a value that a part is missing.
fn parse_pattern(pattern: &str) -> Result<Vec<Item<'static>>, String> {
    let items = StrftimeItems::new(pattern).parse_to_owned().map_err(|_| "isn't a strftime pattern".to_owned())?;
    // chrono skips a zone's name without looking at it, which would shift moments silently.
    if items.contains(&Item::Fixed(Fixed::TimezoneName)) {
        return Err("has %Z, but names of zones can't be read: use %z".into());
    }
    let incomplete = || "doesn't give a whole date (day, month, year; with a time, hour and minute)".to_owned();
    let sample = DateTime::from_timestamp(1_700_000_000, 0).ok_or_else(incomplete)?.fixed_offset();
    let mut written = String::new();
    write!(written, "{}", sample.format_with_items(items.iter())).map_err(|_| incomplete())?;
    read_pattern(&written, &items).map_err(|_| incomplete())?;
    Ok(items)
}

/// Reads a whole text by a pattern.
fn read_pattern(text: &str, items: &[Item<'static>]) -> Result<Moment, ValueFault> {
    // chrono allows blanks around, the import nowhere.
    if text.starts_with(char::is_whitespace) || text.ends_with(char::is_whitespace) {
        return Err(malformed());
    }
    let mut parsed = Parsed::new();
    // Out of range here only says that a part can't be what the pattern has in its place: 31 as a month.
    chrono::format::parse(&mut parsed, text, items.iter()).map_err(|_| malformed())?;
    let (written, zone) = resolve(&parsed, text).map_err(|error| refused(&error))?;
    let year = written.year();
    if !(1..=9999).contains(&year) {
        return Err(epoch::out_of_range());
    }
    // %Y also reads `24`, and would take it for the year 24.
    if year < 1000 && !text.contains(&format!("{year:04}")) {
        return Err(fault::new(fault::DATE_MALFORMED, "has a year of fewer than four digits (%y reads two)"));
    }
    let (month, day) = (month_or_day(written.month())?, month_or_day(written.day())?);
    if written.nanosecond() >= 1_000_000_000 {
        return Err(fault::new(fault::DATE_OUT_OF_RANGE, "has a time of day that doesn't exist"));
    }
    let clock = Clock { seconds: written.num_seconds_from_midnight(), nanos: written.nanosecond(), more: false };
    Ok(Moment { day: calendar::day_of(year, month, day), clock, zone })
}

/// The local date and time that was written, and its zone.
fn resolve(parsed: &Parsed, text: &str) -> Result<(NaiveDateTime, Zone), ParseError> {
    if parsed.offset().is_some() {
        let instant = parsed.to_datetime()?;
        let zone =
            if text.ends_with(['Z', 'z']) { Zone::Utc } else { Zone::Offset(instant.offset().local_minus_utc()) };
        return Ok((instant.naive_local(), zone));
    }
    let timed = parsed.hour_mod_12().is_some() || parsed.hour_div_12().is_some() || parsed.minute().is_some();
    if timed || parsed.timestamp().is_some() {
        return Ok((parsed.to_naive_datetime_with_offset(0)?, Zone::Unsaid));
    }
    Ok((parsed.to_naive_date()?.and_time(NaiveTime::MIN), Zone::Unsaid))
}

/// A small number as the calendar takes it.
fn month_or_day(number: u32) -> Result<i32, ValueFault> {
    i32::try_from(number).map_err(|_| malformed())
}

/// The fault of parts that were read and make no date.
#[cold]
fn refused(error: &ParseError) -> ValueFault {
    match error.kind() {
        ParseErrorKind::OutOfRange | ParseErrorKind::Impossible => {
            fault::new(fault::DATE_OUT_OF_RANGE, "is a date or time that doesn't exist")
        }
        _ => malformed(),
    }
}

/// The fault of anything else.
#[cold]
fn malformed() -> ValueFault {
    fault::new(fault::DATE_MALFORMED, "isn't a date in the date format given")
}
