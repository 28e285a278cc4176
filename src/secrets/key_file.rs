//! Putting a new key in the place of the old one's file.

use super::{MasterKey, SecretsError, new_kek_id};
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

/// How many old keys of one day are kept apart.
const A_DAY: u32 = 1000;

/// Writes a key into a new file, whole and with mode 0600. If it is there already, nothing is done.
///
/// # Errors
/// [`SecretsError`], naming the file, also if another key is there.
pub fn stage(path: &Path, key: &MasterKey) -> Result<(), SecretsError> {
    let failed = |source| SecretsError::Io { path: path.to_owned(), source };
    let draft = folder_of(path).join(format!(".master-key-{}", new_kek_id()?));
    let linked = key.write_new(&draft).and_then(|()| fs::hard_link(&draft, path));
    let removed = fs::remove_file(&draft);
    match linked {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists && MasterKey::from_file(path)?.is(key) => {}
        linked => linked.map_err(failed)?,
    }
    removed.and_then(|()| File::open(folder_of(path))?.sync_all()).map_err(failed)
}

/// Moves the key file `new` into the place of `path`, and keeps the key that was there beside it, as `.old-<date>`.
/// Returns where. At every moment one of the two is at `path`.
///
/// # Errors
/// [`SecretsError`], naming the file.
pub fn replace(path: &Path, new: &Path, date: &str) -> Result<Option<PathBuf>, SecretsError> {
    let kept = match MasterKey::from_file(path) {
        Ok(old) => Some(keep(path, &old, date)?),
        Err(SecretsError::Io { source, .. }) if source.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(error),
    };
    crate::fail_point!("rekey.file_kept");
    let moved = fs::rename(new, path).and_then(|()| File::open(folder_of(path))?.sync_all());
    moved.map_err(|source| SecretsError::Io { path: path.to_owned(), source })?;
    crate::fail_point!("rekey.file_replaced");
    Ok(kept)
}

fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// A second name for the file as it is, which no later change of the first one touches.
fn keep(path: &Path, old: &MasterKey, date: &str) -> Result<PathBuf, SecretsError> {
    for number in 1..A_DAY {
        let mut name = path.as_os_str().to_owned();
        name.push(format!(".old-{date}"));
        if number > 1 {
            name.push(format!("-{number}"));
        }
        let kept = PathBuf::from(name);
        match fs::hard_link(path, &kept) {
            Ok(()) => return Ok(kept),
            // Of a run that was killed between the two.
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                if MasterKey::from_file(&kept).is_ok_and(|found| found.is(old)) {
                    return Ok(kept);
                }
            }
            Err(source) => return Err(SecretsError::Io { path: kept, source }),
        }
    }
    Err(SecretsError::Io { path: path.to_owned(), source: io::ErrorKind::AlreadyExists.into() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    #[test]
    fn the_old_key_stays_beside_the_new_one() {
        let home = tempfile::tempdir().expect("folder");
        let (path, new) = (home.path().join("master.key"), home.path().join("master.key.new"));
        let mut before = MasterKey::create_file(&path).expect("made");
        for expected in ["master.key.old-20261124", "master.key.old-20261124-2"] {
            let next = MasterKey::generate().expect("made");
            stage(&new, &next).expect("staged");
            stage(&new, &next).expect("again");
            assert!(stage(&new, &before).is_err(), "another key is there");
            assert_eq!(fs::metadata(&new).expect("a file").permissions().mode() & 0o777, 0o600);
            let kept = replace(&path, &new, "20261124").expect("replaced").expect("there was one");
            assert_eq!(kept, home.path().join(expected));
            assert!(MasterKey::from_file(&kept).expect("read").is(&before));
            assert!(MasterKey::from_file(&path).expect("read").is(&next));
            assert!(!new.exists());
            before = next;
        }
        // Killed after the old one was kept: the same name again.
        let third = home.path().join("master.key.old-20261124-3");
        fs::hard_link(&path, &third).expect("linked");
        stage(&new, &MasterKey::generate().expect("made")).expect("staged");
        assert_eq!(replace(&path, &new, "20261124").expect("replaced"), Some(third));
        assert_eq!(fs::read_dir(home.path()).expect("listed").count(), 4, "a draft was left");
    }
}
