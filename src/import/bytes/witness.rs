//! Tells whether a file was written to while it was read.

use std::fs::{File, Metadata};
use std::io;
use std::sync::Arc;
use std::time::SystemTime;

/// What a file looked like when it was opened.
pub(super) struct Witness {
    file: Arc<File>,
    length: u64,
    modified: Option<SystemTime>,
}

impl Witness {
    pub(super) fn new(file: Arc<File>, metadata: &Metadata) -> Self {
        Self { file, length: metadata.len(), modified: metadata.modified().ok() }
    }

    /// Whether the file looks different now. It asks the open file, so that a new file of the same
    /// name, which nobody reads here, is no change.
    pub(super) fn changed(&self) -> io::Result<bool> {
        let now = self.file.metadata()?;
        Ok(now.len() != self.length || now.modified().ok() != self.modified)
    }
}
