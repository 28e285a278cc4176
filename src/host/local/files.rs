//! Small private files: whole or not at all, never through a planted link, readable by nobody else.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::os::unix::fs::{OpenOptionsExt, lchown};
use std::path::{Path, PathBuf};

use super::error::LocalError;
use super::run_as::RunAs;

/// Names of half-written files begin with this; a reset clears them away.
pub(super) const TEMPORARY: &str = ".new-";

/// Bigger than any state file; the server's user could make its pid file endless.
const MAX_STATE_FILE: u64 = 64 * 1024;

/// How much of the end of a log is looked at.
const MAX_TAIL: u64 = 64 * 1024;

/// `bytes` random bytes in hexadecimal digits.
pub(super) fn random_hex(bytes: usize) -> Result<String, LocalError> {
    let mut buffer = vec![0_u8; bytes];
    aws_lc_rs::rand::fill(&mut buffer).map_err(|_| LocalError::NoRandomness)?;
    Ok(buffer.iter().map(|byte| format!("{byte:02x}")).collect())
}

/// Reads a small state file; `None` if there is none. Links, pipes and folders are refused.
pub(super) fn read_regular(path: &Path) -> Result<Option<String>, LocalError> {
    match fs::symlink_metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(LocalError::file("read", path)(error)),
        Ok(found) if !found.is_file() => {
            return Err(LocalError::NotOurs { path: path.to_path_buf(), reason: "it is not a regular file" });
        }
        Ok(_) => {}
    }
    let mut text = String::new();
    match File::open(path).and_then(|file| file.take(MAX_STATE_FILE).read_to_string(&mut text)) {
        Ok(_) => Ok(Some(text)),
        // It went away between the look and the reading (a server that stops removes its pid file).
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(LocalError::file("read", path)(error)),
    }
}

/// Writes a new file (0600, whatever the umask) that did not exist and must not.
pub(super) fn create_new(path: &Path, contents: &str) -> Result<(), LocalError> {
    let mut options = OpenOptions::new();
    // `create_new` is O_EXCL, which follows no link.
    options.write(true).create_new(true).mode(0o600);
    options
        .open(path)
        .and_then(|mut file| {
            file.write_all(contents.as_bytes())?;
            file.sync_all()
        })
        .map_err(LocalError::file("write", path))
}

/// Creates `path` with `contents`, whole and on disk; `false` if somebody was faster, whose file stays.
pub(super) fn create_once(folder: &Path, path: &Path, contents: &str) -> Result<bool, LocalError> {
    let temporary = write_temporary(folder, contents)?;
    // Unlike a rename, a hard link does not replace what is there.
    let linked = fs::hard_link(&temporary, path);
    let created = match &linked {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(false),
        // A file system without hard links.
        Err(_) => fs::rename(&temporary, path).map(|()| true).map_err(LocalError::file("write", path)),
    };
    let _ = fs::remove_file(&temporary);
    sync_folder(folder)?;
    created
}

/// Replaces `path` (on `folder`'s file system) by a file with `contents` that belongs to `owner`.
pub(super) fn replace(folder: &Path, path: &Path, contents: &str, owner: Option<&RunAs>) -> Result<(), LocalError> {
    let temporary = write_temporary(folder, contents)?;
    let replaced =
        give(&temporary, owner).and_then(|()| fs::rename(&temporary, path).map_err(LocalError::file("write", path)));
    if replaced.is_err() {
        let _ = fs::remove_file(&temporary);
    }
    replaced
}

fn write_temporary(folder: &Path, contents: &str) -> Result<PathBuf, LocalError> {
    let temporary = folder.join(format!("{TEMPORARY}{}", random_hex(8)?));
    create_new(&temporary, contents)?;
    Ok(temporary)
}

/// Gives a file or folder to the server's user; a link itself, never what it points to.
pub(super) fn give(path: &Path, user: Option<&RunAs>) -> Result<(), LocalError> {
    let Some(user) = user else { return Ok(()) };
    lchown(path, Some(user.uid), Some(user.gid)).map_err(|source| LocalError::CannotGive {
        path: path.to_path_buf(),
        user: user.name.clone(),
        source,
    })
}

/// Removes a file; `false` if there was none.
pub(super) fn remove_file(path: &Path) -> Result<bool, LocalError> {
    missing_is_false(fs::remove_file(path)).map_err(LocalError::file("remove", path))
}

/// Removes a folder with all that is in it; `false` if there was none. Links in it are not followed.
pub(super) fn remove_folder(path: &Path) -> Result<bool, LocalError> {
    missing_is_false(fs::remove_dir_all(path)).map_err(LocalError::file("remove", path))
}

fn missing_is_false(removed: io::Result<()>) -> io::Result<bool> {
    match removed {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}

/// Makes the names in a folder survive a power cut.
pub(super) fn sync_folder(folder: &Path) -> Result<(), LocalError> {
    File::open(folder).and_then(|folder| folder.sync_all()).map_err(LocalError::file("write", folder))
}

/// The last `count` lines that a log has beyond byte `from`; none if it can't be read.
pub(super) fn tail(path: &Path, from: u64, count: usize) -> Vec<String> {
    let read = || -> io::Result<String> {
        if !fs::symlink_metadata(path)?.is_file() {
            return Ok(String::new());
        }
        let mut file = File::open(path)?;
        let start = from.max(file.metadata()?.len().saturating_sub(MAX_TAIL));
        file.seek(SeekFrom::Start(start))?;
        let mut bytes = Vec::new();
        file.take(MAX_TAIL).read_to_end(&mut bytes)?;
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    };
    let text = read().unwrap_or_default();
    let lines: Vec<&str> = text.lines().collect();
    lines[lines.len().saturating_sub(count)..].iter().map(|line| (*line).to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::{PermissionsExt, symlink};

    #[test]
    fn the_first_writer_wins_and_the_file_is_private() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("secret");
        assert!(create_once(folder.path(), &path, "one").expect("writes"));
        assert!(!create_once(folder.path(), &path, "two").expect("keeps"));
        assert_eq!(read_regular(&path).expect("reads").as_deref(), Some("one"));
        assert_eq!(fs::metadata(&path).expect("is there").permissions().mode() & 0o7777, 0o600);
        assert_eq!(fs::read_dir(folder.path()).expect("lists").count(), 1, "a temporary file was left");
    }

    #[test]
    fn planted_links_are_neither_read_nor_written_through() {
        let folder = tempfile::tempdir().expect("a folder");
        let (link, target) = (folder.path().join("link"), folder.path().join("target"));
        fs::write(&target, "precious").expect("writes");
        symlink(&target, &link).expect("links");
        assert!(matches!(read_regular(&link), Err(LocalError::NotOurs { .. })));
        assert!(!create_once(folder.path(), &link, "mine").expect("sees the link"));
        assert!(create_new(&link, "mine").is_err());
        replace(folder.path(), &link, "mine", None).expect("replaces the link itself");
        assert_eq!(fs::read_to_string(&target).expect("reads"), "precious");
    }

    #[test]
    fn tails_a_log() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("log");
        assert!(tail(&path, 0, 3).is_empty());
        fs::write(&path, "a\nb\nc\n").expect("writes");
        assert_eq!(tail(&path, 0, 2), ["b", "c"]);
        assert_eq!(tail(&path, 4, 9), ["c"]);
    }
}
