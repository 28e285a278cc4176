//! `tenantctl config`

mod profile;
mod set;

use crate::cli::ListingArgs;
use crate::config::{Key, keys};
use crate::context::Context;
use crate::domain::suggest::closest;
use crate::error::{CommandError, ErrorKind};
use crate::output::views::{ConfigFileView, SettingView};
use clap::{Args, Subcommand};

/// The commands of `config`.
#[derive(Debug, Subcommand)]
pub enum ConfigCommand {
    /// Every setting with its value and where it comes from; secrets are masked
    #[command(after_long_help = "Examples:\n  tenantctl config list\n  tenantctl config list --show-origin")]
    List(ListArgs),
    /// One setting
    #[command(after_long_help = "Example:\n  tenantctl config get provider")]
    Get(GetArgs),
    /// Write a setting into a file, whose comments stay
    Set(set::SetArgs),
    /// Take a setting out of a file
    Unset(set::UnsetArgs),
    /// The files that are read, strongest first
    #[command(after_long_help = "Example:\n  tenantctl config path")]
    Path,
    /// Named sets of settings
    #[command(subcommand)]
    Profile(profile::ProfileCommand),
}

/// Arguments of `config list`.
#[derive(Debug, Args)]
pub struct ListArgs {
    /// Name the file and the line, the variable or the flag too
    #[arg(long)]
    show_origin: bool,
    #[command(flatten)]
    _listing: ListingArgs,
}

/// Arguments of `config get`.
#[derive(Debug, Args)]
pub struct GetArgs {
    /// The setting's name
    #[arg(value_parser = key)]
    key: &'static Key,
}

/// Finds a setting by its name.
fn key(name: &str) -> Result<&'static Key, String> {
    Key::named(name).ok_or_else(|| match closest(name, keys::ALL.into_iter().map(|key| key.name)) {
        Some(near) => format!("there is no such setting; did you mean {near}?"),
        None => "there is no such setting; tenantctl config list shows them".to_owned(),
    })
}

/// Shows settings, or changes them.
///
/// # Errors
/// A file that can't be read or written; not found for a profile that doesn't exist.
pub fn run(cx: &Context, command: ConfigCommand) -> Result<(), CommandError> {
    match command {
        ConfigCommand::List(args) => {
            let entries = cx.settings.entries().into_iter();
            cx.ui.show_list(entries.map(|entry| SettingView::of(entry, args.show_origin)))?;
        }
        ConfigCommand::Path => {
            cx.ui.show_list(cx.settings.paths().iter().map(|place| ConfigFileView {
                file: place.path.display().to_string(),
                role: place.role.to_string(),
                exists: place.exists,
            }))?;
        }
        ConfigCommand::Get(args) => {
            let entry = cx.settings.entries().into_iter().find(|entry| entry.key == args.key.name);
            let missing = || CommandError::new(ErrorKind::Internal, format!("{} isn't listed", args.key.name));
            cx.ui.show_one(&SettingView::of(entry.ok_or_else(missing)?, true))?;
        }
        ConfigCommand::Set(args) => set::set(cx, args)?,
        ConfigCommand::Unset(args) => set::unset(cx, &args)?,
        ConfigCommand::Profile(command) => profile::run(cx, command)?,
    }
    Ok(())
}
