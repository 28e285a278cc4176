//! Lists of any length, written as they come.

use super::columns::{Columns, Sorting};
use super::csv_export;
use super::failure::OutputError;
use super::format::Format;
use super::record::{Cell, Heads, Record};
use super::sanitize::sanitize;
use super::stdout::{Stdout, compact, document};
use super::table::Pages;
use super::ui::Ui;
use serde_json::Value;
use std::io::{self, Write};
use std::marker::PhantomData;

/// Writes a list row by row; its memory is one page.
///
/// A writer that is dropped, because an error came between, leaves the rows written so far;
/// under `-o json` the error then goes into the same document.
pub struct ListWriter<'ui, R> {
    list: List<'ui>,
    record: PhantomData<fn(&R)>,
}

/// What doesn't depend on the kind of the records, so that it is compiled once.
struct List<'ui> {
    ui: &'ui Ui,
    shape: Shape<'ui>,
    columns: Columns,
    sorted: Option<Sorted>,
}

/// Rows that wait for those that may come before them.
struct Sorted {
    by: Sorting,
    rows: Vec<(String, Row)>,
}

/// A row as its format has it.
enum Row {
    Cells(Vec<Cell>),
    Document(Value),
    Line(String),
}

enum Shape<'ui> {
    Table(Pages),
    Json,
    Ndjson,
    Csv(Box<csv::Writer<ToStdout<'ui>>>),
}

impl Ui {
    /// Begins a list.
    ///
    /// # Errors
    ///
    /// If stdout can't be written, or this is a second document under `-o json`.
    pub fn list_writer<R: Record>(&self) -> Result<ListWriter<'_, R>, OutputError> {
        let usual = if self.format() == Format::Csv { R::CSV } else { R::TABLE };
        Ok(ListWriter { list: self.list(usual, R::HEADERS)?, record: PhantomData })
    }

    fn list(&self, usual: Heads, all: Heads) -> Result<List<'_>, OutputError> {
        let listing = &self.options.listing;
        let columns = Columns::of(&listing.columns, usual, all)?;
        let by = Sorting::of(listing.sort.as_deref(), all)?;
        let headers = columns.headers(all);
        let shape = match self.format() {
            Format::Json | Format::Ndjson if !listing.columns.is_empty() => return Err(OutputError::NoColumns),
            Format::Table => Shape::Table(Pages::new(self.layout(), &headers)),
            Format::Json => {
                self.with_stdout(Stdout::begin_items)?;
                Shape::Json
            }
            Format::Ndjson => Shape::Ndjson,
            Format::Csv => {
                let mut writer = csv::Writer::from_writer(ToStdout(self));
                writer.write_record(csv_export::header(&headers)).map_err(not_written)?;
                Shape::Csv(Box::new(writer))
            }
        };
        let sorted = by.map(|by| Sorted { by, rows: Vec::new() });
        Ok(List { ui: self, shape, columns, sorted })
    }
}

impl<R: Record> ListWriter<'_, R> {
    /// Writes a row, or keeps it until all are there if the list is sorted.
    ///
    /// # Errors
    ///
    /// [`OutputError::Closed`] if nobody reads any more: stop fetching rows. `?` hands it up
    /// to `main`, which exits 0. Otherwise if stdout can't be written.
    pub fn push(&mut self, record: &R) -> Result<(), OutputError> {
        let cells = if self.list.needs_cells() { record.cells() } else { Vec::new() };
        let row = match &self.list.shape {
            Shape::Table(_) | Shape::Csv(_) => Row::Cells(self.list.columns.pick(&cells)),
            Shape::Json => Row::Document(document(record)?),
            Shape::Ndjson => Row::Line(compact(record)?),
        };
        self.list.push(&cells, row)
    }

    /// Writes what came so far, for a list that goes on later.
    ///
    /// # Errors
    ///
    /// As [`push`](Self::push).
    pub fn flush(&mut self) -> Result<(), OutputError> {
        self.list.write_held_back()?;
        self.list.ui.flush()
    }

    /// Ends the list.
    ///
    /// # Errors
    ///
    /// If stdout can't be written.
    pub fn finish(mut self) -> Result<(), OutputError> {
        self.list.finish()
    }
}

impl List<'_> {
    fn needs_cells(&self) -> bool {
        self.sorted.is_some() || matches!(self.shape, Shape::Table(_) | Shape::Csv(_))
    }

    fn push(&mut self, cells: &[Cell], row: Row) -> Result<(), OutputError> {
        match &mut self.sorted {
            Some(Sorted { by, rows }) => {
                rows.push((by.key(cells), row));
                Ok(())
            }
            None => self.write(row),
        }
    }

    fn finish(&mut self) -> Result<(), OutputError> {
        self.write_sorted()?;
        if matches!(self.shape, Shape::Json) {
            self.ui.with_stdout(Stdout::end_items)?;
        }
        self.write_held_back()?;
        self.ui.flush()
    }

    fn write(&mut self, row: Row) -> Result<(), OutputError> {
        let ui = self.ui;
        match (&mut self.shape, row) {
            (Shape::Table(pages), Row::Cells(cells)) => write(ui, pages.push(cells)),
            (Shape::Csv(writer), Row::Cells(cells)) => {
                // Everywhere but on a terminal the values are verbatim.
                let escape = ui.options.terminal.stdout;
                let value = |text: String| if escape { sanitize(&text).into() } else { text };
                let values = cells.into_iter().map(csv_export::value).map(value);
                writer.write_record(values).map_err(not_written)
            }
            (Shape::Json, Row::Document(document)) => ui.with_stdout(|stdout| stdout.push_item(&document)),
            (Shape::Ndjson, Row::Line(line)) => ui.write_line(&line),
            // A row is made for the shape that it is written to.
            (_, Row::Cells(_) | Row::Document(_) | Row::Line(_)) => Ok(()),
        }
    }

    fn write_sorted(&mut self) -> Result<(), OutputError> {
        let Some(Sorted { by, mut rows }) = self.sorted.take() else { return Ok(()) };
        rows.sort_by(|(a, _), (b, _)| by.compare(a, b));
        rows.into_iter().try_for_each(|(_, row)| self.write(row))
    }

    fn write_held_back(&mut self) -> Result<(), OutputError> {
        match &mut self.shape {
            Shape::Table(pages) => write(self.ui, pages.finish()),
            Shape::Json | Shape::Ndjson => Ok(()),
            Shape::Csv(writer) => Ok(writer.flush()?),
        }
    }
}

impl Drop for List<'_> {
    fn drop(&mut self) {
        // A failure shows again when the `Ui` is finished.
        let _dropped = self.write_sorted().and_then(|()| self.write_held_back());
    }
}

fn write(ui: &Ui, text: Option<String>) -> Result<(), OutputError> {
    match text {
        Some(text) => ui.with_stdout(|stdout| stdout.write(text.as_bytes())),
        None => Ok(()),
    }
}

/// Finds the reason in the CSV writer's error; its own conversion hides a broken pipe.
fn not_written(error: csv::Error) -> OutputError {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error.into(),
        other => OutputError::Io(io::Error::other(format!("{other:?}"))),
    }
}

/// What the CSV writer writes to.
struct ToStdout<'ui>(&'ui Ui);

impl Write for ToStdout<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self.0.with_stdout(|stdout| stdout.write(bytes)) {
            Ok(()) => Ok(bytes.len()),
            Err(OutputError::Io(error)) => Err(error),
            Err(_) => Err(io::ErrorKind::BrokenPipe.into()),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
#[path = "list_tests.rs"]
mod tests;
