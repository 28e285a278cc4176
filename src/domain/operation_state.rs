//! How far an operation and its steps are, and how a person names an operation.

use serde::Serialize;
use std::fmt;
use std::str::FromStr;
use uuid::Uuid;

/// How far an operation is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum OperationState {
    /// Begun; if its process died, it is still called so.
    Running,
    /// All steps are done.
    Done,
    /// A step failed; what was made before it is there.
    Failed,
    /// Its steps are being undone.
    Undoing,
    /// A step couldn't be undone; the tenant keeps its id.
    FailedCleanup,
    /// Undone; nothing is left but this record.
    RolledBack,
}

impl OperationState {
    /// Every state.
    pub const ALL: [Self; 6] =
        [Self::Running, Self::Done, Self::Failed, Self::Undoing, Self::FailedCleanup, Self::RolledBack];

    /// Returns the word that the control plane stores.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Running => "running",
            Self::Done => "done",
            Self::Failed => "failed",
            Self::Undoing => "undoing",
            Self::FailedCleanup => "failed_cleanup",
            Self::RolledBack => "rolled_back",
        }
    }
}

/// How far a step is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum StepState {
    /// Not begun.
    Planned,
    /// Begun.
    Running,
    /// Its effect is there.
    Done,
    /// Its undoing has begun.
    Undoing,
    /// Its effect is taken back.
    Undone,
    /// It, or its undoing, failed.
    Failed,
}

impl StepState {
    /// Every state.
    pub const ALL: [Self; 6] = [Self::Planned, Self::Running, Self::Done, Self::Undoing, Self::Undone, Self::Failed];

    /// Returns the word that the control plane stores.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Planned => "planned",
            Self::Running => "running",
            Self::Done => "done",
            Self::Undoing => "undoing",
            Self::Undone => "undone",
            Self::Failed => "failed",
        }
    }
}

impl fmt::Display for OperationState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Display for StepState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A word that is no state.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is no state; there are {1}")]
pub struct UnknownState(String, String);

fn find<T: Copy + fmt::Display>(all: &[T], text: &str) -> Result<T, UnknownState> {
    let words: Vec<String> = all.iter().map(ToString::to_string).collect();
    let at = words.iter().position(|word| word == text);
    at.and_then(|at| all.get(at)).copied().ok_or_else(|| UnknownState(text.to_owned(), words.join(", ")))
}

impl FromStr for OperationState {
    type Err = UnknownState;

    fn from_str(text: &str) -> Result<Self, UnknownState> {
        find(&Self::ALL, text)
    }
}

impl FromStr for StepState {
    type Err = UnknownState;

    fn from_str(text: &str) -> Result<Self, UnknownState> {
        find(&Self::ALL, text)
    }
}

/// An operation's id, or the beginning of one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OperationRef {
    text: String,
    low: Uuid,
    high: Uuid,
}

/// A text that no operation's id begins with.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("an operation's id is a UUID such as 0192f0c1-…; its beginning is enough")]
pub struct InvalidOperationRef;

impl OperationRef {
    /// Returns the lowest and the highest id that is meant.
    pub fn bounds(&self) -> (Uuid, Uuid) {
        (self.low, self.high)
    }
}

impl From<Uuid> for OperationRef {
    fn from(id: Uuid) -> Self {
        Self { text: id.to_string(), low: id, high: id }
    }
}

impl FromStr for OperationRef {
    type Err = InvalidOperationRef;

    fn from_str(text: &str) -> Result<Self, InvalidOperationRef> {
        let digits: String = text.chars().filter(|c| *c != '-').collect();
        let fits = (1..=32).contains(&digits.len()) && digits.chars().all(|c| c.is_ascii_hexdigit());
        let end = |fill: &str| Uuid::parse_str(&format!("{digits}{}", fill.repeat(32 - digits.len())));
        match fits {
            true => Ok(Self {
                text: text.to_owned(),
                low: end("0").map_err(|_| InvalidOperationRef)?,
                high: end("f").map_err(|_| InvalidOperationRef)?,
            }),
            false => Err(InvalidOperationRef),
        }
    }
}

impl fmt::Display for OperationRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::{OperationRef, OperationState, StepState};

    #[test]
    fn the_words_read_back() {
        for state in OperationState::ALL {
            assert_eq!(state.as_str().parse(), Ok(state));
        }
        for state in StepState::ALL {
            assert_eq!(state.as_str().parse(), Ok(state));
        }
        let unknown = "Done".parse::<OperationState>().expect_err("unknown").to_string();
        assert!(unknown.contains("failed_cleanup"), "{unknown}");
    }

    #[test]
    fn a_prefix_covers_its_ids() {
        let whole = "0192f0c1-7d3a-7abc-8def-0123456789ab";
        for text in ["0", "0192", "0192f0c1-7d", "0192f0c17d", whole, &whole.to_uppercase()] {
            let (low, high) = text.parse::<OperationRef>().expect("reads").bounds();
            let id: uuid::Uuid = whole.parse().expect("uuid");
            assert!(low <= id && id <= high, "{text}");
        }
        let (low, high) = whole.parse::<OperationRef>().expect("reads").bounds();
        assert_eq!(low, high);
        for text in ["", "-", "x", "0192 ", "é", &"0".repeat(33), "acme-corp"] {
            assert!(text.parse::<OperationRef>().is_err(), "{text:?}");
        }
    }
}
