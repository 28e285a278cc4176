//! Rate limits that are used up: their next call waits instead of provoking a 429.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;
use tokio::time::Instant;

/// Supabase counts by the minute or three. What claims to last longer is a mistake, and the server may say so again.
const LONGEST: Duration = Duration::from_secs(3600);

/// The endpoints that take no calls for now, and until when.
#[derive(Debug, Default)]
pub(super) struct Windows(Mutex<HashMap<String, Instant>>);

impl Windows {
    /// Takes note that `endpoint` takes no calls for `wait`.
    pub(super) fn close(&self, endpoint: String, wait: Duration, now: Instant) {
        if wait <= LONGEST {
            let mut closed = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            closed.retain(|_, until| *until > now);
            closed.insert(endpoint, now + wait);
        }
    }

    /// Returns how long `endpoint` takes no calls.
    pub(super) fn wait(&self, endpoint: &str, now: Instant) -> Option<Duration> {
        let closed = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        closed.get(endpoint).map(|until| until.saturating_duration_since(now)).filter(|wait| !wait.is_zero())
    }
}

#[cfg(test)]
mod tests {
    use super::Windows;
    use std::time::Duration;
    use tokio::time::Instant;

    #[test]
    fn closes_one_endpoint_for_a_while() {
        let (windows, now) = (Windows::default(), Instant::now());
        let second = Duration::from_secs(1);
        windows.close("GET /a".to_owned(), 60 * second, now);
        windows.close("GET /mad".to_owned(), 1_700_000_000 * second, now);
        assert_eq!(windows.wait("GET /a", now + second), Some(59 * second));
        assert_eq!(windows.wait("GET /b", now), None);
        assert_eq!(windows.wait("GET /mad", now), None);
        assert_eq!(windows.wait("GET /a", now + 60 * second), None);
        windows.close("GET /b".to_owned(), second, now + 61 * second);
        assert_eq!(windows.0.lock().expect("a lock").len(), 1);
    }
}
