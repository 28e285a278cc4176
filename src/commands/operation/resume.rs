//! `tenantctl operation resume`

use super::work::Work;
use super::{find, going_on, tenant_of};
use crate::commands::provision;
use crate::commands::retrying::retrying;
use crate::config::{Key, keys};
use crate::context::Context;
use crate::control_plane as plane;
use crate::domain::operation_state::OperationRef;
use crate::domain::status::Status;
use crate::error::CommandError;
use crate::ops::provision::ProvisionError;
use crate::ops::retry::Retries;
use crate::output::views::StepView;
use clap::Args;

/// Arguments of `operation resume`.
#[derive(Debug, Args)]
#[command(after_long_help = "Examples:
  tenantctl operation resume 0192f0c1
  tenantctl operation resume 0192f0c1 --dry-run

What was asked for comes from the ledger, and confirmed it was before: it does what the same command would do. An
operation that is done, or that was taken back, is left alone.")]
pub struct ResumeArgs {
    /// The operation's id, or its beginning
    #[arg(value_name = "ID")]
    id: OperationRef,
    /// Your own migration files in place of the built-in ones; the same as for provision
    #[arg(long, value_name = "FOLDER")]
    dir: Option<String>,
}

impl ResumeArgs {
    /// Returns the settings that these flags set.
    pub fn settings(&self) -> Vec<(&'static Key, String)> {
        self.dir.iter().map(|dir| (keys::MIGRATIONS_DIR, dir.clone())).collect()
    }
}

/// Goes on with an unfinished or failed operation.
///
/// # Errors
/// Not found, a conflict with another run, or a step failed again.
pub(super) async fn run(cx: &mut Context, args: ResumeArgs) -> Result<(), CommandError> {
    let _usable = cx.migrations()?;
    let control = if cx.dry_run { cx.read_plane().await? } else { cx.write_plane().await?.0 };
    let operation = find(&control, &args.id).await?;
    if let Some(work) = Work::of(&operation)? {
        return going_on::run(cx, &control, &operation, &work).await;
    }
    if cx.dry_run {
        let tenant = tenant_of(&control, &operation).await?;
        match tenant.status {
            Status::Provisioning | Status::Failed => {}
            Status::Active => {
                cx.ui.note(&format!("tenant {} is active; there is nothing to go on with", tenant.id));
                return Ok(());
            }
            status => return Err(ProvisionError::Status { id: tenant.id, status }.into()),
        }
        cx.ui.note(&format!("the provisioning of {}, which is {}, would go on", tenant.id, tenant.status));
        let steps = plane::operation_steps(&mut *control.session.get().await, operation.id).await?;
        cx.ui.show_list(steps.iter().skip(1).filter_map(StepView::to_do))?;
        return Ok(());
    }
    let wanted = OperationRef::from(operation.id);
    retrying(cx, async |cx, retries| once(cx, &wanted, retries).await).await
}

/// One attempt; a later one completes what it began.
async fn once(cx: &mut Context, id: &OperationRef, retries: &mut Retries) -> Result<(), CommandError> {
    let (control, _) = cx.write_plane().await?;
    retries.connected();
    let operation = find(&control, id).await?;
    let tenant = tenant_of(&control, &operation).await?;
    let schema = cx.schema(&control).await?;
    let vault = cx.vault(&control).await?;
    let done = cx.resume(&control, &vault, &schema, (&operation, &tenant), retries).await?;
    provision::show(cx, &control, &vault, &done, false).await
}
