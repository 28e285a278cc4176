//! Finding out the shape from the beginning of a source.

use crate::position::{Blocks, SourceError};

use super::parser::first_value;
use super::reader::{JsonReader, State};
use super::scan;
use super::shape::Shape;
use super::value::{Kind, Value};

/// How much of the source is looked at, in bytes (256 KiB).
const PEEK: usize = 256 << 10;

impl<B: Blocks> JsonReader<B> {
    /// Sets the shape and the state from what comes first.
    pub(super) fn find_shape(&mut self) -> Result<(), SourceError> {
        (self.shape, self.state) = match self.skip_space_before()? {
            Some(b'{') => self.shape_of_object()?,
            _ => (Shape::Array, State::Top),
        };
        Ok(())
    }

    /// The first byte that isn't white space. Bytes that aren't UTF-8 are left for later.
    fn skip_space_before(&mut self) -> Result<Option<u8>, SourceError> {
        match self.source.skip_space() {
            Err(SourceError::Syntax { .. }) if self.source.is_invalid() => Ok(None),
            other => other,
        }
    }

    /// The shape of a source that begins with an object.
    fn shape_of_object(&mut self) -> Result<(Shape, State), SourceError> {
        let mut brackets = Brackets::default();
        loop {
            let rest = self.source.rest().as_bytes();
            let end = brackets.end(rest);
            if let Some(end) = end
                && scan::space(rest, end) < rest.len()
            {
                return Ok((Shape::Lines, State::FirstLine));
            }
            let enough = rest.len() >= PEEK;
            if enough || !self.source.more()? {
                let more_follows = self.source.is_invalid();
                return Ok(match end {
                    None => (Shape::Tables, State::Top),
                    Some(_) if more_follows => (Shape::Lines, State::FirstLine),
                    Some(end) => self.shape_of_only_object(end),
                });
            }
        }
    }

    /// The shape of a source that is a single object of so many bytes.
    fn shape_of_only_object(&mut self, size: usize) -> (Shape, State) {
        let object = self.source.rest().get(..size).unwrap_or_default();
        if first_value(object, &mut self.tape).is_ok() {
            let mut members = Value::root(object, self.tape.nodes()).members();
            if members.all(|member| member.value().kind() == Kind::Array) {
                return (Shape::Tables, State::Top);
            }
        }
        // Over several lines it's no NDJSON, but one record all the same.
        let one_line = !object.contains(['\n', '\r']);
        (Shape::Lines, if one_line { State::FirstLine } else { State::Only })
    }
}

/// Finds the end of an object by its brackets alone: a broken first line must not make NDJSON look like something
/// else. Goes on where it stopped when there's more text.
#[derive(Debug, Default)]
struct Brackets {
    at: usize,
    depth: usize,
    in_string: bool,
    end: Option<usize>,
}

impl Brackets {
    /// The byte after the object that `text` begins with; `text` begins with that of the last call.
    fn end(&mut self, text: &[u8]) -> Option<usize> {
        while self.end.is_none() && self.at < text.len() {
            if self.in_string {
                self.at = scan::plain(text, self.at);
            }
            match text.get(self.at) {
                None => break,
                Some(b'\\') if self.in_string => {
                    if self.at + 1 == text.len() {
                        break;
                    }
                    self.at += 1;
                }
                Some(b'"') => self.in_string = !self.in_string,
                Some(_) if self.in_string => {}
                Some(b'{' | b'[') => self.depth += 1,
                Some(b'}' | b']') => {
                    self.depth = self.depth.saturating_sub(1);
                    if self.depth == 0 {
                        self.end = Some(self.at + 1);
                    }
                }
                Some(_) => {}
            }
            self.at += 1;
        }
        self.end
    }
}
