//! How long what is being worked on may go on after a signal: the command has to tell what came of it before it ends.

use super::observer::Observer;
use std::time::Duration;

/// How long a step may. What isn't done by then is cut off: the server rolls it back or completes it by itself.
pub(super) const STEP: Duration = Duration::from_millis(2500);

/// How long it may take to write down how far a step came: the line may be busy with what was cut off.
pub(super) const RECORD: Duration = Duration::from_millis(400);

/// How often it is looked whether a signal came.
const LOOK: Duration = Duration::from_millis(50);

/// Waits for a signal, and as long again as what is going on may go on after it.
pub(super) async fn after_signal(observer: &impl Observer, grace: Duration) {
    while !observer.stop_requested() {
        tokio::time::sleep(LOOK).await;
    }
    tokio::time::sleep(grace).await;
}

/// Does it; none if a signal came, and it didn't end in time.
pub(super) async fn unless_cut_off<T>(
    observer: &impl Observer,
    grace: Duration,
    work: impl Future<Output = T>,
) -> Option<T> {
    tokio::select! {
        biased;
        done = work => Some(done),
        () = after_signal(observer, grace) => None,
    }
}

/// Writes something down, for as long as there is time for it.
pub(super) async fn recorded(observer: &impl Observer, record: impl Future<Output = ()>) {
    let limit = if observer.stop_requested() { RECORD } else { Duration::MAX };
    if tokio::time::timeout(limit, record).await.is_err() {
        tracing::warn!("the failure couldn't be recorded in time");
    }
}
