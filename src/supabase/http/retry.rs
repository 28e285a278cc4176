//! What may be tried again.

use super::error::{ApiError, ErrorKind};
use super::request::Request;
use backon::{BackoffBuilder, ExponentialBuilder};
use std::time::Duration;

/// The most tries of a call.
const TRIES: usize = 4;

/// The longest pause of our own; a server's wish may be longer.
const LONGEST_PAUSE: Duration = Duration::from_secs(10);

/// Returns the pauses between the tries of a call.
pub(super) fn pauses(first: Duration) -> impl Iterator<Item = Duration> {
    ExponentialBuilder::default()
        .with_min_delay(first)
        .with_max_delay(LONGEST_PAUSE)
        .with_max_times(TRIES - 1)
        .with_jitter()
        .build()
}

/// Returns whether the call may be made again after this failure: a read after whatever passes, a write only if it
/// wasn't done or may be done twice.
pub(super) fn may_repeat(request: &Request, error: &ApiError) -> bool {
    match error.kind {
        // For a write these two say that it wasn't done.
        ErrorKind::RateLimited { .. } | ErrorKind::Unreachable => true,
        ErrorKind::TimedOut | ErrorKind::UnknownOutcome => request.repeatable,
        ErrorKind::Status => {
            request.repeatable && matches!(error.status(), Some(408 | 500 | 502 | 503 | 504 | 520..=530))
        }
        ErrorKind::DoneUnread
        | ErrorKind::Malformed
        | ErrorKind::TooLarge
        | ErrorKind::Redirect
        | ErrorKind::Insecure
        | ErrorKind::Config => false,
    }
}

#[cfg(test)]
mod tests {
    use super::super::error::Answered;
    use super::{ApiError, ErrorKind, Request, may_repeat, pauses};
    use std::time::Duration;

    #[test]
    fn reads_and_what_certainly_wasnt_done() {
        use ErrorKind::{DoneUnread, Malformed, RateLimited, Redirect, Status, TimedOut, UnknownOutcome, Unreachable};
        for (kind, status, read, write, marked) in [
            (Unreachable, 0, true, true, true),
            (RateLimited { retry_after: None }, 429, true, true, true),
            (TimedOut, 0, true, false, true),
            (UnknownOutcome, 0, true, false, true),
            (DoneUnread, 201, false, false, false),
            (Malformed, 200, false, false, false),
            (Redirect, 302, false, false, false),
            (Status, 400, false, false, false),
            (Status, 401, false, false, false),
            (Status, 404, false, false, false),
            (Status, 408, true, false, true),
            (Status, 500, true, false, true),
            (Status, 501, false, false, false),
            (Status, 502, true, false, true),
            (Status, 503, true, false, true),
            (Status, 504, true, false, true),
            (Status, 519, false, false, false),
            (Status, 520, true, false, true),
            (Status, 530, true, false, true),
        ] {
            for (request, expected) in [
                (Request::get("/x", "reading"), read),
                (Request::post("/x", "making"), write),
                (Request::delete("/x", "removing").repeatable(), marked),
            ] {
                let error = ApiError::new(&request, kind, "").with(Answered { status, ..Answered::default() });
                assert_eq!(may_repeat(&request, &error), expected, "{request:?} {kind:?} {status}");
            }
        }
    }

    #[test]
    fn four_tries_with_growing_pauses() {
        let all: Vec<Duration> = pauses(Duration::from_millis(100)).collect();
        assert_eq!(all.len(), 3);
        for (pause, least) in all.into_iter().zip([100, 200, 400]) {
            assert!(pause >= Duration::from_millis(least) && pause <= Duration::from_millis(2 * least), "{pause:?}");
        }
    }
}
