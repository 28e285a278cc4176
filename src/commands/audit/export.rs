//! `tenantctl audit export`

use crate::context::Context;
use crate::control_plane::{ControlPlane, LogRow};
use crate::error::{CommandError, ErrorKind};
use crate::ops::audit::{AuditError, Beyond, Walked, head, walk};
use crate::output::Format;
use crate::output::views::{HeadView, LogView};
use clap::Args;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

/// Arguments of `audit export`.
#[derive(Debug, Args)]
#[command(after_long_help = "Examples:
  tenantctl audit export --out log.ndjson
  tenantctl audit export | gzip > log.ndjson.gz
  tenantctl audit export --head                  # position, hash and time, for a ticket

Entries are lines of JSON, the oldest first, with their hashes; -o json and -o csv print them in those forms. The chain is
checked on the way: exit 8, after everything was written. audit verify --anchor takes the head in any form.")]
pub struct ExportArgs {
    /// Write into this file, which only its owner may read; - is stdout
    #[arg(long, value_name = "FILE", conflicts_with = "head")]
    out: Option<PathBuf>,
    /// Only the head of the chain
    #[arg(long)]
    head: bool,
}

/// Prints or writes the log, or its head.
///
/// # Errors
/// The check failed if the chain is broken; the file can't be written.
pub(super) async fn run(cx: &mut Context, args: ExportArgs) -> Result<(), CommandError> {
    let control = cx.read_plane().await?;
    if args.head {
        cx.ui.show_one(&HeadView::of(control.id, &head(&control).await?))?;
        return Ok(());
    }
    let walked = match args.out.filter(|file| file.as_os_str() != "-") {
        None => print(cx, &control).await?,
        Some(file) if cx.dry_run => {
            cx.ui.note(&format!("would write the log to {}", file.display()));
            return Ok(());
        }
        Some(file) => {
            let walked = to_file(&control, &file).await?;
            let count = walked.head.anchor.seq.unwrap_or_default();
            cx.ui.success(&format!("wrote the log to {}; its chain is whole for {count} entries", file.display()));
            walked
        }
    };
    walked.broken.map_or(Ok(()), |broken| Err(AuditError::Broken(broken).into()))
}

/// One document, or a table for spreadsheets, if that is asked for; lines otherwise.
async fn print(cx: &Context, control: &ControlPlane) -> Result<Walked, CommandError> {
    if matches!(cx.ui.format(), Format::Table | Format::Ndjson) {
        return write(control, |line| Ok(cx.ui.raw_part(line)?)).await;
    }
    let mut writer = cx.ui.list_writer::<LogView>()?;
    let walked = walk::<CommandError>(control, None, Beyond::GoOn, |row| Ok(writer.push(&LogView::of(row))?)).await?;
    writer.finish()?;
    Ok(walked)
}

async fn write(
    control: &ControlPlane,
    mut each: impl FnMut(&[u8]) -> Result<(), CommandError>,
) -> Result<Walked, CommandError> {
    let line = |row: &LogRow| LogView::of(row).line().map_err(io::Error::from);
    walk::<CommandError>(control, None, Beyond::GoOn, |row| {
        let line = line(row).map_err(|error| CommandError::from_error(ErrorKind::Internal, &error))?;
        each(line.as_bytes())
    })
    .await
}

/// Writes beside the file and puts it in its place when it is whole.
async fn to_file(control: &ControlPlane, file: &Path) -> Result<Walked, CommandError> {
    let failed = |error: io::Error| {
        CommandError::new(ErrorKind::Config, format!("{} can't be written", file.display())).cause(error.to_string())
    };
    if std::fs::metadata(file).is_ok_and(|found| !found.is_file()) {
        return Err(failed(io::Error::other("it is there, and is no regular file")));
    }
    let folder = file.parent().filter(|path| !path.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let made = tempfile::Builder::new().prefix(".audit-").tempfile_in(folder).map_err(failed)?;
    let mut writer = BufWriter::new(made);
    let walked = write(control, |line| writer.write_all(line).map_err(failed)).await?;
    let made = writer.into_inner().map_err(|error| failed(error.into_error()))?;
    made.as_file().sync_all().map_err(failed)?;
    made.persist(file).map_err(|error| failed(error.error))?;
    Ok(walked)
}
