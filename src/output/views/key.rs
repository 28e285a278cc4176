//! Signing keys: never their private parts.

use crate::control_plane::SigningKeyRow;
use crate::domain::signing_key::KeyState;
use crate::output::{Cell, Record, Tone};
use chrono::{DateTime, SecondsFormat, Utc};
use serde::Serialize;

fn time(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, true)
}

/// A key, with when its states began.
#[derive(Debug, Serialize)]
pub struct KeyView {
    kid: Option<String>,
    algorithm: String,
    state: KeyState,
    created_at: Option<String>,
    activated_at: Option<String>,
    verifying_at: Option<String>,
    retired_at: Option<String>,
}

impl KeyView {
    /// Takes what the control plane knows.
    pub fn of(row: &SigningKeyRow) -> Self {
        Self {
            kid: Some(row.kid.clone()),
            algorithm: row.algorithm.clone(),
            state: row.state,
            created_at: Some(time(row.created_at)),
            activated_at: row.activated_at.map(time),
            verifying_at: row.verifying_at.map(time),
            retired_at: row.retired_at.map(time),
        }
    }

    /// Takes a key that would be made.
    pub fn planned(algorithm: &str, state: KeyState) -> Self {
        Self {
            kid: None,
            algorithm: algorithm.to_owned(),
            state,
            created_at: None,
            activated_at: None,
            verifying_at: None,
            retired_at: None,
        }
    }
}

impl Record for KeyView {
    const HEADERS: &'static [&'static str] =
        &["Kid", "Algorithm", "State", "Created at", "Activated at", "Verifying at", "Retired at"];

    fn cells(&self) -> Vec<Cell> {
        let tone = match self.state {
            KeyState::Active => Tone::Good,
            KeyState::Standby | KeyState::Verifying => Tone::Plain,
            KeyState::Retired => Tone::Dim,
        };
        vec![
            Cell::maybe(self.kid.as_ref()),
            Cell::new(&self.algorithm),
            Cell::toned(self.state, tone),
            Cell::time(self.created_at.as_deref()),
            Cell::time(self.activated_at.as_deref()),
            Cell::time(self.verifying_at.as_deref()),
            Cell::time(self.retired_at.as_deref()),
        ]
    }
}

/// The key that signs after a rotation, and the one that did before.
#[derive(Debug, Serialize)]
pub struct RotatedView {
    kid: Option<String>,
    algorithm: String,
    replaced: String,
}

impl RotatedView {
    /// Takes both keys; the new one has no id where it would only be made.
    pub fn of(kid: Option<&str>, algorithm: &str, replaced: &str) -> Self {
        Self { kid: kid.map(str::to_owned), algorithm: algorithm.to_owned(), replaced: replaced.to_owned() }
    }
}

impl Record for RotatedView {
    const HEADERS: &'static [&'static str] = &["Kid", "Algorithm", "Replaced"];

    fn cells(&self) -> Vec<Cell> {
        vec![Cell::maybe(self.kid.as_ref()), Cell::new(&self.algorithm), Cell::new(&self.replaced)]
    }
}
