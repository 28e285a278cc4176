//! `tenantctl secret`

mod rekey;

use crate::context::Context;
use crate::error::CommandError;
use crate::ops::rekey::{RekeyError, check};
use crate::output::views::KeyUseView;
use clap::Subcommand;

/// The commands of `secret`.
#[derive(Debug, Subcommand)]
pub enum SecretCommand {
    /// Change the master key: everything that it protects is sealed with the new one
    Rekey(rekey::RekeyArgs),
    /// Open everything that is sealed, and count what each master key protects: exit 8 if something doesn't open
    #[command(after_long_help = "Examples:\n  tenantctl secret check\n  tenantctl secret check -o json")]
    Check,
}

/// Governs the master key.
///
/// # Errors
/// Each command's own.
pub async fn run(cx: &mut Context, command: SecretCommand) -> Result<(), CommandError> {
    match command {
        SecretCommand::Rekey(args) => rekey::run(cx, args).await,
        SecretCommand::Check => look(cx).await,
    }
}

async fn look(cx: &mut Context) -> Result<(), CommandError> {
    let control = cx.read_plane().await?;
    let vault = cx.vault(&control).await?;
    let progress = cx.ui.spinner("opening everything that is sealed");
    let checked = check(&control, &vault).await;
    progress.finish();
    let checked = checked?;
    cx.ui.show_list(checked.keys.iter().map(KeyUseView::of))?;
    if !checked.unopened.is_empty() {
        return Err(RekeyError::Unopened(checked.unopened).into());
    }
    let count: u64 = checked.keys.iter().map(|key| key.rows.values().sum::<u64>() + key.secrets).sum();
    cx.ui.success(&format!("all of {count} sealed values open"));
    Ok(())
}
