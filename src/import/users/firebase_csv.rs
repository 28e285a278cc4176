//! Reads the lines of Firebase's CSV.

use super::field::Field;
use super::firebase_line::split;
use super::given::{Given, Unread};
use crate::position::{Blocks, Position, SourceError};
use memchr::memchr;
use serde_json::Value;

/// The longest line, in bytes (1 MiB): claims have at most 1,000 characters.
const MAX_LINE: usize = 1 << 20;

/// The fewest columns: phone, disabled and claims are missing in exports of older tools.
const FEWEST: usize = 25;

/// The columns that are read, by number.
const COLUMNS: [(usize, Field); 10] = [
    (0, Field::ExternalId),
    (1, Field::Email),
    (2, Field::EmailVerified),
    (3, Field::Hash),
    (4, Field::Salt),
    (5, Field::DisplayName),
    (6, Field::PhotoUrl),
    (25, Field::Phone),
    (26, Field::Disabled),
    (27, Field::Claims),
];

/// The columns where a provider's own id of the user stands.
const PROVIDERS: [(usize, &str); 4] =
    [(7, "google.com"), (11, "facebook.com"), (15, "twitter.com"), (19, "github.com")];

/// The lines of a source.
#[derive(Debug)]
pub(super) struct Lines<B> {
    blocks: B,
    text: Vec<u8>,
    used: usize,
    line: u64,
    ended: bool,
}

impl<B: Blocks> Lines<B> {
    pub(super) fn new(blocks: B) -> Self {
        Self { blocks, text: Vec::new(), used: 0, line: 0, ended: false }
    }

    /// Returns the next line that isn't empty, and where it begins.
    ///
    /// # Errors
    /// Those of the blocks, and a line that is too long.
    pub(super) fn next(&mut self) -> Result<Option<(Position, Vec<u8>)>, SourceError> {
        loop {
            let rest = self.text.get(self.used..).unwrap_or_default();
            if let Some(end) = memchr(b'\n', rest) {
                let line = rest.get(..end).unwrap_or_default().to_vec();
                self.used += end + 1;
                if let Some(found) = self.found(line) {
                    return Ok(Some(found));
                }
                continue;
            }
            if self.ended {
                let line = rest.to_vec();
                self.used = self.text.len();
                return Ok(self.found(line));
            }
            if rest.len() > MAX_LINE {
                let at = Position { line: self.line + 1, column: 1 };
                let reason = format!("the line is longer than {MAX_LINE} bytes");
                return Err(SourceError::Syntax { at, field: None, reason, recoverable: false });
            }
            self.text.drain(..self.used);
            self.used = 0;
            match self.blocks.next_block()? {
                Some(block) => self.text.extend(block),
                None => self.ended = true,
            }
        }
    }

    fn found(&mut self, mut line: Vec<u8>) -> Option<(Position, Vec<u8>)> {
        self.line += 1;
        if line.last() == Some(&b'\r') {
            line.pop();
        }
        (!line.is_empty()).then_some((Position { line: self.line, column: 1 }, line))
    }
}

/// Sorts the columns of a line.
///
/// # Errors
/// What is wrong with it; and whom it is about.
pub(super) fn read(line: &[u8]) -> Result<Given, Unread> {
    let mut given = Given { firebase: true, ..Given::default() };
    let Ok(line) = std::str::from_utf8(line) else {
        return Err(given.unread("the bytes aren't UTF-8".to_owned()));
    };
    let mut columns = split(line);
    let trailing = columns.len() == 29 && columns.last().is_some_and(|last| last.is_empty());
    columns.truncate(if trailing { 28 } else { columns.len() });
    let count = columns.len();
    if !(FEWEST..=28).contains(&count) {
        return Err(given.unread(format!("has {count} columns, and a line of a Firebase export has 28")));
    }
    for (number, field) in COLUMNS {
        let text = columns.get(number).map(|text| text.clone().into_owned()).unwrap_or_default();
        if let Err(reason) = given.set_field(field, Value::String(text)) {
            return Err(given.unread(reason));
        }
    }
    let used = |number: &usize| columns.get(*number).is_some_and(|id| !id.is_empty());
    given.providers = PROVIDERS.iter().filter(|(number, _)| used(number)).map(|(_, name)| (*name).to_owned()).collect();
    Ok(given)
}
