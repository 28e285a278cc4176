//! The reader: from blocks of bytes to one record after the other.

use std::collections::HashSet;

use crate::position::{Blocks, Position, SourceError};

use super::fault::{MAX_RECORD, What};
use super::parser::first_value;
use super::place::Place;
use super::shape::Shape;
use super::source::Source;
use super::tape::Tape;
use super::value::{Kind, Member, Value};

/// Reads records from a JSON source. Holds one record, one piece of the source and, for [`Shape::Tables`], the
/// names of the tables.
#[derive(Debug)]
pub struct JsonReader<B> {
    pub(super) source: Source<B>,
    pub(super) tape: Tape,
    pub(super) shape: Shape,
    pub(super) state: State,
    /// The table whose records are read.
    pub(super) table: String,
    /// All tables so far and what their names take, in bytes.
    pub(super) tables: HashSet<String>,
    pub(super) tables_size: usize,
    /// How many bytes after the cursor belong to the record that was handed out.
    pub(super) pending: usize,
    /// What is at the cursor belongs to a line that was refused.
    pub(super) skip_line: bool,
    /// A shape that doesn't fit is let pass: only the syntax counts.
    pub(super) syntax_only: bool,
    done: bool,
}

/// Where in the source the cursor stands, between records.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    /// Before the top-level value.
    Top,
    /// Before the only value, which is a record.
    Only,
    /// Before the first line.
    FirstLine,
    /// Between lines.
    NextLine,
    /// After the bracket of the array.
    FirstElement,
    /// After an element.
    NextElement,
    /// After the brace of the top-level object.
    FirstMember,
    /// After a member of the top-level object.
    NextMember,
    /// After the top-level value.
    End,
}

/// A record that is at the cursor and on the tape.
#[derive(Debug, Clone, Copy)]
pub(super) struct Found {
    pub(super) at: Position,
    /// Its size in bytes.
    pub(super) length: usize,
}

/// A record.
#[derive(Debug, Clone, Copy)]
pub struct Item<'r> {
    /// The table it belongs to, in the shape [`Shape::Tables`].
    pub table: Option<&'r str>,
    /// Where it begins.
    pub at: Position,
    /// What it is: of any kind, as it's for the caller to say which kinds are records.
    pub value: Value<'r>,
}

impl Item<'_> {
    /// Where a value inside this record begins. Counts characters from the beginning of the record: for messages.
    #[must_use]
    pub fn position(&self, value: &Value<'_>) -> Position {
        self.after(value.start())
    }

    /// Where the name of a member of an object inside this record begins; as slow as [`Self::position`].
    #[must_use]
    pub fn position_of_key(&self, member: &Member<'_>) -> Position {
        self.after(member.key_start())
    }

    fn after(&self, bytes: usize) -> Position {
        Place::from(self.at).after(self.value.raw().get(..bytes).unwrap_or_default())
    }
}

impl<B: Blocks> JsonReader<B> {
    /// Starts reading; for [`Shape::Auto`] the shape is found out at once, from at most 256 KiB.
    ///
    /// # Errors
    /// Those of the blocks, for [`Shape::Auto`] only. Syntax errors come with [`Self::next`].
    pub fn open(blocks: B, shape: Shape) -> Result<Self, SourceError> {
        let mut reader = Self {
            source: Source::new(blocks),
            tape: Tape::new(),
            shape,
            state: if shape == Shape::Lines { State::FirstLine } else { State::Top },
            table: String::new(),
            tables: HashSet::new(),
            tables_size: 0,
            pending: 0,
            skip_line: false,
            syntax_only: false,
            done: false,
        };
        if shape == Shape::Auto {
            reader.find_shape()?;
        }
        Ok(reader)
    }

    /// The shape that is read: never [`Shape::Auto`]. [`Shape::Lines`], too, for a file that is a single object
    /// written over several lines.
    #[must_use]
    pub fn shape(&self) -> Shape {
        self.shape
    }

    /// The next record, or none at the end. It must be let go before the next call.
    ///
    /// # Errors
    /// Those of the blocks, and [`SourceError::Syntax`] where the text isn't strict JSON of the shape. If that is
    /// recoverable (in [`Shape::Lines`]) the next call goes on with the next line; after any other error it
    /// returns none.
    #[expect(clippy::should_implement_trait, reason = "an iterator can't lend its items")]
    pub fn next(&mut self) -> Result<Option<Item<'_>>, SourceError> {
        if self.done {
            return Ok(None);
        }
        let found = self.advance();
        self.done = match &found {
            Ok(found) => found.is_none(),
            Err(error) => !matches!(error, SourceError::Syntax { recoverable: true, .. }),
        };
        Ok(found?.map(|Found { at, length }| {
            let text = self.source.rest().get(..length).unwrap_or_default();
            let table = (self.shape == Shape::Tables).then_some(self.table.as_str());
            Item { table, at, value: Value::root(text, self.tape.nodes()) }
        }))
    }

    /// Lets go of the last record and finds the next one.
    pub(super) fn advance(&mut self) -> Result<Option<Found>, SourceError> {
        self.source.consume(std::mem::take(&mut self.pending));
        match self.state {
            State::FirstLine | State::NextLine => self.next_line(),
            _ => self.next_in_tree(),
        }
    }

    /// Nothing more is read after this.
    pub(super) fn finish(&mut self) {
        self.done = true;
    }

    /// Parses the value at the cursor, however long it is, and returns its size in bytes.
    pub(super) fn complete_value(&mut self) -> Result<usize, SourceError> {
        loop {
            let rest = self.source.rest();
            let size = rest.len();
            // Twice the text for each new attempt: parsing again from the start costs as much again, not its square.
            let wanted = size.saturating_mul(2).min(MAX_RECORD + 1);
            match first_value(rest, &mut self.tape) {
                Ok(length) => {
                    let may_go_on = length == size && Value::root(rest, self.tape.nodes()).kind() == Kind::Number;
                    if !may_go_on {
                        return Ok(length);
                    }
                    if !self.source.grow(wanted)? {
                        return if self.source.is_invalid() || self.source.is_cut() {
                            Err(self.source.fail_at_end(What::End))
                        } else {
                            Ok(length)
                        };
                    }
                }
                Err(stop) if stop.what == What::End => {
                    if !self.source.grow(wanted)? {
                        return Err(self.source.fail_at_end(What::End));
                    }
                }
                Err(stop) => return Err(self.source.fail(stop)),
            }
        }
    }
}
