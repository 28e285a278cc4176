//! `tenantctl doctor`

use crate::cli::ListingArgs;
use crate::context::Context;
use crate::error::{CommandError, ErrorKind};
use crate::ops::doctor::State;
use crate::output::views::DoctorView;
use clap::Args;

/// How many of the errors the command's own error repeats.
const REPEATED: usize = 5;

/// Arguments of `doctor`.
#[derive(Debug, Args)]
#[command(after_long_help = "Examples:
  tenantctl doctor
  tenantctl doctor --timeout 5s -o json
  tenantctl doctor --reconcile
  tenantctl doctor --reconcile --fix

--reconcile compares the control plane with the databases, logins and rights of every cluster, with the projects of tenants'
organizations, and the users that tenants know with those of their Auth servers. Each difference has the command that mends
it. --fix mends those that cost no data: the rights of an active tenant as they were made, a closed tenant that is open, a
paused project of an active tenant, and logins of erased tenants. It drops no database, project or user.")]
pub struct DoctorArgs {
    /// Compare the control plane with the servers and projects
    #[arg(long)]
    reconcile: bool,
    /// Mend what can be mended without a risk
    #[arg(long, requires = "reconcile")]
    fix: bool,
    #[command(flatten)]
    _listing: ListingArgs,
}

/// Looks at everything that is configured, and changes nothing unless it is to mend differences.
///
/// # Errors
/// The check failed if anything is an error, or a difference is left; warnings are none.
pub async fn run(cx: &mut Context, args: DoctorArgs) -> Result<(), CommandError> {
    if args.reconcile {
        return super::reconcile::run(cx, args.fix).await;
    }
    let progress = cx.ui.spinner("looking at what is configured");
    let checks = cx.doctor().await;
    progress.finish();
    let failed: Vec<_> = checks.iter().filter(|check| check.state == State::Error).collect();
    let result = match failed.len() {
        0 => Ok(()),
        count => {
            let text = if count == 1 { "1 check failed".to_owned() } else { format!("{count} checks failed") };
            let causes = failed.iter().take(REPEATED).map(|check| format!("{}: {}", check.name, check.text));
            Err(causes.fold(CommandError::new(ErrorKind::CheckFailed, text), CommandError::cause))
        }
    };
    let mut writer = cx.ui.list_writer::<DoctorView>()?;
    for check in checks {
        writer.push(&check.into())?;
    }
    writer.finish()?;
    result
}
