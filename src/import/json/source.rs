//! From blocks of bytes to text with a cursor and positions.

use memchr::memchr2;

use crate::position::{Blocks, Position, SourceError};

use super::fault::{Stop, What};
use super::place::Place;
use super::scan;

/// How many bytes are decoded at once: small enough for the cache, whatever the size of the blocks.
const PIECE: usize = 128 << 10;

/// The longest UTF-8 character in bytes.
const LONGEST: usize = 4;

/// The text from a cursor on, as far as it has been decoded.
#[derive(Debug)]
pub(super) struct Source<B> {
    blocks: B,
    /// The block at hand; it begins with what was cut off at the end of the one before.
    block: Vec<u8>,
    /// The first byte of `block` that isn't in `text` yet.
    decoded: usize,
    /// `block[decoded]` isn't UTF-8: nothing can be read before it is skipped.
    invalid: bool,
    /// No more blocks.
    ended: bool,
    text: String,
    /// The first byte of `text` that isn't consumed.
    cursor: usize,
    /// The place of the byte `anchor` in `text`, which is never after the cursor.
    place: Place,
    anchor: usize,
    /// How many more bytes may be decoded.
    budget: Option<usize>,
    /// The budget was all that kept [`Self::more`] from having more.
    cut: bool,
}

impl<B: Blocks> Source<B> {
    pub(super) fn new(blocks: B) -> Self {
        Self {
            blocks,
            block: Vec::new(),
            decoded: 0,
            invalid: false,
            ended: false,
            text: String::new(),
            cursor: 0,
            place: Place::start(),
            anchor: 0,
            budget: None,
            cut: false,
        }
    }

    /// The text after the cursor.
    #[inline]
    pub(super) fn rest(&self) -> &str {
        self.text.get(self.cursor..).unwrap_or_default()
    }

    /// Moves the cursor by so many bytes.
    #[inline]
    pub(super) fn consume(&mut self, bytes: usize) {
        self.cursor += bytes;
    }

    /// The position of the cursor. Cheap if called again and again as the cursor moves.
    pub(super) fn mark(&mut self) -> Position {
        self.place.advance(self.text.get(self.anchor..self.cursor).unwrap_or_default());
        self.anchor = self.cursor;
        self.place.position()
    }

    /// The syntax error for a fault in the text after the cursor.
    pub(super) fn fail(&self, stop: Stop) -> SourceError {
        let at = self.cursor + stop.offset();
        stop.error(self.rest(), self.place.after(self.text.get(self.anchor..at).unwrap_or_default()))
    }

    /// The syntax error for a text that can't go on, at the end of what there is.
    pub(super) fn fail_at_end(&self, what: What) -> SourceError {
        let what = if self.invalid { What::Utf8 } else { what };
        self.fail(Stop::new(self.rest().len(), what))
    }

    /// Reading stopped at bytes that aren't UTF-8.
    pub(super) fn is_invalid(&self) -> bool {
        self.invalid
    }

    /// Lets at most so many bytes after the cursor be read from now on, or somewhat more if they're decoded already.
    pub(super) fn limit(&mut self, bytes: usize) {
        self.budget = Some(bytes.saturating_sub(self.rest().len()));
    }

    /// The text seemed to end only because of [`Self::limit`].
    pub(super) fn is_cut(&self) -> bool {
        self.cut
    }

    /// Adds text after the cursor and forgets what is before it; false if there's no more, or none before bytes
    /// that aren't UTF-8.
    ///
    /// # Errors
    /// Those of the blocks.
    pub(super) fn more(&mut self) -> Result<bool, SourceError> {
        self.mark();
        self.text.drain(..self.cursor);
        (self.cursor, self.anchor) = (0, 0);
        let before = self.text.len();
        while self.text.len() == before {
            if self.invalid {
                return Ok(false);
            }
            if self.budget.is_some_and(|budget| budget < LONGEST) && !self.ended {
                self.cut = true;
                return Ok(false);
            }
            if !self.decode() && !self.next_block()? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Adds text until there are `wanted` bytes after the cursor; false if nothing could be added.
    ///
    /// # Errors
    /// Those of the blocks.
    pub(super) fn grow(&mut self, wanted: usize) -> Result<bool, SourceError> {
        if !self.more()? {
            return Ok(false);
        }
        while self.rest().len() < wanted && self.more()? {}
        Ok(true)
    }

    /// Moves the cursor over white space and returns the byte after it, or none at the end of the text.
    ///
    /// # Errors
    /// Those of the blocks, and a syntax error where the bytes aren't UTF-8.
    pub(super) fn skip_space(&mut self) -> Result<Option<u8>, SourceError> {
        loop {
            let rest = self.rest().as_bytes();
            let space = scan::space(rest, 0);
            let next = rest.get(space).copied();
            self.cursor += space;
            if next.is_some() {
                return Ok(next);
            }
            if !self.more()? {
                return if self.invalid { Err(self.fail_at_end(What::Utf8)) } else { Ok(None) };
            }
        }
    }

    /// Moves the cursor to the next line end, or to the end; bytes that aren't UTF-8 are skipped, too.
    ///
    /// # Errors
    /// Those of the blocks.
    pub(super) fn skip_line(&mut self) -> Result<(), SourceError> {
        loop {
            let rest = self.rest();
            if let Some(end) = memchr2(b'\n', b'\r', rest.as_bytes()) {
                self.cursor += end;
                return Ok(());
            }
            self.cursor += rest.len();
            if !self.more()? {
                if !self.invalid {
                    return Ok(());
                }
                // A line end is never part of a longer character, not even of a broken one.
                let undecoded = self.block.get(self.decoded..).unwrap_or_default();
                self.decoded += memchr2(b'\n', b'\r', undecoded).unwrap_or(undecoded.len());
                self.invalid = false;
            }
        }
    }

    /// Decodes a piece of the block; false if nothing is left of it but the beginning of a character.
    fn decode(&mut self) -> bool {
        let undecoded = self.block.get(self.decoded..).unwrap_or_default();
        let size = PIECE.min(self.budget.unwrap_or(PIECE));
        let piece = undecoded.get(..size).unwrap_or(undecoded);
        let (valid, invalid) = match std::str::from_utf8(piece) {
            Ok(text) => (text, false),
            Err(error) => {
                let valid = piece.get(..error.valid_up_to()).unwrap_or_default();
                (std::str::from_utf8(valid).unwrap_or_default(), error.error_len().is_some())
            }
        };
        self.text.push_str(valid);
        self.decoded += valid.len();
        self.invalid = invalid;
        self.budget = self.budget.map(|budget| budget - valid.len());
        !valid.is_empty() || invalid
    }

    /// Gets the next block; false if there's none.
    fn next_block(&mut self) -> Result<bool, SourceError> {
        if self.ended {
            return Ok(false);
        }
        // What is left is the beginning of a character: at most three bytes.
        self.block.drain(..self.decoded);
        self.decoded = 0;
        match self.blocks.next_block()? {
            Some(block) if self.block.is_empty() => self.block = block,
            Some(block) => self.block.extend(block),
            None => {
                self.ended = true;
                self.invalid = !self.block.is_empty();
            }
        }
        Ok(true)
    }
}
