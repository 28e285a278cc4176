//! How long ago a time was, in one short word for a column.

use chrono::{DateTime, Utc};

/// Longer ago than this the day itself says more.
const DAYS: i64 = 90;

/// Returns `5 min ago` or `in 2 h` for a time in RFC 3339; none if it is no time.
pub(super) fn relative(at: &str, now: DateTime<Utc>) -> Option<String> {
    let at = DateTime::parse_from_rfc3339(at).ok()?.with_timezone(&Utc);
    let seconds = now.signed_duration_since(at).num_seconds();
    let span = match seconds.abs() {
        0..60 => format!("{} s", seconds.abs()),
        60..3600 => format!("{} min", seconds.abs() / 60),
        3600..172_800 => format!("{} h", seconds.abs() / 3600),
        days if days < DAYS * 86_400 => format!("{} d", days / 86_400),
        _ => return Some(at.format("%Y-%m-%d").to_string()),
    };
    Some(if seconds < 0 { format!("in {span}") } else { format!("{span} ago") })
}

#[cfg(test)]
mod tests {
    use super::relative;
    use chrono::DateTime;

    #[test]
    fn a_time_is_told_in_the_unit_that_fits() {
        let now = DateTime::parse_from_rfc3339("2026-11-24T12:00:00Z").expect("a time").to_utc();
        for (at, expected) in [
            ("2026-11-24T12:00:00Z", Some("0 s ago")),
            ("2026-11-24T11:59:01Z", Some("59 s ago")),
            ("2026-11-24T11:59:00Z", Some("1 min ago")),
            ("2026-11-24T13:00:00+01:00", Some("0 s ago")),
            ("2026-11-24T11:00:00.999Z", Some("59 min ago")),
            ("2026-11-24T10:00:00Z", Some("2 h ago")),
            ("2026-11-23T11:00:00Z", Some("25 h ago")),
            ("2026-11-22T12:00:00Z", Some("2 d ago")),
            ("2026-08-01T00:00:00Z", Some("2026-08-01")),
            ("2026-11-24T12:20:00Z", Some("in 20 min")),
            ("yesterday", None),
        ] {
            assert_eq!(relative(at, now).as_deref(), expected, "{at}");
        }
    }
}
