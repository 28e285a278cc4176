//! A file that is being written, and the SHA-256 of what was written.

use super::dump::{DumpError, sha256};
use aws_lc_rs::digest::{Context, SHA256};
use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

/// A new file that nobody else may read.
pub struct DigestFile {
    path: PathBuf,
    file: File,
    digest: Context,
    bytes: u64,
}

/// What a file is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Digested {
    /// Its size.
    pub bytes: u64,
    /// Its SHA-256 in hex.
    pub sha256: String,
}

impl DigestFile {
    /// Makes the file; one that is there already isn't touched.
    ///
    /// # Errors
    /// [`DumpError::File`].
    pub fn create(path: &Path) -> Result<Self, DumpError> {
        let failed = |source| DumpError::File { path: path.to_owned(), source };
        let file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path).map_err(failed)?;
        Ok(Self { path: path.to_owned(), file, digest: Context::new(&SHA256), bytes: 0 })
    }

    /// Returns where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Has it on disk, and reads it back: it must be what was written.
    ///
    /// # Errors
    /// [`DumpError::File`].
    pub fn finish(self) -> Result<Digested, DumpError> {
        let Self { path, file, digest, bytes } = self;
        let failed = |source| DumpError::File { path: path.clone(), source };
        file.sync_all().map_err(failed)?;
        drop(file);
        let written: String = digest.finish().as_ref().iter().map(|byte| format!("{byte:02x}")).collect();
        if sha256(&path)? != written {
            return Err(failed(io::Error::other("what is read back isn't what was written")));
        }
        Ok(Digested { bytes, sha256: written })
    }
}

impl Write for DigestFile {
    fn write(&mut self, buffer: &[u8]) -> io::Result<usize> {
        let count = self.file.write(buffer)?;
        self.digest.update(buffer.get(..count).unwrap_or_default());
        self.bytes += count as u64;
        Ok(count)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::DigestFile;
    use crate::host::DumpError;
    use std::io::Write;
    use std::os::unix::fs::PermissionsExt;

    #[test]
    fn knows_what_it_wrote_and_notices_what_somebody_else_did() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("file");
        let mut file = DigestFile::create(&path).expect("made");
        file.write_all(b"abc").expect("written");
        assert!(matches!(DigestFile::create(&path), Err(DumpError::File { .. })), "never overwrites");
        let mode = std::fs::metadata(&path).expect("there").permissions().mode();
        let done = file.finish().expect("read back");
        assert_eq!((done.bytes, mode & 0o777), (3, 0o600));
        assert!(done.sha256.starts_with("ba7816bf8f01cfea"), "{}", done.sha256);

        let path = folder.path().join("other");
        let mut file = DigestFile::create(&path).expect("made");
        file.write_all(b"abc").expect("written");
        std::fs::write(&path, "abd").expect("changed");
        assert!(file.finish().is_err());
    }
}
