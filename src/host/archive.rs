//! Dumping a tenant's database as its migrator into a file that is read back while it is written, and reading the rows
//! of such a file. Passwords are in a child's environment and nowhere else.

use super::digest_file::DigestFile;
use super::dump::{DumpError, DumpPrograms, complaint, pattern};
use super::local::child_command;
use crate::domain::catalog::TableName;
use crate::domain::export::{CopyBlocks, CopyHeader, Piece};
use crate::postgres::Target;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWriteExt};
use tokio::process::{Child, ChildStdout};

/// How much is read at once.
const CHUNK: usize = 1 << 17;

/// What is dumped.
#[derive(Debug, Clone, Copy)]
pub struct ArchiveSource<'a> {
    /// The database, by the login that migrates it.
    pub target: &'a Target,
    /// Only these schemas; all if there are none.
    pub schemas: &'a [&'a str],
    /// Tables whose rows are left out.
    pub without_rows: &'a [(&'a str, &'a str)],
    /// The snapshot that somebody keeps open for it; one of its own if there is none.
    pub snapshot: Option<&'a str>,
    /// Bound of the connection attempt.
    pub timeout: Duration,
}

/// A table as it is in a dump.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CountedTable {
    /// The table.
    pub table: TableName,
    /// The columns in the order of the values.
    pub columns: Vec<String>,
    /// How many rows there are.
    pub rows: u64,
}

impl DumpPrograms {
    /// Dumps into a file in pg_dump's own format. `pg_restore` reads it at the same time: returned are the tables and
    /// rows that it found.
    ///
    /// # Errors
    /// [`DumpError`]; then the file is of no use.
    pub async fn archive(
        &self,
        source: ArchiveSource<'_>,
        out: &mut DigestFile,
    ) -> Result<Vec<CountedTable>, DumpError> {
        let mut dump = Running::begin("pg_dump", self.dump_command(source, "custom")?)?;
        let mut restore = self.rows_command()?;
        restore.stdin(Stdio::piped());
        let mut restore = Running::begin("pg_restore", restore)?;
        let feed = restore.child.stdin.take();
        let path = out.path().to_owned();
        let writing = async {
            let mut feed = feed;
            let written = each_chunk("pg_dump", dump.stdout.take(), async |bytes| {
                out.write_all(bytes).map_err(|source| DumpError::File { path: path.clone(), source })?;
                if let Some(pipe) = &mut feed
                    && pipe.write_all(bytes).await.is_err()
                {
                    // It has what it wants, or it failed, which its own end tells.
                    feed = None;
                }
                Ok(())
            });
            written.await?;
            drop(feed);
            dump.end().await
        };
        let mut counter = Counter::default();
        let reading = async {
            let read = each_chunk("pg_restore", restore.stdout.take(), async |bytes| {
                counter.take(bytes);
                Ok(())
            });
            Ok::<_, DumpError>(read.await)
        };
        let (_, read) = tokio::try_join!(writing, reading)?;
        read?;
        restore.end().await?;
        counter.tables()
    }

    /// Dumps as SQL.
    ///
    /// # Errors
    /// [`DumpError`]; then what was written is of no use.
    pub async fn script(
        &self,
        source: ArchiveSource<'_>,
        mut each: impl FnMut(&[u8]) -> Result<(), DumpError>,
    ) -> Result<(), DumpError> {
        let mut dump = Running::begin("pg_dump", self.dump_command(source, "plain")?)?;
        each_chunk("pg_dump", dump.stdout.take(), async |bytes| each(bytes)).await?;
        dump.end().await
    }

    /// Reads the rows of an archive.
    ///
    /// # Errors
    /// [`DumpError`].
    pub fn rows(&self, archive: &Path) -> Result<DumpedRows, DumpError> {
        let mut command = self.rows_command()?;
        command.arg(archive);
        let running = Running::begin("pg_restore", command)?;
        Ok(DumpedRows { running: Some(running), blocks: CopyBlocks::default(), chunk: vec![0; CHUNK], from: 0, to: 0 })
    }

    fn dump_command(&self, source: ArchiveSource<'_>, format: &str) -> Result<Command, DumpError> {
        let mut command = child_command(self.dump.as_ref().ok_or(DumpError::NoProgram("pg_dump"))?);
        command.envs(source.target.child_environment());
        command.env("PGCONNECT_TIMEOUT", source.timeout.as_secs().max(1).to_string());
        command.args(["--no-password", "--lock-wait-timeout=60s"]).arg(format!("--format={format}"));
        command.args(source.schemas.iter().map(|schema| format!("--schema={}", pattern(schema))));
        let without = source.without_rows.iter();
        command.args(without.map(|(schema, table)| format!("--exclude-table-data={schema}.{table}")));
        command.args(source.snapshot.map(|id| format!("--snapshot={id}")));
        Ok(command)
    }

    /// Prints rows only: no statement of a dump is of any use to us.
    fn rows_command(&self) -> Result<Command, DumpError> {
        let mut command = child_command(self.restore.as_ref().ok_or(DumpError::NoProgram("pg_restore"))?);
        command.args(["--data-only", "--file=-"]);
        Ok(command)
    }
}

/// The rows of an archive, table by table. Everything else that a dump says is passed over.
pub struct DumpedRows {
    running: Option<Running>,
    blocks: CopyBlocks,
    chunk: Vec<u8>,
    from: usize,
    to: usize,
}

/// A part of the rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RowPiece {
    /// A table begins.
    Begin(CopyHeader),
    /// Rows as COPY wants them; a piece may end in the middle of one.
    Rows(Vec<u8>),
    /// The table ended after so many rows.
    End(u64),
}

impl DumpedRows {
    /// Returns the next part; none at the end, when the program has said that all is well.
    ///
    /// # Errors
    /// [`DumpError`].
    pub async fn next(&mut self) -> Result<Option<RowPiece>, DumpError> {
        loop {
            let mut rest = self.chunk.get(self.from..self.to).unwrap_or_default();
            let piece = self.blocks.next(&mut rest).map(|piece| match piece {
                Piece::Begin(header) => RowPiece::Begin(header),
                Piece::Rows(rows) => RowPiece::Rows(rows.to_vec()),
                Piece::End(rows) => RowPiece::End(rows),
            });
            self.from = self.to - rest.len();
            if piece.is_some() {
                return Ok(piece);
            }
            let Some(running) = &mut self.running else { return Ok(None) };
            let read = match &mut running.stdout {
                Some(stdout) => stdout.read(&mut self.chunk).await,
                None => Ok(0),
            };
            self.from = 0;
            self.to = read.map_err(|error| running.failed(error.to_string()))?;
            if let Some(running) = self.running.take_if(|_| self.to == 0) {
                running.end().await?;
                if self.blocks.is_inside() {
                    return Err(cut_off());
                }
            }
        }
    }
}

/// A child, whose complaints are read while it works.
struct Running {
    program: &'static str,
    child: Child,
    stdout: Option<ChildStdout>,
    complaints: tokio::task::JoinHandle<Vec<u8>>,
}

impl Running {
    fn begin(program: &'static str, mut command: Command) -> Result<Self, DumpError> {
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        let spawned = tokio::process::Command::from(command).kill_on_drop(true).spawn();
        let failed = |error: std::io::Error| DumpError::Failed { program, complaint: error.to_string() };
        let mut child = spawned.map_err(failed)?;
        let (stdout, stderr) = (child.stdout.take(), child.stderr.take());
        let complaints = tokio::spawn(async move {
            let mut text = Vec::new();
            if let Some(mut stderr) = stderr {
                let _what_came = stderr.read_to_end(&mut text).await;
            }
            text
        });
        Ok(Self { program, child, stdout, complaints })
    }

    async fn end(mut self) -> Result<(), DumpError> {
        let status = self.child.wait().await.map_err(|error| self.failed(error.to_string()))?;
        if status.success() {
            return Ok(());
        }
        let said = (&mut self.complaints).await.unwrap_or_default();
        Err(self.failed(complaint(&said, status)))
    }

    fn failed(&self, complaint: String) -> DumpError {
        DumpError::Failed { program: self.program, complaint }
    }
}

async fn each_chunk<E: From<DumpError>>(
    program: &'static str,
    stdout: Option<impl AsyncRead + Unpin>,
    mut each: impl AsyncFnMut(&[u8]) -> Result<(), E>,
) -> Result<(), E> {
    let Some(mut stdout) = stdout else { return Ok(()) };
    let mut buffer = vec![0; CHUNK];
    loop {
        let failed = |error: std::io::Error| DumpError::Failed { program, complaint: error.to_string() };
        let count = stdout.read(&mut buffer).await.map_err(failed)?;
        match buffer.get(..count) {
            Some(bytes) if !bytes.is_empty() => each(bytes).await?,
            _ => return Ok(()),
        }
    }
}

/// Counts the rows of a dump.
#[derive(Default)]
struct Counter {
    blocks: CopyBlocks,
    tables: Vec<CountedTable>,
}

impl Counter {
    fn take(&mut self, mut bytes: &[u8]) {
        while let Some(piece) = self.blocks.next(&mut bytes) {
            match piece {
                Piece::Begin(header) => {
                    self.tables.push(CountedTable { table: header.table, columns: header.columns, rows: 0 });
                }
                Piece::Rows(_) => {}
                Piece::End(rows) => {
                    if let Some(table) = self.tables.last_mut() {
                        table.rows = rows;
                    }
                }
            }
        }
    }

    fn tables(self) -> Result<Vec<CountedTable>, DumpError> {
        if self.blocks.is_inside() {
            return Err(cut_off());
        }
        Ok(self.tables)
    }
}

fn cut_off() -> DumpError {
    DumpError::Failed { program: "pg_restore", complaint: "the file ends in the middle of a table".to_owned() }
}
