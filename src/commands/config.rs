//! `tenantctl config`

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
    #[command(after_long_help = "Example:\n  tenantctl config list -o json")]
    List,
    /// One setting
    #[command(after_long_help = "Example:\n  tenantctl config get provider")]
    Get(GetArgs),
    /// The files that are read, strongest first
    #[command(after_long_help = "Example:\n  tenantctl config path")]
    Path,
}

/// Arguments of `config get`.
#[derive(Debug, Args)]
pub struct GetArgs {
    /// The setting's name
    key: String,
}

/// Shows settings.
///
/// # Errors
/// Not found for a key that doesn't exist.
pub fn run(cx: &Context, command: ConfigCommand) -> Result<(), CommandError> {
    match command {
        ConfigCommand::List => cx.ui.show_list(cx.settings.entries().into_iter().map(SettingView::from))?,
        ConfigCommand::Path => {
            cx.ui.show_list(cx.settings.paths().iter().map(|place| ConfigFileView {
                file: place.path.display().to_string(),
                role: place.role.to_string(),
                exists: place.exists,
            }))?;
        }
        ConfigCommand::Get(args) => {
            let unknown = || {
                let error = CommandError::new(ErrorKind::NotFound, format!("there is no setting {:?}", args.key));
                match closest(&args.key, keys::ALL.into_iter().map(|key| key.name)) {
                    Some(near) => error.hint(format!("did you mean {near}?")),
                    None => error.hint("tenantctl config list"),
                }
            };
            let key = Key::named(&args.key).ok_or_else(unknown)?;
            let entry = cx.settings.entries().into_iter().find(|e| e.key == key.name).ok_or_else(unknown)?;
            cx.ui.show_one(&SettingView::from(entry))?;
        }
    }
    Ok(())
}
