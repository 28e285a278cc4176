//! A configuration file: TOML with a flat table of keys, and a table of keys for each profile.

use super::error::ConfigError;
use super::key::{Key, Kind};
use super::origin::Origin;
use super::places::Place;
use super::read::FileText;
use super::suggest;
use super::value::{Base, Value};
use std::collections::BTreeMap;
use std::path::Path;
use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

/// The values of a file, by key.
pub(super) type Layer = BTreeMap<&'static str, Value>;

/// What a file holds.
#[derive(Debug, Default)]
pub(super) struct FileLayer {
    /// Its own values.
    pub(super) values: Layer,
    /// Its profiles, by name.
    pub(super) profiles: BTreeMap<String, Layer>,
}

/// Parses what `place` holds. Every value is checked, also where a stronger place overrides it.
pub(super) fn parse(place: &Place, file: &FileText, home: Option<&Path>) -> Result<FileLayer, ConfigError> {
    let text = &file.text;
    let document = DeTable::parse(text).map_err(|error| {
        let (line, column) = position(text, error.span().map_or(0, |span| span.start));
        ConfigError::Syntax { file: place.file.clone(), line, column, problem: error.message().to_owned() }
    })?;
    let source = Source { place, text, home };
    let mut found = FileLayer::default();
    for (name, value) in in_order(document.get_ref()) {
        match (name.get_ref().as_ref(), value.get_ref()) {
            (PROFILES, DeValue::Table(profiles)) => {
                for (name, value) in in_order(profiles) {
                    let layer = source.profile(name, value)?;
                    found.profiles.insert(name.get_ref().to_string(), layer);
                }
            }
            _ => source.add(&mut found.values, name, value, None)?,
        }
    }
    Ok(found)
}

/// The table whose tables are the profiles.
const PROFILES: &str = "profile";

fn in_order<'a, 'i>(table: &'a DeTable<'i>) -> Vec<(&'a Spanned<DeString<'i>>, &'a Spanned<DeValue<'i>>)> {
    let mut found: Vec<_> = table.iter().collect();
    found.sort_by_key(|(name, _)| name.span().start);
    found
}

/// A file's text and where it stands.
struct Source<'a> {
    place: &'a Place,
    text: &'a str,
    home: Option<&'a Path>,
}

impl Source<'_> {
    fn profile(&self, name: &Spanned<DeString<'_>>, value: &Spanned<DeValue<'_>>) -> Result<Layer, ConfigError> {
        let (line, _) = position(self.text, name.span().start);
        let profile = name.get_ref().as_ref();
        let DeValue::Table(table) = value.get_ref() else {
            return Err(unknown(self.place, &format!("{PROFILES}.{profile}"), line));
        };
        if !is_profile_name(profile) {
            return Err(ConfigError::ProfileName { file: self.place.file.clone(), line });
        }
        let mut layer = Layer::new();
        for (name, value) in in_order(table) {
            if name.get_ref() == super::keys::PROFILE.name {
                let (line, _) = position(self.text, name.span().start);
                return Err(unknown(self.place, name.get_ref(), line));
            }
            self.add(&mut layer, name, value, Some(profile))?;
        }
        Ok(layer)
    }

    fn add(
        &self,
        layer: &mut Layer,
        name: &Spanned<DeString<'_>>,
        value: &Spanned<DeValue<'_>>,
        profile: Option<&str>,
    ) -> Result<(), ConfigError> {
        let (line, _) = position(self.text, name.span().start);
        let (place, file) = (self.place, self.place.file.clone());
        let Some(key) = Key::named(name.get_ref()) else {
            return Err(unknown(place, name.get_ref(), line));
        };
        let written = written(key, value.get_ref()).map_err(|(expected, found)| ConfigError::WrongType {
            file: file.clone(),
            key: key.name,
            line,
            expected,
            found,
        })?;
        let origin = match profile {
            Some(name) => Origin::Profile { name: name.to_owned(), file, line },
            None => Origin::File { role: place.role, file, line },
        };
        let base = Base { dir: place.path.parent().unwrap_or(Path::new("/")), home: self.home };
        layer.insert(key.name, Value::parse(key, &written, origin, base)?);
        Ok(())
    }
}

/// Tells whether a profile may be called that: 1 to 40 of letters, digits, `-` and `_`, since it
/// names a folder too.
pub fn is_profile_name(name: &str) -> bool {
    (1..=40).contains(&name.len()) && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
}

fn unknown(place: &Place, name: &str, line: usize) -> ConfigError {
    let key: String = name.chars().take(64).flat_map(char::escape_debug).collect();
    ConfigError::UnknownKey { file: place.file.clone(), key, line, suggestion: suggest::key(name) }
}

/// The value's text if it has the type that `key` takes, else the two types.
fn written(key: &Key, value: &DeValue<'_>) -> Result<String, (&'static str, &'static str)> {
    let expected = match key.kind {
        Kind::Bool => "a boolean",
        Kind::Number { .. } => "an integer",
        Kind::Text | Kind::Url | Kind::Path | Kind::Duration | Kind::Enum(_) => "a string",
    };
    match (key.kind, value) {
        (Kind::Bool, DeValue::Boolean(set)) => Ok(set.to_string()),
        (Kind::Number { .. }, DeValue::Integer(number)) => {
            let parsed = i128::from_str_radix(number.as_str(), number.radix());
            Ok(parsed.map_or_else(|_| number.to_string(), |number| number.to_string()))
        }
        (Kind::Bool | Kind::Number { .. }, _) => Err((expected, type_of(value))),
        (_, DeValue::String(text)) => Ok(text.to_string()),
        _ => Err((expected, type_of(value))),
    }
}

fn type_of(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "a string",
        DeValue::Integer(_) => "an integer",
        DeValue::Float(_) => "a float",
        DeValue::Boolean(_) => "a boolean",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}

/// Line and column of a byte, both from 1, the column in characters.
fn position(text: &str, byte: usize) -> (usize, usize) {
    let before = text.get(..byte).unwrap_or(text);
    let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
    let line = 1 + before.matches('\n').count();
    (line, 1 + before.chars().count() - before.get(..line_start).unwrap_or_default().chars().count())
}

#[cfg(test)]
mod tests {
    use super::{Key, Kind, position, written};
    use toml::de::DeValue;

    #[test]
    fn a_position_counts_lines_and_characters() {
        for (text, byte, expected) in [
            ("", 0, (1, 1)),
            ("ab", 1, (1, 2)),
            ("ab", 9, (1, 3)),
            ("a\nb", 2, (2, 1)),
            ("a\n", 2, (2, 1)),
            ("a\r\nb = 1", 7, (2, 5)),
            ("é\néé", 5, (2, 2)),
        ] {
            assert_eq!(position(text, byte), expected, "{text:?} {byte}");
        }
    }

    #[test]
    fn a_value_has_the_type_of_its_key() {
        let number = Kind::Number { min: 0, max: 9 };
        for (kind, toml, expected) in [
            (Kind::Bool, "true", Ok("true")),
            (Kind::Bool, "'true'", Err(("a boolean", "a string"))),
            (number, "0x1_0", Ok("16")),
            (number, "-3", Ok("-3")),
            (number, "1_000", Ok("1000")),
            (number, "1.0", Err(("an integer", "a float"))),
            (Kind::Text, "'x'", Ok("x")),
            (Kind::Text, "1", Err(("a string", "an integer"))),
            (Kind::Path, "2020-01-01", Err(("a string", "a date"))),
            (Kind::Duration, "[1]", Err(("a string", "a list"))),
            (Kind::Enum(&["a"]), "{ a = 1 }", Err(("a string", "a table"))),
        ] {
            let key = Key { kind, ..*crate::config::keys::LOG };
            let value = DeValue::parse(toml).expect("valid TOML");
            assert_eq!(written(&key, value.get_ref()), expected.map(str::to_owned), "{toml}");
        }
    }
}
