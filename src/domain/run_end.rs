//! How a run over several tenants came out, in a few numbers.

use super::fleet::RunState;
use uuid::Uuid;

/// How many of the failed tenants are named.
pub const NAMED: usize = 10;

/// The end of a run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunEnd {
    /// The run in the control plane, where it has one, and when it ended.
    pub run: Option<(Uuid, i64)>,
    /// How it ended.
    pub state: RunState,
    /// Why it was stopped.
    pub reason: Option<String>,
    /// How many tenants it has.
    pub tenants: u64,
    /// How many of them failed.
    pub failed: u64,
    /// How many were left out.
    pub skipped: u64,
    /// How many weren't begun.
    pub not_begun: u64,
    /// The first of those that failed: tenant and error.
    pub failures: Vec<(String, String)>,
}

impl RunEnd {
    /// Makes the end of a run that the control plane has no row of: `tenants` were worked on, and some failed.
    pub fn of(tenants: usize, failures: impl IntoIterator<Item = (String, String)>) -> Self {
        let mut failed = 0;
        let mut named = Vec::new();
        for failure in failures {
            failed += 1;
            if named.len() < NAMED {
                named.push(failure);
            }
        }
        Self {
            run: None,
            state: if failed == 0 { RunState::Done } else { RunState::Failed },
            reason: None,
            tenants: u64::try_from(tenants).unwrap_or(u64::MAX),
            failed,
            skipped: 0,
            not_begun: 0,
            failures: named,
        }
    }

    /// Says how many tenants weren't worked on, besides the others.
    #[must_use]
    pub fn without(mut self, skipped: usize, not_begun: usize) -> Self {
        self.skipped = u64::try_from(skipped).unwrap_or(u64::MAX);
        self.not_begun = u64::try_from(not_begun).unwrap_or(u64::MAX);
        self.tenants = self.tenants.saturating_add(self.skipped).saturating_add(self.not_begun);
        self
    }

    /// Returns how many tenants came through.
    pub fn succeeded(&self) -> u64 {
        self.tenants.saturating_sub(self.failed).saturating_sub(self.skipped).saturating_sub(self.not_begun)
    }
}

#[cfg(test)]
mod tests {
    use super::{NAMED, RunEnd};
    use crate::fleet::RunState;

    #[test]
    fn tenants_are_counted_and_the_first_failures_named() {
        let failures = |count: usize| (0..count).map(|n| (format!("t{n}"), "no".to_owned()));
        let end = RunEnd::of(20, failures(12)).without(3, 2);
        assert_eq!((end.tenants, end.failed, end.skipped, end.not_begun), (25, 12, 3, 2));
        assert_eq!((end.succeeded(), end.failures.len(), end.state), (8, NAMED, RunState::Failed));
        assert_eq!(RunEnd::of(1, failures(0)).state, RunState::Done);
    }
}
