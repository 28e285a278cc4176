//! Why there are no keys.

use super::JwksUrl;
use chrono::{DateTime, SecondsFormat, Utc};

/// Why there are no keys. Nobody may take a token for valid then.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum JwksError {
    /// No set is kept that is young enough, and none could be fetched.
    #[error("the keys of {url} can't be had")]
    Unavailable {
        /// Where they are published.
        url: JwksUrl,
        /// What went wrong with the last try.
        why: String,
        /// The last good set's time, where that is too old or lies in the future.
        too_old: Option<DateTime<Utc>>,
        /// No process tries again before.
        next_attempt: Option<DateTime<Utc>>,
    },
    /// The file alone was asked for, and there is none that can be used.
    #[error("no keys of {url} are stored")]
    NotStored {
        /// Where they are published.
        url: JwksUrl,
        /// Why the file isn't used, where there is one.
        why: Vec<String>,
    },
    /// A person wanted the set anew, and it can't be had.
    #[error("the keys of {url} could not be refreshed")]
    NotRefreshed {
        /// Where they are published.
        url: JwksUrl,
        /// What went wrong.
        why: String,
        /// The time of the set that stays in use, and the end of its freshness.
        stays: Option<(DateTime<Utc>, DateTime<Utc>)>,
    },
}

/// Writes a time for a message, to the second.
pub(crate) fn time(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, true)
}
