//! Which columns of a list are shown, in which order, and by which one it is sorted.

use super::csv_export::snake_case;
use super::failure::OutputError;
use super::record::{Cell, Heads};
use std::cmp::Ordering;

/// What `--columns` and `--sort` say; nothing without them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Listing {
    /// The columns, by the names that CSV has.
    pub columns: Vec<String>,
    /// The column to sort by, `-` before it for the other way round.
    pub sort: Option<String>,
}

impl Listing {
    /// Returns the name that `--columns` and CSV have for a header.
    pub fn column(header: &str) -> String {
        snake_case(header)
    }
}

/// The columns that are shown, as places in a record's cells.
#[derive(Debug, Clone)]
pub(super) struct Columns(Vec<usize>);

impl Columns {
    /// Finds the columns that are asked for, else the usual ones.
    pub(super) fn of(asked: &[String], usual: Heads, all: Heads) -> Result<Self, OutputError> {
        if asked.is_empty() {
            let place = |name| all.iter().position(|header| header == name);
            return Ok(Self(usual.iter().filter_map(place).collect()));
        }
        asked.iter().map(|name| place(name, all)).collect::<Result<_, _>>().map(Self)
    }

    /// Returns the names.
    pub(super) fn headers(&self, all: Heads) -> Vec<&'static str> {
        self.0.iter().filter_map(|at| all.get(*at).copied()).collect()
    }

    /// Returns the cells.
    pub(super) fn pick(&self, cells: &[Cell]) -> Vec<Cell> {
        self.0.iter().filter_map(|at| cells.get(*at).cloned()).collect()
    }
}

/// How a list is sorted.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sorting {
    at: usize,
    descending: bool,
}

impl Sorting {
    /// Finds the column.
    pub(super) fn of(asked: Option<&str>, all: Heads) -> Result<Option<Self>, OutputError> {
        let Some(asked) = asked else { return Ok(None) };
        let (name, descending) = match asked.strip_prefix('-') {
            Some(name) => (name, true),
            None => (asked, false),
        };
        Ok(Some(Self { at: place(name, all)?, descending }))
    }

    /// Returns what a row is sorted by.
    pub(super) fn key(self, cells: &[Cell]) -> String {
        cells.get(self.at).map(|cell| cell.text.clone()).unwrap_or_default()
    }

    /// Compares two keys: numbers as numbers, and what has no value comes last either way.
    pub(super) fn compare(self, a: &str, b: &str) -> Ordering {
        match (a.is_empty(), b.is_empty()) {
            (false, false) => {}
            (a, b) => return a.cmp(&b),
        }
        let ordering = match (a.parse::<f64>(), b.parse::<f64>()) {
            (Ok(a), Ok(b)) => a.total_cmp(&b),
            _ => a.cmp(b),
        };
        if self.descending { ordering.reverse() } else { ordering }
    }
}

fn place(asked: &str, all: Heads) -> Result<usize, OutputError> {
    let name = snake_case(asked);
    let place = all.iter().position(|header| snake_case(header) == name);
    place.ok_or_else(|| OutputError::NoSuchColumn {
        asked: asked.to_owned(),
        columns: all.iter().map(|header| snake_case(header)).collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::Sorting;

    #[test]
    fn numbers_are_compared_as_numbers_and_nothing_comes_last() {
        for (descending, expected) in [(false, ["2", "10", "a", ""]), (true, ["a", "10", "2", ""])] {
            let sorting = Sorting { at: 0, descending };
            let mut keys = ["10", "", "a", "2"];
            keys.sort_by(|a, b| sorting.compare(a, b));
            assert_eq!(keys, expected);
        }
    }
}
