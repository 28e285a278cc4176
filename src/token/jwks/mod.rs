//! A published key set, kept in a file between runs, and when it is asked for again.
//!
//! ```text
//! Folder --read--> Stored --step--> serve | wait | fetch --settle--> Stored --write--> Folder
//! ```
//!
//! - A set is fresh for the `max-age` that came with it: at least 30 s, at most the setting `jwks_max_age`, which also
//!   holds where none came. It is asked for again when that is over, or when a token names a `kid` that it lacks; in
//!   both cases at most every 30 s, whoever asks and whatever came of it.
//! - Only a set with a key that can check signatures takes the place of another. While none comes, the old one is
//!   served for 24 h beyond its freshness.
//! - A `kid` whose key is another one than before is refused: both keys are kept, which makes it ambiguous. That ends
//!   when the former key is published again, when the `kid` isn't published any more, or when a person accepts it.
//! - Private parts that are published are not stored.
//! - A time in the future means that the clock went back: such a set is neither fresh nor served.

mod cache_control;
mod folder;
mod freshness;
mod settle;
mod stored;
mod url;

pub use folder::{Folder, FolderLock, Refused};
pub use freshness::{Freshness, Policy, Step};
pub use settle::{Fetch, Fetched, settle};
pub use stored::{Attempt, Outcome, Stored, StoredSet};
pub use url::{InvalidJwksUrl, JwksUrl};

#[cfg(test)]
mod folder_tests;
#[cfg(test)]
mod settle_tests;
