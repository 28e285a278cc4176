//! Calls of one API.

use super::answer::Answer;
use super::attempt::attempt;
use super::base::{Base, BaseFault};
use super::error::{ApiError, ErrorKind};
use super::error_body::without;
use super::options::HttpOptions;
use super::request::Request;
use super::retry_after::{is_used_up, rate_limit_reset};
use super::windows::Windows;
use super::{retry, tls};
use reqwest::Client;
use reqwest::header::{ACCEPT, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};
use secrecy::{ExposeSecret, SecretString};
use serde::de::DeserializeOwned;
use std::fmt;
use std::sync::OnceLock;
use tokio::time::{Instant, sleep};

/// A client of the API at one address. It connects, and reads certificates, on its first call.
pub struct HttpClient {
    base: Base,
    options: HttpOptions,
    headers: Vec<(&'static str, SecretString)>,
    secrets: Vec<SecretString>,
    client: OnceLock<Result<Client, String>>,
    windows: Windows,
}

impl HttpClient {
    /// Makes a client for `base`, such as `https://x.supabase.co/auth/v1`.
    ///
    /// # Errors
    /// [`ErrorKind::Config`] if it is no address, [`ErrorKind::Insecure`] if it is plain http to another machine.
    pub fn new(base: &str, options: HttpOptions) -> Result<Self, ApiError> {
        Ok(Self::at(Base::parse(base).map_err(refused)?, options))
    }

    /// Makes a client for one address, which is called as it is, query included. No error's text holds its path or query.
    ///
    /// # Errors
    /// As [`HttpClient::new`].
    pub fn of_webhook(address: &str, options: HttpOptions) -> Result<Self, ApiError> {
        let base = Base::parse_whole(address).map_err(refused)?;
        let secrets = base.parts().map(SecretString::from).collect();
        Ok(Self { secrets, ..Self::at(base, options) })
    }

    fn at(base: Base, options: HttpOptions) -> Self {
        let (headers, secrets) = (Vec::new(), Vec::new());
        Self { base, options, headers, secrets, client: OnceLock::new(), windows: Windows::default() }
    }

    /// Sends a header with every call. Its value is treated as a secret.
    #[must_use]
    pub fn with_header(mut self, name: &'static str, value: SecretString) -> Self {
        self.headers.push((name, value));
        self
    }

    /// Sends `Authorization: Bearer` with every call.
    #[must_use]
    pub fn with_bearer(mut self, token: &SecretString) -> Self {
        self.secrets.push(token.clone());
        self.with_header("authorization", format!("Bearer {}", token.expose_secret()).into())
    }

    /// Returns the host that is called, an IPv6 address in brackets.
    pub fn host(&self) -> &str {
        self.base.host()
    }

    /// Makes a call and reads its answer as JSON.
    ///
    /// # Errors
    /// Whatever [`HttpClient::answer`] and [`Answer::json`] give.
    pub async fn json<T: DeserializeOwned>(&self, request: &Request) -> Result<T, ApiError> {
        self.answer(request).await?.json()
    }

    /// Makes a call whose answer's body doesn't matter.
    ///
    /// # Errors
    /// Whatever [`HttpClient::answer`] gives, but a body that can't be read is none.
    pub async fn done(&self, request: &Request) -> Result<(), ApiError> {
        match self.answer(request).await {
            Ok(_) => Ok(()),
            Err(error) if error.kind == ErrorKind::DoneUnread => Ok(()),
            Err(error) => Err(error),
        }
    }

    /// Makes a call, and again as [`Request`] allows and the total time limit leaves room.
    ///
    /// # Errors
    /// An [`ApiError`] of any kind; the last one where it was tried again.
    pub async fn answer<'a>(&self, request: &'a Request) -> Result<Answer<'a>, ApiError> {
        let result = self.tries(request).await;
        result.map_err(|mut error| {
            let secrets = [&self.secrets, &request.secrets].into_iter().flatten();
            let headers = [&self.headers, &request.headers].into_iter().flatten().map(|(_, value)| value);
            error.message = without(error.message, secrets.chain(headers).map(ExposeSecret::expose_secret));
            error
        })
    }

    async fn tries<'a>(&self, request: &'a Request) -> Result<Answer<'a>, ApiError> {
        let client = self.client.get_or_init(|| tls::client(&self.base, &self.options));
        let client = client.as_ref().map_err(|why| ApiError::new(request, ErrorKind::Config, why.as_str()))?;
        let deadline = Instant::now() + self.options.total_timeout;
        let mut pauses = retry::pauses(self.options.first_pause);
        loop {
            self.wait_for_window(request, deadline).await?;
            let prepared = self.prepare(request)?;
            let end = deadline.min(Instant::now() + self.options.attempt_timeout);
            let (headers, result) = attempt(client, request, prepared, end, self.options.body_limit).await;
            self.note(request, headers.as_ref(), result.as_ref().err());
            let error = match result {
                Ok(answer) => {
                    tracing::debug!(?request, status = answer.status(), "answered");
                    return Ok(answer);
                }
                Err(error) => error,
            };
            tracing::debug!(?request, kind = ?error.kind, status = error.status(), id = error.request_id(), "failed");
            if !retry::may_repeat(request, &error) {
                return Err(error);
            }
            let Some(pause) = pauses.next() else { return Err(error) };
            // Many that were sent away together don't come back together.
            let pause = error.retry_after().unwrap_or_default().saturating_add(pause);
            if pause >= deadline.saturating_duration_since(Instant::now()) {
                return Err(error);
            }
            sleep(pause).await;
        }
    }

    async fn wait_for_window(&self, request: &Request, deadline: Instant) -> Result<(), ApiError> {
        let now = Instant::now();
        let Some(wait) = self.windows.wait(&request.endpoint(), now) else { return Ok(()) };
        if wait >= deadline.saturating_duration_since(now) {
            let kind = ErrorKind::RateLimited { retry_after: Some(wait) };
            return Err(ApiError::new(request, kind, "all calls that the server allows for now are used up"));
        }
        sleep(wait).await;
        Ok(())
    }

    fn note(&self, request: &Request, headers: Option<&HeaderMap>, error: Option<&ApiError>) {
        let used_up = headers.filter(|headers| is_used_up(headers)).and_then(rate_limit_reset);
        let refused = error.filter(|e| matches!(e.kind, ErrorKind::RateLimited { .. })).and_then(ApiError::retry_after);
        if let Some(wait) = refused.or(used_up) {
            self.windows.close(request.endpoint(), wait, Instant::now());
        }
    }

    fn prepare(&self, request: &Request) -> Result<reqwest::Request, ApiError> {
        let fault = |why: &str| ApiError::new(request, ErrorKind::Config, why);
        if request.unserialisable {
            return Err(fault("the request can't be written as JSON"));
        }
        let segments = request.segments().ok_or_else(|| fault("the path lacks an argument or has one too many"))?;
        let url = self.base.join(segments.into_iter(), &request.query);
        let url = url.ok_or_else(|| fault("an empty name, \".\" or \"..\" can't be part of the path"))?;
        let mut prepared = reqwest::Request::new(request.method.clone(), url);
        let headers = prepared.headers_mut();
        headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
        for (name, secret) in self.headers.iter().chain(&request.headers) {
            let header = HeaderName::try_from(*name).ok().zip(HeaderValue::try_from(secret.expose_secret()).ok());
            let Some((name, mut value)) = header else {
                return Err(fault(&format!("the value of the header {name} has characters that no header may have")));
            };
            value.set_sensitive(true);
            headers.insert(name, value);
        }
        if let Some(body) = &request.body {
            headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
            *prepared.body_mut() = Some(body.clone().into());
        }
        Ok(prepared)
    }
}

fn refused(fault: BaseFault) -> ApiError {
    let kind = if fault == BaseFault::Plain { ErrorKind::Insecure } else { ErrorKind::Config };
    ApiError::before(kind, fault.to_string())
}

impl fmt::Debug for HttpClient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "HttpClient({})", self.base.origin())
    }
}
