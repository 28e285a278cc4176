//! `Ui`: the two streams and what the flags say about them.

use super::failure::OutputError;
use super::format::{Format, UiOptions};
use super::prompt::{Ask, AtTerminal};
use super::record::{Cell, Record};
use super::sanitize::sanitize;
use super::stderr::Stderr;
use super::stdout::{Stdout, compact, document};
use super::table::Layout;
use serde::Serialize;
use serde_json::Value;
use std::io::{BufWriter, Write};
use std::sync::{Arc, Mutex, PoisonError};

/// Shows results on stdout, and everything else on stderr.
///
/// `main` ends it with [`conclude`](Self::conclude): `-o json` holds its document back until
/// then, so that an error still goes into it.
pub struct Ui {
    pub(super) options: UiOptions,
    pub(super) stderr: Arc<Stderr>,
    pub(super) ask: Box<dyn Ask>,
    stdout: Mutex<Stdout>,
}

impl Ui {
    /// Shows on the process's own streams, and tells `console` whether they have colour.
    #[must_use]
    pub fn new(options: UiOptions) -> Self {
        let sink = Box::new(BufWriter::new(std::io::stdout()));
        let made = Self::build(options, sink, Stderr::of_process());
        console::set_colors_enabled(made.stdout_colour());
        console::set_colors_enabled_stderr(made.stderr_colour());
        made
    }

    /// Shows on other writers; no bars are drawn.
    #[must_use]
    pub fn with_writers(options: UiOptions, stdout: Box<dyn Write + Send>, stderr: Box<dyn Write + Send>) -> Self {
        Self::build(options, stdout, Stderr::to(stderr))
    }

    fn build(options: UiOptions, stdout: Box<dyn Write + Send>, stderr: Stderr) -> Self {
        let colour = options.terminal.colour(options.color, options.terminal.stderr);
        Self {
            options,
            stderr: Arc::new(stderr),
            ask: Box::new(AtTerminal { colour }),
            stdout: Mutex::new(Stdout::to(stdout)),
        }
    }

    /// Returns the format of results.
    #[must_use]
    pub fn format(&self) -> Format {
        self.options.format
    }

    /// Tells whether stdout has colour.
    #[must_use]
    pub fn stdout_colour(&self) -> bool {
        self.options.terminal.colour(self.options.color, self.options.terminal.stdout)
    }

    /// Tells whether stderr has colour.
    #[must_use]
    pub fn stderr_colour(&self) -> bool {
        self.options.terminal.colour(self.options.color, self.options.terminal.stderr)
    }

    /// Shows a single object: names and those values that it has, one CSV record, or one JSON object.
    ///
    /// # Errors
    ///
    /// If stdout can't be written, or this is a second document under `-o json`.
    pub fn show_one<R: Record>(&self, record: &R) -> Result<(), OutputError> {
        let shown = match self.options.format {
            Format::Table => {
                let pairs = R::HEADERS.iter().copied().zip(record.cells());
                self.write_pairs(pairs.filter(|(name, _)| R::SINGLE.contains(name)).collect())
            }
            Format::Json => self.hold(document(record)?),
            Format::Ndjson => self.write_line(&compact(record)?),
            Format::Csv => return self.show_list([record]),
        };
        OutputError::unless_closed(shown.and_then(|()| self.flush()))
    }

    fn write_pairs(&self, pairs: Vec<(&'static str, Cell)>) -> Result<(), OutputError> {
        let text = self.layout().pairs(pairs.into_iter());
        self.with_stdout(|stdout| stdout.write(text.as_bytes()))
    }

    fn hold(&self, document: Value) -> Result<(), OutputError> {
        self.with_stdout(|stdout| stdout.hold(document))
    }

    /// Shows a list: a table, `{"items": […]}`, an object a line, or CSV with a header.
    ///
    /// # Errors
    ///
    /// If stdout can't be written, or this is a second document under `-o json`.
    pub fn show_list<R: Record>(&self, records: impl IntoIterator<Item = R>) -> Result<(), OutputError> {
        let written = self.list_writer().and_then(|mut list| {
            records.into_iter().try_for_each(|record| list.push(&record))?;
            list.finish()
        });
        OutputError::unless_closed(written)
    }

    /// Writes an event of a fleet command, at once; in other formats than ndjson, nothing.
    ///
    /// # Errors
    ///
    /// If stdout can't be written.
    pub fn event(&self, event: &impl Serialize) -> Result<(), OutputError> {
        if self.options.format != Format::Ndjson {
            return Ok(());
        }
        let written = self.write_line(&compact(event)?);
        OutputError::unless_closed(written.and_then(|()| self.flush()))
    }

    /// Writes bytes as they are, whatever the format: a completion script, a man page, an
    /// export to `-`, a value that `--reveal` asked for. Nothing is escaped.
    ///
    /// # Errors
    ///
    /// If stdout can't be written.
    pub fn raw(&self, bytes: impl AsRef<[u8]>) -> Result<(), OutputError> {
        OutputError::unless_closed(self.with_stdout(|stdout| stdout.write_raw(bytes.as_ref())))
    }

    /// Writes the lines of a table that is prose, escaped.
    ///
    /// # Errors
    ///
    /// If stdout can't be written.
    pub fn text(&self, lines: &str) -> Result<(), OutputError> {
        let lines: String = lines.lines().map(|line| format!("{}\n", sanitize(line))).collect();
        OutputError::unless_closed(self.with_stdout(|stdout| stdout.write(lines.as_bytes())))
    }

    /// As [`raw`](Self::raw), for a part of something long: a reader that has gone is an error, so that the rest
    /// needn't be made.
    ///
    /// # Errors
    ///
    /// [`OutputError::Closed`], or if stdout can't be written.
    pub fn raw_part(&self, bytes: impl AsRef<[u8]>) -> Result<(), OutputError> {
        self.with_stdout(|stdout| stdout.write_raw(bytes.as_ref()))
    }

    /// Ends the document and writes what is still buffered.
    ///
    /// # Errors
    ///
    /// If stdout can't be written, for example because the disk is full.
    pub fn finish(&self) -> Result<(), OutputError> {
        let completed = self.with_stdout(|stdout| stdout.complete(None));
        OutputError::unless_closed(completed.and_then(|()| self.flush()))
    }

    pub(super) fn layout(&self) -> Layout {
        let now = self.options.now.filter(|_| self.options.terminal.stdout);
        Layout { width: self.options.terminal.table_width(), colour: self.stdout_colour(), now }
    }

    pub(super) fn write_line(&self, line: &str) -> Result<(), OutputError> {
        self.with_stdout(|stdout| stdout.write(format!("{line}\n").as_bytes()))
    }

    pub(super) fn flush(&self) -> Result<(), OutputError> {
        self.with_stdout(Stdout::flush)
    }

    /// Works on stdout, with the bars off the screen if it is the same.
    pub(super) fn with_stdout(
        &self,
        work: impl FnOnce(&mut Stdout) -> Result<(), OutputError>,
    ) -> Result<(), OutputError> {
        let (mut work, mut result) = (Some(work), Ok(()));
        self.locked(&mut |stdout| {
            if let Some(work) = work.take() {
                result = work(stdout);
            }
        });
        result
    }

    // One function for all that is shown, lest it is compiled for each.
    fn locked(&self, work: &mut dyn FnMut(&mut Stdout)) {
        let mut locked = || work(&mut self.stdout.lock().unwrap_or_else(PoisonError::into_inner));
        if self.options.terminal.stdout { self.stderr.suspend(locked) } else { locked() }
    }
}

impl Drop for Ui {
    fn drop(&mut self) {
        // Whoever wants to know about a failure has called `finish` before.
        let _dropped = self.finish();
    }
}

#[cfg(test)]
#[path = "ui_tests.rs"]
mod tests;
