//! How long a ban lasts, as Go writes durations: `24h`, `1h30m`; there are no days.

use super::errors::{Refusal, invalid};
use chrono::{DateTime, Duration, Utc};

/// The outer `None`: unchanged; the inner one: not banned.
pub(super) fn until(text: Option<&str>) -> Result<Option<Option<DateTime<Utc>>>, Refusal> {
    match text {
        None | Some("") => Ok(None),
        Some("none") => Ok(Some(None)),
        Some(text) => {
            let bad = || invalid(&format!("invalid format for ban duration: time: invalid duration {text:?}"));
            let length = duration(text).ok_or_else(bad)?;
            Ok(Some(Some(Utc::now() + length)))
        }
    }
}

fn duration(text: &str) -> Option<Duration> {
    let mut rest = text.trim_start_matches('+');
    let mut total = 0.0;
    while !rest.is_empty() {
        let digits = rest.find(|c: char| !c.is_ascii_digit() && c != '.')?;
        let number: f64 = rest[..digits].parse().ok()?;
        rest = &rest[digits..];
        let units = [("ns", 1e-9), ("us", 1e-6), ("ms", 1e-3), ("s", 1.0), ("m", 60.0), ("h", 3600.0)];
        let (unit, seconds) = units.into_iter().find(|(unit, _)| rest.starts_with(unit))?;
        total += number * seconds;
        rest = &rest[unit.len()..];
    }
    // Go counts nanoseconds in 64 bits: 292 years.
    let millis = total * 1000.0;
    (!text.is_empty() && total < 9.223e9).then(|| Duration::milliseconds(format!("{millis:.0}").parse().unwrap_or(0)))
}
