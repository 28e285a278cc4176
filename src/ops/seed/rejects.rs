//! The file of refused records: a CSV with the source's own cells, loadable again after mending.

use super::error::LoadError;
use super::trace::Cells;
use crate::import::feed::{Job, REJECT_PREFIX, Reject};
use std::collections::HashMap;
use std::io::Write;
use std::path::Path;

/// What is added to each record.
const REASONS: [&str; 5] = ["line", "column", "field", "reason", "sqlstate"];

/// Writes the file in one go: a reader sees the whole of it or the one before.
///
/// # Errors
/// [`LoadError::Rejects`].
pub(super) fn write(
    path: &Path,
    job: &Job,
    rejects: &[Reject],
    cells: &HashMap<(usize, u64), Cells>,
) -> Result<(), LoadError> {
    let failed = |source| LoadError::Rejects { path: path.to_path_buf(), source };
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut file = tempfile::Builder::new().prefix(".rejects-").tempfile_in(folder).map_err(failed)?;
    file.write_all(text(job, rejects, cells).as_bytes()).map_err(failed)?;
    file.as_file().sync_all().map_err(failed)?;
    file.persist(path).map_err(|error| failed(error.error))?;
    Ok(())
}

fn text(job: &Job, rejects: &[Reject], cells: &HashMap<(usize, u64), Cells>) -> String {
    let mut names: Vec<&str> = Vec::new();
    for record in rejects.iter().filter_map(|r| cells.get(&(r.input, r.record))) {
        for cell in record {
            if !names.contains(&cell.name.as_str()) {
                names.push(&cell.name);
            }
        }
    }
    let null = job.csv.nulls.first().map(String::as_str).unwrap_or_default();
    let quoted = |text: &str| {
        let special = |c: char| matches!(c, '"' | ',' | '\r' | '\n');
        match text.is_empty() || text.contains(special) || job.csv.nulls.iter().any(|n| n == text) {
            true => format!("\"{}\"", text.replace('"', "\"\"")),
            false => text.to_owned(),
        }
    };
    let reasons = REASONS.iter().map(|name| format!("{REJECT_PREFIX}{name}"));
    let mut lines = vec![names.iter().map(|name| quoted(name)).chain(reasons).collect::<Vec<_>>().join(",")];
    let mut seen = std::collections::HashSet::new();
    for reject in rejects {
        // Two rows of one record may be refused; it is written once.
        let id = (reject.input, reject.record);
        if !seen.insert(id) {
            continue;
        }
        let record = cells.get(&id).map(Vec::as_slice).unwrap_or_default();
        let cell = |name: &&str| match record.iter().find(|cell| cell.name == **name).map(|cell| &cell.value) {
            Some(Some(value)) => quoted(value),
            _ => null.to_owned(),
        };
        let mut line: Vec<String> = names.iter().map(cell).collect();
        line.push(reject.at.line.to_string());
        line.push(reject.at.column.to_string());
        line.push(quoted(reject.column.as_deref().unwrap_or_default()));
        line.push(quoted(&reject.reason));
        line.push(reject.sqlstate.clone());
        lines.push(line.join(","));
    }
    lines.push(String::new());
    lines.join("\n")
}
