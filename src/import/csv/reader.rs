//! Goes from record to record.

use std::io;

use super::buffer::{Buffer, More};
use super::options::{CsvOptions, MAX_COLUMNS, MAX_FIELDS, MAX_RECORD};
use super::record::Record;
use super::scan::{Fault, Scan, Scanner, What};
use super::{fields, header};
use crate::bytes::Place;
use crate::position::{Blocks, Position, SourceError};

/// A CSV file that is read record by record.
///
/// A record ends with LF, CR LF or a lone CR. Completely empty lines between records are skipped.
pub struct CsvReader<B> {
    buffer: Buffer<B>,
    scanner: Scanner,
    unescaped: String,
    nulls: Vec<String>,
    max_record: usize,
    header: Vec<String>,
    /// The bytes of the current record, and of its line end without the LF behind a CR.
    length: usize,
    line_end: usize,
    /// The current record ended with a CR.
    after_cr: bool,
    /// The line where the current record begins, and the one behind it.
    line: u64,
    next_line: u64,
    records: u64,
    blank_lines: u64,
    state: State,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Fine,
    /// The current record has the wrong number of fields.
    Ragged,
    Ended,
}

impl<B: Blocks> CsvReader<B> {
    /// Reads the header.
    ///
    /// # Errors
    /// [`SourceError::Syntax`] if there is none, a name is empty or there twice, or it has more than
    /// [`MAX_COLUMNS`]; [`SourceError::Read`] if the delimiter of the options can't be one; what the
    /// blocks give.
    pub fn open(blocks: B, options: CsvOptions) -> Result<Self, SourceError> {
        options.check().map_err(|reason| SourceError::Read(io::Error::new(io::ErrorKind::InvalidInput, reason)))?;
        let mut reader = Self {
            buffer: Buffer::new(blocks),
            scanner: Scanner::new(options.delimiter, MAX_COLUMNS),
            unescaped: String::new(),
            nulls: options.nulls,
            max_record: options.max_record.min(MAX_RECORD),
            header: Vec::new(),
            length: 0,
            line_end: 0,
            after_cr: false,
            line: 1,
            next_line: 1,
            records: 0,
            blank_lines: 0,
            state: State::Fine,
        };
        if !reader.advance()? {
            return Err(header::missing(reader.next_line));
        }
        reader.header = header::names(&reader.record())?;
        reader.scanner.allow(MAX_FIELDS);
        Ok(reader)
    }

    /// Returns the names of the columns.
    pub fn header(&self) -> &[String] {
        &self.header
    }

    /// Returns the next record, or none at the end and after an error that isn't recoverable.
    ///
    /// # Errors
    /// [`SourceError::Syntax`]; it is recoverable only for a record with too many or too few fields,
    /// whose position is the beginning of the record. What the blocks give isn't recoverable.
    // An iterator can't lend.
    #[expect(clippy::should_implement_trait, reason = "a record is lent, which an iterator can't do")]
    pub fn next(&mut self) -> Result<Option<Record<'_>>, SourceError> {
        if self.state == State::Ended {
            return Ok(None);
        }
        self.state = State::Fine;
        match self.advance() {
            Ok(true) => {}
            Ok(false) => {
                self.state = State::Ended;
                return Ok(None);
            }
            Err(error) => {
                self.state = State::Ended;
                return Err(error);
            }
        }
        let (has, needs) = (self.scanner.spans().len(), self.header.len());
        if has != needs {
            self.state = State::Ragged;
            return Err(SourceError::Syntax {
                at: Position { line: self.line, column: 1 },
                field: None,
                reason: format!("{}, but the header has {}", counted(has), counted(needs)),
                recoverable: true,
            });
        }
        self.records += 1;
        Ok(Some(self.record()))
    }

    /// Returns the cells of the record that just had the wrong number of fields, unescaped; nothing
    /// if [`CsvReader::next`] returned anything else.
    pub fn last_fields(&self) -> Vec<String> {
        match self.state {
            State::Ragged => {
                let record = self.record();
                (0..record.len()).map(|field| record.text(field).to_owned()).collect()
            }
            State::Fine | State::Ended => Vec::new(),
        }
    }

    /// Returns how many records were returned; neither the header nor those with errors count.
    pub fn records(&self) -> u64 {
        self.records
    }

    /// Returns how many empty lines were skipped, before the header too.
    pub fn blank_lines(&self) -> u64 {
        self.blank_lines
    }

    /// Returns where the text comes from.
    pub fn blocks(&self) -> &B {
        self.buffer.blocks()
    }

    /// Ends the reading.
    pub fn into_blocks(self) -> B {
        self.buffer.into_blocks()
    }

    fn record(&self) -> Record<'_> {
        Record {
            line: self.line,
            text: self.buffer.text().get(..self.length).unwrap_or_default(),
            spans: self.scanner.spans(),
            unescaped: &self.unescaped,
            nulls: &self.nulls,
        }
    }

    /// Goes to the next record; false at the end.
    fn advance(&mut self) -> Result<bool, SourceError> {
        self.buffer.consume(self.length + self.line_end);
        (self.length, self.line_end) = (0, 0);
        if !self.skip_blank()? {
            return Ok(false);
        }
        self.scanner.restart();
        loop {
            match self.scanner.scan(self.buffer.text().as_bytes()) {
                Scan::End { length, cr } => {
                    self.after_cr = cr;
                    self.line_end = 1;
                    self.finish(length)?;
                    return Ok(true);
                }
                Scan::Fault(fault) => return Err(self.fault(&fault)),
                Scan::More => {}
            }
            self.check_length(self.buffer.text().len())?;
            match self.buffer.more()? {
                More::Text => {}
                More::End => {
                    if let Err(fault) = self.scanner.finish() {
                        return Err(self.fault(&fault));
                    }
                    self.finish(self.buffer.text().len())?;
                    return Ok(true);
                }
                More::Bad(reason) => {
                    let end = self.buffer.text().len();
                    return Err(self.syntax(end, Some(self.scanner.spans().len()), reason.to_owned()));
                }
            }
        }
    }

    /// Goes to the beginning of a record; false at the end.
    fn skip_blank(&mut self) -> Result<bool, SourceError> {
        loop {
            self.line = self.next_line;
            match self.buffer.text().as_bytes().first() {
                Some(b'\n') if self.after_cr => self.after_cr = false,
                Some(byte @ (b'\n' | b'\r')) => {
                    self.after_cr = *byte == b'\r';
                    self.blank_lines += 1;
                    self.next_line += 1;
                }
                Some(_) => {
                    self.after_cr = false;
                    return Ok(true);
                }
                None => match self.buffer.more()? {
                    More::Text => continue,
                    More::End => return Ok(false),
                    More::Bad(reason) => return Err(self.syntax(0, Some(0), reason.to_owned())),
                },
            }
            self.buffer.consume(1);
        }
    }

    /// Settles a record that is completely in the buffer.
    fn finish(&mut self, length: usize) -> Result<(), SourceError> {
        self.check_length(length)?;
        self.length = length;
        self.next_line = self.line + 1;
        if self.scanner.quotes() {
            let text = self.buffer.text().get(..length).unwrap_or_default();
            self.next_line += fields::finish(text, self.scanner.spans_mut(), &mut self.unescaped);
        }
        Ok(())
    }

    fn check_length(&self, length: usize) -> Result<(), SourceError> {
        if length <= self.max_record {
            return Ok(());
        }
        let mut reason = format!("the record is larger than the limit of {} bytes", self.max_record);
        if let Some(quote) = self.scanner.open_quote() {
            let Position { line, column } = self.position(quote);
            reason.push_str(&format!("; the quote at line {line}, column {column} is still open"));
        }
        Err(self.syntax(0, None, reason))
    }

    fn fault(&self, fault: &Fault) -> SourceError {
        let reason = match fault.what {
            What::QuoteInside => "a quote in a field that doesn't begin with one".to_owned(),
            What::TextAfterQuote => "text behind the quote that closes the field".to_owned(),
            What::Unterminated => "the quote that opens here is never closed".to_owned(),
            What::TooManyFields => format!("more than the limit of {} fields", self.scanner.most()),
        };
        self.syntax(fault.at, Some(fault.field), reason)
    }

    /// Makes the error at a byte of the current record.
    fn syntax(&self, at: usize, field: Option<usize>, reason: String) -> SourceError {
        SourceError::Syntax { at: self.position(at), field, reason, recoverable: false }
    }

    /// Returns the position of a byte of the current record.
    fn position(&self, at: usize) -> Position {
        let mut place = Place::start_of(self.line);
        place.feed(self.buffer.text().get(..at).unwrap_or_default());
        place.position()
    }
}

fn counted(fields: usize) -> String {
    if fields == 1 { "1 field".to_owned() } else { format!("{fields} fields") }
}
