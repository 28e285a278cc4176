//! A strict CSV reader: RFC 4180 with any line end, and nothing guessed.
//!
//! `buffer` holds text, `scan` finds the fields of a record in it, `reader` goes from record to
//! record.

mod buffer;
mod fields;
mod header;
mod needles;
mod options;
mod reader;
mod record;
mod scan;

#[cfg(test)]
mod blocks_tests;
#[cfg(test)]
mod malformed_tests;
#[cfg(test)]
mod needles_tests;
#[cfg(test)]
mod random_tests;
#[cfg(test)]
mod reader_tests;
#[cfg(test)]
mod split_tests;

pub use options::{CsvOptions, MAX_COLUMNS, MAX_FIELDS, MAX_RECORD};
pub use reader::CsvReader;
pub use record::Record;
