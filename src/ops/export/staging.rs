//! Where an export is made: in a folder beside its place, so that nothing that is half made looks whole.

use super::error::ExportError;
use crate::domain::export::{ExportFormat, Manifest};
use std::fs::{self, DirBuilder, File, OpenOptions, TryLockError};
use std::io::{ErrorKind, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

/// Shows that a folder was made here and can be removed.
const OURS: &str = ".tenantctl-export";

/// The manifest's name in a folder; beside a file it is added to the file's name.
pub const MANIFEST: &str = "manifest.json";

/// The folder, which is gone when this is dropped.
pub(super) struct Staging {
    format: ExportFormat,
    place: PathBuf,
    folder: PathBuf,
    /// Held for as long as the folder is in use.
    _lock: File,
}

/// Returns where the manifest of an export is.
pub fn manifest_path(place: &Path, format: ExportFormat) -> PathBuf {
    match format.is_dump() {
        true => beside(place, &format!(".{MANIFEST}")),
        false => place.join(MANIFEST),
    }
}

/// Sees whether something is there, and whether it may be replaced: a file, or a folder with an export in it.
///
/// # Errors
/// [`ExportError::Foreign`].
pub fn occupied(place: &Path, format: ExportFormat) -> Result<bool, ExportError> {
    let found = match fs::symlink_metadata(place) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(false),
        found => found.map_err(ExportError::file(place))?,
    };
    let replaceable = if format.is_dump() { found.is_file() } else { found.is_dir() && has_export(place) };
    if replaceable { Ok(true) } else { Err(ExportError::Foreign(place.to_owned())) }
}

fn has_export(folder: &Path) -> bool {
    fs::read_to_string(folder.join(MANIFEST)).is_ok_and(|text| Manifest::parse(&text).is_ok())
}

impl Staging {
    /// Makes the folder. What a killed run left of one is removed first.
    pub(super) fn begin(place: &Path, format: ExportFormat) -> Result<Self, ExportError> {
        let folder = beside(place, ".partial");
        let failed = || ExportError::file(&folder);
        if let Ok(found) = fs::symlink_metadata(&folder) {
            let ours = found.is_dir() && fs::symlink_metadata(folder.join(OURS)).is_ok();
            if !ours {
                return Err(ExportError::Foreign(folder));
            }
            let _ours_now = locked(&folder)?;
            fs::remove_dir_all(&folder).map_err(failed())?;
        }
        DirBuilder::new().mode(0o700).create(&folder).map_err(failed())?;
        let lock = locked(&folder)?;
        let staging = Self { format, place: place.to_owned(), folder, _lock: lock };
        staging.write(OURS, b"")?;
        Ok(staging)
    }

    /// Returns where a file of the export is made.
    pub(super) fn file(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    fn write(&self, name: &str, contents: &[u8]) -> Result<(), ExportError> {
        let path = self.file(name);
        let made = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&path);
        let written = made.and_then(|mut file| file.write_all(contents).and_then(|()| file.sync_all()));
        written.map_err(ExportError::file(&path))
    }

    /// Writes the manifest, reads it back, and puts everything in its place.
    pub(super) fn publish(self, manifest: &Manifest, replace: bool) -> Result<(), ExportError> {
        let written = self.file(MANIFEST);
        let text = manifest.to_text().map_err(|error| ExportError::file(&written)(error.into()))?;
        self.write(MANIFEST, text.as_bytes())?;
        let read = fs::read_to_string(&written).map_err(ExportError::file(&written))?;
        if Manifest::parse(&read).ok().as_ref() != Some(manifest) {
            return Err(ExportError::CutOff(written));
        }
        if occupied(&self.place, self.format)? && !replace {
            return Err(ExportError::Exists(self.place.clone()));
        }
        crate::fail_point!("export.publishing");
        let moved = |from: &Path, to: &Path| fs::rename(from, to).map_err(ExportError::file(to));
        if self.format.is_dump() {
            // The manifest first: a dump without one is no export.
            moved(&written, &manifest_path(&self.place, self.format))?;
            crate::fail_point!("export.published_manifest");
            for file in &manifest.files {
                moved(&self.file(&file.name), &self.place)?;
            }
            return Ok(());
        }
        let marker = self.file(OURS);
        fs::remove_file(&marker).map_err(ExportError::file(&marker))?;
        let old = beside(&self.place, ".replaced");
        if replace && fs::symlink_metadata(&self.place).is_ok() {
            moved(&self.place, &old)?;
        }
        moved(&self.folder, &self.place)?;
        if has_export(&old) {
            fs::remove_dir_all(&old).map_err(ExportError::file(&old))?;
        }
        Ok(())
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        if let Err(error) = fs::remove_dir_all(&self.folder)
            && error.kind() != ErrorKind::NotFound
        {
            tracing::warn!(%error, folder = %self.folder.display(), "what was half made couldn't be removed");
        }
    }
}

/// Opens the folder for nobody else to use.
fn locked(folder: &Path) -> Result<File, ExportError> {
    let opened = File::open(folder).map_err(ExportError::file(folder))?;
    match opened.try_lock() {
        Ok(()) => Ok(opened),
        Err(TryLockError::WouldBlock) => Err(ExportError::Busy(folder.to_owned())),
        Err(TryLockError::Error(error)) => Err(ExportError::file(folder)(error)),
    }
}

fn beside(place: &Path, ending: &str) -> PathBuf {
    let mut name = place.as_os_str().to_owned();
    name.push(ending);
    name.into()
}
