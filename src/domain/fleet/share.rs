//! A number of tenants, or a percentage of those in a run.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// So many tenants, or so many of a hundred.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Share {
    /// This many.
    Count(u32),
    /// Per cent, 0 to 100.
    Percent(u8),
}

/// A text that is no share.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is neither a number nor a percentage such as 5%")]
pub struct InvalidShare(String);

impl Share {
    /// Returns how many of `total` that is, rounded down: for what mustn't be exceeded.
    pub fn at_most(self, total: usize) -> usize {
        match self {
            Self::Count(count) => usize::try_from(count).unwrap_or(usize::MAX),
            Self::Percent(percent) => total.saturating_mul(usize::from(percent)) / 100,
        }
    }

    /// Returns how many of `total` that is, rounded up and never 0: for what shall be tried.
    pub fn at_least(self, total: usize) -> usize {
        let count = match self {
            Self::Count(count) => usize::try_from(count).unwrap_or(usize::MAX),
            Self::Percent(percent) => total.saturating_mul(usize::from(percent)).div_ceil(100),
        };
        count.max(1)
    }
}

impl FromStr for Share {
    type Err = InvalidShare;

    fn from_str(text: &str) -> Result<Self, InvalidShare> {
        let invalid = || InvalidShare(text.to_owned());
        let digits = |digits: &str| digits.chars().all(|c| c.is_ascii_digit());
        match text.strip_suffix('%') {
            Some(percent) if digits(percent) => {
                let percent = percent.parse().map_err(|_| invalid())?;
                if percent > 100 { Err(invalid()) } else { Ok(Self::Percent(percent)) }
            }
            None if digits(text) => Ok(Self::Count(text.parse().map_err(|_| invalid())?)),
            _ => Err(invalid()),
        }
    }
}

impl fmt::Display for Share {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Count(count) => write!(f, "{count}"),
            Self::Percent(percent) => write!(f, "{percent}%"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Share;

    #[test]
    fn counts_up_and_down() {
        for (text, total, at_most, at_least) in [
            ("0", 10, 0, 1),
            ("3", 10, 3, 3),
            ("5%", 10, 0, 1),
            ("5%", 24, 1, 2),
            ("0%", 1000, 0, 1),
            ("100%", 7, 7, 7),
        ] {
            let share: Share = text.parse().expect(text);
            assert_eq!((share.at_most(total), share.at_least(total)), (at_most, at_least), "{text} of {total}");
            assert_eq!(share.to_string(), text);
        }
    }

    #[test]
    fn refuses_nonsense() {
        for text in ["", "%", "101%", "-1", "+1", "5 %", "1.5%", "x", "99999999999"] {
            assert!(text.parse::<Share>().is_err(), "{text}");
        }
    }
}
