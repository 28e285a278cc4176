//! Keys to verify with, and what is to be said of them.

use super::JwksUrl;
use super::error::time;
use crate::token::jwks::{Freshness, Outcome, Stored, StoredSet};
use crate::token::{KeyUnfit, Keys, Reason};
use chrono::{DateTime, Utc};
use serde_json::{Map, Value};

/// A set that may be used.
#[derive(Debug)]
pub struct Found {
    /// The keys. A `kid` with another key than before is ambiguous in them.
    pub keys: Keys,
    /// When the server gave the set, or said that it still holds.
    pub fetched_at: DateTime<Utc>,
    /// When it will be asked for again, or should have been.
    pub fresh_until: DateTime<Utc>,
    /// Since when it should have been replaced, where that failed.
    pub stale_since: Option<DateTime<Utc>>,
    /// The server's name of this version.
    pub etag: Option<String>,
    /// What the operator must know: a stale set, keys that changed or leaked, a file that can't be used.
    pub warnings: Vec<String>,
    set: StoredSet,
}

/// A key as it is published, for a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedKey {
    /// Its id.
    pub kid: Option<String>,
    /// Its algorithm: what it says, else what its kind is for.
    pub alg: Option<String>,
    /// Its kind.
    pub kty: Option<String>,
    /// What it says that it is for.
    pub usage: Option<String>,
    /// The thumbprint (RFC 7638) of a key that can be used.
    pub thumbprint: Option<String>,
    /// Why no token is verified with it.
    pub problem: Option<String>,
}

impl Found {
    /// Takes what is kept; none if it can't be used.
    pub(super) fn of(url: &JwksUrl, stored: &Stored, freshness: Freshness, mut warnings: Vec<String>) -> Option<Self> {
        let set = stored.set.clone()?;
        let keys = set.keys()?;
        let (fresh_until, stale_since) = match freshness {
            Freshness::Fresh(until) => (until, None),
            Freshness::Stale(since) => (since, Some(since)),
            Freshness::Over => return None,
        };
        match (stale_since, stored.attempt.as_ref().map(|attempt| &attempt.outcome)) {
            (Some(since), tried) => {
                let why = match tried {
                    Some(Outcome::Failed(why)) => format!(": {why}"),
                    Some(Outcome::Begun) => ": the last try didn't end".to_owned(),
                    Some(Outcome::Good) | None => String::new(),
                };
                warnings.push(format!("the keys of {url} are stale since {}{why}", time(since)));
            }
            (None, Some(Outcome::Failed(why))) => {
                warnings.push(format!("the keys of {url} are good, but could not be asked for again: {why}"));
            }
            (None, _) => {}
        }
        for kid in set.changed() {
            warnings.push(format!(
                "{url} publishes another key than before under the kid {kid}: tokens with it are refused; if the change \
                 is right: tenantctl jwks refresh --accept-changed-keys"
            ));
        }
        if set.leaks_private {
            warnings.push(format!(
                "{url} PUBLISHES PRIVATE KEYS: whoever has read them can sign tokens; replace these keys now"
            ));
        }
        let (fetched_at, etag) = (set.fetched_at, set.etag.clone());
        Some(Self { keys, fetched_at, fresh_until, stale_since, etag, warnings, set })
    }

    /// Lists the published keys, those that can't be used with the reason.
    pub fn list(&self) -> Vec<ListedKey> {
        self.set.jwks().into_iter().map(|jwk| self.listed(jwk)).collect()
    }

    fn listed(&self, jwk: Map<String, Value>) -> ListedKey {
        let text = |name: &str| jwk.get(name).and_then(Value::as_str).map(str::to_owned);
        let alone = Keys::read(Value::Object(jwk.clone()).to_string().as_bytes()).unwrap_or_default();
        let public = match alone.iter().next() {
            Some((kid, Ok(key))) => Ok((kid, key.public_key())),
            Some((_, Err(unfit))) => Err(unfit),
            None => Err(KeyUnfit::Kind),
        };
        let problem = match &public {
            Err(unfit) => Some(unfit.to_string()),
            Ok((Some(kid), _)) if self.set.changed().contains(kid) => Some("it is another key than before".to_owned()),
            Ok((kid, key)) => match self.keys.find(key.algorithm(), *kid) {
                Err(Reason::AmbiguousKey) => Some("two different keys have this kid".to_owned()),
                _ => None,
            },
        };
        ListedKey {
            kid: text("kid"),
            alg: text("alg").or_else(|| public.as_ref().ok().map(|(_, key)| key.algorithm().as_str().to_owned())),
            kty: text("kty"),
            usage: text("use"),
            thumbprint: public.ok().map(|(_, key)| key.thumbprint()),
            problem,
        }
    }
}
