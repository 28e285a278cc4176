//! Opens what is to be read.

use std::fs::{File, FileType, Metadata};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::witness::Witness;
use crate::position::SourceError;

/// Where the bytes are.
pub enum Origin {
    /// A regular file or a FIFO.
    File(PathBuf),
    /// Any reader, such as the standard input.
    Stream(Box<dyn Read + Send>),
    /// Bytes that are already here.
    Memory(&'static [u8]),
}

/// An origin that is open.
pub(super) struct Opened {
    pub(super) reader: Box<dyn Read + Send>,
    /// The bytes of the whole, if known.
    pub(super) total: Option<u64>,
    /// Only a regular file can be told to have changed.
    pub(super) witness: Option<Witness>,
    /// The path, for the text of errors.
    pub(super) path: Option<PathBuf>,
}

impl Origin {
    pub(super) fn open(self) -> Result<Opened, SourceError> {
        match self {
            Self::File(path) => match open_file(&path) {
                Ok((reader, metadata)) => {
                    let reader = Arc::new(reader);
                    let regular = metadata.is_file();
                    Ok(Opened {
                        reader: Box::new(Arc::clone(&reader)),
                        total: regular.then_some(metadata.len()),
                        witness: regular.then(|| Witness::new(reader, &metadata)),
                        path: Some(path),
                    })
                }
                Err(error) => Err(SourceError::Read(named(Some(&path), &error))),
            },
            Self::Stream(reader) => Ok(Opened { reader, total: None, witness: None, path: None }),
            Self::Memory(bytes) => {
                Ok(Opened { reader: Box::new(bytes), total: Some(bytes.len() as u64), witness: None, path: None })
            }
        }
    }
}

/// Puts the path before the text of an error.
pub(super) fn named(path: Option<&Path>, error: &io::Error) -> io::Error {
    match path {
        Some(path) => io::Error::new(error.kind(), format!("{}: {error}", path.display())),
        None => io::Error::new(error.kind(), error.to_string()),
    }
}

fn open_file(path: &Path) -> io::Result<(File, Metadata)> {
    // Asked before the opening too, since opening some devices already does something.
    readable(std::fs::metadata(path)?.file_type())?;
    let file = File::open(path)?;
    let metadata = file.metadata()?;
    readable(metadata.file_type())?;
    Ok((file, metadata))
}

fn readable(kind: FileType) -> io::Result<()> {
    if kind.is_file() {
        Ok(())
    } else if kind.is_dir() {
        Err(io::Error::new(io::ErrorKind::IsADirectory, "is a directory"))
    } else {
        special(kind)
    }
}

#[cfg(unix)]
fn special(kind: FileType) -> io::Result<()> {
    use std::os::unix::fs::FileTypeExt;
    if kind.is_fifo() {
        Ok(())
    } else if kind.is_socket() {
        Err(io::Error::new(io::ErrorKind::InvalidInput, "is a socket"))
    } else {
        Err(io::Error::new(io::ErrorKind::InvalidInput, "is a device"))
    }
}

#[cfg(not(unix))]
fn special(_: FileType) -> io::Result<()> {
    Err(io::Error::new(io::ErrorKind::InvalidInput, "isn't a regular file"))
}
