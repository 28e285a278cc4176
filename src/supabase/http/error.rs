//! What can go wrong with a call.

use super::error_body::Said;
use super::request::Request;
use std::fmt;
use std::time::Duration;

/// What happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ErrorKind {
    /// No connection came about, or a read's answer was lost.
    Unreachable,
    /// A read's answer didn't come in time.
    TimedOut,
    /// A write was sent and its answer was lost: whether it was done is unknown.
    UnknownOutcome,
    /// A write was done, as its status says, but the rest of the answer can't be read: what it made is unknown.
    DoneUnread,
    /// Too many calls. This one was not done.
    RateLimited {
        /// How long the server wants to be left alone, as far as it says.
        retry_after: Option<Duration>,
    },
    /// The server answered with a status that is no success.
    Status,
    /// A read's answer isn't what was expected.
    Malformed,
    /// A read's answer is longer than allowed.
    TooLarge,
    /// The server names another address. It isn't followed: the token is for this one.
    Redirect,
    /// The server's certificate isn't trusted, or the address is plain http.
    Insecure,
    /// The address, the token or another setting makes no call.
    Config,
}

/// How a failure may be met.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    /// The server or the line; trying again is safe and may help.
    Transient,
    /// A write that may have been done: look before trying again.
    Unknown,
    /// Credentials or permissions.
    Refused,
    /// What the call is about isn't there.
    NotFound,
    /// It exists already, or its state forbids this.
    Conflict,
    /// The server answers what nobody understands.
    Malformed,
    /// The address, a certificate or another setting.
    Configuration,
    /// Trying again changes nothing.
    Permanent,
}

/// Codes that mean: there is one already.
const DUPLICATES: [&str; 8] = [
    "23505",
    "conflict",
    "email_exists",
    "phone_exists",
    "user_already_exists",
    "identity_already_exists",
    "sso_provider_already_exists",
    "saml_idp_already_exists",
];

/// A failed call: what was tried, and what came of it. No text of it holds a secret of the call.
#[derive(Debug, thiserror::Error)]
pub struct ApiError {
    /// What was tried, such as `creating the project`.
    pub doing: String,
    /// What happened.
    pub kind: ErrorKind,
    /// The server's message, else ours: one line.
    pub message: String,
    write: bool,
    answered: Option<Box<Answered>>,
}

/// What an answer tells besides its message.
#[derive(Debug, Default)]
pub(super) struct Answered {
    pub(super) status: u16,
    pub(super) request_id: Option<String>,
    pub(super) retry_after: Option<Duration>,
    pub(super) said: Said,
}

impl ApiError {
    pub(super) fn new(request: &Request, kind: ErrorKind, message: impl Into<String>) -> Self {
        Self {
            doing: request.doing.clone().into_owned(),
            kind,
            message: message.into(),
            write: request.is_write(),
            answered: None,
        }
    }

    /// Makes a failure that comes before any call.
    pub(super) fn before(kind: ErrorKind, message: impl Into<String>) -> Self {
        Self { doing: "preparing the call".to_owned(), kind, message: message.into(), write: false, answered: None }
    }

    /// Makes a failure of a check before `doing` is tried.
    pub fn unfit(doing: impl Into<String>, message: impl Into<String>) -> Self {
        Self { doing: doing.into(), kind: ErrorKind::Config, message: message.into(), write: false, answered: None }
    }

    pub(super) fn with(mut self, answered: Answered) -> Self {
        self.answered = Some(Box::new(answered));
        self
    }

    /// Returns the HTTP status, where an answer came.
    pub fn status(&self) -> Option<u16> {
        self.answered.as_ref().map(|a| a.status)
    }

    /// Returns the server's code for it, such as `email_exists`.
    pub fn code(&self) -> Option<&str> {
        self.answered.as_ref()?.said.code.as_deref()
    }

    /// Returns the server's name for this call, which its support asks for.
    pub fn request_id(&self) -> Option<&str> {
        self.answered.as_ref()?.request_id.as_deref()
    }

    /// Returns why an Auth server finds a password weak: `length`, `characters`, `pwned`.
    pub fn reasons(&self) -> &[String] {
        self.answered.as_ref().map_or(&[], |a| &a.said.reasons)
    }

    /// Returns the permissions that the token lacks, as far as the server names them.
    pub fn missing_permissions(&self) -> &[String] {
        self.answered.as_ref().map_or(&[], |a| &a.said.missing_permissions)
    }

    /// Returns how long the server wants to be left alone, as far as it says.
    pub fn retry_after(&self) -> Option<Duration> {
        match self.kind {
            ErrorKind::RateLimited { retry_after } => retry_after,
            _ => self.answered.as_ref()?.retry_after,
        }
    }

    /// Sorts it.
    pub fn class(&self) -> Class {
        match self.kind {
            ErrorKind::Unreachable | ErrorKind::TimedOut | ErrorKind::RateLimited { .. } => Class::Transient,
            ErrorKind::UnknownOutcome | ErrorKind::DoneUnread => Class::Unknown,
            ErrorKind::Malformed | ErrorKind::TooLarge => Class::Malformed,
            ErrorKind::Redirect | ErrorKind::Insecure | ErrorKind::Config => Class::Configuration,
            ErrorKind::Status => self.class_of_status(),
        }
    }

    fn class_of_status(&self) -> Class {
        if self.code().is_some_and(|code| DUPLICATES.contains(&code)) {
            return Class::Conflict;
        }
        match self.status() {
            Some(401 | 403) => Class::Refused,
            // A page of text comes from something before the API, which knows nothing of what is there.
            Some(404 | 410) if !self.is_from_elsewhere() => Class::NotFound,
            Some(409) => Class::Conflict,
            // A server or a gateway that fails may have done a write before.
            Some(408 | 500..=599) if self.write => Class::Unknown,
            Some(408 | 500..=599) => Class::Transient,
            _ => Class::Permanent,
        }
    }

    fn is_from_elsewhere(&self) -> bool {
        self.answered.as_ref().is_some_and(|a| a.said.no_json)
    }
}

impl fmt::Display for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.doing, self.message)?;
        if let [first, others @ ..] = self.missing_permissions() {
            write!(f, "; the token lacks {first}")?;
            others.iter().try_for_each(|other| write!(f, ", {other}"))?;
        }
        if let Some(wait) = self.retry_after() {
            write!(f, "; try again in {} s", wait.as_millis().div_ceil(1000))?;
        }
        let Some(status) = self.status() else { return Ok(()) };
        write!(f, " (HTTP {status}")?;
        if let Some(code) = self.code() {
            write!(f, " {code}")?;
        }
        if let Some(id) = self.request_id() {
            write!(f, ", request {id}")?;
        }
        f.write_str(")")
    }
}

#[cfg(test)]
mod tests {
    use super::super::error_body::Said;
    use super::{Answered, ApiError, Class, ErrorKind, Request};
    use std::time::Duration;

    fn error(write: bool, status: u16, said: Said) -> ApiError {
        let request = if write { Request::post("/x", "making it") } else { Request::get("/x", "reading it") };
        ApiError::new(&request, ErrorKind::Status, "no").with(Answered { status, said, ..Answered::default() })
    }

    #[test]
    fn sorts_by_status_and_code() {
        for (write, status, code, expected) in [
            (false, 401, None, Class::Refused),
            (false, 403, Some("bad_jwt"), Class::Refused),
            (false, 404, None, Class::NotFound),
            (true, 409, None, Class::Conflict),
            (true, 422, Some("email_exists"), Class::Conflict),
            (true, 500, Some("23505"), Class::Conflict),
            (true, 422, Some("weak_password"), Class::Permanent),
            (true, 400, None, Class::Permanent),
            (true, 402, None, Class::Permanent),
            (true, 500, None, Class::Unknown),
            (true, 502, None, Class::Unknown),
            (false, 500, None, Class::Transient),
            (false, 522, None, Class::Transient),
        ] {
            let said = Said { code: code.map(str::to_owned), ..Said::default() };
            assert_eq!(error(write, status, said).class(), expected, "{status} {code:?}");
        }
        let page = Said { no_json: true, ..Said::default() };
        assert_eq!(error(false, 404, page).class(), Class::Permanent);
    }

    #[test]
    fn the_text_has_all_that_support_asks_for() {
        let said = Said {
            code: Some("forbidden".to_owned()),
            missing_permissions: vec!["projects:write".to_owned(), "org:read".to_owned()],
            ..Said::default()
        };
        let error = ApiError::new(&Request::post("/x", "creating the project"), ErrorKind::Status, "Forbidden").with(
            Answered {
                status: 403,
                request_id: Some("r1".to_owned()),
                retry_after: Some(Duration::from_millis(1500)),
                said,
            },
        );
        assert_eq!(
            error.to_string(),
            "creating the project: Forbidden; the token lacks projects:write, org:read; try again in 2 s \
             (HTTP 403 forbidden, request r1)"
        );
    }
}
