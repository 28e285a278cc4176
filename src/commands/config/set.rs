//! `tenantctl config set` and `unset`

use crate::config::{Change, Key, Kind, is_profile_name};
use crate::context::Context;
use crate::error::{CommandError, ErrorKind};
use clap::Args;
use secrecy::ExposeSecret;
use std::io::Read;

/// A setting is shorter than this.
const MOST: u64 = 64 * 1024;

/// Arguments of `config set`.
#[derive(Debug, Args)]
#[command(after_long_help = "Examples:
  tenantctl config set region eu-west-1
  tenantctl config set protected true --profile prod
  tenantctl config set supabase_access_token file:/run/secrets/supabase
  pass show prod-url | tenantctl config set database_url - --profile prod

The file is the user's, or ./tenantctl.toml with --project, or what --config names; its mode becomes 0600 and
its comments stay. With --profile the setting goes into that profile, which is made if it isn't there.")]
pub struct SetArgs {
    /// The setting's name
    #[arg(value_parser = super::key)]
    key: &'static Key,
    /// Its value; - reads standard input, and nothing asks for a secret
    value: Option<String>,
    /// Write ./tenantctl.toml
    #[arg(long)]
    project: bool,
}

/// Arguments of `config unset`.
#[derive(Debug, Args)]
#[command(
    after_long_help = "Examples:\n  tenantctl config unset region\n  tenantctl config unset protected --profile prod"
)]
pub struct UnsetArgs {
    /// The setting's name
    #[arg(value_parser = super::key)]
    key: &'static Key,
    /// Change ./tenantctl.toml
    #[arg(long)]
    project: bool,
}

/// Writes a setting.
///
/// # Errors
/// Usage for a secret in the arguments; a value that the setting doesn't take; the file can't be written.
pub(super) fn set(cx: &Context, args: SetArgs) -> Result<(), CommandError> {
    let value = match args.value.as_deref() {
        Some("-") => from_stdin()?,
        Some(value) if args.key.secret && is_secret(args.key, value) => {
            let text = format!("{} is a secret, and everyone can read arguments", args.key.name);
            let error = CommandError::new(ErrorKind::Usage, text);
            return Err(error
                .hint(format!("tenantctl config set {} - reads standard input", args.key.name))
                .hint("a reference is no secret: env:NAME, file:PATH, cmd:PROGRAM"));
        }
        Some(value) => value.to_owned(),
        None if args.key.secret => {
            let typed = cx.ui.ask_secret(args.key.name, "- and the value on standard input")?;
            typed.expose_secret().to_owned()
        }
        None => return Err(CommandError::new(ErrorKind::Usage, format!("no value for {} is given", args.key.name))),
    };
    change(cx, args.key, Some(&value), args.project)
}

/// Takes a setting out.
///
/// # Errors
/// The file can't be written.
pub(super) fn unset(cx: &Context, args: &UnsetArgs) -> Result<(), CommandError> {
    change(cx, args.key, None, args.project)
}

fn change(cx: &Context, key: &'static Key, value: Option<&str>, project: bool) -> Result<(), CommandError> {
    let profile = cx.named_profile();
    if let Some(name) = profile.filter(|name| !is_profile_name(name)) {
        let text = format!("{name:?} can't be a profile's name: 1 to 40 letters, digits, - or _");
        return Err(CommandError::new(ErrorKind::Usage, text));
    }
    let of = profile.map(|name| format!(" of the profile {name}")).unwrap_or_default();
    let done = if value.is_some() { "set" } else { "unset" };
    if cx.dry_run {
        cx.ui.note(&format!("would have {done} {}{of}", key.name));
        return Ok(());
    }
    let file = cx.change_settings(project, &[Change { profile, key, value }])?;
    cx.ui.success(&format!("{done} {}{of} in {file}", key.name));
    Ok(())
}

/// Tells whether a value is more than a reference to one, or a URL without a password.
fn is_secret(key: &Key, value: &str) -> bool {
    let reference = ["env:", "file:", "cmd:"].iter().any(|kind| value.starts_with(kind));
    let harmless =
        key.kind == Kind::Url && url::Url::parse(value).is_ok_and(|url| crate::config::mask_url(value) == url.as_str());
    !reference && !harmless
}

fn from_stdin() -> Result<String, CommandError> {
    let mut text = String::new();
    std::io::stdin().take(MOST).read_to_string(&mut text).map_err(|error| {
        CommandError::new(ErrorKind::BadInput, "standard input can't be read").cause(error.to_string())
    })?;
    Ok(text.trim_end_matches(['\r', '\n']).to_owned())
}
