//! Changes one value of a configuration file and leaves the rest as it is, comments included.

use super::error::ConfigError;
use super::key::{Key, Kind};
use super::origin::FileRole;
use super::places::{LookedFor, Place};
use super::private_file::write_private;
use super::{file, read};
use std::ops::Range;
use std::path::Path;
use toml::de::{DeString, DeTable, DeValue};
use toml::{Spanned, Table};

/// What to change in a file.
#[derive(Debug, Clone)]
pub struct Change<'a> {
    /// The profile; none for the file's own settings.
    pub profile: Option<&'a str>,
    /// The setting.
    pub key: &'static Key,
    /// Its value as flags and variables have it; none takes the setting away.
    pub value: Option<&'a str>,
}

/// Writes changes into the file, mode 0600 and whole or not at all; makes it if it isn't there.
///
/// # Errors
///
/// The file is malformed or would be, a value that its key doesn't take, or it can't be written.
pub(super) fn edit(file: &LookedFor, home: Option<&Path>, changes: &[Change<'_>]) -> Result<(), ConfigError> {
    let place = Place { role: file.role, file: file.file.clone(), path: file.path.clone(), named_by: None };
    let before = read::read(&place, &mut Vec::new())?.map(|found| found.text).unwrap_or_default();
    check(&place, home, &before)?;
    let mut text = before.clone();
    for change in changes {
        text = changed(&text, change)
            .filter(|after| is_that_change(&text, after, change))
            .ok_or_else(|| by_hand(&place, change))?;
    }
    check(&place, home, &text)?;
    if text == before {
        return Ok(());
    }
    let unwritable = |source| ConfigError::Unwritable { file: place.file.clone(), source };
    write_private(&place.path, text.as_bytes(), true).map_err(unwritable)
}

/// Refuses what the next run would refuse to read.
fn check(place: &Place, home: Option<&Path>, text: &str) -> Result<(), ConfigError> {
    let text = read::FileText { text: text.to_owned(), readable_by_others: false, writable_by_others: false };
    file::parse(place, &text, home).map(drop)
}

fn by_hand(place: &Place, change: &Change<'_>) -> ConfigError {
    ConfigError::NotAConfigFile {
        file: place.file.clone(),
        problem: format!("{} is written in a way that only a person can change", change.key.name),
    }
}

/// Returns the text with the change, if it is one that can be made by line.
fn changed(text: &str, change: &Change<'_>) -> Option<String> {
    let document = DeTable::parse(text).ok()?;
    let root = document.get_ref();
    let name = change.key.name;
    let profile = match change.profile {
        None => None,
        Some(profile) => match root.get("profile").map(Spanned::get_ref) {
            None => return Some(appended(text, profile, change)),
            Some(DeValue::Table(profiles)) => match profiles.get_key_value(profile) {
                None => return Some(appended(text, profile, change)),
                Some(found) => Some(found),
            },
            Some(_) => return None,
        },
    };
    let table = match profile {
        None => root,
        Some((_, value)) => match value.get_ref() {
            DeValue::Table(table) => table,
            _ => return None,
        },
    };
    match (table.get_key_value(name), change.value) {
        (Some((_, found)), Some(value)) => Some(spliced(text, found.span(), &written(change.key, value))),
        (Some((key, found)), None) => {
            let lines = line_start(text, key.span().start)..line_end(text, found.span().end);
            // A line of its own, not a part of an inline table.
            let own = text.get(lines.start..key.span().start)?.trim().is_empty();
            own.then(|| spliced(text, lines, ""))
        }
        (None, None) => Some(text.to_owned()),
        (None, Some(value)) => {
            let line = format!("{name} = {}\n", written(change.key, value));
            let at = match (last_value(table), profile) {
                (Some(end), _) => line_end(text, end),
                (None, Some((name, _))) => line_end(text, name.span().end),
                (None, None) => 0,
            };
            Some(spliced(text, at..at, &with_break(text, at, &line)))
        }
    }
}

/// Tells whether the change, and nothing else, is what differs: inline tables and dotted keys aren't
/// changed by line.
fn is_that_change(before: &str, after: &str, change: &Change<'_>) -> bool {
    let (Ok(mut expected), Ok(found)) = (before.parse::<Table>(), after.parse::<Table>()) else { return false };
    let Some(table) = table_of(&mut expected, change.profile) else { return false };
    match change.value.map(|value| written(change.key, value).parse::<toml::Value>()) {
        Some(Ok(value)) => drop(table.insert(change.key.name.to_owned(), value)),
        Some(Err(_)) => return false,
        None => drop(table.remove(change.key.name)),
    }
    // Taking a setting out of a profile that isn't there doesn't make it.
    expected == found || (change.value.is_none() && before == after)
}

fn table_of<'a>(root: &'a mut Table, profile: Option<&str>) -> Option<&'a mut Table> {
    let Some(name) = profile else { return Some(root) };
    let empty = || toml::Value::Table(Table::new());
    let profiles = root.entry("profile").or_insert_with(empty).as_table_mut()?;
    profiles.entry(name).or_insert_with(empty).as_table_mut()
}

/// The end of the last value of a table that isn't a table itself.
fn last_value(table: &DeTable<'_>) -> Option<usize> {
    let plain = |(_, value): (&Spanned<DeString<'_>>, &Spanned<DeValue<'_>>)| match value.get_ref() {
        DeValue::Table(_) => None,
        _ => Some(value.span().end),
    };
    table.iter().filter_map(plain).max()
}

fn appended(text: &str, profile: &str, change: &Change<'_>) -> String {
    let Some(value) = change.value else { return text.to_owned() };
    let gap = if text.is_empty() { "" } else { "\n" };
    let table = format!("{gap}[profile.{profile}]\n{} = {}\n", change.key.name, written(change.key, value));
    format!("{text}{}", with_break(text, text.len(), &table))
}

/// A value as TOML writes it.
fn written(key: &Key, value: &str) -> String {
    match key.kind {
        Kind::Bool | Kind::Number { .. } => value.to_owned(),
        _ => toml::Value::String(value.to_owned()).to_string(),
    }
}

fn with_break(text: &str, at: usize, line: &str) -> String {
    let begins = text.get(..at).is_none_or(|before| before.is_empty() || before.ends_with('\n'));
    if begins { line.to_owned() } else { format!("\n{line}") }
}

fn line_start(text: &str, at: usize) -> usize {
    text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |newline| newline + 1)
}

fn line_end(text: &str, at: usize) -> usize {
    text.get(at..).and_then(|after| after.find('\n')).map_or(text.len(), |newline| at + newline + 1)
}

fn spliced(text: &str, range: Range<usize>, with: &str) -> String {
    let mut text = text.to_owned();
    text.replace_range(range, with);
    text
}

/// Picks the file that `config set` changes: what `--config` names, else the project's if asked for,
/// else the user's.
pub(super) fn file_to_edit(looked_for: &[LookedFor], project: bool) -> Option<&LookedFor> {
    let of = |role| looked_for.iter().find(|file| file.role == role);
    of(FileRole::Config).or_else(|| of(if project { FileRole::Project } else { FileRole::User }))
}

#[cfg(test)]
#[path = "edit_tests.rs"]
mod tests;
