//! An export as it is found: a manifest, and the files that it names.

use super::error::RestoreError;
use crate::domain::export::{ExportFile, ExportFormat, Manifest};
use crate::host::{DumpError, sha256};
use crate::ops::export::MANIFEST;
use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};

/// How large a manifest may be.
const LARGEST_MANIFEST: u64 = 64 << 20;

/// An export whose manifest was read.
#[derive(Debug)]
pub struct ExportSource {
    /// The dump, or the folder.
    place: PathBuf,
    /// What it says.
    pub manifest: Manifest,
}

impl ExportSource {
    /// Finds the manifest of a dump or of a folder, and reads it.
    ///
    /// # Errors
    /// [`RestoreError`].
    pub fn open(place: &Path) -> Result<Self, RestoreError> {
        // A child works in another folder.
        let place = &std::path::absolute(place).map_err(|source| DumpError::File { path: place.to_owned(), source })?;
        let path = match place.is_dir() {
            true => place.join(MANIFEST),
            false => {
                let mut name = place.as_os_str().to_owned();
                name.push(".");
                name.push(MANIFEST);
                name.into()
            }
        };
        let failed = |source| DumpError::File { path: path.clone(), source };
        let file = match File::open(&path) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Err(RestoreError::NoManifest(path)),
            opened => opened.map_err(failed)?,
        };
        let mut text = Vec::new();
        file.take(LARGEST_MANIFEST).read_to_end(&mut text).map_err(failed)?;
        let parsed = Manifest::parse(&String::from_utf8_lossy(&text));
        let manifest = parsed.map_err(|source| RestoreError::Manifest { path, source })?;
        if manifest.format == ExportFormat::Plain {
            return Err(RestoreError::Plain(place.to_owned()));
        }
        Ok(Self { place: place.to_owned(), manifest })
    }

    /// Returns where a file is. A dump may have been given another name.
    pub(super) fn path(&self, file: &ExportFile) -> PathBuf {
        if self.manifest.format.is_dump() { self.place.clone() } else { self.place.join(&file.name) }
    }

    /// Sees that every file is what was exported.
    ///
    /// # Errors
    /// [`RestoreError::Changed`], or it can't be read.
    pub fn verify(&self) -> Result<(), RestoreError> {
        for file in &self.manifest.files {
            let path = self.path(file);
            let changed = |what: String| RestoreError::Changed { path: path.clone(), what };
            let found = match std::fs::metadata(&path) {
                Err(error) if error.kind() == ErrorKind::NotFound => return Err(changed("it isn't there".to_owned())),
                found => found.map_err(|source| DumpError::File { path: path.clone(), source })?,
            };
            if !found.is_file() || found.len() != file.bytes {
                return Err(changed(format!("it has {} bytes, not {}", found.len(), file.bytes)));
            }
            if sha256(&path)? != file.sha256 {
                return Err(changed("its SHA-256 differs".to_owned()));
            }
        }
        Ok(())
    }
}
