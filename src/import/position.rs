//! Where in a source something stands, and what is wrong there.

/// A place in a source; both count from 1, the column in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// The physical line: LF, CR LF and a lone CR each end one.
    pub line: u64,
    /// The character in the line.
    pub column: u64,
}

/// A source that can't be read.
#[derive(Debug, thiserror::Error)]
pub enum SourceError {
    /// The bytes couldn't be had.
    #[error("{0}")]
    Read(std::io::Error),
    /// The file was written to while it was read.
    #[error("the file changed while it was read")]
    Changed,
    /// The text isn't what it should be.
    #[error("line {}, column {}: {reason}", at.line, at.column)]
    Syntax {
        /// Where.
        at: Position,
        /// The number of the CSV field, from 0.
        field: Option<usize>,
        /// What is wrong.
        reason: String,
        /// Reading can go on with the next record: the end of the bad one is known for certain.
        recoverable: bool,
    },
}

/// Where the bytes come from: UTF-8 or not, in blocks of any size, none of them empty.
pub trait Blocks {
    /// Returns the next block, or none at the end.
    ///
    /// # Errors
    /// [`SourceError::Read`], [`SourceError::Changed`], or a [`SourceError::Syntax`] where the
    /// bytes don't fit the encoding.
    fn next_block(&mut self) -> Result<Option<Vec<u8>>, SourceError>;
}

impl<B: Blocks + ?Sized> Blocks for &mut B {
    fn next_block(&mut self) -> Result<Option<Vec<u8>>, SourceError> {
        (**self).next_block()
    }
}
