//! Where encoded rows go.

use crate::encode::Format;
use crate::position::Position;
use std::sync::Arc;

/// Where a row comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// The number of the input, from 0.
    pub input: usize,
    /// The number of the record in it, from 0; a child row has its parent's.
    pub record: u64,
    /// Where the record begins.
    pub at: Position,
}

/// Encoded rows of one table and one list of columns.
#[derive(Debug)]
pub struct Chunk {
    /// The table's number in the feed.
    pub table: usize,
    /// Rows of one stream belong into one COPY.
    pub stream: usize,
    /// The columns in their order; none for a staging table, which takes all.
    pub columns: Option<Arc<[usize]>>,
    /// How they are encoded.
    pub format: Format,
    /// How many rows.
    pub rows: u64,
    /// The rows, without a header.
    pub bytes: Vec<u8>,
}

/// A row, as [`Sink::row`] sees it.
#[derive(Debug)]
pub struct RowSeen<'a> {
    /// The table's number in the feed.
    pub table: usize,
    /// Its stream.
    pub stream: usize,
    /// The columns in their order; none for a staging table.
    pub columns: Option<&'a [usize]>,
    /// How it is encoded.
    pub format: Format,
    /// Its number in the stream, from 0.
    pub number: u64,
    /// Where it comes from.
    pub place: Place,
    /// The encoded row.
    pub bytes: &'a [u8],
}

/// One value of a record as the source has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceCell {
    /// The field: a CSV column, a JSON key, or `outer.inner` where a rule maps what is inside.
    pub name: String,
    /// The value; none for NULL.
    pub value: Option<String>,
    /// Where it stands.
    pub at: Position,
}

/// A record as the source has it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SourceRecord {
    /// Its values.
    pub cells: Vec<SourceCell>,
    /// The whole of it, where it is JSON.
    pub json: Option<String>,
    /// The key that it is under, where a JSON object has an array per table.
    pub key: Option<String>,
}

/// Whoever takes the rows wants no more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stopped;

/// Takes what a feed makes.
pub trait Sink {
    /// Whether [`Self::row`] and [`Self::record`] are to be called; they cost time.
    const WATCHES: bool = false;

    /// Takes encoded rows.
    ///
    /// # Errors
    /// [`Stopped`] ends the feed.
    fn data(&mut self, chunk: Chunk) -> Result<(), Stopped>;

    /// Sees a row.
    ///
    /// # Errors
    /// [`Stopped`] ends the feed.
    fn row(&mut self, _row: &RowSeen<'_>) -> Result<(), Stopped> {
        Ok(())
    }

    /// Sees a record before its values are checked.
    ///
    /// # Errors
    /// [`Stopped`] ends the feed.
    fn record(&mut self, _place: Place, _record: &dyn Fn() -> SourceRecord) -> Result<(), Stopped> {
        Ok(())
    }
}
