//! Where the control plane is, as far as can be told without reaching for it.

use super::Context;
use crate::config::keys;

/// What is known of the control plane.
#[derive(Debug)]
pub struct Glance {
    /// Whether there is one.
    pub state: Standing,
    /// Where it is, its password masked.
    pub place: Option<String>,
    /// What says so, where it is configured.
    pub origin: Option<String>,
}

/// Whether there is a control plane.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// None was ever made here.
    None,
    /// A server is configured; it wasn't asked.
    Configured,
    /// The embedded server has data and doesn't run.
    Stopped,
    /// The embedded server runs.
    Running,
}

impl Standing {
    /// Returns the word for programs.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Configured => "configured",
            Self::Stopped => "stopped",
            Self::Running => "running",
        }
    }

    /// Tells whether there is one, as far as is known.
    pub fn exists(self) -> bool {
        self != Self::None
    }
}

impl Context {
    /// Looks at settings and files; starts nothing, connects to nothing, runs no program.
    pub fn plane_at_a_glance(&self) -> Glance {
        let entries = self.settings.entries();
        let configured = [keys::CONTROL_PLANE_URL, keys::DATABASE_URL].into_iter().find_map(|key| {
            let entry = entries.iter().find(|entry| entry.key == key.name)?;
            Some((entry.value.clone()?, entry.origin.clone()))
        });
        if let Some((place, origin)) = configured {
            return Glance { state: Standing::Configured, place: Some(place), origin: Some(origin) };
        }
        if self.state_dir().as_os_str().is_empty() || !self.embedded_exists() {
            return Glance { state: Standing::None, place: None, origin: None };
        }
        let running = self.local_server().is_ok_and(|server| server.endpoint().is_some());
        let place = format!("the embedded PostgreSQL in {}", self.state_dir().display());
        Glance { state: if running { Standing::Running } else { Standing::Stopped }, place: Some(place), origin: None }
    }
}
