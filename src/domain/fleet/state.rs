//! How far a run is, and each tenant in it.

use serde::Serialize;
use std::fmt;
use std::str::FromStr;

/// How far a run is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum RunState {
    /// Its tenants are handed out; with no runner left it waits for one.
    Running,
    /// Somebody asked to pause it: tenants at work end, no other begins.
    Paused,
    /// Its canaries or its failure budget ended it; some tenants weren't begun.
    Stopped,
    /// Every tenant is through, and none failed.
    Done,
    /// Every tenant is through, and some failed.
    Failed,
    /// Somebody ended it for good.
    Cancelled,
}

/// How far a tenant is in a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum TenantState {
    /// Not begun, or given back.
    Waiting,
    /// A runner has it, as long as its lease lasts.
    Running,
    /// Done.
    Done,
    /// Failed.
    Failed,
    /// Left out, since it isn't in use any more.
    Skipped,
}

/// A step that the table doesn't have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a run that is {from} can't become {to}")]
pub struct ForbiddenStep {
    /// The present state.
    pub from: RunState,
    /// The wanted one.
    pub to: RunState,
}

impl RunState {
    /// Every state.
    pub const ALL: [Self; 6] = [Self::Running, Self::Paused, Self::Stopped, Self::Done, Self::Failed, Self::Cancelled];

    /// Returns the word that the control plane stores.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Running => "running",
            Self::Paused => "paused",
            Self::Stopped => "stopped",
            Self::Done => "done",
            Self::Failed => "failed",
            Self::Cancelled => "cancelled",
        }
    }

    /// Returns whether nothing happens any more unless somebody resumes it.
    pub fn is_over(self) -> bool {
        !matches!(self, Self::Running | Self::Paused)
    }

    /// Returns `to` if a run may go there from here.
    ///
    /// # Errors
    /// [`ForbiddenStep`].
    pub fn go(self, to: Self) -> Result<Self, ForbiddenStep> {
        use RunState::{Cancelled, Done, Failed, Paused, Running, Stopped};
        match (self, to) {
            (Running, Paused | Stopped | Done | Failed | Cancelled)
            | (Paused, Running | Stopped | Done | Failed | Cancelled)
            | (Stopped, Running | Cancelled)
            | (Failed, Running) => Ok(to),
            (from, to) => Err(ForbiddenStep { from, to }),
        }
    }
}

impl TenantState {
    /// Every state.
    pub const ALL: [Self; 5] = [Self::Waiting, Self::Running, Self::Done, Self::Failed, Self::Skipped];

    /// Returns the word that the control plane stores.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Running => "running",
            Self::Done => "done",
            Self::Failed => "failed",
            Self::Skipped => "skipped",
        }
    }
}

impl fmt::Display for RunState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Display for TenantState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for RunState {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        Self::ALL.into_iter().find(|s| s.as_str() == text).ok_or_else(|| format!("{text:?} is no state of a run"))
    }
}

impl FromStr for TenantState {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        Self::ALL.into_iter().find(|s| s.as_str() == text).ok_or_else(|| format!("{text:?} is no state in a run"))
    }
}

#[cfg(test)]
mod tests {
    use super::{RunState, TenantState};

    #[test]
    fn the_words_read_back() {
        for state in RunState::ALL {
            assert_eq!(state.as_str().parse(), Ok(state));
        }
        for state in TenantState::ALL {
            assert_eq!(state.as_str().parse(), Ok(state));
        }
        assert!("Done".parse::<RunState>().is_err() && "".parse::<TenantState>().is_err());
    }

    #[test]
    fn the_table_of_steps() {
        use RunState::{Cancelled, Done, Failed, Paused, Running, Stopped};
        for (from, allowed) in [
            (Running, &[Paused, Stopped, Done, Failed, Cancelled][..]),
            (Paused, &[Running, Stopped, Done, Failed, Cancelled]),
            (Stopped, &[Running, Cancelled]),
            (Failed, &[Running]),
            (Done, &[]),
            (Cancelled, &[]),
        ] {
            for to in RunState::ALL {
                assert_eq!(from.go(to).is_ok(), allowed.contains(&to), "{from} → {to}");
            }
        }
    }
}
