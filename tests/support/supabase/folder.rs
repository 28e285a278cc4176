//! The folder of one fake: its servers' data, and the mark that tells whether it still runs.

use super::project_server;
use std::fs::{self, File, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

const PREFIX: &str = "fsb";

/// Locked by the process that uses the folder; a killed one no longer does.
const ALIVE: &str = "alive";

/// A folder below /tmp that the servers' user can enter. Dropped, it stops the servers in it.
pub(super) struct Folder {
    dir: TempDir,
    _alive: File,
}

impl Folder {
    pub(super) fn new() -> Self {
        let dir = tempfile::Builder::new().prefix(PREFIX).tempdir_in("/tmp").expect("a folder");
        fs::set_permissions(dir.path(), Permissions::from_mode(0o755)).expect("mode");
        // Named only when it is locked, so that nobody takes this folder for a leftover.
        let unnamed = dir.path().join("alive.new");
        let alive = File::create(&unnamed).expect("a file");
        alive.lock().expect("the lock");
        fs::rename(unnamed, dir.path().join(ALIVE)).expect("renames");
        Self { dir, _alive: alive }
    }

    pub(super) fn path(&self) -> &Path {
        self.dir.path()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        stop_all(self.path());
    }
}

/// Stops all servers whose folders are in `folder`.
fn stop_all(folder: &Path) {
    let inside = fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok).map(|entry| entry.path());
    let stop = |place: PathBuf| std::thread::spawn(move || project_server::open(&place).stop());
    let stops: Vec<_> = inside.filter(|place| place.is_dir()).map(stop).collect();
    stops.into_iter().for_each(|stop| drop(stop.join()));
}

/// Removes what killed fakes have left.
pub(super) fn sweep() {
    for entry in fs::read_dir("/tmp").into_iter().flatten().filter_map(Result::ok) {
        if !entry.file_name().to_string_lossy().starts_with(PREFIX) {
            continue;
        }
        let Ok(alive) = File::open(entry.path().join(ALIVE)) else { continue };
        if alive.try_lock().is_ok() {
            stop_all(&entry.path());
            let _another_may_be_quicker = fs::remove_dir_all(entry.path());
        }
    }
}
