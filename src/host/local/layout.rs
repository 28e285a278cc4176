//! Where the server's files are, and the folders around them.

use std::fs::{self, DirBuilder, Metadata, Permissions};
use std::io;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{DirBuilderExt, MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};

use super::error::LocalError;
use super::files;
use super::run_as::RunAs;

/// `/.s.PGSQL.65535` must fit behind the folder in 103 bytes (macOS; 107 on Linux).
const MAX_SOCKET_DIR: usize = 103 - "/.s.PGSQL.65535".len();

/// The paths below one state directory.
#[derive(Debug, Clone)]
pub(super) struct Layout {
    state_dir: PathBuf,
    folder: PathBuf,
}

impl Layout {
    /// Only checks the path; touches nothing.
    pub(super) fn new(state_dir: &Path) -> Result<Self, LocalError> {
        let state_dir = std::path::absolute(state_dir).map_err(LocalError::file("use", state_dir))?;
        // pg_ctl puts the path between double quotes into a shell's command line.
        if state_dir.as_os_str().as_bytes().iter().any(|byte| b"\"$`\\\n\r".contains(byte)) {
            return Err(LocalError::UnsuitablePath { path: state_dir });
        }
        Ok(Self { folder: state_dir.join("postgres"), state_dir })
    }

    pub(super) fn state_dir(&self) -> &Path {
        &self.state_dir
    }
    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }
    pub(super) fn data(&self) -> PathBuf {
        self.folder.join("data")
    }
    pub(super) fn log(&self) -> PathBuf {
        self.folder.join("server.log")
    }
    pub(super) fn old_log(&self) -> PathBuf {
        self.folder.join("server.log.old")
    }
    pub(super) fn lock(&self) -> PathBuf {
        self.folder.join("lock")
    }
    pub(super) fn marker(&self) -> PathBuf {
        self.folder.join("bootstrapped")
    }
    pub(super) fn password(&self, name: &str) -> PathBuf {
        self.folder.join(format!("{name}.password"))
    }

    /// A cluster that is being made.
    pub(super) fn new_data(&self) -> PathBuf {
        self.folder.join("data.new")
    }

    /// A cluster that is being removed.
    pub(super) fn old_data(&self) -> PathBuf {
        self.folder.join("data.old")
    }

    /// The copy of the superuser's password that `initdb` reads.
    pub(super) fn initdb_password(&self) -> PathBuf {
        self.folder.join("initdb.password")
    }

    /// Where the socket is. A path that is too long, or that a list of folders on a command line would
    /// have to quote, is replaced by a short one.
    pub(super) fn socket_dir(&self) -> PathBuf {
        let run = self.folder.join("run");
        let bytes = run.as_os_str().as_bytes();
        if bytes.len() <= MAX_SOCKET_DIR
            && bytes.iter().all(|byte| byte.is_ascii_alphanumeric() || b"/._-+@".contains(byte))
        {
            return run;
        }
        // FNV-1a: the same short path for the same state directory on every call.
        let hash = bytes.iter().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3)
        });
        PathBuf::from(format!("/tmp/tenantctl-{hash:016x}"))
    }

    /// Makes the state directory and our folder in it, or checks that the folder there is ours.
    pub(super) fn create(&self, caller: u32) -> Result<(), LocalError> {
        create_state_dir(&self.state_dir)?;
        let mode = folder_mode(caller);
        match DirBuilder::new().mode(mode).create(&self.folder) {
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists => {
                return Err(LocalError::file("create", &self.folder)(error));
            }
            _ => self.exists(caller)?,
        };
        set_mode(&self.folder, mode)
    }

    /// Whether our folder is there; an error if what is there belongs to somebody else.
    pub(super) fn exists(&self, caller: u32) -> Result<bool, LocalError> {
        let found = match fs::symlink_metadata(&self.folder) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(false),
            found => found.map_err(LocalError::file("look at", &self.folder))?,
        };
        check_folder(&self.folder, &found, &[caller])?;
        Ok(true)
    }

    /// Whether the folder for the socket is there and only the server's user or we can have made what is
    /// in it. Below /tmp anybody could have made one, with a false server in it.
    pub(super) fn has_socket_dir(&self) -> bool {
        let owner = |path: &Path| fs::symlink_metadata(path).ok().map(|found| found.uid());
        let owners: Vec<u32> = [owner(&self.folder), owner(&self.data())].into_iter().flatten().collect();
        let folder = self.socket_dir();
        fs::symlink_metadata(&folder).is_ok_and(|found| check_folder(&folder, &found, &owners).is_ok())
    }

    /// Makes the folder for the socket, empty, so that no dead server's socket lock is in the way.
    pub(super) fn create_socket_dir(&self, caller: u32, user: Option<&RunAs>) -> Result<(), LocalError> {
        let folder = self.socket_dir();
        match DirBuilder::new().mode(0o700).create(&folder) {
            Ok(()) => return files::give(&folder, user),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(LocalError::file("create", &folder)(error)),
        }
        let server = user.map_or(caller, |user| user.uid);
        let found = fs::symlink_metadata(&folder).map_err(LocalError::file("look at", &folder))?;
        check_folder(&folder, &found, &[caller, server])?;
        if found.uid() != server {
            // Ours still: a start was killed between making the folder and giving it away.
            files::give(&folder, user)?;
        }
        for entry in list(&folder)? {
            if entry.file_name().is_some_and(|name| name.as_bytes().starts_with(b".s.PGSQL.")) {
                files::remove_file(&entry)?;
            }
        }
        Ok(())
    }

    /// Removes what a killed start or reset left; only for the holder of the lock.
    pub(super) fn remove_leftovers(&self) -> Result<bool, LocalError> {
        let password = files::remove_file(&self.initdb_password())?;
        let new = files::remove_folder(&self.new_data())?;
        let old = files::remove_folder(&self.old_data())?;
        Ok(password || new || old)
    }

    /// Half-written state files of killed processes; others may be writing theirs, so only for a reset.
    pub(super) fn remove_temporary_files(&self) -> Result<(), LocalError> {
        for entry in list(&self.folder)? {
            if entry.file_name().is_some_and(|name| name.as_bytes().starts_with(files::TEMPORARY.as_bytes())) {
                files::remove_file(&entry)?;
            }
        }
        Ok(())
    }
}

/// Makes the state directory and its parents: as root open for walking through (the server's user
/// must get in), else private. A directory that exists is left as it is.
pub fn create_state_dir(state_dir: &Path) -> Result<(), LocalError> {
    let mode = folder_mode(super::run_as::effective_uid()?);
    DirBuilder::new().recursive(true).mode(mode).create(state_dir).map_err(LocalError::file("create", state_dir))
}

fn folder_mode(caller: u32) -> u32 {
    if caller == 0 { 0o711 } else { 0o700 }
}

fn check_folder(path: &Path, found: &Metadata, owners: &[u32]) -> Result<(), LocalError> {
    let refuse = |reason| Err(LocalError::NotOurs { path: path.to_path_buf(), reason });
    if found.is_symlink() {
        return refuse("it is a symbolic link");
    }
    if !found.is_dir() {
        return refuse("it is not a folder");
    }
    if !owners.contains(&found.uid()) {
        return refuse("it belongs to another user");
    }
    if found.mode() & 0o022 != 0 {
        return refuse("other users may write in it");
    }
    Ok(())
}

fn set_mode(path: &Path, mode: u32) -> Result<(), LocalError> {
    fs::set_permissions(path, Permissions::from_mode(mode)).map_err(LocalError::file("set the mode of", path))
}

pub(super) fn list(folder: &Path) -> Result<Vec<PathBuf>, LocalError> {
    let entries = fs::read_dir(folder).and_then(|entries| entries.map(|entry| Ok(entry?.path())).collect());
    entries.map_err(LocalError::file("list", folder))
}
