//! `json` and `jsonb`.

use super::{Format, fault, jsonb_limits};
use crate::cell::{Cell, ValueFault};
use crate::json;

/// The version that begins a binary `jsonb`.
const JSONB_VERSION: u8 = 1;

/// Appends a JSON text: a source's own as it is written, a CSV cell's only if it is one.
pub(super) fn append(cell: Cell<'_>, jsonb: bool, format: Format, out: &mut Vec<u8>) -> Result<(), ValueFault> {
    if jsonb && format == Format::Binary {
        out.push(JSONB_VERSION);
    }
    let text = match cell {
        Cell::Json(text) | Cell::Number(text) => text,
        Cell::Bool(true) => "true",
        Cell::Bool(false) => "false",
        Cell::Null => "null",
        Cell::Text(text) => {
            json::check(text).map_err(|error| fault::new(fault::MALFORMED, format!("isn't JSON: {error}")))?;
            text
        }
        Cell::String(text) => {
            if jsonb && memchr::memchr(0, text.as_bytes()).is_some() {
                return Err(jsonb_limits::nul());
            }
            append_string(text, out);
            return Ok(());
        }
    };
    if jsonb {
        jsonb_limits::check(text)?;
    }
    out.extend_from_slice(text.as_bytes());
    Ok(())
}

/// Appends a JSON string of a text.
fn append_string(text: &str, out: &mut Vec<u8>) {
    out.push(b'"');
    for byte in text.bytes() {
        match byte {
            b'"' => out.extend_from_slice(br#"\""#),
            b'\\' => out.extend_from_slice(br"\\"),
            b'\n' => out.extend_from_slice(br"\n"),
            b'\r' => out.extend_from_slice(br"\r"),
            b'\t' => out.extend_from_slice(br"\t"),
            0..0x20 => {
                let low = byte & 0x0f;
                out.extend_from_slice(br"\u00");
                out.extend([b'0' + (byte >> 4), if low < 10 { b'0' + low } else { b'a' + low - 10 }]);
            }
            _ => out.push(byte),
        }
    }
    out.push(b'"');
}
