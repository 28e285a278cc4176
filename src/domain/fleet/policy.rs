//! When a run opens its next wave, and when it ends.

use super::share::Share;
use super::waves::Waves;
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// What a run keeps to, whoever works on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Policy {
    /// How it is divided.
    pub waves: Waves,
    /// Wave 0 are canaries: if one of them fails, nothing else begins.
    pub has_canaries: bool,
    /// The pause between two waves.
    pub pause_between: Duration,
    /// How many tenants may fail before no other begins.
    pub max_failures: Share,
}

/// How far the tenants of a run are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tally {
    /// All of them.
    pub tenants: usize,
    /// The wave that is open.
    pub wave: i32,
    /// The last wave there is.
    pub last_wave: i32,
    /// Not through, in the waves that are open.
    pub unfinished: bool,
    /// Failed, each place that can't be reached counted once.
    pub charged: usize,
    /// Failed, each counted.
    pub failed: usize,
    /// Failed among the first wave.
    pub failed_canaries: usize,
}

/// What a run does next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// Goes on.
    GoOn,
    /// Opens the next wave.
    NextWave,
    /// Hands out no other tenant, for this reason.
    Stop(String),
    /// Is over; some tenants failed if true.
    Over(bool),
}

impl Policy {
    /// Decides before the first write: `foreign` tenants don't go with the files or aren't who they should be, which
    /// no budget covers; `charged` are the others that can't be migrated, each place that can't be reached counted
    /// once. Returns whether the run may begin.
    pub fn may_begin(&self, tenants: usize, foreign: usize, charged: usize) -> bool {
        foreign == 0 && charged <= self.max_failures.at_most(tenants)
    }

    /// Decides after tenants have come through.
    pub fn verdict(&self, tally: &Tally) -> Verdict {
        let last = tally.wave >= tally.last_wave;
        if last && !tally.unfinished {
            return Verdict::Over(tally.failed > 0);
        }
        if self.has_canaries && tally.failed_canaries > 0 {
            return Verdict::Stop(format!("{} of the canaries failed", tally.failed_canaries));
        }
        let budget = self.max_failures.at_most(tally.tenants);
        if tally.charged > budget {
            let given = self.max_failures;
            return Verdict::Stop(format!(
                "{} failures, and {budget} are allowed (--max-failures {given})",
                tally.charged
            ));
        }
        if tally.unfinished { Verdict::GoOn } else { Verdict::NextWave }
    }
}

/// Returns how many tenants on one server are worked on at once, by all runners together: a quarter of its connections,
/// and half of those that are left; ten are never touched, and one tenant at a time always may.
pub fn connection_budget(max_connections: u32, in_use: u32) -> u32 {
    let ours = max_connections.saturating_sub(10);
    (ours / 4).min(ours.saturating_sub(in_use) / 2).max(1)
}

#[cfg(test)]
mod tests {
    use super::{Policy, Tally, Verdict, connection_budget};
    use crate::fleet::Waves;
    use std::time::Duration;

    #[test]
    fn decides() {
        let tally = |wave, unfinished, charged, failed_canaries| Tally {
            tenants: 40,
            wave,
            last_wave: 2,
            unfinished,
            charged,
            failed: charged,
            failed_canaries,
        };
        let stop = |text: &str| Verdict::Stop(text.to_owned());
        for (has_canaries, max_failures, tally, expected) in [
            (false, "0", tally(0, true, 0, 0), Verdict::GoOn),
            (false, "0", tally(0, false, 0, 0), Verdict::NextWave),
            (false, "0", tally(2, false, 0, 0), Verdict::Over(false)),
            (false, "0", tally(2, false, 9, 0), Verdict::Over(true)),
            (false, "0", tally(0, true, 1, 0), stop("1 failures, and 0 are allowed (--max-failures 0)")),
            (false, "5%", tally(0, true, 2, 0), Verdict::GoOn),
            (false, "5%", tally(0, false, 3, 0), stop("3 failures, and 2 are allowed (--max-failures 5%)")),
            (true, "5%", tally(0, true, 1, 1), stop("1 of the canaries failed")),
            (true, "5%", tally(1, true, 1, 0), Verdict::GoOn),
        ] {
            let policy = Policy {
                waves: Waves::default(),
                has_canaries,
                pause_between: Duration::ZERO,
                max_failures: max_failures.parse().expect("a share"),
            };
            assert_eq!(policy.verdict(&tally), expected, "{has_canaries} {max_failures} {tally:?}");
        }
    }

    #[test]
    fn a_budget_covers_the_gate_but_no_foreign_tenant() {
        for (max_failures, tenants, foreign, charged, begins) in [
            ("0", 10, 0, 0, true),
            ("0", 10, 0, 1, false),
            ("5%", 10, 0, 1, false),
            ("5%", 40, 0, 2, true),
            ("100%", 10, 1, 0, false),
        ] {
            let max_failures = max_failures.parse().expect("a share");
            let policy =
                Policy { waves: Waves::default(), has_canaries: false, pause_between: Duration::ZERO, max_failures };
            assert_eq!(policy.may_begin(tenants, foreign, charged), begins, "{max_failures} {foreign} {charged}");
        }
    }

    #[test]
    fn leaves_connections_to_the_applications() {
        for (max, in_use, budget) in
            [(0, 0, 1), (13, 0, 1), (20, 0, 2), (60, 0, 12), (100, 7, 22), (100, 70, 10), (100, 100, 1), (500, 0, 122)]
        {
            assert_eq!(connection_budget(max, in_use), budget, "{max} {in_use}");
        }
    }
}
