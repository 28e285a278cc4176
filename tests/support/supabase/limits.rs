//! Counts requests per endpoint and project or organization, as the Supabase documentation describes.

use super::wire::Answer;
use serde_json::json;
use std::collections::HashMap;
use std::time::{Duration, Instant};

/// The windows that are open.
#[derive(Debug, Default)]
pub(super) struct Limits(HashMap<String, (Instant, u32)>);

/// The headers of one answer.
#[derive(Debug, Clone, Copy)]
pub(super) struct Quota {
    limit: u32,
    remaining: u32,
    reset: u64,
    pub(super) exceeded: bool,
}

impl Limits {
    pub(super) fn count(&mut self, key: String, limit: u32, window: Duration) -> Quota {
        let now = Instant::now();
        let (start, used) = self.0.entry(key).or_insert((now, 0));
        if now.duration_since(*start) >= window {
            (*start, *used) = (now, 0);
        }
        *used += 1;
        let left = window.saturating_sub(now.duration_since(*start));
        let reset = left.as_millis().div_ceil(1000).try_into().unwrap_or(u64::MAX);
        Quota { limit, remaining: limit.saturating_sub(*used), reset, exceeded: *used > limit }
    }
}

impl Quota {
    /// The answer with the headers that every answer of the Management API has.
    pub(super) fn mark(self, answer: Answer) -> Answer {
        answer
            .with("x-ratelimit-limit", self.limit)
            .with("x-ratelimit-remaining", self.remaining)
            .with("x-ratelimit-reset", self.reset)
            .with("x-gotrue-id", "5fd4ac59-3c9b-4fb5-a1b5-7d5dd4f7a0c1")
    }

    pub(super) fn throttled(self) -> Answer {
        self.mark(Answer::json(429, &json!({"message": "ThrottlerException: Too Many Requests"})))
    }
}
