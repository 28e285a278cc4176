//! One value of a source, before it meets its column.

/// A value as the source has it: nothing is converted yet, so that every digit survives.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Cell<'a> {
    /// JSON null, or a CSV cell that stands for NULL.
    Null,
    /// A CSV cell, unescaped: it may be read as any type.
    Text(&'a str),
    /// A JSON string, unescaped.
    String(&'a str),
    /// A JSON number as written.
    Number(&'a str),
    /// A JSON boolean.
    Bool(bool),
    /// A JSON object or array as written, checked to be strict JSON.
    Json(&'a str),
}

/// Why a value doesn't fit its column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ValueFault {
    /// The reason, without the value: `"abc" isn't a number` is written by whoever knows the value.
    pub reason: String,
    /// The code that PostgreSQL would have given.
    pub sqlstate: &'static str,
}
