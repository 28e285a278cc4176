//! `tenantctl local`

use crate::context::Context;
use crate::error::CommandError;
use crate::output::views::LocalView;
use clap::{Args, Subcommand};

/// The commands of `local`.
#[derive(Debug, Subcommand)]
pub enum LocalCommand {
    /// Start the embedded PostgreSQL, making it first if there is none
    #[command(after_long_help = "Examples:\n  tenantctl local start\n  tenantctl local start --listen 54329")]
    Start(StartArgs),
    /// Stop it; the data stays
    #[command(after_long_help = "Example:\n  tenantctl local stop")]
    Stop,
    /// Show whether it runs, and where
    #[command(after_long_help = "Example:\n  tenantctl local status -o json")]
    Status,
    /// Stop it and delete all of its data: the control plane and every tenant in it
    #[command(after_long_help = "Example:\n  tenantctl local reset --yes")]
    Reset,
}

/// Arguments of `local start`.
#[derive(Debug, Args)]
pub struct StartArgs {
    /// Listen on this TCP port of 127.0.0.1 too
    #[arg(long, value_name = "PORT", value_parser = clap::value_parser!(u16).range(1..))]
    listen: Option<u16>,
}

/// Governs the embedded server.
///
/// # Errors
/// No binaries, another one running, or a confirmation not given.
pub async fn run(cx: &mut Context, command: LocalCommand) -> Result<(), CommandError> {
    let server = cx.local_server()?;
    match command {
        LocalCommand::Start(args) if !cx.dry_run => {
            cx.start_embedded(args.listen).await?;
        }
        LocalCommand::Stop if !cx.dry_run => {
            let was_running = server.stop()?;
            cx.ui.note(if was_running { "stopped" } else { "it wasn't running" });
        }
        LocalCommand::Reset if !cx.dry_run => {
            let question = format!(
                "This deletes the embedded PostgreSQL in {}:\nits control plane and every tenant database in it.\nDelete it?",
                cx.state_dir().display()
            );
            cx.ui.confirm(&question, "-y")?;
            let was_there = server.reset()?;
            cx.ui.note(if was_there { "deleted" } else { "there was nothing to delete" });
        }
        LocalCommand::Start(_) => cx.ui.note("would start the embedded PostgreSQL"),
        LocalCommand::Stop => cx.ui.note("would stop the embedded PostgreSQL"),
        LocalCommand::Reset => cx.ui.note("would stop the embedded PostgreSQL and delete its data"),
        LocalCommand::Status => {}
    }
    cx.ui.show_one(&LocalView::from(cx.local_server()?.status()?))?;
    Ok(())
}
