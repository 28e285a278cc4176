//! What a CSV file may look like.

/// The most columns a header may have.
pub const MAX_COLUMNS: usize = 4_096;

/// The most fields a record may have; beyond the number of columns it is wrong already, this bounds
/// what is kept of it.
pub const MAX_FIELDS: usize = 65_536;

/// The most bytes a record may have, as UTF-8 with its quotes and without its line end: 32 MiB.
pub const MAX_RECORD: usize = 32 * 1024 * 1024;

/// How to read a CSV file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CsvOptions {
    /// What stands between two fields: any ASCII character except the double quote, CR, LF and NUL.
    pub delimiter: u8,
    /// A cell without quotes that equals one of these is NULL.
    pub nulls: Vec<String>,
    /// The most bytes of a record, at most [`MAX_RECORD`].
    pub max_record: usize,
}

impl Default for CsvOptions {
    /// Commas, an empty cell is NULL, and the largest records.
    fn default() -> Self {
        Self { delimiter: b',', nulls: vec![String::new()], max_record: MAX_RECORD }
    }
}

impl CsvOptions {
    /// Says what is wrong with the delimiter, if anything is.
    pub(super) fn check(&self) -> Result<(), String> {
        match self.delimiter {
            b'"' | b'\r' | b'\n' | 0 | 0x80.. => {
                Err(format!("{:?} can't be the delimiter", char::from(self.delimiter)))
            }
            _ => Ok(()),
        }
    }
}
