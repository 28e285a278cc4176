//! From suspending, deleting and bringing back to what a person reads.

use super::convert_provision::{at_step, held};
use super::{CommandError, ErrorKind};
use crate::domain::lifecycle::Change;
use crate::domain::status::Status;
use crate::host::DumpError;
use crate::ops::lifecycle::LifeError;

/// Names the command that leads on from a status.
fn way_out(status: Status, id: &str) -> String {
    match status {
        Status::Provisioning | Status::Failed => {
            format!("complete it: tenantctl provision {id}; or undo it: tenantctl operation list --tenant-id {id}")
        }
        Status::Active => format!("first: tenantctl deprovision {id}"),
        Status::Suspended => format!("open it: tenantctl resume {id}; or delete it: tenantctl deprovision {id}"),
        Status::Deleting => format!("bring it back: tenantctl restore {id}; or remove it: tenantctl purge {id}"),
        Status::Deleted => "tenantctl list".to_owned(),
    }
}

impl From<LifeError> for CommandError {
    fn from(error: LifeError) -> Self {
        let text = error.to_string();
        match error {
            LifeError::Status { id, status, .. } => {
                Self::new(ErrorKind::Conflict, text).with_code("wrong_status").hint(way_out(status, id.as_str()))
            }
            LifeError::Locked { id } => {
                let made = Self::new(ErrorKind::Conflict, text).with_code("deletion_locked");
                made.hint(format!("if it is to be deleted all the same: tenantctl unlock {id}"))
            }
            LifeError::Begun { id } => {
                let made = Self::new(ErrorKind::Conflict, text).with_code("purge_begun");
                made.hint(format!("finish it: tenantctl purge {id} --confirm {id}"))
            }
            LifeError::Ended { operation, .. } => {
                let made = Self::new(ErrorKind::Conflict, text).with_code("operation_ended");
                made.hint(format!("tenantctl operation show {operation}"))
            }
            LifeError::Moving { id } => {
                let made = Self::new(ErrorKind::Conflict, text).with_code("second_copy");
                made.hint(format!("drop it first: tenantctl move {id} --commit, or --rollback"))
            }
            LifeError::Held { .. } => held(text),
            LifeError::Elsewhere { .. } => {
                Self::new(ErrorKind::Conflict, text).hint("name its server: DATABASE_URL; tenantctl config list")
            }
            LifeError::Step { id, change, step, source } => {
                let made = at_step(text, *source);
                let made =
                    made.hint(format!("what was done before {step} stays; run it again: tenantctl {change} {id}"));
                match change {
                    Change::Suspend => made.hint(format!("or open it again: tenantctl resume {id}")),
                    Change::Deprovision => made.hint(format!("or take it back: tenantctl restore {id}")),
                    Change::Resume | Change::Restore | Change::Purge => {
                        made.hint(format!("how far it came: tenantctl operation list --tenant-id {id}"))
                    }
                }
            }
            LifeError::Interrupted { id, change, .. } => {
                Self::new(ErrorKind::Interrupted, text).hint(format!("go on with it: tenantctl {change} {id}"))
            }
            LifeError::Before(error) => error.into(),
        }
    }
}

impl From<DumpError> for CommandError {
    fn from(error: DumpError) -> Self {
        let text = error.to_string();
        match error {
            DumpError::NoProgram(_) => Self::new(ErrorKind::Config, text)
                .with_code("no_pg_dump")
                .hint("apt-get install postgresql-client, dnf install postgresql, or brew install libpq")
                .hint("or name the folder of the programs: TENANTCTL_PG_BIN_DIR"),
            DumpError::TooOld { server, .. } => {
                let hint = format!(
                    "install the client programs of PostgreSQL {server}, or name their folder: TENANTCTL_PG_BIN_DIR"
                );
                Self::new(ErrorKind::Config, text).with_code("pg_dump_too_old").hint(hint)
            }
            DumpError::Failed { .. } => Self::new(ErrorKind::Unavailable, text)
                .with_code("backup_failed")
                .hint("there is no backup, and nothing was deleted"),
            DumpError::File { .. } => Self::new(ErrorKind::Unavailable, text)
                .with_code("backup_file")
                .hint("name a folder with room that can be written: --backup-dir FOLDER"),
        }
    }
}
