//! A `Ui` that writes into memory, for tests of what commands and views show.

use super::{Cell, Format, Record, Terminal, Ui, UiOptions};
use serde::Serialize;
use std::io::{self, Write};
use std::sync::{Arc, Mutex};

/// What was written so far.
#[derive(Clone, Default)]
pub(crate) struct Captured {
    out: Sink,
    err: Sink,
}

impl Captured {
    pub(crate) fn out(&self) -> String {
        self.out.text()
    }

    pub(crate) fn err(&self) -> String {
        self.err.text()
    }
}

/// Takes what is written to it for stderr.
impl Write for Captured {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.err.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Makes a `Ui` and what it has written.
pub(crate) fn ui(options: UiOptions) -> (Ui, Captured) {
    let captured = Captured::default();
    let (out, err) = (Box::new(captured.out.clone()), Box::new(captured.err.clone()));
    (Ui::with_writers(options, out, err), captured)
}

/// Returns the options of a pipe.
pub(crate) fn piped(format: Format) -> UiOptions {
    UiOptions { format, ..UiOptions::default() }
}

/// Returns the options of a terminal with colour.
pub(crate) fn colourful() -> UiOptions {
    let terminal = Terminal { stdin: true, stdout: true, stderr: true, ..Terminal::default() };
    UiOptions { terminal, ..UiOptions::default() }
}

#[derive(Clone, Default)]
struct Sink(Arc<Mutex<Vec<u8>>>);

impl Sink {
    fn text(&self) -> String {
        String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
    }
}

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Fails with `kind` after `left` writes.
pub(crate) struct Failing {
    pub(crate) kind: io::ErrorKind,
    pub(crate) left: usize,
}

impl Write for Failing {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.left = self.left.checked_sub(1).ok_or(self.kind)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Something to show.
#[derive(Serialize)]
pub(crate) struct Pet {
    pub(crate) name: &'static str,
    pub(crate) legs: u8,
}

impl Record for Pet {
    const HEADERS: &'static [&'static str] = &["Name", "Number of legs"];

    fn cells(&self) -> Vec<Cell> {
        vec![self.name.into(), Cell::new(self.legs)]
    }
}

pub(crate) const CAT: Pet = Pet { name: "Tom", legs: 4 };
pub(crate) const BIRD: Pet = Pet { name: "=Tweety\u{9b}", legs: 2 };
