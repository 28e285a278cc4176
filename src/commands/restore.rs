//! `tenantctl restore`

use super::selection::OneTenant;
use super::suspend::{apply, show, would};
use crate::config::{Key, keys};
use crate::context::Context;
use crate::domain::lifecycle::Change;
use crate::error::CommandError;
use crate::ops::lifecycle::Wish;
use clap::Args;

/// Arguments of `restore`.
#[derive(Debug, Args)]
#[command(after_long_help = "Examples:
  tenantctl restore acme-corp
  tenantctl restore acme-corp --dry-run

It is active or suspended again, as it was: the same database, logins, passwords and connection limit, with pending
migrations applied. Sessions that were deleted stay deleted: its users log in again.")]
pub struct RestoreArgs {
    #[command(flatten)]
    tenant: OneTenant,
    /// Your own migration files in place of the built-in ones; the same as for provision
    #[arg(long, value_name = "FOLDER")]
    dir: Option<String>,
}

impl RestoreArgs {
    /// Returns the settings that these flags set.
    pub fn settings(&self) -> Vec<(&'static Key, String)> {
        self.dir.iter().map(|dir| (keys::MIGRATIONS_DIR, dir.clone())).collect()
    }
}

/// Takes a tenant's deletion back.
///
/// # Errors
/// Not found, a purge that has begun, a conflict with another run, or a step failed; then the same command goes on.
pub async fn run(cx: &mut Context, args: RestoreArgs) -> Result<(), CommandError> {
    let _usable = cx.migrations()?;
    let wish = Wish::plain(Change::Restore);
    let control = if cx.dry_run { cx.read_plane().await? } else { cx.write_plane().await?.0 };
    let tenant = args.tenant.find(cx, &control).await?;
    if cx.dry_run {
        return would(cx, &control, &tenant, &wish).await;
    }
    let changed = apply(cx, &tenant, &wish).await?;
    show(cx, &changed, "restored")
}
