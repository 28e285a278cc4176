//! The status of a project.

use serde::Deserialize;
use std::fmt;

/// The status of a project; one that this program doesn't know is kept as it is.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(from = "String")]
pub enum ProjectStatus {
    /// Paused.
    Inactive,
    /// At work.
    ActiveHealthy,
    /// At work, and something isn't.
    ActiveUnhealthy,
    /// Being created.
    ComingUp,
    /// The API doesn't know yet.
    Unknown,
    /// Being deleted.
    GoingDown,
    /// It couldn't be created.
    InitFailed,
    /// Deleted.
    Removed,
    /// Coming back from a pause.
    Restoring,
    /// Getting a newer PostgreSQL.
    Upgrading,
    /// Being paused.
    Pausing,
    /// It couldn't come back.
    RestoreFailed,
    /// Starting again.
    Restarting,
    /// It couldn't be paused.
    PauseFailed,
    /// Getting another size.
    Resizing,
    /// Any other word.
    Other(String),
}

const WORDS: [(&str, ProjectStatus); 15] = [
    ("INACTIVE", ProjectStatus::Inactive),
    ("ACTIVE_HEALTHY", ProjectStatus::ActiveHealthy),
    ("ACTIVE_UNHEALTHY", ProjectStatus::ActiveUnhealthy),
    ("COMING_UP", ProjectStatus::ComingUp),
    ("UNKNOWN", ProjectStatus::Unknown),
    ("GOING_DOWN", ProjectStatus::GoingDown),
    ("INIT_FAILED", ProjectStatus::InitFailed),
    ("REMOVED", ProjectStatus::Removed),
    ("RESTORING", ProjectStatus::Restoring),
    ("UPGRADING", ProjectStatus::Upgrading),
    ("PAUSING", ProjectStatus::Pausing),
    ("RESTORE_FAILED", ProjectStatus::RestoreFailed),
    ("RESTARTING", ProjectStatus::Restarting),
    ("PAUSE_FAILED", ProjectStatus::PauseFailed),
    ("RESIZING", ProjectStatus::Resizing),
];

impl From<String> for ProjectStatus {
    fn from(text: String) -> Self {
        let known = WORDS.into_iter().find(|(word, _)| *word == text);
        known.map_or(Self::Other(text), |(_, status)| status)
    }
}

impl ProjectStatus {
    /// Tells whether the project is at work. Its services may still not be.
    pub fn is_ready(&self) -> bool {
        *self == Self::ActiveHealthy
    }

    /// Tells whether it may be at work later: anything else than ready or failed for good, an unknown word included.
    pub fn is_pending(&self) -> bool {
        !self.is_ready() && !self.is_terminal_failure()
    }

    /// Tells whether waiting for it to be at work is in vain.
    pub fn is_terminal_failure(&self) -> bool {
        matches!(
            self,
            Self::GoingDown
                | Self::InitFailed
                | Self::Removed
                | Self::Inactive
                | Self::PauseFailed
                | Self::RestoreFailed
        )
    }
}

impl fmt::Display for ProjectStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Other(text) => f.write_str(text),
            known => f.write_str(WORDS.iter().find(|(_, status)| status == known).map_or("UNKNOWN", |(word, _)| word)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{ProjectStatus, WORDS};

    #[test]
    fn fifteen_are_known_and_any_other_is_kept() {
        for (word, status) in WORDS {
            assert_eq!(ProjectStatus::from(word.to_owned()), status);
            assert_eq!(status.to_string(), word);
            assert!(!(status.is_ready() && status.is_terminal_failure()));
        }
        let ends = WORDS.iter().filter(|(_, status)| status.is_terminal_failure()).count();
        assert_eq!(ends, 6);
        assert_eq!(WORDS.iter().filter(|(_, status)| status.is_pending()).count(), 8);
        let other = ProjectStatus::from("HIBERNATING".to_owned());
        assert_eq!(other.to_string(), "HIBERNATING");
        assert!(other.is_pending());
    }
}
