//! What can be wrong with a JSON text, and how it's said.

use crate::position::{Position, SourceError};

/// The deepest nesting of arrays and objects in one record.
pub const MAX_DEPTH: u32 = 128;

/// The greatest size of one record in bytes (32 MiB).
pub const MAX_RECORD: usize = 32 << 20;

/// The greatest memory for the names of the tables of one top-level object in bytes (64 MiB).
pub(super) const MAX_NAMES: usize = 64 << 20;

/// Why reading stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum What {
    /// The text ended: more of it may help.
    End,
    Empty,
    LineEnd,
    Utf8,
    Value,
    Literal,
    Name,
    Colon,
    CommaOrBracket,
    CommaOrBrace,
    Control,
    Escape,
    Hex,
    Surrogate,
    LeadingZero,
    Digit,
    Duplicate,
    TooDeep,
    TooLarge,
    TooManyNames,
    AfterLine,
    AfterArray,
    AfterTables,
    AfterValue,
    NotArray,
    NotObject,
    NotTable,
}

/// What is wrong, and at which byte of the text at hand. Small, as it's the error type of the hot path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stop {
    /// Bytes from the start of the text.
    pub(super) at: u32,
    pub(super) what: What,
}

impl Stop {
    pub(super) fn new(at: usize, what: What) -> Self {
        Self { at: u32::try_from(at).unwrap_or(u32::MAX), what }
    }

    /// The byte in the text.
    pub(super) fn offset(self) -> usize {
        self.at as usize
    }

    /// Says what is wrong; `text` is the one that `at` counts in.
    pub(super) fn reason(self, text: &str) -> String {
        let found = || found(text, self.offset());
        match self.what {
            What::End => "the text ends before the value does".into(),
            What::Empty => "the text is empty: expected a JSON value".into(),
            What::LineEnd => "the line ends before the value does: each value must stand on one line".into(),
            What::Utf8 => "the bytes aren't UTF-8".into(),
            What::Value => format!("expected a JSON value, found {}", found()),
            What::Literal => format!("expected true, false or null, found {}", found()),
            What::Name => format!("expected a member name in double quotes, found {}", found()),
            What::Colon => format!("expected `:` after the member name, found {}", found()),
            What::CommaOrBracket => format!("expected `,` or `]`, found {}", found()),
            What::CommaOrBrace => format!("expected `,` or `}}`, found {}", found()),
            What::Control => format!("a string can't hold {} unescaped", found()),
            What::Escape => format!("a backslash can't be followed by {}", found()),
            What::Hex => format!("expected four hexadecimal digits after \\u, found {}", found()),
            What::Surrogate => "an escaped surrogate without its other half".into(),
            What::LeadingZero => "a number can't begin with a needless 0".into(),
            What::Digit => format!("expected a digit, found {}", found()),
            What::Duplicate => format!("the member name {} stands twice in one object", name(text, self.offset())),
            What::TooDeep => format!("arrays and objects are nested more than {MAX_DEPTH} deep"),
            What::TooLarge => format!("the record is larger than {} MiB", MAX_RECORD >> 20),
            What::TooManyNames => format!("the names of the tables take more than {} MiB", MAX_NAMES >> 20),
            What::AfterLine => "more text after the value on the same line".into(),
            What::AfterArray => "more text after the end of the array".into(),
            What::AfterTables => "more text after the end of the object; one object per line would be NDJSON".into(),
            What::AfterValue => "more text after the end of the value; one value per line would be NDJSON".into(),
            What::NotArray => format!("the top level must be an array, found {}", kind(text, self.offset())),
            What::NotObject => {
                format!("the top level must be an object of arrays, found {}", kind(text, self.offset()))
            }
            What::NotTable => format!("the member must be an array of records, found {}", kind(text, self.offset())),
        }
    }

    /// The error for a caller; `text` is the one that `at` counts in, and `at` the same place as a position.
    pub(super) fn error(self, text: &str, at: Position) -> SourceError {
        SourceError::Syntax { at, field: None, reason: self.reason(text), recoverable: false }
    }
}

/// Marks a syntax error as one after which the next record can be read.
pub(super) fn recoverable(error: SourceError) -> SourceError {
    match error {
        SourceError::Syntax { at, field, reason, .. } => SourceError::Syntax { at, field, reason, recoverable: true },
        other => other,
    }
}

/// Names the character at `at`.
fn found(text: &str, at: usize) -> String {
    match text.get(at..).and_then(|rest| rest.chars().next()) {
        None => "the end of the text".into(),
        Some('\n' | '\r') => "a line end".into(),
        Some('\u{feff}') => "a byte order mark".into(),
        Some(c) if c.is_control() => format!("the control character U+{:04X}", u32::from(c)),
        Some(c) => format!("`{c}`"),
    }
}

/// Names the kind of value that begins at `at`.
fn kind(text: &str, at: usize) -> &'static str {
    match text.as_bytes().get(at) {
        Some(b'{') => "an object",
        Some(b'[') => "an array",
        Some(b'"') => "a string",
        Some(b't' | b'f') => "a boolean",
        Some(b'n') => "null",
        _ => "a number",
    }
}

/// The member name that begins at `at` as written, cut to a length that fits in a message.
fn name(text: &str, at: usize) -> String {
    const SHOWN: usize = 60;
    let rest = text.get(at..).unwrap_or_default();
    let mut shown = String::new();
    let mut escaped = false;
    for (n, c) in rest.chars().enumerate() {
        if n > SHOWN {
            shown.push('…');
            break;
        }
        shown.push(c);
        if c == '"' && n > 0 && !escaped {
            break;
        }
        escaped = c == '\\' && !escaped;
    }
    shown
}
