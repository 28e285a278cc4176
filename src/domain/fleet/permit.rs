//! The right to work on a tenant, which ends by itself.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

/// Until when a claim is known to hold, on this machine's own clock. Its clones are one permit.
#[derive(Debug, Clone)]
pub struct Permit(Arc<Mutex<Option<Instant>>>);

impl Permit {
    /// Holds until then.
    pub fn until(end: Instant) -> Self {
        Self(Arc::new(Mutex::new(Some(end))))
    }

    /// Holds until then, unless it was taken away.
    pub fn extend(&self, end: Instant) {
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(until) = held.as_mut() {
            *until = end;
        }
    }

    /// Takes it away for good.
    pub fn revoke(&self) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }

    /// Returns whether it holds.
    pub fn holds(&self, now: Instant) -> bool {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).is_some_and(|until| now < until)
    }
}

#[cfg(test)]
mod tests {
    use super::Permit;
    use std::time::{Duration, Instant};

    #[test]
    fn ends_by_itself_and_for_good() {
        let now = Instant::now();
        let second = Duration::from_secs(1);
        let permit = Permit::until(now + second);
        let shared = permit.clone();
        assert!(permit.holds(now) && !permit.holds(now + second));
        shared.extend(now + second * 3);
        assert!(permit.holds(now + second));
        shared.revoke();
        shared.extend(now + second * 9);
        assert!(!permit.holds(now));
    }
}
