//! What `doctor` found.

use crate::ops::doctor::{Check, State};
use crate::output::{Cell, Record, Tone};
use serde::Serialize;

/// One check.
#[derive(Debug, Serialize)]
pub struct DoctorView {
    name: String,
    state: State,
    text: String,
    hint: Option<String>,
}

impl From<Check> for DoctorView {
    fn from(check: Check) -> Self {
        Self { name: check.name, state: check.state, text: check.text, hint: check.hint }
    }
}

impl Record for DoctorView {
    const HEADERS: &'static [&'static str] = &["Name", "State", "Text", "Hint"];

    fn cells(&self) -> Vec<Cell> {
        let state = match self.state {
            State::Ok => Cell::toned("ok", Tone::Good),
            State::Warning => Cell::toned("warning", Tone::Warn),
            State::Error => Cell::toned("error", Tone::Bad),
            State::Skipped => Cell::toned("skipped", Tone::Dim),
        };
        vec![Cell::new(&self.name), state, Cell::new(&self.text), Cell::maybe(self.hint.as_ref())]
    }
}
