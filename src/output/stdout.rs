//! stdout: one stream, and under `-o json` one document on it whatever happens.

use super::failure::OutputError;
use super::sanitize::escape_json;
use serde::Serialize;
use serde_json::{Map, Value};
use std::borrow::Cow;
use std::io::Write;

/// How far the JSON document is.
enum Document {
    /// Nothing was shown.
    None,
    /// One object, held back: an error may still have to go into it.
    Object(Map<String, Value>),
    /// A list was begun; `any` says whether it has items, `open` whether more may come.
    Items { any: bool, open: bool },
    /// Nothing can be added.
    Complete,
}

/// The stream and what was written to it so far.
pub(super) struct Stdout {
    sink: Box<dyn Write + Send>,
    document: Document,
    closed: bool,
}

impl Stdout {
    pub(super) fn to(sink: Box<dyn Write + Send>) -> Self {
        Self { sink, document: Document::None, closed: false }
    }

    /// Writes bytes as they are.
    pub(super) fn write(&mut self, bytes: &[u8]) -> Result<(), OutputError> {
        if self.closed {
            return Err(OutputError::Closed);
        }
        let written = self.sink.write_all(bytes);
        self.note_closing(written)
    }

    pub(super) fn flush(&mut self) -> Result<(), OutputError> {
        if self.closed {
            return Err(OutputError::Closed);
        }
        let flushed = self.sink.flush();
        self.note_closing(flushed)
    }

    fn note_closing(&mut self, result: std::io::Result<()>) -> Result<(), OutputError> {
        let result = result.map_err(OutputError::from);
        self.closed |= matches!(result, Err(OutputError::Closed));
        result
    }

    /// Writes text that is no document of ours, such as a completion script.
    pub(super) fn write_raw(&mut self, bytes: &[u8]) -> Result<(), OutputError> {
        if matches!(self.document, Document::None) {
            self.document = Document::Complete;
        }
        self.write(bytes)
    }

    /// Takes the command's one document.
    pub(super) fn hold(&mut self, document: Value) -> Result<(), OutputError> {
        self.expect_nothing_shown()?;
        match document {
            Value::Object(fields) => self.document = Document::Object(fields),
            other => {
                self.document = Document::Complete;
                let text = pretty(&other, 0)?;
                self.write(format!("{text}\n").as_bytes())?;
            }
        }
        Ok(())
    }

    /// Begins the command's one document as a list.
    pub(super) fn begin_items(&mut self) -> Result<(), OutputError> {
        self.expect_nothing_shown()?;
        self.document = Document::Items { any: false, open: true };
        self.write(b"{\n  \"items\": [")
    }

    /// Adds an item to the list.
    pub(super) fn push_item(&mut self, item: &Value) -> Result<(), OutputError> {
        let Document::Items { any, open: true } = &mut self.document else {
            return Err(OutputError::SecondDocument);
        };
        let comma = if std::mem::replace(any, true) { "," } else { "" };
        let text = pretty(item, 4)?;
        self.write(format!("{comma}\n    {text}").as_bytes())
    }

    /// Ends the list; the document stays open.
    pub(super) fn end_items(&mut self) -> Result<(), OutputError> {
        match &mut self.document {
            Document::Items { any, open } if *open => {
                *open = false;
                let end: &[u8] = if *any { b"\n  ]" } else { b"]" };
                self.write(end)
            }
            _ => Ok(()),
        }
    }

    /// Ends the document, with the command's error in it. A document that has an `error` of
    /// its own keeps that one.
    pub(super) fn complete(&mut self, error: Option<Value>) -> Result<(), OutputError> {
        self.end_items()?;
        let end = match std::mem::replace(&mut self.document, Document::Complete) {
            Document::Complete => return Ok(()),
            Document::None if error.is_none() => {
                self.document = Document::None;
                return Ok(());
            }
            Document::None => pretty(&with_error(Map::new(), error), 0)?,
            Document::Object(fields) => pretty(&with_error(fields, error), 0)?,
            Document::Items { .. } => match error {
                Some(error) => format!(",\n  \"error\": {}\n}}", pretty(&error, 2)?),
                None => "\n}".to_owned(),
            },
        };
        self.write(format!("{end}\n").as_bytes())
    }

    fn expect_nothing_shown(&self) -> Result<(), OutputError> {
        match self.document {
            Document::None => Ok(()),
            _ => Err(OutputError::SecondDocument),
        }
    }
}

fn with_error(mut fields: Map<String, Value>, error: Option<Value>) -> Value {
    if let Some(error) = error {
        fields.entry("error").or_insert(error);
    }
    Value::Object(fields)
}

/// Returns the text of `value` on one line.
pub(super) fn compact(value: &impl Serialize) -> Result<String, OutputError> {
    Ok(escaped(serde_json::to_string(value).map_err(std::io::Error::from)?))
}

fn escaped(text: String) -> String {
    match escape_json(&text) {
        Cow::Borrowed(_) => text,
        Cow::Owned(escaped) => escaped,
    }
}

/// Returns `value` as a document.
pub(super) fn document(value: &impl Serialize) -> Result<Value, OutputError> {
    Ok(serde_json::to_value(value).map_err(std::io::Error::from)?)
}

/// Returns the text of `value` on several lines, all but the first indented by `indent`.
fn pretty(value: &Value, indent: usize) -> Result<String, OutputError> {
    let text = serde_json::to_string_pretty(value).map_err(std::io::Error::from)?;
    Ok(escape_json(&text).replace('\n', &format!("\n{:indent$}", "")))
}
