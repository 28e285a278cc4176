//! `tenantctl migrate status`

use super::apply::migrate_with;
use super::report;
use crate::commands::selection::SelectionArgs;
use crate::context::Context;
use crate::domain::status::Status;
use crate::error::CommandError;
use crate::ops::migrate::MigrateOptions;
use crate::output::views::VersionView;
use clap::Args;

/// Arguments of `migrate status`.
#[derive(Debug, Args)]
pub struct StatusArgs {
    #[command(flatten)]
    selection: SelectionArgs,
    /// Your own migration files in place of the built-in ones
    #[arg(long, value_name = "FOLDER")]
    pub(super) dir: Option<String>,
    /// Ask the databases, not the control plane
    #[arg(long)]
    live: bool,
}

/// Shows how far each tenant's schema is.
///
/// # Errors
/// With `--live` partial when some tenants couldn't be asked.
pub(super) async fn run(cx: &mut Context, args: StatusArgs) -> Result<(), CommandError> {
    let set = cx.migrations()?;
    let control = cx.read_plane().await?;
    let mut selection = args.selection;
    selection.all = selection.all || !selection.is_given();
    let tenants = selection.tenants(cx, &control).await?;
    if !args.live {
        let views = tenants.iter().map(|t| VersionView::cached(t, &set));
        cx.ui.show_list(views)?;
        return Ok(());
    }
    let options = MigrateOptions { dry_run: true, ..cx.migrate_options() };
    let tenants = tenants.into_iter().filter(|t| t.status == Status::Active).collect();
    let results = migrate_with(cx, &control, &set, tenants, &options).await?;
    report::results(cx, &results, true)
}
