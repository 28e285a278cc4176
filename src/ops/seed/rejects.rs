//! The refused records as the source has them, each with its reasons, loadable again after mending.
//!
//! Records of a CSV file are written as CSV. Those of JSON as JSON, since a CSV cell doesn't say whether it was a string
//! or a number, unless the file's name asks for CSV.

use super::error::LoadError;
use crate::import::feed::{Job, REJECT_PREFIX, Reject, SourceRecord};
use crate::import::source::{FileFormat, Input};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::io::Write;
use std::path::{Path, PathBuf};

type Records = HashMap<(usize, u64), SourceRecord>;

/// Writes one file for one input, and a folder of files for several. Each in one go: a reader sees the whole of it or
/// the one before.
///
/// # Errors
/// [`LoadError::Rejects`].
pub(super) fn write(path: &Path, job: &Job, rejects: &[Reject], records: &Records) -> Result<(), LoadError> {
    for (number, input) in job.inputs.iter().enumerate() {
        let mut seen = HashSet::new();
        // Two rows of one record may be refused; it is written once.
        let own: Vec<&Reject> = rejects.iter().filter(|r| r.input == number && seen.insert(r.record)).collect();
        if own.is_empty() {
            continue;
        }
        let file = file_of(path, job.inputs.len(), input);
        let text = match is_csv(input, &file) {
            true => csv(job, &own, records),
            false => json(&own, records),
        };
        let folder = if job.inputs.len() > 1 { std::fs::create_dir_all(path) } else { Ok(()) };
        folder
            .and_then(|()| replace(&file, &text))
            .map_err(|source| LoadError::Rejects { path: file.clone(), source })?;
    }
    Ok(())
}

fn is_csv(input: &Input, file: &Path) -> bool {
    matches!(input.format, FileFormat::Csv | FileFormat::Tsv) || FileFormat::of_file(file).0 == Some(FileFormat::Csv)
}

fn file_of(path: &Path, inputs: usize, input: &Input) -> PathBuf {
    let ending = match input.format {
        FileFormat::Csv | FileFormat::Tsv => "csv",
        FileFormat::Json | FileFormat::Ndjson => "json",
    };
    let stem = if input.stem.is_empty() { "standard_input" } else { &input.stem };
    if inputs == 1 { path.to_path_buf() } else { path.join(format!("{stem}.{ending}")) }
}

fn replace(path: &Path, text: &str) -> std::io::Result<()> {
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut file = tempfile::Builder::new().prefix(".rejects-").tempfile_in(folder)?;
    file.write_all(text.as_bytes())?;
    file.as_file().sync_all()?;
    file.persist(path).map_err(|error| error.error)?;
    Ok(())
}

/// What is added to each record.
fn reasons(reject: &Reject) -> [(&'static str, String); 5] {
    [
        ("line", reject.at.line.to_string()),
        ("column", reject.at.column.to_string()),
        ("field", reject.column.clone().unwrap_or_default()),
        ("reason", reject.reason.clone()),
        ("sqlstate", reject.sqlstate.clone()),
    ]
}

fn json(rejects: &[&Reject], records: &Records) -> String {
    let mut by_key: BTreeMap<Option<&str>, Vec<String>> = BTreeMap::new();
    for reject in rejects {
        let record = records.get(&(reject.input, reject.record));
        let text = record.and_then(|r| r.json.as_deref()).unwrap_or("{}");
        let open = text.trim_end().strip_suffix('}').unwrap_or("{").trim_end();
        let added =
            reasons(reject).map(|(name, value)| format!("\"{REJECT_PREFIX}{name}\":{}", serde_json::json!(value)));
        let comma = if open.ends_with('{') { "" } else { "," };
        let key = record.and_then(|r| r.key.as_deref());
        // A record may be written over several lines, and here each has one.
        let line = format!("{open}{comma}{}}}", added.join(",")).replace(['\r', '\n'], " ");
        by_key.entry(key).or_default().push(line);
    }
    if by_key.keys().all(Option::is_none) {
        return by_key.into_values().flatten().map(|line| line + "\n").collect();
    }
    let tables = by_key
        .into_iter()
        .filter_map(|(key, lines)| key.map(|key| format!("{}:[\n{}\n]", serde_json::json!(key), lines.join(",\n"))));
    format!("{{{}}}\n", tables.collect::<Vec<_>>().join(",\n"))
}

fn csv(job: &Job, rejects: &[&Reject], records: &Records) -> String {
    let mut names: Vec<&str> = Vec::new();
    for cell in rejects.iter().filter_map(|r| records.get(&(r.input, r.record))).flat_map(|record| &record.cells) {
        if !names.contains(&cell.name.as_str()) {
            names.push(&cell.name);
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
    let mut lines = Vec::new();
    for reject in rejects {
        let reasons = reasons(reject);
        if lines.is_empty() {
            let added = reasons.iter().map(|(name, _)| format!("{REJECT_PREFIX}{name}"));
            lines.push(names.iter().map(|name| quoted(name)).chain(added).collect::<Vec<_>>().join(","));
        }
        let cells = records.get(&(reject.input, reject.record)).map(|r| r.cells.as_slice()).unwrap_or_default();
        let cell = |name: &&str| match cells.iter().find(|cell| cell.name == **name).map(|cell| &cell.value) {
            Some(Some(value)) => quoted(value),
            _ => null.to_owned(),
        };
        let added = reasons.iter().map(|(_, value)| quoted(value));
        lines.push(names.iter().map(cell).chain(added).collect::<Vec<_>>().join(","));
    }
    lines.push(String::new());
    lines.join("\n")
}
