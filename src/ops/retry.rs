//! Trying again what passes by itself: a lost connection, a server that restarts, too many connections.

use crate::postgres::FailureClass;
use std::time::{Duration, Instant};

/// The most attempts, the first included.
const ATTEMPTS: u32 = 6;

/// No attempt begins later than this after the first one began.
const BUDGET: Duration = Duration::from_secs(60);

/// How often something was tried. What is tried must be able to find out what an earlier attempt
/// has done: whether a lost connection's last statement took effect is unknown.
#[derive(Debug)]
pub struct Retries {
    begun: Instant,
    attempt: u32,
    connected: bool,
}

impl Default for Retries {
    fn default() -> Self {
        Self::new()
    }
}

impl Retries {
    /// Begins the first attempt.
    pub fn new() -> Self {
        Self { begun: Instant::now(), attempt: 1, connected: false }
    }

    /// Takes note that a server answered: from now on a lost connection is worth another attempt.
    /// Before that, a wrong address is more likely.
    pub fn connected(&mut self) {
        self.connected = true;
    }

    /// How long another run on the same tenant is waited for. After a lost connection the server may take a while
    /// to see that it is gone.
    pub fn patience(&self) -> Duration {
        Duration::from_secs(if self.attempt > 1 { 30 } else { 3 })
    }

    /// Tells whether there is to be another attempt after such a failure.
    pub fn may_go_on(&self, class: Option<FailureClass>) -> bool {
        let passes = match class {
            Some(FailureClass::Transient) => true,
            Some(FailureClass::Unknown) => self.connected,
            Some(FailureClass::Refused | FailureClass::Permanent) | None => false,
        };
        passes && self.attempt < ATTEMPTS && self.begun.elapsed() < BUDGET
    }

    /// Returns how long to wait before the next attempt; none if there is to be none.
    pub fn next(&mut self, class: Option<FailureClass>) -> Option<Duration> {
        if !self.may_go_on(class) {
            return None;
        }
        let pause = pause(self.attempt, uuid::Uuid::new_v4().as_u128());
        self.attempt += 1;
        Some(pause)
    }

    /// Returns which attempt this is, from 1, and how many there may be.
    pub fn attempt(&self) -> (u32, u32) {
        (self.attempt, ATTEMPTS)
    }
}

/// Twice as long each time, and somewhere between half and the whole of it, so that many that
/// failed together don't come back together.
fn pause(attempt: u32, random: u128) -> Duration {
    let whole = Duration::from_millis(200) * 2_u32.pow(attempt.min(5));
    let part = u32::try_from(random % 1000).unwrap_or(0);
    whole / 2 + whole / 2 * part / 1000
}

#[cfg(test)]
mod tests {
    use super::{BUDGET, Retries, pause};
    use crate::postgres::FailureClass;
    use std::time::Duration;

    #[test]
    fn only_what_passes_is_tried_again() {
        let mut retries = Retries::new();
        for class in [None, Some(FailureClass::Refused), Some(FailureClass::Permanent), Some(FailureClass::Unknown)] {
            assert_eq!(retries.next(class), None, "{class:?}");
        }
        retries.connected();
        assert!(retries.next(Some(FailureClass::Unknown)).is_some());
        let more = std::iter::from_fn(|| retries.next(Some(FailureClass::Transient))).count();
        assert_eq!(more, 4);
    }

    #[test]
    fn pauses_grow_within_the_budget() {
        let longest: Duration = (1..=5).map(|attempt| pause(attempt, 999)).sum();
        assert!(longest < BUDGET / 2, "{longest:?}");
        for attempt in 1..5 {
            assert!(pause(attempt, 999) <= pause(attempt + 1, 0) + Duration::from_millis(1), "{attempt}");
            assert!(pause(attempt, 0) < pause(attempt, 500));
        }
    }
}
