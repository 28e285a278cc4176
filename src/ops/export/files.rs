//! The files of an export, each read back.

use super::error::ExportError;
use super::staging::Staging;
use crate::domain::catalog::TableName;
use crate::domain::export::{
    ExportFile, ExportFormat, ExportedTable, JsonLines, ROWS_LEFT_OUT, Records, file_name, is_left_out,
};
use crate::host::{ArchiveSource, CountedTable, DigestFile, Digested, DumpError, DumpPrograms};
use crate::tenant_db::export::{Partitions, RowFormat, Snapshot, SourceTable};
use flate2::Compression;
use flate2::read::MultiGzDecoder;
use flate2::write::GzEncoder;
use std::collections::HashSet;
use std::fs::File;
use std::io::{Read, Write};
use std::path::Path;

/// How much is read back at once.
const CHUNK: usize = 1 << 17;

/// What pg_dump writes at the end of a script.
const LAST_WORDS: &[u8] = b"-- PostgreSQL database dump complete";

/// Makes a file in pg_dump's own format. The rows that it holds are counted in the file and in the database.
pub(super) async fn archive(
    snapshot: &mut Snapshot<'_>,
    programs: &DumpPrograms,
    source: ArchiveSource<'_>,
    (staging, name): (&Staging, &str),
) -> Result<ExportFile, ExportError> {
    let mut out = DigestFile::create(&staging.file(name))?;
    let dumping = async { Ok(programs.archive(source, &mut out).await?) };
    let (found, expected) = tokio::try_join!(dumping, counted(snapshot, source.schemas))?;
    crate::fail_point!("export.dumped");
    for table in &expected {
        let rows = found.iter().find(|found| found.table == table.table).map_or(0, |found| found.rows);
        if rows != table.rows {
            let (table, expected) = (table.table.clone(), table.rows);
            return Err(ExportError::Unequal { table, expected, found: rows });
        }
    }
    Ok(file(name, out.finish()?, found))
}

/// Makes a file of SQL.
pub(super) async fn script(
    snapshot: &mut Snapshot<'_>,
    programs: &DumpPrograms,
    source: ArchiveSource<'_>,
    (staging, name): (&Staging, &str),
) -> Result<ExportFile, ExportError> {
    let path = staging.file(name);
    let mut out = GzEncoder::new(DigestFile::create(&path)?, Compression::default());
    let failed = |source| DumpError::File { path: path.clone(), source };
    let dumping = async {
        let each = |bytes: &[u8]| out.write_all(bytes).map_err(failed);
        Ok::<_, ExportError>(programs.script(source, each).await?)
    };
    let ((), tables) = tokio::try_join!(dumping, counted(snapshot, source.schemas))?;
    crate::fail_point!("export.scripted");
    let digested = out.finish().map_err(failed)?.finish()?;
    let mut end = Vec::new();
    read_back(&path, |bytes| {
        end.extend_from_slice(bytes);
        end.drain(..end.len().saturating_sub(1024));
    })?;
    if !end.windows(LAST_WORDS.len()).any(|words| words == LAST_WORDS) {
        return Err(ExportError::CutOff(path));
    }
    Ok(file(name, digested, tables))
}

/// Makes a file a table.
pub(super) async fn tables(
    snapshot: &mut Snapshot<'_>,
    schemas: &[&str],
    format: ExportFormat,
    staging: &Staging,
) -> Result<Vec<ExportFile>, ExportError> {
    let mut names = HashSet::new();
    let mut files = Vec::new();
    for table in snapshot.tables(schemas, Partitions::Together).await? {
        if table.name.schema == "tenantctl" || is_left_out(&table.name) {
            continue;
        }
        let name = file_name(&table.name, format, &mut names);
        files.push(one_table(snapshot, &table, format, (staging, &name)).await?);
        crate::fail_point!("export.wrote_table");
    }
    Ok(files)
}

async fn one_table(
    snapshot: &mut Snapshot<'_>,
    table: &SourceTable,
    format: ExportFormat,
    (staging, name): (&Staging, &str),
) -> Result<ExportFile, ExportError> {
    let path = staging.file(name);
    let mut out = GzEncoder::new(DigestFile::create(&path)?, Compression::default());
    let failed = |source| ExportError::Dump(DumpError::File { path: path.clone(), source });
    let (mut written, mut lines, mut buffer) = (Records::of(format), JsonLines::default(), Vec::new());
    let rows = if format == ExportFormat::Csv { RowFormat::Csv } else { RowFormat::Json };
    let each = |bytes: &[u8]| {
        buffer.clear();
        let bytes = match rows {
            RowFormat::Csv => bytes,
            RowFormat::Json => {
                lines.unescape(bytes, &mut buffer);
                &buffer
            }
        };
        written.take(bytes);
        out.write_all(bytes).map_err(failed)
    };
    snapshot.rows(table, rows, each).await?;
    let digested = out.finish().map_err(failed)?.finish()?;
    let mut found = Records::of(format);
    read_back(&path, |bytes| found.take(bytes))?;
    let (expected, found) = (written.count(), found.count());
    if expected != found {
        return Err(ExportError::Unequal { table: table.name.clone(), expected, found });
    }
    let counted = CountedTable { table: table.name.clone(), columns: table.columns.clone(), rows: expected };
    Ok(file(name, digested, vec![counted]))
}

/// Names the tables whose rows aren't in an export, of those that there are.
pub(super) fn left_out(tables: &[SourceTable]) -> Vec<String> {
    let is_there = |table: &TableName| tables.iter().any(|found| found.name == *table);
    let all = ROWS_LEFT_OUT.map(|(schema, name)| TableName { schema: schema.into(), name: name.into() });
    all.iter().filter(|table| is_there(table)).map(ToString::to_string).collect()
}

async fn counted(snapshot: &mut Snapshot<'_>, schemas: &[&str]) -> Result<Vec<CountedTable>, ExportError> {
    let mut counted = Vec::new();
    for table in snapshot.tables(schemas, Partitions::Apart).await? {
        if !is_left_out(&table.name) {
            let rows = snapshot.count(&table).await?;
            counted.push(CountedTable { table: table.name, columns: table.columns, rows });
        }
    }
    Ok(counted)
}

fn file(name: &str, digested: Digested, tables: Vec<CountedTable>) -> ExportFile {
    let table = |CountedTable { table, columns, rows }| {
        let TableName { schema, name } = table;
        ExportedTable { schema, name, columns, rows }
    };
    let Digested { bytes, sha256 } = digested;
    ExportFile { name: name.to_owned(), bytes, sha256, tables: tables.into_iter().map(table).collect() }
}

/// Decompresses a file to its end.
fn read_back(path: &Path, mut each: impl FnMut(&[u8])) -> Result<(), ExportError> {
    let mut input = MultiGzDecoder::new(File::open(path).map_err(ExportError::file(path))?);
    let mut buffer = vec![0; CHUNK];
    loop {
        let count = input.read(&mut buffer).map_err(ExportError::file(path))?;
        match buffer.get(..count) {
            Some(bytes) if !bytes.is_empty() => each(bytes),
            _ => return Ok(()),
        }
    }
}
