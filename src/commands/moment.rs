//! A moment in the words of the command line.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

/// Reads a time such as `2026-11-24T03:00:00Z`, a day in UTC such as `2026-11-24`, or how long ago, such as `2h`.
///
/// # Errors
/// What a moment looks like.
pub(super) fn moment(text: &str) -> Result<DateTime<Utc>, String> {
    if let Ok(time) = DateTime::parse_from_rfc3339(text) {
        return Ok(time.to_utc());
    }
    if let Some(midnight) = text.parse::<NaiveDate>().ok().and_then(|day| day.and_hms_opt(0, 0, 0)) {
        return Ok(midnight.and_utc());
    }
    let ago = humantime::parse_duration(text).ok().and_then(|ago| TimeDelta::from_std(ago).ok());
    let at = ago.and_then(|ago| Utc::now().checked_sub_signed(ago));
    at.ok_or_else(|| "a moment looks like 2026-11-24T03:00:00Z, 2026-11-24, or 2h for two hours ago".to_owned())
}

#[cfg(test)]
mod tests {
    use super::moment;
    use chrono::{TimeDelta, Utc};

    #[test]
    fn moments_are_times_days_and_ages() {
        let text = |given: &str| moment(given).map(|at| at.to_rfc3339());
        assert_eq!(text("2026-11-24T03:00:00Z").as_deref(), Ok("2026-11-24T03:00:00+00:00"));
        assert_eq!(text("2026-11-24T03:00:00+01:00").as_deref(), Ok("2026-11-24T02:00:00+00:00"));
        assert_eq!(text("2026-11-24").as_deref(), Ok("2026-11-24T00:00:00+00:00"));
        let ago = Utc::now() - moment("2h").expect("an age");
        assert!(ago > TimeDelta::minutes(119) && ago < TimeDelta::minutes(121), "{ago}");
        for wrong in ["", "yesterday", "2026-13-01", "24.11.2026", "2", "1000000000y"] {
            assert!(moment(wrong).is_err(), "{wrong}");
        }
    }
}
