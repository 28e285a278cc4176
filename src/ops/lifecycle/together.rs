//! Databases that are dropped at the same moment.
//!
//! DROP DATABASE asks for a checkpoint and waits for it, and a checkpoint syncs every file that anybody changed since the
//! last one, the control plane's among them. Drops that begin together share one; one after the other, between each
//! other's records, each pays for all of it.

use std::cell::Cell;
use std::time::Duration;
use tokio::sync::Notify;

/// The longest that one waits for the others: a tenant with a slow step must not hold up everybody.
const LONGEST: Duration = Duration::from_millis(100);

/// Workers on one server, each of which drops one database after another.
#[derive(Debug)]
pub(super) struct Together {
    workers: usize,
    /// Tenants that may still come.
    left: Cell<usize>,
    waiting: Cell<usize>,
    go: Notify,
}

/// One tenant's turn.
#[derive(Debug)]
pub struct Turn<'a> {
    together: &'a Together,
    came: Cell<bool>,
}

impl Together {
    /// For as many workers, which all run on one thread, and tenants.
    pub(super) fn of(workers: usize, tenants: usize) -> Self {
        Self { workers, left: Cell::new(tenants), waiting: Cell::new(0), go: Notify::new() }
    }

    /// Begins a tenant, which may come once.
    pub(super) fn turn(&self) -> Turn<'_> {
        Turn { together: self, came: Cell::new(false) }
    }

    fn one_less(&self) {
        self.left.set(self.left.get().saturating_sub(1));
        if self.waiting.get() >= self.workers || self.left.get() == 0 {
            self.release();
        }
    }

    fn release(&self) {
        self.waiting.set(0);
        self.go.notify_waiters();
    }
}

impl Turn<'_> {
    /// Waits until every worker has come that far, or there is nobody else to come. Whoever comes again, to try again,
    /// doesn't wait.
    pub(super) async fn wait(&self) {
        if self.came.replace(true) {
            return;
        }
        let together = self.together;
        let mut go = std::pin::pin!(together.go.notified());
        go.as_mut().enable();
        together.waiting.set(together.waiting.get() + 1);
        together.one_less();
        if tokio::time::timeout(LONGEST, go).await.is_err() {
            together.release();
        }
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        if !self.came.get() {
            self.together.one_less();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Together;
    use futures_util::FutureExt;
    use futures_util::future::join;

    #[tokio::test]
    async fn all_go_when_the_last_one_has_come() {
        let together = Together::of(2, 5);
        let turns: Vec<_> = (0..5).map(|_| together.turn()).collect();
        let mut waits: Vec<_> = turns.iter().map(|turn| Box::pin(turn.wait())).collect();
        let mut goes = |at: usize| waits[at].as_mut().now_or_never().is_some();
        assert!(!goes(0), "the other worker is on its way");
        assert!(goes(1) && goes(0), "both have come");
        assert!(!goes(2));
        assert!(goes(3) && goes(2));
        assert!(goes(4), "nobody else can come");
    }

    #[tokio::test]
    async fn nobody_waits_for_one_who_ended_or_came_before() {
        let together = Together::of(2, 3);
        let (first, second, third) = (together.turn(), together.turn(), together.turn());
        let mut wait = Box::pin(first.wait());
        assert!(wait.as_mut().now_or_never().is_none());
        drop(second);
        assert!(wait.as_mut().now_or_never().is_none(), "the third one may come");
        drop(third);
        assert!(wait.as_mut().now_or_never().is_some());
        assert!(first.wait().now_or_never().is_some(), "again, after a failure");
    }

    #[tokio::test]
    async fn whoever_waited_long_enough_takes_the_others_along() {
        let together = Together::of(3, 9);
        let (first, second) = (together.turn(), together.turn());
        join(first.wait(), second.wait()).await;
        assert_eq!(together.waiting.get(), 0);
    }
}
