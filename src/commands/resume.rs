//! `tenantctl resume`

use super::due;
use super::selection::OneTenant;
use super::suspend::{apply, show, would};
use crate::config::{Key, keys};
use crate::context::Context;
use crate::domain::lifecycle::Change;
use crate::error::CommandError;
use crate::ops::lifecycle::Wish;
use clap::Args;

/// Arguments of `resume`.
#[derive(Debug, Args)]
#[command(after_long_help = "Examples:
  tenantctl resume acme-corp
  tenantctl resume acme-corp --dry-run
  tenantctl resume --due

Pending migrations are applied first, and both logins are proven before the tenant is active again.")]
pub struct ResumeArgs {
    #[command(flatten)]
    tenant: OneTenant,
    /// Every tenant whose suspension has lapsed
    #[arg(long, conflicts_with_all = ["tenant", "tenant_id"])]
    due: bool,
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

/// Opens a suspended tenant again.
///
/// # Errors
/// Not found, a conflict with its status or another run, or a step failed; then the same command goes on.
pub async fn run(cx: &mut Context, args: ResumeArgs) -> Result<(), CommandError> {
    let _usable = cx.migrations()?;
    let wish = Wish::plain(Change::Resume);
    let control = if cx.dry_run { cx.read_plane().await? } else { cx.write_plane().await?.0 };
    if args.due {
        let schema = cx.schema(&control).await?;
        return due::run(cx, &control, &wish, Some(&schema)).await;
    }
    let tenant = args.tenant.find(cx, &control).await?;
    if cx.dry_run {
        return would(cx, &control, &tenant, &wish).await;
    }
    let changed = apply(cx, &tenant, &wish).await?;
    show(cx, &changed, "resumed")
}
