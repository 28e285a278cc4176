//! The folder of the kept sets: a file and a lock for each address, ours alone.
//!
//! A file is replaced whole, by a rename. What others could have written, or pointed elsewhere, is not read.

use super::JwksUrl;
use super::stored::Stored;
use aws_lc_rs::digest;
use std::fs::{self, DirBuilder, File, Metadata, OpenOptions, TryLockError};
use std::io::{self, Read, Write};
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

/// Longer than the longest set is when it is kept.
const MAX_BYTES: u64 = 4 << 20;
/// How often a file is opened that was exchanged meanwhile.
const TRIES: usize = 5;

/// Why a file or folder isn't used.
#[derive(Debug, thiserror::Error)]
#[error("{}: {why}", path.display())]
pub struct Refused {
    /// Which one.
    pub path: PathBuf,
    /// Why.
    pub why: String,
}

impl Refused {
    fn new(path: &Path, why: impl ToString) -> Self {
        Self { path: path.to_path_buf(), why: why.to_string() }
    }
}

/// The folder. It is made when something is first written.
#[derive(Debug)]
pub struct Folder {
    path: PathBuf,
    owner: u32,
}

/// The right to fetch the set of one address; dropping it, or dying, gives it back.
#[derive(Debug)]
pub struct FolderLock {
    _file: File,
}

impl Folder {
    /// Names the folder, and the user that everything in it must belong to.
    pub fn new(path: PathBuf, owner: u32) -> Self {
        Self { path, owner }
    }

    /// Returns the folder's path.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Returns the file that keeps the set of an address.
    pub fn file(&self, url: &JwksUrl) -> PathBuf {
        self.path.join(format!("{}.json", name(url)))
    }

    /// Reads what is kept of an address; none if nothing is.
    ///
    /// # Errors
    /// The folder or the file isn't ours alone, or the file isn't what was written for this address.
    pub fn read(&self, url: &JwksUrl) -> Result<Option<Stored>, Refused> {
        if !self.check()? {
            return Ok(None);
        }
        let path = self.file(url);
        let Some(file) = self.open(&path, OpenOptions::new().read(true))? else { return Ok(None) };
        let mut text = Vec::new();
        let read = file.take(MAX_BYTES).read_to_end(&mut text);
        read.map_err(|error| Refused::new(&path, error))?;
        Stored::read(&text, url).map(Some).map_err(|why| Refused::new(&path, why))
    }

    /// Replaces what is kept of its address. Only whoever has the lock may.
    ///
    /// # Errors
    /// The folder isn't ours alone, or can't be written.
    pub fn write(&self, url: &JwksUrl, stored: &Stored) -> Result<(), Refused> {
        self.make()?;
        let (path, temporary) = (self.file(url), self.path.join(format!("{}.new", name(url))));
        let write = || -> io::Result<()> {
            let text = serde_json::to_vec(stored)?;
            // What a killed process left.
            match fs::remove_file(&temporary) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
                _ => {}
            }
            // `create_new` is O_EXCL, which follows no link.
            let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&temporary)?;
            file.write_all(&text)?;
            file.sync_all()?;
            fs::rename(&temporary, &path)
        };
        write().map_err(|error| Refused::new(&path, error))
    }

    /// Takes the lock of an address; none if another process has it.
    ///
    /// # Errors
    /// The folder or the lock's file isn't ours alone, or can't be made.
    pub fn try_lock(&self, url: &JwksUrl) -> Result<Option<FolderLock>, Refused> {
        self.make()?;
        let path = self.path.join(format!("{}.lock", name(url)));
        let made = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&path);
        let file = match made {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                let opened = self.open(&path, OpenOptions::new().write(true))?;
                opened.ok_or_else(|| Refused::new(&path, "it is removed again and again"))?
            }
            Err(error) => return Err(Refused::new(&path, error)),
        };
        match file.try_lock() {
            Ok(()) => Ok(Some(FolderLock { _file: file })),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(error)) => Err(Refused::new(&path, error)),
        }
    }

    /// Opens a file of ours; none if there is none. A link isn't followed: what was opened must be the very file that
    /// had this name before (std has no O_NOFOLLOW). A writer may replace it in between, but hardly each time.
    fn open(&self, path: &Path, options: &OpenOptions) -> Result<Option<File>, Refused> {
        for _ in 0..TRIES {
            let tried = fs::symlink_metadata(path).and_then(|named| {
                if !named.is_file() {
                    return Err(io::Error::other("it is not a regular file"));
                }
                let file = options.open(path)?;
                let opened = file.metadata()?;
                Ok((file, (opened.dev(), opened.ino()) == (named.dev(), named.ino()), opened))
            });
            match tried {
                Ok((file, true, opened)) => return self.check_owner(path, &opened).map(|()| Some(file)),
                Ok(_) => {}
                Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
                Err(error) => return Err(Refused::new(path, error)),
            }
        }
        Err(Refused::new(path, "it changes again and again"))
    }

    fn check_owner(&self, path: &Path, found: &Metadata) -> Result<(), Refused> {
        if found.uid() != self.owner {
            return Err(Refused::new(path, "it belongs to another user"));
        }
        if found.mode() & 0o022 != 0 {
            return Err(Refused::new(path, "other users may write in it"));
        }
        Ok(())
    }

    /// Tells whether the folder is there.
    fn check(&self) -> Result<bool, Refused> {
        if !self.path.is_absolute() {
            return Err(Refused::new(&self.path, "there is no folder for state, since HOME isn't set"));
        }
        match fs::symlink_metadata(&self.path) {
            Ok(found) if !found.is_dir() => Err(Refused::new(&self.path, "it is not a folder")),
            Ok(found) => self.check_owner(&self.path, &found).map(|()| true),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
            Err(error) => Err(Refused::new(&self.path, error)),
        }
    }

    fn make(&self) -> Result<(), Refused> {
        if self.check()? {
            return Ok(());
        }
        match DirBuilder::new().mode(0o700).create(&self.path) {
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists => Err(Refused::new(&self.path, error)),
            _ => self.check().map(|_| ()),
        }
    }
}

fn name(url: &JwksUrl) -> String {
    let hash = digest::digest(&digest::SHA256, url.as_str().as_bytes());
    hash.as_ref().iter().map(|byte| format!("{byte:02x}")).collect()
}
