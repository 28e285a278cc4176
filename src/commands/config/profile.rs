//! `tenantctl config profile`

use crate::cli::ListingArgs;
use crate::config::{Change, Entry, keys};
use crate::context::Context;
use crate::domain::suggest::closest;
use crate::error::{CommandError, ErrorKind};
use crate::output::views::{ProfileView, SettingView};
use clap::{Args, Subcommand};

/// The commands of `config profile`.
#[derive(Debug, Subcommand)]
pub enum ProfileCommand {
    /// List the profiles
    #[command(alias = "ls", after_long_help = "Example:\n  tenantctl config profile list")]
    List(ListingArgs),
    /// Use a profile from now on, unless --profile or a variable names another one
    Use(UseArgs),
    /// What a profile sets; the one in use, if none is named
    Show(ShowArgs),
}

/// Arguments of `config profile use`.
#[derive(Debug, Args)]
#[command(after_long_help = "Examples:\n  tenantctl config profile use staging\n  tenantctl config profile use --none")]
pub struct UseArgs {
    /// The profile
    #[arg(value_name = "NAME", id = "profile_name", required_unless_present = "none")]
    name: Option<String>,
    /// Use none from now on
    #[arg(long, conflicts_with = "profile_name")]
    none: bool,
}

/// Arguments of `config profile show`.
#[derive(Debug, Args)]
#[command(after_long_help = "Examples:\n  tenantctl config profile show\n  tenantctl config profile show prod -o json")]
pub struct ShowArgs {
    /// The profile
    #[arg(value_name = "NAME", id = "profile_name")]
    name: Option<String>,
}

/// Shows the profiles, or changes which one is in use.
///
/// # Errors
/// Not found for a profile that no file has; the file can't be written.
pub(super) fn run(cx: &Context, command: ProfileCommand) -> Result<(), CommandError> {
    match command {
        ProfileCommand::List(_) => list(cx),
        ProfileCommand::Show(args) => {
            let current = || cx.settings.text(keys::PROFILE).map(str::to_owned);
            let Some(name) = args.name.or_else(current) else {
                return Err(CommandError::new(ErrorKind::NotFound, "no profile is in use")
                    .hint("tenantctl config profile list"));
            };
            let entries = find(cx, &name)?;
            cx.ui.show_list(entries.into_iter().map(|entry| SettingView::of(entry, true)))?;
            Ok(())
        }
        ProfileCommand::Use(args) => put_in_use(cx, args.name.as_deref()),
    }
}

fn list(cx: &Context) -> Result<(), CommandError> {
    let current = cx.settings.text(keys::PROFILE);
    let of = |(name, file): (&str, &str)| {
        let entries = cx.settings.profile(name).unwrap_or_default();
        let value = |key: &crate::config::Key| entries.iter().find(|e| e.key == key.name).and_then(|e| e.value.clone());
        ProfileView {
            profile: name.to_owned(),
            current: current == Some(name),
            protected: value(keys::PROTECTED).as_deref() == Some("true"),
            control_plane: value(keys::CONTROL_PLANE_URL).or_else(|| value(keys::DATABASE_URL)),
            file: file.to_owned(),
        }
    };
    cx.ui.show_list(cx.settings.profiles().map(of))?;
    Ok(())
}

fn put_in_use(cx: &Context, name: Option<&str>) -> Result<(), CommandError> {
    if let Some(name) = name {
        find(cx, name)?;
    }
    let text = name.map_or_else(|| "no profile".to_owned(), |name| format!("the profile {name}"));
    if cx.dry_run {
        cx.ui.note(&format!("would use {text} from now on"));
        return Ok(());
    }
    let file = cx.change_settings(false, &[Change { profile: None, key: keys::PROFILE, value: name }])?;
    cx.ui.success(&format!("{text} is used from now on ({file})"));
    let set = cx.settings.origin(keys::PROFILE).filter(|origin| !matches!(origin, crate::config::Origin::File { .. }));
    if let Some(origin) = set {
        cx.ui.warn(&format!("{origin} is stronger"));
    }
    Ok(())
}

fn find(cx: &Context, name: &str) -> Result<Vec<Entry>, CommandError> {
    cx.settings.profile(name).ok_or_else(|| {
        let error = CommandError::new(ErrorKind::NotFound, format!("there is no profile {name:?}"));
        match closest(name, cx.settings.profiles().map(|(name, _)| name)) {
            Some(near) => error.hint(format!("did you mean {near}?")),
            None => error.hint("tenantctl config profile list"),
        }
    })
}
