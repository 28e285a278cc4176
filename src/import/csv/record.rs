//! One record, as the caller sees it.

use super::scan::{Kind, Span};
use crate::bytes::Place;
use crate::cell::Cell;
use crate::position::Position;

/// A record with as many fields as the header; it lives until the next one is asked for.
///
/// Fields count from 0. Behind the last one there is NULL, an empty text, and no quotes.
#[derive(Debug, Clone, Copy)]
pub struct Record<'a> {
    pub(super) line: u64,
    pub(super) text: &'a str,
    pub(super) spans: &'a [Span],
    pub(super) unescaped: &'a str,
    pub(super) nulls: &'a [String],
}

impl<'a> Record<'a> {
    /// Returns the physical line where the record begins, from 1.
    #[must_use]
    pub fn line(&self) -> u64 {
        self.line
    }

    /// Returns the number of fields.
    #[must_use]
    pub fn len(&self) -> usize {
        self.spans.len()
    }

    /// Whether there is no field, which no record of a reader is.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.spans.is_empty()
    }

    /// Returns a field: [`Cell::Null`] if it has no quotes and equals one of the nulls of the
    /// options, else [`Cell::Text`].
    #[must_use]
    #[inline]
    pub fn cell(&self, field: usize) -> Cell<'a> {
        let Some(span) = self.spans.get(field) else { return Cell::Null };
        let text = self.content(span);
        if span.kind == Kind::Plain && self.nulls.iter().any(|null| null == text) {
            Cell::Null
        } else {
            Cell::Text(text)
        }
    }

    /// Returns the text of a field, unescaped, even where it stands for NULL.
    #[must_use]
    #[inline]
    pub fn text(&self, field: usize) -> &'a str {
        self.spans.get(field).map(|span| self.content(span)).unwrap_or_default()
    }

    /// Whether a field is written in quotes.
    #[must_use]
    pub fn quoted(&self, field: usize) -> bool {
        self.spans.get(field).is_some_and(|span| span.kind != Kind::Plain)
    }

    /// Returns where a field begins, its quote included; behind the last field, where the record
    /// ends. It is computed by each call, at the cost of one walk from the beginning of the record.
    #[must_use]
    pub fn position(&self, field: usize) -> Position {
        let begin = self.spans.get(field).map_or(self.text.len(), |span| span.begin);
        let mut place = Place::start_of(self.line);
        place.feed(self.text.get(..begin).unwrap_or_default());
        place.position()
    }

    #[inline]
    fn content(&self, span: &Span) -> &'a str {
        let from = if span.kind == Kind::Doubled { self.unescaped } else { self.text };
        from.get(span.start..span.end).unwrap_or_default()
    }
}
