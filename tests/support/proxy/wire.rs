//! As much of the protocol as a proxy must understand.

use std::io::{self, Read};

pub(super) const STARTUP_TLS: u32 = 80_877_103;
pub(super) const STARTUP_GSS: u32 = 80_877_104;
pub(super) const STARTUP_CANCEL: u32 = 80_877_102;

/// Reads a message without a type, which only start-up has; the length is part of it.
pub(super) fn read_startup(from: &mut impl Read) -> io::Result<Vec<u8>> {
    let mut message = vec![0; 4];
    from.read_exact(&mut message)?;
    read_body(from, &mut message, 0)?;
    Ok(message)
}

/// Reads a message with its type and length.
pub(super) fn read_message(from: &mut impl Read) -> io::Result<Vec<u8>> {
    let mut message = vec![0; 5];
    from.read_exact(&mut message)?;
    read_body(from, &mut message, 1)?;
    Ok(message)
}

fn read_body(from: &mut impl Read, message: &mut Vec<u8>, length_at: usize) -> io::Result<()> {
    let length = number(message, length_at) as usize;
    let head = message.len();
    message.resize((length_at + length).max(head), 0);
    from.read_exact(&mut message[head..])
}

pub(super) fn number(bytes: &[u8], at: usize) -> u32 {
    bytes.get(at..at + 4).and_then(|b| b.try_into().ok()).map_or(0, u32::from_be_bytes)
}

/// Returns the zero-ended texts that a message's body begins with.
pub(super) fn texts(message: &[u8]) -> impl Iterator<Item = String> + '_ {
    message[5..].split(|byte| *byte == 0).map(|text| String::from_utf8_lossy(text).into_owned())
}

/// A start-up message in which one value is another.
pub(super) fn with_value(startup: &[u8], value: &str, other: &str) -> Vec<u8> {
    let texts = startup[8..].split(|byte| *byte == 0);
    let texts = texts.map(|text| if text == value.as_bytes() { other.as_bytes() } else { text });
    let body = texts.collect::<Vec<_>>().join(&0);
    let length = u32::try_from(body.len() + 8).expect("a short message");
    [&length.to_be_bytes()[..], &startup[4..8], &body].concat()
}

/// A simple query.
pub(super) fn query(sql: &str) -> Vec<u8> {
    with_length(b'Q', [sql.as_bytes(), &[0]].concat())
}

/// An ErrorResponse that ends a connection.
pub(super) fn fatal(sqlstate: &str) -> Vec<u8> {
    let fields = format!("SFATAL\0VFATAL\0C{sqlstate}\0Mplanted by the fault proxy\0\0");
    with_length(b'E', fields.into_bytes())
}

/// A query that makes the server raise an error by itself.
pub(super) struct Raise {
    pub(super) query: Vec<u8>,
    /// How many CommandComplete come before the error, which the client mustn't see.
    pub(super) hide: usize,
}

impl Raise {
    /// A COMMIT that fails has rolled back, so the transaction is ended first.
    pub(super) fn new(sqlstate: &str, in_place_of: &str) -> Self {
        let raise = format!(
            "DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = '{sqlstate}', MESSAGE = 'planted by the fault proxy'; END $$"
        );
        if in_place_of.trim_start().to_ascii_uppercase().starts_with("COMMIT") {
            return Self { query: query(&format!("ROLLBACK; {raise}")), hide: 1 };
        }
        Self { query: query(&raise), hide: 0 }
    }
}

fn with_length(kind: u8, body: Vec<u8>) -> Vec<u8> {
    let length = u32::try_from(body.len() + 4).expect("a short message");
    [&[kind][..], &length.to_be_bytes(), &body].concat()
}
