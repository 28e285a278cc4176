//! The rows of an export, table by table, into the transaction of a restore.

use super::error::RestoreError;
use super::source::ExportSource;
use crate::domain::catalog::TableName;
use crate::domain::export::{ExportFile, ExportFormat, ExportedTable, is_brought_back};
use crate::host::{DumpError, DumpPrograms, RowPiece};
use crate::ops::observer::{Event, Observer};
use crate::tenant_db::restore::Restoring;
use flate2::read::MultiGzDecoder;
use std::collections::HashMap;
use std::fs::File;
use std::io::{BufRead, BufReader, Read};

/// How much is sent at once.
const CHUNK: usize = 1 << 17;

/// How much JSON is one statement.
const BATCH: usize = 1 << 20;

/// How many rows each table got.
pub(super) type Rows = HashMap<TableName, u64>;

/// Takes the rows of every table that is brought back.
pub(super) async fn load(
    restoring: &mut Restoring<'_>,
    source: &ExportSource,
    programs: &DumpPrograms,
    observer: &impl Observer,
) -> Result<Rows, RestoreError> {
    let mut rows = Rows::new();
    for file in &source.manifest.files {
        if source.manifest.format == ExportFormat::Custom {
            rows.extend(archive(restoring, (source, file), programs, observer).await?);
            continue;
        }
        for exported in file.tables.iter().filter(|exported| is_brought_back(&exported.table())) {
            let table = exported.table();
            observer.on(Event::StepBegan { step: &format!("loading {table}") });
            let loaded = match source.manifest.format {
                ExportFormat::Csv => csv(restoring, (source, file), exported).await?,
                _ => ndjson(restoring, (source, file), exported).await?,
            };
            rows.insert(table, loaded);
        }
    }
    Ok(rows)
}

async fn archive(
    restoring: &mut Restoring<'_>,
    (source, file): (&ExportSource, &ExportFile),
    programs: &DumpPrograms,
    observer: &impl Observer,
) -> Result<Rows, RestoreError> {
    let mut rows = Rows::new();
    let mut pieces = programs.rows(&source.path(file))?;
    while let Some(piece) = pieces.next().await? {
        let RowPiece::Begin(header) = piece else { continue };
        // What isn't in the manifest wasn't looked at before.
        let known = file.tables.iter().any(|table| table.table() == header.table && table.columns == header.columns);
        if !known || !is_brought_back(&header.table) {
            continue;
        }
        observer.on(Event::StepBegan { step: &format!("loading {}", header.table) });
        let mut copying = restoring.copy(&header.table, &header.columns, false).await?;
        while let Some(RowPiece::Rows(bytes)) = pieces.next().await? {
            copying.send(&bytes).await?;
        }
        *rows.entry(header.table).or_default() += copying.finish().await?;
    }
    Ok(rows)
}

async fn csv(
    restoring: &mut Restoring<'_>,
    (source, file): (&ExportSource, &ExportFile),
    exported: &ExportedTable,
) -> Result<u64, RestoreError> {
    let path = source.path(file);
    let failed = |source| DumpError::File { path: path.clone(), source };
    let mut input = MultiGzDecoder::new(File::open(&path).map_err(failed)?);
    let mut copying = restoring.copy(&exported.table(), &exported.columns, true).await?;
    let mut buffer = vec![0; CHUNK];
    loop {
        let count = input.read(&mut buffer).map_err(failed)?;
        match buffer.get(..count) {
            Some(bytes) if !bytes.is_empty() => copying.send(bytes).await?,
            _ => return Ok(copying.finish().await?),
        }
    }
}

async fn ndjson(
    restoring: &mut Restoring<'_>,
    (source, file): (&ExportSource, &ExportFile),
    exported: &ExportedTable,
) -> Result<u64, RestoreError> {
    let path = source.path(file);
    let failed = |source| DumpError::File { path: path.clone(), source };
    let mut input = BufReader::new(MultiGzDecoder::new(File::open(&path).map_err(failed)?));
    let (table, mut rows, mut batch, mut line) = (exported.table(), 0, String::new(), String::new());
    loop {
        line.clear();
        let more = input.read_line(&mut line).map_err(failed)? > 0;
        if !more && batch.is_empty() {
            return Ok(rows);
        }
        if !more || (batch.len() + line.len() > BATCH && !batch.is_empty()) {
            batch.push(']');
            rows += restoring.insert_json(&table, &exported.columns, &batch).await?;
            batch.clear();
        }
        if more {
            batch.push(if batch.is_empty() { '[' } else { ',' });
            batch.push_str(line.trim_end());
        }
    }
}
