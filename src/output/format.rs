//! What the global flags say about output.

use super::Terminal;
use super::columns::Listing;
use chrono::{DateTime, Utc};
use std::fmt;
use std::str::FromStr;

/// The value of `-o`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Format {
    /// Columns for people, and for awk in a pipe.
    #[default]
    Table,
    /// One document.
    Json,
    /// One object a line, as it happens.
    Ndjson,
    /// A header and a record for each row. Text that a spreadsheet would take for a formula
    /// gets a leading apostrophe.
    Csv,
}

impl Format {
    /// Every format, in the order of the help text.
    pub const ALL: [Self; 4] = [Self::Table, Self::Json, Self::Ndjson, Self::Csv];

    /// Returns the name that `-o` takes.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Table => "table",
            Self::Json => "json",
            Self::Ndjson => "ndjson",
            Self::Csv => "csv",
        }
    }

    /// Says what it looks like, for `help output`.
    #[must_use]
    pub fn meaning(self) -> &'static str {
        match self {
            Self::Table => "columns for people; in a pipe without colour and folding, so that awk can count them",
            Self::Json => "one document: an object, or a list as {\"items\": [...]}; an error is part of it",
            Self::Ndjson => "one object a line, as it happens; runs over several tenants end with a summary",
            Self::Csv => "a header and a record for each row, for lists",
        }
    }
}

/// The value of `--color`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum ColorChoice {
    /// As the terminal and the environment say.
    #[default]
    Auto,
    /// Even in a pipe and with `NO_COLOR`.
    Always,
    /// None at all.
    Never,
}

impl ColorChoice {
    /// Every choice, in the order of the help text.
    pub const ALL: [Self; 3] = [Self::Auto, Self::Always, Self::Never];

    /// Returns the name that `--color` takes.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Always => "always",
            Self::Never => "never",
        }
    }
}

/// A name that is none of those allowed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("expected one of {expected}, not `{given}`")]
pub struct UnknownName {
    given: String,
    expected: String,
}

fn find<T: Copy, const N: usize>(given: &str, all: [T; N], name: fn(T) -> &'static str) -> Result<T, UnknownName> {
    all.into_iter()
        .find(|&choice| name(choice) == given)
        .ok_or_else(|| UnknownName { given: given.to_owned(), expected: all.map(name).join(", ") })
}

impl FromStr for Format {
    type Err = UnknownName;

    fn from_str(given: &str) -> Result<Self, UnknownName> {
        find(given, Self::ALL, Self::name)
    }
}

impl FromStr for ColorChoice {
    type Err = UnknownName;

    fn from_str(given: &str) -> Result<Self, UnknownName> {
        find(given, Self::ALL, Self::name)
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl fmt::Display for ColorChoice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// Everything that [`Ui`](super::Ui) depends on.
#[derive(Debug, Clone, Default)]
pub struct UiOptions {
    /// `-o`.
    pub format: Format,
    /// `--color`.
    pub color: ColorChoice,
    /// `-q`: no notes, no progress; warnings and errors stay.
    pub quiet: bool,
    /// `--no-input`.
    pub no_input: bool,
    /// `-y`.
    pub assume_yes: bool,
    /// `--columns` and `--sort`.
    pub listing: Listing,
    /// The present, for times in a table at a terminal; without it they are shown as they are.
    pub now: Option<DateTime<Utc>>,
    /// What was found out about the terminal.
    pub terminal: Terminal,
}

#[cfg(test)]
mod tests {
    use super::{ColorChoice, Format};

    #[test]
    fn each_name_parses_to_what_prints_it() {
        for format in Format::ALL {
            assert_eq!(format.to_string().parse(), Ok(format));
        }
        for choice in ColorChoice::ALL {
            assert_eq!(choice.to_string().parse(), Ok(choice));
        }
    }

    #[test]
    fn an_unknown_name_lists_the_known_ones() {
        let error = "yaml".parse::<Format>().unwrap_err();
        assert_eq!(error.to_string(), "expected one of table, json, ndjson, csv, not `yaml`");
        assert!("JSON".parse::<Format>().is_err());
    }
}
