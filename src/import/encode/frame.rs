//! What stands around values in a COPY stream: header, rows, fields, trailer.

use super::{Format, escape, fault};
use crate::cell::ValueFault;

/// The signature of binary COPY, flags and the length of the header's extension, both zero.
const BINARY_HEADER: &[u8; 19] = b"PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0";

/// PostgreSQL takes no field above 1 GiB (`MaxAllocSize`).
const LONGEST_FIELD: usize = 0x3fff_ffff;

/// Appends what a COPY stream begins with: nothing in text.
pub fn header(format: Format, out: &mut Vec<u8>) {
    if format == Format::Binary {
        out.extend_from_slice(BINARY_HEADER);
    }
}

/// Appends what a row of this many fields begins with: nothing in text. PostgreSQL's tables end at 1600 columns.
pub fn row_begin(format: Format, fields: u16, out: &mut Vec<u8>) {
    if format == Format::Binary {
        out.extend_from_slice(&fields.to_be_bytes());
    }
}

/// Appends what stands between two fields of a row: a tab in text, nothing in binary.
pub fn field_separator(format: Format, out: &mut Vec<u8>) {
    if format == Format::Text {
        out.push(b'\t');
    }
}

/// Appends what a row ends with: a newline in text, nothing in binary.
pub fn row_end(format: Format, out: &mut Vec<u8>) {
    if format == Format::Text {
        out.push(b'\n');
    }
}

/// Appends what a COPY stream ends with: nothing in text, where the protocol's own message is enough.
pub fn trailer(format: Format, out: &mut Vec<u8>) {
    if format == Format::Binary {
        out.extend_from_slice(&(-1_i16).to_be_bytes());
    }
}

/// Appends NULL.
pub(super) fn null(format: Format, out: &mut Vec<u8>) {
    match format {
        Format::Binary => out.extend_from_slice(&(-1_i32).to_be_bytes()),
        Format::Text => out.extend_from_slice(br"\N"),
    }
}

/// Appends a field whose value `body` appends; takes back everything when it fails.
pub(super) fn field(
    format: Format,
    out: &mut Vec<u8>,
    body: impl FnOnce(&mut Vec<u8>) -> Result<(), ValueFault>,
) -> Result<(), ValueFault> {
    let start = out.len();
    let result = match format {
        Format::Binary => sized(out, body),
        Format::Text => body(out).and_then(|()| {
            length(out.len() - start)?;
            escape::in_place(out, start);
            Ok(())
        }),
    };
    if result.is_err() {
        out.truncate(start);
    }
    result
}

/// Appends the length of what `body` appends, and that.
pub(super) fn sized(
    out: &mut Vec<u8>,
    body: impl FnOnce(&mut Vec<u8>) -> Result<(), ValueFault>,
) -> Result<(), ValueFault> {
    let start = out.len();
    out.extend_from_slice(&[0; 4]);
    body(out)?;
    let size = length(out.len() - start - 4)?;
    if let Some(place) = out.get_mut(start..start + 4) {
        place.copy_from_slice(&size.to_be_bytes());
    }
    Ok(())
}

/// A field's length as COPY has it.
fn length(bytes: usize) -> Result<i32, ValueFault> {
    match i32::try_from(bytes) {
        Ok(size) if bytes <= LONGEST_FIELD => Ok(size),
        _ => Err(fault::new(fault::LIMIT, "is longer than the 1 GB that PostgreSQL takes")),
    }
}
