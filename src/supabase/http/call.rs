//! One request, before it is sent.

use crate::supabase::error::{ApiError, Kind};
use secrecy::SecretString;
use serde::Serialize;
use url::Url;

/// What may be done again without asking: a read always.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// A read.
    Get,
    /// A write.
    Post,
    /// A write.
    Put,
    /// A write.
    Patch,
    /// A write; the second time there is nothing left to delete.
    Delete,
}

impl Method {
    pub(super) fn reqwest(self) -> reqwest::Method {
        match self {
            Self::Get => reqwest::Method::GET,
            Self::Post => reqwest::Method::POST,
            Self::Put => reqwest::Method::PUT,
            Self::Patch => reqwest::Method::PATCH,
            Self::Delete => reqwest::Method::DELETE,
        }
    }
}

/// One request.
#[derive(Debug)]
pub struct Call {
    pub(super) doing: &'static str,
    pub(super) method: Method,
    /// The path with its variable parts left out: what the API counts requests by.
    pub(super) endpoint: String,
    segments: Vec<String>,
    query: Vec<(&'static str, String)>,
    pub(super) body: Option<Vec<u8>>,
    pub(super) headers: Vec<(&'static str, SecretString)>,
    /// A write that has the same effect when it is done twice.
    pub(super) repeatable: bool,
}

impl Call {
    /// Makes a request to `path`, whose parts in braces are replaced by `parts` in their order, safely encoded. `doing`
    /// says in the words of an error what is tried.
    pub fn new(doing: &'static str, method: Method, path: &str, parts: &[&str]) -> Self {
        let mut parts = parts.iter();
        let segments = path.trim_start_matches('/').split('/').map(|segment| {
            if segment.starts_with('{') { parts.next().copied().unwrap_or_default() } else { segment }.to_owned()
        });
        Self {
            doing,
            method,
            endpoint: path.to_owned(),
            segments: segments.collect(),
            query: Vec::new(),
            body: None,
            headers: Vec::new(),
            repeatable: method == Method::Get,
        }
    }

    /// Adds a parameter; the same one may be added several times.
    #[must_use]
    pub fn query(mut self, name: &'static str, value: impl ToString) -> Self {
        self.query.push((name, value.to_string()));
        self
    }

    /// Adds a header.
    #[must_use]
    pub fn header(mut self, name: &'static str, value: SecretString) -> Self {
        self.headers.push((name, value));
        self
    }

    /// Sets the document to send.
    ///
    /// # Errors
    /// It can't be written as JSON.
    pub fn json(mut self, body: &impl Serialize) -> Result<Self, ApiError> {
        let bytes = serde_json::to_vec(body);
        // The text of such an error could repeat what was to be sent.
        self.body = Some(bytes.map_err(|_| ApiError::new(self.doing, Kind::Invalid, "the request can't be written"))?);
        Ok(self)
    }

    /// Allows a write to be sent again when its answer was lost: done twice it has the same effect.
    #[must_use]
    pub fn repeatable(mut self) -> Self {
        self.repeatable = true;
        self
    }

    /// Returns the address below `base`. A part that would lead elsewhere is refused, not encoded away.
    pub(super) fn url(&self, base: &Url) -> Result<Url, ApiError> {
        let invalid = |what: &str| ApiError::new(self.doing, Kind::Invalid, what);
        if self.segments.iter().any(|s| s.is_empty() || s == "." || s == "..") {
            return Err(invalid("a part of the address is empty"));
        }
        let mut url = base.clone();
        url.path_segments_mut()
            .map_err(|()| invalid("the API's URL can't have a path"))?
            .pop_if_empty()
            .extend(&self.segments);
        if !self.query.is_empty() {
            url.query_pairs_mut().extend_pairs(&self.query);
        }
        Ok(url)
    }
}

#[cfg(test)]
mod tests {
    use super::{Call, Method};
    use url::Url;

    fn url(base: &str, path: &str, parts: &[&str]) -> Option<String> {
        let call = Call::new("asking", Method::Get, path, parts).query("services", "auth").query("services", "a b&c");
        call.url(&Url::parse(base).expect("a url")).ok().map(|url| url.to_string())
    }

    #[test]
    fn parts_stay_in_their_place() {
        let tail = "?services=auth&services=a+b%26c";
        for (base, part, path) in [
            ("https://api.example", "abc", "https://api.example/v1/projects/abc/health"),
            ("https://x.example/auth/v1/", "abc", "https://x.example/auth/v1/v1/projects/abc/health"),
            ("https://api.example", "a/b?c#d", "https://api.example/v1/projects/a%2Fb%3Fc%23d/health"),
        ] {
            assert_eq!(url(base, "/v1/projects/{ref}/health", &[part]), Some(format!("{path}{tail}")));
        }
        for part in ["", ".", ".."] {
            assert_eq!(url("https://api.example", "/v1/projects/{ref}/health", &[part]), None, "{part:?}");
        }
    }
}
