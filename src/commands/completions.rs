//! `tenantctl completions`

use crate::cli;
use crate::context::Context;
use crate::error::CommandError;
use clap::Args;
use clap_complete::Shell;

/// Arguments of `completions`.
#[derive(Debug, Args)]
#[command(after_long_help = "Examples:
  tenantctl completions bash >> ~/.bashrc
  tenantctl completions zsh >> ~/.zshrc
  tenantctl completions fish > ~/.config/fish/completions/tenantctl.fish
  tenantctl completions bash --static > /usr/share/bash-completion/completions/tenantctl

The line that is printed asks tenantctl itself at each start of the shell, so it never goes stale; tenants,
regions, clusters and profiles are completed from what earlier commands saw, without a connection. A static
script knows commands and flags alone.")]
pub struct CompletionsArgs {
    /// bash, zsh, fish, powershell or elvish
    #[arg(value_enum, hide_possible_values = true)]
    shell: Shell,
    /// Print a script that works without asking tenantctl, for packages
    #[arg(long = "static")]
    fixed: bool,
}

/// Prints what a shell reads; `-o` doesn't change it.
///
/// # Errors
/// stdout can't be written.
pub fn run(cx: &Context, args: CompletionsArgs) -> Result<(), CommandError> {
    if args.fixed {
        cx.ui.raw(script(args.shell))?;
    } else {
        cx.ui.raw(format!("{}\n", line(args.shell)))?;
    }
    Ok(())
}

/// The line that has a shell ask tenantctl for its completions.
fn line(shell: Shell) -> &'static str {
    match shell {
        Shell::Zsh => "source <(COMPLETE=zsh tenantctl)",
        Shell::Fish => "COMPLETE=fish tenantctl | source",
        Shell::Elvish => "eval (E:COMPLETE=elvish tenantctl | slurp)",
        Shell::PowerShell => {
            "$env:COMPLETE = \"powershell\"; tenantctl | Out-String | Invoke-Expression; Remove-Item Env:\\COMPLETE"
        }
        // The enum may grow; what is no shell of ours is read as bash reads it.
        _ => "source <(COMPLETE=bash tenantctl)",
    }
}

/// Generates the static script for a shell.
fn script(shell: Shell) -> Vec<u8> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut cli::command(), "tenantctl", &mut script);
    script
}
