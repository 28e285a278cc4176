//! One top-level value whose elements are the records: an array, an object of arrays, or a single record.

use crate::position::{Blocks, SourceError};

use super::fault::{MAX_NAMES, Stop, What};
use super::reader::{Found, JsonReader, State};
use super::shape::Shape;
use super::value::Value;

/// What a name takes in memory besides its characters, about.
const NAME_OVERHEAD: usize = 64;

impl<B: Blocks> JsonReader<B> {
    /// The next record of a top-level value.
    pub(super) fn next_in_tree(&mut self) -> Result<Option<Found>, SourceError> {
        loop {
            let Some(next) = self.source.skip_space()? else {
                return match self.state {
                    State::End => Ok(None),
                    State::Top | State::Only => Err(self.source.fail_at_end(What::Empty)),
                    _ => Err(self.source.fail_at_end(What::End)),
                };
            };
            match (self.state, next) {
                (State::Top, b'[') if self.shape == Shape::Array => self.step(State::FirstElement),
                (State::Top, b'{') if self.shape == Shape::Tables => self.step(State::FirstMember),
                (State::Top, _) if !self.syntax_only => {
                    let what = if self.shape == Shape::Tables { What::NotObject } else { What::NotArray };
                    return Err(self.shape_error(what));
                }
                (State::Top | State::Only, _) => {
                    // What follows is told from what follows an array by the shape.
                    self.shape = Shape::Lines;
                    return self.record(State::End);
                }
                (State::FirstElement | State::NextElement, b']') => {
                    self.step(if self.shape == Shape::Tables { State::NextMember } else { State::End });
                }
                (State::FirstElement, _) => return self.record(State::NextElement),
                (State::NextElement, b',') => {
                    self.step(State::NextElement);
                    return match self.source.skip_space()? {
                        Some(_) => self.record(State::NextElement),
                        None => Err(self.source.fail_at_end(What::End)),
                    };
                }
                (State::NextElement, _) => return Err(self.fail(What::CommaOrBracket)),
                (State::FirstMember | State::NextMember, b'}') => self.step(State::End),
                (State::NextMember, b',') => {
                    self.step(State::NextMember);
                    if self.source.skip_space()?.is_none() {
                        return Err(self.source.fail_at_end(What::End));
                    }
                    if let Some(found) = self.member()? {
                        return Ok(Some(found));
                    }
                }
                (State::NextMember, _) => return Err(self.fail(What::CommaOrBrace)),
                (State::FirstMember, _) => {
                    if let Some(found) = self.member()? {
                        return Ok(Some(found));
                    }
                }
                (State::End | State::FirstLine | State::NextLine, _) => return Err(self.fail(self.trailing())),
            }
        }
    }

    /// Consumes a byte of structure.
    fn step(&mut self, state: State) {
        self.source.consume(1);
        self.state = state;
    }

    /// The error at the cursor.
    fn fail(&self, what: What) -> SourceError {
        self.source.fail(Stop::new(0, what))
    }

    fn trailing(&self) -> What {
        match self.shape {
            Shape::Array => What::AfterArray,
            Shape::Tables => What::AfterTables,
            Shape::Lines | Shape::Auto => What::AfterValue,
        }
    }

    /// Parses the record at the cursor.
    fn record(&mut self, state: State) -> Result<Option<Found>, SourceError> {
        let at = self.source.mark();
        let length = self.complete_value()?;
        self.pending = length;
        self.state = state;
        Ok(Some(Found { at, length }))
    }

    /// Reads the name of a table and enters its array. Returns a record only where a member that isn't an array
    /// is let pass.
    fn member(&mut self) -> Result<Option<Found>, SourceError> {
        self.table_name()?;
        match self.source.skip_space()? {
            Some(b':') => self.source.consume(1),
            Some(_) => return Err(self.fail(What::Colon)),
            None => return Err(self.source.fail_at_end(What::End)),
        }
        match self.source.skip_space()? {
            Some(b'[') => {
                self.step(State::FirstElement);
                Ok(None)
            }
            Some(_) if self.syntax_only => self.record(State::NextMember),
            Some(_) => Err(self.shape_error(What::NotTable)),
            None => Err(self.source.fail_at_end(What::End)),
        }
    }

    /// Reads the name at the cursor.
    fn table_name(&mut self) -> Result<(), SourceError> {
        if !self.source.rest().starts_with('"') {
            return Err(self.fail(What::Name));
        }
        let length = self.complete_value()?;
        let text = self.source.rest().get(..length).unwrap_or_default();
        let name = Value::root(text, self.tape.nodes()).string().unwrap_or_default().into_owned();
        self.tables_size += name.len() + NAME_OVERHEAD;
        if self.tables_size > MAX_NAMES {
            return Err(self.fail(What::TooManyNames));
        }
        self.table.clone_from(&name);
        if !self.tables.insert(name) {
            return Err(self.fail(What::Duplicate));
        }
        self.source.consume(length);
        Ok(())
    }
}
