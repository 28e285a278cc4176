//! JSON in memory.

use crate::position::SourceError;

use super::fault::{Stop, What};
use super::parser::first_value;
use super::place::Place;
use super::scan::space;
use super::tape::Tape;
use super::value::Value;

/// Parses a text that is one JSON value, as strictly as [`super::JsonReader`] does (RFC 8259, no duplicate member
/// names, no lone surrogates, limits on depth and size). White space around it is fine.
///
/// # Errors
/// [`SourceError::Syntax`] with the position in `text`.
pub fn parse<'a>(text: &'a str, tape: &'a mut Tape) -> Result<Value<'a>, SourceError> {
    let start = space(text.as_bytes(), 0);
    let rest = text.get(start..).unwrap_or_default();
    let error = |stop: Stop| {
        let before = text.get(..start + stop.offset()).unwrap_or(text);
        stop.error(rest, Place::start().after(before))
    };
    if rest.is_empty() {
        return Err(error(Stop::new(0, What::Empty)));
    }
    let length = first_value(rest, tape).map_err(error)?;
    let next = space(rest.as_bytes(), length);
    if next < rest.len() {
        return Err(error(Stop::new(next, What::AfterValue)));
    }
    Ok(Value::root(rest.get(..length).unwrap_or_default(), tape.nodes()))
}

/// Checks that a text is one JSON value; the rules are those of [`parse`].
///
/// # Errors
/// [`SourceError::Syntax`] with the position in `text`.
pub fn check(text: &str) -> Result<(), SourceError> {
    parse(text, &mut Tape::new()).map(|_| ())
}
