//! A success, as the server sent it.

use super::error::{Answered, ApiError, ErrorKind};
use super::json;
use super::request::Request;
use super::retry_after::{date, text};
use chrono::{DateTime, Utc};
use reqwest::header::HeaderMap;
use serde::de::DeserializeOwned;
use std::fmt;

/// The headers that name a call, the API's own first.
const REQUEST_IDS: [&str; 3] = ["sb-request-id", "x-request-id", "cf-ray"];

/// Status, headers and body of a success. `Debug` shows the status only: bodies hold keys.
pub struct Answer<'a> {
    pub(super) request: &'a Request,
    pub(super) status: u16,
    pub(super) headers: HeaderMap,
    pub(super) body: Vec<u8>,
}

impl Answer<'_> {
    /// Returns the status, 200 to 299, or 304 where only a change was asked for.
    pub fn status(&self) -> u16 {
        self.status
    }

    /// Returns a header, such as `x-total-count`. None if it is absent or isn't ASCII.
    pub fn header(&self, name: &str) -> Option<&str> {
        text(&self.headers, name)
    }

    /// Returns what the server's clock said, to the second (RFC 9110, section 6.6.1).
    pub fn date(&self) -> Option<DateTime<Utc>> {
        self.header("date").and_then(date)
    }

    /// Returns the body, unpacked.
    pub fn into_body(self) -> Vec<u8> {
        self.body
    }

    /// Reads the body as JSON.
    ///
    /// # Errors
    /// [`ErrorKind::Malformed`]; after a write [`ErrorKind::DoneUnread`], since it was done.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, ApiError> {
        json::read(&self.body).map_err(|why| self.fault(&why))
    }

    /// Makes the failure that this answer isn't what was expected, such as one without a value that must be there.
    pub fn fault(&self, why: &str) -> ApiError {
        let (kind, text) = if self.request.is_write() {
            (ErrorKind::DoneUnread, "it was done, but the answer that tells what came of it can't be read")
        } else {
            (ErrorKind::Malformed, "the answer isn't what was expected")
        };
        ApiError::new(self.request, kind, format!("{text}: {why}")).with(answered(self.status, &self.headers))
    }
}

impl fmt::Debug for Answer<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}: {}", self.request, self.status)
    }
}

/// What the head of an answer tells an error.
pub(super) fn answered(status: u16, headers: &HeaderMap) -> Answered {
    let request_id = REQUEST_IDS.into_iter().find_map(|name| text(headers, name)).and_then(super::error_body::one_line);
    Answered { status, request_id, ..Answered::default() }
}
