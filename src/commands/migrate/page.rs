//! The page of a run: `--report FILE`.

use crate::context::Context;
use crate::control_plane::{self as plane, ControlPlane, FleetRun};
use crate::domain::selection::Selection;
use crate::error::{CommandError, ErrorKind};
use crate::output::RunPage;
use chrono::Utc;
use std::io::{self, Write};
use std::path::Path;

const ROWS: i64 = 5_000;

/// Sees before anything is done that a file can be put there.
///
/// # Errors
/// Configuration.
pub(super) fn check(file: Option<&Path>) -> Result<(), CommandError> {
    let Some(file) = file else { return Ok(()) };
    if std::fs::metadata(file).is_ok_and(|found| !found.is_file()) {
        return Err(failed(file, &io::Error::other("it is there, and is no regular file")));
    }
    beside(file).map(drop).map_err(|error| failed(file, &error))
}

/// Writes the page of a run as it is now.
///
/// # Errors
/// The control plane can't be read, or the file can't be written.
pub(super) async fn write(
    cx: &Context,
    control: &ControlPlane,
    run: &FleetRun,
    file: Option<&Path>,
) -> Result<(), CommandError> {
    let Some(file) = file else { return Ok(()) };
    let mut connection = control.session.get().await;
    let now = plane::fleet_runs(&mut connection, Some(&run.id.into()), 1).await?;
    let counts = plane::fleet_counts(&mut connection, run.id).await?;
    let versions = plane::version_groups(&mut connection, &Selection::default()).await?;
    let mut tenants = Vec::new();
    loop {
        let after = tenants.last().map_or(0, |tenant: &plane::FleetTenant| tenant.position);
        let page = plane::fleet_tenants(&mut connection, run.id, after, None, ROWS).await?;
        if page.is_empty() {
            break;
        }
        tenants.extend(page);
    }
    drop(connection);
    let run = now.first().unwrap_or(run);
    let page = RunPage { run, counts: &counts, tenants: &tenants, versions: &versions, now: Utc::now() };
    put(file, &page.html()).map_err(|error| failed(file, &error))?;
    cx.ui.success(&format!("wrote {}", file.display()));
    Ok(())
}

fn beside(file: &Path) -> io::Result<tempfile::NamedTempFile> {
    let folder = file.parent().filter(|path| !path.as_os_str().is_empty()).unwrap_or(Path::new("."));
    tempfile::Builder::new().prefix(".report-").tempfile_in(folder)
}

/// Writes beside the file and puts it in its place when it is whole; only its owner may read it.
fn put(file: &Path, html: &str) -> io::Result<()> {
    let mut made = beside(file)?;
    made.write_all(html.as_bytes())?;
    made.as_file().sync_all()?;
    made.persist(file).map_err(|error| error.error)?;
    Ok(())
}

fn failed(file: &Path, error: &io::Error) -> CommandError {
    CommandError::new(ErrorKind::Config, format!("{} can't be written", file.display())).cause(error.to_string())
}
