//! What an API call failed with.

use serde_json::Value;
use std::fmt;
use std::time::Duration;

/// How a failure may be met.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ApiClass {
    /// The other side or the line; trying again is safe and may help.
    Transient,
    /// A write whose answer was lost: look before doing anything else.
    Unknown,
    /// Credentials or permissions.
    Refused,
    /// There is no such thing.
    NotFound,
    /// It exists already, or its state forbids this.
    Conflict,
    /// Trying again changes nothing.
    Permanent,
}

/// What went wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// No connection was made, so nothing was asked.
    Unreachable,
    /// A read had no whole answer in time.
    TimedOut,
    /// A write had no whole answer: it may have been done.
    LostAnswer,
    /// A write was answered well, but the answer can't be read: it was done.
    Unreadable,
    /// Too many requests, and the next one is allowed after longer than the call may take.
    RateLimited(Duration),
    /// An answer with this status.
    Status(u16),
    /// A read was answered with what is no such document.
    Malformed,
    /// The answer is larger than anything that the API sends.
    TooLarge,
    /// Another address was given, which the credentials aren't sent to.
    Redirect,
    /// The request can't be sent as it is.
    Invalid,
}

/// A failed API call: what was tried and what the other side said. Holds nothing secret.
#[derive(Debug, Clone, thiserror::Error)]
pub struct ApiError {
    /// What was tried, such as `creating the project`.
    pub doing: Box<str>,
    /// What went wrong.
    pub kind: Kind,
    /// The API's own code, such as `email_exists`.
    pub code: Option<Box<str>>,
    /// The API's words, or ours.
    pub message: Box<str>,
    /// By which the API's operators find the request.
    pub request_id: Option<Box<str>>,
    /// What a token with fewer permissions lacks.
    pub missing_permissions: Box<[String]>,
    /// The call was to change something.
    pub is_write: bool,
}

impl fmt::Display for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.doing, self.message)?;
        if let Kind::Status(status) = self.kind {
            write!(f, " (HTTP {status}")?;
            if let Some(code) = &self.code {
                write!(f, ", {code}")?;
            }
            f.write_str(")")?;
        }
        if !self.missing_permissions.is_empty() {
            write!(f, "; missing permissions: {}", self.missing_permissions.join(", "))?;
        }
        if let Some(id) = &self.request_id {
            write!(f, " [request {id}]")?;
        }
        Ok(())
    }
}

impl ApiError {
    /// Makes a failure without an answer.
    pub fn new(doing: &str, kind: Kind, message: impl Into<String>) -> Self {
        Self {
            doing: doing.into(),
            kind,
            code: None,
            message: message.into().into(),
            request_id: None,
            missing_permissions: Box::default(),
            is_write: false,
        }
    }

    /// Reads an answer that isn't a success. Every shape that the APIs have is read: `message` as text or list, `msg`,
    /// `error_description`, a code as text or number, an `error` around all of it, and bodies that are no JSON.
    pub fn of_answer(doing: &str, status: u16, code: Option<String>, request_id: Option<String>, body: &[u8]) -> Self {
        let document: Option<Value> = serde_json::from_slice(body).ok();
        let inner = document.as_ref().map(|d| d.get("error").filter(|e| e.is_object()).unwrap_or(d));
        let text = |name: &str| inner.and_then(|d| d.get(name)).and_then(words);
        let message = ["message", "msg", "error_description", "error"].into_iter().find_map(text);
        // GoTrue's first shape repeats the status as a number in `code`.
        let own = ["error_code", "code"].into_iter().find_map(|name| {
            let value = inner.and_then(|d| d.get(name))?;
            value.as_str().map(|code| plain(code, 80))
        });
        let missing = inner.and_then(|d| d.get("missing_permissions")).and_then(Value::as_array);
        let reasons = inner.and_then(|d| d.pointer("/weak_password/reasons")).and_then(words);
        let message = message.unwrap_or_else(|| unread(status, body, document.is_some()));
        Self {
            doing: doing.into(),
            kind: Kind::Status(status),
            code: own.or(code.map(|code| plain(&code, 80))).map(Into::into),
            message: reasons.map_or(message.clone(), |reasons| format!("{message} ({reasons})")).into(),
            request_id: request_id.map(|id| plain(&id, 80).into()),
            missing_permissions: missing.into_iter().flatten().filter_map(words).collect(),
            is_write: false,
        }
    }

    /// Returns the status, where there was an answer.
    pub fn status(&self) -> Option<u16> {
        match self.kind {
            Kind::Status(status) => Some(status),
            _ => None,
        }
    }

    /// Tells whether the API's own code is this one.
    pub fn is(&self, code: &str) -> bool {
        self.code.as_deref() == Some(code)
    }

    /// Tells whether a write may have been done, or was done and nobody knows with what result.
    pub fn is_unknown_outcome(&self) -> bool {
        match self.kind {
            Kind::LostAnswer | Kind::Unreadable => true,
            // A gateway that gives up says nothing about what stands behind it.
            Kind::Status(500 | 502..=504 | 520..=530) => self.is_write,
            _ => false,
        }
    }

    /// Returns how it may be met.
    pub fn class(&self) -> ApiClass {
        match self.kind {
            _ if self.is_unknown_outcome() => ApiClass::Unknown,
            Kind::Unreachable | Kind::TimedOut | Kind::RateLimited(_) => ApiClass::Transient,
            Kind::LostAnswer | Kind::Unreadable => ApiClass::Unknown,
            Kind::Status(401 | 403) => ApiClass::Refused,
            Kind::Status(404) => ApiClass::NotFound,
            Kind::Status(409 | 422) => ApiClass::Conflict,
            Kind::Status(408 | 429 | 500..=599) => ApiClass::Transient,
            Kind::Status(_) | Kind::Malformed | Kind::TooLarge | Kind::Redirect | Kind::Invalid => ApiClass::Permanent,
        }
    }
}

fn words(value: &Value) -> Option<String> {
    match value {
        Value::String(text) if !text.trim().is_empty() => Some(plain(text, 400)),
        Value::Array(items) => {
            let items: Vec<String> = items.iter().filter_map(words).collect();
            (!items.is_empty()).then(|| items.join(", "))
        }
        _ => None,
    }
}

/// A gateway's page says nothing worth showing, short plain text may.
fn unread(status: u16, body: &[u8], is_json: bool) -> String {
    let text = String::from_utf8_lossy(body);
    let text = text.trim();
    if is_json || text.is_empty() || text.starts_with('<') {
        return match status {
            401 => "the credentials were refused".to_owned(),
            403 => "this isn't allowed".to_owned(),
            404 => "there is no such thing".to_owned(),
            429 => "too many requests".to_owned(),
            500..=599 => "the service failed".to_owned(),
            _ => "the request was refused without a word".to_owned(),
        };
    }
    plain(text, 200)
}

/// One line without control characters, cut to `limit` characters.
fn plain(text: &str, limit: usize) -> String {
    let line: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(limit).collect();
    line.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::{ApiClass, ApiError, Kind};

    #[test]
    fn reads_every_shape() {
        for (status, body, code, message) in [
            (422, r#"{"code":422,"error_code":"email_exists","msg":"taken"}"#, Some("email_exists"), "taken"),
            (422, r#"{"code":"email_exists","message":"taken"}"#, Some("email_exists"), "taken"),
            (500, r#"{"code":"23505","message":"duplicate key","detail":"x"}"#, Some("23505"), "duplicate key"),
            (400, r#"{"message":["name is short","db_pass is weak"]}"#, None, "name is short, db_pass is weak"),
            (400, r#"{"error":"invalid_grant","error_description":"no"}"#, None, "no"),
            (400, r#"{"error":{"code":"x","message":"inside"}}"#, Some("x"), "inside"),
            (
                422,
                r#"{"code":"weak_password","message":"weak","weak_password":{"reasons":["length"]}}"#,
                Some("weak_password"),
                "weak (length)",
            ),
            (502, "<html><body>Bad gateway</body></html>", None, "the service failed"),
            (404, "404 page not found\n", None, "404 page not found"),
            (401, "", None, "the credentials were refused"),
            (
                429,
                r#"{"message":"ThrottlerException: Too Many Requests"}"#,
                None,
                "ThrottlerException: Too Many Requests",
            ),
            (400, "\u{1b}[31mred\u{7}", None, "[31mred"),
        ] {
            let error = ApiError::of_answer("asking", status, None, None, body.as_bytes());
            assert_eq!((error.code.as_deref(), &*error.message), (code, message), "{body}");
        }
    }

    #[test]
    fn says_what_a_token_lacks() {
        let body = br#"{"message":"Forbidden","missing_permissions":["projects:write"]}"#;
        let error = ApiError::of_answer("creating the project", 403, None, Some("abc".into()), body);
        assert_eq!(
            error.to_string(),
            "creating the project: Forbidden (HTTP 403); missing permissions: projects:write [request abc]"
        );
        assert_eq!(error.class(), ApiClass::Refused);
    }

    #[test]
    fn sorts() {
        for (kind, class) in [
            (Kind::Unreachable, ApiClass::Transient),
            (Kind::LostAnswer, ApiClass::Unknown),
            (Kind::Unreadable, ApiClass::Unknown),
            (Kind::Status(503), ApiClass::Transient),
            (Kind::Status(429), ApiClass::Transient),
            (Kind::Status(404), ApiClass::NotFound),
            (Kind::Status(409), ApiClass::Conflict),
            (Kind::Status(402), ApiClass::Permanent),
            (Kind::Redirect, ApiClass::Permanent),
        ] {
            assert_eq!(ApiError::new("asking", kind.clone(), "no").class(), class, "{kind:?}");
        }
    }
}
