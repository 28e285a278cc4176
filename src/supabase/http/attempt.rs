//! One try of a call.

use super::answer::{Answer, answered};
use super::error::{ApiError, ErrorKind};
use super::error_body;
use super::request::Request;
use super::retry_after::{rate_limit_reset, retry_after, text};
use super::tls::root_cause;
use chrono::Utc;
use reqwest::header::{HeaderMap, LOCATION};
use reqwest::{Client, Response, StatusCode, Url};
use tokio::time::{Instant, timeout_at};

/// Why a body didn't come whole.
enum Cut {
    Late,
    Lost(String),
    TooLarge,
}

/// Sends `prepared` and reads at most `limit` bytes of the answer until `end`. The headers come back with a failure too, for they tell how
/// many calls are left.
pub(super) async fn attempt<'a>(
    client: &Client,
    request: &'a Request,
    prepared: reqwest::Request,
    end: Instant,
    limit: usize,
) -> (Option<HeaderMap>, Result<Answer<'a>, ApiError>) {
    let origin = prepared.url().origin().ascii_serialization();
    let response = match timeout_at(end, client.execute(prepared)).await {
        Ok(Ok(response)) => response,
        Ok(Err(error)) => return (None, Err(unanswered(request, &origin, &error))),
        Err(_) => return (None, Err(late(request))),
    };
    let headers = response.headers().clone();
    let unchanged = response.status() == StatusCode::NOT_MODIFIED && request.is_conditional();
    let result = if response.status().is_redirection() && !unchanged {
        Err(redirected(request, &response))
    } else if response.status().is_success() || unchanged {
        success(request, response, end, limit).await
    } else {
        Err(failure(request, response, end, limit).await)
    };
    (Some(headers), result)
}

async fn success<'a>(
    request: &'a Request,
    mut response: Response,
    end: Instant,
    limit: usize,
) -> Result<Answer<'a>, ApiError> {
    let (status, headers) = (response.status().as_u16(), std::mem::take(response.headers_mut()));
    let cut = match body(&mut response, end, limit).await {
        Ok(body) => return Ok(Answer { request, status, headers, body }),
        Err(cut) => cut,
    };
    let (kind, message) = match cut {
        Cut::Late => (ErrorKind::TimedOut, "the answer didn't come whole in time".to_owned()),
        Cut::Lost(why) => (ErrorKind::Unreachable, format!("the answer broke off: {why}")),
        Cut::TooLarge => (ErrorKind::TooLarge, format!("the answer is longer than {} MiB", limit >> 20)),
    };
    let error = if request.is_write() {
        ApiError::new(request, ErrorKind::DoneUnread, format!("it was done, but {message}"))
    } else {
        ApiError::new(request, kind, message)
    };
    Err(error.with(answered(status, &headers)))
}

async fn failure(request: &Request, mut response: Response, end: Instant, limit: usize) -> ApiError {
    let (status, headers) = (response.status().as_u16(), std::mem::take(response.headers_mut()));
    // The status says enough, should the rest not come.
    let body = body(&mut response, end, limit).await.unwrap_or_default();
    let mut answered = answered(status, &headers);
    answered.said = error_body::read(status, text(&headers, "x-sb-error-code"), &body);
    answered.retry_after = retry_after(&headers, Utc::now());
    let kind = if status == 429 {
        ErrorKind::RateLimited { retry_after: answered.retry_after.or_else(|| rate_limit_reset(&headers)) }
    } else {
        ErrorKind::Status
    };
    let message = answered.said.message.take().unwrap_or_else(|| format!("the server answered {status} and no reason"));
    ApiError::new(request, kind, message).with(answered)
}

/// Reads the body piece by piece, so that neither a long one nor one that unpacks to a long one fills the memory.
async fn body(response: &mut Response, end: Instant, limit: usize) -> Result<Vec<u8>, Cut> {
    let mut whole = Vec::new();
    loop {
        match timeout_at(end, response.chunk()).await {
            Err(_) => return Err(Cut::Late),
            Ok(Err(error)) => return Err(Cut::Lost(root_cause(&error))),
            Ok(Ok(None)) => return Ok(whole),
            Ok(Ok(Some(piece))) if whole.len() + piece.len() > limit => return Err(Cut::TooLarge),
            Ok(Ok(Some(piece))) => whole.extend_from_slice(&piece),
        }
    }
}

/// A failure before any answer. Only one of connecting says that a write wasn't done.
fn unanswered(request: &Request, origin: &str, error: &reqwest::Error) -> ApiError {
    let cause = root_cause(error);
    if error.is_builder() {
        return ApiError::new(request, ErrorKind::Config, cause);
    }
    if error.is_connect() {
        return if cause.contains("certificate") {
            ApiError::new(request, ErrorKind::Insecure, format!("{origin} can't be trusted: {cause}"))
        } else {
            ApiError::new(request, ErrorKind::Unreachable, format!("{origin} can't be reached: {cause}"))
        };
    }
    if error.is_timeout() {
        return late(request);
    }
    if request.is_write() {
        let message =
            format!("the connection was lost before the answer came, so whether it was done is unknown: {cause}");
        return ApiError::new(request, ErrorKind::UnknownOutcome, message);
    }
    ApiError::new(request, ErrorKind::Unreachable, format!("the connection was lost before the answer came: {cause}"))
}

fn late(request: &Request) -> ApiError {
    if request.is_write() {
        let message = "no answer came in time, so whether it was done is unknown";
        return ApiError::new(request, ErrorKind::UnknownOutcome, message);
    }
    ApiError::new(request, ErrorKind::TimedOut, "no answer came in time")
}

/// Says where to, without what may be secret: a user, a query, a fragment.
fn redirected(request: &Request, response: &Response) -> ApiError {
    let target = text(response.headers(), LOCATION.as_str()).and_then(|to| response.url().join(to).ok()).map(bare);
    let message = match target {
        Some(target) => format!("the server sends the call on to {target}, which is not followed"),
        None => "the server sends the call on, and doesn't say where to".to_owned(),
    };
    ApiError::new(request, ErrorKind::Redirect, message).with(answered(response.status().as_u16(), response.headers()))
}

fn bare(url: Url) -> String {
    let host = url.host_str().unwrap_or_default();
    let port = url.port().map(|port| format!(":{port}")).unwrap_or_default();
    let text = format!("{}://{host}{port}{}", url.scheme(), url.path());
    error_body::one_line(&text).unwrap_or_default()
}
