//! Writes a file that nobody else reads: whole or not at all.

use std::fs::{DirBuilder, File};
use std::io::{self, Write};
use std::os::unix::fs::DirBuilderExt;
use std::path::Path;

/// Replaces `path` by `contents`, mode 0600, through a new file in the same folder, which is made
/// (0700) if it isn't there. `lasting` waits for the disk. A link is followed to what it names.
///
/// # Errors
///
/// The folder or the file can't be written; what was there stays.
pub fn write_private(path: &Path, contents: &[u8], lasting: bool) -> io::Result<()> {
    let path = match std::fs::canonicalize(path) {
        Ok(real) => real,
        Err(_) => path.to_path_buf(),
    };
    let folder = path.parent().unwrap_or(Path::new("."));
    DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
    let mut file = tempfile::Builder::new().prefix(".new-").tempfile_in(folder)?;
    file.write_all(contents)?;
    if lasting {
        file.as_file().sync_all()?;
    }
    file.persist(&path)?;
    if lasting {
        File::open(folder)?.sync_all()?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::write_private;
    use std::os::unix::fs::PermissionsExt;

    #[test]
    fn a_file_is_private_and_replaced_as_a_whole() {
        let dir = tempfile::tempdir().expect("a folder");
        let path = dir.path().join("new/config.toml");
        for text in ["a = 1\n", ""] {
            write_private(&path, text.as_bytes(), true).expect("written");
            assert_eq!(std::fs::read_to_string(&path).expect("readable"), text);
            assert_eq!(std::fs::metadata(&path).expect("it is there").permissions().mode() & 0o777, 0o600);
        }
        let folder = std::fs::metadata(dir.path().join("new")).expect("it is there");
        assert_eq!(folder.permissions().mode() & 0o777, 0o700);
        assert_eq!(std::fs::read_dir(dir.path().join("new")).expect("a folder").count(), 1, "nothing is left over");
    }

    #[test]
    fn a_link_stays_one() {
        let dir = tempfile::tempdir().expect("a folder");
        let (real, link) = (dir.path().join("real"), dir.path().join("link"));
        std::fs::write(&real, "old").expect("written");
        std::os::unix::fs::symlink(&real, &link).expect("linked");
        write_private(&link, b"new", false).expect("written");
        assert!(link.is_symlink());
        assert_eq!(std::fs::read_to_string(real).expect("readable"), "new");
    }
}
