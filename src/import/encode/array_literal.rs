//! PostgreSQL's array literals: `{a,"b c",NULL}` (its documentation, 8.15.6).

use std::borrow::Cow;

use super::array_shape::{Element, Shape};
use super::fault;
use crate::cell::ValueFault;

/// What PostgreSQL takes for blanks between elements.
const BLANKS: [char; 6] = [' ', '\t', '\n', '\r', '\x0b', '\x0c'];

/// Reads a whole text as one array.
pub(super) fn read<'a>(text: &'a str, shape: &mut Shape<'a>) -> Result<(), ValueFault> {
    let rest = text.strip_prefix('{').ok_or_else(malformed)?;
    match read_array(rest, shape)? {
        "" => Ok(()),
        _ => Err(malformed()),
    }
}

/// Reads an array of which the first brace is gone, and gives what follows it. The shape bounds the recursion.
fn read_array<'a>(text: &'a str, shape: &mut Shape<'a>) -> Result<&'a str, ValueFault> {
    shape.open()?;
    let mut rest = text.trim_start_matches(BLANKS);
    if let Some(after) = rest.strip_prefix('}') {
        shape.close()?;
        return Ok(after);
    }
    loop {
        rest = rest.trim_start_matches(BLANKS);
        rest = if let Some(inner) = rest.strip_prefix('{') {
            read_array(inner, shape)?
        } else if let Some(quoted) = rest.strip_prefix('"') {
            let (element, after) = read_quoted(quoted).ok_or_else(malformed)?;
            shape.element(Element::Text(element))?;
            after
        } else {
            let (element, after) = read_bare(rest).ok_or_else(malformed)?;
            shape.element(element)?;
            after
        };
        rest = rest.trim_start_matches(BLANKS);
        if let Some(after) = rest.strip_prefix('}') {
            shape.close()?;
            return Ok(after);
        }
        rest = rest.strip_prefix(',').ok_or_else(malformed)?;
    }
}

/// Reads an element up to its closing quote.
fn read_quoted(text: &str) -> Option<(Cow<'_, str>, &str)> {
    let end = text.find(['"', '\\'])?;
    let (plain, after) = text.split_at_checked(end)?;
    if let Some(after) = after.strip_prefix('"') {
        return Some((Cow::Borrowed(plain), after));
    }
    let mut element = plain.to_owned();
    let mut characters = after.chars();
    loop {
        match characters.next()? {
            '"' => return Some((Cow::Owned(element), characters.as_str())),
            '\\' => element.push(characters.next()?),
            character => element.push(character),
        }
    }
}

/// Reads an element without quotes, which ends before a comma or a closing brace; blanks at its end aren't its own.
fn read_bare(text: &str) -> Option<(Element<'_>, &str)> {
    let end = text.find([',', '}', '{', '"', '\\'])?;
    let (plain, after) = text.split_at_checked(end)?;
    if after.starts_with([',', '}']) {
        let plain = plain.trim_end_matches(BLANKS);
        let element = match plain {
            "" => return None,
            word if word.eq_ignore_ascii_case("null") => Element::Null,
            word => Element::Text(Cow::Borrowed(word)),
        };
        return Some((element, after));
    }
    let mut element = plain.to_owned();
    // Up to here everything stays: an escaped blank is part of the element.
    let mut kept = 0;
    let mut characters = after.chars();
    loop {
        let before = characters.as_str();
        match characters.next()? {
            ',' | '}' => {
                let end = element.trim_end_matches(BLANKS).len().max(kept);
                element.truncate(end);
                return Some((Element::Text(Cow::Owned(element)), before));
            }
            '{' | '"' => return None,
            '\\' => {
                element.push(characters.next()?);
                kept = element.len();
            }
            character => element.push(character),
        }
    }
}

/// The fault of anything else.
#[cold]
fn malformed() -> ValueFault {
    fault::new(fault::MALFORMED, r#"isn't an array literal ({1,2} or {a,"b c",NULL}) or a JSON array"#)
}
