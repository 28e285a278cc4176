//! How large a project's machine is.

use crate::domain::suggest::closest;
use serde::{Serialize, Serializer};
use std::fmt;
use std::str::FromStr;

/// One of the API's sizes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InstanceSize(&'static str);

/// A word that is no size.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("there is no size {size:?}; {}", self.instead())]
pub struct UnknownSize {
    size: String,
}

impl UnknownSize {
    fn instead(&self) -> String {
        match closest(&self.size, InstanceSize::ALL) {
            Some(near) => format!("did you mean {near}?"),
            None => format!("there are {}", InstanceSize::ALL.join(", ")),
        }
    }
}

impl FromStr for InstanceSize {
    type Err = UnknownSize;

    fn from_str(text: &str) -> Result<Self, UnknownSize> {
        let found = InstanceSize::ALL.into_iter().find(|size| *size == text);
        found.map(Self).ok_or_else(|| UnknownSize { size: text.chars().take(40).collect() })
    }
}

impl InstanceSize {
    /// The sizes that a new project may ask for, smallest first.
    pub const ALL: [&'static str; 19] = [
        "nano",
        "micro",
        "small",
        "medium",
        "large",
        "xlarge",
        "2xlarge",
        "4xlarge",
        "8xlarge",
        "12xlarge",
        "16xlarge",
        "24xlarge",
        "24xlarge_optimized_memory",
        "24xlarge_optimized_cpu",
        "24xlarge_high_memory",
        "48xlarge",
        "48xlarge_optimized_memory",
        "48xlarge_optimized_cpu",
        "48xlarge_high_memory",
    ];

    /// Returns the API's word.
    pub fn as_str(self) -> &'static str {
        self.0
    }
}

impl fmt::Display for InstanceSize {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl Serialize for InstanceSize {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::InstanceSize;

    #[test]
    fn an_unknown_size_names_the_nearest_or_all() {
        assert!(InstanceSize::ALL.iter().all(|size| size.parse::<InstanceSize>().is_ok_and(|s| s.as_str() == *size)));
        for (text, expected) in [
            ("mirco", "there is no size \"mirco\"; did you mean micro?"),
            ("gigantic", "there is no size \"gigantic\"; there are nano, micro, small, "),
            ("", "there is no size \"\"; there are nano, "),
        ] {
            let error = text.parse::<InstanceSize>().expect_err("no size").to_string();
            assert!(error.starts_with(expected), "{error}");
        }
    }
}
