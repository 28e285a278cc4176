//! Migration files.

use crate::output::{Cell, Record};
use serde::Serialize;
use std::path::Path;

/// A migration file that was made.
#[derive(Debug, Serialize)]
pub struct NewMigrationView {
    version: String,
    file: String,
    path: String,
    created: bool,
}

impl NewMigrationView {
    /// Takes where it is, and whether it is there or only would be.
    pub fn of(path: &Path, version: i64, created: bool) -> Self {
        let file = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        Self { version: version.to_string(), file, path: path.display().to_string(), created }
    }

    /// Returns where it is.
    pub fn path(&self) -> &str {
        &self.path
    }
}

impl Record for NewMigrationView {
    const HEADERS: &'static [&'static str] = &["Version", "File", "Path"];

    fn cells(&self) -> Vec<Cell> {
        vec![Cell::new(&self.version), Cell::new(&self.file), Cell::new(&self.path)]
    }
}
