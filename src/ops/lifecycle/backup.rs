//! The backup before a deletion.

use super::run::{LifeRun, Premises};
use super::wish::Backup;
use crate::control_plane as plane;
use crate::host::{HostError, sha256};
use crate::ops::observer::Observer;
use crate::ops::provision::StepError;
use crate::postgres::Target;
use std::path::Path;

/// Whether an earlier run of the operation made the backup, and it still is what it was.
pub(super) fn is_made<H: Premises, O: Observer>(run: &LifeRun<'_, '_, H, O>) -> bool {
    let same = |(file, sum): &(String, String)| sha256(Path::new(file)).is_ok_and(|found| found == *sum);
    run.tenant.deletion.backup.as_ref().is_some_and(same)
}

/// Dumps the tenant's database, reads the file back and writes down where it is.
pub(super) async fn make<H: Premises, O: Observer>(
    run: &LifeRun<'_, '_, H, O>,
    backup: &Backup,
    target: &Target,
    schemas: &[&str],
) -> Result<(), StepError> {
    let name = format!("{}-{}.dump", run.tenant.id, run.operation);
    let dump = backup.programs.run(target, schemas, &backup.folder, &name).await.map_err(HostError::from)?;
    crate::fail_point!("life.dumped");
    let file = dump.file.to_string_lossy();
    let mut connection = run.deps.control.session.get().await;
    Ok(plane::record_backup(&mut connection, run.tenant.uuid, (&file, &dump.sha256)).await?)
}
