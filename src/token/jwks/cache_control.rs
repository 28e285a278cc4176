//! How long an answer may be kept (RFC 9111, section 5.2.2).

use std::time::Duration;

/// Reads a `Cache-Control` header: the `max-age` in it, zero where it forbids keeping, none where it says nothing.
/// What can't be understood counts as zero (section 4.2.1), and of several the shortest counts.
pub(super) fn max_age(header: &str) -> Option<Duration> {
    header
        .split(',')
        .filter_map(|directive| {
            let (name, value) = directive.split_once('=').unwrap_or((directive, ""));
            match name.trim().to_ascii_lowercase().as_str() {
                "no-store" | "no-cache" => Some(Duration::ZERO),
                "max-age" => Some(seconds(value.trim().trim_matches('"'))),
                _ => None,
            }
        })
        .min()
}

/// A number too great to be held is a very long time (section 1.2.2).
fn seconds(text: &str) -> Duration {
    const LONGEST: u64 = 1 << 31;
    if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Duration::ZERO;
    }
    Duration::from_secs(text.parse().map_or(LONGEST, |seconds: u64| seconds.min(LONGEST)))
}

#[cfg(test)]
mod tests {
    use super::max_age;

    #[test]
    fn the_shortest_counts() {
        for (header, expected) in [
            ("public, max-age=600", Some(600)),
            ("MAX-AGE=600", Some(600)),
            ("max-age=\"600\"", Some(600)),
            ("max-age=600, max-age=60", Some(60)),
            ("s-maxage=5, max-age=600", Some(600)),
            ("no-store", Some(0)),
            ("max-age=600, no-cache", Some(0)),
            ("max-age=0", Some(0)),
            ("max-age=", Some(0)),
            ("max-age", Some(0)),
            ("max-age=-1", Some(0)),
            ("max-age=1.5", Some(0)),
            ("max-age=600s", Some(0)),
            ("max-age=99999999999999999999999", Some(1 << 31)),
            ("public", None),
            ("", None),
            (",,=,", None),
        ] {
            assert_eq!(max_age(header).map(|age| age.as_secs()), expected, "{header}");
        }
    }
}
