//! Counting lines and characters.

use memchr::{memchr_iter, memrchr2};

use crate::position::Position;

/// A position that moves forward over text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    at: Position,
    /// The last character was a CR: an LF right after it ends no further line.
    after_cr: bool,
}

impl Place {
    /// The first character of a text.
    pub(super) fn start() -> Self {
        Self::from(Position { line: 1, column: 1 })
    }

    /// The position now.
    pub(super) fn position(self) -> Position {
        self.at
    }

    /// Moves over `text`. Takes several bytes per cycle: it sees the whole input once.
    pub(super) fn advance(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        let ends_in_cr = text.ends_with('\r');
        let text = match text.strip_prefix('\n') {
            Some(rest) if self.after_cr => rest,
            _ => text,
        };
        let bytes = text.as_bytes();
        match memrchr2(b'\n', b'\r', bytes) {
            None => self.at.column += count(text),
            Some(last) => {
                self.at.line += line_ends(bytes);
                self.at.column = 1 + text.get(last + 1..).map_or(0, count);
            }
        }
        self.after_cr = ends_in_cr;
    }

    /// The position after `text`.
    pub(super) fn after(mut self, text: &str) -> Position {
        self.advance(text);
        self.at
    }
}

impl From<Position> for Place {
    fn from(at: Position) -> Self {
        Self { at, after_cr: false }
    }
}

fn count(text: &str) -> u64 {
    text.chars().count() as u64
}

/// How many lines end in the bytes; CR LF is one end.
fn line_ends(bytes: &[u8]) -> u64 {
    let lf = memchr_iter(b'\n', bytes).count();
    // Counting first is much faster than looking at each: most files have no CR.
    let cr = memchr_iter(b'\r', bytes).count();
    let both = match cr {
        0 => 0,
        _ => memchr_iter(b'\r', bytes).filter(|&at| bytes.get(at + 1) == Some(&b'\n')).count(),
    };
    (lf + cr - both) as u64
}
