//! What is kept of one address: the last good set, and the last try to get another.

use super::JwksUrl;
use crate::Keys;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use std::time::Duration;

/// The format of the file; another one is not read.
const VERSION: u32 = 1;

/// All that is kept of one address.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Stored {
    pub(super) version: u32,
    /// Whose keys these are. A file that was copied from another address is refused by it.
    pub(super) url: String,
    /// The last good set.
    pub set: Option<StoredSet>,
    /// The last try.
    pub attempt: Option<Attempt>,
}

/// A set that was served with a usable key in it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StoredSet {
    /// The document, without private parts.
    pub(super) text: String,
    /// When its server gave it, or said that it still holds.
    pub fetched_at: DateTime<Utc>,
    /// How long the server lets it be kept, as far as it says, in seconds.
    pub(super) max_age: Option<u64>,
    /// The server's name of this version.
    pub etag: Option<String>,
    /// It was published with private parts.
    pub leaks_private: bool,
    /// Keys that were published under a `kid` that has another key now.
    pub(super) former: Vec<Map<String, Value>>,
}

/// A try to get a set.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Attempt {
    /// When it began.
    pub at: DateTime<Utc>,
    /// What came of it.
    pub outcome: Outcome,
}

/// What came of a try.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Nothing yet, or its process died.
    Begun,
    /// The set is that of this try.
    Good,
    /// What went wrong, in one line.
    Failed(String),
}

impl Stored {
    /// Nothing is known of this address.
    pub fn new(url: &JwksUrl) -> Self {
        Self { version: VERSION, url: url.as_str().to_owned(), set: None, attempt: None }
    }

    /// Notes that a try begins.
    #[must_use]
    pub fn begin(mut self, now: DateTime<Utc>) -> Self {
        self.attempt = Some(Attempt { at: now, outcome: Outcome::Begun });
        self
    }

    /// Returns what went wrong with the last try, if something did.
    pub fn failure(&self) -> Option<&str> {
        match &self.attempt.as_ref()?.outcome {
            Outcome::Failed(why) => Some(why),
            Outcome::Begun | Outcome::Good => None,
        }
    }

    /// Reads a file's text, or says why it can't be the one of this address.
    pub(super) fn read(text: &[u8], url: &JwksUrl) -> Result<Self, &'static str> {
        let stored: Self = serde_json::from_slice(text).map_err(|_| "it is cut off or no cache of keys")?;
        if stored.version != VERSION {
            return Err("it is of another version of tenantctl");
        }
        if stored.url != url.as_str() {
            return Err("it holds the keys of another address");
        }
        if stored.set.as_ref().is_some_and(|set| set.keys().is_none()) {
            return Err("it holds no usable keys");
        }
        Ok(stored)
    }
}

impl StoredSet {
    /// Returns the keys; where a `kid` has another key than before, both. None if none is usable.
    pub fn keys(&self) -> Option<Keys> {
        let mut keys = self.published()?;
        keys.merge(self.former_keys());
        Some(keys)
    }

    /// The keys that the server publishes.
    pub(super) fn published(&self) -> Option<Keys> {
        Keys::read(self.text.as_bytes()).ok().filter(Keys::has_usable)
    }

    pub(super) fn former_keys(&self) -> Keys {
        // What can't be read would be written by somebody else, and then the set itself can't be trusted either.
        Keys::read(json!({ "keys": self.former }).to_string().as_bytes()).unwrap_or_default()
    }

    /// Returns the ids that have another key than before, each once.
    pub fn changed(&self) -> Vec<&str> {
        let mut kids: Vec<&str> = self.former.iter().filter_map(|jwk| jwk.get("kid")?.as_str()).collect();
        kids.dedup();
        kids
    }

    /// Returns how long the server lets it be kept, as far as it says.
    pub(super) fn served_for(&self) -> Option<Duration> {
        self.max_age.map(Duration::from_secs)
    }

    /// Returns the members of each published key, as they are written.
    pub fn jwks(&self) -> Vec<Map<String, Value>> {
        let document: Value = serde_json::from_str(&self.text).unwrap_or_default();
        let items = match document {
            Value::Object(mut set) => match set.remove("keys") {
                Some(Value::Array(items)) => items,
                _ => vec![Value::Object(set)],
            },
            _ => Vec::new(),
        };
        items.into_iter().filter_map(|item| if let Value::Object(jwk) = item { Some(jwk) } else { None }).collect()
    }
}
