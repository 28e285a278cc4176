//! Trying again what passes by itself: a lost connection, a server that restarts, too many connections.

use crate::context::Context;
use crate::error::CommandError;
use crate::postgres::FailureClass;
use std::time::{Duration, Instant};

/// The most attempts, the first included.
const ATTEMPTS: u32 = 6;

/// No attempt begins later than this after the first one began.
const BUDGET: Duration = Duration::from_secs(60);

/// How often something was tried. What is tried must be able to find out what an earlier attempt
/// has done: whether a lost connection's last statement took effect is unknown.
pub(super) struct Retries {
    begun: Instant,
    attempt: u32,
    connected: bool,
}

impl Retries {
    /// Begins the first attempt.
    pub(super) fn new() -> Self {
        Self { begun: Instant::now(), attempt: 1, connected: false }
    }

    /// Takes note that a server answered: from now on a lost connection is worth another attempt.
    /// Before that, a wrong address is more likely.
    pub(super) fn connected(&mut self) {
        self.connected = true;
    }

    /// Whether this is not the first attempt.
    pub(super) fn again(&self) -> bool {
        self.attempt > 1
    }

    /// Waits for the next attempt, or returns the error if there is to be none.
    ///
    /// # Errors
    /// The error itself.
    pub(super) async fn after(&mut self, cx: &Context, error: CommandError) -> Result<(), CommandError> {
        let passes = match error.class() {
            Some(FailureClass::Transient) => true,
            Some(FailureClass::Unknown) => self.connected,
            Some(FailureClass::Refused | FailureClass::Permanent) | None => false,
        };
        if !passes || self.attempt >= ATTEMPTS || self.begun.elapsed() >= BUDGET || cx.interrupts.asked().is_some() {
            return Err(match self.attempt {
                1 => error,
                tries => error.cause(format!("tried {tries} times")),
            });
        }
        let pause = pause(self.attempt, uuid::Uuid::new_v4().as_u128());
        self.attempt += 1;
        let why = error.causes().last().cloned().unwrap_or_else(|| error.message().to_owned());
        cx.ui.note(&format!("{why}; trying again in {:.1} s ({} of {ATTEMPTS})", pause.as_secs_f64(), self.attempt));
        tokio::time::sleep(pause).await;
        Ok(())
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
    use super::{BUDGET, pause};
    use std::time::Duration;

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
