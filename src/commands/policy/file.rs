//! A policy in a file.

use crate::domain::policy::Policy;
use crate::error::{CommandError, ErrorKind};
use std::io::Read;
use std::path::Path;

/// No policy is longer, in bytes.
const LONGEST: u64 = 4 << 20;

/// Names the file for people.
pub(super) fn shown(file: &Path) -> String {
    if file.as_os_str() == "-" { "standard input".to_owned() } else { file.display().to_string() }
}

/// Reads the policy of a file; `-` is standard input.
///
/// # Errors
/// Bad input, with the line.
pub(super) fn read(file: &Path) -> Result<Policy, CommandError> {
    let shown = shown(file);
    let bad = |cause: String| CommandError::new(ErrorKind::BadInput, format!("{shown} can't be read")).cause(cause);
    let mut text = String::new();
    let read = match file.as_os_str() == "-" {
        true => std::io::stdin().lock().take(LONGEST + 1).read_to_string(&mut text),
        false => std::fs::File::open(file).and_then(|file| file.take(LONGEST + 1).read_to_string(&mut text)),
    };
    let length = read.map_err(|error| bad(error.to_string()))?;
    if u64::try_from(length).is_ok_and(|length| length > LONGEST) {
        return Err(bad("it is longer than 4 MiB".to_owned()));
    }
    Policy::parse(&text).map_err(|error| CommandError::from(error).about(&shown))
}
