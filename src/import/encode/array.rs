//! Arrays, from JSON arrays and from PostgreSQL's array literals.

use std::borrow::Cow;

use serde_json::value::RawValue;

use super::array_shape::{Element, Shape};
use super::{Format, Rules, array_literal, fault, frame, other, value};
use crate::cell::{Cell, ValueFault};
use crate::json;
use tenantctl_domain::catalog::{ColumnType, Kind};

/// Appends an array of elements of this type.
pub(super) fn append(
    cell: Cell<'_>,
    element: &ColumnType,
    format: Format,
    rules: &Rules,
    out: &mut Vec<u8>,
) -> Result<(), ValueFault> {
    let mut shape = Shape::default();
    // Within an array of json, nested arrays are elements; where elements are arrays themselves (by a domain),
    // dimensions can't be told from them either.
    let nested = !matches!(element.kind, Kind::Json | Kind::Jsonb | Kind::Array(_));
    match cell {
        Cell::Json(text) if text.starts_with('[') => read_json(text, nested, &mut shape)?,
        Cell::Text(text) if text.starts_with('[') => {
            json::check(text).map_err(|error| fault::new(fault::MALFORMED, format!("isn't a JSON array: {error}")))?;
            read_json(text, nested, &mut shape)?;
        }
        // Its elements may be parted by other characters than commas, which only the server knows.
        Cell::Text(_) if element.kind == Kind::Other => return other::append(cell, format, out),
        Cell::Text(text) => array_literal::read(text, &mut shape)?,
        other => return Err(fault::not(other, "an array")),
    }
    let (lengths, elements) = shape.finish();
    match format {
        Format::Binary => append_binary(&lengths, &elements, element, rules, out),
        Format::Text => append_literal(&lengths, &elements, element, rules, out),
    }
}

/// Reads a JSON array.
fn read_json<'a>(text: &'a str, nested: bool, shape: &mut Shape<'a>) -> Result<(), ValueFault> {
    shape.open()?;
    let parts: Vec<&RawValue> = serde_json::from_str(text)
        .map_err(|error| fault::new(fault::MALFORMED, format!("isn't a JSON array: {error}")))?;
    for part in parts {
        if nested && part.get().starts_with('[') {
            read_json(part.get(), nested, shape)?;
        } else {
            shape.element(Element::Json(part.get()))?;
        }
    }
    shape.close()
}

/// Appends the form of PostgreSQL's `array_recv`: dimensions, a flag for NULLs, the type of the elements, the length
/// and lower bound of each dimension, and the elements as fields.
fn append_binary(
    lengths: &[usize],
    elements: &[Element<'_>],
    element_type: &ColumnType,
    rules: &Rules,
    out: &mut Vec<u8>,
) -> Result<(), ValueFault> {
    let has_null = elements.iter().any(|element| matches!(element, Element::Null | Element::Json("null")));
    push(size(lengths.len())?, out);
    push(i32::from(has_null), out);
    out.extend_from_slice(&element_type.oid.to_be_bytes());
    for length in lengths {
        push(size(*length)?, out);
        push(1, out);
    }
    for (place, element) in elements.iter().enumerate() {
        with_cell(element, |cell| match cell {
            Cell::Null => {
                frame::null(Format::Binary, out);
                Ok(())
            }
            cell => frame::sized(out, |out| value::append(cell, element_type, Format::Binary, rules, out)),
        })
        .map_err(|fault| within(place, &fault))?;
    }
    Ok(())
}

/// Appends a number of four bytes.
fn push(number: i32, out: &mut Vec<u8>) {
    out.extend_from_slice(&number.to_be_bytes());
}

/// A length of four bytes.
fn size(length: usize) -> Result<i32, ValueFault> {
    i32::try_from(length).map_err(|_| fault::new(fault::LIMIT, "has more elements than PostgreSQL's arrays hold"))
}

/// Appends an array literal with every element quoted.
fn append_literal(
    lengths: &[usize],
    elements: &[Element<'_>],
    element_type: &ColumnType,
    rules: &Rules,
    out: &mut Vec<u8>,
) -> Result<(), ValueFault> {
    if elements.is_empty() {
        out.extend_from_slice(b"{}");
        return Ok(());
    }
    // How many elements stand in an array of each dimension.
    let mut spans = Vec::with_capacity(lengths.len());
    let mut span = 1_usize;
    for length in lengths.iter().rev() {
        span = span.saturating_mul(*length).max(1);
        spans.push(span);
    }
    let mut plain = Vec::new();
    for (place, element) in elements.iter().enumerate() {
        if place > 0 {
            out.push(b',');
        }
        out.extend(spans.iter().filter(|span| place.is_multiple_of(**span)).map(|_| b'{'));
        with_cell(element, |cell| {
            if cell == Cell::Null {
                out.extend_from_slice(b"NULL");
                return Ok(());
            }
            plain.clear();
            value::append(cell, element_type, Format::Text, rules, &mut plain)?;
            append_quoted(&plain, out);
            Ok(())
        })
        .map_err(|fault| within(place, &fault))?;
        out.extend(spans.iter().filter(|span| (place + 1).is_multiple_of(**span)).map(|_| b'}'));
    }
    Ok(())
}

/// Appends an element in quotes.
fn append_quoted(plain: &[u8], out: &mut Vec<u8>) {
    out.push(b'"');
    for byte in plain {
        if matches!(byte, b'"' | b'\\') {
            out.push(b'\\');
        }
        out.push(*byte);
    }
    out.push(b'"');
}

/// Calls `body` with an element as a cell.
fn with_cell(element: &Element<'_>, body: impl FnOnce(Cell<'_>) -> Result<(), ValueFault>) -> Result<(), ValueFault> {
    match element {
        Element::Null | Element::Json("null") => body(Cell::Null),
        Element::Text(text) => body(Cell::Text(text)),
        Element::Json("true") => body(Cell::Bool(true)),
        Element::Json("false") => body(Cell::Bool(false)),
        Element::Json(text) if text.starts_with('"') => body(Cell::String(&unescape(text)?)),
        Element::Json(text) if text.starts_with(['[', '{']) => body(Cell::Json(text)),
        Element::Json(text) => body(Cell::Number(text)),
    }
}

/// The text of a JSON string.
fn unescape(text: &str) -> Result<Cow<'_, str>, ValueFault> {
    if let Some(plain) = text.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'))
        && memchr::memchr(b'\\', plain.as_bytes()).is_none()
    {
        return Ok(Cow::Borrowed(plain));
    }
    serde_json::from_str(text)
        .map(Cow::Owned)
        .map_err(|error| fault::new(fault::MALFORMED, format!("isn't a JSON string: {error}")))
}

/// A fault of an element, counted from 1.
#[cold]
fn within(place: usize, fault: &ValueFault) -> ValueFault {
    fault::new(fault.sqlstate, format!("has an element ({}) that {}", place + 1, fault.reason))
}
