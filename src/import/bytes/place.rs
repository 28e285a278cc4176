//! Counts lines and characters along a text.

use crate::position::Position;

/// The place behind the text fed so far.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Place {
    line: u64,
    column: u64,
    /// The last character was a CR: a LF now belongs to the same line end.
    after_cr: bool,
}

impl Place {
    /// Returns the beginning of a line.
    pub(crate) fn start_of(line: u64) -> Self {
        Self { line, column: 1, after_cr: false }
    }

    /// Walks over a piece of text; a piece may end anywhere between two characters.
    pub(crate) fn feed(&mut self, text: &str) {
        for byte in text.bytes() {
            match byte {
                b'\n' if self.after_cr => self.after_cr = false,
                b'\n' | b'\r' => {
                    self.line += 1;
                    self.column = 1;
                    self.after_cr = byte == b'\r';
                }
                // A character counts once, by its first byte.
                0x80..=0xBF => {}
                _ => {
                    self.column += 1;
                    self.after_cr = false;
                }
            }
        }
    }

    /// Returns where the next character stands.
    pub(crate) fn position(self) -> Position {
        Position { line: self.line, column: self.column }
    }
}
