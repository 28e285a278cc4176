//! What an answer makes of what is kept.

use super::JwksUrl;
use super::cache_control::max_age;
use super::stored::{Attempt, Outcome, Stored, StoredSet};
use crate::jwk::PRIVATE;
use crate::{Keys, PublicKey};
use chrono::{DateTime, Utc};
use serde_json::{Map, Value};

/// The longest version name that is kept.
const MAX_ETAG: usize = 256;
/// The longest reason that is kept, in characters.
const MAX_REASON: usize = 300;

/// What a server answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fetched {
    /// A document, which may be anything.
    Set {
        /// The document.
        body: Vec<u8>,
        /// Its `ETag`.
        etag: Option<String>,
        /// Its `Cache-Control`.
        cache_control: Option<String>,
    },
    /// The set of the `ETag` that was sent still holds.
    Unchanged {
        /// The answer's `Cache-Control`.
        cache_control: Option<String>,
    },
}

/// How a set is fetched. It is asked only when a set is needed, so whatever it costs to make comes no earlier.
pub trait Fetch: Sync {
    /// Fetches the set, or learns that it is still the one of `etag`. It follows no redirect. An error is one line.
    fn fetch(&self, url: &JwksUrl, etag: Option<&str>) -> impl Future<Output = Result<Fetched, String>> + Send;
}

/// Returns what is kept after an answer that came at `now`. Whatever isn't a set with a usable key leaves the old one;
/// `accept_changed` lets a `kid` have another key than before.
pub fn settle(before: Stored, answer: Result<Fetched, String>, accept_changed: bool, now: DateTime<Utc>) -> Stored {
    let old = before.set.clone();
    let (set, outcome) = match answer.and_then(|fetched| accept(old.as_ref(), fetched, accept_changed, now)) {
        Ok(set) => (Some(set), Outcome::Good),
        Err(why) => (old, Outcome::Failed(one_line(&why))),
    };
    Stored { set, attempt: Some(Attempt { at: now, outcome }), ..before }
}

fn accept(
    old: Option<&StoredSet>,
    fetched: Fetched,
    accept_changed: bool,
    now: DateTime<Utc>,
) -> Result<StoredSet, String> {
    let seconds = |header: Option<String>| header.and_then(|header| max_age(&header)).map(|age| age.as_secs());
    let (body, etag, cache_control) = match (fetched, old) {
        (Fetched::Set { body, etag, cache_control }, _) => (body, etag, cache_control),
        (Fetched::Unchanged { cache_control }, Some(old)) => {
            let max_age = seconds(cache_control).or(old.max_age);
            return Ok(StoredSet { fetched_at: now, max_age, ..old.clone() });
        }
        (Fetched::Unchanged { .. }, None) => return Err("the server says \"not modified\" of nothing".to_owned()),
    };
    let keys = Keys::read(&body).map_err(|why| why.to_string())?;
    if !keys.has_usable() {
        return Err(if keys.is_empty() {
            "the published key set is empty".to_owned()
        } else {
            "no key of the published set can check signatures".to_owned()
        });
    }
    let former = match old {
        Some(old) if !accept_changed => former(old, &keys),
        _ => Vec::new(),
    };
    let text = if keys.leaks_private() { without_private(&body)? } else { text(body)? };
    let etag = etag.filter(|etag| etag.len() <= MAX_ETAG && etag.bytes().all(|byte| matches!(byte, b' '..=b'~')));
    let max_age = seconds(cache_control);
    Ok(StoredSet { text, fetched_at: now, max_age, etag, leaks_private: keys.leaks_private(), former })
}

fn text(body: Vec<u8>) -> Result<String, String> {
    String::from_utf8(body).map_err(|_| "this is not UTF-8".to_owned())
}

/// The keys to hold against the new set: for each `kid` that it publishes with something else than before, what it had
/// before.
fn former(old: &StoredSet, new: &Keys) -> Vec<Map<String, Value>> {
    let before = [Some(old.former_keys()), old.published()];
    let mut held = Vec::new();
    let mut seen: Vec<&str> = Vec::new();
    for kid in new.iter().filter_map(|(kid, _)| kid) {
        if seen.contains(&kid) {
            continue;
        }
        seen.push(kid);
        // What it had first counts, until the server returns to it.
        let first = before.iter().flatten().map(|keys| named(keys, kid)).find(|keys| !keys.is_empty());
        let Some(first) = first else { continue };
        let mut now = new.iter().filter(|(name, _)| *name == Some(kid)).map(|(_, key)| key);
        if now.any(|key| !key.is_ok_and(|key| first.contains(&key.public_key()))) {
            held.extend(first.into_iter().map(|key| key.to_jwk(kid)));
        }
    }
    held
}

fn named<'a>(keys: &'a Keys, kid: &str) -> Vec<&'a PublicKey> {
    keys.iter().filter(|(name, _)| *name == Some(kid)).filter_map(|(_, key)| Some(key.ok()?.public_key())).collect()
}

/// The same document without what only the keys' owner should have.
fn without_private(body: &[u8]) -> Result<String, String> {
    let mut document: Value = serde_json::from_slice(body).map_err(|_| "this is not JSON".to_owned())?;
    if let Some(items) = document.get_mut("keys").and_then(Value::as_array_mut) {
        items.iter_mut().filter_map(Value::as_object_mut).for_each(strip);
    }
    if let Some(single) = document.as_object_mut() {
        strip(single);
    }
    Ok(document.to_string())
}

fn strip(jwk: &mut Map<String, Value>) {
    jwk.retain(|name, _| !PRIVATE.contains(&name.as_str()));
}

fn one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(MAX_REASON).collect()
}
