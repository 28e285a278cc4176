//! The topics of `help`, and what `tenantctl` alone shows.

use crate::config::Variable;
use crate::error::ErrorKind;
use crate::output::{Cell, Record};
use serde::Serialize;

/// An exit code.
#[derive(Debug, Serialize)]
pub struct ExitCodeView {
    exit_code: u8,
    code: &'static str,
    meaning: &'static str,
}

impl ExitCodeView {
    /// Every exit code, 0 first.
    pub fn all() -> impl Iterator<Item = Self> {
        let done = Self { exit_code: 0, code: "done", meaning: "done, or nothing to do" };
        let of =
            |kind: ErrorKind| Self { exit_code: kind.exit_code(), code: kind.default_code(), meaning: kind.meaning() };
        std::iter::once(done).chain(ErrorKind::ALL.into_iter().map(of))
    }
}

impl Record for ExitCodeView {
    const HEADERS: &'static [&'static str] = &["Exit code", "Meaning"];

    fn cells(&self) -> Vec<Cell> {
        vec![Cell::new(self.exit_code), Cell::new(self.meaning)]
    }
}

/// An environment variable.
#[derive(Debug, Serialize)]
pub struct VariableView {
    variable: &'static str,
    setting: Option<&'static str>,
    default: Option<&'static str>,
    meaning: &'static str,
}

impl From<Variable> for VariableView {
    fn from(variable: Variable) -> Self {
        let Variable { name, setting, default, doc } = variable;
        Self { variable: name, setting, default, meaning: doc }
    }
}

impl Record for VariableView {
    const HEADERS: &'static [&'static str] = &["Variable", "Default", "Meaning"];

    fn cells(&self) -> Vec<Cell> {
        vec![Cell::new(self.variable), Cell::maybe(self.default), Cell::new(self.meaning)]
    }
}

/// A text about a topic or a command.
#[derive(Debug, Serialize)]
pub struct HelpView {
    /// What it is about.
    pub topic: String,
    /// The text.
    pub text: String,
}

impl Record for HelpView {
    const HEADERS: &'static [&'static str] = &["Topic", "Text"];

    fn cells(&self) -> Vec<Cell> {
        vec![Cell::new(&self.topic), Cell::new(&self.text)]
    }
}

/// What `tenantctl` alone shows to a program.
#[derive(Debug, Serialize)]
pub struct OverviewView {
    /// The program's version.
    pub version: &'static str,
    /// `none`, `stopped`, `running`, or `configured`: a server that wasn't asked.
    pub state: &'static str,
    /// Where the control plane is, its password masked.
    pub control_plane: Option<String>,
    /// What says so.
    pub origin: Option<String>,
    /// The command to run next.
    pub hint: &'static str,
}

impl Record for OverviewView {
    const HEADERS: &'static [&'static str] = &["Version", "State", "Control plane", "Origin", "Hint"];

    fn cells(&self) -> Vec<Cell> {
        vec![
            Cell::new(self.version),
            Cell::new(self.state),
            Cell::maybe(self.control_plane.as_ref()),
            Cell::maybe(self.origin.as_ref()),
            Cell::new(self.hint),
        ]
    }
}
