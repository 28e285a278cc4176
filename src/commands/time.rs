//! Points in time on the command line.

use chrono::{DateTime, Utc};
use std::time::Duration;

/// Reads a time as RFC 3339 writes it.
///
/// # Errors
/// How one looks.
pub(super) fn time(text: &str) -> Result<DateTime<Utc>, String> {
    let parsed = DateTime::parse_from_rfc3339(text).map(|time| time.to_utc());
    parsed.map_err(|_| "a time looks like 2026-11-24T03:00:00Z".to_owned())
}

/// The same for one that is still to come.
///
/// # Errors
/// How one looks, or that it is over.
pub(super) fn future_time(text: &str) -> Result<DateTime<Utc>, String> {
    let time = time(text)?;
    if time > Utc::now() { Ok(time) } else { Err("that time is over".to_owned()) }
}

/// The longest grace.
const LONGEST: Duration = Duration::from_secs(10 * 365 * 24 * 60 * 60);

/// Reads how long a deletion can be taken back: `7d`, `12h`, `0`.
///
/// # Errors
/// How one looks.
pub(super) fn grace(text: &str) -> Result<Duration, String> {
    let parsed = if text == "0" { Ok(Duration::ZERO) } else { humantime::parse_duration(text) };
    match parsed {
        Ok(grace) if grace <= LONGEST => Ok(grace),
        Ok(_) => Err("ten years are the most".to_owned()),
        Err(_) => Err("a grace looks like 7d, 12h or 0".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::{future_time, grace, time};

    #[test]
    fn a_grace_may_be_nothing() {
        for (text, seconds) in [("0", Some(0)), ("7d", Some(604_800)), ("90m", Some(5_400)), ("0s", Some(0))] {
            assert_eq!(grace(text).ok().map(|grace| grace.as_secs()), seconds, "{text}");
        }
        for text in ["", "7", "-1d", "11y", "soon"] {
            assert!(grace(text).is_err(), "{text}");
        }
    }

    #[test]
    fn times_are_read_strictly() {
        for text in ["2026-11-24T03:00:00Z", "2026-11-24T03:00:00.5+02:00", "2099-01-01T00:00:00Z"] {
            assert!(time(text).is_ok(), "{text}");
        }
        for text in ["", "tomorrow", "2026-11-24", "2026-11-24T03:00:00", "2026-13-24T03:00:00Z"] {
            assert!(time(text).is_err(), "{text}");
        }
        assert!(future_time("2001-01-01T00:00:00Z").is_err());
        assert!(future_time("2999-01-01T00:00:00Z").is_ok());
    }
}
