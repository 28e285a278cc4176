//! Values that a source writes as objects with a meaning of their own (MongoDB's and Firestore's Extended JSON).

use std::borrow::Cow;

use base64::Engine as _;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

use super::{Format, Rules, bytea, encode, epoch, fault, frame, instant};
use crate::cell::{Cell, ValueFault};
use tenantctl_domain::catalog::{ColumnType, Kind};

/// The standard alphabet; the padding may be missing.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// What such an object says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scalar<'a> {
    /// A text, read as a JSON string.
    Text(Cow<'a, str>),
    /// A number as written.
    Number(Cow<'a, str>),
    /// Milliseconds since 1970-01-01 00:00 UTC.
    Millis(i64),
    /// An instant.
    Timestamp {
        /// Seconds since 1970-01-01 00:00 UTC.
        seconds: i64,
        /// Nanoseconds after that, below a billion.
        nanos: u32,
    },
    /// Bytes in Base64 with the standard alphabet; padding is optional.
    Base64(Cow<'a, str>),
}

/// Appends one field, as [`encode`] does. Instants fit `date` and the two timestamps and need no date format, bytes
/// fit `bytea`.
///
/// # Errors
///
/// Why the value doesn't fit the column; `out` is then as long as it was.
pub fn encode_scalar(
    scalar: &Scalar<'_>,
    column_type: &ColumnType,
    format: Format,
    rules: &Rules,
    out: &mut Vec<u8>,
) -> Result<(), ValueFault> {
    let moment = match scalar {
        Scalar::Text(text) => return encode(Cell::String(text), column_type, format, rules, out),
        Scalar::Number(text) => return encode(Cell::Number(text), column_type, format, rules, out),
        Scalar::Base64(text) => return encode_base64(text, column_type, format, out),
        Scalar::Millis(millis) => epoch::from_millis(*millis),
        Scalar::Timestamp { seconds, nanos } => epoch::from_seconds(*seconds, *nanos),
    };
    frame::field(format, out, |out| instant::append_moment(moment?, column_type, format, rules, out))
}

/// Appends bytes.
fn encode_base64(text: &str, column_type: &ColumnType, format: Format, out: &mut Vec<u8>) -> Result<(), ValueFault> {
    if column_type.kind != Kind::Bytea {
        return Err(fault::new(fault::MISMATCH, format!("is bytes, the column is {}", column_type.name)));
    }
    let bytes = BASE64.decode(text).map_err(|_| fault::new(fault::MALFORMED, "isn't Base64"))?;
    frame::field(format, out, |out| {
        bytea::append_bytes(&bytes, format, out);
        Ok(())
    })
}
