//! The keys that tokens are verified with, from a file where that is fresh and from their server where it isn't.
//!
//! The rules are those of [`token::jwks`](crate::token::jwks). Of many processes that need the same set one fetches it,
//! the others wait for it; no wait is longer than 7 s. Where no file can be kept, the process remembers.

mod error;
mod fetch;
mod found;

use crate::host::local::{create_state_dir, effective_uid};
use crate::token::jwks::{Fetch, Folder, FolderLock, Freshness, Policy, Refused, Step, Stored, settle};
use chrono::{DateTime, Utc};
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;
use tokio::time::{Instant, sleep, timeout};

pub use crate::token::jwks::{InvalidJwksUrl, JwksUrl};
pub use error::JwksError;
pub use fetch::HttpFetch;
pub use found::{Found, ListedKey};

/// How long a fetch may take, all in all.
pub const FETCH_DEADLINE: Duration = Duration::from_secs(5);
/// How long another process's fetch is waited for.
const PATIENCE: Duration = Duration::from_secs(7);
const POLL: Duration = Duration::from_millis(20);

/// The sets of any number of addresses.
pub struct JwksCache<F> {
    folder: Result<Folder, Refused>,
    policy: Policy,
    fetch: F,
    /// What couldn't be written.
    memory: Mutex<HashMap<JwksUrl, Stored>>,
    /// One fetch at a time in this process too.
    flight: tokio::sync::Mutex<()>,
}

/// Why a set is fetched.
#[derive(Clone, Copy)]
enum Wish<'a> {
    /// It is needed, this key of it if there is a name.
    Keys(Option<&'a str>),
    /// A person wants it anew, and may accept keys that changed under their name.
    Anew { accept_changed: bool },
}

impl<F: Fetch> JwksCache<F> {
    /// Keeps sets in `dir`, which is made with the first one, for at most `max_age` (the setting `jwks_max_age`).
    pub fn new(dir: PathBuf, max_age: Duration, fetch: F) -> Self {
        let folder = match effective_uid() {
            Ok(owner) => Ok(Folder::new(dir, owner)),
            Err(error) => Err(Refused { path: dir, why: error.to_string() }),
        };
        let (memory, flight) = (Mutex::default(), tokio::sync::Mutex::default());
        Self { folder, policy: Policy::new(max_age), fetch, memory, flight }
    }

    /// Returns the keys of an address. The set is fetched where it isn't fresh or lacks the key `kid`, but not twice
    /// within 30 s, whoever did it last: a `kid` may be missing in what is returned.
    ///
    /// # Errors
    /// [`JwksError::Unavailable`]: there is no set, or none that is young enough, and none can be fetched.
    pub async fn keys(&self, url: &JwksUrl, kid: Option<&str>, now: DateTime<Utc>) -> Result<Found, JwksError> {
        let (stored, warnings) = self.read(url);
        match self.policy.step(&stored, kid, now) {
            Step::Serve => self.serve(url, stored, warnings, now),
            Step::Wait | Step::Fetch => self.ask(url, Wish::Keys(kid), now).await,
        }
    }

    /// Fetches the set, however fresh the one that is there and however short ago the last try was. It takes the other
    /// one's place only if it has a usable key. Keys that changed under their name stay refused unless they are
    /// accepted.
    ///
    /// # Errors
    /// [`JwksError::NotRefreshed`], which says what stays.
    pub async fn refresh(&self, url: &JwksUrl, accept_changed: bool, now: DateTime<Utc>) -> Result<Found, JwksError> {
        self.ask(url, Wish::Anew { accept_changed }, now).await
    }

    /// Returns what the file holds, and asks nobody.
    ///
    /// # Errors
    /// [`JwksError::NotStored`], or [`JwksError::Unavailable`] where it is too old.
    pub fn show(&self, url: &JwksUrl, now: DateTime<Utc>) -> Result<Found, JwksError> {
        let (stored, warnings) = self.read(url);
        if stored.set.is_none() {
            return Err(JwksError::NotStored { url: url.clone(), why: warnings });
        }
        self.serve(url, stored, warnings, now)
    }

    /// Returns the file of an address, which need not be there.
    pub fn file(&self, url: &JwksUrl) -> Option<PathBuf> {
        self.folder.as_ref().ok().map(|folder| folder.file(url))
    }

    async fn ask(&self, url: &JwksUrl, wish: Wish<'_>, now: DateTime<Utc>) -> Result<Found, JwksError> {
        let _one_at_a_time = self.flight.lock().await;
        let locked = self.lock(url).await;
        // Whoever had the lock before may have fetched it.
        let (stored, mut warnings) = self.read(url);
        if matches!(wish, Wish::Keys(kid) if self.policy.step(&stored, kid, now) != Step::Fetch) {
            return self.serve(url, stored, warnings, now);
        }
        let lock = match locked {
            Ok(Some(lock)) => Some(lock),
            Ok(None) => {
                let busy = Err("another process has been fetching them for too long".to_owned());
                return self.conclude(url, wish, settle(stored, busy, false, now), warnings, now);
            }
            Err(refused) => {
                warnings.push(format!("no keys can be kept: {refused}"));
                None
            }
        };
        let (etag, accept_changed) = match wish {
            Wish::Keys(_) => (stored.set.as_ref().and_then(|set| set.etag.clone()), false),
            Wish::Anew { accept_changed } => (None, accept_changed),
        };
        let stored = stored.begin(now);
        self.write(url, &stored, lock.as_ref());
        let answer = match timeout(FETCH_DEADLINE, self.fetch.fetch(url, etag.as_deref())).await {
            Ok(answer) => answer,
            Err(_) => Err(format!("no answer came within {} s", FETCH_DEADLINE.as_secs())),
        };
        let stored = settle(stored, answer, accept_changed, now);
        if let Some(refused) = self.write(url, &stored, lock.as_ref()) {
            warnings.push(format!("the fetched keys can't be kept: {refused}"));
        }
        drop(lock);
        self.conclude(url, wish, stored, warnings, now)
    }

    fn conclude(
        &self,
        url: &JwksUrl,
        wish: Wish<'_>,
        stored: Stored,
        warnings: Vec<String>,
        now: DateTime<Utc>,
    ) -> Result<Found, JwksError> {
        match (wish, stored.failure()) {
            (Wish::Anew { .. }, Some(why)) => {
                let freshness = |set| (set, self.policy.freshness(set, now));
                let stays = stored.set.as_ref().map(freshness).and_then(|(set, freshness)| match freshness {
                    Freshness::Over => None,
                    Freshness::Fresh(until) | Freshness::Stale(until) => Some((set.fetched_at, until)),
                });
                Err(JwksError::NotRefreshed { url: url.clone(), why: why.to_owned(), stays })
            }
            _ => self.serve(url, stored, warnings, now),
        }
    }

    fn serve(
        &self,
        url: &JwksUrl,
        stored: Stored,
        warnings: Vec<String>,
        now: DateTime<Utc>,
    ) -> Result<Found, JwksError> {
        let freshness = stored.set.as_ref().map_or(Freshness::Over, |set| self.policy.freshness(set, now));
        Found::of(url, &stored, freshness, warnings).ok_or_else(|| JwksError::Unavailable {
            url: url.clone(),
            why: stored.failure().unwrap_or("the last try didn't end").to_owned(),
            too_old: stored.set.as_ref().map(|set| set.fetched_at),
            next_attempt: self.policy.next_attempt(&stored).filter(|at| *at > now),
        })
    }

    /// What is known of an address: by the file, or by this process where that tried later.
    fn read(&self, url: &JwksUrl) -> (Stored, Vec<String>) {
        let folder = self.folder.as_ref().map_err(ToString::to_string);
        let (kept, warnings) = match folder.and_then(|folder| folder.read(url).map_err(|refused| refused.to_string())) {
            Ok(kept) => (kept, Vec::new()),
            Err(refused) => (None, vec![format!("the kept keys are not used: {refused}")]),
        };
        let known = self.memory.lock().unwrap_or_else(PoisonError::into_inner).get(url).cloned();
        let tried = |stored: &Stored| stored.attempt.as_ref().map(|attempt| attempt.at);
        let latest = [kept, known].into_iter().flatten().max_by_key(tried);
        (latest.unwrap_or_else(|| Stored::new(url)), warnings)
    }

    fn write(&self, url: &JwksUrl, stored: &Stored, lock: Option<&FolderLock>) -> Option<Refused> {
        let written = match (&self.folder, lock) {
            (Ok(folder), Some(_)) => folder.write(url, stored),
            // It was said when there was no lock.
            _ => Ok(()),
        };
        let mut memory = self.memory.lock().unwrap_or_else(PoisonError::into_inner);
        if lock.is_some() && written.is_ok() {
            memory.remove(url);
        } else {
            memory.insert(url.clone(), stored.clone());
        }
        written.err()
    }

    /// Waits for the lock; none where another process has it for too long.
    async fn lock(&self, url: &JwksUrl) -> Result<Option<FolderLock>, String> {
        let folder = self.folder.as_ref().map_err(ToString::to_string)?;
        if let Some(state) = folder.path().parent().filter(|state| folder.path().is_absolute() && !exists(state)) {
            create_state_dir(state).map_err(|error| error.to_string())?;
        }
        let end = Instant::now() + PATIENCE;
        loop {
            if let Some(lock) = folder.try_lock(url).map_err(|refused| refused.to_string())? {
                return Ok(Some(lock));
            }
            if Instant::now() >= end {
                return Ok(None);
            }
            sleep(POLL).await;
        }
    }
}

fn exists(path: &Path) -> bool {
    std::fs::symlink_metadata(path).is_ok()
}

#[cfg(test)]
mod outage_tests;
#[cfg(test)]
mod tests;
