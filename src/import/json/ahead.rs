//! Looking for syntax errors further on: a file that isn't JSON is called so, not a JSON file of the wrong shape.

use crate::position::{Blocks, SourceError};

use super::fault::{Stop, What};
use super::reader::{JsonReader, State};

/// How far is looked after a shape that doesn't fit, in bytes (1 MiB).
const AHEAD: usize = 1 << 20;

impl<B: Blocks> JsonReader<B> {
    /// Looks for an error of syntax after the last record, up to about `limit` bytes further (up to 128 KiB more
    /// if they have been read already); in the shape `Tables` it doesn't matter whether members are arrays. For a
    /// caller that gives up because of a record that isn't what it should be: the reader is at its end afterwards.
    ///
    /// In the shape `Lines` nothing is looked at, and reading can go on: a line says nothing about the others.
    pub fn syntax_ahead(&mut self, limit: usize) -> Option<SourceError> {
        if matches!(self.state, State::FirstLine | State::NextLine) {
            return None;
        }
        self.source.consume(std::mem::take(&mut self.pending));
        self.source.limit(limit);
        self.syntax_only = true;
        self.finish();
        loop {
            match self.advance() {
                Ok(Some(_)) => {}
                Ok(None) => return None,
                Err(error) => return (!self.source.is_cut()).then_some(error),
            }
        }
    }

    /// The error for the value at the cursor, which the shape doesn't allow: that of its syntax or of the text
    /// after it if there's one, else `what`.
    pub(super) fn shape_error(&mut self, what: What) -> SourceError {
        let mut error = self.source.fail(Stop::new(0, what));
        let ahead = if what == What::NotTable {
            if let SourceError::Syntax { reason, .. } = &mut error {
                *reason = format!("{:?}: {reason}", self.table);
            }
            self.value_ahead()
        } else {
            self.syntax_ahead(AHEAD)
        };
        ahead.unwrap_or(error)
    }

    /// As [`Self::syntax_ahead`], where a member's value is at the cursor.
    fn value_ahead(&mut self) -> Option<SourceError> {
        self.source.limit(AHEAD);
        match self.complete_value() {
            Ok(length) => {
                self.pending = length;
                self.state = State::NextMember;
                self.syntax_ahead(AHEAD)
            }
            Err(error) => (!self.source.is_cut()).then_some(error),
        }
    }
}
