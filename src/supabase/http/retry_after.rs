//! How long a server wants to be left alone.

use chrono::{DateTime, NaiveDateTime, Utc};
use reqwest::header::{DATE, HeaderMap, RETRY_AFTER};
use std::time::Duration;

/// Returns a header as text. None if it is absent or isn't ASCII.
pub(super) fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name)?.to_str().ok().map(str::trim)
}

/// Reads `Retry-After` (RFC 9110, section 10.2.3: seconds or a date).
pub(super) fn retry_after(headers: &HeaderMap, now: DateTime<Utc>) -> Option<Duration> {
    let wanted = text(headers, RETRY_AFTER.as_str())?;
    if let Some(wait) = seconds(wanted) {
        return Some(wait);
    }
    // The server's own clock decides, where it shows it.
    let now = text(headers, DATE.as_str()).and_then(date).unwrap_or(now);
    Some((date(wanted)? - now).to_std().unwrap_or_default())
}

/// Reads `x-ratelimit-reset`: seconds until calls are counted anew.
pub(super) fn rate_limit_reset(headers: &HeaderMap) -> Option<Duration> {
    seconds(text(headers, "x-ratelimit-reset")?)
}

/// Returns whether the answer says that the next call would be one too many.
pub(super) fn is_used_up(headers: &HeaderMap) -> bool {
    text(headers, "x-ratelimit-remaining").is_some_and(|left| left.parse::<i64>().is_ok_and(|left| left <= 0))
}

fn seconds(text: &str) -> Option<Duration> {
    Duration::try_from_secs_f64(text.parse().ok()?).ok()
}

/// The three forms of a date that RFC 9110, section 5.6.7, wants understood.
pub(super) fn date(text: &str) -> Option<DateTime<Utc>> {
    if let Ok(date) = DateTime::parse_from_rfc2822(text) {
        return Some(date.to_utc());
    }
    ["%A, %d-%b-%y %H:%M:%S GMT", "%a %b %e %H:%M:%S %Y"]
        .into_iter()
        .find_map(|form| NaiveDateTime::parse_from_str(text, form).ok())
        .map(|date| date.and_utc())
}

#[cfg(test)]
mod tests {
    use super::{is_used_up, rate_limit_reset, retry_after};
    use chrono::{DateTime, Utc};
    use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
    use std::time::Duration;

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        pairs.iter().map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value))).collect()
    }

    #[test]
    fn reads_seconds_and_every_form_of_a_date() {
        let now: DateTime<Utc> = "1994-11-06T08:49:00Z".parse().expect("a time");
        for (value, expected) in [
            ("0", Some(0)),
            ("120", Some(120)),
            (" 7 ", Some(7)),
            ("Sun, 06 Nov 1994 08:49:37 GMT", Some(37)),
            ("Sunday, 06-Nov-94 08:49:37 GMT", Some(37)),
            ("Sun Nov  6 08:49:37 1994", Some(37)),
            ("Sun, 06 Nov 1994 08:00:00 GMT", Some(0)),
            ("-5", None),
            ("1e300", None),
            ("NaN", None),
            ("soon", None),
            ("", None),
        ] {
            let wait = retry_after(&headers(&[("retry-after", value)]), now);
            assert_eq!(wait, expected.map(Duration::from_secs), "{value}");
        }
        let skewed = [("retry-after", "Sun, 06 Nov 1994 09:00:10 GMT"), ("date", "Sun, 06 Nov 1994 09:00:00 GMT")];
        assert_eq!(retry_after(&headers(&skewed), now), Some(Duration::from_secs(10)));
    }

    #[test]
    fn knows_when_calls_are_used_up() {
        for (value, expected) in [("0", true), ("-1", true), ("1", false), ("x", false)] {
            assert_eq!(is_used_up(&headers(&[("x-ratelimit-remaining", value)])), expected, "{value}");
        }
        assert!(!is_used_up(&headers(&[])));
        assert_eq!(rate_limit_reset(&headers(&[("x-ratelimit-reset", "42")])), Some(Duration::from_secs(42)));
    }
}
