//! Region labels.

use crate::suggest::closest;
use serde::Serialize;
use std::fmt;
use std::str::FromStr;

/// The regions that Supabase has; a default cluster takes any of them as a label.
pub const KNOWN: [&str; 18] = [
    "us-east-1",
    "us-east-2",
    "us-west-1",
    "us-west-2",
    "ca-central-1",
    "sa-east-1",
    "eu-west-1",
    "eu-west-2",
    "eu-west-3",
    "eu-north-1",
    "eu-central-1",
    "eu-central-2",
    "ap-south-1",
    "ap-southeast-1",
    "ap-southeast-2",
    "ap-northeast-1",
    "ap-northeast-2",
    "ap-east-1",
];

/// A region's label: 1 to 40 visible ASCII characters without quotes and blanks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Region(String);

/// A text that can't be a region's label.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("a region is 1 to 40 letters, digits, '-', '_' or '.', such as us-east-1")]
pub struct InvalidRegion;

/// A region that the provider doesn't have.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("there is no region {region:?}")]
pub struct UnknownRegion {
    /// What was asked for.
    pub region: String,
    /// The nearest one that exists.
    pub suggestion: Option<&'static str>,
}

impl Region {
    /// Returns the label.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Checks the label against the 18 known codes.
    ///
    /// # Errors
    /// [`UnknownRegion`] with the nearest code.
    pub fn known(&self) -> Result<(), UnknownRegion> {
        if KNOWN.contains(&self.0.as_str()) {
            return Ok(());
        }
        Err(UnknownRegion { region: self.0.clone(), suggestion: closest(&self.0, KNOWN) })
    }
}

impl fmt::Display for Region {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for Region {
    type Err = InvalidRegion;

    fn from_str(text: &str) -> Result<Self, InvalidRegion> {
        let fits = (1..=40).contains(&text.len())
            && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b))
            && text.starts_with(|c: char| c.is_ascii_alphanumeric());
        if fits { Ok(Self(text.to_owned())) } else { Err(InvalidRegion) }
    }
}

#[cfg(test)]
mod tests {
    use super::Region;

    #[test]
    fn suggests_the_nearest_region() {
        let region: Region = "us-esat-1".parse().expect("label");
        assert_eq!(region.known().expect_err("unknown").suggestion, Some("us-east-1"));
        assert!("eu-west-3".parse::<Region>().expect("label").known().is_ok());
    }

    #[test]
    fn refuses_what_is_no_label() {
        for text in ["", "-x", "us east", "us'1", "ü", &"x".repeat(41), "a\n"] {
            assert!(text.parse::<Region>().is_err(), "{text:?}");
        }
    }
}
