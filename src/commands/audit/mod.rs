//! `tenantctl audit`

mod export;
mod list;
mod verify;

use crate::context::Context;
use crate::error::CommandError;
use clap::Subcommand;

/// The commands of `audit`.
#[derive(Debug, Subcommand)]
pub enum AuditCommand {
    /// List what was done, the newest first; --follow shows what comes
    #[command(alias = "ls")]
    List(list::ListArgs),
    /// Check the chain of hashes from the first entry to the last: exit 8 with the first bad entry
    Verify(verify::VerifyArgs),
    /// Print every entry as a line of JSON, or the head as an anchor for a ticket
    Export(export::ExportArgs),
}

/// Reads the log.
///
/// # Errors
/// Each command's own.
pub async fn run(cx: &mut Context, command: AuditCommand) -> Result<(), CommandError> {
    match command {
        AuditCommand::List(args) => list::run(cx, args).await,
        AuditCommand::Verify(args) => verify::run(cx, args).await,
        AuditCommand::Export(args) => export::run(cx, args).await,
    }
}
