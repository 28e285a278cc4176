//! Who wasn't imported, and why: a CSV file that only its owner can read.

use super::{ImportError, ImportReport};
use crate::import::users::UserPlace;
use std::fs::{File, OpenOptions};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

/// Reasons that the report itself keeps.
const KEPT: usize = 20;

/// The file, if one was asked for.
pub(super) struct RejectsFile {
    file: Option<(String, csv::Writer<File>)>,
}

impl RejectsFile {
    pub(super) fn create(path: Option<&Path>) -> Result<Self, ImportError> {
        let Some(path) = path else { return Ok(Self { file: None }) };
        let shown = path.display().to_string();
        let failed = |source| ImportError::Rejects { path: shown.clone(), source };
        let file = OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(path).map_err(failed)?;
        let mut made = Self { file: Some((shown, csv::Writer::from_writer(file))) };
        made.record(["record", "line", "user", "reason"])?;
        Ok(made)
    }

    /// Takes one who wasn't imported.
    pub(super) fn write(
        &mut self,
        report: &mut ImportReport,
        place: UserPlace,
        who: Option<&str>,
        reason: &str,
    ) -> Result<(), ImportError> {
        let who = who.unwrap_or_default();
        if report.reasons.len() < KEPT {
            let named = if who.is_empty() { String::new() } else { format!(" ({who})") };
            report.reasons.push(format!("record {}, line {}{named}: {reason}", place.record, place.at.line));
        }
        self.record([&place.record.to_string(), &place.at.line.to_string(), who, reason])
    }

    fn record(&mut self, fields: [&str; 4]) -> Result<(), ImportError> {
        let Some((path, writer)) = &mut self.file else { return Ok(()) };
        let written = writer.write_record(fields).map_err(std::io::Error::from).and_then(|()| writer.flush());
        written.map_err(|source| ImportError::Rejects { path: path.clone(), source })
    }
}
