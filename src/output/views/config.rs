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
}

impl From<Entry> for SettingView {
    fn from(entry: Entry) -> Self {
        Self { key: entry.key, value: entry.value, origin: entry.origin, secret: entry.secret, description: entry.doc }
    }
}

impl Record for SettingView {
    const HEADERS: &'static [&'static str] = &["Key", "Value", "Origin"];

    fn cells(&self) -> Vec<Cell> {
        let tone = if self.value.is_none() { Tone::Dim } else { Tone::Plain };
        vec![Cell::new(self.key), Cell::maybe(self.value.as_ref()), Cell::toned(&self.origin, tone)]
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
