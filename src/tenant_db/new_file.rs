//! Making a migration file in the operator's folder.

use super::files::{FilesError, parse_name};
use crate::domain::migration_name::{Slug, next_version};
use chrono::{DateTime, Utc};
use std::fs::{File, OpenOptions, TryLockError};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// How long another one that makes a file in the same folder is waited for.
const PATIENCE: Duration = Duration::from_secs(10);

/// A migration file that was made, or would be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewFile {
    /// Its version.
    pub version: i64,
    /// Where it is.
    pub path: PathBuf,
}

/// Makes `<version>_<name>.sql` in a folder, with a version above every file's in there; the folder itself is made where
/// only it is missing. Nothing that exists is written to. With `dry_run` only says what would be made.
///
/// # Errors
/// [`FilesError`]; nothing is left of a file that couldn't be written.
pub fn new_file(
    folder: &Path,
    name: &Slug,
    no_transaction: bool,
    now: DateTime<Utc>,
    dry_run: bool,
) -> Result<NewFile, FilesError> {
    let _held = match (dry_run, folder.exists()) {
        (true, _) => None,
        (false, exists) => {
            if !exists {
                std::fs::create_dir(folder).map_err(unwritable(folder))?;
            }
            Some(held(folder)?)
        }
    };
    let newest = if folder.exists() { newest(folder)? } else { 0 };
    let version = next_version(newest, now).ok_or_else(|| FilesError::NoVersionLeft(folder.to_owned()))?;
    let made = NewFile { version, path: folder.join(format!("{version}_{name}.sql")) };
    if !dry_run {
        write(&made.path, no_transaction)?;
    }
    Ok(made)
}

/// Holds the folder, so that two at once don't take the same version.
fn held(folder: &Path) -> Result<File, FilesError> {
    let folder_file = File::open(folder).map_err(unwritable(folder))?;
    let end = Instant::now() + PATIENCE;
    loop {
        match folder_file.try_lock() {
            Ok(()) => return Ok(folder_file),
            Err(TryLockError::WouldBlock) if Instant::now() < end => std::thread::sleep(Duration::from_millis(20)),
            Err(error) => return Err(unwritable(folder)(error.into())),
        }
    }
}

fn newest(folder: &Path) -> Result<i64, FilesError> {
    let mut newest = 0;
    for entry in std::fs::read_dir(folder).map_err(unwritable(folder))? {
        let name = entry.map_err(unwritable(folder))?.file_name().to_string_lossy().into_owned();
        newest = parse_name(&name)?.map_or(newest, |(version, _)| newest.max(version));
    }
    Ok(newest)
}

fn write(path: &Path, no_transaction: bool) -> Result<(), FilesError> {
    let text = match no_transaction {
        true => "-- no-transaction\n-- Each statement is committed by itself; one that fails is run again.\n",
        false => "-- All of this file is one transaction.\n",
    };
    let mut file = OpenOptions::new().write(true).create_new(true).open(path).map_err(unwritable(path))?;
    let written = file.write_all(text.as_bytes()).and_then(|()| file.sync_all());
    written.map_err(|source| {
        let _gone = std::fs::remove_file(path);
        unwritable(path)(source)
    })
}

fn unwritable(path: &Path) -> impl Fn(std::io::Error) -> FilesError + use<> {
    let path = path.to_owned();
    move |source| FilesError::Write { path: path.clone(), source }
}

#[cfg(test)]
mod tests {
    use super::new_file;
    use crate::domain::migration_name::Slug;
    use crate::tenant_db::{FilesError, from_dir};
    use chrono::{DateTime, Utc};
    use std::path::Path;

    fn now() -> DateTime<Utc> {
        DateTime::from_timestamp(1_796_008_689, 0).expect("a time")
    }

    fn make(folder: &Path, name: &str, dry_run: bool) -> Result<String, FilesError> {
        let slug: Slug = name.parse().expect("a name");
        let made = new_file(folder, &slug, name.contains("concurrently"), now(), dry_run)?;
        assert_eq!(made.path.exists(), !dry_run);
        Ok(made.path.strip_prefix(folder).expect("inside").display().to_string())
    }

    #[test]
    fn each_file_sorts_behind_the_others_and_can_be_read() {
        let above = tempfile::tempdir().expect("a folder");
        let folder = above.path().join("own");
        assert_eq!(make(&folder, "add notes", true).expect("named"), "20261130031809_add_notes.sql");
        assert!(!folder.exists());
        assert_eq!(make(&folder, "add notes", false).expect("made"), "20261130031809_add_notes.sql");
        assert_eq!(make(&folder, "add notes", false).expect("made"), "20261130031810_add_notes.sql");
        std::fs::write(folder.join("20990101000001_far.up.sql"), "").expect("written");
        let concurrently = make(&folder, "index concurrently", false).expect("made");
        assert_eq!(concurrently, "20990101000002_index_concurrently.sql");
        let set = from_dir(&folder).expect("a set");
        assert_eq!(set.files().iter().map(|file| file.no_transaction).collect::<Vec<_>>(), [false, false, false, true]);
    }

    #[test]
    fn many_at_once_take_a_version_each() {
        let folder = tempfile::tempdir().expect("a folder");
        let make = |n: usize| {
            let slug: Slug = format!("file {n}").parse().expect("a name");
            new_file(folder.path(), &slug, false, now(), false).expect("made")
        };
        std::thread::scope(|scope| {
            for n in 0..8 {
                scope.spawn(move || make(n));
            }
        });
        assert_eq!(from_dir(folder.path()).expect("a set").files().len(), 8);
    }

    #[test]
    fn what_is_in_the_way_is_told_and_stays() {
        let folder = tempfile::tempdir().expect("a folder");
        assert!(matches!(make(&folder.path().join("a/b"), "x", false), Err(FilesError::Write { .. })));
        let file = folder.path().join("file");
        std::fs::write(&file, "as it was").expect("written");
        assert!(matches!(make(&file, "x", false), Err(FilesError::Write { .. })));
        assert_eq!(std::fs::read_to_string(&file).expect("read"), "as it was");
        std::fs::write(folder.path().join("nonsense.sql"), "").expect("written");
        assert!(matches!(make(folder.path(), "x", false), Err(FilesError::Name { .. })));
        std::fs::remove_file(folder.path().join("nonsense.sql")).expect("removed");
        std::fs::write(folder.path().join(format!("{}_last.sql", i64::MAX)), "").expect("written");
        assert!(matches!(make(folder.path(), "x", false), Err(FilesError::NoVersionLeft(_))));
    }
}
