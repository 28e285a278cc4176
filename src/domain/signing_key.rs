//! The life of a key that signs session tokens.

use std::fmt;
use std::time::Duration;

/// A verifier keeps the key set for up to ten minutes (Supabase documentation), and whoever filled its cache may have
/// kept it as long: a key that has been in the set for twice that is known everywhere.
pub const KNOWN_AFTER: Duration = Duration::from_secs(20 * 60);

/// What a signing key is used for. It only ever goes on to a later one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum KeyState {
    /// Verifiers learn it; it signs nothing yet.
    Standby,
    /// It signs. There is one.
    Active,
    /// It signs no more, and its tokens are still good.
    Verifying,
    /// Nothing it signed is good any more; its private part is gone.
    Retired,
}

impl KeyState {
    /// Every state, in the order of a key's life.
    pub const ALL: [Self; 4] = [Self::Standby, Self::Active, Self::Verifying, Self::Retired];

    /// The word in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Standby => "standby",
            Self::Active => "active",
            Self::Verifying => "verifying",
            Self::Retired => "retired",
        }
    }

    /// Reads the word; nothing for a word that isn't ours.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == text)
    }

    /// Tells whether verifiers are given the key.
    pub fn is_published(self) -> bool {
        self != Self::Retired
    }
}

impl TryFrom<String> for KeyState {
    type Error = String;

    fn try_from(word: String) -> Result<Self, String> {
        Self::parse(&word).ok_or_else(|| format!("no state of a signing key: {word}"))
    }
}

impl fmt::Display for KeyState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::KeyState::{Active, Retired, Standby, Verifying};
    use super::*;

    #[test]
    fn each_state_has_its_word_and_its_rules() {
        for (state, word, published) in [
            (Standby, "standby", true),
            (Active, "active", true),
            (Verifying, "verifying", true),
            (Retired, "retired", false),
        ] {
            assert_eq!((state.as_str(), KeyState::parse(word)), (word, Some(state)));
            assert_eq!(state.is_published(), published, "{word}");
        }
        assert_eq!(KeyState::parse("Active"), None);
    }
}
