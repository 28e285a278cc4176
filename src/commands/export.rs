//! `tenantctl export`

use super::selection::OneTenant;
use crate::context::{About, Context};
use crate::domain::export::ExportFormat;
use crate::error::{CommandError, ErrorKind};
use crate::ops::errand::Errand;
use crate::ops::export::{ExportWish, export, occupied, refuse_early};
use crate::ops::seed::Reach;
use crate::output::views::ExportView;
use chrono::{DateTime, Utc};
use clap::{Args, ValueEnum};
use std::path::PathBuf;
use std::time::Instant;

/// The formats, as the command line has them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// pg_dump's own archive: schema and rows, for restore-dump and pg_restore
    Custom,
    /// SQL as pg_dump writes it, through gzip
    Plain,
    /// A folder with a CSV file a table, each through gzip
    Csv,
    /// A folder with a file of JSON objects a table, each through gzip
    Ndjson,
}

impl From<Format> for ExportFormat {
    fn from(format: Format) -> Self {
        match format {
            Format::Custom => Self::Custom,
            Format::Plain => Self::Plain,
            Format::Csv => Self::Csv,
            Format::Ndjson => Self::Ndjson,
        }
    }
}

/// Arguments of `export`.
#[derive(Debug, Args)]
#[command(after_long_help = "Examples:
  tenantctl export acme-corp
  tenantctl export acme-corp --out acme.dump --force
  tenantctl export acme-corp --format csv --out acme-csv

Everything is of one moment, while the tenant stays in use. The files are read back and their rows counted before
they get their names; nobody else may read them. A manifest says whose data it is, which migrations made the schema, and
each file's size, rows and SHA-256: FILE.manifest.json beside a file, manifest.json in a folder. The users' sessions and
the database's mark aren't exported. CSV holds the values as they are, also those that a spreadsheet takes for a formula.")]
pub struct ExportArgs {
    #[command(flatten)]
    tenant: OneTenant,
    /// The format
    #[arg(long, value_enum, default_value_t = Format::Custom)]
    format: Format,
    /// The file, or the folder for csv and ndjson; named after the tenant and the time without it
    #[arg(long, value_name = "PATH")]
    out: Option<PathBuf>,
    /// Replace an export that is there
    #[arg(long)]
    force: bool,
}

/// Writes a tenant's data into files.
///
/// # Errors
/// Not found, not active, a file that is there already, pg_dump missing or older than the server, or no room: then there
/// is nothing that looks like an export.
pub async fn run(cx: &mut Context, args: ExportArgs) -> Result<(), CommandError> {
    let begun = Instant::now();
    let id = args.tenant.id(cx)?;
    // A connection that was begun beside is read through a second thread, which much data would feel.
    let about = About::tenant(id.as_ref(), Errand::Export).map(|about| about.connecting(false));
    let control = cx.plane_about(about).await?;
    let tenant = args.tenant.find(cx, &control).await?;
    let (format, now) = (args.format.into(), Utc::now());
    let place = place(args.out, tenant.id.as_str(), format, now)?;
    let mut wish = ExportWish { format, place, replace: args.force, programs: cx.dump_programs(), now };
    if !wish.replace && occupied(&wish.place, format)? {
        wish.replace = cx.dry_run || {
            cx.ui.confirm(&format!("{} exists already. Replace it?", wish.place.display()), "--force")?;
            true
        };
    }
    if cx.dry_run {
        refuse_early(&tenant, &wish)?;
        cx.ui.show_one(&ExportView::planned(&tenant, &wish))?;
        cx.ui.note(&format!("tenant {} would be exported to {}", tenant.id, wish.place.display()));
        return Ok(());
    }
    let vault = cx.vault(&control).await?;
    let options = cx.migrate_options();
    let reach = Reach { lock_timeout: options.lock_timeout, timeout: options.timeout, jobs: 1 };
    let runner = cx.runner();
    let manifest = {
        let observer = cx.observer("export");
        export(&cx.locator(&control, &vault), &tenant, &wish, (reach, &runner), &observer).await
    };
    let manifest = manifest.map_err(|error| CommandError::from(error).about(&format!("tenant {}", tenant.id)))?;
    let duration_ms = u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX);
    cx.ui.show_one(&ExportView::of(&wish, &manifest, duration_ms))?;
    cx.ui.success(&format!("exported {} to {}", tenant.id, wish.place.display()));
    Ok(())
}

/// Returns where it goes: an absolute path, without a slash at its end.
fn place(out: Option<PathBuf>, id: &str, format: ExportFormat, now: DateTime<Utc>) -> Result<PathBuf, CommandError> {
    let ending = if format.is_dump() { format.ending() } else { "" };
    let out = out.unwrap_or_else(|| format!("{id}-{}{ending}", now.format("%Y%m%dT%H%M%SZ")).into());
    let wrong = || CommandError::new(ErrorKind::Usage, format!("{} can't be the name of an export", out.display()));
    let place = std::path::absolute(&out).map_err(|error| wrong().cause(error.to_string()))?;
    let place: PathBuf = place.components().collect();
    if place.file_name().is_none() || (format.is_dump() && out.as_os_str().as_encoded_bytes().ends_with(b"/")) {
        return Err(wrong().hint("name a file, or a folder for csv and ndjson: --out PATH"));
    }
    Ok(place)
}
