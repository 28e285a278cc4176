//! How long a user may not log in.

use std::time::Duration;

/// A ban. Its sessions stay, and their tokens are good until they expire.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ban {
    /// From now on for so long; less than a second is one.
    For(Duration),
    /// For ever: 876,000 hours, which are a hundred years.
    Forever,
    /// No ban.
    Lifted,
}

impl Ban {
    /// The longest ban that the server can hold in its nanoseconds, in seconds.
    const LONGEST: u64 = 9_223_372_036;

    /// Returns `ban_duration`, a duration of Go: it knows no days.
    pub(super) fn text(self) -> String {
        match self {
            Self::For(time) => format!("{}s", time.as_secs().clamp(1, Self::LONGEST)),
            Self::Forever => "876000h".to_owned(),
            Self::Lifted => "none".to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Ban;
    use std::time::Duration;

    #[test]
    fn writes_durations_that_go_reads() {
        for (ban, text) in [
            (Ban::For(Duration::from_secs(86_400)), "86400s"),
            (Ban::For(Duration::from_millis(10)), "1s"),
            (Ban::For(Duration::MAX), "9223372036s"),
            (Ban::Forever, "876000h"),
            (Ban::Lifted, "none"),
        ] {
            assert_eq!(ban.text(), text);
        }
    }
}
