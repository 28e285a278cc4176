//! What `doctor` looks at, one file a group. Every check says in a sentence what it found, and where that isn't well,
//! what to do. Nothing here changes anything, and no check keeps another from its turn.

mod api;
mod auth;
mod clock;
mod clusters;
mod configuration;
mod jwks;
mod management;
mod master_key;
mod plane;
mod programs;
mod projects;

pub use auth::{anon_key, auth_server, service_key};
pub use clusters::cluster;
pub use configuration::{ConfigFile, configuration};
pub use jwks::jwks;
pub use management::{ManagementWish, management};
pub use master_key::{key_alone, master_key};
pub use plane::{Plane, line, plane, server};
pub use programs::programs;
pub use projects::{LOOKED_AT, projects};

use serde::Serialize;

/// How it is with what was looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// As it should be.
    Ok,
    /// Worth a look; what is used works.
    Warning,
    /// Something that is configured doesn't work.
    Error,
    /// There is nothing to look at, or it can't be looked at.
    Skipped,
}

/// What one check found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// What was looked at, its group first, such as `control_plane.schema`.
    pub name: String,
    /// How it is.
    pub state: State,
    /// What was found, in a sentence without a secret.
    pub text: String,
    /// What to run or to set; there is one for every warning and error.
    pub hint: Option<String>,
}

impl Check {
    /// Makes one that is well.
    pub fn ok(name: impl Into<String>, text: impl Into<String>) -> Self {
        Self { name: name.into(), state: State::Ok, text: text.into(), hint: None }
    }

    /// Makes one that is worth a look.
    pub fn warning(name: impl Into<String>, text: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { state: State::Warning, hint: Some(hint.into()), ..Self::ok(name, text) }
    }

    /// Makes one that is wrong.
    pub fn error(name: impl Into<String>, text: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { state: State::Error, hint: Some(hint.into()), ..Self::ok(name, text) }
    }

    /// Makes one that had nothing to look at.
    pub fn skipped(name: impl Into<String>, text: impl Into<String>) -> Self {
        Self { state: State::Skipped, ..Self::ok(name, text) }
    }

    /// Adds what to run or to set.
    #[must_use]
    pub fn with_hint(self, hint: impl Into<String>) -> Self {
        Self { hint: Some(hint.into()), ..self }
    }
}

/// What helps where something didn't answer in time.
const LONGER: &str = "tenantctl doctor --timeout 2m";
