//! Where a cluster's URL comes from: never from an argument, which every user of the machine can
//! read.

use crate::context::Context;
use crate::error::{CommandError, ErrorKind};
use clap::Args;
use secrecy::SecretString;
use std::io::{self, Read};
use std::path::PathBuf;

/// A URL is shorter than this.
const MOST: u64 = 64 * 1024;

/// The connection URL's source.
#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
pub(super) struct UrlSource {
    /// Read the connection URL from this environment variable
    #[arg(long, value_name = "VARIABLE")]
    url_env: Option<String>,
    /// Read the connection URL from this file
    #[arg(long, value_name = "FILE")]
    url_file: Option<PathBuf>,
    /// Read the connection URL from standard input
    #[arg(long)]
    url_stdin: bool,
}

impl UrlSource {
    /// Returns the URL and where it came from, for messages.
    ///
    /// # Errors
    /// Configuration: nothing is there, or it can't be read.
    pub(super) fn read(&self, cx: &Context) -> Result<(SecretString, String), CommandError> {
        let (text, origin) = if let Some(name) = &self.url_env {
            // What isn't a variable's name may be the URL itself, so it isn't repeated.
            if name.is_empty() || !name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_') {
                let error = CommandError::new(ErrorKind::Usage, "--url-env takes the name of a variable, not a URL");
                return Err(error.hint("everyone can read arguments; change that password, and use --url-stdin"));
            }
            let origin = format!("the variable {name}");
            let value = cx.settings.environment().var(name).filter(|value| !value.is_empty());
            let unset = || CommandError::new(ErrorKind::Config, format!("{origin} isn't set"));
            (value.ok_or_else(unset)?.to_owned(), origin)
        } else if let Some(file) = &self.url_file {
            let origin = file.display().to_string();
            warn_if_open(cx, file);
            (text(std::fs::File::open(file), &origin)?, origin)
        } else {
            let origin = "standard input".to_owned();
            (text(Ok(io::stdin()), &origin)?, origin)
        };
        let text = text.trim();
        match text {
            "" => Err(CommandError::new(ErrorKind::Config, format!("{origin} holds no connection URL"))),
            _ if text.contains(char::is_control) => {
                Err(CommandError::new(ErrorKind::Config, format!("{origin} holds more than one line")))
            }
            _ => Ok((SecretString::from(text), origin)),
        }
    }
}

fn text(source: io::Result<impl Read>, origin: &str) -> Result<String, CommandError> {
    let mut text = String::new();
    let read = source.and_then(|source| source.take(MOST).read_to_string(&mut text));
    read.map_err(|error| {
        CommandError::new(ErrorKind::Config, format!("{origin} can't be read")).cause(error.to_string())
    })?;
    Ok(text)
}

fn warn_if_open(cx: &Context, file: &std::path::Path) {
    use std::os::unix::fs::PermissionsExt;
    let mode = std::fs::metadata(file).map_or(0, |found| found.permissions().mode());
    if mode & 0o077 != 0 && mode & 0o170_000 == 0o100_000 {
        cx.ui.warn(&format!("{} can be read by other users: chmod 600 {}", file.display(), file.display()));
    }
}
