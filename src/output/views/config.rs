//! Settings.

use crate::config::Entry;
use crate::output::{Cell, Record, Tone};
use serde::Serialize;

/// One setting.
#[derive(Debug, Serialize)]
pub struct SettingView {
    key: &'static str,
    value: Option<String>,
    origin: String,
    secret: bool,
    description: &'static str,
    #[serde(skip)]
    shown_origin: String,
}

impl SettingView {
    /// Takes one over; `exactly` shows file and line, variable or flag of its origin to people too.
    pub fn of(entry: Entry, exactly: bool) -> Self {
        Self {
            key: entry.key,
            value: entry.value,
            shown_origin: if exactly { entry.origin.clone() } else { entry.place },
            origin: entry.origin,
            secret: entry.secret,
            description: entry.doc,
        }
    }
}

impl Record for SettingView {
    const HEADERS: &'static [&'static str] = &["Key", "Value", "Origin"];

    fn cells(&self) -> Vec<Cell> {
        let tone = if self.value.is_none() { Tone::Dim } else { Tone::Plain };
        vec![Cell::new(self.key), Cell::maybe(self.value.as_ref()), Cell::toned(&self.shown_origin, tone)]
    }
}

/// A configuration file.
#[derive(Debug, Serialize)]
pub struct ConfigFileView {
    /// Where it is.
    pub file: String,
    /// What it is to the configuration.
    pub role: String,
    /// Whether it is there.
    pub exists: bool,
}

impl Record for ConfigFileView {
    const HEADERS: &'static [&'static str] = &["Role", "File", "Exists"];

    fn cells(&self) -> Vec<Cell> {
        let exists = if self.exists { "yes" } else { "no" };
        vec![Cell::new(&self.role), Cell::new(&self.file), Cell::new(exists)]
    }
}

/// A profile.
#[derive(Debug, Serialize)]
pub struct ProfileView {
    /// Its name.
    pub profile: String,
    /// Whether it is in use.
    pub current: bool,
    /// Whether changes are asked about.
    pub protected: bool,
    /// Its control plane, masked; none where that is the embedded server.
    pub control_plane: Option<String>,
    /// The file that has it.
    pub file: String,
}

impl Record for ProfileView {
    const HEADERS: &'static [&'static str] = &["Profile", "Current", "Protected", "Control plane", "File"];

    fn cells(&self) -> Vec<Cell> {
        let word = |set| if set { "yes" } else { "no" };
        let control_plane = self.control_plane.as_deref().unwrap_or("embedded");
        vec![
            Cell::new(&self.profile),
            Cell::toned(word(self.current), if self.current { Tone::Good } else { Tone::Plain }),
            Cell::toned(word(self.protected), if self.protected { Tone::Warn } else { Tone::Plain }),
            Cell::new(control_plane),
            Cell::new(&self.file),
        ]
    }
}
