//! Sending a call: attempts, pauses, and what is never sent twice.

use super::answer::{Answer, Cut, read_body};
use super::call::{Call, Method};
use super::client::HttpClient;
use crate::supabase::error::{ApiError, Kind};
use backon::{BackoffBuilder, ExponentialBuilder};
use reqwest::header::HeaderMap;
use secrecy::ExposeSecret;
use std::time::{Duration, Instant};

/// Attempts after the first.
const MORE: usize = 3;

/// What one attempt ended with.
struct Failed {
    error: ApiError,
    /// May be tried again, for what the call is.
    again: bool,
    /// How long the other side asked to wait.
    wait: Option<Duration>,
}

impl HttpClient {
    /// Sends the call. A read is tried again when the line or the service failed; a write only when it certainly wasn't
    /// done (no connection, or refused with 429), unless the call says that it may be repeated.
    ///
    /// # Errors
    /// [`ApiError`] of the last attempt.
    pub async fn send(&self, call: &Call) -> Result<Answer, ApiError> {
        let end = Instant::now() + self.bounds.total;
        let url = call.url(&self.base)?;
        let mut pauses = ExponentialBuilder::default()
            .with_min_delay(Duration::from_millis(250))
            .with_max_delay(Duration::from_secs(10))
            .with_max_times(MORE)
            .with_jitter()
            .build();
        loop {
            self.wait_for_the_limit(call, end).await?;
            let left = end.saturating_duration_since(Instant::now());
            let failed = match tokio::time::timeout(left, self.attempt(call, url.clone())).await {
                Ok(Ok(answer)) => return Ok(answer),
                Ok(Err(failed)) => *failed,
                Err(_) => {
                    return Err(lost(call, format!("no whole answer within {}", shown(self.bounds.total))));
                }
            };
            let Some(pause) = pauses.next().filter(|_| failed.again) else { return Err(failed.error) };
            let pause = failed.wait.map_or(pause, |wait| wait.max(pause));
            if Instant::now() + pause >= end {
                return Err(match failed.wait {
                    Some(wait) => limited(call, wait),
                    None => failed.error,
                });
            }
            tracing::debug!(error = %failed.error, ?pause, "trying the call again");
            tokio::time::sleep(pause).await;
        }
    }

    async fn wait_for_the_limit(&self, call: &Call, end: Instant) -> Result<(), ApiError> {
        let closed = self.limits.closed_for(&call.endpoint);
        if closed.is_zero() {
            return Ok(());
        }
        if Instant::now() + closed >= end {
            return Err(limited(call, closed));
        }
        tracing::debug!(?closed, "the API allows no further request for a moment");
        tokio::time::sleep(closed).await;
        Ok(())
    }

    async fn attempt(&self, call: &Call, url: url::Url) -> Result<Answer, Box<Failed>> {
        let mut request = self.client.request(call.method.reqwest(), url);
        for (name, value) in &call.headers {
            let mut value = reqwest::header::HeaderValue::from_str(value.expose_secret())
                .map_err(|_| once(ApiError::new(call.doing, Kind::Invalid, "a key holds what no header can")))?;
            value.set_sensitive(true);
            request = request.header(*name, value);
        }
        if let Some(body) = &call.body {
            request = request.header("content-type", "application/json").body(body.clone());
        }
        let mut response = request.send().await.map_err(|error| self.unsent(call, &error))?;
        let status = response.status().as_u16();
        let headers = response.headers().clone();
        self.limits.learn(&call.endpoint, number(&headers, "x-ratelimit-remaining"), reset(&headers));
        if response.status().is_redirection() {
            let text = "it answers with another address, and the key is sent nowhere else";
            return Err(once(ApiError::new(call.doing, Kind::Redirect, text)));
        }
        let success = response.status().is_success();
        let body = match read_body(&mut response, self.bounds.body).await {
            Ok(body) => body,
            Err(Cut::TooLarge) => {
                let text = format!("the answer has more than {} MiB", self.bounds.body >> 20);
                let kind = if success && call.method != Method::Get { Kind::Unreadable } else { Kind::TooLarge };
                return Err(once(ApiError::new(call.doing, kind, text)));
            }
            // The status of a failure is known, even if its words are lost.
            Err(Cut::Lost(_)) if !success => Vec::new(),
            Err(Cut::Lost(error)) => {
                return Err(Box::new(Failed { error: lost(call, reason(&error)), again: call.repeatable, wait: None }));
            }
        };
        if success {
            let is_read = call.method == Method::Get;
            return Ok(Answer { doing: call.doing, headers, body, is_read });
        }
        let text = |name: &str| headers.get(name).and_then(|v| v.to_str().ok()).map(str::to_owned);
        let request_id = ["sb-request-id", "x-request-id", "cf-ray"].into_iter().find_map(text);
        let mut error = ApiError::of_answer(call.doing, status, text("x-sb-error-code"), request_id, &body);
        error.is_write = call.method != Method::Get;
        let passes = matches!(status, 408 | 429 | 500 | 502..=504 | 520..=530);
        // What was refused for being too much wasn't done.
        let again = if status == 429 { true } else { passes && call.repeatable };
        let wait =
            if passes { retry_after(&headers).or_else(|| reset(&headers).filter(|_| status == 429)) } else { None };
        Err(Box::new(Failed { error, again, wait }))
    }

    fn unsent(&self, call: &Call, error: &reqwest::Error) -> Box<Failed> {
        // Without a connection nothing was asked, so even a write may be sent again.
        if error.is_connect() {
            let text = format!("{} can't be reached: {}", self.base.host_str().unwrap_or_default(), reason(error));
            let error = ApiError::new(call.doing, Kind::Unreachable, text);
            return Box::new(Failed { error, again: true, wait: None });
        }
        if error.is_builder() {
            return once(ApiError::new(call.doing, Kind::Invalid, "the request can't be built"));
        }
        Box::new(Failed { error: lost(call, reason(error)), again: call.repeatable, wait: None })
    }
}

fn once(error: ApiError) -> Box<Failed> {
    Box::new(Failed { error, again: false, wait: None })
}

fn lost(call: &Call, text: String) -> ApiError {
    let kind = if call.method == Method::Get { Kind::TimedOut } else { Kind::LostAnswer };
    ApiError::new(call.doing, kind, text)
}

fn limited(call: &Call, wait: Duration) -> ApiError {
    let text = format!("too many requests; the next one is allowed in {}", shown(wait));
    ApiError::new(call.doing, Kind::RateLimited(wait), text)
}

fn shown(span: Duration) -> String {
    humantime::format_duration(Duration::from_secs(span.as_secs().max(1))).to_string()
}

/// reqwest's own text names the whole URL; the causes below it say what happened.
fn reason(error: &reqwest::Error) -> String {
    if error.is_timeout() {
        return "no answer in time".to_owned();
    }
    let mut cause: &dyn std::error::Error = error;
    while let Some(below) = cause.source() {
        cause = below;
    }
    cause.to_string()
}

fn number(headers: &HeaderMap, name: &str) -> Option<u64> {
    headers.get(name)?.to_str().ok()?.trim().parse().ok()
}

fn reset(headers: &HeaderMap) -> Option<Duration> {
    number(headers, "x-ratelimit-reset").map(|seconds| Duration::from_secs(seconds.min(3600)))
}

/// Seconds or an HTTP date (RFC 9110, section 10.2.3).
fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let text = headers.get("retry-after")?.to_str().ok()?.trim();
    if let Ok(seconds) = text.parse::<u64>() {
        return Some(Duration::from_secs(seconds.min(3600)));
    }
    let at = chrono::DateTime::parse_from_rfc2822(text).ok()?;
    let left = at.signed_duration_since(chrono::Utc::now()).num_seconds().clamp(0, 3600);
    u64::try_from(left).ok().map(Duration::from_secs)
}
