//! What can be shown: its JSON is its `Serialize`, its cells are its row.

use serde::Serialize;

/// What a cell means; a terminal with colour shows it, the words say it anyway.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Tone {
    /// Nothing special.
    #[default]
    Plain,
    /// As it should be: green.
    Good,
    /// Needs a look: yellow.
    Warn,
    /// Broken or refused: red.
    Bad,
    /// Beside the point.
    Dim,
    /// The name of a column or a field.
    Heading,
}

/// One value of a row, as text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Cell {
    pub(super) text: String,
    pub(super) tone: Tone,
    pub(super) is_time: bool,
}

impl Cell {
    /// Makes a cell of anything that has a text.
    pub fn new(value: impl ToString) -> Self {
        Self::toned(value, Tone::Plain)
    }

    /// Makes a cell with a meaning.
    pub fn toned(value: impl ToString, tone: Tone) -> Self {
        Self { text: value.to_string(), tone, is_time: false }
    }

    /// Makes a cell of a time in RFC 3339, if there is one. A table at a terminal shows how long
    /// ago it was; everything else shows it as it is.
    pub fn time(at: Option<&str>) -> Self {
        at.map_or_else(Self::none, |at| Self { is_time: true, ..Self::new(at) })
    }

    /// Makes a cell without a value: `-` in a table, so that columns can be counted; nothing
    /// in CSV.
    #[must_use]
    pub fn none() -> Self {
        Self::default()
    }

    /// Makes a cell of a value that may be missing.
    pub fn maybe(value: Option<impl ToString>) -> Self {
        value.map_or_else(Self::none, Self::new)
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::new(text)
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self { text, ..Self::default() }
    }
}

/// Names of columns.
pub(super) type Heads = &'static [&'static str];

/// A result that can be shown. Its JSON object is a public contract: fields are only added.
pub trait Record: Serialize {
    /// The names of the columns, written as "Created at": upper case in a table's header,
    /// `created_at` in CSV, `Created at:` beside the value of a single record.
    const HEADERS: &'static [&'static str];

    /// The columns of a table in which nobody asked for others.
    const TABLE: &'static [&'static str] = Self::HEADERS;

    /// The columns of CSV in which nobody asked for others: a contract, as JSON is one.
    const CSV: &'static [&'static str] = Self::HEADERS;

    /// The fields of a single record, of which those without a value are left out.
    const SINGLE: &'static [&'static str] = Self::HEADERS;

    /// Returns the values in the order of the headers.
    fn cells(&self) -> Vec<Cell>;
}

impl<R: Record> Record for &R {
    const HEADERS: &'static [&'static str] = R::HEADERS;
    const TABLE: &'static [&'static str] = R::TABLE;
    const CSV: &'static [&'static str] = R::CSV;
    const SINGLE: &'static [&'static str] = R::SINGLE;

    fn cells(&self) -> Vec<Cell> {
        R::cells(self)
    }
}
