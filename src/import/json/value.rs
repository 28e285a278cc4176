//! A parsed value and what is in it.

use std::borrow::Cow;

use crate::cell::Cell;

use super::escape;
use super::tape::{Node, Tag, after, end};

/// What kind of JSON value it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// `null`
    Null,
    /// `true` or `false`
    Bool,
    /// A number, of any size and precision.
    Number,
    /// A string.
    String,
    /// An array.
    Array,
    /// An object.
    Object,
}

/// A parsed JSON value: a place on a tape, free to copy.
#[derive(Debug, Clone, Copy)]
pub struct Value<'a> {
    /// The text of the outermost value.
    text: &'a str,
    nodes: &'a [Node],
    index: usize,
}

impl<'a> Value<'a> {
    /// The outermost value of a tape; `text` begins where the value begins.
    pub(super) fn root(text: &'a str, nodes: &'a [Node]) -> Self {
        Self { text, nodes, index: 0 }
    }

    fn tag(&self) -> Tag {
        self.nodes.get(self.index).map_or(Tag::Null, |node| node.tag())
    }

    /// Where it begins, in bytes from the beginning of the outermost value.
    pub(super) fn start(&self) -> usize {
        self.nodes.get(self.index).map_or(0, |node| node.start())
    }

    /// What kind of value it is.
    #[must_use]
    pub fn kind(&self) -> Kind {
        match self.tag() {
            Tag::Null | Tag::Close => Kind::Null,
            Tag::False | Tag::True => Kind::Bool,
            Tag::Number => Kind::Number,
            Tag::String => Kind::String,
            Tag::Array => Kind::Array,
            Tag::Object => Kind::Object,
        }
    }

    /// The exact text in the source.
    #[must_use]
    pub fn raw(&self) -> &'a str {
        self.text.get(self.start()..end(self.nodes, self.index)).unwrap_or_default()
    }

    /// The members of an object in their order; nothing for other kinds.
    #[must_use]
    pub fn members(&self) -> Members<'a> {
        Members(self.inside(Tag::Object))
    }

    /// The elements of an array in their order; nothing for other kinds.
    #[must_use]
    pub fn elements(&self) -> Elements<'a> {
        Elements(self.inside(Tag::Array))
    }

    fn inside(&self, tag: Tag) -> Inside<'a> {
        let (at, end) = match self.nodes.get(self.index) {
            Some(node) if node.tag() == tag => (self.index + 1, node.tail().saturating_sub(1)),
            _ => (0, 0),
        };
        Inside { text: self.text, nodes: self.nodes, at, end }
    }

    /// The content of a string, unescaped; none for other kinds. Allocates only if there are escapes.
    #[must_use]
    pub fn string(&self) -> Option<Cow<'a, str>> {
        (self.tag() == Tag::String).then(|| match self.unescaped() {
            Ok(text) => Cow::Borrowed(text),
            Err(raw) => {
                let mut text = String::with_capacity(raw.len());
                escape::unescape(raw, &mut text);
                Cow::Owned(text)
            }
        })
    }

    /// The content of a string that needs no unescaping, else the content as written.
    fn unescaped(&self) -> Result<&'a str, &'a str> {
        let Some(node) = self.nodes.get(self.index) else { return Ok("") };
        let raw = self.text.get(node.start() + 1..node.tail().saturating_sub(1)).unwrap_or_default();
        if node.escaped() { Err(raw) } else { Ok(raw) }
    }

    /// The value as a cell: numbers, arrays and objects as written, strings unescaped. `scratch` is overwritten
    /// if the string has escapes, else left alone.
    pub fn cell<'s>(&self, scratch: &'s mut String) -> Cell<'s>
    where
        'a: 's,
    {
        match self.tag() {
            Tag::Null | Tag::Close => Cell::Null,
            Tag::False => Cell::Bool(false),
            Tag::True => Cell::Bool(true),
            Tag::Number => Cell::Number(self.raw()),
            Tag::Array | Tag::Object => Cell::Json(self.raw()),
            Tag::String => Cell::String(match self.unescaped() {
                Ok(text) => text,
                Err(raw) => {
                    scratch.clear();
                    escape::unescape(raw, scratch);
                    scratch
                }
            }),
        }
    }
}

/// A member of an object.
#[derive(Debug, Clone, Copy)]
pub struct Member<'a> {
    key: Value<'a>,
    value: Value<'a>,
}

impl<'a> Member<'a> {
    /// The name, unescaped; borrowed if it has no escapes.
    #[must_use]
    pub fn key(&self) -> Cow<'a, str> {
        self.key.string().unwrap_or_default()
    }

    /// The name as written, with its quotes.
    #[must_use]
    pub fn key_raw(&self) -> &'a str {
        self.key.raw()
    }

    /// The value.
    #[must_use]
    pub fn value(&self) -> Value<'a> {
        self.value
    }

    /// Where the name begins, in bytes from the beginning of the outermost value.
    pub(super) fn key_start(&self) -> usize {
        self.key.start()
    }
}

/// A walk over the nodes of one container.
#[derive(Debug, Clone)]
struct Inside<'a> {
    text: &'a str,
    nodes: &'a [Node],
    at: usize,
    end: usize,
}

impl<'a> Inside<'a> {
    fn value(&mut self) -> Option<Value<'a>> {
        if self.at >= self.end {
            return None;
        }
        let value = Value { text: self.text, nodes: self.nodes, index: self.at };
        self.at = after(self.nodes, self.at);
        Some(value)
    }
}

/// Iterates over the members of an object.
#[derive(Debug, Clone)]
pub struct Members<'a>(Inside<'a>);

impl<'a> Iterator for Members<'a> {
    type Item = Member<'a>;

    fn next(&mut self) -> Option<Self::Item> {
        Some(Member { key: self.0.value()?, value: self.0.value()? })
    }
}

/// Iterates over the elements of an array.
#[derive(Debug, Clone)]
pub struct Elements<'a>(Inside<'a>);

impl<'a> Iterator for Elements<'a> {
    type Item = Value<'a>;

    fn next(&mut self) -> Option<Self::Item> {
        self.0.value()
    }
}
