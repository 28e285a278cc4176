//! `tenantctl man`

use super::help::find;
use crate::context::Context;
use crate::error::{CommandError, ErrorKind};
use clap::{Args, Command};
use std::io;
use std::path::{Path, PathBuf};

/// Arguments of `man`.
#[derive(Debug, Args)]
#[command(after_long_help = "Examples:
  tenantctl man provision | man -l -
  tenantctl man --out /usr/local/share/man/man1")]
pub struct ManArgs {
    /// The command; without it tenantctl itself
    #[arg(value_name = "COMMAND")]
    command: Vec<String>,
    /// Write the page, and those of the commands below it, into this folder
    #[arg(long, value_name = "FOLDER")]
    out: Option<PathBuf>,
}

/// Prints a manual page, or writes several.
///
/// # Errors
/// Usage for a command that doesn't exist; the folder can't be written.
pub fn run(cx: &Context, args: &ManArgs) -> Result<(), CommandError> {
    let path: Vec<&str> = args.command.iter().map(String::as_str).collect();
    let command = find(&path)?;
    let Some(folder) = &args.out else {
        cx.ui.raw(page(command)?.1)?;
        return Ok(());
    };
    if cx.dry_run {
        cx.ui.note(&format!("would write manual pages into {}", folder.display()));
        return Ok(());
    }
    std::fs::create_dir_all(folder).map_err(|error| in_folder(folder, error))?;
    write(command, folder)?;
    cx.ui.success(&format!("wrote the manual pages into {}", folder.display()));
    Ok(())
}

/// Writes the page of a command and those below it.
fn write(command: Command, folder: &Path) -> Result<(), CommandError> {
    for below in command.get_subcommands().filter(|below| !below.is_hide_set()) {
        write(below.clone(), folder)?;
    }
    let (name, page) = page(command)?;
    std::fs::write(folder.join(name), page).map_err(|error| in_folder(folder, error))
}

/// Returns the name and the text of a command's page.
fn page(command: Command) -> Result<(String, String), CommandError> {
    // clap_mangen leaves out what describes a flag that `-h` doesn't show.
    let page = clap_mangen::Man::new(command.mut_args(|arg| arg.hide_short_help(false)));
    let mut text = Vec::new();
    page.render(&mut text).map_err(not_made)?;
    let text = String::from_utf8_lossy(&text).replace(".SH EXTRA\n", ".SH EXAMPLES\n");
    Ok((page.get_filename(), text))
}

fn not_made(error: io::Error) -> CommandError {
    CommandError::new(ErrorKind::Internal, "the manual page can't be made").cause(error.to_string())
}

fn in_folder(folder: &Path, error: io::Error) -> CommandError {
    CommandError::new(ErrorKind::Config, format!("{} can't be written", folder.display())).cause(error.to_string())
}
