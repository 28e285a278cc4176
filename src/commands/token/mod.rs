//! `tenantctl token`

mod decode;
mod given;
mod issuer;
mod pages;
mod report;
mod verify;

use crate::context::Context;
use crate::error::CommandError;
use clap::Subcommand;

/// The commands of `token`.
#[derive(Debug, Subcommand)]
pub enum TokenCommand {
    /// Say whether a token is valid: exit 0 if it is, 8 if it isn't, 6 if that can't be found out
    Verify(Box<verify::VerifyArgs>),
    /// Show what a token says, without saying that it is true
    Decode(decode::DecodeArgs),
}

/// Reads tokens.
///
/// # Errors
/// Each command's own.
pub async fn run(cx: &mut Context, command: TokenCommand) -> Result<(), CommandError> {
    match command {
        TokenCommand::Verify(args) => verify::run(cx, *args).await,
        TokenCommand::Decode(args) => decode::run(cx, &args),
    }
}
