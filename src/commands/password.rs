//! Passwords on standard input, as the flag `--password-stdin` has it.

use crate::error::{CommandError, ErrorKind};
use secrecy::SecretString;
use std::io::{IsTerminal, Read};

/// Reads a password from standard input, one line end after it tolerated.
///
/// # Errors
/// Standard input is a terminal, or holds something else.
pub(super) fn from_stdin() -> Result<SecretString, CommandError> {
    let usage = |text: &str| CommandError::new(ErrorKind::Usage, text);
    let stdin = std::io::stdin();
    if stdin.is_terminal() {
        let error = usage("--password-stdin reads a pipe, and this is a terminal");
        return Err(error.hint("pass show ann | tenantctl … --password-stdin"));
    }
    let mut text = String::new();
    // bcrypt looks at no more than 72 bytes, and the Auth server fails for longer ones.
    stdin
        .lock()
        .take(1024)
        .read_to_string(&mut text)
        .map_err(|_| usage("the password on standard input is no text"))?;
    let password = text.strip_suffix('\n').map_or(text.as_str(), |line| line.strip_suffix('\r').unwrap_or(line));
    if password.is_empty() || password.len() > 72 {
        return Err(CommandError::new(ErrorKind::BadInput, "a password has 1 to 72 bytes"));
    }
    Ok(SecretString::from(password))
}
