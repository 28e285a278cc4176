//! What the tests of the reader share: blocks from memory, and everything a reader gives.

use super::{CsvOptions, CsvReader};
use crate::cell::Cell;
use crate::position::{Blocks, SourceError};

/// Blocks that are ready.
pub(super) struct Ready(std::vec::IntoIter<Vec<u8>>);

impl Ready {
    pub(super) fn new(blocks: Vec<Vec<u8>>) -> Self {
        Self(blocks.into_iter())
    }

    /// One block, or none for no bytes.
    pub(super) fn whole(bytes: &[u8]) -> Self {
        Self::chunks(bytes, bytes.len().max(1))
    }

    pub(super) fn chunks(bytes: &[u8], size: usize) -> Self {
        Self::new(bytes.chunks(size).map(<[u8]>::to_vec).collect())
    }

    pub(super) fn split(bytes: &[u8], at: usize) -> Self {
        let (left, right) = bytes.split_at(at);
        Self::new([left, right].into_iter().filter(|block| !block.is_empty()).map(<[u8]>::to_vec).collect())
    }
}

impl Blocks for Ready {
    fn next_block(&mut self) -> Result<Option<Vec<u8>>, SourceError> {
        Ok(self.0.next())
    }
}

/// A field: its text, its quotes, whether it is NULL, and its line and column.
pub(super) type Field = (String, bool, bool, (u64, u64));

/// One thing a reader gave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Given {
    Record { line: u64, fields: Vec<Field> },
    Error { at: (u64, u64), field: Option<usize>, reason: String, recoverable: bool, last_fields: Vec<String> },
}

/// All that a reader gave, in order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Read {
    pub(super) header: Vec<String>,
    pub(super) given: Vec<Given>,
    pub(super) records: u64,
    pub(super) blank_lines: u64,
}

impl Read {
    /// The texts of the records.
    pub(super) fn texts(&self) -> Vec<Vec<String>> {
        let texts = |given: &Given| match given {
            Given::Record { fields, .. } => Some(fields.iter().map(|field| field.0.clone()).collect()),
            Given::Error { .. } => None,
        };
        self.given.iter().filter_map(texts).collect()
    }
}

/// Reads to the end, over errors where that is possible.
pub(super) fn read<B: Blocks>(blocks: B, options: CsvOptions) -> Read {
    let mut reader = match CsvReader::open(blocks, options) {
        Ok(reader) => reader,
        Err(error) => return Read { given: vec![given(error, Vec::new())], ..Read::default() },
    };
    let mut all = Read { header: reader.header().to_vec(), ..Read::default() };
    loop {
        match reader.next() {
            Ok(None) => break,
            Ok(Some(record)) => {
                let field = |i| {
                    let at = record.position(i);
                    let null = record.cell(i) == Cell::Null;
                    assert!(null || record.cell(i) == Cell::Text(record.text(i)));
                    (record.text(i).to_owned(), record.quoted(i), null, (at.line, at.column))
                };
                let fields = (0..record.len()).map(field).collect();
                let line = record.line();
                all.given.push(Given::Record { line, fields });
                assert!(reader.last_fields().is_empty());
            }
            Err(error) => {
                let recoverable = matches!(error, SourceError::Syntax { recoverable: true, .. });
                all.given.push(given(error, reader.last_fields()));
                if !recoverable {
                    assert!(matches!(reader.next(), Ok(None)), "goes on after an error that isn't recoverable");
                }
            }
        }
    }
    assert!(matches!(reader.next(), Ok(None)));
    all.records = reader.records();
    all.blank_lines = reader.blank_lines();
    all
}

pub(super) fn read_text(text: &str) -> Read {
    read(Ready::whole(text.as_bytes()), CsvOptions::default())
}

fn given(error: SourceError, last_fields: Vec<String>) -> Given {
    match error {
        SourceError::Syntax { at, field, reason, recoverable } => {
            Given::Error { at: (at.line, at.column), field, reason, recoverable, last_fields }
        }
        other => panic!("{other}"),
    }
}
