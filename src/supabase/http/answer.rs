//! An answer, read within its bounds.

use crate::supabase::error::{ApiError, Kind};
use reqwest::header::HeaderMap;
use serde::de::DeserializeOwned;

/// A whole answer that is a success.
#[derive(Debug)]
pub struct Answer {
    pub(super) doing: &'static str,
    pub(super) headers: HeaderMap,
    pub(super) body: Vec<u8>,
    pub(super) is_read: bool,
}

impl Answer {
    /// Returns a header's text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }

    /// Reads the document; fields that nobody knows are passed over.
    ///
    /// # Errors
    /// It isn't such a document. After a write that means that it was done, with an unknown result.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, ApiError> {
        let kind = if self.is_read { Kind::Malformed } else { Kind::Unreadable };
        serde_json::from_slice(&self.body).map_err(|error| {
            // serde's words may repeat a value, so only the place is told.
            let place = format!("line {}, column {}", error.line(), error.column());
            let what = match error.classify() {
                serde_json::error::Category::Data => "the answer isn't what the API describes",
                _ => "the answer is no whole JSON document",
            };
            ApiError::new(self.doing, kind, format!("{what} ({place})"))
        })
    }
}

/// Reads a body up to `limit` bytes, unpacked.
pub(super) async fn read_body(response: &mut reqwest::Response, limit: usize) -> Result<Vec<u8>, Cut> {
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(Cut::Lost)? {
        if body.len() + chunk.len() > limit {
            return Err(Cut::TooLarge);
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body)
}

/// Why a body wasn't read to its end.
pub(super) enum Cut {
    Lost(reqwest::Error),
    TooLarge,
}
