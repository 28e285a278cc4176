//! The env file: variables by name, never put into the process's environment.

use super::error::ConfigError;
use super::places::Place;
use super::suggest;
use std::cell::Cell;
use std::collections::BTreeMap;
use std::io::Read;

/// Parses the text of the env file at `place`. Of a name that stands twice the last value counts, as in a shell.
///
/// dotenvy expands `$NAME` outside single quotes, also where a password merely has a `$` in
/// it, so that a value with a bare `$` of a name that we read gets a warning.
pub(super) fn parse(
    place: &Place,
    text: &str,
    warnings: &mut Vec<String>,
) -> Result<BTreeMap<String, String>, ConfigError> {
    let served = Cell::new(0);
    let mut entries = dotenvy::from_read_iter(Lines { rest: text, served: &served });
    let mut variables = BTreeMap::new();
    loop {
        let before = served.get();
        let (name, value) = match entries.next() {
            None => return Ok(variables),
            Some(Ok(entry)) => entry,
            Some(Err(error)) => {
                return Err(ConfigError::EnvFileSyntax {
                    file: place.file.clone(),
                    line: line_of(&error, served.get()),
                });
            }
        };
        let read_by_us = suggest::is_known_variable(&name) || name.starts_with(suggest::PREFIX);
        let written = text.split_inclusive('\n').skip(before).take(served.get() - before);
        if read_by_us && written.last().is_some_and(has_bare_dollar) {
            warnings.push(format!(
                "{}: a $ in the value of {name} was expanded; put the value in single quotes to keep it",
                place.file
            ));
        }
        if variables.insert(name.clone(), value).is_some() && read_by_us {
            warnings.push(format!("{}: {name} is set more than once, the last value counts", place.file));
        }
    }
}

/// The line where the faulty entry begins: the last line served, less the line ends within the entry.
fn line_of(error: &dotenvy::Error, served: usize) -> usize {
    match error {
        dotenvy::Error::LineParse(entry, _) => {
            let within = entry.strip_suffix('\n').unwrap_or(entry).matches('\n').count();
            served.saturating_sub(within).max(1)
        }
        _ => served.max(1),
    }
}

/// True if a line has a `$` that begins no `${NAME}`, isn't escaped, and isn't in single quotes.
fn has_bare_dollar(line: &str) -> bool {
    let value = line.split_once('=').map_or("", |(_, value)| value.trim_start());
    if value.starts_with('\'') || value.starts_with('#') {
        return false;
    }
    let value = value.split_once(" #").map_or(value, |(value, _)| value);
    let mut previous = ' ';
    let mut characters = value.chars().peekable();
    while let Some(c) = characters.next() {
        if c == '$' && previous != '\\' && characters.peek() != Some(&'{') {
            return true;
        }
        previous = c;
    }
    false
}

/// Serves one line at a time and counts them: dotenvy doesn't say which line it is at.
struct Lines<'a> {
    rest: &'a str,
    served: &'a Cell<usize>,
}

impl Read for Lines<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let line = self.rest.as_bytes().split_inclusive(|byte| *byte == b'\n').next().unwrap_or_default();
        let mut length = line.len().min(buffer.len());
        while !self.rest.is_char_boundary(length) {
            length -= 1;
        }
        let (now, later) = self.rest.split_at(length);
        if let Some(target) = buffer.get_mut(..length) {
            target.copy_from_slice(now.as_bytes());
        }
        if now.ends_with('\n') || (later.is_empty() && !now.is_empty()) {
            self.served.set(self.served.get() + 1);
        }
        self.rest = later;
        Ok(length)
    }
}
