//! NDJSON: one value per line.

use memchr::memchr2;

use crate::position::{Blocks, SourceError};

use super::fault::{MAX_RECORD, Stop, What, recoverable};
use super::parser::first_value;
use super::reader::{Found, JsonReader, State};
use super::scan;

impl<B: Blocks> JsonReader<B> {
    /// The next line that isn't blank. The end of a line is always known, as no JSON string holds one: any syntax
    /// error is recoverable.
    pub(super) fn next_line(&mut self) -> Result<Option<Found>, SourceError> {
        if std::mem::take(&mut self.skip_line) {
            self.source.skip_line()?;
        }
        if self.skip_blank()?.is_none() {
            return match self.state {
                State::FirstLine => Err(self.source.fail_at_end(What::Empty)),
                _ => Ok(None),
            };
        }
        self.state = State::NextLine;
        let at = self.source.mark();
        let length = self.parse_line().inspect_err(|_| self.skip_line = true)?;
        Ok(Some(Found { at, length }))
    }

    /// Skips blank lines and returns the first byte of the next one.
    fn skip_blank(&mut self) -> Result<Option<u8>, SourceError> {
        self.source.skip_space().map_err(|error| {
            self.state = State::NextLine;
            self.skip_line = true;
            recoverable_if_utf8(error, self.source.is_invalid())
        })
    }

    /// Parses the line at the cursor and returns the size of its value.
    fn parse_line(&mut self) -> Result<usize, SourceError> {
        let (size, ended) = self.complete_line()?;
        let line = self.source.rest().get(..size).unwrap_or_default();
        let stop = match first_value(line, &mut self.tape) {
            Err(Stop { what: What::End, .. }) => match ended {
                LineEnd::Break => Stop::new(size, What::LineEnd),
                LineEnd::EndOfText => Stop::new(size, What::End),
                LineEnd::Invalid => Stop::new(size, What::Utf8),
                LineEnd::TooFar => Stop::new(0, What::TooLarge),
            },
            Err(stop) => stop,
            Ok(length) => match (scan::space(line.as_bytes(), length), ended) {
                // Before what follows is looked at: how much of it is here is by chance.
                (_, LineEnd::TooFar) => Stop::new(0, What::TooLarge),
                (next, _) if next < size => Stop::new(next, What::AfterLine),
                (next, LineEnd::Invalid) => Stop::new(next, What::Utf8),
                (_, LineEnd::Break | LineEnd::EndOfText) => {
                    self.pending = size;
                    return Ok(length);
                }
            },
        };
        Err(recoverable(self.source.fail(stop)))
    }

    /// Gets the whole line at the cursor and returns its size.
    fn complete_line(&mut self) -> Result<(usize, LineEnd), SourceError> {
        let mut seen = 0;
        loop {
            let rest = self.source.rest();
            let size = rest.len();
            if let Some(at) = memchr2(b'\n', b'\r', rest.as_bytes().get(seen..).unwrap_or_default()) {
                let size = seen + at;
                return Ok((size, if size > MAX_RECORD { LineEnd::TooFar } else { LineEnd::Break }));
            }
            seen = size;
            if size > MAX_RECORD {
                return Ok((size, LineEnd::TooFar));
            }
            if !self.source.more()? {
                let end = if self.source.is_invalid() { LineEnd::Invalid } else { LineEnd::EndOfText };
                return Ok((size, end));
            }
        }
    }
}

/// What stands after a line.
#[derive(Debug, Clone, Copy)]
enum LineEnd {
    Break,
    EndOfText,
    Invalid,
    /// Not found within the largest size of a record.
    TooFar,
}

/// An error of the blocks must not become recoverable.
fn recoverable_if_utf8(error: SourceError, invalid: bool) -> SourceError {
    if invalid { recoverable(error) } else { error }
}
