//! Lines and columns.

use super::BYTE_ORDER_MARK;
use std::fmt;

/// A place in a file; both numbers begin with 1, and a column is a character, not a byte.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The line. Lines end with `\n`, so CRLF is one end.
    pub line: usize,
    /// The character in the line.
    pub column: usize,
}

impl Place {
    pub(super) const START: Self = Self { line: 1, column: 1 };

    /// Returns the place behind `passed`, which begins here.
    pub(super) fn after(self, passed: &str) -> Self {
        match passed.rfind('\n') {
            None => Self { line: self.line, column: self.column + passed.chars().count() },
            Some(last) => Self {
                line: self.line + passed.bytes().filter(|&b| b == b'\n').count(),
                column: 1 + passed[last + 1..].chars().count(),
            },
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}, column {}", self.line, self.column)
    }
}

/// Returns the place of a byte of `text`; one behind its end is the end, one inside a character is that
/// character. A byte order mark at the start takes no column.
pub fn line_column(text: &str, offset: usize) -> Place {
    let start = if text.starts_with(BYTE_ORDER_MARK) { BYTE_ORDER_MARK.len_utf8() } else { 0 };
    let end = text.floor_char_boundary(offset).max(start);
    Place::START.after(&text[start..end])
}

#[cfg(test)]
mod tests {
    use super::line_column;

    #[test]
    fn counts_lines_and_characters() {
        for (text, offset, line, column) in [
            ("", 0, 1, 1),
            ("", 9, 1, 1),
            ("ab\ncd", 0, 1, 1),
            ("ab\ncd", 2, 1, 3),
            ("ab\ncd", 3, 2, 1),
            ("ab\ncd", 5, 2, 3),
            ("ab\ncd", 99, 2, 3),
            ("ab\r\ncd", 4, 2, 1),
            ("\n\n\n", 3, 4, 1),
            ("äß€x", 7, 1, 4),
            ("äß€x", 1, 1, 1),
            ("äß€x", 5, 1, 3),
            ("\u{feff}ab", 3, 1, 1),
            ("\u{feff}ab", 1, 1, 1),
            ("\u{feff}ab", 4, 1, 2),
        ] {
            let place = line_column(text, offset);
            assert_eq!((place.line, place.column), (line, column), "{text:?} at {offset}");
        }
    }
}
