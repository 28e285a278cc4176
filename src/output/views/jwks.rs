//! The keys that tokens are verified with.

use crate::ops::jwks::{Found, JwksUrl, ListedKey};
use crate::output::{Cell, Record, Tone};
use chrono::{DateTime, SecondsFormat, Utc};
use serde::Serialize;
use std::path::Path;

fn time(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, true)
}

/// A key set, and how good it still is.
#[derive(Debug, Serialize)]
pub struct JwksView {
    url: String,
    state: &'static str,
    fetched_at: String,
    fresh_until: String,
    stale_since: Option<String>,
    etag: Option<String>,
    file: Option<String>,
    keys: Vec<JwkView>,
}

impl JwksView {
    /// Takes the set, its file and those of its keys that are shown; a table shows them apart.
    pub fn of(url: &JwksUrl, found: &Found, file: Option<&Path>, keys: Vec<JwkView>) -> Self {
        Self {
            url: url.to_string(),
            state: if found.stale_since.is_some() { "stale" } else { "fresh" },
            fetched_at: time(found.fetched_at),
            fresh_until: time(found.fresh_until),
            stale_since: found.stale_since.map(time),
            etag: found.etag.clone(),
            file: file.map(|file| file.display().to_string()),
            keys,
        }
    }
}

impl Record for JwksView {
    const HEADERS: &'static [&'static str] =
        &["Url", "State", "Fetched at", "Fresh until", "Stale since", "Etag", "File"];

    fn cells(&self) -> Vec<Cell> {
        let tone = if self.stale_since.is_some() { Tone::Warn } else { Tone::Good };
        vec![
            Cell::new(&self.url),
            Cell::toned(self.state, tone),
            Cell::new(&self.fetched_at),
            Cell::new(&self.fresh_until),
            Cell::maybe(self.stale_since.as_ref()),
            Cell::maybe(self.etag.as_ref()),
            Cell::maybe(self.file.as_ref()),
        ]
    }
}

/// A published key; never more of it than its thumbprint.
#[derive(Debug, Serialize)]
pub struct JwkView {
    kid: Option<String>,
    alg: Option<String>,
    kty: Option<String>,
    #[serde(rename = "use")]
    usage: Option<String>,
    thumbprint: Option<String>,
    usable: bool,
    problem: Option<String>,
}

impl From<ListedKey> for JwkView {
    fn from(key: ListedKey) -> Self {
        Self {
            kid: key.kid,
            alg: key.alg,
            kty: key.kty,
            usage: key.usage,
            thumbprint: key.thumbprint,
            usable: key.problem.is_none(),
            problem: key.problem,
        }
    }
}

impl Record for JwkView {
    const HEADERS: &'static [&'static str] = &["Kid", "Alg", "Kty", "Use", "Thumbprint", "Usable", "Problem"];

    fn cells(&self) -> Vec<Cell> {
        vec![
            Cell::maybe(self.kid.as_ref()),
            Cell::maybe(self.alg.as_ref()),
            Cell::maybe(self.kty.as_ref()),
            Cell::maybe(self.usage.as_ref()),
            Cell::maybe(self.thumbprint.as_ref()),
            if self.usable { Cell::toned("yes", Tone::Good) } else { Cell::toned("no", Tone::Bad) },
            Cell::maybe(self.problem.as_ref()),
        ]
    }
}
