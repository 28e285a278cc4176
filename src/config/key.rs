//! What a key of the configuration is.

use std::time::Duration;

/// One key of the configuration, as the table in [`keys`](super::keys) lists it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Key {
    /// Its name in a configuration file.
    pub name: &'static str,
    /// The flag that sets it, without the dashes.
    pub flag: &'static str,
    /// The variables that set it, the strongest first.
    pub env: &'static [&'static str],
    /// True if the value is a secret, or a URL that may hold a password.
    pub secret: bool,
    /// What values it takes.
    pub kind: Kind,
    /// The value where nothing else sets one, in the words of a file.
    pub default: Option<&'static str>,
    /// What it is for, in one line.
    pub doc: &'static str,
}

impl Key {
    /// Finds a key by its name.
    pub fn named(name: &str) -> Option<&'static Self> {
        super::keys::ALL.into_iter().find(|key| key.name == name)
    }
}

/// What values a key takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Any text.
    Text,
    /// A URL; its password is masked wherever it is shown.
    Url,
    /// A path: in a configuration file relative to that file's directory,
    /// elsewhere to the working directory; `~/` is the home directory.
    Path,
    /// `true` or `false`.
    Bool,
    /// A whole number within bounds, both included.
    Number {
        /// The smallest.
        min: u64,
        /// The greatest.
        max: u64,
    },
    /// A time span such as `30s` or `2m`, up to a day.
    Duration,
    /// One of these words.
    Enum(&'static [&'static str]),
}

/// The longest time span that a setting takes.
pub(super) const MAX_DURATION: Duration = Duration::from_secs(24 * 60 * 60);
