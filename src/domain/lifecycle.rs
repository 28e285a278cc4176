//! What happens to a tenant after it was made: which command is allowed in which status.

use crate::status::Status;
use std::fmt;

/// A command that changes a tenant's status.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Change {
    /// Close it to its users.
    Suspend,
    /// Open it again.
    Resume,
    /// Close it, back it up, and let it wait for its end.
    Deprovision,
    /// Take its deletion back.
    Restore,
    /// Remove all of it.
    Purge,
}

/// What a command does in a status.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// It does its work.
    Act,
    /// It is so already, unless a killed run left something to finish.
    Already,
    /// It refuses.
    Refuse,
}

impl Change {
    /// Every command.
    pub const ALL: [Self; 5] = [Self::Suspend, Self::Resume, Self::Deprovision, Self::Restore, Self::Purge];

    /// Returns the command's name, which is the kind of its operations.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Suspend => "suspend",
            Self::Resume => "resume",
            Self::Deprovision => "deprovision",
            Self::Restore => "restore",
            Self::Purge => "purge",
        }
    }

    /// Finds the command whose operations are of this kind.
    pub fn parse(kind: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|change| change.as_str() == kind)
    }

    /// Says what the command does with a tenant of that status.
    pub fn on(self, status: Status) -> Answer {
        use Change::{Deprovision, Purge, Restore, Resume, Suspend};
        use Status::{Active, Deleted, Deleting, Failed, Provisioning, Suspended};
        match (self, status) {
            (Suspend | Deprovision, Active) | (Resume | Deprovision, Suspended) | (Restore | Purge, Deleting) => {
                Answer::Act
            }
            (Resume | Restore, Active)
            | (Suspend | Restore, Suspended)
            | (Deprovision, Deleting)
            | (Purge, Deleted) => Answer::Already,
            (_, Provisioning | Failed)
            | (Purge, Active | Suspended)
            | (Suspend | Resume, Deleting)
            | (Suspend | Resume | Deprovision | Restore, Deleted) => Answer::Refuse,
        }
    }

    /// Whether the command takes the place of another one that was left unfinished. What a purge began can't be taken
    /// back, and a restore takes back nothing but a deletion.
    pub fn takes_over(self, unfinished: Self) -> bool {
        match (self, unfinished) {
            (Self::Purge, _) => true,
            (_, Self::Purge) => false,
            (Self::Restore, other) => matches!(other, Self::Deprovision | Self::Restore),
            _ => true,
        }
    }
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::{Answer, Change};
    use crate::status::Status;

    #[test]
    fn each_command_has_an_answer_in_each_status() {
        use Answer::{Act, Already, Refuse};
        // In the order of `Status::ALL`: provisioning, active, failed, suspended, deleting, deleted.
        for (change, answers) in [
            (Change::Suspend, [Refuse, Act, Refuse, Already, Refuse, Refuse]),
            (Change::Resume, [Refuse, Already, Refuse, Act, Refuse, Refuse]),
            (Change::Deprovision, [Refuse, Act, Refuse, Act, Already, Refuse]),
            (Change::Restore, [Refuse, Already, Refuse, Already, Act, Refuse]),
            (Change::Purge, [Refuse, Refuse, Refuse, Refuse, Act, Already]),
        ] {
            assert_eq!(Status::ALL.map(|status| change.on(status)), answers, "{change}");
        }
    }

    #[test]
    fn what_a_purge_began_is_never_taken_back() {
        for change in Change::ALL {
            assert_eq!(change.takes_over(Change::Purge), change == Change::Purge);
            assert_eq!(Change::parse(change.as_str()), Some(change));
        }
        assert!(!Change::Restore.takes_over(Change::Suspend) && Change::Restore.takes_over(Change::Deprovision));
        assert_eq!(Change::parse("provision"), None);
    }
}
