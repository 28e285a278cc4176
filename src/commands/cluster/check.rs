//! `tenantctl cluster check`

use crate::context::Context;
use crate::control_plane as plane;
use crate::domain::cluster::ClusterName;
use crate::error::{CommandError, ErrorKind};
use crate::ops::clusters::{Answer, check, find};
use crate::output::views::CheckView;
use clap::Args;

/// Arguments of `cluster check`.
#[derive(Debug, Args)]
#[command(after_long_help = "Examples:\n  tenantctl cluster check\n  tenantctl cluster check eu-1 -o json")]
pub struct CheckArgs {
    /// The cluster; without it all of them
    #[arg(value_name = "NAME")]
    name: Option<ClusterName>,
}

/// Connects to clusters and looks whether they can hold tenants.
///
/// # Errors
/// The check failed if any answer is no; not found for a name that isn't there.
pub(super) async fn run(cx: &mut Context, args: CheckArgs) -> Result<(), CommandError> {
    let control = cx.read_plane().await?;
    let rows = {
        let mut connection = control.session.get().await;
        match &args.name {
            Some(name) => vec![find(&mut connection, name.as_str()).await?],
            None => plane::clusters(&mut connection).await?,
        }
    };
    let mut writer = cx.ui.list_writer::<CheckView>()?;
    let mut failed = Vec::new();
    for row in &rows {
        let vault = cx.vault(&control).await?;
        let target = cx.cluster_target(&vault, row)?;
        for found in check(row, &target, cx.timeout()).await {
            if found.answer == Answer::Failed {
                failed.push(format!("{}: {}: {}", row.name, found.name, found.detail));
            }
            writer.push(&CheckView::of(&row.name, found))?;
        }
    }
    writer.finish()?;
    if failed.is_empty() {
        return Ok(());
    }
    let error = CommandError::new(ErrorKind::CheckFailed, format!("{} checks failed", failed.len()));
    Err(failed.into_iter().take(5).fold(error, CommandError::cause))
}
