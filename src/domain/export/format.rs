//! The formats of an export.

use serde::{Deserialize, Serialize};
use std::fmt;

/// A format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ExportFormat {
    /// pg_dump's own archive: schema and rows, compressed.
    Custom,
    /// SQL as pg_dump writes it, through gzip.
    Plain,
    /// A CSV file a table, through gzip.
    Csv,
    /// A file of JSON objects a table, one a line, through gzip.
    Ndjson,
}

impl ExportFormat {
    /// Every format.
    pub const ALL: [Self; 4] = [Self::Custom, Self::Plain, Self::Csv, Self::Ndjson];

    /// Returns its name.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Custom => "custom",
            Self::Plain => "plain",
            Self::Csv => "csv",
            Self::Ndjson => "ndjson",
        }
    }

    /// Whether pg_dump makes one file; else there is a folder with a file a table.
    pub fn is_dump(self) -> bool {
        matches!(self, Self::Custom | Self::Plain)
    }

    /// Returns how a file's name ends; a folder's has no ending.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Custom => ".dump",
            Self::Plain => ".sql.gz",
            Self::Csv => ".csv.gz",
            Self::Ndjson => ".ndjson.gz",
        }
    }
}

impl fmt::Display for ExportFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
