//! One input of a load: where its bytes are, and what they are taken for.

use crate::bytes::{Options, Origin, SourceBytes};
use crate::position::{Blocks, SourceError};
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tenantctl_domain::catalog::TableName;

/// What a file is taken for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileFormat {
    /// Values separated by a delimiter, with a header.
    Csv,
    /// The same with tabs.
    Tsv,
    /// A JSON array of objects, or one object with an array per table.
    Json,
    /// A JSON object a line.
    Ndjson,
}

impl FileFormat {
    /// The names that a flag takes.
    pub const NAMES: [&'static str; 4] = ["csv", "tsv", "json", "ndjson"];

    /// Reads a flag's value or a file name's ending.
    pub fn parse(name: &str) -> Option<Self> {
        match name.to_ascii_lowercase().as_str() {
            "csv" | "txt" => Some(Self::Csv),
            "tsv" | "tab" => Some(Self::Tsv),
            "json" => Some(Self::Json),
            "ndjson" | "jsonl" => Some(Self::Ndjson),
            _ => None,
        }
    }

    /// Reads a file's name; `.gz` at its end is passed over. Returns the stem as well.
    pub fn of_file(path: &Path) -> (Option<Self>, String) {
        let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        let plain = name.strip_suffix(".gz").or_else(|| name.strip_suffix(".GZ")).unwrap_or(&name);
        match plain.rsplit_once('.') {
            Some((stem, ending)) => match Self::parse(ending) {
                Some(format) => (Some(format), stem.to_owned()),
                None => (None, plain.to_owned()),
            },
            None => (None, plain.to_owned()),
        }
    }
}

/// Bytes that can be read more than once.
#[derive(Debug, Clone)]
pub enum Holder {
    /// A file by its name.
    File(PathBuf),
    /// An open file without a name: what came through a pipe.
    Kept(Arc<File>),
    /// Part of the program.
    Memory(&'static [u8]),
}

/// One input.
#[derive(Debug, Clone)]
pub struct Input {
    /// What people call it.
    pub shown: String,
    /// The file's name without its ending: the table's name, unless something else is said.
    pub stem: String,
    /// Its bytes.
    pub holder: Holder,
    /// What they are.
    pub format: FileFormat,
    /// The table, where it isn't said inside.
    pub table: Option<TableName>,
    /// The encoding that was asked for.
    pub encoding: Option<&'static encoding_rs::Encoding>,
}

/// Reads a shared file from its beginning, whoever else reads it.
struct Shared {
    file: Arc<File>,
    at: u64,
}

impl Read for Shared {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let read = std::os::unix::fs::FileExt::read_at(&*self.file, into, self.at)?;
        self.at += u64::try_from(read).unwrap_or(0);
        Ok(read)
    }
}

impl Input {
    /// Returns the bytes anew.
    pub fn origin(&self) -> Origin {
        match &self.holder {
            Holder::File(path) => Origin::File(path.clone()),
            Holder::Kept(file) => Origin::Stream(Box::new(Shared { file: Arc::clone(file), at: 0 })),
            Holder::Memory(bytes) => Origin::Memory(bytes),
        }
    }

    /// Opens it.
    ///
    /// # Errors
    /// [`SourceError::Read`].
    pub fn open(&self) -> Result<SourceBytes, SourceError> {
        SourceBytes::open(self.origin(), Options { encoding: self.encoding })
    }

    /// Returns the first character that isn't white space, if there is one near the beginning.
    ///
    /// # Errors
    /// [`SourceError`].
    pub fn first_character(&self) -> Result<Option<u8>, SourceError> {
        let mut bytes = self.open()?;
        for _ in 0..4 {
            let Some(block) = bytes.next_block()? else { return Ok(None) };
            if let Some(found) = block.iter().find(|b| !b.is_ascii_whitespace()) {
                return Ok(Some(*found));
            }
        }
        Ok(None)
    }

    /// Tells whether it begins as gzip does, whatever its name says.
    pub fn is_compressed(&self) -> bool {
        let mut first = [0; 2];
        let read = match &self.holder {
            Holder::File(path) => File::open(path).and_then(|mut file| file.read_exact(&mut first)),
            Holder::Kept(file) => std::os::unix::fs::FileExt::read_exact_at(&**file, &mut first, 0),
            Holder::Memory(bytes) => Read::read_exact(&mut &**bytes, &mut first),
        };
        read.is_ok() && first == [0x1f, 0x8b]
    }

    /// Returns the size of what is stored, compressed or not.
    pub fn size(&self) -> Option<u64> {
        match &self.holder {
            Holder::File(path) => std::fs::metadata(path).ok().filter(|m| m.is_file()).map(|m| m.len()),
            Holder::Kept(file) => file.metadata().ok().map(|m| m.len()),
            Holder::Memory(bytes) => u64::try_from(bytes.len()).ok(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::FileFormat;
    use std::path::Path;

    #[test]
    fn reads_names() {
        for (name, format, stem) in [
            ("vendors.csv", Some(FileFormat::Csv), "vendors"),
            ("a/b/salesOrders.JSON", Some(FileFormat::Json), "salesOrders"),
            ("x.ndjson.gz", Some(FileFormat::Ndjson), "x"),
            ("x.tsv", Some(FileFormat::Tsv), "x"),
            ("notes.md", None, "notes.md"),
            ("noending", None, "noending"),
        ] {
            assert_eq!(FileFormat::of_file(Path::new(name)), (format, stem.to_owned()), "{name}");
        }
    }
}
