//! Where a token comes from: an argument, a file, the environment or standard input.

use crate::config::keys;
use crate::context::Context;
use crate::error::{CommandError, ErrorKind};
use crate::token::{MAX_COOKIE_BYTES, MAX_TOKEN_BYTES, Reason, token_from_cookie};
use clap::Args;
use secrecy::{ExposeSecret, SecretString};
use std::fs::File;
use std::io::{IsTerminal, Read};
use std::path::{Path, PathBuf};

/// Our own cookie, where nothing else is said.
const COOKIE: &str = "session";

/// The token.
#[derive(Debug, Args)]
pub(super) struct Given {
    /// The token; everybody on this machine can read it here: better pipe it
    #[arg(value_name = "TOKEN", conflicts_with = "file")]
    token: Option<SecretString>,
    /// Read it from this file; - is standard input
    #[arg(long, value_name = "FILE")]
    file: Option<PathBuf>,
    /// It is a Cookie header: take the token of Supabase's cookie in it, or of the cookie of this name
    #[arg(long, value_name = "NAME", num_args = 0..=1, require_equals = true, default_missing_value = COOKIE)]
    cookie: Option<String>,
}

impl Given {
    /// Opens the text behind the token: a file, else standard input.
    ///
    /// # Errors
    /// It can't be opened, or is a terminal.
    pub(super) fn open(&self) -> Result<Box<dyn Read>, CommandError> {
        match &self.file {
            Some(file) if file != Path::new("-") => {
                let opened = File::open(file).map_err(|error| {
                    let text = format!("{} can't be read", file.display());
                    let kind = if error.kind() == std::io::ErrorKind::NotFound {
                        ErrorKind::NotFound
                    } else {
                        ErrorKind::Config
                    };
                    CommandError::new(kind, text).cause(error.to_string())
                })?;
                Ok(Box::new(opened))
            }
            _ if std::io::stdin().is_terminal() => {
                let error = CommandError::new(ErrorKind::Usage, "no token is given, and standard input is a terminal");
                Err(error.hint("pipe one: pbpaste | tenantctl token verify").hint("or --file FILE, or TENANTCTL_TOKEN"))
            }
            _ => Ok(Box::new(std::io::stdin())),
        }
    }

    /// Reads the token. What is too long or no text is none, as the reason says.
    ///
    /// # Errors
    /// Nothing can be read there.
    pub(super) fn read(&self, cx: &Context) -> Result<Result<SecretString, Reason>, CommandError> {
        let text = match &self.token {
            Some(token) if token.expose_secret() != "-" => {
                cx.ui.warn("a token given as an argument can be read by everybody on this machine; pipe it instead");
                token.clone()
            }
            _ => match cx.settings.secret(keys::TOKEN)?.filter(|_| self.file.is_none() && self.token.is_none()) {
                Some(token) => token,
                None => match self.piped()? {
                    Ok(text) => text,
                    Err(reason) => return Ok(Err(reason)),
                },
            },
        };
        let header = text.expose_secret();
        let says_so = header.get(..7).is_some_and(|start| start.eq_ignore_ascii_case("cookie:"));
        Ok(match &self.cookie {
            None if !says_so => Ok(text),
            name => {
                let name = name.as_deref().unwrap_or(COOKIE);
                token_from_cookie(header, name).and_then(|found| found.ok_or(Reason::Malformed))
            }
        })
    }

    fn piped(&self) -> Result<Result<SecretString, Reason>, CommandError> {
        // A cookie header may say itself that it is one.
        let most = MAX_COOKIE_BYTES.max(MAX_TOKEN_BYTES) + "\r\n".len();
        let mut bytes = Vec::new();
        self.open()?.take(most as u64 + 1).read_to_end(&mut bytes).map_err(|error| {
            CommandError::new(ErrorKind::Config, "the token can't be read").cause(error.to_string())
        })?;
        if bytes.len() > most {
            return Ok(Err(Reason::Malformed));
        }
        Ok(String::from_utf8(bytes).map(SecretString::from).map_err(|_| Reason::Malformed))
    }
}
