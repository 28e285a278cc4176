//! How many requests an endpoint still allows, as its own headers say.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Endpoints that allow no further request for a while.
#[derive(Debug, Default)]
pub(super) struct Limits {
    closed_until: Mutex<HashMap<String, Instant>>,
}

impl Limits {
    /// Takes note of `x-ratelimit-remaining` and `x-ratelimit-reset` (seconds).
    pub(super) fn learn(&self, endpoint: &str, remaining: Option<u64>, reset: Option<Duration>) {
        let mut closed = self.closed_until.lock().unwrap_or_else(PoisonError::into_inner);
        match (remaining, reset) {
            (Some(0), Some(reset)) => {
                closed.insert(endpoint.to_owned(), Instant::now() + reset);
            }
            _ => {
                closed.remove(endpoint);
            }
        }
    }

    /// Returns how long the endpoint is still closed.
    pub(super) fn closed_for(&self, endpoint: &str) -> Duration {
        let closed = self.closed_until.lock().unwrap_or_else(PoisonError::into_inner);
        let until = closed.get(endpoint).copied();
        until.map_or(Duration::ZERO, |until| until.saturating_duration_since(Instant::now()))
    }
}

#[cfg(test)]
mod tests {
    use super::Limits;
    use std::time::Duration;

    #[test]
    fn an_endpoint_without_requests_left_is_closed_until_its_reset() {
        let limits = Limits::default();
        limits.learn("/a", Some(1), Some(Duration::from_secs(60)));
        assert_eq!(limits.closed_for("/a"), Duration::ZERO);
        limits.learn("/a", Some(0), Some(Duration::from_secs(60)));
        assert!(limits.closed_for("/a") > Duration::from_secs(50));
        assert_eq!(limits.closed_for("/b"), Duration::ZERO);
        limits.learn("/a", Some(120), Some(Duration::from_secs(60)));
        assert_eq!(limits.closed_for("/a"), Duration::ZERO);
    }
}
