//! `tenantctl policy`

mod apply;
mod check;
mod diff;
mod file;
mod fleet;
mod show;
mod sync;

use crate::context::Context;
use crate::error::CommandError;
use clap::Subcommand;

/// The commands of `policy`.
#[derive(Debug, Subcommand)]
pub enum PolicyCommand {
    /// Show who may do what
    Show(show::ShowArgs),
    /// Put the policy of a file in the place of the present one
    Apply(apply::ApplyArgs),
    /// Compare tenants, or a file, with the present policy: exit 8 if something differs
    Diff(Box<diff::DiffArgs>),
    /// Bring the present policy into tenants, where it holds at once
    Sync(Box<sync::SyncArgs>),
    /// May a user do something, and why: exit 8 if not
    Check(check::CheckArgs),
}

/// Governs the permission policy.
///
/// # Errors
/// Each command's own.
pub async fn run(cx: &mut Context, command: PolicyCommand) -> Result<(), CommandError> {
    match command {
        PolicyCommand::Show(args) => show::run(cx, args).await,
        PolicyCommand::Apply(args) => apply::run(cx, args).await,
        PolicyCommand::Diff(args) => diff::run(cx, *args).await,
        PolicyCommand::Sync(args) => sync::run(cx, *args).await,
        PolicyCommand::Check(args) => check::run(cx, args).await,
    }
}
