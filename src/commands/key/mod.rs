//! `tenantctl key`

mod change;
mod export;

use crate::cli::ListingArgs;
use crate::context::Context;
use crate::error::CommandError;
use crate::ops::keys;
use crate::output::views::KeyView;
use clap::Subcommand;

/// The commands of `key`.
#[derive(Debug, Subcommand)]
pub enum KeyCommand {
    /// Make a signing key: the first signs at once, a later one waits on standby
    Create(change::CreateArgs),
    /// List the signing keys with their states
    #[command(
        alias = "ls",
        after_long_help = "Example:\n  tenantctl key list -o json

standby: published, signs nothing yet. active: signs. verifying: signs no more, its tokens are still good.
retired: nothing it signed is good any more, and its private part is gone."
    )]
    List(ListingArgs),
    /// Let the oldest standby key sign; the one that did goes on verifying
    Rotate(change::RotateArgs),
    /// End a standby or verifying key: what it signed is refused from then on
    Retire(change::RetireArgs),
    /// Print the public keys as a JWK set, for verifiers
    Export(export::ExportArgs),
}

/// Governs the signing keys.
///
/// # Errors
/// Each command's own.
pub async fn run(cx: &mut Context, command: KeyCommand) -> Result<(), CommandError> {
    match command {
        KeyCommand::Create(args) => change::create(cx, args).await,
        KeyCommand::List(_) => list(cx).await,
        KeyCommand::Rotate(args) => change::rotate(cx, args).await,
        KeyCommand::Retire(args) => change::retire(cx, args).await,
        KeyCommand::Export(args) => export::run(cx, args).await,
    }
}

async fn list(cx: &mut Context) -> Result<(), CommandError> {
    let control = cx.read_plane().await?;
    let rows = keys::all(&control).await?;
    cx.ui.show_list(rows.iter().map(KeyView::of))?;
    Ok(())
}
