//! The statuses of a tenant, and which may follow which.

use serde::Serialize;
use std::fmt;
use std::str::FromStr;

/// Where a tenant is in its life.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Being made; the operation's steps tell how far it is.
    Provisioning,
    /// In use.
    Active,
    /// Its making failed and wasn't finished.
    Failed,
    /// Closed to its users, data untouched.
    Suspended,
    /// On its way out, still restorable.
    Deleting,
    /// Gone; the row stays.
    Deleted,
}

/// A change of status that the table doesn't have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a tenant can't go from {from} to {to}")]
pub struct ForbiddenTransition {
    /// The present status.
    pub from: Status,
    /// The wanted one.
    pub to: Status,
}

impl Status {
    /// Every status.
    pub const ALL: [Self; 6] =
        [Self::Provisioning, Self::Active, Self::Failed, Self::Suspended, Self::Deleting, Self::Deleted];

    /// Returns the word that the control plane stores.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Provisioning => "provisioning",
            Self::Active => "active",
            Self::Failed => "failed",
            Self::Suspended => "suspended",
            Self::Deleting => "deleting",
            Self::Deleted => "deleted",
        }
    }

    /// Returns `to` if a tenant may go there from here.
    ///
    /// # Errors
    /// [`ForbiddenTransition`].
    pub fn go(self, to: Self) -> Result<Self, ForbiddenTransition> {
        use Status::{Active, Deleted, Deleting, Failed, Provisioning, Suspended};
        match (self, to) {
            (Provisioning, Active | Failed)
            | (Failed, Provisioning | Deleting)
            | (Active, Suspended | Deleting)
            | (Suspended, Active | Deleting)
            | (Deleting, Active | Suspended | Deleted) => Ok(to),
            (from, to) => Err(ForbiddenTransition { from, to }),
        }
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A word that is no status.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is no status; there are provisioning, active, failed, suspended, deleting and deleted")]
pub struct UnknownStatus(pub String);

impl FromStr for Status {
    type Err = UnknownStatus;

    fn from_str(text: &str) -> Result<Self, UnknownStatus> {
        Self::ALL.into_iter().find(|s| s.as_str() == text).ok_or_else(|| UnknownStatus(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::Status;

    #[test]
    fn only_the_documented_transitions_exist() {
        let allowed: Vec<(Status, Status)> = Status::ALL
            .into_iter()
            .flat_map(|from| Status::ALL.into_iter().map(move |to| (from, to)))
            .filter(|(from, to)| from.go(*to).is_ok())
            .collect();
        use Status::{Active, Deleted, Deleting, Failed, Provisioning, Suspended};
        assert_eq!(
            allowed,
            [
                (Provisioning, Active),
                (Provisioning, Failed),
                (Active, Suspended),
                (Active, Deleting),
                (Failed, Provisioning),
                (Failed, Deleting),
                (Suspended, Active),
                (Suspended, Deleting),
                (Deleting, Active),
                (Deleting, Suspended),
                (Deleting, Deleted),
            ]
        );
    }

    #[test]
    fn the_words_read_back() {
        for status in Status::ALL {
            assert_eq!(status.as_str().parse(), Ok(status));
        }
        assert!("Active".parse::<Status>().is_err());
    }
}
