//! The text that is read and not used up, checked to be text.

use memchr::memchr;

use crate::position::{Blocks, SourceError};

/// Text from blocks, from the beginning of the current record on.
pub(super) struct Buffer<B> {
    blocks: B,
    text: String,
    /// The bytes of `text` that are used up.
    used: usize,
    /// The bytes of a character that goes on in the next block, at most three.
    cut: Vec<u8>,
    /// Why there is no text behind the end of `text`.
    bad: Option<&'static str>,
    ended: bool,
}

/// What came of asking for more text.
pub(super) enum More {
    Text,
    End,
    /// What follows the text isn't text, for this reason.
    Bad(&'static str),
}

const NOT_UTF8: &str = "bytes that aren't UTF-8";
const NUL: &str = "a NUL byte";

impl<B: Blocks> Buffer<B> {
    pub(super) fn new(blocks: B) -> Self {
        Self { blocks, text: String::new(), used: 0, cut: Vec::new(), bad: None, ended: false }
    }

    pub(super) fn blocks(&self) -> &B {
        &self.blocks
    }

    pub(super) fn into_blocks(self) -> B {
        self.blocks
    }

    /// Returns the text that isn't used up.
    #[inline]
    pub(super) fn text(&self) -> &str {
        self.text.get(self.used..).unwrap_or_default()
    }

    /// Uses up some bytes of it.
    #[inline]
    pub(super) fn consume(&mut self, bytes: usize) {
        self.used += bytes;
    }

    /// Reads on, at the cost of one move of the text that isn't used up.
    pub(super) fn more(&mut self) -> Result<More, SourceError> {
        if self.bad.is_none() && !self.ended {
            if let Some(block) = self.blocks.next_block()? {
                self.text.drain(..self.used.min(self.text.len()));
                self.used = 0;
                self.add(&block);
                return Ok(More::Text);
            }
            self.ended = true;
            if !self.cut.is_empty() {
                self.bad = Some(NOT_UTF8);
            }
        }
        Ok(self.bad.map_or(More::End, More::Bad))
    }

    fn add(&mut self, block: &[u8]) {
        let mut block = block;
        // A character that a block boundary cuts is completed byte by byte.
        while !self.cut.is_empty()
            && let Some((byte, rest)) = block.split_first()
        {
            self.cut.push(*byte);
            block = rest;
            match std::str::from_utf8(&self.cut) {
                Ok(character) => {
                    self.text.push_str(character);
                    self.cut.clear();
                }
                Err(error) if error.error_len().is_none() => {}
                Err(_) => {
                    self.bad = Some(NOT_UTF8);
                    return;
                }
            }
        }
        if let Some(nul) = memchr(0, block) {
            self.bad = Some(NUL);
            block = block.get(..nul).unwrap_or_default();
        }
        match std::str::from_utf8(block) {
            Ok(text) => self.text.push_str(text),
            Err(error) => {
                let (valid, rest) = block.split_at_checked(error.valid_up_to()).unwrap_or_default();
                self.text.push_str(std::str::from_utf8(valid).unwrap_or_default());
                if error.error_len().is_some() || self.bad.is_some() {
                    self.bad = Some(NOT_UTF8);
                } else {
                    self.cut.extend_from_slice(rest);
                }
            }
        }
    }
}
