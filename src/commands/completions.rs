//! `tenantctl completions`

use crate::cli::Cli;
use crate::context::Context;
use crate::error::CommandError;
use clap::{Args, CommandFactory};
use clap_complete::Shell;

/// Arguments of `completions`.
#[derive(Debug, Args)]
#[command(after_long_help = "Example:\n  tenantctl completions bash > /etc/bash_completion.d/tenantctl")]
pub struct CompletionsArgs {
    /// bash, zsh, fish, powershell or elvish
    #[arg(value_enum)]
    shell: Shell,
}

/// Prints a completion script; `-o` doesn't change it, since a shell reads it.
///
/// # Errors
/// stdout can't be written.
pub fn run(cx: &Context, args: CompletionsArgs) -> Result<(), CommandError> {
    cx.ui.raw(script(args.shell))?;
    Ok(())
}

/// Generates the script for a shell.
pub fn script(shell: Shell) -> Vec<u8> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "tenantctl", &mut script);
    script
}
